"""Corps meetings and training through save: their pace, who reads them, and what runs out (R4, R12, R78)."""

from __future__ import annotations

from datetime import date

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.coaching.doctype.lat_corps_meeting.lat_corps_meeting import of_mentor
from lat_corps.coaching.invitations import of_meeting
from lat_corps.domain.cadence import months_after
from tests import factories
from tests.factories import HOME, as_user

MEETING, TRAINING = "LAT Corps Meeting", "LAT Training"


@pytest.fixture(autouse=True)
def settings():
	"""Settings are cached beyond the rollback of a test."""
	yield
	frappe.clear_document_cache("LAT Settings", "LAT Settings")


def insert(world, by: str, **values):
	with as_user(world[by]):
		return frappe.get_doc(values).insert()


def meet(world, day: str | None = None, by="coordinator", **values):
	return insert(
		world,
		by,
		doctype=MEETING,
		**{
			"municipality": HOME,
			"kind": "Local meeting",
			"title": "Korpsmøde",
			"planned_on": f"{day or today()} 13:00:00",
			"held_on": day,
			**values,
		},
	)


def train(world, person="mentor", by="coordinator", **values):
	return insert(
		world,
		by,
		doctype=TRAINING,
		**{
			"municipality": HOME,
			"user": world[person],
			"kind": "Refresher",
			"title": "Genopfriskning",
			"taken_on": add_days(today(), -30),
			**values,
		},
	)


def due(name: str) -> date | None:
	return frappe.db.get_value(MEETING, name, "next_due")


def told(world, record: str) -> set[str]:
	logins = frappe.get_all("LAT Turn", filters={"reference_name": record}, pluck="user")
	return {person for person, login in world.people.items() if login in logins}


def sees(user: str, doc) -> bool:
	with as_user(user):
		return bool(frappe.has_permission(doc.doctype, "read", doc=frappe.get_doc(doc.doctype, doc.name)))


class TestMeeting:
	def test_the_corps_is_invited_those_on_loan_too(self, world):
		factories.lendable_mentor(world)
		loan = factories.loan_at("Active", world)
		invited = {row.mentor for row in meet(world).attendance}
		assert {world.mentors["mentor"], world.mentors["second_mentor"], loan.mentor} <= invited
		assert world.mentors["away_mentor"] not in invited

	def test_the_next_is_due_after_the_last_that_was_held(self, world):
		first = meet(world, add_days(today(), -40))
		assert due(first.name) == months_after(getdate(first.held_on), 2)
		second = meet(world, add_days(today(), -10))
		assert due(first.name) is None
		assert due(second.name) == months_after(getdate(second.held_on), 2)

	def test_one_that_is_planned_in_time_settles_it_and_a_network_does_not(self, world):
		last = meet(world, add_days(today(), -10))
		meet(world, add_days(today(), -1), kind="Network meeting")
		assert due(last.name)
		meet(world, planned_on=f"{add_days(today(), 7)} 13:00:00")
		assert due(last.name) is None

	def test_the_coordinators_are_told_when_it_is_late(self, world):
		last = meet(world, add_days(today(), -100))
		assert told(world, last.name) == {"coordinator", "chief"}
		meet(world, today())
		assert told(world, last.name) == set()

	def test_another_pace_and_none(self, world):
		last = meet(world, add_days(today(), -100))
		settings = frappe.get_doc("LAT Settings")
		settings.update({"meeting_interval": 6}).save()
		assert due(last.name) == months_after(getdate(last.held_on), 6)
		assert told(world, last.name) == set()
		settings.update({"meeting_interval": 0}).save()
		assert due(last.name) is None and due(meet(world, today()).name) is None

	def test_attendance_shows_on_the_mentor(self, world):
		meeting = meet(world, today())
		with as_user(world["coordinator"]):
			for row in meeting.attendance:
				row.attended = int(row.mentor == world.mentors["mentor"])
			meeting.save()
		for person, attended in (("mentor", 1), ("second_mentor", 0)):
			with as_user(world[person]):
				(shown,) = of_mentor(world.mentors[person])
			assert (shown["name"], shown["attended"]) == (meeting.name, attended)

	@pytest.mark.parametrize("person", ["second_mentor", "away_coordinator", "manager"])
	def test_and_to_nobody_who_does_not_read_the_mentor(self, world, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			of_mentor(world.mentors["mentor"])

	def test_who_reads_it(self, world):
		meeting = meet(world, today())
		readers = {person for person in world.people if sees(world[person], meeting)}
		assert readers == {"coordinator", "chief", "manager", "mentor", "second_mentor"}

	@pytest.mark.parametrize("person", ["mentor", "manager", "away_coordinator"])
	def test_coordinators_alone_write_it(self, world, person):
		with pytest.raises(frappe.PermissionError):
			meet(world, by=person)

	def test_the_invitation_has_the_corps(self, world):
		meeting = meet(world, place="Biblioteket", planned_on="2026-12-14 09:30:00")
		with as_user(world["mentor"]):
			of_meeting(meeting.name)
		said = frappe.response["filecontent"].decode().replace("\r\n ", "")
		for words in ("DTSTART:20261214T083000Z", "Biblioteket", world["second_mentor"]):
			assert words in said
		with as_user(world["away_mentor"]), pytest.raises(frappe.PermissionError):
			of_meeting(meeting.name)


class TestTraining:
	def test_it_runs_out_where_it_has_a_last_day_and_tells_the_person(self, world):
		training = train(world, valid_until=add_days(today(), 3))
		assert told(world, training.name) == {"mentor"}
		lasting = train(world, "second_mentor")
		assert not lasting.valid_until and told(world, lasting.name) == set()

	def test_a_later_one_of_its_kind_takes_its_place(self, world):
		first = train(world, valid_until=add_days(today(), -3))
		train(world, kind="Other training")
		assert told(world, first.name) == {"mentor"}
		train(world, taken_on=today(), valid_until=add_days(today(), 300))
		assert told(world, first.name) == set()
		assert first.reload().renew_by is None

	def test_the_municipality_may_give_each_a_last_day(self, world):
		frappe.get_doc("LAT Settings").update({"training_months": 12}).save()
		training = train(world)
		assert getdate(training.valid_until) == months_after(getdate(training.taken_on), 12)

	def test_a_coordinators_own(self, world):
		training = train(world, "coordinator", kind="Basic training")
		assert training.person_name == "Birgit Holm"

	@pytest.mark.parametrize("person", ["away_mentor", "caseworker"])
	def test_of_nobody_else(self, world, person):
		with pytest.raises(frappe.ValidationError, match="coordinator or mentor"):
			train(world, person)

	@pytest.mark.parametrize(
		("fieldname", "days", "words"),
		[("taken_on", 2, "has been taken"), ("valid_until", -60, "run out before")],
	)
	def test_its_days(self, world, fieldname, days, words):
		with pytest.raises(frappe.ValidationError, match=words):
			train(world, **{fieldname: add_days(today(), days)})

	def test_who_reads_it(self, world):
		training = train(world)
		readers = {person for person in world.people if sees(world[person], training)}
		assert readers == {"coordinator", "chief", "manager", "mentor"}
		with pytest.raises(frappe.PermissionError):
			train(world, by="away_coordinator")

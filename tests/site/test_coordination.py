"""Meetings with partners through save: who is invited, whose turn it is, what they may read (R53 to R56)."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta, timezone

import frappe
import pytest
import vobject
from frappe.utils import add_days, getdate, today

from lat_corps.casework import coordination
from lat_corps.coaching.invitations import of_coordination
from lat_corps.domain.cadence import months_after
from tests import factories
from tests.factories import HOME, as_user

MEETING = "LAT Coordination Meeting"
SECRET = "Han har sagt til politiet, at kassen står i kælderen."
SIX = (
	"Familieafdelingen",
	"Socialpsykiatrien",
	"Psykiatrisk ambulatorium",
	"Jobcentret",
	"Skolen",
	"Bostedet",
)


@pytest.fixture
def active(world):
	return factories.case_at("Active", world)


def guest(organisation: str, **values) -> dict:
	return {"who": f"Kontakt i {organisation}", "organisation": organisation, "gets_minutes": 1, **values}


def corps(world, *people) -> list[dict]:
	return [
		{"who": frappe.utils.get_fullname(world[person]), "user": world[person], "gets_minutes": 1}
		for person in people
	]


def plan(world, course, by="coordinator", **values):
	with as_user(world[by]):
		return frappe.get_doc(
			{"doctype": MEETING, "lat_case": course.name, "meets_on": add_days(today(), 7), **values}
		).insert()


def held(world, course, day=None, **values):
	facts = {
		"participants": [*corps(world, "coordinator", "mentor"), guest("Jobcentret")],
		"shared_goals": "Et fritidsjob.",
		**values,
	}
	return plan(world, course, meets_on=day or today(), held_on=day or today(), **facts)


def consent(world, course, *partners, kinds=("Goals and steps",), **values):
	with as_user(world["coordinator"]):
		return frappe.get_doc(
			{
				"doctype": "LAT Consent",
				"lat_case": course.name,
				"purpose": "Coordination with partners",
				"given_by": "Citizen",
				"given_by_name": "Yusuf",
				"informed": 1,
				"given_on": today(),
				"information_types": [{"information_type": kind} for kind in kinds],
				"partners": [{"partner": partner} for partner in partners],
				**values,
			}
		).insert()


def agreed(what: str, responsible: str, days: int = 7, **values) -> dict:
	return {"what": what, "responsible": responsible, "due_on": add_days(today(), days), **values}


def told(world, name: str) -> dict[str, set[str]]:
	"""Return kind -> who has been told of a record."""
	people = {login: person for person, login in world.people.items()}
	found: dict[str, set[str]] = {}
	for row in frappe.get_all("LAT Turn", filters={"reference_name": name}, fields=["kind", "user"]):
		found.setdefault(row.kind, set()).add(people[row.user])
	return found


def name_of(world, person: str) -> str:
	return frappe.utils.get_fullname(world[person])


class TestPlanning:
	def test_coordinator_and_mentor_are_there_from_the_start(self, world, active):
		meeting = plan(world, active)
		assert [row.user for row in meeting.participants] == [active.coordinator, world["mentor"]]
		assert meeting.standing == "Planned"

	def test_the_next_begins_with_those_and_the_goals_of_the_last(self, world, active):
		held(world, active, add_days(today(), -20), place="Rådhuset")
		with as_user(world["coordinator"]):
			begun = coordination.begin(active.name)
		assert [row["organisation"] for row in begun["participants"] if row.get("organisation")] == [
			"Jobcentret"
		]
		assert (begun["shared_goals"], begun["place"]) == ("Et fritidsjob.", "Rådhuset")

	def test_and_whoever_helps_the_person(self, world, active):
		with as_user(world["coordinator"]):
			factories.add_effort(active, contact_name="Alma", contact_email="alma@job.example")
			factories.add_effort(active, kind="Housing", department="Boligkontoret")
			factories.add_effort(
				active, kind="Infohus", department="Infohus", status="Not relevant", because="Nej."
			)
		held(
			world,
			active,
			add_days(today(), -20),
			participants=[guest("Skolen"), guest("jobcenter prøveby")],
		)
		partners = {row.who: row.email for row in plan(world, active).participants if row.organisation}
		assert partners == {"Boligkontoret": None, "Alma": "alma@job.example", "Kontakt i Skolen": None}

	@pytest.mark.parametrize(
		"person", ["mentor", "caseworker", "manager", "away_coordinator", "second_mentor"]
	)
	def test_it_is_the_coordinators_to_plan(self, world, active, person):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			coordination.begin(active.name)
		with pytest.raises(frappe.PermissionError):
			plan(world, active, by=person)

	def test_a_partner_comes_from_somewhere(self, world, active):
		with pytest.raises(frappe.ValidationError, match="department or service"):
			plan(world, active, participants=[{"who": "Alma"}])

	def test_and_from_the_directory_by_its_name(self, world, active):
		with as_user(world["coordinator"]):
			partner = frappe.get_doc(
				{
					"doctype": "LAT Partner",
					"municipality": HOME,
					"kind": "Job centre",
					"title": "Jobcenter Prøveby",
				}
			).insert()
		meeting = plan(world, active, participants=[{"who": "Alma", "listed": partner.name}])
		assert meeting.participants[0].organisation == "Jobcenter Prøveby"

	def test_none_on_a_course_that_is_over(self, world, active):
		frappe.db.set_value("LAT Case", active.name, "stage", "Closed")
		with pytest.raises(frappe.ValidationError, match="No meeting is planned"):
			plan(world, active)

	def test_one_that_lies_ahead_is_not_held(self, world, active):
		with pytest.raises(frappe.ValidationError, match="planned, not held"):
			plan(world, active, held_on=add_days(today(), 2))

	@pytest.mark.parametrize("fieldname", ["meets_on", "held_on"])
	def test_nor_is_one_before_the_course_was_referred(self, world, active, fieldname):
		referred = getdate(active.referred_on)
		with pytest.raises(frappe.ValidationError, match=r"lies before .* referred"):
			plan(world, active, **{fieldname: add_days(referred, -1)})
		meeting = held(world, active, referred)
		active.db_set("referred_on", today())
		with as_user(world["coordinator"]):
			meeting.update({"place": "Rådhuset"}).save()

	def test_an_invitation_needs_a_time(self, world, active):
		meeting = plan(world, active)
		assert meeting.meets_at is None
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="begins"):
			of_coordination(meeting.name)
		with pytest.raises(frappe.ValidationError, match="13:30"):
			plan(world, active, meets_at="om formiddagen")

	def test_the_invitation_is_read_by_calendars_and_names_nobody(self, world, active):
		citizen = frappe.get_doc("LAT Citizen", active.citizen)
		first_name = citizen.full_name.split()[0]
		meeting = plan(
			world,
			active,
			meets_on="2026-12-14",
			meets_at="09:30:00",
			minutes=90,
			place=f"Hjemme hos {first_name}s mor, Skovvej 3; kælderen",
			shared_goals="Et fritidsjob.",
			participants=[*corps(world, "coordinator"), guest("Jobcentret", email="alma@job.example")],
		)
		with as_user(world["coordinator"]):
			of_coordination(meeting.name)
		said = frappe.response["filecontent"].decode()
		calendar = vobject.readOne(said, validate=True)
		(event,) = calendar.contents["vevent"]
		assert event.dtstart.value == datetime(2026, 12, 14, 8, 30, tzinfo=timezone.utc)
		assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)
		assert event.location.value == "Hjemme hos … mor, Skovvej 3; kælderen"
		assert [row.value for row in event.attendee_list] == [
			f"mailto:{world['coordinator']}",
			"mailto:alma@job.example",
		]
		assert not any(row.params for row in event.getChildren())
		for words in (active.name, *citizen.full_name.split(), name_of(world, "coordinator"), "fritidsjob"):
			assert words not in said.replace("\r\n ", "")
		for person in ("mentor", "away_coordinator", "caseworker"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				of_coordination(meeting.name)


class TestPace:
	def due(self, course):
		return frappe.db.get_value("LAT Case", course.name, "next_coordination_due")

	def test_it_counts_from_the_last_that_was_held(self, world, active):
		assert self.due(active) is None
		last = held(world, active, add_days(today(), -40))
		assert self.due(active) == months_after(getdate(last.held_on), 3)
		plan(world, active)
		assert self.due(active) is None

	def test_the_first_is_due_once_somebody_else_helps(self, world, active):
		with as_user(world["coordinator"]):
			effort = factories.add_effort(active, from_date=today())
		assert self.due(active) == months_after(getdate(today()), 3)
		with as_user(world["coordinator"]):
			effort.update({"status": "Ended", "to_date": today(), "afterwards": "Er i job."}).save()
		assert self.due(active) is None

	def test_each_course_has_its_own(self, world, active):
		last = held(world, active, add_days(today(), -40))
		for months in (1, 0):
			with as_user(world["coordinator"]):
				active.reload().update({"coordination_interval": months}).save()
			assert self.due(active) == (months_after(getdate(last.held_on), months) if months else None)

	def test_the_coordinator_is_told_once_and_no_more_once_one_is_planned(self, world, active):
		held(world, active, add_days(today(), -100))
		assert told(world, active.name)["Coordination meeting due"] == {"coordinator"}
		planned = plan(world, active, meets_on=today())
		assert told(world, active.name)["Coordination meeting due"] == {"coordinator"}
		planned.update({"held_on": today()})
		with as_user(world["coordinator"]):
			planned.save()
		assert "Coordination meeting due" not in told(world, active.name)

	def test_one_called_off_settles_nothing(self, world, active):
		held(world, active, add_days(today(), -40))
		off = plan(world, active)
		with as_user(world["coordinator"]):
			off.update({"cancelled_because": "Sygdom."}).save()
		assert off.standing == "Cancelled" and self.due(active)


class TestAgreements:
	def test_each_is_told_to_who_must_do_it_and_silent_once_it_is_done(self, world, active):
		meeting = held(
			world,
			active,
			agreements=[
				agreed("Finder en praktikplads.", "Kontakt i Jobcentret", -1),
				agreed("Ringer til praktikstedet.", name_of(world, "mentor"), -1),
			],
		)
		assert told(world, meeting.name) == {
			"Minutes to close": {"coordinator"},
			"Agreement to follow up": {"coordinator"},
			"Own agreement to do": {"mentor"},
		}
		with as_user(world["mentor"]):
			mine = frappe.get_doc(MEETING, meeting.name)
			mine.agreements[1].done = 1
			mine.save()
		assert mine.agreements[1].done_on
		assert "Own agreement to do" not in told(world, meeting.name)
		with as_user(world["coordinator"]):
			meeting.reload().agreements[0].done = 1
			meeting.save()
		assert set(told(world, meeting.name)) == {"Minutes to close"}

	def test_a_day_ahead_is_told_to_nobody_but_the_mentor_in_time(self, world, active):
		mentor = name_of(world, "mentor")
		meeting = held(
			world, active, agreements=[agreed("A", mentor, 3), agreed("B", name_of(world, "coordinator"), 3)]
		)
		assert set(told(world, meeting.name)) == {"Minutes to close", "Own agreement to do"}

	def test_the_mentor_ticks_the_own_ones_alone(self, world, active):
		mentor = name_of(world, "mentor")
		meeting = held(world, active, agreements=[agreed("A", mentor), agreed("B", "Kontakt i Jobcentret")])
		for change in (
			lambda rows: rows[1].update({"done": 1}),
			lambda rows: rows[0].update({"what": "Noget andet."}),
			lambda rows: rows[0].update({"due_on": add_days(today(), 90)}),
			lambda rows: rows.pop(),
		):
			with as_user(world["mentor"]), pytest.raises(frappe.PermissionError):
				mine = frappe.get_doc(MEETING, meeting.name)
				change(mine.agreements)
				mine.save()
		for fieldname, value in (("shared_goals", "Andet."), ("place", "Andetsteds"), ("held_on", None)):
			with as_user(world["mentor"]), contextlib.suppress(frappe.PermissionError):
				frappe.get_doc(MEETING, meeting.name).update({fieldname: value}).save()
			assert (
				frappe.db.get_value(MEETING, meeting.name, fieldname)
				== meeting.reload().get(fieldname)
				!= value
			)

	def test_who_is_responsible_takes_part(self, world, active):
		with pytest.raises(frappe.ValidationError, match="not among those"):
			held(world, active, agreements=[agreed("A", "Ukendt")])

	def test_another_mentor_leaves_them_to_the_coordinator(self, world, active):
		meeting = held(world, active, agreements=[agreed("A", name_of(world, "mentor"), -1)])
		frappe.db.set_value("LAT Match", {"lat_case": active.name, "stage": "Approved"}, "stage", "Ended")
		with as_user(world["coordinator"]):
			active.reload().refresh_derived()
			coordination.follow_mentor(active.name)
		meeting.reload()
		assert meeting.mentor is None and meeting.agreement_due


class TestMinutes:
	def close(self, world, meeting, by="coordinator"):
		with as_user(world[by]):
			coordination.close_minutes(meeting.name)
		return meeting.reload()

	def test_they_close_by_consent_and_stay_as_they_are(self, world, active):
		consent(world, active, "jobcentret")
		meeting = held(world, active, agreements=[agreed("A", "Kontakt i Jobcentret")])
		self.close(world, meeting)
		assert (meeting.standing, meeting.closed_by) == ("Closed", world["coordinator"])
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match="minutes are closed"):
				frappe.get_doc(MEETING, meeting.name).update({"shared_goals": "Andet."}).save()
			ticked = frappe.get_doc(MEETING, meeting.name)
			ticked.agreements[0].done = 1
			ticked.save()
			coordination.open_again(meeting.name)
			frappe.get_doc(MEETING, meeting.name).update({"shared_goals": "Andet."}).save()
		assert meeting.reload().standing == "Held"

	def test_the_answer_on_consents_is_stored_with_them(self, world, active):
		consent(world, active, "Jobcentret", kinds=("Goals and steps", "Life situation"))
		points = [
			{"information_type": "Life situation", "content": "Bor alene."},
			{"information_type": "Network and family", "content": "Ser sin mor."},
		]
		meeting = held(world, active, points=points, consent_from="Ingen")
		assert not meeting.consent_from
		self.close(world, meeting)
		assert (meeting.consent_from, str(meeting.consent_asked_on)) == ("Citizen", today())
		assert meeting.consent_covers == "Goals and steps, Life situation"
		with as_user(world["coordinator"]):
			coordination.open_again(meeting.name)
		assert not meeting.reload().consent_from and not meeting.consent_covers

	def test_of_minutes_that_stay_in_the_corps_there_is_none(self, world, active):
		meeting = held(world, active, participants=corps(world, "coordinator", "mentor"))
		assert not self.close(world, meeting).consent_from

	def test_without_consent_they_do_not(self, world, active):
		meeting = held(world, active)
		with pytest.raises(frappe.ValidationError, match="Jobcentret"):
			self.close(world, meeting)
		consent(world, active, "Skolen")
		with pytest.raises(frappe.ValidationError, match="Jobcentret"):
			self.close(world, meeting)
		with as_user(world["coordinator"]):
			meeting.reload().participants[2].gets_minutes = 0
			meeting.save()
		assert self.close(world, meeting).standing == "Closed"

	@pytest.mark.parametrize("person", ["mentor", "second_mentor", "caseworker", "away_coordinator"])
	def test_they_are_the_coordinators_to_close(self, world, active, person):
		consent(world, active, "Jobcentret")
		meeting = held(world, active)
		with pytest.raises(frappe.PermissionError):
			self.close(world, meeting, by=person)
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			coordination.open_again(meeting.name)

	def test_partners_read_what_every_one_of_them_may_know(self, world, active):
		consent(world, active, "Jobcentret", "Skolen", kinds=("Goals and steps", "Life situation"))
		given = consent(world, active, "Jobcentret", kinds=("Network and family",))
		points = [
			{"information_type": "Life situation", "content": "Bor alene."},
			{"information_type": "Network and family", "content": "Ser sin mor."},
		]
		guests = [*corps(world, "coordinator"), guest("Jobcentret"), guest("Skolen")]
		meeting = held(world, active, participants=guests, points=points)
		paper = coordination.for_partners(meeting)
		assert [row.content for row in paper["points"]] == ["Bor alene."] and paper["left_out"] == 1
		with as_user(world["coordinator"]):
			meeting.participants[2].gets_minutes = 0
			meeting.save()
			assert coordination.for_partners(meeting)["left_out"] == 0
			given.update({"withdrawn_on": today()}).save()
			assert coordination.for_partners(meeting)["left_out"] == 1

	def test_the_print_holds_that_and_no_more(self, world, active):
		consent(world, active, "Jobcentret", kinds=("Goals and steps", "Life situation"))
		points = [
			{"information_type": "Life situation", "content": "Bor alene."},
			{"information_type": "Network and family", "content": "Ser sin mor."},
		]
		meeting = held(
			world,
			active,
			points=points,
			agreements=[agreed("Finder en plads.", "Kontakt i Jobcentret")],
			working_together="Alle ved, hvem der gør hvad.",
		)
		told = ("Et fritidsjob.", "Bor alene.", "Finder en plads.", "Alle ved, hvem der gør hvad.")
		with as_user(world["coordinator"]):
			paper = frappe.get_print(MEETING, meeting.name, "LAT Coordination Minutes")
			for words in (*told, "Kontakt i Jobcentret"):
				assert words in paper
			assert "Ser sin mor." not in paper
			given = frappe.get_doc(
				"LAT Consent", {"lat_case": active.name, "purpose": "Coordination with partners"}
			)
			given.update({"withdrawn_on": today()}).save()
			paper = frappe.get_print(MEETING, meeting.name, "LAT Coordination Minutes")
		for words in told:
			assert words not in paper

	@pytest.mark.parametrize(
		"words",
		[
			{"shared_goals": f"Vi ved: {SECRET}"},
			{"agenda": SECRET.upper()},
			{"working_together": SECRET},
			{"points": [{"information_type": "Life situation", "content": SECRET}]},
			{"agreements": [{"what": SECRET}]},
			{"participants": [guest("Jobcentret", who=SECRET)]},
		],
	)
	def test_section_115_material_never_enters(self, world, active, words):
		exchange(world, active)
		with pytest.raises(frappe.ValidationError, match="115"):
			held(world, active, **words)

	def test_nor_the_reason_why_one_is_called_off(self, world, active):
		exchange(world, active)
		with pytest.raises(frappe.ValidationError, match=r"Cancelled because.*section 115"):
			plan(world, active, cancelled_because=SECRET)

	def test_what_became_known_later_is_on_no_paper_and_not_told_to_who_ticks(self, world, active):
		names = [name_of(world, "coordinator"), name_of(world, "mentor")]
		meeting = held(
			world,
			active,
			participants=corps(world, "coordinator", "mentor"),
			points=[{"information_type": "Life situation", "content": SECRET}],
			agreements=[agreed("Finder en plads.", names[1]), agreed(SECRET, names[0])],
			shared_goals=SECRET,
			working_together=SECRET,
		)
		exchange(world, active)
		with as_user(world["mentor"]):
			mine = frappe.get_doc(MEETING, meeting.name)
			mine.agreements[0].done = 1
			mine.save()
			paper = frappe.get_print(MEETING, meeting.name, "LAT Coordination Minutes")
		assert "Finder en plads." in paper and "kælderen" not in paper


def exchange(world, course) -> None:
	with as_user(world["coordinator"]):
		frappe.get_doc(
			{
				"doctype": "LAT Background Information",
				"lat_case": course.name,
				"kind": "Risk and safety plans",
				"origin": "Section 115 exchange",
				"received_on": today(),
				"expires_on": add_days(today(), 90),
				"content": SECRET,
				"legal_basis": "Retsplejeloven § 115",
			}
		).insert()


def test_who_reads_a_meeting(world, active):
	"""A partner with a login of another role reads nothing, and a mentor what the mentor takes part in."""
	meeting = held(
		world, active, participants=[*corps(world, "coordinator", "mentor"), *corps_of_caseworker(world)]
	)
	without = held(world, active, participants=corps(world, "coordinator"))
	for doc, expected in ((meeting, {"coordinator", "chief", "mentor"}), (without, {"coordinator", "chief"})):
		readers = set()
		for person, login in world.people.items():
			with as_user(login):
				if frappe.has_permission(MEETING, "read", doc=frappe.get_doc(MEETING, doc.name)):
					readers.add(person)
		assert readers == expected


def corps_of_caseworker(world) -> list[dict]:
	return [
		{
			**corps(
				world,
				"caseworker",
			)[0],
			"organisation": "Familieafdelingen",
		}
	]


class TestOnTheCourse:
	def test_it_shows_the_pace_and_what_is_open(self, world, active):
		meeting = held(
			world,
			active,
			add_days(today(), -100),
			agreements=[
				agreed("A", name_of(world, "mentor"), -1),
				agreed("B", name_of(world, "mentor"), done=1),
			],
		)
		for person, may_plan in (("coordinator", True), ("mentor", False)):
			with as_user(world[person]):
				said = coordination.on_course(frappe.get_doc("LAT Case", active.name))
			assert (said["may_plan"], said["late"]) == (may_plan, True)
			assert [(row["what"], row["late"]) for row in said["agreements"]] == [("A", True)]
			assert [row.name for row in said["meetings"]] == [meeting.name]

	def test_a_mentor_sees_nothing_of_meetings_without_the_mentor(self, world, active):
		held(
			world,
			active,
			participants=corps(world, "coordinator"),
			agreements=[agreed("A", name_of(world, "coordinator"))],
		)
		with as_user(world["mentor"]):
			said = coordination.on_course(frappe.get_doc("LAT Case", active.name))
		assert said["agreements"] == [] and said["meetings"] == []


def test_a_consent_for_partners_names_them(world, active):
	with pytest.raises(frappe.ValidationError, match="Name the partners"):
		consent(world, active)
	given = consent(world, active, "Jobcentret")
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="The partners stay"):
		given.reload().append("partners", {"partner": "Skolen"})
		given.save()

"""Who is asked to acknowledge a role description, who may, and what they are told (R16)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, format_date, getdate, today

from lat_corps.corps import acknowledgement_requests, role_text, turn_mail
from lat_corps.corps.binding import bound_by
from lat_corps.corps.doctype.lat_role_description import lat_role_description
from tests import factories
from tests.factories import AWAY, HOME, act, as_user

REQUEST = "LAT Acknowledgement Request"


def publish(world, role: str = "Mentor") -> str:
	return factories.published_description(role, HOME, world["coordinator"], world["manager"])


def standing(description: str) -> dict[str, list[str]]:
	"""Return login -> standings of the requests for a description, oldest first."""
	found: dict[str, list[str]] = {}
	for row in frappe.get_all(
		REQUEST,
		filters={"role_description": description},
		fields=["user", "standing"],
		order_by="creation asc",
	):
		found.setdefault(row.user, []).append(row.standing)
	return found


def request_of(description: str, user: str):
	return frappe.get_doc(REQUEST, {"role_description": description, "user": user})


def move(request, **days: int) -> None:
	"""Put dates of a request, or the day the person was told last, so many days from today."""
	dates = {fieldname: add_days(today(), offset) for fieldname, offset in days.items()}
	told_on = dates.pop("reminded_on", dates.get("asked_on"))
	request.db_set(dates)
	if told_on:
		frappe.db.set_value("LAT Turn", {"reference_name": request.name}, "told_on", told_on)


def daily() -> None:
	acknowledgement_requests.every_day()
	turn_mail.every_day()


def told(user: str, description: str) -> list[str]:
	return frappe.get_all(
		"Notification Log",
		filters={"for_user": user, "document_name": description},
		pluck="subject",
		order_by="creation asc",
	)


def set_members(name: str, change) -> None:
	municipality = frappe.get_doc("LAT Municipality", name)
	for row in municipality.members:
		change(row)
	municipality.save()


class TestWhoIsAsked:
	def test_each_person_bound_is_asked_with_a_date(self, world):
		name = publish(world)
		assert standing(name) == {world["mentor"]: ["Awaiting"], world["second_mentor"]: ["Awaiting"]}
		request = request_of(name, world["mentor"])
		assert (request.role, request.municipality, request.version_number) == ("Mentor", HOME, 2)
		assert request.full_name == "Samir Haddad"
		assert (request.asked_on, request.due_on) == (getdate(today()), getdate(add_days(today(), 14)))

	@pytest.mark.parametrize(
		("role", "people"),
		[
			("Coordinator", {"coordinator", "chief"}),
			("Manager", {"manager", "chief"}),
			("Caseworker", {"caseworker", "other_caseworker"}),
			("Mentor", {"mentor", "second_mentor"}),
			("Parent Coach", {"mentor", "second_mentor"}),
		],
	)
	def test_each_role_binds_those_who_hold_it(self, world, role, people):
		assert bound_by(role, HOME) == {world[person] for person in people}

	def test_a_national_template_asks_nobody(self, world):
		draft = factories.description_in_review("Manager", None, world["administrator"])
		act(draft, "Publish text", world["centre"])
		assert standing(draft.name) == {}

	def test_the_kind_of_a_mentor_decides(self, world):
		mentors, coaches = publish(world, "Mentor"), publish(world, "Parent Coach")
		mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
		with as_user(world["coordinator"]):
			mentor.kind = "Parent Coach"
			mentor.save()
		assert standing(mentors)[world["mentor"]] == ["Lapsed"]
		assert standing(coaches)[world["mentor"]] == ["Awaiting"]

	def test_a_mentor_is_asked_from_the_training_on_and_one_who_left_is_not(self, world):
		name = world.descriptions[("Mentor", HOME)]
		with as_user(world["coordinator"]):
			mentor = factories.new_mentor(world["away_coordinator"], kind="Mentor", status_reason="Flytter.")
		assert world["away_coordinator"] not in standing(name)
		act(mentor, "Start training", world["coordinator"])
		assert standing(name)[world["away_coordinator"]] == ["Awaiting"]
		act(mentor, "Mentor leaves", world["coordinator"])
		assert standing(name)[world["away_coordinator"]] == ["Lapsed"]

	def test_a_new_member_is_asked_at_once(self, world):
		name = publish(world, "Caseworker")
		municipality = frappe.get_doc("LAT Municipality", HOME)
		user = factories.make_user("ny", "Ny Sagsbehandler", "LAT Caseworker")
		municipality.append("members", {"user": user, "member_function": "Caseworker"})
		municipality.save()
		assert standing(name)[user] == ["Awaiting"]

	def test_who_lacks_the_role_is_asked_as_soon_as_the_login_has_it(self, world):
		name = publish(world, "Caseworker")
		municipality = frappe.get_doc("LAT Municipality", HOME)
		municipality.append("members", {"user": world["outsider"], "member_function": "Caseworker"})
		municipality.save()
		assert world["outsider"] not in standing(name)
		frappe.get_doc("User", world["outsider"]).add_roles("LAT Caseworker")
		assert standing(name)[world["outsider"]] == ["Awaiting"]

	def test_a_login_out_of_use_is_not_waited_for(self, world):
		name = publish(world, "Caseworker")
		login = frappe.get_doc("User", world["caseworker"])
		login.enabled = 0
		login.save()
		assert standing(name)[world["caseworker"]] == ["Lapsed"]

	def test_running_again_changes_nothing(self, world):
		publish(world)
		# mentors of earlier tests have gone since they were asked
		acknowledgement_requests.every_day()
		of_world = {"filters": {"municipality": ["in", (HOME, AWAY)]}, "fields": ["*"], "limit": 0}
		before = frappe.get_all(REQUEST, **of_world, order_by="name asc")
		acknowledgement_requests.every_day()
		acknowledgement_requests.bring_up_to_date(HOME)
		assert frappe.get_all(REQUEST, **of_world, order_by="name asc") == before

	def test_the_daily_job_is_scheduled(self):
		daily = frappe.get_hooks("scheduler_events")["daily"]
		assert acknowledgement_requests.every_day in [
			frappe.get_attr(method) for method in daily if "lat_corps" in method
		]

	def test_the_version_before_lapses_and_what_was_acknowledged_stays(self, world):
		first = publish(world)
		factories.acknowledge(first, world["mentor"])
		second = publish(world)
		assert standing(first) == {world["mentor"]: ["Acknowledged"], world["second_mentor"]: ["Lapsed"]}
		assert set(standing(second)) == {world["mentor"], world["second_mentor"]}

	def test_a_function_that_begins_or_ends_by_date_is_followed_by_the_daily_job(self, world):
		name = publish(world, "Caseworker")

		def pass_on(row):
			if row.user == world["caseworker"]:
				row.to_date = add_days(today(), 5)
			if row.user == world["other_caseworker"]:
				row.from_date = add_days(today(), 5)

		set_members(HOME, pass_on)
		assert standing(name) == {world["caseworker"]: ["Awaiting"], world["other_caseworker"]: ["Lapsed"]}
		for user, fieldname, day in (
			(world["caseworker"], "to_date", -1),
			(world["other_caseworker"], "from_date", 0),
		):
			frappe.db.set_value(
				"LAT Municipality Member", {"parent": HOME, "user": user}, fieldname, add_days(today(), day)
			)
		acknowledgement_requests.every_day()
		assert standing(name) == {
			world["caseworker"]: ["Lapsed"],
			world["other_caseworker"]: ["Lapsed", "Awaiting"],
		}


class TestWhoAcknowledges:
	def test_it_closes_the_request(self, world):
		name = publish(world)
		factories.acknowledge(name, world["mentor"])
		assert standing(name) == {world["mentor"]: ["Acknowledged"], world["second_mentor"]: ["Awaiting"]}

	@pytest.mark.parametrize("person", ["coordinator", "manager", "caseworker"])
	def test_nobody_else_than_those_bound(self, world, person):
		name = publish(world)
		with pytest.raises(frappe.ValidationError, match="you are not one of them"):
			factories.acknowledge(name, world[person])

	def test_nobody_of_another_municipality(self, world):
		name = publish(world)
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			factories.acknowledge(name, world["away_mentor"])
		with as_user(world["away_mentor"]), pytest.raises(frappe.PermissionError, match="not yours"):
			frappe.get_doc(
				{
					"doctype": "LAT Role Acknowledgement",
					"role_description": name,
					"user": world["away_mentor"],
					"signed_name": "Amina Yusuf",
				}
			).insert()

	def test_not_even_administrator(self, world):
		with pytest.raises(frappe.ValidationError, match="you are not one of them"):
			factories.acknowledge(publish(world), "Administrator")

	def test_a_national_template_binds_nobody(self, world):
		draft = factories.description_in_review("Manager", None, world["administrator"])
		act(draft, "Publish text", world["centre"])
		with pytest.raises(frappe.ValidationError, match="binds nobody"):
			factories.acknowledge(draft.name, "Administrator")

	def test_one_signs_with_ones_own_name(self, world):
		name = publish(world)
		with as_user(world["mentor"]):
			with pytest.raises(frappe.ValidationError, match="Samir Haddad"):
				lat_role_description.acknowledge(name, "Karen Friis")
			given = lat_role_description.acknowledge(name, " samir  haddad")
		assert frappe.db.get_value("LAT Role Acknowledgement", given, ["user", "signed_name"]) == (
			world["mentor"],
			"Samir Haddad",
		)


class TestWhatPeopleAreTold:
	def test_the_bell_says_what_to_do_by_when(self, world):
		name = publish(world)
		(words,) = told(world["mentor"], name)
		assert words.startswith("Please read and acknowledge <b>Mentor, prøve</b>, version 2, by ")
		assert words.endswith(f"{format_date(add_days(today(), 14))}.")
		assert told(world["coordinator"], name) == []

	def test_each_is_told_in_the_language_of_the_login(self, world):
		frappe.db.set_value("User", world["second_mentor"], "language", "da")
		name = publish(world)
		assert told(world["mentor"], name)[0].startswith("Please read and acknowledge ")
		assert told(world["second_mentor"], name)[0].startswith("Læs og bekræft ")

	def test_a_manager_who_publishes_is_told_too(self, world):
		name = publish(world, "Manager")
		to_publish, to_acknowledge = told(world["manager"], name)
		assert to_publish.startswith("Role description ")
		assert to_acknowledge.startswith("Please read and acknowledge ")

	def test_the_bell_falls_silent_when_it_is_acknowledged_or_lapses(self, world):
		def unread(person):
			entries = {"for_user": world[person], "document_name": name, "read": 0}
			return frappe.db.count("Notification Log", entries)

		name = publish(world)
		assert (unread("mentor"), unread("second_mentor")) == (1, 1)
		factories.acknowledge(name, world["mentor"])
		assert (unread("mentor"), unread("second_mentor")) == (0, 1)
		publish(world)
		assert unread("second_mentor") == 0

	def test_reminders_come_once_before_and_at_intervals_after_the_date(self, world):
		name = publish(world)
		factories.acknowledge(name, world["second_mentor"])
		request = request_of(name, world["mentor"])
		for moved, expected in (
			({"due_on": 4}, 1),
			({"due_on": 3, "asked_on": -11}, 2),
			({"due_on": 2}, 2),
			({"due_on": -1, "reminded_on": -4}, 3),
			({"due_on": -7, "reminded_on": -6}, 3),
			({"due_on": -8, "reminded_on": -7}, 4),
		):
			move(request, **moved)
			daily()
			daily()
			assert len(told(world["mentor"], name)) == expected, moved
		words = told(world["mentor"], name)
		assert words[1].startswith("Reminder") and words[2].startswith("Overdue")
		assert len(told(world["second_mentor"], name)) == 1

	def test_the_days_are_settings_and_checked(self, world):
		settings = frappe.get_doc("LAT Settings")
		settings.update({"days_to_acknowledge": 30, "reminder_days_before": 10})
		settings.save()
		assert request_of(publish(world), world["mentor"]).due_on == getdate(add_days(today(), 30))
		settings.reminder_days_before = 30
		with pytest.raises(frappe.ValidationError, match="choose 0 to 29"):
			settings.save()


class TestWhoSeesTheRequests:
	def test_ones_own_and_for_coordinator_and_manager_those_of_the_municipality(self, world):
		name = publish(world)
		mine = {request_of(name, world["mentor"]).name}
		everybody = mine | {request_of(name, world["second_mentor"]).name}
		for person, expected in (
			("mentor", mine),
			("coordinator", everybody),
			("manager", everybody),
			("caseworker", set()),
			("away_coordinator", set()),
			("away_manager", set()),
		):
			with as_user(world[person]):
				seen = frappe.get_list(REQUEST, filters={"role_description": name}, pluck="name", limit=0)
			assert set(seen) == expected, person

	def test_nobody_writes_them(self, world):
		request = request_of(publish(world), world["mentor"])
		for row in frappe.get_meta(REQUEST).permissions:
			assert not any(row.get(right) for right in ("write", "create", "delete", "share", "export"))
		request.standing = "Acknowledged"
		another = frappe.get_doc({"doctype": REQUEST, "user": world["mentor"]})
		for attempt in (request.save, request.delete, another.insert):
			with pytest.raises(frappe.ValidationError, match="nobody writes them"):
				attempt()


class TestWhatChanged:
	def read(self, world, person: str, name: str) -> dict:
		with as_user(world[person]):
			return role_text.for_reader(name)

	def test_the_reader_sees_what_changed_since_the_version_acknowledged_last(self, world):
		publish(world)
		with as_user(world["coordinator"]):
			draft = frappe.get_doc(
				"LAT Role Description",
				lat_role_description.draft_from(world.descriptions[("Mentor", HOME)], HOME),
			)
			draft.append("tasks", {"phase": "Closing", "responsibility": "Does", "task": "Ser tilbage."})
			draft.purpose = "At prøve rollen helt af."
			draft.save()
		act(draft, "Send to review", world["coordinator"])
		act(draft, "Publish text", world["manager"])
		read = self.read(world, "mentor", draft.name)
		assert (read["bound"], read["acknowledged_on"], read["compared_with"]) == (True, None, 1)
		assert read["due_on"] == getdate(add_days(today(), 14))
		assert [task["task"] for task in read["changes"]["added"]] == ["Ser tilbage."]
		assert [piece["text"] for piece in read["changes"]["purpose"] if piece["kind"] == "added"] == [
			"helt "
		]

	def test_the_first_version_is_compared_with_nothing(self, world):
		read = self.read(world, "caseworker", publish(world, "Caseworker"))
		assert (read["bound"], read["compared_with"], read["changes"]) == (True, None, None)

	def test_a_version_without_changes_says_so(self, world):
		read = self.read(world, "mentor", publish(world))
		assert (read["compared_with"], read["changes"]) == (1, None)

	def test_after_acknowledging_the_day_is_shown(self, world):
		name = publish(world)
		factories.acknowledge(name, world["mentor"])
		read = self.read(world, "mentor", name)
		assert (read["acknowledged_on"], read["due_on"]) == (getdate(today()), None)

	def test_a_draft_is_compared_with_the_version_in_force(self, world):
		draft = factories.description_in_review("Mentor", HOME, world["coordinator"])
		read = self.read(world, "manager", draft.name)
		assert (read["bound"], read["compared_with"]) == (False, 1)

	def test_who_may_not_read_the_description_is_told_nothing(self, world):
		name = publish(world)
		for person in ("away_coordinator", "away_mentor", "centre", "technician", "outsider"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				role_text.for_reader(name)


class TestDrafting:
	def test_a_second_open_draft_is_refused_with_a_link_to_the_first(self, world):
		source = world.descriptions[("Mentor", HOME)]
		with as_user(world["coordinator"]):
			first = lat_role_description.draft_from(source, HOME)
		for attempt in (
			lambda: lat_role_description.draft_from(source, HOME),
			lambda: factories.draft_description("Mentor", HOME),
		):
			with as_user(world["chief"]), pytest.raises(frappe.ValidationError, match=first):
				attempt()

	def test_other_roles_and_municipalities_have_drafts_of_their_own(self, world):
		with as_user(world["coordinator"]):
			factories.draft_description("Mentor", HOME)
			factories.draft_description("Parent Coach", HOME)
		with as_user(world["away_coordinator"]):
			assert factories.draft_description("Mentor", AWAY).stage == "Draft"

	def test_after_publishing_the_next_is_drafted_from_the_last(self, world):
		last = publish(world)
		with as_user(world["coordinator"]):
			draft = frappe.get_doc("LAT Role Description", lat_role_description.draft_from(last, HOME))
		assert (draft.based_on, draft.stage, draft.version_number) == (last, "Draft", 0)


def test_running_courses_keep_running_on_the_old_version_and_no_match_is_accepted_on_it(world):
	running, waiting = factories.case_at("Active", world), factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(waiting, world.mentors["mentor"])
	act(match, "Offer match", world["coordinator"])
	name = publish(world)
	with as_user(world["mentor"]):
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": running.name, "rating": 4}).insert()
	factories.choose_outcome(running, world, "Goals reached")
	assert act(running, "Begin closing", world["coordinator"]).stage == "Closing"
	with pytest.raises(frappe.ValidationError, match="R16"):
		act(match, "Accept match", world["mentor"])
	factories.acknowledge(name, world["mentor"])
	assert act(match, "Accept match", world["mentor"]).stage == "Accepted"

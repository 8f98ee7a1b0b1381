"""The first screen of each role: what waits by urgency, and each sees their own (R6, R96, R110)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.casework import names
from lat_corps.corps.facts import open_courses
from lat_corps.insight import counted_periods
from lat_corps.insight.my_day import of_user
from tests import factories
from tests.factories import HOME, act, as_user, set_settings
from tests.site.test_turns import accepted, approved, daily, due, offered, sent

NAME = "Mikkel Prøvesen"


def seen(person: str, world, **asked) -> dict:
	with as_user(world[person]):
		return of_user(**asked)


def rows(person: str, world, **asked) -> list[dict]:
	return seen(person, world, **{"length": 200, **asked})["waiting"]["rows"]


def said(row: dict) -> str:
	return row["sentence"].format(**row["values"])


def about(found: list[dict], number: str) -> list[dict]:
	return [row for row in found if number in (row["lat_case"], row["number"])]


class TestWhatWaits:
	def test_a_line_says_who_what_why_and_what_to_press(self, world):
		match = accepted(world)
		(row,) = about(rows("coordinator", world), match.name)
		assert (row["person"] == NAME and row["mentor"] == "Samir Haddad") or not row["mentor"]
		assert said(row) == f"Match {match.name}: the mentor has accepted. Approve or decline it."
		assert row["rule"] == "The coordinator decides each match, and says why."
		assert (row["button"], row["doctype"], row["number"]) == ("Approve match", "LAT Match", match.name)
		assert (row["standing"], row["days"]) == ("Waiting", 0)

	def test_the_most_urgent_comes_first(self, world):
		waiting = accepted(world)
		days = {}
		for ahead in (3, -2, -40):
			case = due(world, next_due=add_days(today(), min(ahead, 0)), next_due_what="Before measurement")
			days[case.name] = min(ahead, 0)
		found = [row["lat_case"] for row in rows("coordinator", world)]
		assert sorted(days, key=lambda name: (days[name], found.index(name))) == [
			name for name in found if name in days
		]
		assert found.index(waiting.lat_case) > max(found.index(name) for name in days)

	def test_so_does_a_part_of_the_list(self, world):
		for _number in range(3):
			accepted(world)
		due(world, next_due=add_days(today(), -2), next_due_what="Before measurement")
		whole = rows("coordinator", world)
		part = seen("coordinator", world, length=2)["waiting"]
		assert part["rows"] == whole[:2] and part["number"] == len(whole) > 2

	def test_by_municipality_and_mentor(self, world):
		match = accepted(world)
		assert about(rows("coordinator", world, municipality=HOME), match.name)
		assert not rows("coordinator", world, municipality="Naboby")
		case = approved(world)
		assert about(rows("coordinator", world, mentor=world.mentors["mentor"]), case.name)
		assert not rows("coordinator", world, mentor=world.mentors["second_mentor"])

	def test_what_merely_happened_is_told_for_two_weeks(self, world):
		factories.lendable_mentor(world)
		loan = factories.loan_at("Agreed", world)
		row = {"kind": "Loan agreed", "reference_name": loan.name, "user": world["chief"]}
		assert about(rows("chief", world), loan.name)
		frappe.db.set_value("LAT Turn", row, "creation", add_days(today(), -15), update_modified=False)
		assert not about(rows("chief", world), loan.name)

	def test_a_role_description_is_named_by_its_title(self, world):
		name = factories.published_description("Mentor", HOME, world["coordinator"], world["manager"])
		(row,) = about(rows("mentor", world), name)
		assert "Mentor, prøve, version" in said(row) and "<b>" not in said(row)
		assert (row["doctype"], row["button"]) == ("LAT Role Description", "Read and acknowledge")

	def test_what_is_done_is_gone(self, world):
		match = accepted(world)
		act(match, "Approve match", world["coordinator"])
		assert not [
			row
			for row in about(rows("coordinator", world), match.lat_case)
			if row["kind"] == "Match accepted"
		]


class TestNames:
	def test_an_offer_shows_its_number_alone(self, world):
		match = offered(world)
		citizen = frappe.db.get_value("LAT Case", match.lat_case, "citizen")
		frappe.db.set_value("LAT Citizen", citizen, "full_name", "Ditte Tilbudt")
		(row,) = about(rows("mentor", world), match.name)
		assert row["person"] == "" and "Tilbudt" not in str(seen("mentor", world))

	def test_nobody_else_sees_anything_of_the_course(self, world):
		case = due(world, next_due=today(), next_due_what="Before measurement")
		for person in ("away_coordinator", "away_mentor", "second_mentor", "other_caseworker", "manager"):
			found = str(seen(person, world))
			assert case.name not in found and NAME not in found, person
		for person in ("administrator", "centre", "technician"):
			assert seen(person, world)["waiting"] == {"number": 0, "rows": []}

	def test_a_line_of_a_course_that_is_out_of_reach_meanwhile_shows_its_number_alone(self, world):
		case = approved(world)
		frappe.db.set_value("LAT Match", {"lat_case": case.name}, "stage", "Ended")
		(row,) = [row for row in rows("mentor", world) if case.name in said(row)]
		assert (row["person"], row["lat_case"], row["mentor"]) == ("", "", "")

	def test_each_name_is_a_reading(self, world):
		match = accepted(world)
		citizen = frappe.db.get_value("LAT Case", match.lat_case, "citizen")
		frappe.db.delete("LAT Read Log", {"citizen": citizen})
		rows("coordinator", world)
		(line,) = frappe.get_all("LAT Read Log", {"citizen": citizen}, ["user", "action", "document_type"])
		assert (line.user, line.action, line.document_type) == (world["coordinator"], "Listed", "LAT Citizen")

	def test_who_has_no_place_in_the_app_is_refused(self, world):
		with pytest.raises(frappe.PermissionError):
			seen("outsider", world)


class TestCoordinator:
	def test_courses_are_counted_by_stage_in_the_municipalities_of_the_coordinator(self, world):
		figures = seen("coordinator", world)["figures"]
		factories.case_at("Matching", world)
		stages = {each["stage"]: each["number"] for each in seen("coordinator", world)["figures"]["stages"]}
		for each in figures["stages"]:
			assert stages[each["stage"]] == each["number"] + (each["stage"] == "Matching")
			assert stages[each["stage"]] == frappe.db.count(
				"LAT Case", {"municipality": HOME, "stage": each["stage"]}
			)
		assert sum(each["number"] for each in seen("away_coordinator", world)["figures"]["stages"]) == 0

	def test_who_waits_is_counted_from_the_referral(self, world):
		before = seen("coordinator", world)["figures"]["waits"]
		case = factories.case_at("Assessed", world)
		case.db_set("referred_on", add_days(today(), -500))
		after = seen("coordinator", world)["figures"]["waits"]
		assert (after["number"], after["longest"]) == (before["number"] + 1, 500)

	def test_places_are_free_until_a_course_takes_one(self, world):
		before = seen("coordinator", world)["figures"]
		offered(world)
		after = seen("coordinator", world)["figures"]
		assert (after["mentors"], after["free"]) == (before["mentors"], before["free"] - 1)
		people = [world.mentors[person] for person in ("mentor", "second_mentor")]
		counted = {mentor.name: mentor.taken for mentor in names.mentors_of([HOME])}
		assert [counted[name] for name in people] == [len(open_courses(name)) for name in people]

	def test_the_choices_are_the_own_municipalities_and_mentors(self, world):
		choices = seen("coordinator", world)["choices"]
		assert choices["municipalities"] == [HOME]
		assert (world.mentors["mentor"], "Samir Haddad") in choices["mentors"]
		assert world.mentors["away_mentor"] not in str(choices)
		assert seen("mentor", world)["choices"] is None


class TestMentor:
	def test_a_card_for_each_person_with_what_is_due(self, world):
		case = due(world, next_due=today(), next_due_what="Before measurement")
		frappe.db.set_value("LAT Citizen", case.citizen, "phone", "+45 20 30 40 50")
		with as_user(world["mentor"]):
			frappe.get_doc(
				{
					"doctype": "LAT Plan",
					"lat_case": case.name,
					"steps": [
						{"step": "Besøger skolen.", "due_on": add_days(today(), 9)},
						{
							"step": "Ringer til klubben.",
							"due_on": add_days(today(), 2),
							"responsible": "Mikkel",
						},
						{"step": "Er gjort.", "due_on": today(), "done_on": today()},
					],
				}
			).insert()
		found = seen("mentor", world)
		(card,) = [card for card in found["people"] if card["lat_case"] == case.name]
		assert (card["person"], card["phone"], card["may_rate"]) == (NAME, "+45 20 30 40 50", True)
		assert card["step"]["step"] == "Ringer til klubben."
		(line,) = card["due"]
		assert (line["kind"], line["leads_to"], line["point"]) == ("Measurement due", "answer", "Before")
		assert not about(found["waiting"]["rows"], case.name)

	def test_the_person_of_another_mentor_is_on_no_card(self, world):
		case = factories.case_at("Active", world)
		assert case.name not in {card["lat_case"] for card in seen("second_mentor", world)["people"]}

	def test_the_name_on_a_card_is_what_the_municipality_has_chosen(self, world):
		frappe.db.set_value("LAT Municipality", HOME, "citizen_name_for_mentors", "Initials")
		case = factories.case_at("Active", world)
		(card,) = [card for card in seen("mentor", world)["people"] if card["lat_case"] == case.name]
		assert card["person"] == "M.P."


class TestCaseworker:
	def test_sees_what_was_sent_by_name(self, world):
		handover = sent(world)
		found = seen("caseworker", world)
		(row,) = about(found["waiting"]["rows"], handover.name)
		assert (row["person"], row["button"]) == (NAME, "Confirm receipt")
		assert found["handovers"][0] | {"name": handover.name, "person": NAME} == found["handovers"][0]
		assert seen("other_caseworker", world)["handovers"] == []


def on_day(monkeypatch, day: str) -> None:
	for module in ("my_figures", "counted_periods"):
		monkeypatch.setattr(f"lat_corps.insight.{module}.danish_today", lambda: getdate(day))


class TestManager:
	def test_what_waits_for_approval_waits_here(self, world):
		description = factories.description_in_review("Mentor", HOME, world["coordinator"])
		assert about(rows("manager", world), description.name)
		assert not about(rows("away_manager", world), description.name)

	def test_the_figures_of_the_year_hide_small_cells(self, world, monkeypatch):
		on_day(monkeypatch, "2019-08-15")
		for number in range(5):
			case = factories.case_at("Active", world)
			case.db_set({"referred_on": "2019-02-01", "opened_on": "2019-05-01" if number else None})
		case.db_set("referred_on", "2019-07-02")
		assert seen("manager", world)["year"][0]["quarters"] == []
		counted_periods.every_day()
		(year,) = seen("manager", world)["year"]
		assert (year["municipality"], year["year"], year["quarters"]) == (HOME, 2019, [1, 2])
		assert (year["Referred"], year["Started"]) == ([None, 0], [0, None])

	def test_a_quarter_waits_for_what_is_still_recorded(self, world, monkeypatch):
		set_settings(days_until_counted=14)
		for day, year, quarters, waits in (
			("2019-04-14", 2018, [1, 2, 3, 4], None),
			("2019-04-15", 2019, [1], {"quarter": 2, "from": "15-07-2019", "is_late": False}),
		):
			on_day(monkeypatch, day)
			counted_periods.every_day()
			(found,) = seen("manager", world)["year"]
			assert (found["year"], found["quarters"], found["waits"]) == (year, quarters, waits)

	def test_a_quarter_that_was_not_counted_on_its_day_is_told_of(self, world, monkeypatch):
		set_settings(days_until_counted=14)
		on_day(monkeypatch, "2019-04-16")
		(found,) = seen("manager", world)["year"]
		assert found["waits"] == {"quarter": 1, "from": "15-04-2019", "is_late": True}

	def test_persons_are_counted_not_courses(self, world, monkeypatch):
		on_day(monkeypatch, "2019-08-15")
		cases = [factories.case_at("Active", world) for _number in range(5)]
		for case in cases:
			case.db_set({"referred_on": "2019-02-01", "citizen": cases[0].citizen})
		counted_periods.every_day()
		(year,) = seen("manager", world)["year"]
		assert year["Referred"] == [None, 0]

	def test_others_get_none(self, world):
		assert [seen(person, world)["year"] for person in ("coordinator", "mentor", "centre")] == [[], [], []]


def test_who_looks_after_the_site_has_a_part_without_a_function(world):
	assert seen("administrator", world)["shown"] == ["LAT Administrator"]
	assert seen("technician", world)["shown"] == ["LAT Administrator"]
	daily()

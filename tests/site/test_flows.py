"""Work that touches several records is done in one go, by the same guards (R11, R20, R24, N4)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, add_months, today

from lat_corps.casework import intake
from lat_corps.casework.change_of_mentor import offer
from tests import factories
from tests.factories import HOME, as_user

REASON = "Mentoren flytter."


def born(age: int) -> str:
	return add_days(add_months(today(), -12 * age), -1)


def consent(given_by: str = "Citizen", **values):
	return {
		"given_by": given_by,
		"given_by_name": "Yusra Prøvesen",
		"consent_form": "Oral",
		"given_on": today(),
		"informed": 1,
		**values,
	}


def begin(world, *consents: dict, person: str = "coordinator", **values):
	with as_user(world[person]):
		return intake.begin(
			{
				"municipality": HOME,
				"full_name": "Yusra Prøvesen",
				"birth_date": born(20),
				"gender": "Woman",
				"language": "ar",
				"course_type": "Mentor course",
				"target_group": "Vulnerable to extremism",
				"referral_source": "Familieafdelingen",
				"referral_reason": "En lærer er bekymret.",
				"consents": consents,
				**values,
			}
		)


def givers(world, **asked) -> dict[str, list[str]]:
	with as_user(world["coordinator"]):
		return {row["given_by"]: row["names"] for row in intake.givers(**asked)}


class TestIntake:
	@pytest.mark.parametrize(
		("age", "asked"),
		[(14, ["Custody holder"]), (15, ["Citizen", "Custody holder"]), (17, None), (18, ["Citizen"])],
	)
	def test_age_tells_who_consents(self, world, age, asked):
		assert [*givers(world, birth_date=born(age))] == (asked or ["Citizen", "Custody holder"])

	def test_both_are_asked_while_no_age_is_known(self, world):
		assert [*givers(world)] == ["Citizen", "Custody holder"]

	def test_the_names_of_a_known_citizen_are_there(self, world):
		citizen = factories.make_citizen(age=16, custody_holders=[{"full_name": "Ingrid Prøvesen"}])
		assert givers(world, citizen=citizen.name) == {
			"Citizen": ["Mikkel Prøvesen"],
			"Custody holder": ["Ingrid Prøvesen"],
		}

	def test_nobody_learns_them_who_does_not_read_the_citizen(self, world):
		citizen = factories.make_citizen()
		for person in ("away_coordinator", "mentor", "caseworker"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				intake.givers(citizen=citizen.name)

	def test_a_new_person_is_referred_and_assessed(self, world):
		answer = begin(world, consent())
		case = frappe.get_doc("LAT Case", answer["name"])
		citizen = frappe.get_doc("LAT Citizen", case.citizen)
		assert (case.stage, answer["open"]) == ("Assessed", [])
		assert (case.coordinator, case.referral_source) == (world["coordinator"], "Familieafdelingen")
		assert (citizen.full_name, citizen.gender) == ("Yusra Prøvesen", "Woman")
		assert [(row.language, row.fluency) for row in citizen.languages] == [("ar", "Mother tongue")]

	@pytest.mark.parametrize("asked", [0, 1])
	def test_self_report_is_consented_to_in_the_same_go(self, world, asked):
		answer = begin(world, consent(), consent("Custody holder"), birth_date=born(16), self_report=asked)
		given = frappe.get_all("LAT Consent", {"lat_case": answer["name"], "purpose": "Self-report"})
		assert len(given) == 2 * asked

	def test_the_custody_holder_who_consents_stands_with_the_person(self, world):
		answer = begin(world, consent("Custody holder", given_by_name="Ingrid Prøvesen"), birth_date=born(12))
		case = frappe.get_doc("LAT Case", answer["name"])
		citizen = frappe.get_doc("LAT Citizen", case.citizen)
		assert case.stage == "Assessed"
		assert [row.full_name for row in citizen.custody_holders] == ["Ingrid Prøvesen"]

	def test_what_is_missing_is_told_and_the_course_waits(self, world):
		answer = begin(world, consent(), birth_date=born(16))
		assert frappe.db.get_value("LAT Case", answer["name"], "stage") == "Referred"
		assert answer["open"] == [
			"A valid consent to the course is missing from: Custody holder. Add it under Consents."
		]

	def test_a_known_citizen_stays_as_written(self, world):
		citizen = factories.make_citizen()
		answer = begin(world, consent(), citizen=citizen.name)
		assert frappe.db.get_value("LAT Case", answer["name"], "citizen") == citizen.name
		assert frappe.db.get_value("LAT Citizen", citizen.name, "full_name") == "Mikkel Prøvesen"

	@pytest.mark.parametrize("person", ["mentor", "caseworker", "manager", "away_coordinator"])
	def test_nobody_else_begins_a_course_here(self, world, person):
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			begin(world, consent(), person=person)


class TestChangeOfMentor:
	def change(self, world, case, **values):
		with as_user(world["coordinator"]):
			match = offer(case.name, **values)["match"]
		case.reload()
		return match

	def approved(self, case):
		return frappe.get_doc("LAT Match", {"lat_case": case.name, "mentor": case.mentor})

	@pytest.mark.parametrize("stage", ["Preparing", "Active"])
	def test_the_first_match_ends_and_the_next_mentor_has_the_offer(self, world, stage):
		case = factories.case_at(stage, world)
		first = self.approved(case)
		number = self.change(
			world,
			case,
			end_reason=REASON,
			mentor=world.mentors["second_mentor"],
			conflict_of_interest="None",
		)
		first.reload()
		match = frappe.get_doc("LAT Match", number)
		assert (first.stage, first.end_reason) == ("Ended", REASON)
		assert (case.stage, case.mentor) == ("Active" if stage == "Active" else "Matching", None)
		assert (match.stage, match.mentor) == ("Offered", world.mentors["second_mentor"])

	def test_a_course_may_wait_for_a_mentor_and_be_taken_up_again(self, world):
		case = factories.case_at("Active", world)
		assert self.change(world, case, end_reason=REASON) is None
		assert case.stage == "Active"
		number = self.change(world, case, mentor=world.mentors["second_mentor"], conflict_of_interest="None")
		assert frappe.db.get_value("LAT Match", number, "stage") == "Offered"

	def test_no_match_ends_without_a_reason(self, world):
		case = factories.case_at("Active", world)
		with pytest.raises(frappe.ValidationError, match="Write the reason for ending the match"):
			self.change(world, case, end_reason=" ", mentor=world.mentors["second_mentor"])

	def test_an_interpreter_is_named_with_the_offer(self, world):
		case = factories.case_at("Matching", world)
		mentor = frappe.get_doc("LAT Mentor", world.mentors["second_mentor"])
		frappe.db.delete("LAT Spoken Language", {"parent": case.citizen})
		with pytest.raises(frappe.ValidationError, match="no shared language"):
			self.change(world, case, mentor=mentor.name, conflict_of_interest="None")
		frappe.db.delete("LAT Match", {"lat_case": case.name})
		number = self.change(
			world, case, mentor=mentor.name, conflict_of_interest="None", interpreter="Tolkebureauet"
		)
		assert (case.interpreter, frappe.db.get_value("LAT Match", number, "stage")) == (
			"Tolkebureauet",
			"Offered",
		)

	@pytest.mark.parametrize(
		"person", ["mentor", "second_mentor", "caseworker", "manager", "away_coordinator"]
	)
	def test_nobody_else_changes_a_mentor(self, world, person):
		case = factories.case_at("Active", world)
		with as_user(world[person]), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			offer(case.name, end_reason=REASON)

"""The debrief of a course: by whose consent it is written, who reads it, and who is told (R106 to R108)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework.next_steps import of_course
from lat_corps.permissions.hooks import reaches
from tests import factories
from tests.factories import act, as_user

OTHERS = ["mentor", "second_mentor", "caseworker", "manager", "centre", "away_coordinator"]


@pytest.fixture
def case(world):
	return factories.case_at("Closing", world)


def consent(world, case, **values):
	with as_user(world["coordinator"]):
		return factories.give_consent(case, "Debrief", **values)


def write(world, case, person="coordinator", **values):
	with as_user(world[person]):
		return frappe.get_doc(
			{
				"doctype": "LAT Debrief",
				"lat_case": case.name,
				"held_on": today(),
				"participants": [{"part": "Coordinator"}],
				"more_of": "Korte møder.",
				"nobody_else": 1,
				**values,
			}
		).insert()


def task(user: str, **values) -> dict:
	return {"who": "Læreren", "what": "Én voksen.", "responsible": user, "due_on": today(), **values}


class TestByConsent:
	def test_without_one_nothing_is_written(self, world, case):
		with pytest.raises(frappe.ValidationError, match="consent to the debrief is missing from: Citizen"):
			write(world, case)

	def test_who_consents_is_stored_with_it(self, world, case):
		consent(world, case)
		debrief = write(world, case)
		assert (debrief.consent_from, str(debrief.consent_asked_on)) == ("Citizen", today())

	def test_a_consent_given_after_the_day_it_was_held_is_none(self, world, case):
		consent(world, case, given_on=today())
		with pytest.raises(frappe.ValidationError, match="missing from"):
			write(world, case, held_on=add_days(today(), -1))

	def test_each_who_must_consent_at_that_age(self, world, case):
		frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", add_days(today(), -365 * 16 - 10))
		consent(world, case, given_on=today())
		with pytest.raises(frappe.ValidationError, match="missing from: Custody holder"):
			write(world, case)

	def test_once_it_is_withdrawn_no_more_is_written_but_what_was_told_is_noted(self, world, case):
		given = consent(world, case)
		debrief = write(world, case, nobody_else=0, tasks=[task(world["coordinator"])])
		with as_user(world["coordinator"]):
			given.reload().withdrawn_on = today()
			given.save()
			debrief.reload().otherwise = "Spørge til søsteren."
			with pytest.raises(frappe.ValidationError, match="missing from"):
				debrief.save()
			debrief.reload().tasks[0].done = 1
			debrief.save()
		assert not debrief.next_task_on

	def test_nobody_new_is_to_be_told_of_what_is_no_longer_consented_to(self, world, case):
		given = consent(world, case)
		debrief = write(world, case)
		with as_user(world["coordinator"]):
			given.reload().withdrawn_on = today()
			given.save()
			debrief.reload().update({"nobody_else": 0, "tasks": [task(world["coordinator"])]})
			with pytest.raises(frappe.ValidationError, match="missing from"):
				debrief.save()


def test_what_was_told_in_a_section_115_exchange_stays_out_of_it(world, case):
	consent(world, case)
	with as_user(world["coordinator"]):
		factories.write_background(case, origin="Section 115 exchange", content="Kassen står i kælderen.")
	with pytest.raises(frappe.ValidationError, match=r"surprise.*section 115"):
		write(world, case, surprise="Vidste I, at kassen står i kælderen.")


class TestWhen:
	@pytest.mark.parametrize("stage", ["Referred", "Active"])
	def test_not_before_the_course_closes(self, world, stage):
		case = factories.case_at(stage, world)
		consent(world, case)
		with pytest.raises(frappe.ValidationError, match="when a course closes"):
			write(world, case)

	def test_one_for_each_closing(self, world, case):
		consent(world, case)
		write(world, case)
		with pytest.raises(frappe.ValidationError, match="debrief already"):
			write(world, case)

	def test_not_ahead(self, world, case):
		consent(world, case)
		with pytest.raises(frappe.ValidationError, match="future"):
			write(world, case, held_on=add_days(today(), 3))

	def test_the_closing_has_its_debrief_with_it(self, world, case):
		consent(world, case)
		with as_user(world["coordinator"]):
			(step,) = [step for step in of_course(case) if step["stage"] == "Closed"]
			mends = [mend for condition in step["conditions"] for mend in condition["mends"]]
			assert {"new": ["LAT Debrief", {"lat_case": case.name}]} in mends
		write(world, case, held_on=add_days(today(), -1))
		assert str(case.reload().debrief_held_on) == add_days(today(), -1)

	def test_a_course_that_is_taken_up_again_has_another_next_time(self, world, case):
		consent(world, case)
		first = write(world, case)
		with as_user(world["coordinator"]):
			factories.review_course(case.reload(), "Extend")
			factories.consent_anew(case)
		act(case, "Extend course", world["coordinator"])
		assert first.reload().earlier_closing == 1 and not case.reload().debrief_held_on
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="stays as it was"):
			first.update({"otherwise": "Andet."}).save()
		frappe.db.set_value("LAT Case", case.name, "stage", "Closing")
		consent(world, case, given_on=today())
		second = write(world, case)
		assert (second.earlier_closing, str(case.reload().debrief_held_on)) == (0, today())

	def test_a_course_that_is_reopened_asks_anew_for_consent_to_it(self, world, case):
		consent(world, case)
		factories.close_course(case, world)
		with as_user(world["coordinator"]):
			case.reload().update({"reopen_reason": "Faldt tilbage."}).save()
			factories.consent_anew(case)
		act(case, "Reopen course", world["coordinator"])
		frappe.db.set_value("LAT Case", case.name, "stage", "Closing")
		with pytest.raises(frappe.ValidationError, match="missing from: Citizen"):
			write(world, case)


class TestWho:
	@pytest.mark.parametrize("person", OTHERS)
	def test_nobody_but_the_coordinator_writes(self, world, case, person):
		consent(world, case)
		with pytest.raises(frappe.PermissionError):
			write(world, case, person)

	def test_the_mentor_who_took_part_reads_it_and_writes_nothing(self, world, case):
		consent(world, case)
		debrief = write(world, case)
		with as_user(world["mentor"]):
			assert frappe.has_permission("LAT Debrief", doc=debrief)
			with pytest.raises(frappe.PermissionError):
				debrief.reload().update({"more_of": "Noget andet."}).save()

	def test_the_next_mentor_does_not_read_it(self, world, case):
		consent(world, case)
		debrief = write(world, case)
		frappe.db.set_value("LAT Debrief", debrief.name, "mentor", world.mentors["second_mentor"])
		assert not reaches("LAT Debrief", debrief.name, world["mentor"])

	@pytest.mark.parametrize("person", ["second_mentor", "caseworker", "manager", "administrator", "centre"])
	def test_nobody_else_reads_it(self, world, case, person):
		consent(world, case)
		debrief = write(world, case)
		assert not reaches("LAT Debrief", debrief.name, world[person])

	def test_fields_of_the_server_are_not_taken(self, world, case):
		consent(world, case)
		other = world.mentors["second_mentor"]
		debrief = write(world, case, mentor=other, consent_from="Alle", earlier_closing=4)
		assert (debrief.mentor, debrief.consent_from, debrief.earlier_closing) == (case.mentor, "Citizen", 0)


class TestWhoNeedsToKnow:
	def test_the_first_day_is_next_and_what_is_told_is_over(self, world, case):
		consent(world, case)
		days = [add_days(today(), number) for number in (9, 4)]
		debrief = write(
			world, case, nobody_else=0, tasks=[task(world["coordinator"], due_on=day) for day in days]
		)
		assert str(debrief.next_task_on) == days[1]
		with as_user(world["coordinator"]):
			debrief.reload().tasks[1].done = 1
			debrief.save()
			assert str(debrief.next_task_on) == days[0]

	@pytest.mark.parametrize("person, may", [("chief", True), ("mentor", True), ("caseworker", False)])
	def test_a_coordinator_or_the_mentor_tells(self, world, case, person, may):
		consent(world, case)
		rows = {"nobody_else": 0, "tasks": [task(world[person])]}
		if may:
			assert write(world, case, **rows).next_task_on
			return
		with pytest.raises(frappe.ValidationError, match="row 1: a coordinator or the mentor"):
			write(world, case, **rows)

	def test_it_asks_for_what_it_lacks_all_at_once(self, world, case):
		consent(world, case)
		with pytest.raises(frappe.ValidationError) as refused:
			write(world, case, participants=[], more_of="", nobody_else=0)
		assert all(words in str(refused.value) for words in ("took part", "worked", "needs to know"))

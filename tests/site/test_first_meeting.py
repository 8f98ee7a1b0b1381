"""The first meeting: a sheet for each match, filled in together, noted by its mentor (R44 to R51, T4)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.domain.course_facts import PREPARATION_TOPICS
from lat_corps.domain.first_meeting import QUESTIONS
from tests import factories
from tests.factories import act, as_user, refusal_of

SHEET = "LAT First Meeting"


@pytest.fixture
def case(world):
	return factories.case_at("Preparing", world)


def seen_by(user: str, case) -> list[str]:
	with as_user(user):
		return frappe.get_list(SHEET, filters={"lat_case": case.name}, pluck="name", order_by="name asc")


def note(sheet, by: str) -> None:
	with as_user(by):
		sheet.reload()
		sheet.update({"held_on": today(), "how_it_went": "Vi ses igen på tirsdag."})
		sheet.save()


def told(case, user: str) -> bool:
	kind = {"kind": "First meeting to note", "lat_case": case.name, "user": user}
	return bool(frappe.db.exists("LAT Turn", kind))


def test_each_topic_has_two_or_three_questions():
	assert tuple(QUESTIONS) == PREPARATION_TOPICS
	assert {len(questions) for questions in QUESTIONS.values()} <= {2, 3}


def test_it_is_begun_when_a_match_is_approved_and_filled_in_together(world, case):
	sheet = factories.sheet_of(case)
	assert [row.topic for row in sheet.topics] == [*PREPARATION_TOPICS]
	for number, person in enumerate(("coordinator", "mentor")):
		with as_user(world[person]):
			sheet.reload()
			sheet.topics[number].answer = "Aftalt."
			sheet.save()
	assert [row.answer for row in sheet.reload().topics[:2]] == ["Aftalt.", "Aftalt."]
	assert seen_by(world["mentor"], case) == [sheet.name]
	assert not seen_by(world["second_mentor"], case)


def test_there_is_one_for_a_match(world, case, coordinator):
	again = {"doctype": SHEET, "lat_case": case.name}
	assert factories.sheet_of(case).name in refusal_of(frappe.get_doc(again).insert)
	waiting = factories.case_at("Matching", world)
	assert "approved match" in refusal_of(frappe.get_doc({**again, "lat_case": waiting.name}).insert)


def test_its_mentor_alone_notes_how_it_went(world, case):
	sheet = factories.sheet_of(case)
	with as_user(world["coordinator"]):
		sheet.how_it_went = "Det gik godt."
		assert "nobody else" in refusal_of(sheet.save)
	note(sheet, world["mentor"])
	assert sheet.noted
	with as_user(world["coordinator"]):
		sheet.reload().topics[0].answer = "Kaffe først."
		sheet.save()
	assert sheet.reload().how_it_went == "Vi ses igen på tirsdag."


def test_a_meeting_is_not_held_ahead(world, case):
	with as_user(world["mentor"]):
		sheet = factories.sheet_of(case)
		sheet.held_on = add_days(today(), 2)
		assert "future" in refusal_of(sheet.save)


def test_the_mentor_is_asked_on_the_day_until_it_is_noted(world, case, coordinator):
	sheet = factories.sheet_of(case)
	sheet.meets_on = add_days(today(), 1)
	sheet.save()
	assert not told(case, world["mentor"])
	sheet.meets_on = today()
	sheet.save()
	assert told(case, world["mentor"]) and not told(case, world["coordinator"])
	note(sheet, world["mentor"])
	assert not told(case, world["mentor"])


def test_a_new_mentor_begins_a_new_one_and_the_old_one_is_kept(world, case):
	with as_user(world["coordinator"]):
		factories.prepare_meeting(case)
	first = factories.sheet_of(case)
	match = frappe.get_doc("LAT Match", first.lat_match)
	with as_user(world["coordinator"]):
		match.end_reason = "Flyttet."
		match.save()
		act(match, "End match")
		case.reload()
		act(case, "Match anew")
	factories.approve_match(case, world, "second_mentor")
	second = factories.sheet_of(case)
	assert second.name != first.name and not any(row.answer for row in second.topics)
	assert [row.answer for row in first.reload().topics] == ["Aftalt."] * len(PREPARATION_TOPICS)
	assert seen_by(world["second_mentor"], case) == [second.name]
	assert not seen_by(world["mentor"], case)
	assert seen_by(world["coordinator"], case) == sorted([first.name, second.name])
	with as_user(world["coordinator"]):
		act(case, "Prepare course")
		assert "Prepare the first meeting" in refusal_of(lambda: act(case, "Start course"))


def test_what_the_first_mentor_prepared_lets_no_course_start(world, case, coordinator):
	"""The guard asks for the sheet of the match that carries the course."""
	factories.prepare_meeting(case)
	frappe.db.set_value("LAT Preparation Topic", factories.sheet_of(case).topics[3].name, "answer", None)
	assert "Assumptions" in refusal_of(lambda: act(case, "Start course"))


def test_of_a_match_that_is_taken_up_again_the_sheet_is_gone_on_with(world):
	case = factories.case_at("Active", world)
	sheet = factories.sheet_of(case)
	frappe.db.set_value("LAT Match", sheet.lat_match, {"stage": "Ended", "ended_with_course": 1})
	frappe.db.set_value("LAT Match", sheet.lat_match, "stage", "Approved")
	with as_user(world["coordinator"]):
		frappe.get_doc("LAT Match", sheet.lat_match).save()
	assert frappe.db.count(SHEET, {"lat_match": sheet.lat_match}) == 1


@pytest.mark.parametrize(("stage", "reads_only"), [("Active", False), ("Closed", True)])
def test_its_form_is_told_whether_the_mentor_only_reads_it(world, stage, reads_only):
	case = factories.case_at("Closing" if stage == "Closed" else stage, world)
	sheet = factories.sheet_of(case)
	if stage == "Closed":
		fields = ("looking_back", "relapse_agreement", "after_missing_reason", "debrief_waived_reason")
		with as_user(world["coordinator"]):
			case.update(dict.fromkeys(fields, "Aftalt."))
			case.save()
		act(case, "Close course", world["coordinator"])
	with as_user(world["mentor"]):
		sheet.run_method("onload")
	assert sheet.get_onload("lat_reads_only") is reads_only

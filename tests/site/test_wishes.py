"""What both sides state, and what a match makes of it: in fields, by rule, and never by hand (R27 to R36)."""

import frappe
import pytest

from lat_corps.casework.wishes import questions
from lat_corps.corps.doctype.lat_mentor.lat_mentor import confirm_profile
from lat_corps.domain import criteria
from tests import factories
from tests.factories import act, as_user


@pytest.fixture
def case(world):
	return factories.case_at("Matching", world)


@pytest.fixture
def mentor(world):
	"""A man who speaks Danish, of whom nothing else is known."""
	mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
	with as_user(world["coordinator"]):
		mentor.update({"gender": "Man"})
		mentor.save()
	return mentor


def wish(case, world, criterion: str, words: str = "", **values):
	"""Write a wish on the course as its coordinator; return its row."""
	with as_user(world["coordinator"]):
		case.reload().append("preferences", {"criterion": criterion, "wish": words, **values})
		case.save()
	return case.preferences[-1]


def propose(case, world, mentor):
	with as_user(world["coordinator"]):
		return factories.propose(case, mentor.name)


def row_of(match, criterion: str):
	return next(row for row in match.reload().criteria if row.criterion == criterion)


def judge(match, world, criterion: str, **values):
	"""Write in a row of the match as the coordinator, and return the row as it is kept."""
	with as_user(world["coordinator"]):
		row_of(match, criterion).update(values)
		match.save()
	return row_of(match, criterion)


def test_a_wished_language_is_not_met_by_another_that_both_speak(world, case, mentor):
	wish(case, world, "Language", spoken="ar")
	row = row_of(propose(case, world, mentor), "Language")
	assert (row.fit, row.by_rule, row.stated) == ("Not met", 1, 1)
	assert "interpreter" in row.says


@pytest.mark.parametrize("words", ["Mand", "man", "Man"])
def test_the_word_for_a_choice_is_the_choice(world, case, words):
	row = wish(case, world, "Gender", words)
	assert (row.gender, row.wish) == ("Man", None)


def test_the_name_of_a_language_is_that_language(world, case):
	for words, code in (("arabisk", "ar"), ("Arabic", "ar"), ("Gerne arabisk", None)):
		assert wish(case, world, "Language", words).spoken == code


def test_a_man_wished_for_and_a_woman_proposed_asks_for_a_reason(world, case, mentor):
	with as_user(world["coordinator"]):
		mentor.update({"gender": "Woman"})
		mentor.save()
	wish(case, world, "Gender", "Mand")
	assert row_of(propose(case, world, mentor), "Gender").fit == "Not met"


def test_what_a_rule_has_settled_no_hand_changes(world, case, mentor):
	wish(case, world, "Gender", "Kvinde")
	match = propose(case, world, mentor)
	row = judge(match, world, "Gender", fit="Met", stated=0, by_rule=0, reason="Ingen kvinde har plads.")
	assert (row.fit, row.stated, row.reason) == ("Not met", 1, "Ingen kvinde har plads.")


def test_what_no_rule_settles_a_person_judges_and_it_stays(world, case, mentor):
	wish(case, world, "Other wish", "En, der kan lide fodbold.")
	match = propose(case, world, mentor)
	assert judge(match, world, "Other wish", fit="Met").fit == "Met"
	wish(case, world, "Gender", "Mand")
	assert row_of(match, "Other wish").fit == "Met"


def test_a_wish_worded_anew_is_judged_anew_in_its_own_row(world, case, mentor):
	row = wish(case, world, "Other wish", "En, der kan lide fodbold.")
	match = propose(case, world, mentor)
	judge(match, world, "Other wish", fit="Met")
	with as_user(world["coordinator"]):
		row.wish = "En, der kan lide skak."
		case.save()
	rows = [found for found in match.reload().criteria if found.criterion == "Other wish"]
	assert [(found.citizen_side, found.fit) for found in rows] == [("En, der kan lide skak.", "Unknown")]


def test_a_wish_given_up_is_stated_no_more(world, case, mentor):
	row = wish(case, world, "Gender", "Kvinde", strength="Must")
	match = propose(case, world, mentor)
	assert row_of(match, "Gender").strength == "Must"
	with as_user(world["coordinator"]):
		row.strength = "No wish"
		case.save()
	assert not row_of(match, "Gender").stated


def test_a_row_stays_stated_when_the_wish_is_taken_off_the_course(world, case, mentor):
	wish(case, world, "Gender", "Kvinde")
	match = propose(case, world, mentor)
	with as_user(world["coordinator"]):
		case.preferences = []
		case.save()
	assert row_of(match, "Gender").stated


def test_what_was_stated_cannot_be_unticked_or_taken_away_by_hand(world, case, mentor):
	wish(case, world, "Gender", "Kvinde")
	wish(case, world, "Other wish", "En, der kan lide fodbold.")
	match = propose(case, world, mentor)
	with as_user(world["coordinator"]):
		case.preferences = []
		case.save()
	row = judge(match, world, "Gender", stated=0, by_rule=0, fit="Met", wish_row=None)
	assert (row.stated, row.fit, row.by_rule) == (1, "Not met", 1)
	with as_user(world["coordinator"]):
		match.reload().criteria = [each for each in match.criteria if not each.stated]
		match.save()
	assert row_of(match, "Gender").stated and row_of(match, "Other wish").stated


def test_no_row_is_written_in_by_hand(world, case, mentor):
	match = propose(case, world, mentor)
	rows = len(match.criteria)
	with as_user(world["coordinator"]):
		match.reload().append("criteria", {"criterion": "Gender", "stated": 1, "fit": "Met"})
		match.save()
	assert len(match.reload().criteria) == rows


@pytest.mark.parametrize("steps", [(), ("Offer match",), ("Offer match", "Accept match")])
def test_a_wish_stated_late_has_its_row_on_every_open_match_and_is_asked_for(world, case, mentor, steps):
	"""Whatever the stage of the match, and on each of two."""
	match = propose(case, world, mentor)
	with as_user(world["coordinator"]):
		other = factories.propose(case, world.mentors["second_mentor"])
	for step in steps:
		act(match, step, world["mentor" if step.startswith("Accept") else "coordinator"])
	wish(case, world, "Gender", "Kvinde")
	assert row_of(match, "Gender").stated and row_of(other, "Gender").stated
	for step in ("Offer match", "Accept match")[len(steps) :]:
		act(match, step, world["mentor" if step.startswith("Accept") else "coordinator"])
	with as_user(world["coordinator"]):
		match.reload().update({"rationale": "Kender byen."})
		match.save()
	with pytest.raises(frappe.ValidationError, match="need a written reason"):
		act(match, "Approve match", world["coordinator"])
	judge(match, world, "Gender", reason="Ingen kvinde har plads.")
	assert act(match, "Approve match", world["coordinator"]).stage == "Approved"


def test_what_the_mentor_answers_later_settles_an_open_match(world, case, mentor):
	wish(case, world, "Religion and politics", subject="Islam")
	match = propose(case, world, mentor)
	assert row_of(match, "Religion and politics").fit == "Unknown"
	with as_user(world["mentor"]):
		mentor.reload().update({"talks_of_islam": 1})
		mentor.save()
	assert judge(match, world, "Religion and politics").fit == "Unknown"
	assert "not confirmed" in row_of(match, "Religion and politics").says
	with as_user(world["coordinator"]):
		confirm_profile(mentor.name, str(mentor.reload().modified))
	assert judge(match, world, "Religion and politics", fit="Not met").fit == "Met"


def test_the_mentors_own_wish_is_asked_for_too(world, case, mentor):
	with as_user(world["mentor"]):
		mentor.reload().update({"wishes_age_from": 60})
		mentor.save()
	row = row_of(propose(case, world, mentor), criteria.MENTORS_WISH)
	assert (row.fit, row.stated) == ("Not met", 1)
	assert "60" in row.mentor_side


@pytest.mark.parametrize(
	"values",
	[
		{"criterion": "Age"},
		{"criterion": "Age", "age_from": 40, "age_to": 30},
		{"criterion": "Age", "age_from": -1},
		{"criterion": "Availability", "meetings_a_month": -4},
		{"criterion": "Other wish", "wish": ""},
	],
)
def test_a_wish_says_something_that_can_be_so(world, case, values):
	with pytest.raises(frappe.ValidationError, match="row 1"):
		wish(case, world, **values)


def test_who_has_no_wish_or_was_not_asked_writes_none(world, case):
	for strength in ("No wish", "Not asked yet"):
		assert wish(case, world, "Age", strength=strength).strength == strength


def test_what_belongs_to_another_criterion_is_dropped(world, case):
	row = wish(case, world, "Gender", gender="Woman", spoken="ar", age_from=30)
	assert row.gender == "Woman" and not row.spoken and not row.age_from


def test_the_questions_are_asked_by_who_reads_the_course(world, case):
	with as_user(world["coordinator"]):
		found = questions(case.name)
	assert [question["criterion"] for question in found] == [*criteria.ABOUT]
	assert all(question["question"] and question["why"] and question["source"] for question in found)
	with as_user(world["away_coordinator"]), pytest.raises(frappe.PermissionError):
		questions(case.name)


@pytest.mark.parametrize("fieldname", ["meetings_a_month", "wishes_age_from", "wishes_age_to", "capacity"])
def test_a_mentor_offers_no_number_below_zero(world, mentor, fieldname):
	mentor.reload().set(fieldname, -1)
	with pytest.raises(frappe.ValidationError, match="0 or more"):
		mentor.save()

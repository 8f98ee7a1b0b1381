"""A mentor keeps the own profile, and the coordinator confirms what has changed (R26 to R36)."""

import frappe
import pytest

from lat_corps.casework.board import of_course
from lat_corps.corps.doctype.lat_mentor.lat_mentor import confirm_profile, standing
from tests import factories
from tests.factories import as_user


@pytest.fixture
def mentor(world):
	"""A mentor whose profile a coordinator has written."""
	mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
	return write(mentor, world, "coordinator", gender="Woman", temperament="", capacity=50)


def write(mentor, world, person: str, **values):
	with as_user(world[person]):
		mentor.reload().update(values)
		return mentor.save()


def speak(mentor, world, person: str, *codes: str):
	rows = [{"language": code, "fluency": "Fluent"} for code in codes]
	return write(mentor, world, person, languages=rows)


def changes(mentor, world, person: str = "coordinator") -> list[tuple[str, str, str]]:
	with as_user(world[person]):
		return [(each["label"], each["was"], each["now"]) for each in standing(mentor.name)["changes"]]


def confirm(mentor, world, person: str = "coordinator", seen: str | None = None) -> None:
	with as_user(world[person]):
		confirm_profile(mentor.name, seen or str(mentor.reload().modified))


def on_board(mentor, world, **wish) -> dict:
	"""Return what the board of a course with one wish says of the mentor by it."""
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		case.append("preferences", wish)
		case.save()
		board = of_course(case.name)
	candidate = next(each for each in board["candidates"] if each["mentor"] == mentor.name)
	findings = [board["findings"][place] for place in candidate["findings"]]
	return next(each for each in findings if each["criterion"] == wish["criterion"])


CARING = {"criterion": "Temperament", "temperament": "Caring and familiar"}


def test_what_the_mentor_changes_is_not_confirmed_until_a_coordinator_confirms_it(world, mentor):
	write(mentor, world, "mentor", temperament="Caring and familiar")
	assert changes(mentor, world) == [("Temperament", "–", "Caring and familiar")]
	found = on_board(mentor, world, **CARING)
	assert (found["fit"], found["unconfirmed"]) == ("Unknown", True)
	confirm(mentor, world)
	assert changes(mentor, world) == [] and mentor.reload().profile_confirmed_on
	found = on_board(mentor, world, **CARING)
	assert (found["fit"], found["unconfirmed"]) == ("Met", False)


def test_what_was_confirmed_last_stands_beside_the_latest_answer(world, mentor):
	for year in (1980, 1985):
		write(mentor, world, "mentor", birth_year=year, long_relation=1)
	speak(mentor, world, "mentor", "da", "ar")
	assert changes(mentor, world, "mentor") == [
		("Year of birth", "–", "1985"),
		("Languages", "Danish", "Danish, Arabic"),
		("Ready for a long relation", "No", "Yes"),
	]


def test_an_answer_taken_back_needs_no_confirmation(world, mentor):
	write(mentor, world, "mentor", gender="Man")
	assert mentor.reload().profile_unconfirmed
	write(mentor, world, "mentor", gender="Woman")
	assert not mentor.reload().profile_unconfirmed and not changes(mentor, world)


def test_what_a_coordinator_writes_is_confirmed_and_the_rest_is_not(world, mentor):
	write(mentor, world, "mentor", gender="Man", birth_year=1980)
	write(mentor, world, "coordinator", gender="Another gender")
	assert changes(mentor, world) == [("Year of birth", "–", "1980")]


def test_an_answer_that_meets_a_wish_no_more_counts_at_once(world, mentor):
	write(mentor, world, "mentor", gender="Man")
	found = on_board(mentor, world, criterion="Gender", gender="Woman")
	assert (found["fit"], found["unconfirmed"]) == ("Not met", True)


def test_telephone_and_the_like_are_no_answers(world, mentor):
	write(mentor, world, "mentor", phone="20 20 20 20")
	assert not mentor.reload().profile_unconfirmed


def test_nobody_marks_the_own_profile_as_confirmed(world, mentor):
	write(mentor, world, "mentor", gender="Man", profile_unconfirmed=0, confirmed_answers=None)
	write(mentor, world, "mentor", profile_unconfirmed=0, confirmed_answers="{}")
	assert changes(mentor, world) == [("Gender", "Woman", "Man")]
	with pytest.raises(frappe.PermissionError):
		confirm(mentor, world, "mentor")


@pytest.mark.parametrize("person", ["away_coordinator", "second_mentor", "manager", "caseworker"])
def test_nobody_else_confirms_it(world, mentor, person):
	with pytest.raises(frappe.PermissionError):
		confirm(mentor, world, person)


def test_what_was_changed_after_the_coordinator_looked_is_not_confirmed_unseen(world, mentor):
	seen = str(write(mentor, world, "mentor", gender="Man").modified)
	write(mentor, world, "mentor", birth_year=1980)
	with pytest.raises(frappe.ValidationError, match="changed meanwhile"):
		confirm(mentor, world, seen=seen)
	assert len(changes(mentor, world)) == 2


def test_each_criterion_tells_the_mentor_why_it_counts_and_who_has_found_that(world, mentor):
	with as_user(world["mentor"]):
		about = standing(mentor.name)["about"]
	assert len(about) == 9 and all(each["why"] and each["source"] for each in about)

"""The list of a municipality's people: doubles, and coordinators whose courses would be left."""

from datetime import date

import pytest

from lat_corps.domain.members import (
	Member,
	coordinators,
	left_without_coordinator,
	shortened,
	wrong_rows,
)

DAY = date(2026, 3, 10)


def member(first: int | None = None, last: int | None = None, function: str = "Coordinator") -> Member:
	"""A row with a period in days of March."""
	days = [date(2026, 3, day) if day else None for day in (first, last)]
	return Member("birgit@example.org", "Birgit Holm", function, *days)


@pytest.mark.parametrize(
	"rows",
	[
		(member(), member()),
		(member(last=10), member(first=10)),
		(member(1, 31), member(5, 6)),
		(member(first=20), member()),
	],
)
def test_the_same_function_twice_at_a_time_is_named(rows):
	[message] = wrong_rows(rows)
	assert message.render() == "Rows 1 and 2: Birgit Holm has the same function twice at the same time."


@pytest.mark.parametrize(
	"rows",
	[
		(member(last=9), member(first=10)),
		(member(first=10), member(last=9)),
		(member(), member(function="Manager")),
	],
)
def test_one_after_the_other_and_two_functions_are_fine(rows):
	assert wrong_rows(rows) == []


def test_a_period_that_runs_backwards_is_named():
	assert "Row 1" in wrong_rows([member(20, 10)])[0].render()


def test_a_coordinator_holds_the_function_on_both_days_of_the_period():
	assert coordinators([member(10, 10)], DAY)
	assert not coordinators([member(11)], DAY) and not coordinators([member(last=9)], DAY)


BIRGIT, VIBEKE = {"birgit": "Birgit Holm"}, {"vibeke": "Vibeke Storm"}


def test_a_coordinator_who_is_named_stays():
	[message] = left_without_coordinator(BIRGIT | VIBEKE, VIBEKE, {"birgit": ["LAT-1"]}, ["LAT-1"])
	assert "Birgit Holm" in message.render() and "LAT-1" in message.render()


def test_the_last_one_stays_while_courses_are_open():
	[message] = left_without_coordinator(BIRGIT, {}, {"vibeke": ["LAT-1"]}, ["LAT-1"])
	assert "last coordinator" in message.render() and "LAT-1" in message.render()


def test_nothing_is_left_behind_without_open_courses():
	assert left_without_coordinator(BIRGIT, {}, {}, []) == []
	assert left_without_coordinator(BIRGIT | VIBEKE, VIBEKE, {"vibeke": ["LAT-1"]}, ["LAT-1"]) == []


def test_many_courses_are_shortened():
	named = shortened([f"LAT-{number:02}" for number in range(12)])
	assert named[:2] == ["LAT-00", "LAT-01"] and named[-1].render() == "and 2 more"

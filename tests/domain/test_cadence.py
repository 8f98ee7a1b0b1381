"""Due dates and what follows from them, held against the calendar itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.cadence import (
	AFTER,
	BEFORE,
	DUE_SOON,
	FOLLOW_UP,
	ON_TIME,
	OVERDUE,
	RATING,
	CourseDates,
	Due,
	Gap,
	Intervals,
	dues,
	gaps,
	months_after,
	next_due,
	standing,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(0, 60)
INTERVALS = Intervals(rating=2, after=1, follow_up=6)
START = date(2026, 1, 15)


@pytest.mark.parametrize(
	("day", "months", "expected"),
	[
		(date(2025, 12, 31), 2, date(2026, 2, 28)),
		(date(2027, 12, 31), 2, date(2028, 2, 29)),
		(date(2026, 8, 31), 1, date(2026, 9, 30)),
		(date(2026, 2, 28), 2, date(2026, 4, 28)),
		(date(2026, 11, 15), 2, date(2027, 1, 15)),
		(date(2026, 3, 10), 0, date(2026, 3, 10)),
	],
)
def test_the_same_day_of_the_month_or_its_last(day, months, expected):
	assert months_after(day, months) == expected


@given(DAYS, MONTHS)
def test_a_due_date_keeps_the_day_unless_the_month_is_too_short(day, months):
	later = months_after(day, months)
	assert (later.year - day.year) * 12 + later.month - day.month == months
	ends_the_month = (later + timedelta(days=1)).month != later.month
	assert later.day == day.day or (later.day < day.day and ends_the_month)


@given(DAYS, DAYS, MONTHS)
def test_a_later_event_is_never_due_earlier(one, other, months):
	first, second = sorted((one, other))
	assert months_after(first, months) <= months_after(second, months)


@given(DAYS, DAYS)
def test_the_last_event_counts_and_not_the_start(started, last):
	assert next_due(started, last, 2) == months_after(last, 2)


def test_before_the_start_nothing_is_due():
	assert next_due(None, None, 2) is None


@pytest.mark.parametrize(("days", "expected"), [(-1, OVERDUE), (0, DUE_SOON), (14, DUE_SOON), (15, ON_TIME)])
def test_overdue_begins_the_day_after(days, expected):
	today = date(2026, 6, 1)
	assert standing(today + timedelta(days=days), today) == expected


def test_without_a_date_there_is_no_standing():
	assert standing(None, START) == ""


@given(DAYS, DAYS, DAYS)
def test_what_is_overdue_stays_so_while_days_pass(due, one, other):
	sooner, later = sorted((one, other))
	if standing(due, sooner) == OVERDUE:
		assert standing(due, later) == OVERDUE


class TestDues:
	def test_a_course_that_has_not_started_owes_nothing(self):
		assert dues(CourseDates("Preparing"), None, (), INTERVALS) == []

	def test_the_before_measurement_is_due_at_the_start(self):
		owed = dues(CourseDates("Active", started=START), None, (), INTERVALS)
		assert owed == [Due("Before measurement", START), Due(RATING, date(2026, 3, 15))]

	def test_a_postponed_before_measurement_is_due_when_it_may_wait_no_longer(self):
		course = CourseDates("Active", started=START, before_waits_until=date(2026, 2, 1))
		assert Due("Before measurement", date(2026, 2, 1)) in dues(course, None, (), INTERVALS)

	def test_a_postponement_from_before_the_start_ends_at_the_start(self):
		course = CourseDates("Active", started=START, before_waits_until=date(2026, 1, 2))
		assert Due("Before measurement", START) in dues(course, None, (), INTERVALS)

	def test_what_is_settled_is_not_due(self):
		owed = dues(CourseDates("Active", started=START), date(2026, 2, 1), (BEFORE,), INTERVALS)
		assert owed == [Due(RATING, date(2026, 4, 1))]

	def test_the_after_measurement_counts_from_the_start_of_closing(self):
		course = CourseDates("Closing", started=START, closing=date(2026, 5, 31))
		owed = dues(course, date(2026, 5, 31), (BEFORE,), INTERVALS)
		assert owed == [Due("After measurement", date(2026, 6, 30)), Due(RATING, date(2026, 7, 31))]

	def test_a_closed_course_owes_the_follow_up_alone(self):
		course = CourseDates("Closed", START, date(2026, 5, 1), date(2026, 6, 1))
		assert dues(course, None, (), INTERVALS) == [Due("Follow-up measurement", date(2026, 12, 1))]
		assert dues(course, None, (FOLLOW_UP,), INTERVALS) == []

	def test_a_municipality_may_ask_for_no_follow_up(self):
		course = CourseDates("Closed", START, date(2026, 5, 1), date(2026, 6, 1))
		assert dues(course, None, (BEFORE, AFTER), Intervals(2, 1, 0)) == []


class TestGaps:
	def test_ratings_on_time_leave_none(self):
		assert gaps(START, [date(2026, 3, 15), date(2026, 5, 15)], 2, date(2026, 7, 15)) == ()

	def test_a_late_rating_ends_a_gap_that_began_when_it_was_due(self):
		assert gaps(START, [date(2026, 5, 1)], 2, date(2026, 5, 2)) == (
			Gap(date(2026, 3, 15), date(2026, 5, 1), True),
		)

	def test_no_rating_at_all_is_one_gap_up_to_today(self):
		assert gaps(START, [], 2, date(2026, 9, 1)) == (Gap(date(2026, 3, 15), date(2026, 9, 1), False),)

	def test_a_course_that_has_not_started_has_none(self):
		assert gaps(None, [], 2, date(2026, 9, 1)) == ()

	def test_a_rating_from_before_the_start_moves_no_due_date_back(self):
		assert gaps(START, [date(2026, 1, 1)], 2, date(2026, 3, 15)) == ()

	@given(DAYS, st.lists(DAYS, max_size=8), st.integers(1, 6), DAYS)
	def test_gaps_follow_one_another_and_end_by_the_last_day(self, started, rated, months, until):
		found = gaps(started, rated, months, until)
		edges = [edge for gap in found for edge in (gap.due, gap.until)]
		assert edges == sorted(edges)
		assert all(gap.due < gap.until <= until for gap in found)
		assert [gap.ended_by_rating for gap in found[:-1]] == [True] * len(found[:-1])

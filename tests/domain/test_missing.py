"""What should have been recorded and is not (R65, R90, R94, T10)."""

from __future__ import annotations

from datetime import date

import pytest

from lat_corps.domain.cadence import OVERDUE, CourseDates, Intervals
from lat_corps.domain.missing import GONE, LATE, MissingEvent, missing_events

EVERY = Intervals(rating=2, after=1, follow_up=6)
TODAY = date(2026, 6, 30)
ALL = {"Before", "After", "Follow-up"}


def course(stage: str = "Active", **dates: date) -> CourseDates:
	return CourseDates(stage, **{"started": date(2026, 1, 31), **dates})


def events(found: CourseDates, *rated: date, settled=frozenset({"Before"}), today: date = TODAY):
	return missing_events(found, rated, settled, EVERY, today)


def test_a_rating_that_has_not_come_is_overdue_until_today() -> None:
	assert events(course()) == [
		MissingEvent("Progression rating", date(2026, 3, 31), TODAY, OVERDUE),
	]


def test_a_gap_that_a_later_rating_ended_stays_a_missing_event() -> None:
	assert events(course(), date(2026, 4, 30)) == [
		MissingEvent("Progression rating", date(2026, 3, 31), date(2026, 4, 30), LATE),
	]


def test_ratings_on_time_leave_nothing() -> None:
	assert events(course(), date(2026, 3, 31), date(2026, 5, 31)) == []


@pytest.mark.parametrize(
	("waits", "expected"), [(None, date(2026, 1, 31)), (date(2026, 3, 1), date(2026, 3, 1)), (TODAY, None)]
)
def test_a_before_measurement_is_missing_once_it_may_wait_no_longer(
	waits: date | None, expected: date | None
) -> None:
	rated = (date(2026, 3, 31), date(2026, 5, 31))
	found = events(course(before_waits_until=waits), *rated, settled=frozenset())
	assert found == ([MissingEvent("Before measurement", expected, None, OVERDUE)] if expected else [])


def test_what_a_closed_course_has_missed_can_no_longer_be_recorded() -> None:
	closed = course("Closed", closing=date(2026, 2, 28), closed=date(2026, 3, 15))
	assert events(closed, settled=frozenset(), today=date(2026, 4, 1)) == [
		MissingEvent("Before measurement", date(2026, 1, 31), None, GONE),
		MissingEvent("After measurement", date(2026, 3, 28), None, GONE),
	]


def test_a_closed_course_is_missing_no_rating_after_it_closed() -> None:
	closed = course("Closed", closing=date(2026, 4, 1), closed=date(2026, 4, 30))
	assert events(closed, settled=ALL) == [
		MissingEvent("Progression rating", date(2026, 3, 31), date(2026, 4, 30), GONE)
	]


def test_a_follow_up_that_is_due_is_missing() -> None:
	dates = {"started": date(2025, 10, 15), "closing": date(2025, 11, 1), "closed": date(2025, 11, 30)}
	closed = course("Closed", **dates)
	assert events(closed, settled={"Before", "After"}) == [
		MissingEvent("Follow-up measurement", date(2026, 5, 30), None, OVERDUE)
	]


@pytest.mark.parametrize("stage", ["Referred", "Matching", "Preparing", "Declined"])
def test_a_course_that_has_not_started_owes_nothing(stage: str) -> None:
	assert missing_events(CourseDates(stage), [], set(), EVERY, TODAY) == []


def test_a_course_that_is_prepared_anew_keeps_its_gaps_and_a_new_one_has_none() -> None:
	assert events(course("Preparing"), date(2026, 4, 30)) == [
		MissingEvent("Progression rating", date(2026, 3, 31), date(2026, 4, 30), LATE),
	]
	assert events(course("Preparing", started=None)) == []
	assert events(course("Matching")) == []

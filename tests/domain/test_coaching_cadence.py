"""When coaching is due, held against the calendar itself (R66, T5, T10)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lat_corps.domain.cadence import months_after
from lat_corps.domain.coaching_cadence import (
	BORROWER_COACHES,
	LENDER_COACHES,
	Carried,
	Span,
	all_paused,
	coached_by,
	coaching_due,
	merged,
)

DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))
LENGTHS = st.integers(0, 400)


def day(text: str) -> date:
	return date.fromisoformat(text)


def span(first: str, last: str | None = None) -> Span:
	return Span(day(first), day(last) if last else None)


def ended(first: date, days: int) -> Span:
	return Span(first, first + timedelta(days=days))


SPANS = st.builds(ended, DAYS, LENGTHS)
OPEN = st.builds(Span, DAYS)


def due(carried, held=(), today="2026-06-15", paused=(), months=1):
	found = coaching_due(carried, paused, [day(text) for text in held], day(today), months)
	return str(found) if found else None


@pytest.mark.parametrize(
	("held", "today", "expected"),
	[
		("2026-01-31", "2026-02-01", "2026-02-28"),
		("2028-01-31", "2028-02-01", "2028-02-29"),
		("2026-02-28", "2026-03-01", "2026-03-28"),
		("2026-12-31", "2027-01-01", "2027-01-31"),
		("2026-05-10", "2026-06-15", "2026-06-10"),
	],
)
def test_the_same_day_of_the_next_month_or_its_last(held, today, expected):
	assert due([span("2025-11-01")], [held], today) == expected


def test_the_first_talk_is_due_a_month_after_the_course_begins():
	assert due([span("2026-06-01")]) == "2026-07-01"


def test_nothing_is_due_without_an_open_course():
	assert due([]) is None
	assert due([span("2026-01-01", "2026-06-14")], ["2026-02-01"]) is None


def test_a_day_that_lies_ahead_is_no_talk():
	assert due([span("2026-06-01")], ["2026-06-20"]) == "2026-07-01"


def test_a_second_course_does_not_put_it_off():
	assert due([span("2026-05-20"), span("2026-06-10")]) == "2026-06-20"


def test_a_course_after_a_time_without_one_begins_anew():
	assert due([span("2026-01-01", "2026-02-01"), span("2026-06-01")], ["2026-01-15"]) == "2026-07-01"


def test_courses_that_follow_day_on_day_are_one_stretch():
	assert due([span("2026-01-01", "2026-06-01"), span("2026-06-02")], ["2026-05-20"]) == "2026-06-20"


def test_a_change_of_mentor_starts_the_new_ones_clock_and_ends_the_others():
	assert due([span("2026-01-01", "2026-06-10")], ["2026-05-01"]) is None
	assert due([span("2026-06-10")]) == "2026-07-10"


def test_a_pause_stops_the_clock():
	carried = [span("2026-01-01")]
	assert due(carried, ["2026-05-20"], paused=[span("2026-06-01")]) is None
	assert due(carried, ["2026-05-20"], paused=[span("2026-06-01", "2026-06-10")]) == "2026-06-30"


def test_a_pause_after_the_day_does_not_mend_it():
	carried, pause = [span("2026-01-01")], span("2026-06-01", "2026-06-10")
	assert due(carried, ["2026-04-20"], paused=[pause]) == "2026-05-20"


def test_a_municipality_that_asks_for_none_has_none():
	assert due([span("2026-01-01")], months=0) is None


@pytest.mark.parametrize(
	("course_of", "terms", "expected"),
	[
		("A", None, {"A"}),
		("B", LENDER_COACHES, {"A"}),
		("B", BORROWER_COACHES, {"B"}),
		("B", "Both together", {"A", "B"}),
	],
)
def test_on_loan_the_terms_say_who_coaches(course_of, terms, expected):
	assert coached_by("A", course_of, terms) == expected


@given(OPEN, st.lists(DAYS), DAYS)
def test_it_is_a_month_after_the_last_talk_or_the_beginning(course, held, today):
	assume(course.first <= today)
	past = [found for found in held if found <= today]
	anchor = max([course.first, *past])
	assert coaching_due([course], [], held, today, 1) == months_after(anchor, 1)


@given(OPEN, st.lists(DAYS), DAYS, DAYS)
def test_one_talk_more_never_makes_it_due_earlier(course, held, more, today):
	assume(course.first <= today)
	before = coaching_due([course], [], held, today, 1)
	assert coaching_due([course], [], [*held, more], today, 1) >= before


@given(OPEN, st.lists(SPANS), st.lists(DAYS), DAYS)
def test_other_courses_within_change_nothing(course, others, held, today):
	within = [other for other in others if other.first >= course.first]
	assert coaching_due([course, *within], [], held, today, 1) == coaching_due([course], [], held, today, 1)


@given(OPEN, st.integers(1, 60), LENGTHS)
def test_a_pause_within_the_month_puts_it_off_by_its_days(course, after, days):
	pause = ended(course.first + timedelta(days=after), days)
	today = pause.last + timedelta(days=1)
	before = coaching_due([course], [], [], today, 1)
	found = coaching_due([course], [pause], [], today, 1)
	assert (found - before).days == (days + 1 if pause.first <= before else 0)


@given(st.lists(SPANS), st.lists(SPANS), st.lists(DAYS), DAYS)
def test_it_is_due_only_on_a_day_with_a_course_and_without_a_pause(carried, paused, held, today):
	found = coaching_due(carried, paused, held, today, 1)
	open_today = any(each.holds(today) for each in carried)
	pauses_today = any(each.holds(today) for each in paused)
	assert (found is not None) == (open_today and not pauses_today)


CARRIED = st.builds(
	Carried, st.one_of(SPANS, OPEN), st.just(frozenset()), st.tuples(st.one_of(SPANS, OPEN)) | st.just(())
)


@given(st.lists(CARRIED, max_size=4), DAYS)
def test_courses_pause_on_the_days_on_which_each_that_is_carried_does(carried, today):
	there = [each for each in carried if each.span.holds(today)]
	pause = bool(there) and all(any(span.holds(today) for span in each.pauses) for each in there)
	assert any(span.holds(today) for span in all_paused(carried)) == pause


@given(st.lists(st.one_of(SPANS, OPEN)), DAYS)
def test_merging_keeps_every_day(spans, today):
	found = merged(spans)
	assert any(each.holds(today) for each in found) == any(each.holds(today) for each in spans)
	assert all(one.last + timedelta(days=1) < other.first for one, other in pairwise(found))

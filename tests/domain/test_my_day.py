"""What comes first, how long people wait, and which quarters have ended."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.cadence import DUE_SOON, ON_TIME, OVERDUE, SOON
from lat_corps.domain.my_day import (
	NEWS,
	WAITING,
	Waiting,
	Waits,
	by_urgency,
	urgency,
	waits_of,
)
from lat_corps.domain.quarters import ended_quarters
from lat_corps.domain.turns import line

DAY = date(2026, 11, 29)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
FOUND = st.lists(
	st.builds(
		Waiting,
		st.text(max_size=3),
		st.none() | DAYS,
		st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 29)),
	)
)
ORDER = (OVERDUE, DUE_SOON, ON_TIME, WAITING)


@pytest.mark.parametrize(
	("ahead", "expected"),
	[(-1, OVERDUE), (0, DUE_SOON), (SOON.days, DUE_SOON), (SOON.days + 1, ON_TIME), (None, WAITING)],
)
def test_a_day_is_overdue_once_it_has_passed_and_soon_only_when_it_is_near(ahead, expected):
	assert urgency(None if ahead is None else DAY + timedelta(days=ahead), DAY) == expected


@given(FOUND)
def test_the_overdue_come_first_then_the_due_then_what_waits_the_oldest_of_each_first(found):
	ordered = by_urgency(found)
	assert Counter(ordered) == Counter(found)
	standings = [ORDER.index(urgency(each.due_on, DAY)) for each in ordered]
	assert standings == sorted(standings)
	days = [each.due_on for each in ordered if each.due_on]
	assert days == sorted(days)
	moments = [each.since for each in ordered if not each.due_on]
	assert moments == sorted(moments)


def test_news_ask_for_nothing():
	assert NEWS and all(line(kind).event and not line(kind).due for kind in NEWS)


@given(st.dictionaries(DAYS.filter(lambda day: day <= DAY), st.integers(0, 4), max_size=6))
def test_as_many_wait_longer_than_the_middle_as_shorter(numbers):
	days = sorted((DAY - came).days for came, number in numbers.items() for _each in range(number))
	found = waits_of(numbers, DAY)
	assert found.number == len(days)
	if days:
		assert found.longest == days[-1] and found.middle in days
		assert sum(each < found.middle for each in days) <= len(days) / 2
		assert sum(each > found.middle for each in days) <= len(days) / 2


def test_a_referral_of_a_day_to_come_does_not_wait_yet():
	assert waits_of({DAY + timedelta(days=1): 3}, DAY) == Waits(0, 0, 0)


@pytest.mark.parametrize(
	("day", "numbers"),
	[
		(date(2026, 3, 31), []),
		(date(2026, 4, 1), [1]),
		(date(2026, 11, 29), [1, 2, 3]),
		(date(2026, 12, 31), [1, 2, 3]),
	],
)
def test_a_quarter_is_told_of_once_it_has_ended(day, numbers):
	quarters = ended_quarters(day)
	assert [quarter.number for quarter in quarters] == numbers
	assert all(quarter.first.year == quarter.last.year == day.year for quarter in quarters)
	for before, after in itertools.pairwise(quarters):
		assert after.first - before.last == timedelta(days=1)

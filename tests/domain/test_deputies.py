"""When a period of a deputy may be made or changed."""

from datetime import date, timedelta

import pytest

from lat_corps.domain.deputies import Period, unmet

TODAY = date(2026, 3, 10)


def day(offset: int) -> date:
	return TODAY + timedelta(days=offset)


def period(first: int, last: int) -> Period:
	return Period(day(first), day(last))


@pytest.mark.parametrize(
	("before", "after"),
	[
		(None, period(0, 0)),
		(None, period(3, 20)),
		(period(-5, 5), period(-5, 9)),
		(period(-5, 5), period(-5, 0)),
		(period(-5, 5), period(-5, -1)),
		(period(0, 5), period(0, -1)),
		(period(4, 9), period(4, -1)),
		(period(4, 9), period(1, 3)),
		(period(-9, -4), period(-9, -4)),
	],
)
def test_allowed(before, after):
	assert unmet(before, after, TODAY) == []


@pytest.mark.parametrize(
	("before", "after", "words"),
	[
		(None, period(-1, 5), "today or later"),
		(None, period(3, 2), "before the first"),
		(None, period(0, -1), "before the first"),
		(period(-9, -1), period(-9, 5), "has ended"),
		(period(-9, -1), period(-9, -3), "has ended"),
		(period(-5, 5), period(-4, 5), "first day stays"),
		(period(-5, 5), period(2, 5), "first day stays"),
		(period(-5, 5), period(-5, -2), "yesterday at the earliest"),
		(period(4, 9), period(-1, 9), "today or later"),
		(period(4, 9), period(4, 3), "before the first"),
	],
)
def test_refused(before, after, words):
	assert words in " ".join(message.render() for message in unmet(before, after, TODAY))

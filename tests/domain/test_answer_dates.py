"""The days on which a course can have been measured (R90)."""

import datetime as dt

import pytest

from lat_corps.domain.answer_dates import CourseSpan, last_day, why_impossible

REFERRED, CLOSED = dt.date(2024, 3, 1), dt.date(2024, 8, 31)
COURSE = CourseSpan(REFERRED, CLOSED)


@pytest.mark.parametrize(
	("day", "point"),
	[
		(REFERRED, "Before"),
		(CLOSED, "After"),
		(dt.date(2025, 2, 28), "After"),
		(dt.date(2025, 2, 28), "Before"),
		(dt.date(2026, 8, 31), "Follow-up"),
	],
)
def test_a_day_from_the_referral_until_some_time_after_the_closing_can_be(day, point):
	assert why_impossible(day, point, COURSE) is None


@pytest.mark.parametrize(
	("day", "point", "reason"),
	[
		(dt.date(2024, 2, 29), "Before", "29-02-2024 is before the referral of the course on 01-03-2024"),
		(dt.date(2014, 3, 1), "After", "before the referral"),
		(dt.date(2025, 3, 1), "After", "closed on 31-08-2024: such answers end on 28-02-2025"),
		(dt.date(2026, 9, 1), "Follow-up", "such answers end on 31-08-2026"),
	],
)
def test_a_day_outside_is_refused_with_its_reason(day, point, reason):
	assert reason in why_impossible(day, point, COURSE).render()


def test_a_course_that_is_open_has_no_last_day():
	assert why_impossible(dt.date(2034, 1, 1), "After", CourseSpan(REFERRED)) is None


def test_a_follow_up_that_the_municipality_asks_for_late_may_come_a_year_later_still():
	assert last_day(CLOSED, "Follow-up", 36) == dt.date(2028, 8, 31)
	assert last_day(CLOSED, "Follow-up", 6) == dt.date(2026, 8, 31)

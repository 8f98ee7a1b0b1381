"""On which days a course can have been measured, and of which of its closings an answer tells (R90, R98).

From its referral until some time after it closed; a course taken up again is closed anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .cadence import BEFORE, FOLLOW_UP, months_after
from .text import Message, _, danish_date

AFTER_CLOSING = 6
"""Calendar months after the closing in which before and after measurements still come in."""

FOLLOWED_FOR = 24
"""Calendar months after the closing in which a course is followed up, at least."""

LATE = 12
"""Calendar months that a follow-up may come later than the municipality's interval asks for."""


@dataclass(frozen=True, slots=True)
class CourseSpan:
	"""The days of a course; None for what is not known, or has not happened."""

	referred: dt.date | None = None
	closed: dt.date | None = None


def last_day(closed: dt.date, point: str, follow_up_interval: int = 0) -> dt.date:
	"""Return the last day on which an answer can belong to a course; the interval is in calendar months."""
	if point != FOLLOW_UP:
		return months_after(closed, AFTER_CLOSING)
	return months_after(closed, max(FOLLOWED_FOR, follow_up_interval + LATE))


def why_impossible(
	day: dt.date, point: str, course: CourseSpan, follow_up_interval: int = 0
) -> Message | None:
	"""Return why nobody can have answered on `day`, or None: the referral's own day counts as after it."""
	if course.referred and day < course.referred:
		return Message(
			_(
				"The date {value} is before the referral of the course on {referred}. "
				"Check the date, the course, and the day of referral."
			),
			{"value": danish_date(day), "referred": danish_date(course.referred)},
		)
	if course.closed and day > (last := last_day(course.closed, point, follow_up_interval)):
		return Message(
			_(
				"The date {value} is long after the course closed on {closed}: such answers end on {last}. "
				"Check the date and the course."
			),
			{"value": danish_date(day), "closed": danish_date(course.closed), "last": danish_date(last)},
		)
	return None


def earlier_closing(point: str, answered_on: dt.date | None, closed: Sequence[dt.date | None]) -> int:
	"""Return the number, from 1, of the earlier closing that an answer belongs to; 0 for the present one.

	`closed` are the days on which the earlier closings were closed, in their order, None for one that ended
	by extension. Steps are often recorded later than they were taken: only what was answered before a course
	had closed surely tells of that closing. There is one before measurement, whatever comes later.
	"""
	if point == BEFORE or answered_on is None:
		return 0
	numbered = enumerate(closed, start=1)
	return next((number for number, day in numbered if day is not None and answered_on < day), 0)

"""On which days a course can have been measured: from its referral until some time after it closed (R90)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .cadence import FOLLOW_UP, months_after
from .text import Message, _

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
			{"value": _danish(day), "referred": _danish(course.referred)},
		)
	if course.closed and day > (last := last_day(course.closed, point, follow_up_interval)):
		return Message(
			_(
				"The date {value} is long after the course closed on {closed}: such answers end on {last}. "
				"Check the date and the course."
			),
			{"value": _danish(day), "closed": _danish(course.closed), "last": _danish(last)},
		)
	return None


def _danish(day: dt.date) -> str:
	return day.strftime("%d-%m-%Y")

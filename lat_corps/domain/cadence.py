"""Calendar rules: when a rating or measurement is due, counted from the last real event (R90, R94, T10).

Due dates are kept, standings are not: a date stays true while days pass, so what is overdue is worked out
from it whenever it is shown, and no nightly job can have failed to say so.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .documents.course import UNDER_WAY

BEFORE, AFTER, FOLLOW_UP = "Before", "After", "Follow-up"
POINTS = (BEFORE, AFTER, FOLLOW_UP)

RATING = "Progression rating"
DUTIES = {BEFORE: "Before measurement", AFTER: "After measurement", FOLLOW_UP: "Follow-up measurement"}
"""What is due, as the course names it."""

OVERDUE, DUE_SOON, ON_TIME = "Overdue", "Due soon", "On time"
SOON = timedelta(days=14)


def months_after(day: date, months: int) -> date:
	"""Return the same day of the month `months` later, clamped to the end of a shorter month (T10)."""
	index = day.year * 12 + day.month - 1 + months
	year, month = divmod(index, 12)
	return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_due(started: date | None, last_event: date | None, interval_months: int) -> date | None:
	"""Return when the next event is due: an interval after the last one, or after the start if there is none.

	Returns None before the course has started.
	"""
	anchor = last_event or started
	return months_after(anchor, interval_months) if anchor else None


def standing(due: date | None, today: date) -> str:
	"""Return Overdue from the day after `due`, Due soon from 14 days ahead, else On time; "" for no date."""
	if due is None:
		return ""
	if due < today:
		return OVERDUE
	return DUE_SOON if due - today <= SOON else ON_TIME


@dataclass(frozen=True)
class CourseDates:
	"""What has really happened on a course, and until when its before measurement may wait (R90).

	From `answers_stopped_on` the person's own answers are not consented to any more: nothing is due (N4).
	"""

	stage: str
	started: date | None = None
	closing: date | None = None
	closed: date | None = None
	before_waits_until: date | None = None
	answers_stopped_on: date | None = None

	def counted_until(self, today: date) -> date:
		"""Return the day up to which ratings are asked for."""
		return min(self.closed or today, self.answers_stopped_on or today)


@dataclass(frozen=True)
class Intervals:
	"""Calendar months: between ratings, from closing to after, from closed to follow-up (0 asks for none)."""

	rating: int
	after: int
	follow_up: int


@dataclass(frozen=True)
class Due:
	"""Something to be recorded, and the last day on which it is on time."""

	what: str
	on: date


def dues(
	course: CourseDates, last_rating: date | None, settled: Collection[str], intervals: Intervals
) -> list[Due]:
	"""Return what a course owes, the earliest first.

	`settled` are the points that are answered, or skipped with a reason. Ratings are due under way and while
	closing; the before measurement on the day the course starts, or when it may wait no longer; the after
	measurement `intervals.after` months after closing began; the follow-up `intervals.follow_up` months after
	the course closed. What a closed course has missed before can no longer be caught up on: it is a gap.
	"""
	if course.answers_stopped_on:
		return []
	under_way = course.stage in UNDER_WAY
	owed: list[tuple[str, date | None]] = []
	if under_way:
		owed.append((RATING, next_due(course.started, last_rating, intervals.rating)))
		if BEFORE not in settled and course.started:
			waits = course.before_waits_until or course.started
			owed.append((DUTIES[BEFORE], max(waits, course.started)))
	if course.stage == "Closing" and AFTER not in settled:
		owed.append((DUTIES[AFTER], next_due(course.closing, None, intervals.after)))
	if course.stage == "Closed" and FOLLOW_UP not in settled and intervals.follow_up:
		owed.append((DUTIES[FOLLOW_UP], next_due(course.closed, None, intervals.follow_up)))
	return sorted((Due(what, on) for what, on in owed if on), key=lambda due: due.on)


@dataclass(frozen=True)
class Gap:
	"""A stretch without a rating: from the day after one was due to the next rating, or to the end."""

	due: date
	until: date
	ended_by_rating: bool


def gaps(started: date | None, rated: Iterable[date], interval_months: int, until: date) -> tuple[Gap, ...]:
	"""Return where ratings came later than due, or have not come by `until` (today, or the day it closed).

	A course whose start is not known counts from its first rating. A gap counts, where a late debrief would
	only be reminded of (R94, T5).
	"""
	days: Sequence[date] = sorted(day for day in rated if day <= until)
	found = []
	anchor = started or (days[0] if days else None)
	for day in days:
		due = months_after(anchor, interval_months)
		if day > due:
			found.append(Gap(due, day, True))
		anchor = max(anchor, day)
	if anchor and (due := months_after(anchor, interval_months)) < until:
		found.append(Gap(due, until, False))
	return tuple(found)


def birthday(born: date, age: int) -> date:
	"""Return the first day on which a person is `age` years old, as `age_on` counts."""
	day = months_after(born, 12 * age)
	return day if age_on(born, day) == age else day + timedelta(days=1)


def age_on(born: date, day: date) -> int:
	"""Return the age in whole years on `day`; a person born on 29 February turns a year on 1 March."""
	return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

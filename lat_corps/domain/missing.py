"""What a course should have had recorded and has not: gaps are told beside the figures (R65, R90, R94).

The dates are those by which the course itself is told what is due: see `cadence`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from .cadence import (
	AFTER,
	BEFORE,
	DUTIES,
	OVERDUE,
	RATING,
	CourseDates,
	Intervals,
	dues,
	gaps,
	next_due,
)
from .documents.course import RECORDED
from .text import _

LATE = _("Recorded late")
GONE = _("Can no longer be recorded")
SKIPPED = _("Skipped with a reason")
UNSCORED = _("Answered in part, without a score")
"""Beside `OVERDUE`: how a missing event stands."""


@dataclass(frozen=True)
class MissingEvent:
	"""`due` is the last day on which it would have been on time, `until` the end of a gap between ratings."""

	what: str
	due: date | None
	until: date | None
	standing: str


def missing_events(
	course: CourseDates,
	rated: Iterable[date],
	settled: Collection[str],
	intervals: Intervals,
	today: date,
) -> list[MissingEvent]:
	"""Return what is missing on a course as of `today`, the earliest first.

	`settled` are the points that are answered, or skipped with a reason: these are no gaps here. Each stretch
	without a rating is one event, also one that a later rating has ended. Courses that have never started owe
	nothing; one that is prepared anew, for another mentor, keeps its gaps.
	"""
	days = sorted(rated)
	found = _gaps(course, days, intervals, today)
	if course.stage == "Closed":
		found += _gone(course, settled, intervals)
	found += [
		MissingEvent(due.what, due.on, None, OVERDUE)
		for due in dues(course, days[-1] if days else None, settled, intervals)
		if due.what != RATING and due.on < today
	]
	return sorted(found, key=lambda event: (event.due or date.max, event.what))


def _gaps(course: CourseDates, days: list[date], intervals: Intervals, today: date) -> list[MissingEvent]:
	if course.stage not in RECORDED:
		return []
	open_end = GONE if course.stage == "Closed" or course.answers_stopped_on else OVERDUE
	return [
		MissingEvent(RATING, gap.due, gap.until, LATE if gap.ended_by_rating else open_end)
		for gap in gaps(course.started, days, intervals.rating, course.counted_until(today))
	]


def _gone(course: CourseDates, settled: Collection[str], intervals: Intervals) -> list[MissingEvent]:
	"""Return what a closed course has missed before it closed, and before its answers stopped."""
	stopped = course.answers_stopped_on
	due = {
		BEFORE: max((day for day in (course.started, course.before_waits_until) if day), default=None),
		AFTER: next_due(course.closing or course.closed, None, intervals.after),
	}
	return [
		MissingEvent(DUTIES[point], day, None, GONE)
		for point, day in due.items()
		if point not in settled and not (stopped and (not day or day >= stopped))
	]

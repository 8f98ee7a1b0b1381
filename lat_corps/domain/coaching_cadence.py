"""When a mentor is to be coached next: a month after the last talk, while a course is open (R66, T5, T10).

It *should* happen: what is overdue is told, and counts in no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .cadence import months_after

A_DAY = timedelta(days=1)

LENDER_COACHES, BORROWER_COACHES = "The lending municipality", "The borrowing municipality"


@dataclass(frozen=True)
class Span:
	"""Days from the first to the last, both in it; without a last one it goes on."""

	first: date
	last: date | None = None

	def holds(self, day: date) -> bool:
		return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Carried:
	"""A course that a mentor carries or has carried, and the municipality that coaches the mentor on it."""

	span: Span
	coached_by: frozenset[str]
	pauses: tuple[Span, ...] = ()


def coached_by(employer: str, course_of: str, loan_terms: str | None) -> frozenset[str]:
	"""Return which municipalities coach a mentor on a course: on loan, those that the terms name (R22)."""
	if course_of == employer or loan_terms == LENDER_COACHES:
		return frozenset((employer,))
	return frozenset((course_of,) if loan_terms == BORROWER_COACHES else (employer, course_of))


def coaching_due(
	carried: Iterable[Span], paused: Iterable[Span], held: Iterable[date], today: date, months: int
) -> date | None:
	"""Return the last day on which the next talk is on time; None while nothing asks for one.

	`carried` are the days with an open course, of one or several; `paused` those on which the mentor or all
	courses pause, which stop the clock. The clock starts with the first of the courses that follow on each
	other, and anew with each real talk: a second course does not put it off. Without months nothing is due.
	"""
	stretch = next((span for span in merged(carried) if span.holds(today)), None)
	pauses = merged(paused)
	if not months or stretch is None or any(pause.holds(today) for pause in pauses):
		return None
	anchor = max((stretch.first, *(day for day in held if day <= today)))
	return put_off(months_after(anchor, months), anchor, pauses)


def put_off(due: date, anchor: date, pauses: Iterable[Span]) -> date:
	"""Return a day counted from `anchor`, later by the days of the pauses before it that have an end."""
	for pause in merged(pauses):
		begins = max(pause.first, anchor + A_DAY)
		if pause.last is not None and begins <= pause.last and begins <= due:
			due += pause.last - begins + A_DAY
	return due


def all_paused(carried: Sequence[Carried]) -> list[Span]:
	"""Return the days with a course on which each course that is carried then pauses."""
	spans = [span for each in carried for span in (each.span, *each.pauses)]
	edges = sorted({*(span.first for span in spans), *(span.last + A_DAY for span in spans if span.last)})
	found = []
	for first, following in pairwise([*edges, None]):
		there = [each for each in carried if each.span.holds(first)]
		if there and all(any(pause.holds(first) for pause in each.pauses) for each in there):
			found.append(Span(first, following - A_DAY if following else None))
	return merged(found)


def merged(spans: Iterable[Span]) -> list[Span]:
	"""Return the same days as spans that lie apart, in their order."""
	found: list[Span] = []
	for span in sorted(spans, key=lambda span: span.first):
		before = found[-1] if found else None
		if before and (before.last is None or span.first <= before.last + A_DAY):
			open_ended = before.last is None or span.last is None
			found[-1] = Span(before.first, None if open_ended else max(before.last, span.last))
		else:
			found.append(span)
	return found

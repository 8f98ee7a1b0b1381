"""The mentor's log of a course: kinds of contact, when a course is silent, and what it lacks (R63, R65)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .coaching_cadence import Span, merged, put_off

MEETING, CALL, MESSAGE, DID_NOT_COME = "Meeting", "Phone call", "Message", "Did not come"

CONTACT = (MEETING, CALL, MESSAGE)
"""Kinds by which the two have been in touch; that somebody did not come is no contact."""

LONGEST = 24 * 60
"""Minutes that one contact may last."""


NO_PLAN, NO_GOALS, NO_TOOLS = "No plan", "No goals", "No tools used"
"""What a course under way may lack of the method, as the course names it."""


@dataclass(frozen=True)
class Contacts:
	"""The last day in touch on a course, whether tools were used, and whether it has a plan with goals."""

	last: date | None = None
	tools: bool = False
	planned: bool = False
	goals: bool = False


def silent_on(
	started: date | None,
	contacts: Contacts,
	counted_from: date | None,
	days: int,
	pauses: Sequence[Span] = (),
) -> date | None:
	"""Return the day from which a course counts as silent: `days` after the last contact or its start.

	What lies before `counted_from` is not held against it, and days of `pauses` do not count; nothing is
	watched with 0 days, or from a pause on whose end nobody knows.
	"""
	if not started or not days:
		return None
	anchor = max(day for day in (started, contacts.last, counted_from) if day)
	due = put_off(anchor + timedelta(days=days), anchor, pauses)
	return None if any(pause.last is None and pause.first <= due for pause in merged(pauses)) else due


def lacking(contacts: Contacts) -> str:
	"""Return what a course lacks of the method, the first thing first, or ""."""
	if not contacts.planned:
		return NO_PLAN
	if not contacts.goals:
		return NO_GOALS
	return NO_TOOLS if contacts.last and not contacts.tools else ""

"""Which closing of a course a record is of: a course taken up again is closed anew (R90, R98 to R108)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .cadence import BEFORE

WRITTEN_FOR_A_CLOSING = (
	"looking_back",
	"relapse_agreement",
	"after_missing_reason",
	"no_handover_reason",
	"debrief_held_on",
	"debrief_waived_reason",
	"debrief_learning",
)
"""What each closing has of its own, beside outcome, after measurement and handover."""


def earlier_closing(point: str, answered_on: date | None, closed: Sequence[date | None]) -> int:
	"""Return the number, from 1, of the earlier closing that an answer belongs to; 0 for the present one.

	`closed` are the days on which the earlier closings were closed, in their order, None for one that ended
	by extension. Steps are often recorded later than they were taken: only what was answered before a course
	had closed surely tells of that closing. There is one before measurement, whatever comes later.
	"""
	if point == BEFORE or answered_on is None:
		return 0
	numbered = enumerate(closed, start=1)
	return next((number for number, day in numbered if day is not None and answered_on < day), 0)

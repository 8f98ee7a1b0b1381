"""The line of the table of turns that a note of disagreement makes: it is answered (GDPR article 12)."""

from __future__ import annotations

from .text import _
from .turn_parts import EMPTY, CoordinatorOfCourse, Turn

PRIVACY_TURNS = (
	Turn(
		"Disagreement to answer",
		"LAT Disagreement",
		{"answered_on": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Note of disagreement {number}: it waits for an answer."),
		_("Look at the note"),
		_("Who says that something is wrong is answered within a month."),
	),
)

"""The lines of the table of turns of what a person disputes, and takes back (GDPR articles 7 and 12)."""

from __future__ import annotations

from .purposes import SELF_REPORT
from .text import _
from .turn_parts import EMPTY, FILLED, CoordinatorOfCourse, Turn

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
	Turn(
		"Answers after a withdrawal",
		"LAT Consent",
		{"purpose": (SELF_REPORT,), "withdrawn_on": (FILLED,), "answers_so_far": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Consent {number}: it is withdrawn. Ask whether the answers so far stay or are erased."),
		_("Look at the consent"),
		_("Who withdraws a consent decides what becomes of the answers given before."),
	),
)

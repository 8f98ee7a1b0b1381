"""The lines of the table of turns on how a match works: each voice is asked by its own person (R20, R112)."""

from __future__ import annotations

from .documents.course import UNDER_WAY
from .documents.match import DOCUMENT as MATCH
from .text import _
from .turn_parts import EMPTY, FILLED, CoordinatorOfCourse, Due, Login, Turn

MENTOR = Login("mentor.user")
REVIEW = _("Both are asked how the match works, after some weeks and at closing.")

REVIEW_TURNS = (
	Turn(
		"Match review, mentor",
		MATCH,
		{"stage": ("Approved",), "review_due": (FILLED,), "mentor_heard_on": (EMPTY,)},
		MENTOR,
		_("Match {number}: say how it works for you, by {day}."),
		_("Answer the match review"),
		REVIEW,
		course=UNDER_WAY,
		due=Due("review_due"),
		overdue=_("Match {number}: you were to say by {day} how it works for you."),
	),
	Turn(
		"Match review, citizen",
		MATCH,
		{"stage": ("Approved",), "review_due": (FILLED,), "citizen_heard_on": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Match {number}: ask the person by {day} how it works."),
		_("Answer the match review"),
		REVIEW,
		course=UNDER_WAY,
		due=Due("review_due"),
		overdue=_("Match {number}: the person was to be asked by {day} how it works."),
	),
	Turn(
		"Match review at closing, mentor",
		MATCH,
		{"stage": ("Approved",), "mentor_heard_at_closing": (EMPTY,)},
		MENTOR,
		_("Match {number}: the course is closing. Say how the match worked for you."),
		_("Answer the match review"),
		REVIEW,
		course=("Closing",),
	),
	Turn(
		"Match review at closing, citizen",
		MATCH,
		{"stage": ("Approved",), "citizen_heard_at_closing": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Match {number}: the course is closing. Ask the person how the match worked."),
		_("Answer the match review"),
		REVIEW,
		course=("Closing",),
	),
)

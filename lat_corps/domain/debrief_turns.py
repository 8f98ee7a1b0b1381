"""Lines of the table of turns that a debrief makes: it is written down, and people are told (R106, R108)."""

from __future__ import annotations

from .text import _
from .turn_parts import COURSE, FILLED, CoordinatorOfCourse, Due, Other, Turn

DEBRIEF = "LAT Debrief"

DEBRIEF_TURNS = (
	Turn(
		"Debrief to write down",
		COURSE,
		{"stage": ("Closed",), "debrief_held_on": (FILLED,)},
		CoordinatorOfCourse(),
		_("Course {number}: it closed on {day}. Write down what its debrief has taught the corps."),
		_("Look at the course"),
		_("What a course has taught the corps is written down for the next one."),
		lacks=Other(DEBRIEF, {"earlier_closing": (0,)}),
		due=Due("closed_on", ahead=""),
		overdue=_("Course {number}: it closed on {day}, and its debrief is not written down."),
		event=True,
	),
	Turn(
		"Debrief to tell of",
		DEBRIEF,
		{"next_task_on": (FILLED,)},
		CoordinatorOfCourse(),
		_("Debrief {number}: somebody needs to know, and is to be told by {day}."),
		_("Look at the debrief"),
		_("Who needs to know what was learned is told by the day that was agreed."),
		due=Due("next_task_on"),
		overdue=_("Debrief {number}: somebody was to be told by {day}. Tell them, or note that it is done."),
	),
)

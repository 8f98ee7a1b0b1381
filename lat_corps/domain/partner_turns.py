"""The lines of the table of turns that the efforts of others make: see `turns` (R15, R53, T7)."""

from __future__ import annotations

from .documents.course import UNFINISHED
from .efforts import IN_PLACE
from .text import _
from .turn_parts import EMPTY, FILLED, CoordinatorOfCourse, Due, Turn

EFFORT = "LAT Partner Effort"

PARTNER_TURNS = (
	Turn(
		"Effort ends",
		EFFORT,
		{"status": IN_PLACE, "to_date": (FILLED,)},
		CoordinatorOfCourse(),
		_("Effort {number}: it ends on {day}. Agree on what follows."),
		_("Look at the effort"),
		_("The person is told who helps when somebody stops."),
		course=UNFINISHED,
		due=Due("to_date", ahead="effort_notice_days"),
		overdue=_("Effort {number}: it was to end on {day}. Write what follows, or another day."),
	),
	Turn(
		"Plan to align",
		EFFORT,
		{"status": IN_PLACE, "plan_type": (FILLED,), "plan_aligned_on": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Effort {number}: talk its plan over with the department: course and plan go the same way."),
		_("Look at the effort"),
		_("A plan by law and the course aim at the same goals."),
		course=UNFINISHED,
	),
	Turn(
		"Kind of plan changes",
		EFFORT,
		{"status": IN_PLACE, "plan_fits_until": (FILLED,)},
		CoordinatorOfCourse(),
		_("Effort {number}: its plan fits the person's age until {day}. Agree on the next one."),
		_("Look at the effort"),
		_("Which plan the law has depends on the person's age."),
		course=UNFINISHED,
		due=Due("plan_fits_until", ahead="plan_notice_days"),
		overdue=_("Effort {number}: its plan fitted the person's age until {day}. Agree on the next one."),
	),
)

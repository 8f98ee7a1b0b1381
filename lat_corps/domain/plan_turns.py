"""The lines of the table of turns that the steps of a plan make: see `turns`."""

from __future__ import annotations

from .documents.course import WITH_MENTOR
from .text import _
from .turn_parts import FILLED, CoordinatorOfCourse, Due, Login, Turn

STEP_DUE = "Step of the plan due"

PLAN_TURNS = (
	Turn(
		STEP_DUE,
		"LAT Plan",
		{"next_step_on": (FILLED,)},
		Login("lat_case.mentor.user"),
		_("{plan} {number}: a step is to be done by {day}."),
		_("Look at the steps"),
		_("Steps on the way are done by their day, or agreed anew."),
		course=WITH_MENTOR,
		due=Due("next_step_on"),
		overdue=_("{plan} {number}: a step was to be done by {day}. Do it, or agree on it anew."),
	),
	Turn(
		"Late step to follow up",
		"LAT Plan",
		{"next_step_on": (FILLED,)},
		CoordinatorOfCourse(),
		_("{plan} {number}: a step is to be done by {day}. Ask the mentor about it."),
		_("Look at the steps"),
		_("The coordinator sees when a step on the way is late."),
		course=WITH_MENTOR,
		due=Due("next_step_on", ahead=""),
		overdue=_("{plan} {number}: a step was to be done by {day}. Ask the mentor about it."),
	),
)

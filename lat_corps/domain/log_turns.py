"""The lines of the table of turns that a mentor's log and concerns make: see `turns`."""

from __future__ import annotations

from .concerns import ACUTE, LESS_URGENT
from .documents.course import UNDER_WAY
from .sessions import NO_GOALS, NO_PLAN, NO_TOOLS
from .text import _
from .turn_parts import COURSE, EMPTY, FILLED, MENTOR, CoordinatorOfCourse, Due, Turn

CONCERN = "LAT Concern"

LOG_TURNS = (
	*(
		Turn(
			kind,
			CONCERN,
			{"decided_on": (EMPTY,), "urgency": urgencies},
			CoordinatorOfCourse(),
			sentence,
			_("Look at the concern"),
			_("A mentor who is worried is not left alone with it: the coordinator decides."),
		)
		for kind, urgencies, sentence in (
			("Acute danger", (ACUTE,), _("Concern {number}: acute danger. Call the mentor now.")),
			(
				"Concern to decide",
				LESS_URGENT,
				_("Concern {number}: the mentor is worried. Talk together, and decide."),
			),
		)
	),
	Turn(
		"Concern decided",
		CONCERN,
		{"decided_on": (FILLED,)},
		MENTOR,
		_("Concern {number}: the coordinator has decided. Read what is agreed."),
		_("Look at the concern"),
		_("A mentor knows what was decided on a concern."),
		event=True,
	),
	Turn(
		"Concern to follow up",
		CONCERN,
		{"decided_on": (FILLED,), "followed_up_on": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Concern {number}: it is to be followed up on {day}."),
		_("Look at the concern"),
		_("Every decision on a concern is followed up on a day that was agreed."),
		due=Due("follow_up_on", ahead=""),
		overdue=_("Concern {number}: it was to be followed up on {day}."),
	),
	Turn(
		"Dilemma to take up",
		"LAT Dilemma",
		{"taken_up_on": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Dilemma {number}: it is to be taken up, in coaching, a meeting of the corps or a talk."),
		_("Look at the dilemma"),
		_("A dilemma or a need of sparring stays open until it is taken up."),
	),
	Turn(
		"Silent course",
		COURSE,
		{"stage": UNDER_WAY, "silent_on": (FILLED,)},
		CoordinatorOfCourse(),
		_("Course {number}: no contact has been noted for long. Ask the mentor how it goes."),
		_("Look at the course"),
		_("The coordinator sees when the log of a course falls silent."),
		due=Due("silent_on", ahead=""),
		overdue=_("Course {number}: it has been silent since {day}. Ask the mentor how it goes."),
	),
	*(
		Turn(
			kind,
			COURSE,
			{"stage": UNDER_WAY, "method_gap": (gap,)},
			CoordinatorOfCourse(),
			sentence,
			_("Look at the course"),
			_("The method shows in goals, and in the tools that are used."),
			due=Due("method_gap_on", ahead=""),
			overdue=sentence,
		)
		for kind, gap, sentence in (
			(
				"Course without a plan",
				NO_PLAN,
				_("Course {number}: {plan} is missing. Talk with the mentor about it."),
			),
			(
				"Plan without goals",
				NO_GOALS,
				_("Course {number}: {plan} has no goals. Talk with the mentor about it."),
			),
			(
				"Course without tools",
				NO_TOOLS,
				_("Course {number}: no tool of the method has been used. Talk with the mentor about it."),
			),
		)
	),
)

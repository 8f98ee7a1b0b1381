"""The lines of the table of turns that meetings with partners make: see `turns`."""

from __future__ import annotations

from .coordination import HELD, PLANNED
from .documents.course import UNDER_WAY, UNFINISHED
from .text import _
from .turn_parts import COURSE, FILLED, MENTOR, CoordinatorOfCourse, Due, Turn

MEETING = "LAT Coordination Meeting"

AGREED = _("What is agreed with partners is done by its day, or talked over.")

COORDINATION_TURNS = (
	Turn(
		"Coordination meeting due",
		COURSE,
		{"stage": UNDER_WAY, "next_coordination_due": (FILLED,)},
		CoordinatorOfCourse(),
		_("Course {number}: a meeting with the partners should be held by {day}."),
		_("Plan a coordination meeting"),
		_("Partners are brought together around the person at regular intervals."),
		due=Due("next_coordination_due"),
		overdue=_("Course {number}: a meeting with the partners should have been held by {day}."),
		tells_actor=True,
	),
	Turn(
		"Coordination meeting to note",
		MEETING,
		{"standing": (PLANNED,)},
		CoordinatorOfCourse(),
		_("Coordination meeting {number}: it is on {day}. Write down what was agreed."),
		_("Look at the meeting"),
		_("A meeting that was held is written down, and one that was not is called off."),
		course=UNFINISHED,
		due=Due("meets_on", ahead=""),
		overdue=_("Coordination meeting {number}: it was on {day}. Write down what was agreed."),
		tells_actor=True,
	),
	Turn(
		"Minutes to close",
		MEETING,
		{"standing": (HELD,)},
		CoordinatorOfCourse(),
		_("Coordination meeting {number}: it is held. Close the minutes and send them."),
		_("Close the minutes"),
		_("Those who took part get the minutes."),
		course=UNFINISHED,
	),
	Turn(
		"Agreement to follow up",
		MEETING,
		{"agreement_due": (FILLED,)},
		CoordinatorOfCourse(),
		_("Coordination meeting {number}: an agreement is to be done by {day}. Ask about it, or tick it."),
		_("Look at the meeting"),
		AGREED,
		course=UNFINISHED,
		due=Due("agreement_due", ahead=""),
		overdue=_("Coordination meeting {number}: an agreement was to be done by {day}."),
		tells_actor=True,
	),
	Turn(
		"Own agreement to do",
		MEETING,
		{"mentor_due": (FILLED,)},
		MENTOR,
		_("Coordination meeting {number}: you are to do what was agreed by {day}. Tick it when it is done."),
		_("Look at the meeting"),
		AGREED,
		course=UNFINISHED,
		due=Due("mentor_due"),
		overdue=_("Coordination meeting {number}: you were to do what was agreed by {day}."),
	),
)

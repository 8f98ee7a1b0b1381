"""Whom figures count, and by what they are divided (R87, R110, N6).

A person counts once in a municipality as each: referred, started and closed, in the quarter of the first
course of which that is so. Later courses, and what becomes of the person afterwards, change no quarter that
has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .age_groups import AGE_GROUPS
from .match_reviews import FITS, NOT_ASKED
from .released import Key, counted
from .text import _

REFERRED, STARTED, CLOSED = "Referred", "Started", "Closed"

HEADINGS: Mapping[str, str] = {
	REFERRED: _("Referred for the first time"),
	STARTED: _("Started for the first time"),
	CLOSED: _("Closed for the first time"),
}

UNKNOWN = _("Not known")
WITHOUT_AGREEMENT = _("Without an agreement")

WAITS = ((4, _("Up to 4 weeks")), (8, _("5 to 8 weeks")), (13, _("9 to 13 weeks")))
LONGER_WAIT = _("More than 13 weeks")
LENGTHS = ((3, _("Up to 3 months")), (6, _("4 to 6 months")), (12, _("7 to 12 months")))
LONGER_COURSE = _("More than 12 months")

ANSWERED, NOT_ANSWERED = _("Answered"), _("Not answered by the end of the quarter")
GIVEN, NOT_GIVEN = _("Given"), _("Not given by the end of the quarter")
HELD, NOT_HELD = _("Held"), _("Not held by the end of the quarter")
ONE_MENTOR, CHANGED_MENTOR = _("One mentor"), _("More than one mentor")

DAYS_TO_RECEIPT = 14
RECEIVED_SOON = _("Received within 14 days")
RECEIVED_LATER = _("Received later")
ASKED_BACK = _("Received after a question")
NOT_RECEIVED = _("Not received by the end of the quarter")
NO_HANDOVER = _("No handover sent")

DAYS_OF_MONTH = 365.25 / 12

CHARACTERISTICS: Mapping[str, tuple[str, ...]] = {
	"Gender": ("Woman", "Man", "Another gender", UNKNOWN),
	"Age": (*(group for _first, group in AGE_GROUPS), UNKNOWN),
	"Target group": (
		"In an extremist milieu",
		"Concrete signs of concern",
		"Vulnerable to extremism",
		"Parent or relative",
		UNKNOWN,
	),
	"Course type": ("Mentor course", "Parent-coach course"),
}
"""What marks a person, as of the course by which the person counts; the words are those of the records."""

SUBJECTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
	REFERRED: {
		**CHARACTERISTICS,
		"Referred by": (
			"Family department",
			"Social psychiatry",
			"Treatment psychiatry",
			"Job centre",
			"School or education",
			"Housing",
			"Infohus",
			"Another service",
			WITHOUT_AGREEMENT,
		),
	},
	STARTED: {
		"Wait": (*(name for _most, name in WAITS), LONGER_WAIT, UNKNOWN),
		"Before measurement": (ANSWERED, NOT_ANSWERED, UNKNOWN),
		"First rating": (GIVEN, NOT_GIVEN),
	},
	CLOSED: {
		**CHARACTERISTICS,
		"Outcome": ("Goals reached", "Not reached enough", "Broken off", UNKNOWN),
		"Length": (*(name for _most, name in LENGTHS), LONGER_COURSE, UNKNOWN),
		"Debrief": (HELD, NOT_HELD),
		"Mentors": (ONE_MENTOR, CHANGED_MENTOR, UNKNOWN),
		"Fit": (*FITS, NOT_ASKED),
		"Handover": (RECEIVED_SOON, RECEIVED_LATER, ASKED_BACK, NOT_RECEIVED, NO_HANDOVER),
	},
}
"""Who is counted -> by what they may be divided -> its values, in their order.

What was recorded, how the match went and the handover are as of the end of the quarter in which the person
counts. No two divisions of a subject tell the same in other words, and what figures on change tell (who was
measured before and after, who has rated twice) is no division: a reader would compute one from the other.
"""

SAME: Sequence[tuple[tuple[str, str], tuple[str, str]]] = (
	(("Target group", "Parent or relative"), ("Course type", "Parent-coach course")),
)
"""What mostly tells of the same people in two divisions, as readers know: neither may give the other away."""

TITLES: Mapping[str, str] = {
	"Gender": _("Gender"),
	"Age": _("Age at referral"),
	"Target group": _("Target group"),
	"Course type": _("Course type"),
	"Referred by": _("Referred by agreement with"),
	"Wait": _("Weeks from referral to start"),
	"Outcome": _("Outcome of the course"),
	"Length": _("Months from start to closing"),
	"Before measurement": _("Before measurement"),
	"First rating": _("First rating of grip on life"),
	"Debrief": _("Debrief of the course"),
	"Mentors": _("Mentors or parent coaches in the course"),
	"Fit": _("What the person last said of the match"),
	"Handover": _("Handover to the authority side"),
}
"""What a division is called in a heading."""

WHOLE_YEARS = (CLOSED,)
"""Who is told of by whole years alone: so are the figures on change, which tell of the same people."""

LASTING = ("Gender",)
"""What a person has alike in each course: as which a person is counted twice, as referred and as closed."""


@dataclass(frozen=True)
class Person:
	"""The day on which a person counts, the person's value of each division, and the course that says so."""

	day: date
	of: Mapping[str, str]
	course: str = ""


def wait(days: int | None) -> str:
	"""Return the name of a wait from referral to start, in days; UNKNOWN for none."""
	return _within(WAITS, LONGER_WAIT, None if days is None else days / 7)


def length(days: int | None) -> str:
	"""Return the name of the time from start to closing, in days; UNKNOWN for none."""
	return _within(LENGTHS, LONGER_COURSE, None if days is None else days / DAYS_OF_MONTH)


def handover(days: int | None, asked: bool) -> str:
	"""Return the name of a handover that was received, by the days from its last sending, None for not."""
	if days is None:
		return NOT_RECEIVED
	if asked:
		return ASKED_BACK
	return RECEIVED_SOON if days <= DAYS_TO_RECEIPT else RECEIVED_LATER


def _within(groups: Sequence[tuple[int, str]], beyond: str, value: float | None) -> str:
	if value is None or value < 0:
		return UNKNOWN
	return next((name for most, name in groups if value <= most), beyond)


def as_counted(what: str, of: Mapping[str, str]) -> dict[str, str]:
	"""Return a person's value of each division, UNKNOWN where the division does not have it.

	A site may add a choice to a field: who has it counts all the same.
	"""
	values = SUBJECTS[what]
	return {
		division: UNKNOWN if value not in values[division] and UNKNOWN in values[division] else value
		for division, value in of.items()
	}


def told_of(table: Sequence[str], whole_year: bool) -> bool:
	"""Tell whether a table, who is counted and the divisions, is told of a period."""
	what, *divisions = table
	return whole_year or (what not in WHOLE_YEARS and len(divisions) < 2)


def enough_for(table: Sequence[str], people: int | None, threshold: int) -> bool:
	"""Tell whether there are people enough for a table: of too few by two divisions hardly a cell is shown.

	`people` is as it was told, None where it was hidden: the answer says nothing more of them.
	"""
	what, *divisions = table
	return len(divisions) < 2 or 2 * (people or 0) >= threshold * len(keys_of(what, *divisions))


def keys_of(what: str, *divisions: str) -> list[Key]:
	"""Return the cells of a table by no, one or two divisions, in the order of SUBJECTS.

	Raises KeyError for a division by which the subject is not divided.
	"""
	found: list[Key] = [(what, ())]
	order = [*SUBJECTS[what]]
	if unknown := {*divisions} - {*order}:
		raise KeyError(*unknown)
	for division in sorted(divisions, key=order.index):
		found = [
			(what, (*of, (division, value))) for _what, of in found for value in SUBJECTS[what][division]
		]
	return found


def counts_of(what: str, people: Iterable[Person]) -> dict[Key, int]:
	"""Return how many people there are in all, and in each cell by one division or two that is not empty.

	Raises KeyError for a person without a value of a division, or with another one.
	"""
	divisions = SUBJECTS[what]
	counts = counted(what, [person.of for person in people], divisions, [tuple(divisions)])
	return {key: count for key, count in counts.items() if count}

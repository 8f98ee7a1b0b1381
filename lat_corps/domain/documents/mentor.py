"""A mentor or parent coach of the corps: stages, steps and guards (G1, R4, R10, R14)."""

from __future__ import annotations

from dataclasses import dataclass

from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.staging import Condition, Facts, Group, Lifecycle, by, conditions, filled
from lat_corps.domain.text import Message, Term, _

DOCUMENT = "LAT Mentor"

PAUSED = "Paused"

IN_CORPS = ("In Training", "Active", "Paused")
WITH_LOGIN = ("Candidate", *IN_CORPS)
NOT_ACTIVE_YET = ("Candidate", "In Training", "Paused")

GROUPS = (
	Group(
		"IN_CORPS",
		"belongs to a municipality, and is bound by its role description",
		IN_CORPS,
		without=("Candidate", "Left"),
	),
	Group("WITH_LOGIN", "reaches any record as a mentor", WITH_LOGIN, without=("Left",)),
	Group(
		"NOT_ACTIVE_YET",
		"is shown on the form what is wanting before it can be active",
		NOT_ACTIVE_YET,
		without=("Active", "Left"),
	),
)

TRAINING_MODULES = ("Module 1", "Module 2", "Module 3")
KNOWLEDGE_AREAS = (
	"Municipal organisation",
	"Offers and efforts",
	"Administrative law",
	"Limits and help in the service act",
	"Education and employment",
)


@dataclass(frozen=True)
class MentorFacts(Facts):
	employed: bool
	relation_work: str
	modules_passed: frozenset[str]
	knowledge_confirmed: frozenset[str]
	status_reason: str
	open_courses: tuple[str | Message, ...]
	open_loans: tuple[str, ...] = ()


def guard_mentor_active(facts: MentorFacts) -> list[Condition]:
	"""G1: employed, experienced in relation work, trained and checked (R4, R10, R14)."""
	modules = [Term(name) for name in TRAINING_MODULES if name not in facts.modules_passed]
	areas = [Term(name) for name in KNOWLEDGE_AREAS if name not in facts.knowledge_confirmed]
	return conditions(
		filled(
			facts,
			"employed",
			_("The mentor must be employed by the municipality: tick it under Recruitment and training."),
			"R10",
		),
		filled(facts, "relation_work", _("Describe the mentor's experience with relation work."), "R10"),
		(
			not modules,
			Message(
				_("The basic training lacks {modules}: add when it was passed."), {"modules": modules}, "R4"
			),
		),
		(
			not areas,
			Message(_("These knowledge checks are not confirmed: {areas}."), {"areas": areas}, "R14"),
		),
	)


def guard_mentor_stays_active(facts: MentorFacts) -> list[Condition]:
	"""What made a mentor active is not taken away from one who works with citizens (R4, R10, R14)."""
	asked = guard_mentor_active(facts)
	kept = all(condition.met for condition in asked)
	to_do = Message(
		_("The mentor is active: pause the mentor, or let the mentor leave, before you change it.")
	)
	return [Condition(kept, to_do), *asked]


def guard_mentor_paused(facts: MentorFacts) -> list[Condition]:
	"""A mentor pauses only when no open course is left without one (R11)."""
	return conditions(
		filled(facts, "status_reason", _("Write the reason for the pause.")),
		_courses_handed_on(facts),
	)


def _courses_handed_on(facts: MentorFacts) -> tuple[object, Message]:
	return (
		not facts.open_courses,
		Message(
			_("Hand these courses on to another mentor first: {courses}."),
			{"courses": list(facts.open_courses)},
			"R11",
		),
	)


def guard_mentor_left(facts: MentorFacts) -> list[Condition]:
	"""A mentor leaves only when no open course is left without one (R11)."""
	return conditions(
		filled(facts, "status_reason", _("Write the reason for leaving.")),
		_courses_handed_on(facts),
		(
			not facts.open_loans,
			Message(
				_("Return these loans first: {loans}."),
				{"loans": list(facts.open_loans)},
				"R22",
			),
		),
	)


def needs_active_mentor() -> Message:
	return Message(_("The mentor must be active, with training and knowledge checks."), requirement="R4")


def has_no_place(open_courses: int, capacity: int) -> Message:
	return Message(
		_("The mentor has {open} of {capacity} courses: choose another or raise the capacity."),
		{"open": open_courses, "capacity": capacity},
		"R35",
	)


LIFECYCLE = Lifecycle(
	("Candidate", "In Training", "Active", "Paused", "Left"),
	{
		("Candidate", "In Training"): by(COORDINATOR),
		("Candidate", "Left"): by(COORDINATOR, guard=guard_mentor_left),
		("In Training", "Active"): by(COORDINATOR, guard=guard_mentor_active),
		("In Training", "Left"): by(COORDINATOR, guard=guard_mentor_left),
		("Active", "Paused"): by(COORDINATOR, guard=guard_mentor_paused),
		("Paused", "Active"): by(COORDINATOR, guard=guard_mentor_active),
		("Active", "Left"): by(COORDINATOR, guard=guard_mentor_left),
		("Paused", "Left"): by(COORDINATOR, guard=guard_mentor_left),
		("Left", "Candidate"): by(COORDINATOR),
	},
)

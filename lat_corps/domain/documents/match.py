"""A match of a course with a mentor: stages, steps and guards (G5, G6, G7, R11, R26 to R36)."""

from __future__ import annotations

from dataclasses import dataclass

from lat_corps.domain.limits import fits_kind
from lat_corps.domain.roles import COORDINATOR, MENTOR
from lat_corps.domain.staging import Condition, Facts, Group, Lifecycle, by, conditions, filled
from lat_corps.domain.text import Message, Term, _, missing

from .loan import NEEDS_LOAN
from .mentor import has_no_place, needs_active_mentor
from .role_description import Acknowledgement, acknowledged_by_all

DOCUMENT = "LAT Match"

NOT_APPROVED_YET = ("Proposed", "Offered", "Accepted")
AWAITS_DECISION = ("Offered", "Accepted")
HOLDS_PLACE = (*AWAITS_DECISION, "Approved")
ACCEPTED = ("Accepted", "Approved")
ENDED = "Ended"
ONCE_APPROVED = ("Approved", "Ended")
OVER = ("Ended", "Declined")

GROUPS = (
	Group(
		"NOT_APPROVED_YET",
		"is weighed anew when a wish is stated late, and declined when its course is finished (R31)",
		NOT_APPROVED_YET,
		without=("Approved", "Ended", "Declined"),
	),
	Group(
		"AWAITS_DECISION",
		"waits for the mentor or the coordinator, as listed in the workspaces",
		AWAITS_DECISION,
		without=("Proposed", "Approved", "Ended", "Declined"),
	),
	Group(
		"HOLDS_PLACE",
		"takes a place of its mentor, who may read it (R35, R88)",
		HOLDS_PLACE,
		without=("Proposed", "Ended", "Declined"),
	),
	Group(
		"ACCEPTED",
		"opens the course to its mentor, and bears who took the step and when (R88)",
		ACCEPTED,
		without=("Proposed", "Offered", "Ended", "Declined"),
	),
	Group(
		"ONCE_APPROVED",
		"ends with a reason rather than being declined (R20)",
		ONCE_APPROVED,
		without=("Proposed", "Offered", "Accepted", "Declined"),
	),
	Group(
		"OVER",
		"lets the mentor be proposed for the course again (R26)",
		OVER,
		without=("Proposed", "Offered", "Accepted", "Approved"),
	),
)

ENDED_WITH_COURSE = {**dict.fromkeys(NOT_APPROVED_YET, "Declined"), "Approved": "Ended"}
"""Where a match goes when its course is finished: nobody has a place on it, or access to it, by accident."""


@dataclass(frozen=True)
class MatchFacts(Facts):
	case_stage: str
	case_reopen_reason: str
	mentor_stage: str
	mentor_kind: str
	course_type: str
	open_courses: int
	capacity: int
	shared_language: bool
	interpreter: str
	conflict_of_interest: str
	works_here: bool
	actor_is_mentor: bool
	acknowledgements: tuple[Acknowledgement, ...]
	unmet_wishes_without_reason: tuple[tuple[str, str], ...]
	"""Criterion, and the field of its row where the reason is written."""
	rationale: str
	other_approved: tuple[str, ...]
	decline_reason: str
	end_reason: str


def guard_match_offered(facts: MatchFacts) -> list[Condition]:
	"""G5: a mentor who can take the course on (R22, R30, R35)."""
	return conditions(
		(
			facts.case_stage == "Matching"
			or (facts.case_stage == "Closed" and facts.case_reopen_reason)
			or (facts.case_stage == "Active" and not facts.other_approved),
			Message(
				_(
					"The course must be at the stage Matching, under way without a mentor, or closed with a "
					"reason for reopening."
				),
				requirement="R26",
			),
		),
		(facts.mentor_stage == "Active", needs_active_mentor()),
		(
			fits_kind(facts.course_type, facts.mentor_kind),
			Message(
				_("The mentor works as {kind}, which does not fit a {course_type}."),
				{"kind": Term(facts.mentor_kind), "course_type": Term(facts.course_type)},
				"R1",
			),
		),
		(facts.open_courses < facts.capacity, has_no_place(facts.open_courses, facts.capacity)),
		(
			facts.shared_language or facts.interpreter,
			Message(
				_("There is no shared language: choose another mentor or name an interpreter on the course."),
				requirement="R30",
			),
		),
		(
			facts.conflict_of_interest == "None",
			missing(
				_("Check for a conflict of interest: a match is offered only when there is none."),
				"",
				"conflict_of_interest",
			),
		),
		(facts.works_here, NEEDS_LOAN),
	)


def guard_match_accepted(facts: MatchFacts) -> list[Condition]:
	"""G6: by that mentor, and with the current role descriptions acknowledged by both (R16)."""
	return [
		*conditions(
			(facts.actor_is_mentor, Message(_("Only the mentor who got the offer can accept it."))),
			(facts.works_here, NEEDS_LOAN),
		),
		*acknowledged_by_all(facts.acknowledgements),
	]


def guard_match_approved(facts: MatchFacts) -> list[Condition]:
	"""G7: the coordinator says why, and each stated wish that is not met carries a reason (R31)."""
	return conditions(
		filled(facts, "rationale", _("Write why this mentor was chosen."), "R26"),
		(
			not facts.unmet_wishes_without_reason,
			Message(
				_("These stated wishes are not met and need a written reason: {wishes}."),
				{"wishes": [Term(wish) for wish in dict(facts.unmet_wishes_without_reason)]},
				"R31",
				tuple(field for _wish, field in facts.unmet_wishes_without_reason),
			),
		),
		(
			not facts.actor_is_mentor,
			Message(_("A match is approved by somebody other than the mentor."), requirement="R31"),
		),
		(
			not facts.other_approved,
			Message(
				_("The course already has an approved match: {match}. End that one first."),
				{"match": list(facts.other_approved)},
			),
		),
	)


def guard_match_declined(facts: MatchFacts) -> list[Condition]:
	return conditions(filled(facts, "decline_reason", _("Write the reason for declining the match.")))


def guard_match_ended(facts: MatchFacts) -> list[Condition]:
	"""A match ends with a reason, so that a change of mentor can be learned from (R20, R112)."""
	return conditions(filled(facts, "end_reason", _("Write the reason for ending the match."), "R20"))


LIFECYCLE = Lifecycle(
	("Proposed", "Offered", "Accepted", "Approved", "Ended", "Declined"),
	{
		("Proposed", "Offered"): by(COORDINATOR, guard=guard_match_offered),
		("Proposed", "Declined"): by(COORDINATOR, guard=guard_match_declined),
		("Offered", "Accepted"): by(MENTOR, guard=guard_match_accepted),
		("Offered", "Declined"): by(MENTOR, COORDINATOR, guard=guard_match_declined),
		("Accepted", "Approved"): by(COORDINATOR, guard=guard_match_approved),
		("Accepted", "Declined"): by(COORDINATOR, guard=guard_match_declined),
		("Approved", "Ended"): by(COORDINATOR, guard=guard_match_ended),
	},
)

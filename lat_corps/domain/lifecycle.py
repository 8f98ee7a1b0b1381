"""The stages of each document, who may change them, and the guards G1 to G14.

Stages are the law: a workflow that an administrator shapes maps its states onto them, and every save that
changes a stage is judged here, whatever the way in. A judgement returns every unmet condition at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from .guards import (
	Facts,
	guard_case_active,
	guard_case_again_matching,
	guard_case_assessed,
	guard_case_closed,
	guard_case_closing,
	guard_case_declined,
	guard_case_extended,
	guard_case_matching,
	guard_case_preparing,
	guard_case_referred_again,
	guard_case_reopened,
	guard_description_published,
	guard_handover_received,
	guard_handover_returned,
	guard_handover_sent,
	guard_loan_agreed,
	guard_loan_begun,
	guard_loan_declined,
	guard_loan_offered,
	guard_loan_returned,
	guard_match_accepted,
	guard_match_approved,
	guard_match_declined,
	guard_match_ended,
	guard_match_offered,
	guard_mentor_active,
	guard_mentor_left,
	guard_mentor_paused,
)
from .roles import ADMINISTRATOR, CASEWORKER, COORDINATOR, MANAGER, MENTOR, NATIONAL_CENTRE
from .text import Message, Term, _

Guard = Callable[[Facts], "list[Message]"]

SYSTEM = "System"
"""The actor of a change that follows from another one, such as a version superseded by the next, or a
handover stopped when its consent is withdrawn."""


OPEN_MATCH_STAGES = ("Proposed", "Offered", "Accepted")
"""A match that is not approved yet."""

ENDED_WITH_COURSE = {**dict.fromkeys(OPEN_MATCH_STAGES, "Declined"), "Approved": "Ended"}
"""Where a match goes when its course is finished: nobody has a place on it, or access to it, by accident."""

FINISHED_CASE_STAGES = ("Closed", "Declined")


def is_taken_up_again(before: str | None, after: str) -> bool:
	"""Tell whether a step of a course extends or reopens it: a next closing then asks for its own (R105)."""
	return before in ("Closing", "Closed") and after == "Active"


@dataclass(frozen=True)
class Step:
	"""An allowed change of stage: the roles that may make it, and the guard that must be met."""

	roles: frozenset[str]
	guard: Guard | None = None


def _by(*roles: str, guard: Guard | None = None) -> Step:
	return Step(frozenset(roles), guard)


@dataclass(frozen=True)
class Lifecycle:
	"""The stages of one document in their order, the first one where it begins, and the allowed steps."""

	stages: tuple[str, ...]
	steps: dict[tuple[str, str], Step] = field(default_factory=dict)

	@property
	def initial(self) -> str:
		return self.stages[0]


LIFECYCLES: dict[str, Lifecycle] = {
	"LAT Mentor": Lifecycle(
		("Candidate", "In Training", "Active", "Paused", "Left"),
		{
			("Candidate", "In Training"): _by(COORDINATOR),
			("Candidate", "Left"): _by(COORDINATOR, guard=guard_mentor_left),
			("In Training", "Active"): _by(COORDINATOR, guard=guard_mentor_active),
			("In Training", "Left"): _by(COORDINATOR, guard=guard_mentor_left),
			("Active", "Paused"): _by(COORDINATOR, guard=guard_mentor_paused),
			("Paused", "Active"): _by(COORDINATOR, guard=guard_mentor_active),
			("Active", "Left"): _by(COORDINATOR, guard=guard_mentor_left),
			("Paused", "Left"): _by(COORDINATOR, guard=guard_mentor_left),
			("Left", "Candidate"): _by(COORDINATOR),
		},
	),
	"LAT Role Description": Lifecycle(
		("Draft", "In Review", "Published", "Superseded"),
		{
			("Draft", "In Review"): _by(COORDINATOR, ADMINISTRATOR, NATIONAL_CENTRE),
			("In Review", "Draft"): _by(COORDINATOR, ADMINISTRATOR, MANAGER, NATIONAL_CENTRE),
			("In Review", "Published"): _by(MANAGER, NATIONAL_CENTRE, guard=guard_description_published),
			("Published", "Superseded"): _by(SYSTEM),
		},
	),
	"LAT Case": Lifecycle(
		("Referred", "Assessed", "Matching", "Preparing", "Active", "Closing", "Closed", "Declined"),
		{
			("Referred", "Assessed"): _by(COORDINATOR, guard=guard_case_assessed),
			("Assessed", "Matching"): _by(COORDINATOR, guard=guard_case_matching),
			("Matching", "Preparing"): _by(COORDINATOR, guard=guard_case_preparing),
			("Preparing", "Active"): _by(COORDINATOR, guard=guard_case_active),
			("Preparing", "Matching"): _by(COORDINATOR, guard=guard_case_again_matching),
			("Active", "Matching"): _by(COORDINATOR, guard=guard_case_again_matching),
			("Active", "Closing"): _by(COORDINATOR, guard=guard_case_closing),
			("Closing", "Active"): _by(COORDINATOR, guard=guard_case_extended),
			("Closing", "Closed"): _by(COORDINATOR, guard=guard_case_closed),
			("Closed", "Active"): _by(COORDINATOR, guard=guard_case_reopened),
			("Referred", "Declined"): _by(COORDINATOR, guard=guard_case_declined),
			("Assessed", "Declined"): _by(COORDINATOR, guard=guard_case_declined),
			("Matching", "Declined"): _by(COORDINATOR, guard=guard_case_declined),
			("Declined", "Referred"): _by(COORDINATOR, guard=guard_case_referred_again),
		},
	),
	"LAT Match": Lifecycle(
		("Proposed", "Offered", "Accepted", "Approved", "Ended", "Declined"),
		{
			("Proposed", "Offered"): _by(COORDINATOR, guard=guard_match_offered),
			("Proposed", "Declined"): _by(COORDINATOR, guard=guard_match_declined),
			("Offered", "Accepted"): _by(MENTOR, guard=guard_match_accepted),
			("Offered", "Declined"): _by(MENTOR, COORDINATOR, guard=guard_match_declined),
			("Accepted", "Approved"): _by(COORDINATOR, guard=guard_match_approved),
			("Accepted", "Declined"): _by(COORDINATOR, guard=guard_match_declined),
			("Approved", "Ended"): _by(COORDINATOR, guard=guard_match_ended),
		},
	),
	"LAT Handover": Lifecycle(
		("Draft", "Sent", "Received", "Returned", "Cancelled"),
		{
			("Draft", "Sent"): _by(COORDINATOR, guard=guard_handover_sent),
			("Draft", "Cancelled"): _by(COORDINATOR),
			("Sent", "Received"): _by(CASEWORKER, guard=guard_handover_received),
			("Sent", "Returned"): _by(CASEWORKER, guard=guard_handover_returned),
			("Sent", "Cancelled"): _by(SYSTEM),
			("Returned", "Draft"): _by(COORDINATOR),
			("Returned", "Cancelled"): _by(COORDINATOR),
		},
	),
	"LAT Mentor Loan": Lifecycle(
		("Requested", "Offered", "Agreed", "Active", "Returned", "Declined"),
		{
			("Requested", "Offered"): _by(COORDINATOR, guard=guard_loan_offered),
			("Offered", "Agreed"): _by(COORDINATOR, guard=guard_loan_agreed),
			("Agreed", "Active"): _by(COORDINATOR, guard=guard_loan_begun),
			("Agreed", "Returned"): _by(COORDINATOR, guard=guard_loan_returned),
			("Active", "Returned"): _by(COORDINATOR, guard=guard_loan_returned),
			("Requested", "Declined"): _by(COORDINATOR, guard=guard_loan_declined),
			("Offered", "Declined"): _by(COORDINATOR, guard=guard_loan_declined),
		},
	),
}


def judge(
	document: str,
	before: str | None,
	after: str,
	roles: Collection[str],
	facts: Callable[[], Facts],
) -> list[Message]:
	"""Return every unmet condition of changing a `document` from stage `before` to `after`.

	`before` is None for a new record, `roles` are those of the person who makes the change, and `facts` is
	called only when a guard needs them. An empty list means that the change may be made.
	"""
	life = LIFECYCLES[document]
	if after not in life.stages:
		return [Message(_("There is no stage called {after}."), {"after": after})]
	if before is None:
		return [] if after == life.initial else [_must_begin(life.initial, after)]
	if before == after:
		return []
	step = life.steps.get((before, after))
	if step is None:
		return [
			Message(
				_("There is no step from {before} to {after}."),
				{"before": Term(before), "after": Term(after)},
			)
		]
	if not step.roles & set(roles):
		return [
			Message(
				_("Only {roles} can take the step from {before} to {after}."),
				{
					"roles": [Term(role) for role in sorted(step.roles)],
					"before": Term(before),
					"after": Term(after),
				},
			)
		]
	return step.guard(facts()) if step.guard else []


def _must_begin(initial: str, after: str) -> Message:
	return Message(
		_("A new record begins at {initial}, not at {after}: save it first, then take the steps."),
		{"initial": Term(initial), "after": Term(after)},
	)

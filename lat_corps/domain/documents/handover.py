"""A handover to the caseworker: stages, steps and guards (G12, G13, R98, R103, R104)."""

from __future__ import annotations

from dataclasses import dataclass

from lat_corps.domain.roles import CASEWORKER, COORDINATOR
from lat_corps.domain.staging import SYSTEM, Condition, Facts, Group, Lifecycle, by, conditions
from lat_corps.domain.text import Message, Term, _, missing

DOCUMENT = "LAT Handover"

UNSETTLED = ("Draft", "Sent", "Returned")
SHOWN_TO_RECEIVER = ("Sent", "Received", "Returned")

GROUPS = (
	Group("UNSETTLED", "is listed as waiting for somebody", UNSETTLED, without=("Received", "Cancelled")),
	Group(
		"SHOWN_TO_RECEIVER",
		"is read by the caseworker it was sent to (R98, R104)",
		SHOWN_TO_RECEIVER,
		without=("Draft", "Cancelled"),
	),
)


@dataclass(frozen=True)
class HandoverFacts(Facts):
	lines: int
	passing_lines: int
	missing_consents: tuple[str, ...]
	receiver_is_caseworker: bool
	actor_is_receiver: bool
	question: str
	seen_by_person: str
	"""How the person has seen the packet, or why not; "" while nobody has said."""
	unseen_rows: tuple[int, ...]
	"""Rows that pass and were read with the person in other words, or not at all."""
	answered_question: str = ""


def guard_handover_sent(facts: HandoverFacts) -> list[Condition]:
	"""G12: something may pass, by consent, to a caseworker of the municipality; the person saw it first."""
	return conditions(
		(
			facts.receiver_is_caseworker,
			Message(
				_("The receiver must be a caseworker of the municipality: see its members."),
				requirement="R98",
			),
		),
		(facts.lines, Message(_("Add what is handed over."), requirement="R103")),
		(
			facts.passing_lines or not facts.lines,
			Message(
				_("No line may pass: a valid consent is missing for {information}. Add it under Consents."),
				{"information": [Term(kind) for kind in facts.missing_consents]},
				"R104",
			)
			if facts.missing_consents
			else Message(
				_(
					"No line may pass: what there is is left out on purpose, or comes from a section 115 "
					"exchange and is never handed on."
				),
				requirement="R104",
			),
		),
		(
			facts.seen_by_person or not facts.lines,
			Message(
				_("Read it with the person before it is sent, or say why it is not read."), requirement="R104"
			),
		),
		(
			not facts.unseen_rows,
			Message(
				_("The person has not seen row {rows} as it stands now: read it together again."),
				{"rows": list(facts.unseen_rows)},
				"R104",
			),
		),
	)


def guard_handover_received(facts: HandoverFacts) -> list[Condition]:
	"""G13: by the named caseworker only (R98)."""
	return conditions((facts.actor_is_receiver, _only_receiver()))


def _only_receiver() -> Message:
	return Message(_("Only the caseworker named as receiver can do this."), requirement="R98")


def guard_handover_returned(facts: HandoverFacts) -> list[Condition]:
	return conditions(
		(facts.actor_is_receiver, _only_receiver()),
		(facts.question.strip(), missing(_("Write your question to the coordinator."), "R98", "question")),
		(
			not facts.question.strip() or facts.question.strip() != facts.answered_question.strip(),
			missing(
				_("Your question was answered when the handover was sent again. Write what you ask now."),
				"R98",
				"question",
			),
		),
	)


LIFECYCLE = Lifecycle(
	("Draft", "Sent", "Received", "Returned", "Cancelled"),
	{
		("Draft", "Sent"): by(COORDINATOR, guard=guard_handover_sent),
		("Draft", "Cancelled"): by(COORDINATOR),
		("Sent", "Received"): by(CASEWORKER, guard=guard_handover_received),
		("Sent", "Returned"): by(CASEWORKER, guard=guard_handover_returned),
		("Sent", "Cancelled"): by(SYSTEM),
		("Returned", "Draft"): by(COORDINATOR),
		("Returned", "Cancelled"): by(COORDINATOR),
	},
)

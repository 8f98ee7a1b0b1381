"""A loan of a mentor to another municipality: stages, steps and guards (G14, R22)."""

from __future__ import annotations

from dataclasses import dataclass

from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.staging import Condition, Facts, Group, Lifecycle, by, conditions, filled
from lat_corps.domain.text import Message, Term, _, missing

from .mentor import has_no_place, needs_active_mentor

DOCUMENT = "LAT Mentor Loan"

NOT_AGREED_YET = ("Requested", "Offered")
HOLDING = ("Agreed", "Active")
SHOWN_TO_MENTOR = (*HOLDING, "Returned")
ENDED = ("Returned", "Declined")

GROUPS = (
	Group(
		"NOT_AGREED_YET",
		"names its mentor to nobody but the lender, and may still be changed",
		NOT_AGREED_YET,
		without=("Agreed", "Active", "Returned", "Declined"),
	),
	Group(
		"HOLDING",
		"opens the borrower's courses on the days of its period, and keeps its mentor from leaving",
		HOLDING,
		without=("Requested", "Offered", "Returned", "Declined"),
	),
	Group(
		"SHOWN_TO_MENTOR",
		"is read by the mentor who is lent",
		SHOWN_TO_MENTOR,
		without=("Requested", "Offered", "Declined"),
	),
	Group("ENDED", "is fixed for good", ENDED, without=("Requested", "Offered", "Agreed", "Active")),
)

NEEDS_LOAN = Message(
	_("The mentor belongs to another municipality, and no loan holds today: arrange a loan first."),
	requirement="R22",
)
"""G5: asked again when the mentor accepts and when the course starts, because a loan ends."""


@dataclass(frozen=True)
class LoanFacts(Facts):
	"""`begun` and `over` say where today lies against the period; the mentor is the one offered."""

	actor_lends: bool
	mentor_named: bool
	mentor_here: bool
	mentor_stage: str
	mentor_fits: bool
	mentor_open: bool
	open_courses: int
	capacity: int
	missing_terms: tuple[str, ...]
	lender_signed: bool
	borrower_signed: bool
	begun: bool
	over: bool
	status_reason: str
	borrower: str
	courses_at_borrower: int


def guard_loan_offered(facts: LoanFacts) -> list[Condition]:
	"""A coordinator of the lender offers a mentor who may be lent and has room (R22)."""
	mentor = (
		(
			facts.mentor_here,
			Message(_("Offer a mentor of the lending municipality."), requirement="R22"),
		),
		(facts.mentor_stage == "Active", needs_active_mentor()),
		(
			facts.mentor_fits,
			Message(_("The mentor does not work as what is asked for."), requirement="R1"),
		),
		(
			facts.mentor_open,
			Message(_("The mentor is not open to loans: tick it on the mentor first."), requirement="R22"),
		),
		(facts.open_courses < facts.capacity, has_no_place(facts.open_courses, facts.capacity)),
	)
	return conditions(
		(
			facts.actor_lends,
			Message(
				_("A mentor is offered by a coordinator of the lending municipality."), requirement="R22"
			),
		),
		(not facts.over, _loan_is_over()),
		(
			facts.mentor_named,
			Message(_("Choose which mentor you offer: use Choose mentor on the form."), requirement="R22"),
		),
		*(mentor if facts.mentor_named and facts.actor_lends else ()),
	)


def _loan_is_over() -> Message:
	return Message(_("The period of the loan is over: write one that is not."), requirement="R22")


def guard_loan_agreed(facts: LoanFacts) -> list[Condition]:
	"""G14: period, terms and both signatures; of the mentor no word, since the borrower reads it (R22)."""
	return conditions(
		(not facts.over, _loan_is_over()),
		(
			not facts.missing_terms,
			Message(
				_("These terms are not written yet: {terms}."),
				{"terms": [Term(term) for term in facts.missing_terms]},
				"R22",
			),
		),
		(
			facts.lender_signed,
			Message(_("A coordinator of the lending municipality has not signed."), requirement="R22"),
		),
		(
			facts.borrower_signed,
			Message(
				_("A coordinator of the borrowing municipality has not signed."),
				requirement="R22",
			),
		),
		(
			facts.mentor_named
			and facts.mentor_here
			and facts.mentor_stage == "Active"
			and facts.mentor_open
			and facts.open_courses < facts.capacity,
			Message(
				_("The offered mentor is no longer free: the lending municipality must offer another."),
				requirement="R22",
			),
		),
	)


def guard_loan_begun(facts: LoanFacts) -> list[Condition]:
	return conditions(
		(
			facts.begun,
			Message(_("The loan begins with its period: wait for the first day."), requirement="R22"),
		),
		(not facts.over, _loan_is_over()),
	)


def guard_loan_returned(facts: LoanFacts) -> list[Condition]:
	"""Before the period is over: with a reason, and only when no course is left without a mentor (R22)."""
	return conditions(
		(
			facts.over or facts.status_reason,
			missing(_("Write the reason for returning the mentor early."), "R22", "status_reason"),
		),
		(
			facts.over or not facts.courses_at_borrower,
			Message(
				_("Open courses with the mentor in {municipality}: {count}. Hand them on first."),
				{"municipality": facts.borrower, "count": facts.courses_at_borrower},
				"R22",
			),
		),
	)


def guard_loan_declined(facts: LoanFacts) -> list[Condition]:
	return conditions(filled(facts, "status_reason", _("Write the reason for declining the loan.")))


LIFECYCLE = Lifecycle(
	("Requested", "Offered", "Agreed", "Active", "Returned", "Declined"),
	{
		("Requested", "Offered"): by(COORDINATOR, guard=guard_loan_offered),
		("Offered", "Agreed"): by(COORDINATOR, guard=guard_loan_agreed),
		("Agreed", "Active"): by(COORDINATOR, guard=guard_loan_begun),
		("Agreed", "Returned"): by(COORDINATOR, guard=guard_loan_returned),
		("Active", "Returned"): by(COORDINATOR, guard=guard_loan_returned),
		("Requested", "Declined"): by(COORDINATOR, guard=guard_loan_declined),
		("Offered", "Declined"): by(COORDINATOR, guard=guard_loan_declined),
	},
)

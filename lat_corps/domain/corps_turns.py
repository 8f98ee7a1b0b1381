"""The lines of the table of turns whose records belong to no course: role texts, erasures, loans, mentors."""

from __future__ import annotations

from . import asking
from .documents.loan import HOLDING
from .text import _
from .turn_parts import Due, Login, Members, Turn

LOAN, REQUEST = "LAT Mentor Loan", "LAT Acknowledgement Request"

MANAGERS = Members("Manager")
BOTH_SIDES = Members("Coordinator", ("lending_municipality", "borrowing_municipality"))

SIGNED = _("Mentors are lent by an agreement that both municipalities sign.")
PERIOD = _("A mentor on loan reaches a course in the period of the loan alone.")

LOAN_ENDS, LOAN_IS_MISSED = "Loan ends soon", "Loan has ended too early"

CORPS_TURNS = (
	Turn(
		"Role description to approve",
		"LAT Role Description",
		{"stage": ("In Review",)},
		MANAGERS,
		_("Role description {number}: it waits for a second person. Publish it, or send it back."),
		_("Publish text"),
		_("A role description is in force when a second person has published it."),
	),
	Turn(
		"Erasure to carry out",
		"LAT Erasure",
		{"standing": ("Requested",)},
		MANAGERS,
		_("Erasure {number}: it is requested. Carry it out, or call it off."),
		_("Look at the erasure"),
		_("An erasure is carried out by a second person."),
	),
	Turn(
		"Role description to acknowledge",
		REQUEST,
		{"standing": (asking.AWAITING,)},
		Login("user"),
		_("Please read and acknowledge {title}, version {version}, by {day}."),
		_("Read and acknowledge"),
		_("Everybody acknowledges the role description that binds them, in each version."),
		due=Due("due_on", "reminder_days_before", "reminder_days_between", at_once=True),
		soon=_("Reminder: please read and acknowledge {title}, version {version}, by {day}."),
		overdue=_("Overdue: {title}, version {version}, was to be read and acknowledged by {day}."),
		values={"title": "role_description.title", "version": "version_number"},
		about="role_description",
		tells_actor=True,
	),
	Turn(
		"Loan requested",
		LOAN,
		{"stage": ("Requested",)},
		BOTH_SIDES,
		_("A loan of a mentor is requested: {number}."),
		_("Offer mentor"),
		SIGNED,
	),
	Turn(
		"Loan offered",
		LOAN,
		{"stage": ("Offered",)},
		BOTH_SIDES,
		_("A mentor is offered for the loan {number}."),
		_("Agree on loan"),
		SIGNED,
	),
	*(
		Turn(kind, LOAN, {"stage": (stage,)}, BOTH_SIDES, sentence, _("Look at the loan"), PERIOD, event=True)
		for kind, stage, sentence in (
			("Loan agreed", "Agreed", _("The loan {number} is agreed.")),
			("Loan begun", "Active", _("The loan {number} has begun.")),
			("Loan returned", "Returned", _("The loan {number} has ended.")),
			("Loan declined", "Declined", _("The loan {number} was declined.")),
		)
	),
	Turn(
		LOAN_ENDS,
		LOAN,
		{"stage": HOLDING},
		BOTH_SIDES,
		_("The loan {number} ends on {day}, and a course still needs the mentor: extend it or find another."),
		_("Look at the loan"),
		PERIOD,
		due=Due("to_date", ahead="loan_notice_days"),
		event=True,
		tells_actor=True,
	),
	Turn(
		LOAN_IS_MISSED,
		LOAN,
		{"stage": ("Returned",)},
		BOTH_SIDES,
		_("The loan {number} has ended while a course still needs a mentor."),
		_("Look at the loan"),
		PERIOD,
		event=True,
		tells_actor=True,
	),
	Turn(
		"Profile to confirm",
		"LAT Mentor",
		{"profile_unconfirmed": (1,)},
		Members("Coordinator"),
		_("Mentor {number}: the own profile has changed. Look at it and confirm it."),
		_("Confirm the profile"),
		_("A mentor keeps the own profile; what the coordinator has not confirmed meets no wish."),
	),
)

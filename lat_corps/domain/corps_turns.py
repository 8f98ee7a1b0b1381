"""The lines of the table of turns whose records belong to no course: role texts, loans, mentors, reports."""

from __future__ import annotations

from . import asking
from .documents.loan import HOLDING
from .insight_turns import INSIGHT_TURNS
from .text import _
from .turn_parts import FILLED, CoordinatorsOfMentor, Due, Login, Members, Turn

MENTOR, LOAN, REQUEST = "LAT Mentor", "LAT Mentor Loan", "LAT Acknowledgement Request"

MEETING = "LAT Corps Meeting"

MANAGERS = Members("Manager")
BOTH_SIDES = Members("Coordinator", ("lending_municipality", "borrowing_municipality"))

SIGNED = _("Mentors are lent by an agreement that both municipalities sign.")
PERIOD = _("A mentor on loan reaches a course in the period of the loan alone.")

COACHED = _("Every mentor with an open course should be coached once a month.")

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
	Turn(
		"Corps meeting due",
		MEETING,
		{"next_due": (FILLED,)},
		Members("Coordinator"),
		_("The next local meeting of the corps should be held by {day}; the last was {number}."),
		_("Plan the next meeting"),
		_("A local corps meets at a fixed pace."),
		due=Due("next_due"),
		soon=_("Reminder: the next local meeting should be held by {day}; the last was {number}."),
		overdue=_("The next local meeting should have been held by {day}; the last was {number}."),
		tells_actor=True,
	),
	Turn(
		"Training runs out",
		"LAT Training",
		{"renew_by": (FILLED,)},
		Login("user"),
		_("Training {number}: it runs out on {day}. Agree on a new one."),
		_("Look at the training"),
		_("Training is kept up where the municipality has given it a last day."),
		due=Due("renew_by"),
		soon=_("Reminder: the training {number} runs out on {day}."),
		overdue=_("Training {number}: it ran out on {day}."),
		tells_actor=True,
	),
	Turn(
		"Coaching due",
		MENTOR,
		{"next_coaching_due": (FILLED,)},
		CoordinatorsOfMentor(),
		_("Mentor {number}: coaching should be held by {day}."),
		_("Coaching session"),
		COACHED,
		due=Due("next_coaching_due"),
		soon=_("Reminder: coaching of mentor {number} should be held by {day}."),
		overdue=_("Mentor {number}: coaching should have been held by {day}."),
		tells_actor=True,
	),
	Turn(
		"Coaching due on loan",
		LOAN,
		{"next_coaching_due": (FILLED,)},
		CoordinatorsOfMentor("mentor", "borrowing_municipality"),
		_("Loan {number}: coaching of the mentor should be held by {day}."),
		_("Look at the loan"),
		COACHED,
		due=Due("next_coaching_due"),
		soon=_("Reminder: coaching of the mentor of the loan {number} should be held by {day}."),
		overdue=_("Loan {number}: coaching of the mentor should have been held by {day}."),
		tells_actor=True,
	),
	*INSIGHT_TURNS,
)

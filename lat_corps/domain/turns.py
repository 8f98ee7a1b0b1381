"""Whose turn it is: the one table of what is told to whom, until when, and the button it is done by.

A line says on which record it is somebody's turn, by what the record holds and what else the course has.
While that holds, the person has been told; when it no longer does, what was told falls silent. Nobody is told
what a course is about: a sentence names a record by its number.
"""

from __future__ import annotations

from . import asking
from .background import COORDINATOR_AND_MENTOR
from .cadence import AFTER, BEFORE, DUTIES, FOLLOW_UP
from .documents.course import COUNTED_ON_MENTOR, UNDER_WAY, UNFINISHED, WITH_MENTOR
from .documents.loan import HOLDING
from .documents.match import HOLDS_PLACE, NOT_APPROVED_YET
from .text import _
from .turn_parts import COURSE, EMPTY, FILLED, CoordinatorOfCourse, Coordinators, Due, Login, Other, Turn

MATCH, HANDOVER, CONSENT = "LAT Match", "LAT Handover", "LAT Consent"
BACKGROUND, LOAN, REQUEST = "LAT Background Information", "LAT Mentor Loan", "LAT Acknowledgement Request"

MENTOR = Login("mentor.user")
BOTH_SIDES = Coordinators(("lending_municipality", "borrowing_municipality"))

NOT_STARTED = tuple(stage for stage in COUNTED_ON_MENTOR if stage not in UNDER_WAY)

LOAN_ENDS, LOAN_IS_MISSED = "Loan ends soon", "Loan has ended too early"

TURNS = (
	Turn(
		"Match offered",
		MATCH,
		{"stage": ("Offered",)},
		MENTOR,
		_("Match {number}: it is offered to you. Accept or decline it."),
		_("Accept match"),
	),
	Turn(
		"Match accepted",
		MATCH,
		{"stage": ("Accepted",)},
		CoordinatorOfCourse(),
		_("Match {number}: the mentor has accepted. Approve or decline it."),
		_("Approve match"),
	),
	Turn(
		"Match declined",
		COURSE,
		{"stage": ("Matching",)},
		CoordinatorOfCourse(),
		_("Course {number}: a match was declined and no other is under way. Propose a mentor."),
		_("Propose a mentor"),
		has=Other(MATCH, {"stage": ("Declined",)}),
		lacks=Other(MATCH, {"stage": (*NOT_APPROVED_YET, *HOLDS_PLACE)}),
	),
	Turn(
		"Match approved",
		COURSE,
		{"stage": NOT_STARTED, "mentor": (FILLED,)},
		MENTOR,
		_("Course {number}: your match is approved. Prepare the first meeting with the coordinator."),
		_("Prepare the first meeting"),
		has=Other(MATCH, {"stage": ("Approved",)}),
	),
	Turn(
		"Briefing to confirm",
		COURSE,
		{"stage": WITH_MENTOR, "mentor": (FILLED,), "knowledge_confirmed": (EMPTY,)},
		MENTOR,
		_("Course {number}: something was passed on to you. Read it and confirm."),
		_("I have read it"),
		has=Other(BACKGROUND, {"audience": (COORDINATOR_AND_MENTOR,)}, until="expires_on"),
	),
	Turn(
		"Briefing confirmed",
		COURSE,
		{"stage": ("Preparing",), "knowledge_confirmed": (FILLED,)},
		CoordinatorOfCourse(),
		_("Course {number}: the mentor has read what was passed on. Start it when it is prepared."),
		_("Start course"),
	),
	Turn(
		"Outcome to choose, mentor",
		COURSE,
		{"stage": ("Active",), "mentor": (FILLED,), "outcome": (FILLED,), "mentor_outcome": (EMPTY,)},
		MENTOR,
		_("Course {number}: the coordinator has chosen the outcome. Choose yours."),
		_("Choose outcome"),
	),
	Turn(
		"Outcome to choose, coordinator",
		COURSE,
		{"stage": ("Active",), "mentor_outcome": (FILLED,), "outcome": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Course {number}: the mentor has chosen the outcome. Choose yours."),
		_("Choose outcome"),
	),
	Turn(
		"Handover sent",
		HANDOVER,
		{"stage": ("Sent",)},
		Login("receiver"),
		_("Handover {number}: it is sent to you. Confirm that you have it, or return it with a question."),
		_("Confirm receipt"),
	),
	Turn(
		"Handover returned",
		HANDOVER,
		{"stage": ("Returned",)},
		CoordinatorOfCourse(),
		_("Handover {number}: it came back with a question. Take it back, answer, and send it again."),
		_("Take back to draft"),
	),
	Turn(
		"Handover received",
		COURSE,
		{"stage": ("Closing",)},
		CoordinatorOfCourse(),
		_("Course {number}: the caseworker has received the handover. Close it when the rest is done."),
		_("Close course"),
		has=Other(HANDOVER, {"stage": ("Received",)}),
	),
	Turn(
		"Rating due",
		COURSE,
		{"stage": UNDER_WAY, "mentor": (FILLED,)},
		MENTOR,
		_("Course {number}: the next rating is due on {day}."),
		_("Answer now"),
		due=Due("next_progression_due"),
		overdue=_("Course {number}: the rating was due on {day}."),
	),
	Turn(
		"Measurement due",
		COURSE,
		{"stage": UNDER_WAY, "mentor": (FILLED,), "next_due_what": (DUTIES[BEFORE], DUTIES[AFTER])},
		MENTOR,
		_("Course {number}: a measurement is due on {day}."),
		_("Answer now"),
		due=Due("next_due"),
		overdue=_("Course {number}: a measurement was due on {day}."),
	),
	Turn(
		"Follow-up due",
		COURSE,
		{"stage": ("Closed",), "next_due_what": (DUTIES[FOLLOW_UP],)},
		CoordinatorOfCourse(),
		_("Course {number}: the follow-up measurement is due on {day}."),
		_("Answer now"),
		due=Due("next_due"),
		overdue=_("Course {number}: the follow-up measurement was due on {day}."),
	),
	Turn(
		"Consent ends",
		CONSENT,
		{"withdrawn_on": (EMPTY,), "valid_until": (FILLED,)},
		CoordinatorOfCourse(),
		_("Consent {number}: it is valid until {day}. Ask for a new one if the course needs it."),
		_("Look at the consent"),
		course=UNFINISHED,
		lacks=Other(
			CONSENT, {"withdrawn_on": (EMPTY,)}, same=("purpose", "given_by", "receiver"), later="valid_until"
		),
		due=Due("valid_until", ahead="consent_notice_days"),
		overdue=_("Consent {number}: it was valid until {day}. Ask for a new one if the course needs it."),
	),
	Turn(
		"Background to delete",
		BACKGROUND,
		{"expires_on": (FILLED,)},
		CoordinatorOfCourse(),
		_("Background information {number}: it is kept until {day}. Have it deleted, or change the day."),
		_("Look at the background information"),
		due=Due("expires_on", ahead=""),
		overdue=_(
			"Background information {number}: it ran out on {day}. Have it deleted, or change the day."
		),
	),
	Turn(
		"Role description to acknowledge",
		REQUEST,
		{"standing": (asking.AWAITING,)},
		Login("user"),
		_("Please read and acknowledge {title}, version {version}, by {day}."),
		_("Read and acknowledge"),
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
	),
	Turn(
		"Loan offered",
		LOAN,
		{"stage": ("Offered",)},
		BOTH_SIDES,
		_("A mentor is offered for the loan {number}."),
		_("Agree on loan"),
	),
	*(
		Turn(kind, LOAN, {"stage": (stage,)}, BOTH_SIDES, sentence, _("Look at the loan"), event=True)
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
		event=True,
		tells_actor=True,
	),
)

KINDS = tuple(turn.kind for turn in TURNS)
DOCUMENTS = tuple(
	sorted(
		{turn.document for turn in TURNS}
		| {other.document for turn in TURNS for other in (turn.has, turn.lacks) if other}
	)
)
"""The documents that the table asks for."""

FOLLOWED = (*DOCUMENTS, "LAT Measurement", "LAT Progression")
"""The documents whose saves change whose turn it is; the last two settle what is due on a course."""

SETTINGS = tuple(
	sorted({name for turn in TURNS if turn.due for name in (turn.due.ahead, turn.due.between) if name})
)
"""The settings, in days, that the table asks for."""


def line(kind: str) -> Turn:
	return TURNS[KINDS.index(kind)]


def fields_of(document: str) -> tuple[str, ...]:
	"""Return the fields of a document that the table asks for."""
	found = {name for turn in TURNS if turn.document == document for name in turn.fields()}
	others = [other for turn in TURNS for other in (turn.has, turn.lacks) if other]
	found |= {name for other in others if other.document == document for name in other.fields()}
	return tuple(sorted(found))

"""Whose turn it is: the one table of what is told to whom, until when, and the button it is done by.

A line says on which record it is somebody's turn, by what the record holds and what else the course has.
While that holds, the person has been told; when it no longer does, what was told falls silent. Nobody is told
what a course is about: a sentence names a record by its number.
"""

from __future__ import annotations

from .background import COORDINATOR_AND_MENTOR
from .cadence import AFTER, BEFORE, DUTIES, FOLLOW_UP
from .coordination_turns import COORDINATION_TURNS
from .corps_turns import CORPS_TURNS
from .debrief_turns import DEBRIEF_TURNS
from .documents.course import COUNTED_ON_MENTOR, UNDER_WAY, UNFINISHED, WITH_MENTOR
from .documents.handover import SHOWN_TO_RECEIVER
from .documents.match import HOLDS_PLACE, NOT_APPROVED_YET
from .log_turns import LOG_TURNS
from .partner_turns import PARTNER_TURNS
from .plan_turns import PLAN_TURNS
from .privacy_turns import PRIVACY_TURNS
from .review_turns import REVIEW_TURNS
from .text import _
from .turn_parts import (
	ANSWER,
	COURSE,
	EMPTY,
	FILLED,
	MENTOR,
	PROPOSE,
	RATE,
	CoordinatorOfCourse,
	Due,
	Login,
	Other,
	Turn,
)

MATCH, HANDOVER, CONSENT = "LAT Match", "LAT Handover", "LAT Consent"
BACKGROUND, BRIEFING = "LAT Background Information", "LAT Briefing"
MEETING = "LAT First Meeting"

NOT_STARTED = tuple(stage for stage in COUNTED_ON_MENTOR if stage not in UNDER_WAY)
PASSED_ON = Other(
	BACKGROUND,
	{"audience": (COORDINATOR_AND_MENTOR,)},
	until="expires_on",
	or_else=Other(BRIEFING, {"passed_on": (FILLED,)}, until="open_until"),
)

WAITS = _("A course waits for a mentor until a match is approved.")
STARTS = _("A course starts when the first meeting is prepared and the mentor has read what was passed on.")
OUTCOME = _("Coordinator and mentor choose the outcome together before the course closes.")
CLOSES = _("A course closes with its after measurement, looking back or handover, and debrief.")

TURNS = (
	Turn(
		"Course to assess",
		COURSE,
		{"stage": ("Referred",)},
		CoordinatorOfCourse(),
		_("Course {number}: it is referred. Assess it."),
		_("Assess course"),
		_("A course is assessed first: who it is for, who referred, and who consents."),
	),
	Turn(
		"Course to match",
		COURSE,
		{"stage": ("Assessed",)},
		CoordinatorOfCourse(),
		_("Course {number}: it is assessed. Describe the person and start matching."),
		_("Start matching"),
		_("Challenges, wishes and dreams are described before a mentor is sought."),
	),
	Turn(
		"Mentor to find",
		COURSE,
		{"stage": ("Matching",)},
		CoordinatorOfCourse(),
		_("Course {number}: it has no mentor. Propose one."),
		_("Propose a mentor"),
		WAITS,
		lacks=Other(MATCH, {"stage": (*NOT_APPROVED_YET, *HOLDS_PLACE, "Declined")}),
		leads_to=PROPOSE,
	),
	Turn(
		"Next mentor to find",
		COURSE,
		{"stage": ("Active",), "mentor": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Course {number}: it is under way without a mentor. Propose one."),
		_("Propose a mentor"),
		_("A course under way stays so while its next mentor is found."),
		lacks=Other(MATCH, {"stage": (*NOT_APPROVED_YET, *HOLDS_PLACE)}),
		leads_to=PROPOSE,
	),
	Turn(
		"Match to offer",
		MATCH,
		{"stage": ("Proposed",)},
		CoordinatorOfCourse(),
		_("Match {number}: the mentor is proposed and not asked yet. Offer it."),
		_("Offer match"),
		_("A mentor is asked before a match goes on."),
	),
	Turn(
		"Match offered",
		MATCH,
		{"stage": ("Offered",)},
		MENTOR,
		_("Match {number}: it is offered to you. Accept or decline it."),
		_("Accept match"),
		_("A mentor answers an offer before the course goes on."),
	),
	Turn(
		"Match accepted",
		MATCH,
		{"stage": ("Accepted",)},
		CoordinatorOfCourse(),
		_("Match {number}: the mentor has accepted. Approve or decline it."),
		_("Approve match"),
		_("The coordinator decides each match, and says why."),
	),
	Turn(
		"Match declined",
		COURSE,
		{"stage": ("Matching",)},
		CoordinatorOfCourse(),
		_("Course {number}: a match was declined and no other is under way. Propose a mentor."),
		_("Propose a mentor"),
		WAITS,
		has=Other(MATCH, {"stage": ("Declined",)}),
		lacks=Other(MATCH, {"stage": (*NOT_APPROVED_YET, *HOLDS_PLACE)}),
		leads_to=PROPOSE,
	),
	Turn(
		"Course to prepare",
		COURSE,
		{"stage": ("Matching",)},
		CoordinatorOfCourse(),
		_("Course {number}: its match is approved. Prepare it."),
		_("Prepare course"),
		_("An approved match is followed by preparing the first meeting."),
		has=Other(MATCH, {"stage": ("Approved",)}),
	),
	Turn(
		"Match approved",
		COURSE,
		{"stage": NOT_STARTED, "mentor": (FILLED,)},
		MENTOR,
		_("Course {number}: your match is approved. Prepare the first meeting with the coordinator."),
		_("Prepare the first meeting"),
		_("The first meeting is prepared before the course starts."),
		has=Other(MATCH, {"stage": ("Approved",)}),
	),
	Turn(
		"Next mentor approved",
		MATCH,
		{"stage": ("Approved",)},
		MENTOR,
		_("Match {number}: it is approved, and the course is under way. Prepare your first meeting."),
		_("Prepare the first meeting"),
		_("A next mentor prepares the first meeting with the coordinator too."),
		course=UNDER_WAY,
		event=True,
	),
	Turn(
		"First meeting to note",
		MEETING,
		{"meets_on": (FILLED,), "noted": (EMPTY,)},
		MENTOR,
		_("First meeting {number}: it is on {day}. Note how it went."),
		_("Note how it went"),
		_("The mentor notes how the first meeting went, which the coordinator is not at."),
		course=WITH_MENTOR,
		due=Due("meets_on", ahead=""),
		overdue=_("First meeting {number}: it was on {day}. Note how it went."),
	),
	Turn(
		"Briefing to confirm",
		COURSE,
		{"stage": WITH_MENTOR, "mentor": (FILLED,), "knowledge_confirmed": (EMPTY,)},
		MENTOR,
		_("Course {number}: something was passed on to you. Read it and confirm."),
		_("I have read it"),
		_("A mentor has read what was passed on before the course starts."),
		has=PASSED_ON,
	),
	Turn(
		"Course to start",
		COURSE,
		{"stage": ("Preparing",), "knowledge_confirmed": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Course {number}: prepare the first meeting, pass on what the mentor must know, and start it."),
		_("Start course"),
		STARTS,
		lacks=PASSED_ON,
	),
	Turn(
		"Briefing confirmed",
		COURSE,
		{"stage": ("Preparing",), "knowledge_confirmed": (FILLED,)},
		CoordinatorOfCourse(),
		_("Course {number}: the mentor has read what was passed on. Start it when it is prepared."),
		_("Start course"),
		STARTS,
	),
	*REVIEW_TURNS,
	Turn(
		"Outcome to choose, mentor",
		COURSE,
		{"stage": ("Active",), "mentor": (FILLED,), "outcome": (FILLED,), "mentor_outcome": (EMPTY,)},
		MENTOR,
		_("Course {number}: the coordinator has chosen the outcome. Choose yours."),
		_("Choose outcome"),
		OUTCOME,
	),
	Turn(
		"Outcome to choose, coordinator",
		COURSE,
		{"stage": ("Active",), "mentor_outcome": (FILLED,), "outcome": (EMPTY,)},
		CoordinatorOfCourse(),
		_("Course {number}: the mentor has chosen the outcome. Choose yours."),
		_("Choose outcome"),
		OUTCOME,
	),
	Turn(
		"Handover sent",
		HANDOVER,
		{"stage": ("Sent",)},
		Login("receiver"),
		_("Handover {number}: it is sent to you. Confirm that you have it, or return it with a question."),
		_("Confirm receipt"),
		_("A handover counts when its receiver has confirmed it."),
	),
	Turn(
		"Handover returned",
		HANDOVER,
		{"stage": ("Returned",)},
		CoordinatorOfCourse(),
		_("Handover {number}: it came back with a question. Take it back, answer, and send it again."),
		_("Take back to draft"),
		_("A handover that came back is answered and sent again."),
	),
	Turn(
		"Course to close",
		COURSE,
		{"stage": ("Closing",)},
		CoordinatorOfCourse(),
		_("Course {number}: it is closing. Close it when everything is there."),
		_("Close course"),
		CLOSES,
		lacks=Other(HANDOVER, {"stage": SHOWN_TO_RECEIVER}),
	),
	Turn(
		"Handover received",
		COURSE,
		{"stage": ("Closing",)},
		CoordinatorOfCourse(),
		_("Course {number}: the caseworker has received the handover. Close it when the rest is done."),
		_("Close course"),
		CLOSES,
		has=Other(HANDOVER, {"stage": ("Received",)}),
	),
	Turn(
		"Rating due",
		COURSE,
		{"stage": UNDER_WAY, "mentor": (FILLED,)},
		MENTOR,
		_("Course {number}: the next rating is due on {day}."),
		_("Answer now"),
		_("The grip on life is rated at fixed intervals, counted from the last rating."),
		due=Due("next_progression_due"),
		overdue=_("Course {number}: the rating was due on {day}."),
		leads_to=RATE,
	),
	Turn(
		"Measurement due",
		COURSE,
		{"stage": UNDER_WAY, "mentor": (FILLED,), "next_due_what": (DUTIES[BEFORE], DUTIES[AFTER])},
		MENTOR,
		_("Course {number}: a measurement is due on {day}."),
		_("Answer now"),
		_("The before measurement is there when the course starts, the after measurement when it closes."),
		due=Due("next_due"),
		overdue=_("Course {number}: a measurement was due on {day}."),
		leads_to=ANSWER,
	),
	Turn(
		"Recording to follow up",
		COURSE,
		{"stage": UNDER_WAY, "next_due": (FILLED,)},
		CoordinatorOfCourse(),
		_("Course {number}: a rating or measurement is due on {day}. Ask the mentor about it."),
		_("Look at the course"),
		_("The coordinator answers for ratings and measurements being there."),
		due=Due("next_due", ahead=""),
		overdue=_("Course {number}: a rating or measurement was due on {day}. Ask the mentor about it."),
	),
	*LOG_TURNS,
	*PLAN_TURNS,
	*COORDINATION_TURNS,
	*PARTNER_TURNS,
	*DEBRIEF_TURNS,
	Turn(
		"Follow-up due",
		COURSE,
		{"stage": ("Closed",), "next_due_what": (DUTIES[FOLLOW_UP],)},
		CoordinatorOfCourse(),
		_("Course {number}: the follow-up measurement is due on {day}."),
		_("Answer now"),
		_("A follow-up is asked for some months after the course has closed."),
		due=Due("next_due"),
		overdue=_("Course {number}: the follow-up measurement was due on {day}."),
		leads_to=ANSWER,
	),
	Turn(
		"Consent ends",
		CONSENT,
		{"withdrawn_on": (EMPTY,), "valid_until": (FILLED,)},
		CoordinatorOfCourse(),
		_("Consent {number}: it is valid until {day}. Ask for a new one if the course needs it."),
		_("Look at the consent"),
		_("What rests on a consent stops when it ends."),
		course=UNFINISHED,
		lacks=Other(
			CONSENT, {"withdrawn_on": (EMPTY,)}, same=("purpose", "given_by", "receiver"), later="valid_until"
		),
		due=Due("valid_until", ahead="consent_notice_days"),
		overdue=_("Consent {number}: it was valid until {day}. Ask for a new one if the course needs it."),
	),
	Turn(
		"Consent outgrown",
		CONSENT,
		{"withdrawn_on": (EMPTY,), "outgrown_on": (FILLED,)},
		CoordinatorOfCourse(),
		_("Consent {number}: the person's age changes on {day} who consents. Ask anew if it is needed."),
		_("Look at the consent"),
		_("What rests on a consent stops when it ends."),
		course=UNFINISHED,
		lacks=Other(CONSENT, {"withdrawn_on": (EMPTY,)}, same=("purpose", "receiver"), later="outgrown_on"),
		due=Due("outgrown_on", ahead="consent_notice_days"),
		overdue=_(
			"Consent {number}: the person's age changed on {day} who consents. Ask anew if it is needed."
		),
	),
	Turn(
		"Background to delete",
		BACKGROUND,
		{"expires_on": (FILLED,)},
		CoordinatorOfCourse(),
		_("Background information {number}: it is kept until {day}. Change the day if it is needed longer."),
		_("Look at the background information"),
		_("Background information is kept until its last day, and deleted some days later."),
		due=Due("expires_on", ahead=""),
		overdue=_(
			"Background information {number}: it ran out on {day} and is deleted soon. "
			"Change the day if it is needed longer."
		),
	),
	*PRIVACY_TURNS,
	*CORPS_TURNS,
)

KINDS = tuple(turn.kind for turn in TURNS)
DOCUMENTS = tuple(
	sorted({turn.document for turn in TURNS} | {other.document for turn in TURNS for other in turn.others()})
)
"""The documents that the table asks for."""

WITHOUT_COURSE = tuple(dict.fromkeys(turn.document for turn in CORPS_TURNS))
"""Of them, those whose records belong to no course."""

FOLLOWED = (*DOCUMENTS, "LAT Match Review", "LAT Measurement", "LAT Progression", "LAT Session")
"""The documents whose saves change whose turn it is; the last four settle what is due on a course."""

SETTINGS = tuple(
	sorted({name for turn in TURNS if turn.due for name in (turn.due.ahead, turn.due.between) if name})
)
"""The settings, in days, that the table asks for."""


def line(kind: str) -> Turn:
	return TURNS[KINDS.index(kind)]


def fields_of(document: str) -> tuple[str, ...]:
	"""Return the fields of a document that the table asks for."""
	found = {name for turn in TURNS if turn.document == document for name in turn.fields()}
	others = [other for turn in TURNS for other in turn.others()]
	found |= {name for other in others if other.document == document for name in other.fields()}
	return tuple(sorted(found))

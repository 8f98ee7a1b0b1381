"""A course: stages, steps and guards from referral to closing (G3, G4, G8 to G11, R1, R8)."""

from __future__ import annotations

from lat_corps.domain.course_end import ended_together, extension_decided
from lat_corps.domain.course_facts import GOALS_REACHED, PREPARATION_TOPICS, CaseFacts, Topic
from lat_corps.domain.purposes import COURSE, DEBRIEF
from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.staging import Condition, Group, Lifecycle, by, conditions, filled
from lat_corps.domain.text import Message, Term, _, missing

from .loan import NEEDS_LOAN
from .mentor import has_no_place, needs_active_mentor
from .role_description import acknowledged_by_all

DOCUMENT = "LAT Case"

FINISHED = ("Closed", "Declined")
UNFINISHED = ("Referred", "Assessed", "Matching", "Preparing", "Active", "Closing")
WAITS_FOR_MENTOR = ("Assessed", "Matching")
COUNTED_ON_MENTOR = ("Matching", "Preparing", "Active", "Closing")
MATCHED = (*COUNTED_ON_MENTOR, "Closed")
WITH_MENTOR = ("Preparing", "Active", "Closing")
RECORDED = (*WITH_MENTOR, "Closed")
UNDER_WAY = ("Active", "Closing")
STARTED = (*UNDER_WAY, "Closed")
ENDING = ("Closing", "Closed")
TAKEN_UP_FROM = ("Closing", "Closed")

_NEW = ("Referred", "Assessed")
_UNMATCHED = (*_NEW, "Matching")
_UNSTARTED = (*_UNMATCHED, "Preparing")
_UNENDED = (*_UNSTARTED, "Active", "Declined")

GROUPS = (
	Group("FINISHED", "has ended its matches and can be erased in time (N5)", FINISHED, UNFINISHED),
	Group("UNFINISHED", "still gathers consents and background", UNFINISHED, FINISHED),
	Group("WAITS_FOR_MENTOR", "is listed as waiting", WAITS_FOR_MENTOR, ("Referred", *RECORDED, "Declined")),
	Group(
		"COUNTED_ON_MENTOR", "keeps a place of its mentor (R11, R35)", COUNTED_ON_MENTOR, (*_NEW, *FINISHED)
	),
	Group("MATCHED", "shows its matches, counts in figures (R87)", MATCHED, (*_NEW, "Declined")),
	Group(
		"WITH_MENTOR",
		"is planned and written to by its mentor, who reads it at any stage while the match holds (R88)",
		WITH_MENTOR,
		(*_UNMATCHED, *FINISHED),
	),
	Group(
		"RECORDED",
		"has, or had, ratings and measurements due, and gaps between them (R90)",
		RECORDED,
		(*_UNMATCHED, "Declined"),
	),
	Group(
		"UNDER_WAY",
		"is rated, falls due for it, time spent out of it counted (R94), and can be handed over",
		UNDER_WAY,
		(*_UNSTARTED, *FINISHED),
	),
	Group("STARTED", "shows its closing on the form", STARTED, (*_UNSTARTED, "Declined")),
	Group("ENDING", "is to have an after measurement", ENDING, _UNENDED),
	Group("TAKEN_UP_FROM", "sets its closing aside when it goes to Active (R105)", TAKEN_UP_FROM, _UNENDED),
)


def guard_case_assessed(facts: CaseFacts) -> list[Condition]:
	"""G3: who and what the course is for, who referred, and consent by age (R24, R25, N4)."""
	return [
		*conditions(
			(facts.municipality, Message(_("Choose the municipality."), requirement="R24")),
			(facts.course_type, Message(_("Choose the course type."), requirement="R1")),
			filled(facts, "target_group", _("Choose the target group."), "R25"),
			filled(facts, "referral_source", _("Write which department referred the citizen."), "R24"),
			(
				facts.birth_date_known,
				Message(
					_("Write the citizen's date of birth: age decides who must consent."), requirement="N4"
				),
				_("Date of birth"),
				("LAT Citizen",),
			),
		),
		*_consent_to_course(facts),
	]


def _consent_to_course(facts: CaseFacts) -> list[Condition]:
	"""A consent that is withdrawn stops the course at its next step (forvaltningsloven § 28)."""
	missing = [Term(giver) for giver in facts.missing_consents]
	outgrown = [Term(giver) for giver in facts.outgrown_consents if giver in facts.missing_consents]
	return conditions(
		(
			not missing,
			Message(
				_("A valid consent to the course is missing from: {givers}. Add it under Consents."),
				{"givers": missing},
				"N4",
			),
			_("Consent to the course"),
			("LAT Consent",),
			_consent(COURSE, facts.missing_consents),
		),
		(
			not outgrown,
			Message(
				_("The person's age has changed who consents since: ask {givers} anew."),
				{"givers": outgrown},
				"N4",
			),
		),
		(
			not facts.consents_to_renew,
			Message(
				_("What was consented to before the closing counts no more: ask {givers} anew."),
				{"givers": [Term(giver) for giver in facts.consents_to_renew]},
				"N4",
			),
		),
	)


def _consent(purpose: str, givers: tuple[str, ...]) -> dict[str, str]:
	"""Return what a consent that is lacking begins with."""
	return {"purpose": purpose, "given_by": givers[0]} if givers else {}


def guard_case_matching(facts: CaseFacts) -> list[Condition]:
	"""G4: the situation is described and wishes are asked for, even when there are none (R26, R31)."""
	return _consent_to_course(facts) + conditions(
		filled(facts, "challenges", _("Describe the person's challenges."), "R26"),
		filled(facts, "wishes", _("Describe the person's wishes."), "R26"),
		filled(facts, "dreams", _("Describe the person's dreams."), "R26"),
		filled(
			facts,
			"preferences_asked",
			_("Ask for wishes for the mentor and tick that you did, even when there are none."),
			"R31",
		),
	)


def guard_case_preparing(facts: CaseFacts) -> list[Condition]:
	"""G8: one approved match (R11)."""
	return conditions(
		(facts.approved_matches == 1, _needs_approved_match(), _("An approved match"), ("LAT Match",))
	)


def _needs_approved_match() -> Message:
	return Message(_("The course needs one approved match with a mentor or parent coach."), requirement="R11")


def guard_case_active(facts: CaseFacts) -> list[Condition]:
	"""G9, with G6 asked again: prepared, informed, bound by the current role descriptions, and measured.

	Requirements R16, R39 to R51 and R90.
	"""
	open_topics = [
		Term(topic) for topic in PREPARATION_TOPICS if not facts.topics.get(topic, Topic()).settled
	]
	return [
		*_carried(facts),
		*conditions(
			(
				not open_topics,
				Message(
					_("Prepare the first meeting: answer or skip with a reason: {topics}."),
					{"topics": open_topics},
					"R44",
				),
				_("The first meeting is prepared"),
				("LAT First Meeting",),
			),
			(
				facts.has_knowledge or facts.nothing_to_pass_on,
				missing(
					_("Pass on what the mentor needs to know, or tick that there is nothing to pass on."),
					"R39",
					"nothing_to_pass_on",
				),
				_("What the mentor needs to know"),
				("LAT Background Information", "LAT Briefing", "nothing_to_pass_on"),
				{"audience": "Coordinator and mentor"},
			),
			(
				facts.knowledge_confirmed or not facts.has_knowledge,
				Message(
					_("The mentor must confirm on the course to have read what was passed on."),
					requirement="R39",
				),
				_("The mentor has read what was passed on") if facts.has_knowledge else "",
				("knowledge_confirmed",),
			),
			(
				facts.before_answered
				or facts.self_report_stopped
				or (facts.before_deferred_reason and facts.before_deferred_until),
				missing(
					_("Add the before measurement, or write why it waits and until which date."),
					"R90",
					"before_deferred_reason",
					"before_deferred_until",
				),
				_("Before measurement"),
				("LAT Measurement", "before_deferred_reason"),
				{"measured_at": "Before"},
			),
		),
	]


def _carried(facts: CaseFacts) -> list[Condition]:
	"""What a course under way rests on: consent, one match, a mentor with a place, bound people (R16)."""
	matched = facts.approved_matches == 1
	return [
		*_consent_to_course(facts),
		*guard_case_preparing(facts),
		*conditions(
			(facts.mentor_works_here, NEEDS_LOAN, "", ("LAT Mentor Loan",)),
			(not matched or facts.mentor_stage == "Active", needs_active_mentor(), "", ("LAT Mentor",)),
			(
				not matched or facts.other_courses < facts.capacity,
				has_no_place(facts.other_courses, facts.capacity),
				"",
				("LAT Mentor",),
			),
		),
		*acknowledged_by_all(facts.acknowledgements),
	]


def guard_case_again_matching(facts: CaseFacts) -> list[Condition]:
	"""A course goes back to matching when its match has ended (R20)."""
	return conditions(
		(
			facts.approved_matches == 0,
			Message(_("End the present match first, with a reason."), requirement="R20"),
		)
	)


def guard_case_declined(facts: CaseFacts) -> list[Condition]:
	return conditions(
		filled(facts, "decline_reason", _("Write the reason for declining the course.")),
		(facts.approved_matches == 0, Message(_("End the present match first, with a reason."))),
	)


def _concerns_decided(facts: CaseFacts) -> list[Condition]:
	"""A mentor's concern is decided on before the course ends, whatever the decision is (R77)."""
	return conditions(
		(
			not facts.undecided_concerns,
			Message(
				_("Decide first on the concern of the mentor: {concerns}."),
				{"concerns": [*facts.undecided_concerns]},
				"R77",
			),
			"",
			("LAT Concern",),
		)
	)


def guard_case_closing(facts: CaseFacts) -> list[Condition]:
	"""G10: coordinator and mentor have chosen the same outcome (R97 to R99)."""
	return _concerns_decided(facts) + conditions(
		filled(facts, "outcome", _("The coordinator must choose the outcome."), "R99"),
		(
			facts.mentor_outcome or not facts.approved_matches,
			Message(_("The mentor must choose the outcome."), requirement="R99"),
			_("The outcome of the mentor") if facts.approved_matches else "",
			("mentor_outcome",),
		),
		(
			not (facts.outcome and facts.mentor_outcome) or facts.outcome == facts.mentor_outcome,
			Message(
				_("Coordinator and mentor have chosen different outcomes: talk it through and agree on one."),
				requirement="R98",
			),
		),
	)


def guard_case_closed(facts: CaseFacts) -> list[Condition]:
	"""G11: measured, looked back or handed over, and learned from (R90, R98 to R107)."""
	if facts.outcome == GOALS_REACHED:
		passage = (
			filled(facts, "looking_back", _("Write the looking back: make the progress visible."), "R100"),
			filled(facts, "relapse_agreement", _("Write the agreement on support and relapse."), "R101"),
		)
	else:
		passage = (
			(
				facts.handover_received or facts.no_handover_reason,
				missing(
					_("The caseworker must have received the handover, or write why there is none."),
					"R98",
					"no_handover_reason",
				),
				_("The caseworker has received the handover"),
				("LAT Handover", "no_handover_reason"),
				{"receiver": facts.caseworker},
			),
		)
	decided = _concerns_decided(facts) + ended_together(facts)
	return decided + conditions(
		(
			facts.after_answered or facts.self_report_stopped or facts.after_missing_reason,
			missing(
				_("Add the after measurement, or write why it is missing."), "R90", "after_missing_reason"
			),
			_("After measurement"),
			("LAT Measurement", "after_missing_reason"),
			{"measured_at": "After"},
		),
		*passage,
		(
			facts.debrief_held or facts.debrief_waived_reason,
			missing(
				_("Hold the debrief, or write why it is waived."),
				"R106",
				"debrief_held_on",
				"debrief_waived_reason",
			),
			_("Debrief"),
			("LAT Debrief", "debrief_held_on"),
		),
		(
			not (facts.debrief_held and facts.missing_debrief_consents),
			Message(
				_("A valid consent to the debrief is missing from: {givers}. Add it under Consents."),
				{"givers": [Term(giver) for giver in facts.missing_debrief_consents]},
				"R107",
			),
			"",
			("LAT Consent",),
			_consent(DEBRIEF, facts.missing_debrief_consents),
		),
	)


def guard_case_extended(facts: CaseFacts) -> list[Condition]:
	"""G11, extension: decided at a review of its own, and what G9 rests on (R105, T3)."""
	return extension_decided(facts) + _carried(facts)


def guard_case_reopened(facts: CaseFacts) -> list[Condition]:
	"""A closed course is taken up again with a reason, and with what G9 rests on (R16, R35)."""
	return [*guard_case_referred_again(facts), *_carried(facts)]


def guard_case_referred_again(facts: CaseFacts) -> list[Condition]:
	return conditions(filled(facts, "reopen_reason", _("Write the reason for reopening the course.")))


def is_taken_up_again(before: str | None, after: str) -> bool:
	"""Tell whether a step of a course extends or reopens it: a next closing then asks for its own (R105)."""
	return before in TAKEN_UP_FROM and after == "Active"


LIFECYCLE = Lifecycle(
	("Referred", "Assessed", "Matching", "Preparing", "Active", "Closing", "Closed", "Declined"),
	{
		("Referred", "Assessed"): by(COORDINATOR, guard=guard_case_assessed),
		("Assessed", "Matching"): by(COORDINATOR, guard=guard_case_matching),
		("Matching", "Preparing"): by(COORDINATOR, guard=guard_case_preparing),
		("Preparing", "Active"): by(COORDINATOR, guard=guard_case_active),
		("Preparing", "Matching"): by(COORDINATOR, guard=guard_case_again_matching),
		("Active", "Matching"): by(COORDINATOR, guard=guard_case_again_matching),
		("Active", "Closing"): by(COORDINATOR, guard=guard_case_closing),
		("Closing", "Active"): by(COORDINATOR, guard=guard_case_extended),
		("Closing", "Closed"): by(COORDINATOR, guard=guard_case_closed),
		("Closed", "Active"): by(COORDINATOR, guard=guard_case_reopened),
		("Referred", "Declined"): by(COORDINATOR, guard=guard_case_declined),
		("Assessed", "Declined"): by(COORDINATOR, guard=guard_case_declined),
		("Matching", "Declined"): by(COORDINATOR, guard=guard_case_declined),
		("Declined", "Referred"): by(COORDINATOR, guard=guard_case_referred_again),
	},
)

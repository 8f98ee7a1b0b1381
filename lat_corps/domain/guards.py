"""The guards G1 to G14: what must hold before a stage is reached, as sentences that tell what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .text import Message, Term, _

TRAINING_MODULES = ("Module 1", "Module 2", "Module 3")
KNOWLEDGE_AREAS = (
	"Municipal organisation",
	"Offers and efforts",
	"Administrative law",
	"Limits and help in the service act",
	"Education and employment",
)
PREPARATION_TOPICS = (
	"Opening",
	"Aim of the meeting",
	"Life situation",
	"Assumptions",
	"Blind spots",
	"Risks and threats",
	"Frame of the meeting",
)
GOALS_REACHED = "Goals reached"


@dataclass(frozen=True)
class MentorFacts:
	employed: bool
	relation_work: str
	modules_passed: frozenset[str]
	knowledge_confirmed: frozenset[str]
	status_reason: str
	open_courses: tuple[str | Message, ...]
	open_loans: tuple[str, ...] = ()


@dataclass(frozen=True)
class DescriptionFacts:
	"""`national` marks a template of the centre, which has no municipality."""

	national: bool
	actor_is_author: bool
	actor_manages_municipality: bool
	actor_is_centre: bool
	has_tasks: bool


@dataclass(frozen=True)
class Acknowledgement:
	"""Whether the current published description of `role` is acknowledged by `person`."""

	role: str
	person: str
	published: bool
	acknowledged: bool


@dataclass(frozen=True)
class Topic:
	answer: str = ""
	skipped: bool = False
	skip_reason: str = ""

	@property
	def settled(self) -> bool:
		return bool(self.skip_reason if self.skipped else self.answer)


@dataclass(frozen=True)
class CaseFacts:
	municipality: str = ""
	course_type: str = ""
	target_group: str = ""
	referral_source: str = ""
	birth_date_known: bool = False
	missing_consents: tuple[str, ...] = ()
	outgrown_consents: tuple[str, ...] = ()
	challenges: str = ""
	wishes: str = ""
	dreams: str = ""
	preferences_asked: bool = False
	approved_matches: int = 0
	mentor_works_here: bool = True
	mentor_stage: str = ""
	other_courses: int = 0
	capacity: int = 0
	acknowledgements: tuple[Acknowledgement, ...] = ()
	topics: Mapping[str, Topic] = field(default_factory=dict)
	has_knowledge: bool = False
	nothing_to_pass_on: bool = False
	knowledge_confirmed: bool = False
	before_answered: bool = False
	before_deferred_reason: str = ""
	before_deferred_until: bool = False
	outcome: str = ""
	mentor_outcome: str = ""
	after_answered: bool = False
	after_missing_reason: str = ""
	looking_back: str = ""
	relapse_agreement: str = ""
	handover_received: bool = False
	no_handover_reason: str = ""
	debrief_held: bool = False
	debrief_waived_reason: str = ""
	missing_debrief_consents: tuple[str, ...] = ()
	extension_for: str = ""
	extension_against: str = ""
	caseworker: str = ""
	decline_reason: str = ""
	reopen_reason: str = ""


@dataclass(frozen=True)
class MatchFacts:
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
	unmet_wishes_without_reason: tuple[str, ...]
	rationale: str
	other_approved: tuple[str, ...]
	decline_reason: str
	end_reason: str


@dataclass(frozen=True)
class HandoverFacts:
	lines: int
	passing_lines: int
	missing_consents: tuple[str, ...]
	receiver_is_caseworker: bool
	actor_is_receiver: bool
	question: str
	answered_question: str = ""


@dataclass(frozen=True)
class LoanFacts:
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


Facts = MentorFacts | DescriptionFacts | CaseFacts | MatchFacts | HandoverFacts | LoanFacts


def _unmet(*conditions: tuple[object, Message]) -> list[Message]:
	return [message for met, message in conditions if not met]


def guard_mentor_active(facts: MentorFacts) -> list[Message]:
	"""G1: employed, experienced in relation work, trained and checked (R4, R10, R14)."""
	modules = [Term(name) for name in TRAINING_MODULES if name not in facts.modules_passed]
	areas = [Term(name) for name in KNOWLEDGE_AREAS if name not in facts.knowledge_confirmed]
	return _unmet(
		(
			facts.employed,
			Message(
				_("The mentor must be employed by the municipality: tick it under Recruitment and training."),
				requirement="R10",
			),
		),
		(
			facts.relation_work,
			Message(_("Describe the mentor's experience with relation work."), requirement="R10"),
		),
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


def guard_mentor_stays_active(facts: MentorFacts) -> list[Message]:
	"""What made a mentor active is not taken away from one who works with citizens (R4, R10, R14)."""
	unmet = guard_mentor_active(facts)
	if unmet:
		unmet.insert(
			0,
			Message(
				_("The mentor is active: pause the mentor, or let the mentor leave, before you change it.")
			),
		)
	return unmet


def guard_mentor_paused(facts: MentorFacts) -> list[Message]:
	"""A mentor pauses only when no open course is left without one (R11)."""
	return _unmet(
		(facts.status_reason, Message(_("Write the reason for the pause."))),
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


def guard_mentor_left(facts: MentorFacts) -> list[Message]:
	"""A mentor leaves only when no open course is left without one (R11)."""
	return _unmet(
		(facts.status_reason, Message(_("Write the reason for leaving."))),
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


def guard_description_published(facts: DescriptionFacts) -> list[Message]:
	"""G2: four eyes, by management of the municipality or the centre for a national template (R16)."""
	if facts.national:
		publisher = (
			facts.actor_is_centre,
			Message(_("A national template is published by the national centre."), requirement="R16"),
		)
	else:
		publisher = (
			facts.actor_manages_municipality,
			Message(
				_("A role description is published by a manager of the municipality: see its members."),
				requirement="R16",
			),
		)
	return _unmet(
		(
			not facts.actor_is_author,
			Message(
				_("Somebody other than the author must publish the role description."), requirement="R16"
			),
		),
		publisher,
		(facts.has_tasks, Message(_("Add the tasks of the role."), requirement="R16")),
	)


def guard_case_assessed(facts: CaseFacts) -> list[Message]:
	"""G3: who and what the course is for, who referred, and consent by age (R24, R25, N4)."""
	return [
		*_unmet(
			(facts.municipality, Message(_("Choose the municipality."), requirement="R24")),
			(facts.course_type, Message(_("Choose the course type."), requirement="R1")),
			(facts.target_group, Message(_("Choose the target group."), requirement="R25")),
			(
				facts.referral_source,
				Message(_("Write which department referred the citizen."), requirement="R24"),
			),
			(
				facts.birth_date_known,
				Message(
					_("Write the citizen's date of birth: age decides who must consent."), requirement="N4"
				),
			),
		),
		*_consent_to_course(facts),
	]


def _consent_to_course(facts: CaseFacts) -> list[Message]:
	"""A consent that is withdrawn stops the course at its next step (forvaltningsloven § 28)."""
	missing = [Term(giver) for giver in facts.missing_consents]
	outgrown = [Term(giver) for giver in facts.outgrown_consents if giver in facts.missing_consents]
	return _unmet(
		(
			not missing,
			Message(
				_("A valid consent to the course is missing from: {givers}. Add it under Consents."),
				{"givers": missing},
				"N4",
			),
		),
		(
			not outgrown,
			Message(
				_("The person's age has changed who consents since: ask {givers} anew."),
				{"givers": outgrown},
				"N4",
			),
		),
	)


def guard_case_matching(facts: CaseFacts) -> list[Message]:
	"""G4: the situation is described and wishes are asked for, even when there are none (R26, R31)."""
	return _consent_to_course(facts) + _unmet(
		(facts.challenges, Message(_("Describe the person's challenges."), requirement="R26")),
		(facts.wishes, Message(_("Describe the person's wishes."), requirement="R26")),
		(facts.dreams, Message(_("Describe the person's dreams."), requirement="R26")),
		(
			facts.preferences_asked,
			Message(
				_("Ask for wishes for the mentor and tick that you did, even when there are none."),
				requirement="R31",
			),
		),
	)


def guard_case_preparing(facts: CaseFacts) -> list[Message]:
	"""G8: one approved match (R11)."""
	return _unmet((facts.approved_matches == 1, _needs_approved_match()))


def _needs_approved_match() -> Message:
	return Message(_("The course needs one approved match with a mentor or parent coach."), requirement="R11")


def guard_case_active(facts: CaseFacts) -> list[Message]:
	"""G9, with G6 asked again: prepared, informed, bound by the current role descriptions, and measured.

	Requirements R16, R39 to R51 and R90.
	"""
	open_topics = [
		Term(topic) for topic in PREPARATION_TOPICS if not facts.topics.get(topic, Topic()).settled
	]
	return [
		*_carried(facts),
		*_unmet(
			(
				not open_topics,
				Message(
					_("Prepare the first meeting: answer or skip with a reason: {topics}."),
					{"topics": open_topics},
					"R44",
				),
			),
			(
				facts.has_knowledge or facts.nothing_to_pass_on,
				Message(
					_("Pass on what the mentor needs to know, or tick that there is nothing to pass on."),
					requirement="R39",
				),
			),
			(
				facts.knowledge_confirmed or not facts.has_knowledge,
				Message(
					_("The mentor must confirm on the course to have read what was passed on."),
					requirement="R39",
				),
			),
			(
				facts.before_answered or (facts.before_deferred_reason and facts.before_deferred_until),
				Message(
					_("Add the before measurement, or write why it waits and until which date."),
					requirement="R90",
				),
			),
		),
	]


def _carried(facts: CaseFacts) -> list[Message]:
	"""What a course under way rests on: consent, one match, a mentor with a place, bound people (R16)."""
	matched = facts.approved_matches == 1
	return [
		*_consent_to_course(facts),
		*guard_case_preparing(facts),
		*_unmet(
			(facts.mentor_works_here, _needs_loan()),
			(not matched or facts.mentor_stage == "Active", _needs_active_mentor()),
			(
				not matched or facts.other_courses < facts.capacity,
				_has_no_place(facts.other_courses, facts.capacity),
			),
		),
		*_not_acknowledged(facts.acknowledgements),
	]


def _needs_active_mentor() -> Message:
	return Message(_("The mentor must be active, with training and knowledge checks."), requirement="R4")


def _has_no_place(open_courses: int, capacity: int) -> Message:
	return Message(
		_("The mentor has {open} of {capacity} courses: choose another or raise the capacity."),
		{"open": open_courses, "capacity": capacity},
		"R35",
	)


def _not_acknowledged(acknowledgements: tuple[Acknowledgement, ...]) -> list[Message]:
	messages = []
	for needed in acknowledgements:
		values = {"role": Term(needed.role), "person": needed.person}
		if not needed.published:
			messages.append(
				Message(
					_("There is no published role description for {role} in this municipality."),
					values,
					"R16",
				)
			)
		elif not needed.acknowledged:
			messages.append(
				Message(
					_("{person} has not acknowledged the current role description for {role}."), values, "R16"
				)
			)
	return messages


def guard_case_again_matching(facts: CaseFacts) -> list[Message]:
	"""A course goes back to matching when its match has ended (R20)."""
	return _unmet(
		(
			facts.approved_matches == 0,
			Message(_("End the present match first, with a reason."), requirement="R20"),
		)
	)


def guard_case_declined(facts: CaseFacts) -> list[Message]:
	return _unmet(
		(facts.decline_reason, Message(_("Write the reason for declining the course."))),
		(facts.approved_matches == 0, Message(_("End the present match first, with a reason."))),
	)


def guard_case_closing(facts: CaseFacts) -> list[Message]:
	"""G10: coordinator and mentor have chosen the same outcome (R98, R99)."""
	return _unmet(
		(facts.outcome, Message(_("The coordinator must choose the outcome."), requirement="R99")),
		(
			facts.mentor_outcome or not facts.approved_matches,
			Message(_("The mentor must choose the outcome."), requirement="R99"),
		),
		(
			not (facts.outcome and facts.mentor_outcome) or facts.outcome == facts.mentor_outcome,
			Message(
				_("Coordinator and mentor have chosen different outcomes: talk it through and agree on one."),
				requirement="R98",
			),
		),
	)


def guard_case_closed(facts: CaseFacts) -> list[Message]:
	"""G11: measured, looked back or handed over, and learned from (R90, R98 to R107)."""
	if facts.outcome == GOALS_REACHED:
		passage = (
			(
				facts.looking_back,
				Message(_("Write the looking back: make the progress visible."), requirement="R100"),
			),
			(
				facts.relapse_agreement,
				Message(_("Write the agreement on support and relapse."), requirement="R101"),
			),
		)
	else:
		passage = (
			(
				facts.handover_received or facts.no_handover_reason,
				Message(
					_("The caseworker must have received the handover, or write why there is none."),
					requirement="R98",
				),
			),
		)
	return _unmet(
		(
			facts.after_answered or facts.after_missing_reason,
			Message(_("Add the after measurement, or write why it is missing."), requirement="R90"),
		),
		*passage,
		(
			facts.debrief_held or facts.debrief_waived_reason,
			Message(_("Hold the debrief, or write why it is waived."), requirement="R106"),
		),
		(
			not (facts.debrief_held and facts.missing_debrief_consents),
			Message(
				_("A valid consent to the debrief is missing from: {givers}. Add it under Consents."),
				{"givers": [Term(giver) for giver in facts.missing_debrief_consents]},
				"R107",
			),
		),
	)


def guard_case_extended(facts: CaseFacts) -> list[Message]:
	"""G11, extension: weighed for and against, mentor and caseworker named, and what G9 rests on (R105)."""
	return [
		*_unmet(
			(facts.extension_for, Message(_("Write the arguments for an extension."), requirement="R105")),
			(
				facts.extension_against,
				Message(_("Write the arguments against an extension."), requirement="R105"),
			),
			(facts.caseworker, Message(_("Choose the caseworker who took part."), requirement="R105")),
		),
		*_carried(facts),
	]


def guard_case_reopened(facts: CaseFacts) -> list[Message]:
	"""A closed course is taken up again with a reason, and with what G9 rests on (R16, R35)."""
	return [*guard_case_referred_again(facts), *_carried(facts)]


def guard_case_referred_again(facts: CaseFacts) -> list[Message]:
	return _unmet((facts.reopen_reason, Message(_("Write the reason for reopening the course."))))


def guard_match_offered(facts: MatchFacts) -> list[Message]:
	"""G5: a mentor who can take the course on (R22, R30, R35)."""
	kinds = {"Mentor course": "Mentor", "Parent-coach course": "Parent Coach"}
	return _unmet(
		(
			facts.case_stage == "Matching" or (facts.case_stage == "Closed" and facts.case_reopen_reason),
			Message(
				_("The course must be at the stage Matching, or closed with a reason for reopening."),
				requirement="R26",
			),
		),
		(facts.mentor_stage == "Active", _needs_active_mentor()),
		(
			facts.mentor_kind in ("Both", kinds.get(facts.course_type)),
			Message(
				_("The mentor works as {kind}, which does not fit a {course_type}."),
				{"kind": Term(facts.mentor_kind), "course_type": Term(facts.course_type)},
				"R1",
			),
		),
		(facts.open_courses < facts.capacity, _has_no_place(facts.open_courses, facts.capacity)),
		(
			facts.shared_language or facts.interpreter,
			Message(
				_("There is no shared language: choose another mentor or name an interpreter on the course."),
				requirement="R30",
			),
		),
		(
			facts.conflict_of_interest == "None",
			Message(_("Check for a conflict of interest: a match is offered only when there is none.")),
		),
		(facts.works_here, _needs_loan()),
	)


def _needs_loan() -> Message:
	"""G5: asked again when the mentor accepts and when the course starts, because a loan ends (R22)."""
	return Message(
		_("The mentor belongs to another municipality, and no loan holds today: arrange a loan first."),
		requirement="R22",
	)


def guard_match_accepted(facts: MatchFacts) -> list[Message]:
	"""G6: by that mentor, and with the current role descriptions acknowledged by both (R16)."""
	return [
		*_unmet(
			(facts.actor_is_mentor, Message(_("Only the mentor who got the offer can accept it."))),
			(facts.works_here, _needs_loan()),
		),
		*_not_acknowledged(facts.acknowledgements),
	]


def guard_match_approved(facts: MatchFacts) -> list[Message]:
	"""G7: the coordinator says why, and each stated wish that is not met carries a reason (R31)."""
	return _unmet(
		(facts.rationale, Message(_("Write why this mentor was chosen."), requirement="R26")),
		(
			not facts.unmet_wishes_without_reason,
			Message(
				_("These stated wishes are not met and need a written reason: {wishes}."),
				{"wishes": [Term(wish) for wish in facts.unmet_wishes_without_reason]},
				"R31",
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


def guard_match_declined(facts: MatchFacts) -> list[Message]:
	return _unmet((facts.decline_reason, Message(_("Write the reason for declining the match."))))


def guard_match_ended(facts: MatchFacts) -> list[Message]:
	"""A match ends with a reason, so that a change of mentor can be learned from (R20, R112)."""
	return _unmet((facts.end_reason, Message(_("Write the reason for ending the match."), requirement="R20")))


def guard_handover_sent(facts: HandoverFacts) -> list[Message]:
	"""G12: something may pass, by consent, to a caseworker of the municipality (R103, R104)."""
	return _unmet(
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
				_("No line may pass: material from a section 115 exchange is never handed on."),
				requirement="R104",
			),
		),
	)


def guard_handover_received(facts: HandoverFacts) -> list[Message]:
	"""G13: by the named caseworker only (R98)."""
	return _unmet((facts.actor_is_receiver, _only_receiver()))


def _only_receiver() -> Message:
	return Message(_("Only the caseworker named as receiver can do this."), requirement="R98")


def guard_handover_returned(facts: HandoverFacts) -> list[Message]:
	return _unmet(
		(facts.actor_is_receiver, _only_receiver()),
		(facts.question.strip(), Message(_("Write your question to the coordinator."), requirement="R98")),
		(
			not facts.question.strip() or facts.question.strip() != facts.answered_question.strip(),
			Message(
				_("Your question was answered when the handover was sent again. Write what you ask now."),
				requirement="R98",
			),
		),
	)


def guard_loan_offered(facts: LoanFacts) -> list[Message]:
	"""A coordinator of the lender offers a mentor who may be lent and has room (R22)."""
	mentor = (
		(
			facts.mentor_here,
			Message(_("Offer a mentor of the lending municipality."), requirement="R22"),
		),
		(
			facts.mentor_stage == "Active",
			Message(_("The mentor must be active, with training and knowledge checks."), requirement="R4"),
		),
		(
			facts.mentor_fits,
			Message(_("The mentor does not work as what is asked for."), requirement="R1"),
		),
		(
			facts.mentor_open,
			Message(_("The mentor is not open to loans: tick it on the mentor first."), requirement="R22"),
		),
		(
			facts.open_courses < facts.capacity,
			Message(
				_("The mentor has {open} of {capacity} courses: choose another or raise the capacity."),
				{"open": facts.open_courses, "capacity": facts.capacity},
				"R35",
			),
		),
	)
	return _unmet(
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


def guard_loan_agreed(facts: LoanFacts) -> list[Message]:
	"""G14: period, terms and both signatures; of the mentor no word, since the borrower reads it (R22)."""
	return _unmet(
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


def guard_loan_begun(facts: LoanFacts) -> list[Message]:
	return _unmet(
		(
			facts.begun,
			Message(_("The loan begins with its period: wait for the first day."), requirement="R22"),
		),
		(not facts.over, _loan_is_over()),
	)


def guard_loan_returned(facts: LoanFacts) -> list[Message]:
	"""Before the period is over: with a reason, and only when no course is left without a mentor (R22)."""
	return _unmet(
		(
			facts.over or facts.status_reason,
			Message(_("Write the reason for returning the mentor early."), requirement="R22"),
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


def guard_loan_declined(facts: LoanFacts) -> list[Message]:
	return _unmet((facts.status_reason, Message(_("Write the reason for declining the loan."))))

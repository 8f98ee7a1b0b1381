"""Facts about courses, matches and handovers, gathered from the site for the guards.

What another save could change meanwhile is handed in by the document that saves, which holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from lat_corps.casework.case_reviews import closing_is_reviewed, extension
from lat_corps.casework.closings import asked_anew_since, ended_before, last_closed_on, taken_up_at
from lat_corps.casework.concerns import undecided
from lat_corps.casework.first_meeting import topics_of
from lat_corps.corps.facts import acknowledgement, capacity_of, works_in
from lat_corps.days import danish_today, day_of, latest_today
from lat_corps.domain import background as background_rules
from lat_corps.domain import consent as consent_rules
from lat_corps.domain import handover as handover_rules
from lat_corps.domain.cadence import age_on
from lat_corps.domain.consent import AgeLimits, Consent
from lat_corps.domain.documents.course import CaseFacts
from lat_corps.domain.documents.handover import HandoverFacts
from lat_corps.domain.documents.match import MatchFacts
from lat_corps.domain.documents.role_description import Acknowledgement
from lat_corps.domain.match_rules import share_language
from lat_corps.domain.packet import told
from lat_corps.domain.roles import CASEWORKER
from lat_corps.domain.self_report import self_report_on
from lat_corps.domain.text import Message
from lat_corps.permissions.people import covered_by, holds_function

if TYPE_CHECKING:
	from frappe.model.document import Document

DESCRIPTION_OF_COURSE = {"Mentor course": "Mentor", "Parent-coach course": "Parent Coach"}


def case_facts(
	case: Document,
	matches: Sequence[frappe._dict],
	mentor: frappe._dict | None,
	other_courses: Sequence[str],
) -> CaseFacts:
	"""Return the facts of a course that `matches` carry, the first with `mentor`, who has `other_courses`."""
	consents, givers, day = consents_of(case.name), givers_for(case.citizen), latest_today()
	anew = consent_rules.given_since(consents, asked_anew_since(case))
	missing = consent_rules.missing_givers(anew, consent_rules.COURSE, givers, day)
	still_given = consent_rules.missing_givers(consents, consent_rules.COURSE, missing, day)
	return CaseFacts(
		municipality=case.municipality or "",
		course_type=case.course_type or "",
		target_group=case.target_group or "",
		referral_source=case.referral_source or "",
		birth_date_known=age_today(case.citizen) is not None,
		missing_consents=missing,
		consents_to_renew=tuple(giver for giver in missing if giver not in still_given),
		outgrown_consents=consent_rules.outgrown_givers(consents, consent_rules.COURSE, givers, day),
		challenges=case.challenges or "",
		wishes=case.wishes or "",
		dreams=case.dreams or "",
		preferences_asked=bool(case.preferences_asked),
		approved_matches=len(matches),
		mentor_works_here=all(works_in(match.mentor, case.municipality) for match in matches),
		**(_mentor_facts(case, mentor, other_courses) if mentor else {}),
		topics=topics_of(matches[0].name if matches else None),
		has_knowledge=bool(passed_on(case.name)),
		nothing_to_pass_on=bool(case.nothing_to_pass_on),
		knowledge_confirmed=bool(case.knowledge_confirmed),
		self_report_stopped=self_report_on(consents, givers, ended_before(case), day).stopped,
		before_answered=is_measured(case.name, "Before"),
		before_deferred_reason=case.before_deferred_reason or "",
		before_deferred_until=bool(case.before_deferred_until),
		undecided_concerns=undecided(case.name),
		outcome=case.outcome or "",
		mentor_outcome=case.mentor_outcome or "",
		after_answered=is_measured(case.name, "After"),
		after_missing_reason=case.after_missing_reason or skipped_because(case.name, "After"),
		looking_back=case.looking_back or "",
		ending_together=case.ending_together or "",
		comes_instead=case.comes_instead or "",
		broken_off_reason=case.broken_off_reason or "",
		relapse_agreement=case.relapse_agreement or "",
		handover_received=is_handed_over(case),
		no_handover_reason=case.no_handover_reason or "",
		debrief_held=debrief_held(case),
		debrief_waived_reason=case.debrief_waived_reason or "",
		missing_debrief_consents=missing_debrief_consents(
			case, getdate(case.debrief_held_on) if case.debrief_held_on else day
		),
		closing_reviewed=closing_is_reviewed(case.name),
		extension_decided=bool(extension(case.name)),
		caseworker=case.caseworker or "",
		decline_reason=case.decline_reason or "",
		reopen_reason=case.reopen_reason or "",
	)


def missing_debrief_consents(case: Document, day: date) -> tuple[str, ...]:
	"""Return who has not consented to the debrief of the present closing as of `day` (R107)."""
	consents = consent_rules.given_since(consents_of(case.name), last_closed_on(case))
	return consent_rules.missing_givers(consents, consent_rules.DEBRIEF, givers_for(case.citizen), day)


def passed_on(case: str | None) -> list[str]:
	"""Return the background information and briefings that the mentor of a course sees today (R39 to R43)."""
	day = danish_today()
	briefings = frappe.get_all(
		"LAT Briefing",
		filters={"lat_case": case or "", "passed_on": 1},
		fields=["name", "open_until"],
		order_by="name asc",
	)
	return [row.name for row in briefings if not background_rules.has_run_out(row.open_until, day)] + [
		row.name
		for row in frappe.get_all(
			"LAT Background Information",
			filters={"lat_case": case or ""},
			fields=["name", "audience", "expires_on"],
			order_by="creation asc",
		)
		if background_rules.reaches_mentor(row.audience, row.expires_on, day)
	]


def _mentor_facts(case: Document, mentor: frappe._dict, other_courses: Sequence[str]) -> dict:
	return {
		"mentor_stage": mentor.stage,
		"other_courses": len(other_courses),
		"capacity": capacity_of(mentor),
		"acknowledgements": binding_acknowledgements(case, mentor.name),
	}


def is_measured(case: str | None, measured_at: str) -> bool:
	return bool(
		frappe.db.exists(
			"LAT Measurement",
			{
				"lat_case": case or "",
				"measured_at": measured_at,
				"earlier_closing": 0,
				"standing": ["!=", "Missing"],
			},
		)
	)


def skipped_because(case: str | None, measured_at: str) -> str:
	"""Return why a whole questionnaire was skipped, as written where it was to be answered, or ""."""
	return (
		frappe.db.get_value(
			"LAT Measurement",
			{
				"lat_case": case or "",
				"measured_at": measured_at,
				"earlier_closing": 0,
				"standing": "Missing",
			},
			"missing_reason",
		)
		or ""
	)


def is_handed_over(case: Document) -> bool:
	"""Tell whether the caseworker has received a handover that was sent for the present closing (R98)."""
	since = taken_up_at(case)
	sent = {"sent_on": [">", since]} if since else {}
	return bool(frappe.db.exists("LAT Handover", {"lat_case": case.name, "stage": "Received", **sent}))


def debrief_held(case: Document) -> bool:
	"""Tell whether a debrief was held, and not before the course had closed the last time (R106)."""
	held, closed = case.debrief_held_on, last_closed_on(case)
	return bool(held) and (closed is None or getdate(held) >= closed)


def binding_acknowledgements(case: Document, mentor: str) -> tuple[Acknowledgement, ...]:
	"""Return what mentor and coordinator have acknowledged in the municipality of the course (G6, R16).

	A deputy who takes the step is bound as the coordinator is.
	"""
	mentor_user = frappe.db.get_value("LAT Mentor", mentor, "user")
	coordinators = [case.coordinator]
	if covered_by(frappe.session.user, case.municipality):
		coordinators.append(frappe.session.user)
	return (
		acknowledgement(DESCRIPTION_OF_COURSE[case.course_type], case.municipality, mentor_user),
		*(acknowledgement("Coordinator", case.municipality, user) for user in coordinators),
	)


def age_limits() -> AgeLimits:
	settings = frappe.get_cached_doc("LAT Settings")
	return AgeLimits(own=settings.own_consent_from_age, custody=settings.custody_consent_below_age)


def birth_date(citizen: str | None) -> date | None:
	born = frappe.db.get_value("LAT Citizen", citizen, "birth_date") if citizen else None
	return day_of(born)


def age_today(citizen: str | None) -> int | None:
	born = birth_date(citizen)
	return age_on(born, danish_today()) if born else None


def givers_for(citizen: str | None) -> tuple[str, ...]:
	"""Return who must consent for the person today."""
	return consent_rules.required_givers(age_today(citizen), age_limits())


def consents_of(case: str | None, **filters) -> list[Consent]:
	citizen = frappe.db.get_value("LAT Case", case, "citizen") if case else None
	born, limits = birth_date(citizen), age_limits()
	rows = frappe.get_all(
		"LAT Consent",
		filters={"lat_case": case or "", **filters},
		fields=[
			"name",
			"purpose",
			"given_by",
			"given_on",
			"valid_until",
			"withdrawn_on",
			"informed",
			"receiver",
		],
		order_by="given_on asc",
	)
	types: dict[str, set[str]] = {}
	for row in frappe.get_all(
		"LAT Consent Information",
		filters={"parent": ["in", [row.name for row in rows] or [""]], "parenttype": "LAT Consent"},
		fields=["parent", "information_type"],
		order_by="parent asc",
	):
		types.setdefault(row.parent, set()).add(row.information_type)
	partners = partners_of([row.name for row in rows if row.purpose == consent_rules.COORDINATION])
	return [
		Consent(
			purpose=row.purpose,
			given_by=row.given_by,
			given_on=getdate(row.given_on),
			valid_until=day_of(row.valid_until),
			withdrawn_on=day_of(row.withdrawn_on),
			informed=bool(row.informed),
			receiver=row.receiver or "",
			information_types=frozenset(types.get(row.name, ())),
			partners=frozenset(partners.get(row.name, ())),
			born=born,
			limits=limits,
		)
		for row in rows
	]


def partners_of(consents: list[str]) -> dict[str, set[str]]:
	"""Return consent -> the partners that it names; nothing is asked where no consent could."""
	found: dict[str, set[str]] = {}
	for row in consents and frappe.get_all(
		"LAT Consent Partner",
		filters={"parent": ["in", consents], "parenttype": "LAT Consent"},
		fields=["parent", "partner"],
		order_by="parent asc",
	):
		found.setdefault(row.parent, set()).add(row.partner)
	return found


def match_facts(
	match: Document,
	case: Document,
	mentor: Document,
	other_courses: Sequence[str],
	other_approved: Sequence[frappe._dict],
) -> MatchFacts:
	"""Return the facts of a match of a course, which has `other_approved` matches, with a mentor.

	`other_courses` are those that take a place of the mentor besides (G5).
	"""
	citizen = frappe.get_doc("LAT Citizen", case.citizen)
	return MatchFacts(
		case_stage=case.stage,
		case_reopen_reason=case.reopen_reason or "",
		mentor_stage=mentor.stage,
		mentor_kind=mentor.kind,
		course_type=case.course_type,
		open_courses=len(other_courses),
		capacity=capacity_of(mentor),
		shared_language=share_language(_codes(citizen), _codes(mentor)),
		interpreter=case.interpreter or "",
		conflict_of_interest=match.conflict_of_interest,
		works_here=works_in(mentor.name, case.municipality),
		actor_is_mentor=frappe.session.user == mentor.user,
		acknowledgements=binding_acknowledgements(case, mentor.name),
		unmet_wishes_without_reason=tuple(
			(row.criterion, f"criteria.{row.idx}.reason")
			for row in match.criteria
			if row.stated and row.fit != "Met" and not row.reason
		),
		rationale=match.rationale or "",
		other_approved=tuple(row.name for row in other_approved),
		decline_reason=match.decline_reason or "",
		end_reason=match.end_reason or "",
	)


def _codes(person: Document) -> set[str]:
	return {row.language for row in person.languages}


def handover_facts(handover: Document, unseen_rows: Sequence[int] = ()) -> HandoverFacts:
	reasons = left_out_reasons(handover)
	return HandoverFacts(
		lines=len(handover.lines),
		passing_lines=len(handover.lines) - len(reasons),
		missing_consents=tuple(
			dict.fromkeys(
				row.information_type
				for row in handover.lines
				if handover_rules.lacks_consent(reasons.get(row.idx))
			)
		),
		receiver_is_caseworker=holds_function(handover.receiver, handover.municipality, CASEWORKER),
		actor_is_receiver=frappe.session.user == handover.receiver,
		question=handover.question or "",
		answered_question=handover.answered_question or "",
		seen_by_person=handover.preview_way or "",
		unseen_rows=tuple(idx for idx in unseen_rows if idx not in reasons),
	)


def left_out_reasons(handover: Document, told: Sequence[Consent] = ()) -> dict[int, Message]:
	"""Return row number -> why the line must not pass to the receiver today (G12).

	Consents that are `told` count beside those that are written down.
	"""
	citizen = frappe.db.get_value("LAT Case", handover.lat_case, "citizen")
	secrets = section_115_material(handover.lat_case)
	return handover_rules.left_out(
		[
			handover_rules.Line(
				row.idx,
				row.information_type,
				handover_rules.SECTION_115
				if background_rules.tells_of(secrets, _words_of(row))
				else row.origin,
				bool(row.wanted_out),
				row.left_out_because or "",
			)
			for row in handover.lines
		],
		[*consents_of(handover.lat_case), *told],
		handover.receiver or "",
		givers_for(citizen),
		latest_today(),
	)


def _words_of(row: Document) -> str:
	figures = told(frappe.parse_json(row.figures), str) if row.figures else ()
	return "\n".join((row.heading or "", row.content or "", row.persons_words or "", *figures))


def section_115_material(case: str) -> list[str]:
	"""Return what the course knows from exchanges under retsplejeloven § 115, which is never handed on."""
	return frappe.get_all(
		"LAT Background Information",
		filters={"lat_case": case, "origin": handover_rules.SECTION_115},
		pluck="content",
		order_by="creation asc",
	)

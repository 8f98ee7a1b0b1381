"""Whose turn it is: the table as a whole, told by saves, by the day and by the mail (R96)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module

import frappe
import pytest
from frappe.utils import add_days, add_months, formatdate, today

from lat_corps.corps import acknowledgement_requests, loan_days, turn_mail, turns
from lat_corps.domain.corps_turns import LOAN_ENDS, LOAN_IS_MISSED
from lat_corps.domain.quarters import quarters_of
from lat_corps.domain.turns import KINDS, line
from lat_corps.insight import experience, management_report, report_days
from tests import factories
from tests.factories import HOME, act, as_user, set_settings
from tests.site import test_coordination as coordination
from tests.site.test_coaching_cadence import begin_earlier
from tests.site.test_coaching_sessions import plan
from tests.site.test_corps_meetings import meet, train
from tests.site.test_loans import move_period, under_way

pytestmark = pytest.mark.usefixtures("settings_as_they_were")

SECRET = ("Mikkel", "Prøvesen", "Bor hos sin moster", "Hvad er aftalt", "Har for travlt", "Zeynep")
"""Names, and what people write: none of it may stand in what anybody is told."""

MENTOR, COORDINATOR, CASEWORKER = {"mentor"}, {"coordinator"}, {"caseworker"}
MANAGERS = {"manager", "chief"}
COORDINATORS = {"coordinator", "chief"}
OTHER_SIDES = {"chief", "away_coordinator"}
ALL_SIDES = {"coordinator", *OTHER_SIDES}


def daily() -> None:
	acknowledgement_requests.every_day()
	turn_mail.every_day()


def save(doc, person: str, world, **values):
	with as_user(world[person]):
		doc.reload()
		doc.update(values)
		return doc.save()


def offered(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["mentor"])
	return act(match, "Offer match", world["coordinator"])


def accepted(world):
	return act(offered(world), "Accept match", world["mentor"])


def declined(world):
	match = offered(world)
	save(match, "mentor", world, decline_reason="Har for travlt.")
	act(match, "Decline match", world["mentor"])
	return frappe.get_doc("LAT Case", match.lat_case)


def propose_another(case, world) -> None:
	with as_user(world["coordinator"]):
		factories.propose(case, world.mentors["second_mentor"])


def approved(world):
	match = act(accepted(world), "Approve match", world["coordinator"])
	return frappe.get_doc("LAT Case", match.lat_case)


def start(case, world) -> None:
	if case.stage == "Matching":
		act(case, "Prepare course", world["coordinator"])
	with as_user(world["coordinator"]):
		case.reload()
		factories.prepare_meeting(case)
	act(case, "Start course", world["coordinator"])


def meeting_today(world):
	sheet = factories.sheet_of(factories.case_at("Preparing", world))
	return save(sheet, "coordinator", world, meets_on=today())


def briefed(world):
	case = factories.case_at("Preparing", world)
	with as_user(world["coordinator"]):
		factories.pass_on(case)
	return case


def confirmed(world):
	return save(briefed(world), "mentor", world, knowledge_confirmed=1)


def outcome_of(person: str, field: str, world):
	return save(factories.case_at("Active", world), person, world, **{field: "Goals reached"})


def sent(world, stage: str = "Active"):
	case = factories.case_at(stage, world)
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(case, world["caseworker"])
	return act(handover, "Send handover", world["coordinator"])


def returned(world):
	handover = save(sent(world), "caseworker", world, question="Hvad er aftalt med skolen?")
	return act(handover, "Return with a question", world["caseworker"])


def received(world):
	handover = act(sent(world, "Closing"), "Confirm receipt", world["caseworker"])
	return frappe.get_doc("LAT Case", handover.lat_case)


def close(case, world) -> None:
	save(
		case,
		"coordinator",
		world,
		after_missing_reason="Flyttet.",
		debrief_waived_reason="Flyttet.",
		looking_back="Det gik frem.",
		relapse_agreement="Ringer til sin moster.",
	)
	act(case, "Close course", world["coordinator"])


def due(world, stage: str = "Active", **values):
	case = factories.case_at(stage, world)
	case.db_set({name: add_days(today(), 3) if value is True else value for name, value in values.items()})
	daily()
	return case


def follow_up_due(world):
	case = factories.case_at("Closing", world)
	close(case, world)
	case.db_set({"next_due": add_days(today(), 3), "next_due_what": "Follow-up measurement"})
	daily()
	return case


def rate(case, world) -> None:
	with as_user(world["mentor"]):
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()


def worried(urgency: str, world):
	case = factories.case_at("Active", world)
	values = {"doctype": "LAT Concern", "lat_case": case.name, "urgency": urgency}
	with as_user(world["mentor"]):
		return frappe.get_doc({**values, "words": "Bor hos sin moster, og er bange."}).insert()


def decide(concern, world, due=None):
	due = due or add_days(today(), 30)
	save(concern, "chief", world, decision="Nothing now", agreed="Vi taler sammen.", follow_up_on=due)
	return concern


def debrief_to_write(world):
	"""A course that has just closed, its debrief held and nothing of it written."""
	case = factories.case_at("Closing", world)
	with as_user(world["coordinator"]):
		factories.give_consent(case, "Debrief")
		case.reload().update(
			{
				"looking_back": "Går i skole.",
				"relapse_agreement": "Ringer.",
				"after_missing_reason": "Rejst.",
				"no_handover_reason": "Vil ikke.",
				"debrief_held_on": today(),
			}
		).save()
	act(case, "Close course", world["chief"])
	return case


def write_debrief(case, world, **values):
	with as_user(world["coordinator"]):
		return factories.write_debrief(case, **values)


def debrief_to_tell_of(world):
	case = factories.case_at("Closing", world)
	debrief = write_debrief(case, world, tasks=[], nobody_else=1)
	told = {"who": "Læreren", "what": "Bor hos sin moster.", "responsible": world["chief"], "due_on": today()}
	return save(debrief, "chief", world, tasks=[told], nobody_else=0)


def dilemma(world):
	case = factories.case_at("Active", world)
	values = {"doctype": "LAT Dilemma", "lat_case": case.name, "kind": "Need for sparring"}
	with as_user(world["mentor"]):
		return frappe.get_doc({**values, "words": "Bor hos sin moster. Skal hun vide det?"}).insert()


def helped(world, **values):
	"""An effort that another coordinator has written, for a person who turns 18 in some days."""
	case = factories.case_at("Active", world)
	born = frappe.utils.add_months(add_days(today(), 20), -12 * 18)
	with as_user(world["chief"]):
		frappe.get_doc("LAT Citizen", case.citizen).update({"birth_date": born}).save()
		return factories.add_effort(case, agreed="Bor hos sin moster.", **values)


def started_long_ago(case) -> None:
	"""A course that began so long ago that its silence, and what it lacks, is seen today."""
	factories.begin_earlier(case, 21)
	daily()


def silent(world):
	case = factories.case_at("Active", world)
	started_long_ago(case)
	return case


def note_contact(case, world, **values) -> None:
	with as_user(world["mentor"]):
		frappe.get_doc(
			{"doctype": "LAT Session", "lat_case": case.name, "kind": "Phone call", **values}
		).insert()


def use_tool(case, world) -> None:
	note_contact(
		case, world, tools=[{"tool": frappe.db.get_value("LAT Method Tool", {"tool_code": "SCALE"})}]
	)


def write_plan(case, world, **values) -> None:
	with as_user(world["mentor"]):
		frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, **values}).insert()


def write_goals(case, world) -> None:
	with as_user(world["mentor"]):
		plan = frappe.get_doc("LAT Plan", {"lat_case": case.name})
		plan.append("goals", {"goal": "En læreplads."})
		plan.save()


def step_due(world, days: int = 7):
	case = factories.case_at("Active", world)
	write_plan(case, world, steps=[{"step": "Ringer til klubben.", "due_on": add_days(today(), 60)}])
	plan = frappe.get_doc("LAT Plan", {"lat_case": case.name})
	plan.db_set("next_step_on", add_days(today(), days))
	daily()
	return plan


def do_step(plan, world) -> None:
	with as_user(world["mentor"]):
		plan.reload()
		plan.steps[0].done_on = today()
		plan.save()


def lacking(what: str, world):
	case = factories.case_at("Active", world)
	if what != "No plan":
		write_plan(case, world, **({} if what == "No goals" else {"goals": [{"goal": "En ven."}]}))
	if what == "No tools used":
		note_contact(case, world)
	case.reload()
	started_long_ago(case)
	return case


def measured(point: str, person: str, case, world) -> None:
	with as_user(world[person]):
		factories.measure(case, point)


def consent_ends(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		consent = factories.give_consent(case, "Debrief", valid_until=add_days(today(), 60))
	consent.db_set("valid_until", add_days(today(), 14))
	daily()
	return consent


def consent_anew(consent, world) -> None:
	with as_user(world["coordinator"]):
		factories.give_consent(
			frappe._dict(name=consent.lat_case), "Debrief", valid_until=add_days(today(), 90)
		)


def consent_outgrown(world):
	case = factories.case_at("Active", world)
	born = add_days(add_months(today(), -12 * 18), 14)
	frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", born)
	with as_user(world["chief"]):
		consent = factories.give_consent(case, "Debrief", given_by="Custody holder")
	daily()
	return consent


def background_runs_out(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		background = factories.write_background(case, expires_on=add_days(today(), 60))
	background.db_set("expires_on", today())
	daily()
	return background


def disagreement_to_answer(world):
	case = factories.case_at("Active", world)
	with as_user(world["chief"]):
		return factories.note_disagreement(case, case)


def self_report_withdrawn(world):
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 6}).insert()
	with as_user(world["chief"]):
		return factories.give_consent(case, purpose="Self-report", withdrawn_on=today())


def published(world):
	name = factories.published_description("Mentor", HOME, world["coordinator"], world["manager"])
	return frappe.get_doc("LAT Role Description", name)


def acknowledged(description, world) -> None:
	for person in ("mentor", "second_mentor"):
		factories.acknowledge(description.name, world[person])


def offer_loan(loan, world) -> None:
	factories.choose_mentor(loan, world)
	act(loan, "Offer mentor", world["away_coordinator"])


def agree_on_loan(loan, world) -> None:
	factories.sign_loan(loan, world)
	act(loan, "Agree on loan", world["coordinator"])


def return_loan(loan, world):
	save(loan, "coordinator", world, status_reason="Borgeren er flyttet.")
	return act(loan, "Return mentor", world["coordinator"])


def decline_loan(world):
	loan = factories.request_loan(world)
	save(loan, "coordinator", world, status_reason="Ingen ledige.")
	return act(loan, "Decline loan", world["coordinator"])


def loan_ends(world):
	loan, _case = under_way(world)
	move_period(loan, -30, 14)
	loan_days.daily()
	return loan


def loan_runs_out(loan, world=None):
	move_period(loan, -30, -1)
	loan_days.daily()
	return loan


def by_another(case, action: str, world):
	"""A step that somebody else takes in the municipality: the course's own coordinator is told."""
	return act(case, action, world["chief"])


def referred(world):
	case = factories.refer(world)
	with as_user(world["chief"]):
		frappe.db.delete("LAT Turn", {"lat_case": case.name})
		case.save()
	return case


def assessed(world):
	case = factories.case_at("Referred", world)
	with as_user(world["coordinator"]):
		factories.give_consent(case)
	return by_another(case, "Assess course", world)


def matching(world):
	case = factories.case_at("Assessed", world)
	with as_user(world["coordinator"]):
		factories.describe_person(case)
	return by_another(case, "Start matching", world)


def start_matching(case, world) -> None:
	with as_user(world["coordinator"]):
		factories.describe_person(case)
	act(case, "Start matching", world["coordinator"])


def proposed(world):
	case = factories.case_at("Matching", world)
	with as_user(world["chief"]):
		return factories.propose(case, world.mentors["mentor"])


def approved_by_another(world):
	match = by_another(accepted(world), "Approve match", world)
	return frappe.get_doc("LAT Case", match.lat_case)


def preparing(world):
	return by_another(approved(world), "Prepare course", world)


def closing(world):
	case = factories.case_at("Active", world)
	factories.choose_outcome(case, world, "Goals reached")
	return by_another(case, "Begin closing", world)


def match_of(case):
	return frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})


def review_due(world):
	match = match_of(factories.case_at("Active", world))
	match.db_set("review_due", add_days(today(), 3))
	daily()
	return match


def match_at_closing(world):
	return match_of(closing(world))


def review(voice: str, person: str, occasion: str, match, world) -> None:
	with as_user(world[person]):
		factories.review_match(frappe._dict(name=match.lat_case), voice, occasion)


def alone(world):
	match = match_of(factories.case_at("Active", world))
	save(match, "chief", world, end_reason="Har for travlt.")
	act(match, "End match", world["chief"])
	return frappe.get_doc("LAT Case", match.lat_case)


def next_approved(world):
	return factories.approve_match(alone(world), world, "second_mentor").reload()


def erasure_requested(world):
	citizen = factories.make_citizen()
	with as_user(world["coordinator"]):
		return factories.request_erasure(citizen)


def call_off(erasure, world) -> None:
	lat_erasure = import_module("lat_corps.privacy.doctype.lat_erasure.lat_erasure")
	with as_user(world["manager"]):
		lat_erasure.call_off(erasure.name)


def profile_changed(world):
	mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
	return save(mentor, "mentor", world, temperament="Caring and familiar", preferences="Helst Mikkel.")


def confirm_profile(mentor, world) -> None:
	lat_mentor = import_module("lat_corps.corps.doctype.lat_mentor.lat_mentor")
	with as_user(world["coordinator"]):
		lat_mentor.confirm_profile(mentor.name, str(mentor.reload().modified))


def coaching_due(world):
	case = factories.case_at("Active", world)
	begin_earlier(case, 28)
	return frappe.get_doc("LAT Mentor", case.mentor)


def coaching_due_on_loan(world):
	loan, case = under_way(world)
	frappe.db.set_value("LAT Mentor Loan", loan.name, "coaching", "The borrowing municipality")
	begin_earlier(case, 28)
	return loan


def case_to_review(world):
	case = factories.case_at("Active", world)
	factories.begin_earlier(case, 88)
	daily()
	return case


def review_begun(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		return factories.review_course(case, None)


def decide_on(decision: str, case, world) -> None:
	with as_user(world["coordinator"]):
		factories.review_course(case.reload(), decision)


def mentor_has_written(world):
	return save(review_begun(world), "mentor", world, mentors_words="Han møder op.")


Story = tuple[Callable, set[str], Callable | None]


def with_partners(world, **values):
	"""A meeting with partners that was held so long ago that the next one is soon due."""
	active = factories.case_at("Active", world)
	day = add_days(add_months(today(), -3), 4)
	return coordination.held(world, active, day, by="chief", **values)


def promised(world, person: str):
	name = coordination.name_of(world, person)
	return with_partners(world, agreements=[coordination.agreed("Bor hos sin moster", name, 0)])


def tick(meeting, world, person: str) -> None:
	with as_user(world[person]):
		meeting.reload().agreements[0].done = 1
		meeting.save()


def close_minutes(meeting, world) -> None:
	coordination.consent(world, frappe.get_doc("LAT Case", meeting.lat_case), "Jobcentret")
	with as_user(world["coordinator"]):
		coordination.coordination.close_minutes(meeting.name)


def asked_to_tell(world):
	day = frappe.utils.getdate(today())
	(quarter,) = (each for each in quarters_of(day.year) if each.covers(day))
	experience.ask(HOME, quarter)
	return frappe.get_doc("LAT Experience Request", {"user": world["mentor"]})


def drafted_report(world):
	frappe.db.set_value("LAT Municipality", HOME, "report_pace", "Each quarter")
	report_days.every_day()
	return frappe.get_doc("LAT Management Report", {"municipality": HOME})


def step(report, world, person: str, take: Callable, *args) -> None:
	with as_user(world[person]):
		take(report.name, *args)


def sent_report(world):
	report = drafted_report(world)
	step(report, world, "coordinator", management_report.send)
	return report


def returned_report(world):
	report = sent_report(world)
	step(report, world, "manager", management_report.give_back, "Hvad er aftalt?")
	return report


STORIES: dict[str, Story] = {
	"Course to assess": (
		referred,
		COORDINATOR,
		lambda case, world: (
			save(case, "coordinator", world, decline_reason="Flyttet.")
			and act(case, "Decline course", world["coordinator"])
		),
	),
	"Course to match": (assessed, COORDINATOR, start_matching),
	"Mentor to find": (matching, COORDINATOR, propose_another),
	"Next mentor to find": (alone, COORDINATOR, propose_another),
	"Match to offer": (
		proposed,
		COORDINATOR,
		lambda match, world: act(match, "Offer match", world["coordinator"]),
	),
	"Match offered": (offered, MENTOR, lambda match, world: act(match, "Accept match", world["mentor"])),
	"Match accepted": (
		accepted,
		COORDINATOR,
		lambda match, world: act(match, "Approve match", world["coordinator"]),
	),
	"Match declined": (declined, COORDINATOR, propose_another),
	"Course to prepare": (approved_by_another, COORDINATOR, start),
	"Match approved": (approved, MENTOR, start),
	"Next mentor approved": (next_approved, {"second_mentor"}, None),
	"First meeting to note": (
		meeting_today,
		MENTOR,
		lambda sheet, world: save(sheet, "mentor", world, held_on=today(), how_it_went="Bor hos sin moster."),
	),
	"Briefing to confirm": (
		briefed,
		MENTOR,
		lambda case, world: save(case, "mentor", world, knowledge_confirmed=1),
	),
	"Course to start": (preparing, COORDINATOR, start),
	"Briefing confirmed": (confirmed, COORDINATOR, start),
	"Match review, mentor": (review_due, MENTOR, partial(review, "Mentor", "mentor", "After some weeks")),
	"Match review, citizen": (
		review_due,
		COORDINATOR,
		partial(review, "Citizen", "coordinator", "After some weeks"),
	),
	"Match review at closing, mentor": (
		match_at_closing,
		MENTOR,
		partial(review, "Mentor", "mentor", "At closing"),
	),
	"Match review at closing, citizen": (
		match_at_closing,
		COORDINATOR,
		partial(review, "Citizen", "coordinator", "At closing"),
	),
	"Course to review": (case_to_review, COORDINATOR, partial(decide_on, "Continue")),
	"Course to review before closing": (
		closing,
		COORDINATOR,
		partial(decide_on, "Close"),
	),
	"Review to contribute to": (
		review_begun,
		MENTOR,
		lambda review, world: save(review, "mentor", world, mentors_words="Han møder op."),
	),
	"Review to decide": (
		mentor_has_written,
		COORDINATOR,
		lambda review, world: save(review, "coordinator", world, decision="Continue"),
	),
	"Outcome to choose, mentor": (
		partial(outcome_of, "coordinator", "outcome"),
		MENTOR,
		lambda case, world: save(case, "mentor", world, mentor_outcome="Goals reached"),
	),
	"Outcome to choose, coordinator": (
		partial(outcome_of, "mentor", "mentor_outcome"),
		COORDINATOR,
		lambda case, world: save(case, "coordinator", world, outcome="Goals reached"),
	),
	"Handover sent": (
		sent,
		CASEWORKER,
		lambda handover, world: act(handover, "Confirm receipt", world["caseworker"]),
	),
	"Handover returned": (
		returned,
		COORDINATOR,
		lambda handover, world: act(handover, "Take back to draft", world["coordinator"]),
	),
	"Course to close": (closing, COORDINATOR, close),
	"Handover received": (received, COORDINATOR, close),
	"Rating due": (partial(due, next_progression_due=True), MENTOR, rate),
	"Measurement due": (
		partial(due, next_due=True, next_due_what="Before measurement"),
		MENTOR,
		partial(measured, "Before", "mentor"),
	),
	"Recording to follow up": (
		lambda world: due(
			world, next_due=today(), next_due_what="Progression rating", next_progression_due=today()
		),
		COORDINATOR,
		rate,
	),
	"Acute danger": (partial(worried, "Acute danger"), COORDINATOR, decide),
	"Concern to decide": (partial(worried, "Today"), COORDINATOR, decide),
	"Concern decided": (lambda world: decide(worried("Today", world), world), MENTOR, None),
	"Concern to follow up": (
		lambda world: decide(worried("Today", world), world, due=today()),
		COORDINATOR,
		lambda concern, world: save(concern, "coordinator", world, followed_up_on=today()),
	),
	"Dilemma to take up": (
		dilemma,
		COORDINATOR,
		lambda dilemma, world: save(
			dilemma, "coordinator", world, taken_up_in="Coaching", taken_up_on=today()
		),
	),
	"Silent course": (silent, COORDINATOR, note_contact),
	"Course without a plan": (partial(lacking, "No plan"), COORDINATOR, write_plan),
	"Plan without goals": (partial(lacking, "No goals"), COORDINATOR, write_goals),
	"Course without tools": (partial(lacking, "No tools used"), COORDINATOR, use_tool),
	"Step of the plan due": (step_due, MENTOR, do_step),
	"Late step to follow up": (partial(step_due, days=0), COORDINATOR, do_step),
	"Coordination meeting due": (
		lambda world: frappe.get_doc("LAT Case", with_partners(world).lat_case),
		COORDINATOR,
		lambda case, world: coordination.held(world, case),
	),
	"Coordination meeting to note": (
		lambda world: coordination.plan(world, factories.case_at("Active", world), meets_on=today()),
		COORDINATOR,
		lambda meeting, world: save(meeting, "coordinator", world, held_on=today()),
	),
	"Minutes to close": (with_partners, COORDINATOR, close_minutes),
	"Agreement to follow up": (
		partial(promised, person="coordinator"),
		COORDINATOR,
		partial(tick, person="coordinator"),
	),
	"Own agreement to do": (partial(promised, person="mentor"), MENTOR, partial(tick, person="mentor")),
	"Effort ends": (
		lambda world: helped(world, to_date=add_days(today(), 30)),
		COORDINATOR,
		lambda effort, world: save(
			effort, "chief", world, status="Ended", to_date=today(), afterwards="Bor hos sin moster."
		),
	),
	"Plan to align": (
		partial(helped, plan_type="Youth plan"),
		COORDINATOR,
		lambda effort, world: save(effort, "chief", world, plan_aligned_on=today()),
	),
	"Kind of plan changes": (
		lambda world: helped(world, plan_type="Youth plan", plan_aligned_on=today()),
		COORDINATOR,
		lambda effort, world: save(effort, "chief", world, plan_type="Whole-person plan"),
	),
	"Debrief to write down": (debrief_to_write, COORDINATOR, write_debrief),
	"Debrief to tell of": (
		debrief_to_tell_of,
		COORDINATOR,
		lambda debrief, world: save(debrief, "coordinator", world, tasks=[], nobody_else=1),
	),
	"Follow-up due": (follow_up_due, COORDINATOR, partial(measured, "Follow-up", "coordinator")),
	"Consent ends": (consent_ends, COORDINATOR, consent_anew),
	"Consent outgrown": (consent_outgrown, COORDINATOR, consent_anew),
	"Background to delete": (
		background_runs_out,
		COORDINATOR,
		lambda background, world: save(background, "coordinator", world, expires_on=add_days(today(), 60)),
	),
	"Disagreement to answer": (
		disagreement_to_answer,
		COORDINATOR,
		lambda written, world: save(
			written, "coordinator", world, result="Stands, with this note", answer="Det står ved magt."
		),
	),
	"Answers after a withdrawal": (
		self_report_withdrawn,
		COORDINATOR,
		lambda consent, world: save(consent, "coordinator", world, answers_so_far="Stay"),
	),
	"Role description to approve": (
		lambda world: factories.description_in_review("Mentor", HOME, world["coordinator"]),
		MANAGERS,
		lambda description, world: act(description, "Publish text", world["manager"]),
	),
	"Erasure to carry out": (erasure_requested, MANAGERS, call_off),
	"Role description to acknowledge": (published, {"mentor", "second_mentor"}, acknowledged),
	"Loan requested": (factories.request_loan, OTHER_SIDES, offer_loan),
	"Loan offered": (partial(factories.loan_brought_to, "Offered"), {"coordinator", "chief"}, agree_on_loan),
	"Loan agreed": (
		partial(factories.loan_brought_to, "Agreed"),
		OTHER_SIDES,
		lambda loan, world: act(loan, "Begin loan", world["coordinator"]),
	),
	"Loan begun": (partial(factories.loan_brought_to, "Active"), OTHER_SIDES, return_loan),
	"Loan returned": (
		lambda world: return_loan(factories.loan_brought_to("Active", world), world),
		OTHER_SIDES,
		None,
	),
	"Loan declined": (decline_loan, OTHER_SIDES, None),
	LOAN_ENDS: (loan_ends, ALL_SIDES, loan_runs_out),
	LOAN_IS_MISSED: (lambda world: loan_runs_out(loan_ends(world)), ALL_SIDES, None),
	"Profile to confirm": (profile_changed, {"coordinator", "chief"}, confirm_profile),
	"Corps meeting due": (
		lambda world: meet(world, add_days(today(), -58)),
		COORDINATORS,
		lambda _meeting, world: meet(world, today()),
	),
	"Training runs out": (
		lambda world: train(world, valid_until=add_days(today(), 3)),
		MENTOR,
		lambda _training, world: train(world, taken_on=today(), valid_until=add_days(today(), 300)),
	),
	"Coaching due": (coaching_due, COORDINATOR, lambda _mentor, world: plan(world, held_on=today())),
	"Coaching due on loan": (
		coaching_due_on_loan,
		COORDINATOR,
		lambda _loan, world: plan(world, ("lent",), held_on=today()),
	),
	"Experience to tell": (
		asked_to_tell,
		MENTOR,
		lambda request, world: step(request, world, "mentor", experience.decline),
	),
	"Report to write": (
		drafted_report,
		COORDINATORS,
		lambda report, world: step(report, world, "coordinator", management_report.send),
	),
	"Report to approve": (
		sent_report,
		MANAGERS,
		lambda report, world: step(report, world, "manager", management_report.approve),
	),
	"Report returned": (
		returned_report,
		COORDINATORS,
		lambda report, world: step(report, world, "coordinator", management_report.send),
	),
}
"""For each line of the table: how it comes about, whom it tells, and what does it."""


@pytest.fixture(autouse=True)
def ready(world):
	factories.lendable_mentor(world)


@pytest.fixture
def in_danish(world):
	for user in world.people.values():
		frappe.db.set_value("User", user, "language", "da")


def bells(kind: str, number: str, language: str = "en", **filters) -> list[str]:
	"""Return the logins that were told of a kind in a language, in as many words."""
	told = re.escape(frappe._(line(kind).sentence, lang=language)).replace(r"\{number\}", re.escape(number))
	said = re.compile(re.sub(r"\\{\w+\\}", ".+", told))
	rows = frappe.get_all(
		"Notification Log", filters={"document_name": number, **filters}, fields=["for_user", "subject"]
	)
	return sorted(row.for_user for row in rows if said.fullmatch(row.subject))


def everything_said() -> list[str]:
	return [
		text
		for doctype, field in (("Notification Log", "subject"), ("LAT Turn", "sentence"))
		for text in frappe.get_all(doctype, pluck=field)
		if text
	]


def test_each_line_of_the_table_has_a_story():
	assert tuple(STORIES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
class TestEachLine:
	def test_the_right_person_is_told_once_and_nobody_else(self, world, kind):
		come_about, people, _do = STORIES[kind]
		doc = come_about(world)
		expected = sorted(world[person] for person in people)
		assert bells(kind, doc.name) == expected
		daily()
		turns.follow(doc)
		assert bells(kind, doc.name) == expected == bells(kind, doc.name, read=0)

	def test_in_the_language_of_who_is_told(self, world, kind, in_danish):
		come_about, people, _do = STORIES[kind]
		doc = come_about(world)
		assert bells(kind, doc.name, "da") == sorted(world[person] for person in people)
		assert not bells(kind, doc.name)

	def test_without_a_name_or_a_word_of_the_course(self, world, kind):
		STORIES[kind][0](world)
		said = everything_said()
		assert said and not [text for text in said for secret in SECRET if secret in text]


@pytest.mark.parametrize("kind", [kind for kind, (_come_about, _people, do) in STORIES.items() if do])
def test_it_is_silent_once_done(world, kind):
	come_about, _people, do = STORIES[kind]
	doc = come_about(world)
	do(doc, world)
	assert bells(kind, doc.name) and not bells(kind, doc.name, read=0)
	assert not frappe.db.exists("LAT Turn", {"kind": kind, "reference_name": doc.name})


class TestWhoIsTold:
	def test_who_stands_in_is_told_with_the_coordinator(self, world):
		match = accepted(world)
		factories.appoint(world)
		daily()
		daily()
		assert bells("Match accepted", match.name) == sorted([world["coordinator"], world["deputy"]])

	def test_who_stands_in_is_left_in_peace_afterwards(self, world):
		deputy = factories.appoint(world)
		match = accepted(world)
		deputy.db_set({"from_date": add_days(today(), -9), "to_date": add_days(today(), -1)})
		daily()
		assert bells("Match accepted", match.name, read=0) == [world["coordinator"]]

	def test_another_coordinator_when_there_is_none_of_the_course_any_more(self, world):
		match = offered(world)
		member = {"parent": HOME, "user": world["coordinator"]}
		frappe.db.set_value("LAT Municipality Member", member, "to_date", add_days(today(), -1))
		act(match, "Accept match", world["mentor"])
		assert bells("Match accepted", match.name) == [world["chief"]]

	def test_nobody_who_may_not_read_the_record(self, world):
		case = factories.case_at("Active", world)
		case.db_set("next_progression_due", today())
		frappe.db.set_value("LAT Mentor", world.mentors["mentor"], "stage", "Left")
		daily()
		assert not bells("Rating due", case.name)

	def test_what_was_told_falls_silent_with_the_access(self, world):
		case = briefed(world)
		frappe.db.set_value("LAT Mentor", world.mentors["mentor"], "stage", "Left")
		daily()
		assert bells("Briefing to confirm", case.name) and not bells("Briefing to confirm", case.name, read=0)

	def test_a_mentor_who_left_at_once_no_more(self, world):
		case = briefed(world)
		# of every course: other modules keep one for the whole session
		frappe.db.set_value("LAT Match", {"mentor": world.mentors["mentor"]}, "stage", "Ended")
		mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
		save(mentor, "coordinator", world, status_reason="Nyt arbejde.")
		act(mentor, "Mentor leaves", world["coordinator"])
		assert not bells("Briefing to confirm", case.name, read=0)
		assert not frappe.db.exists("LAT Turn", {"user": world["mentor"], "lat_case": case.name})

	def test_nobody_whose_login_is_out_of_use(self, world):
		case = factories.case_at("Active", world)
		case.db_set("next_progression_due", today())
		frappe.db.set_value("User", world["mentor"], "enabled", 0)
		daily()
		assert not frappe.db.exists("LAT Turn", {"kind": "Rating due", "lat_case": case.name})

	def test_who_has_another_address_than_the_name_of_the_login(self, world):
		frappe.db.set_value("User", world["caseworker"], "email", "peter.lund@lat-test.example")
		assert bells("Handover sent", sent(world).name) == [world["caseworker"]]

	def test_not_who_took_the_step(self, world):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["mentor"])
			match.decline_reason = "Har for travlt."
			match.save()
		act(match, "Decline match", world["coordinator"])
		assert not bells("Match declined", case.name)

	def test_the_coordinator_of_a_match_that_a_finished_course_ends_is_not(self, world):
		match = accepted(world)
		case = frappe.get_doc("LAT Case", match.lat_case)
		save(case, "coordinator", world, decline_reason="Flyttet.")
		with as_user(world["coordinator"]):
			save(match, "coordinator", world, decline_reason="Flyttet.")
		act(match, "Decline match", world["coordinator"])
		assert not bells("Match accepted", match.name, read=0)


class TestDays:
	def test_a_rating_is_told_some_days_before_and_at_intervals_after_the_day(self, world):
		case = factories.case_at("Active", world)
		times = 0
		for ahead, told_days_ago, expected in (
			(8, 0, 0),
			(7, 0, 1),
			(0, 7, 1),
			(-1, 8, 2),
			(-7, 6, 2),
			(-8, 7, 3),
		):
			case.db_set("next_progression_due", add_days(today(), ahead))
			told_on = add_days(today(), -told_days_ago)
			frappe.db.set_value("LAT Turn", {"kind": "Rating due", "lat_case": case.name}, "told_on", told_on)
			daily()
			daily()
			told = frappe.get_all(
				"Notification Log",
				filters={"document_name": case.name, "subject": ["like", "%rating%due on%"]},
				fields=["subject", "read"],
				order_by="creation asc",
			)
			assert len(told) == expected, ahead
			assert [row.read for row in told] == [1] * (expected - 1) + [0] * bool(expected)
			times = expected
		assert times == 3 and "the next rating is due" in told[0].subject and "was due" in told[-1].subject

	def test_a_day_that_has_passed_already_is_told_as_such(self, world):
		case = due(world, next_progression_due=add_days(today(), -3))
		(words,) = frappe.get_all("LAT Turn", {"kind": "Rating due", "lat_case": case.name}, pluck="sentence")
		assert words == f"Course {case.name}: the rating was due on {formatdate(add_days(today(), -3))}."

	def test_the_next_rating_is_told_anew(self, world):
		case = due(world, next_progression_due=True)
		rate(case, world)
		case.db_set("next_progression_due", today())
		daily()
		assert bells("Rating due", case.name) == [world["mentor"]] * 2

	def test_a_consent_that_is_followed_by_a_longer_one_ends_quietly(self, world):
		case = factories.case_at("Active", world)
		with as_user(world["coordinator"]):
			first, longer = (
				factories.give_consent(case, "Debrief", valid_until=add_days(today(), days))
				for days in (60, 90)
			)
		first.db_set("valid_until", today())
		daily()
		assert not bells("Consent ends", first.name) and not bells("Consent ends", longer.name)

	def test_the_days_are_settings(self, world):
		set_settings(due_notice_days=30, consent_notice_days=2)
		case = factories.case_at("Active", world)
		case.db_set("next_progression_due", add_days(today(), 30))
		consent = consent_ends(world)
		assert bells("Rating due", case.name) and not bells("Consent ends", consent.name)

	@pytest.mark.parametrize(
		("fieldname", "days"),
		[("due_notice_days", -1), ("consent_notice_days", -1), ("days_between_notices", 0)],
	)
	def test_and_are_checked(self, world, fieldname, days):
		with pytest.raises(frappe.ValidationError, match="or more"):
			set_settings(**{fieldname: days})


class TestKindsThatAreSwitchedOff:
	def test_are_told_to_nobody_and_fall_silent(self, world):
		before = briefed(world)
		set_settings(silent_turns=[{"kind": "Briefing to confirm"}])
		daily()
		after = briefed(world)
		assert not bells("Briefing to confirm", before.name, read=0)
		assert not bells("Briefing to confirm", after.name)
		assert bells("Handover sent", sent(world).name)

	def test_an_administrator_does_it(self, world):
		with as_user(world["administrator"]):
			set_settings(silent_turns=[{"kind": "Rating due"}])
		for person in ("coordinator", "mentor", "manager", "centre"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				set_settings(silent_turns=[])


@pytest.fixture
def mails(monkeypatch):
	sent = []
	monkeypatch.setattr(frappe, "sendmail", lambda **mail: sent.append(mail))
	return sent


def want_mail(world, person: str, **values):
	with as_user(world[person]):
		return frappe.get_doc({"doctype": "LAT Turn Mail", **values}).insert()


class TestMail:
	def test_one_a_day_with_what_waits_and_a_way_there(self, world, mails):
		want_mail(world, "mentor")
		frappe.db.set_value("User", world["mentor"], "language", "da")
		match, case = offered(world), briefed(world)
		daily()
		daily()
		(mail,) = mails
		assert mail["recipients"] == [world["mentor"]]
		assert mail["subject"].startswith("Venter på dig: ")
		for number, button in ((match.name, "Acceptér match"), (case.name, "Jeg har læst det")):
			assert re.search(
				rf"<li>[^<]*{number}[^<]*<a href=\"[^\"]+{number}\">{button}</a></li>", mail["message"]
			)
		assert not [secret for secret in (*SECRET, "Samir") if secret in mail["message"] + mail["subject"]]

	def test_the_next_day_only_what_is_new(self, world, mails):
		choice = want_mail(world, "mentor")
		briefed(world)
		daily()
		choice.db_set("mailed_on", add_days(today(), -1))
		daily()
		assert len(mails) == 1
		match = offered(world)
		daily()
		assert len(mails) == 2 and mails[1]["subject"] == "Waiting for you: 1"
		assert match.name in mails[1]["message"]

	def test_what_comes_later_on_a_day_waits_for_the_next(self, world, mails):
		choice = want_mail(world, "mentor")
		briefed(world)
		daily()
		offered(world)
		daily()
		assert len(mails) == 1
		choice.db_set("mailed_on", add_days(today(), -1))
		daily()
		assert len(mails) == 2

	def test_a_request_to_acknowledge_leads_to_the_text(self, world, mails):
		want_mail(world, "mentor")
		description = published(world)
		daily()
		assert f'{description.name}">Read and acknowledge</a>' in mails[0]["message"]

	def test_what_is_done_is_not_mailed(self, world, mails):
		want_mail(world, "mentor")
		frappe.db.delete("LAT Turn", {"user": world["mentor"]})
		act(offered(world), "Accept match", world["mentor"])
		daily()
		assert not mails

	@pytest.mark.parametrize("chosen", [None, 0])
	def test_nobody_who_does_not_want_it(self, world, mails, chosen):
		if chosen is not None:
			want_mail(world, "mentor", wanted=chosen)
		briefed(world)
		daily()
		assert not mails

	def test_a_site_without_mail_tells_in_the_bell_alone(self, world, monkeypatch):
		def refuse(**_mail):
			raise frappe.OutgoingEmailError

		monkeypatch.setattr(frappe, "sendmail", refuse)
		want_mail(world, "mentor")
		case = briefed(world)
		daily()
		assert bells("Briefing to confirm", case.name, read=0) == [world["mentor"]]
		assert frappe.db.exists("LAT Turn", {"lat_case": case.name, "user": world["mentor"], "mailed": 0})

	def test_each_chooses_for_oneself_once(self, world):
		choice = want_mail(world, "mentor", user=world["mentor"])
		assert (choice.user, choice.wanted) == (world["mentor"], 1)
		with pytest.raises(frappe.PermissionError):
			want_mail(world, "coordinator", user=world["mentor"])
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError):
			save(choice, "coordinator", world, wanted=0)
		with pytest.raises((frappe.UniqueValidationError, frappe.DuplicateEntryError)):
			want_mail(world, "mentor")
		assert save(choice, "mentor", world, wanted=0).wanted == 0


def test_nobody_writes_whose_turn_it_is(world):
	case = briefed(world)
	row = frappe.get_doc("LAT Turn", {"lat_case": case.name, "kind": "Briefing to confirm"})
	with as_user(world["mentor"]):
		assert row.name in frappe.get_list("LAT Turn", pluck="name", limit=0)
	with as_user(world["coordinator"]):
		assert row.name not in frappe.get_list("LAT Turn", pluck="name", limit=0)
	for attempt in (row.save, row.delete):
		with pytest.raises(frappe.ValidationError, match="nobody writes it"):
			attempt()


@pytest.mark.parametrize("subject", ["Mikkel er truet.", None])
def test_a_notice_of_anybody_else_still_carries_a_number_alone(world, subject):
	case = briefed(world)
	notice = frappe.new_doc("Notification Log")
	notice.update({"for_user": world["mentor"], "document_type": "LAT Case", "document_name": case.name})
	notice.update({"subject": subject, "email_content": "Mikkel er truet."})
	notice.insert()
	assert "Mikkel" not in notice.subject and case.name in notice.subject and not notice.email_content


def test_what_stood_in_the_bell_before_this_table_is_taken_over(world):
	description = published(world)
	loan = factories.request_loan(world)
	frappe.db.delete("LAT Turn", {"kind": ["in", ("Role description to acknowledge", "Loan requested")]})
	for _time in range(2):
		import_module("lat_corps.patches.v1_0.take_over_notices").execute()
		daily()
	assert bells("Role description to acknowledge", description.name) == sorted(
		(world["mentor"], world["second_mentor"])
	)
	acknowledged(description, world)
	offer_loan(loan, world)
	assert not bells("Role description to acknowledge", description.name, read=0)
	assert not bells("Loan requested", loan.name, read=0)


def test_the_daily_job_is_scheduled():
	assert f"{turn_mail.every_day.__module__}.every_day" in frappe.get_hooks("scheduler_events")["daily"]

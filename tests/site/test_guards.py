"""Each guard, asked through a save and a workflow action; test_guards_rest.py asks by REST."""

import re

import frappe
import pytest
from frappe.model.workflow import WorkflowPermissionError, WorkflowTransitionError, apply_workflow
from frappe.utils import add_days, getdate, today

from lat_corps.casework import derived
from lat_corps.domain.handover import freeze
from lat_corps.measurement import recording
from tests import factories
from tests.factories import act, as_user


def refused(take) -> str:
	"""Return the message of the refusal, and fail when the step is taken."""
	with pytest.raises((frappe.ValidationError, frappe.PermissionError)) as caught:
		take()
	return str(caught.value)


def by_save(doc, state: str, user: str):
	"""Set the workflow state in a plain save, as REST, import and bulk edit do."""
	with as_user(user):
		fresh = frappe.get_doc(doc.doctype, doc.name)
		fresh.workflow_state = state
		fresh.save()


def by_action(doc, action: str, user: str):
	act(frappe.get_doc(doc.doctype, doc.name), action, user)


def refused_both_ways(doc, action: str, state: str, user: str, *requirements: str) -> str:
	"""Assert that action and save are refused alike, naming every requirement; return the message."""
	message = refused(lambda: by_action(doc, action, user))
	assert refused(lambda: by_save(doc, state, user)) == message
	told, _folded, named = message.partition("<details>")
	for requirement in requirements:
		assert re.search(rf"\b{requirement}\b", named) and requirement not in told, message
	return message


class TestMentor:
	def test_g1_lists_every_unmet_condition_at_once(self, world):
		with as_user(world["coordinator"]):
			mentor = factories.new_mentor(world["outsider"])
		act(mentor, "Start training", world["coordinator"])
		message = refused_both_ways(
			mentor, "Activate mentor", "Mentor active", world["coordinator"], "R4", "R10", "R14"
		)
		assert message.count("<li>") == 4
		assert "Module 1, Module 2, Module 3" in message

	def test_g1_opens_when_trained_and_checked(self, world):
		with as_user(world["coordinator"]):
			mentor = factories.active_mentor(world["outsider"])
		assert mentor.stage == "Active"

	@pytest.mark.parametrize(
		("steps", "action", "state"),
		[
			((), "Mentor leaves", "Mentor left"),
			(("Start training",), "Mentor leaves", "Mentor left"),
			(("Start training", "Activate mentor"), "Pause mentor", "Mentor paused"),
			(("Start training", "Activate mentor"), "Mentor leaves", "Mentor left"),
			(("Start training", "Activate mentor", "Pause mentor"), "Mentor leaves", "Mentor left"),
		],
	)
	def test_pausing_and_leaving_need_a_reason(self, world, steps, action, state):
		coordinator = world["coordinator"]
		with as_user(coordinator):
			mentor = factories.new_mentor(world["outsider"], **factories.ready_for_activation())
			for step in steps:
				mentor.status_reason = "Barsel." if step == "Pause mentor" else ""
				mentor.save()
				act(mentor, step)
			mentor.status_reason = ""
			mentor.save()
		assert "reason" in refused_both_ways(mentor, action, state, coordinator)

	def test_a_paused_mentor_is_judged_again(self, world):
		coordinator = world["coordinator"]
		with as_user(coordinator):
			mentor = factories.active_mentor(world["outsider"], status_reason="Barsel.")
			act(mentor, "Pause mentor")
			mentor.employed = 0
			mentor.save()
		refused_both_ways(mentor, "Resume mentor", "Mentor active", coordinator, "R10")

	def test_a_mentor_with_open_courses_cannot_leave(self, world):
		case = factories.case_at("Preparing", world)
		mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
		message = refused_both_ways(mentor, "Mentor leaves", "Mentor left", world["coordinator"], "R11")
		assert case.name in message


class TestRoleDescription:
	def test_g2_author_cannot_publish(self, world):
		draft = factories.description_in_review("Manager", factories.HOME, world["coordinator"])
		refused(lambda: by_action(draft, "Publish text", world["coordinator"]))
		refused(lambda: by_save(draft, "Text published", world["coordinator"]))
		assert act(draft, "Publish text", world["manager"]).stage == "Published"
		assert draft.published_by == world["manager"]

	def test_g2_not_even_an_author_who_is_also_manager_publishes(self, world):
		draft = factories.description_in_review("Manager", factories.HOME, world["chief"])
		refused(lambda: by_action(draft, "Publish text", world["chief"]))
		assert "other than the author" in refused(lambda: by_save(draft, "Text published", world["chief"]))

	def test_g2_administrator_is_no_manager(self, world):
		draft = factories.description_in_review("Manager", factories.HOME, world["coordinator"])
		refused_both_ways(draft, "Publish text", "Text published", "Administrator", "R16")

	def test_g2_manager_of_another_municipality_cannot_publish(self, world):
		draft = factories.description_in_review("Manager", factories.HOME, world["coordinator"])
		refused(lambda: by_action(draft, "Publish text", world["away_manager"]))
		refused(lambda: by_save(draft, "Text published", world["away_manager"]))

	def test_g2_a_national_template_is_the_centres(self, world):
		draft = factories.description_in_review("Manager", None, world["administrator"])
		refused(lambda: by_action(draft, "Publish text", world["manager"]))
		assert act(draft, "Publish text", world["centre"]).stage == "Published"

	def test_publishing_supersedes_the_version_before(self, world):
		before = world.descriptions[("Mentor", factories.HOME)]
		name = factories.published_description(
			"Mentor", factories.HOME, world["coordinator"], world["manager"]
		)
		assert frappe.db.get_value("LAT Role Description", name, "version_number") == 2
		assert frappe.db.get_value(
			"LAT Role Description", before, ["stage", "workflow_state", "superseded_by"]
		) == ("Superseded", "Text superseded", name)

	def test_a_published_text_stays_as_it_was_acknowledged(self, world):
		description = frappe.get_doc("LAT Role Description", world.descriptions[("Mentor", factories.HOME)])
		with as_user(world["coordinator"]):
			description.tasks[0].task = "Noget andet."
			assert "binding" in refused(description.save)

	def test_an_acknowledgement_is_given_once(self, world):
		name = world.descriptions[("Mentor", factories.HOME)]
		assert "already" in refused(lambda: factories.acknowledge(name, world["mentor"]))


def closed_course(world):
	return close(factories.case_at("Closing", world), world)


def reopen(case, world):
	with as_user(world["coordinator"]):
		case.reopen_reason = "Moderen har bedt om det."
		case.save()
		factories.consent_anew(case)
	return act(case, "Reopen course", world["coordinator"])


def extend(case, world):
	with as_user(world["coordinator"]):
		factories.review_course(case, "Extend", caseworker=world["caseworker"])
		factories.consent_anew(case)
	return act(case, "Extend course", world["coordinator"])


def take_up_again(stage, case, world):
	"""Reopen the course after it has closed, or extend it while it closes, with everything written."""
	if stage == "Closed":
		return reopen(close(case, world), world)
	with as_user(world["coordinator"]):
		case.update(WRITTEN)
		case.save()
	return extend(case, world)


def begin_closing(case, world, outcome="Goals reached"):
	factories.choose_outcome(case, world, outcome)
	return act(case, "Begin closing", world["coordinator"])


WRITTEN = {
	"looking_back": "Han har fået en læreplads.",
	"relapse_agreement": "Han ringer til sin moster.",
	"after_missing_reason": "Ønskede ikke at svare.",
	"debrief_waived_reason": "Mentor er syg.",
}


def measure(case, world, point="After", **values):
	with as_user(world["coordinator"]):
		return factories.measure(case, point, **values)


def close(case, world):
	with as_user(world["coordinator"]):
		case.update(WRITTEN)
		case.save()
	return act(case, "Close course", world["coordinator"])


class TestCase:
	def test_g3_lists_every_unmet_condition_at_once(self, world):
		case = factories.refer(world, citizen={"birth_date": None}, target_group="", referral_source="")
		message = refused_both_ways(
			case, "Assess course", "Course assessed", world["coordinator"], "R24", "R25", "N4"
		)
		assert message.count("<li>") == 4

	@pytest.mark.parametrize(
		("age", "givers"),
		[(14, ["Custody holder"]), (16, ["Citizen", "Custody holder"]), (18, ["Citizen"])],
	)
	def test_g3_consent_by_age(self, world, age, givers):
		case = factories.refer(world, citizen={"age": age})
		for giver in givers:
			assert giver in refused_both_ways(
				case, "Assess course", "Course assessed", world["coordinator"], "N4"
			)
			with as_user(world["coordinator"]):
				factories.give_consent(case, given_by=giver)
		assert act(case, "Assess course", world["coordinator"]).stage == "Assessed"

	def test_g3_a_withdrawn_consent_counts_no_more(self, world):
		case = factories.refer(world)
		with as_user(world["coordinator"]):
			factories.give_consent(case, withdrawn_on=frappe.utils.today())
		refused_both_ways(case, "Assess course", "Course assessed", world["coordinator"], "N4")

	@pytest.mark.parametrize(
		("stage", "action", "state"),
		[
			("Assessed", "Start matching", "Course matching"),
			("Preparing", "Start course", "Course under way"),
		],
	)
	def test_withdrawing_the_consent_stops_the_course_at_its_next_step(self, world, stage, action, state):
		case = factories.case_at(stage, world)
		consent = frappe.get_doc("LAT Consent", {"lat_case": case.name})
		with as_user(world["coordinator"]):
			consent.withdrawn_on = frappe.utils.today()
			consent.save()
		assert "consent" in refused_both_ways(case, action, state, world["coordinator"], "N4")

	def test_g4_the_person_is_asked_first(self, world):
		case = factories.case_at("Assessed", world)
		message = refused_both_ways(
			case, "Start matching", "Course matching", world["coordinator"], "R26", "R31"
		)
		assert message.count("<li>") == 4

	def test_g8_one_approved_match(self, world):
		case = factories.case_at("Matching", world)
		refused_both_ways(case, "Prepare course", "Course preparing", world["coordinator"], "R11")

	def test_g9_lists_every_unmet_condition_at_once(self, world):
		case = factories.case_at("Preparing", world)
		message = refused_both_ways(
			case, "Start course", "Course under way", world["coordinator"], "R44", "R39", "R90"
		)
		assert message.count("<li>") == 3

	def test_g9_a_topic_is_skipped_only_with_a_reason(self, world):
		case = factories.case_at("Preparing", world)
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
			sheet = factories.sheet_of(case)
			sheet.topics[2].update({"answer": "", "skipped": 1, "skip_reason": ""})
			sheet.save()
		assert "Life situation" in refused_both_ways(
			case, "Start course", "Course under way", world["coordinator"], "R44"
		)
		with as_user(world["coordinator"]):
			sheet.topics[2].skip_reason = "Mentor kender familien i forvejen fra klubben."
			sheet.save()
			case.reload()
		assert act(case, "Start course", world["coordinator"]).stage == "Active"

	def test_g9_knowledge_is_confirmed_read_by_the_mentor_alone(self, world):
		case = factories.case_at("Preparing", world)
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
			factories.pass_on(case)
			refused_both_ways(case, "Start course", "Course under way", world["coordinator"], "R39")
			case.reload()
			case.knowledge_confirmed = 1
			assert "Only the mentor" in refused(case.save)
		with as_user(world["mentor"]):
			case.reload()
			case.knowledge_confirmed = 1
			case.save()
		case.reload()
		assert case.knowledge_confirmed_by == world["mentor"]
		assert act(case, "Start course", world["coordinator"]).stage == "Active"

	def test_a_new_mentor_reads_what_was_passed_on_anew(self, world):
		case = factories.case_at("Preparing", world)
		coordinator = world["coordinator"]
		with as_user(coordinator):
			factories.prepare_meeting(case)
			factories.pass_on(case)
		with as_user(world["mentor"]):
			case.reload()
			case.knowledge_confirmed = 1
			case.save()
		match = frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})
		with as_user(coordinator):
			match.end_reason = "Mentor skifter job."
			match.save()
		act(match, "End match", coordinator)
		act(case, "Match anew", coordinator)
		factories.approve_match(case, world, "second_mentor")
		act(case, "Prepare course", coordinator)
		assert not case.knowledge_confirmed and not case.knowledge_confirmed_by
		refused_both_ways(case, "Start course", "Course under way", coordinator, "R39")

	@pytest.mark.parametrize(
		("fieldname", "days", "words"),
		[("opened_on", 1, "future"), ("referred_on", 1, "future"), ("opened_on", -400, "before")],
	)
	def test_impossible_dates_are_refused(self, world, fieldname, days, words):
		case = factories.case_at("Active", world)
		with as_user(world["coordinator"]):
			case.set(fieldname, frappe.utils.add_days(frappe.utils.today(), days))
			assert words in refused(case.save)

	def test_g9_no_course_starts_on_a_role_description_that_is_not_acknowledged(self, world):
		case = factories.case_at("Preparing", world)
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
		factories.published_description("Mentor", factories.HOME, world["coordinator"], world["manager"])
		assert "Samir Haddad" in refused_both_ways(
			case, "Start course", "Course under way", world["coordinator"], "R16"
		)

	def test_g10_coordinator_and_mentor_choose_the_outcome(self, world):
		case = factories.case_at("Active", world)
		message = refused_both_ways(case, "Begin closing", "Course closing", world["coordinator"], "R99")
		assert message.count("<li>") == 2
		with as_user(world["coordinator"]):
			case.mentor_outcome = "Goals reached"
			assert "Only the mentor" in refused(case.save)
			case.reload()
			case.outcome = "Goals reached"
			case.save()
		with as_user(world["mentor"]):
			case.reload()
			case.mentor_outcome = "Broken off"
			case.save()
		assert "agree on one" in refused_both_ways(
			case, "Begin closing", "Course closing", world["coordinator"], "R98"
		)

	def test_g11_goals_reached(self, world):
		case = factories.case_at("Closing", world)
		message = refused_both_ways(
			case, "Close course", "Course closed", world["coordinator"], "R90", "R100", "R101", "R106"
		)
		assert message.count("<li>") == 4
		with as_user(world["coordinator"]):
			case.update(
				{
					"looking_back": "Han har fået en læreplads.",
					"relapse_agreement": "Han ringer til sin moster.",
					"after_missing_reason": "Ønskede ikke at svare.",
					"debrief_held_on": frappe.utils.today(),
				}
			)
			case.save()
		refused_both_ways(case, "Close course", "Course closed", world["coordinator"], "R107")
		with as_user(world["coordinator"]):
			factories.give_consent(case, purpose="Debrief")
		act(case, "Close course", world["coordinator"])
		assert case.stage == "Closed" and str(case.closed_on) == frappe.utils.today()
		assert case.mentor == world.mentors["mentor"], "roles and history stay"

	def test_g11_not_reached_needs_a_received_handover_or_the_reason_there_is_none(self, world):
		case = factories.case_at("Active", world)
		factories.choose_outcome(case, world, "Not reached enough")
		act(case, "Begin closing", world["coordinator"])
		with as_user(world["coordinator"]):
			case.update({"after_missing_reason": "Er flyttet.", "debrief_waived_reason": "Mentor er syg."})
			case.save()
		refused_both_ways(case, "Close course", "Course closed", world["coordinator"], "R98", "R102", "R105")
		with as_user(world["coordinator"]):
			factories.end_without_goals(case, "Not reached enough")
		with as_user(world["coordinator"]):
			case.no_handover_reason = "Borgeren ønsker det ikke."
			case.save()
		assert act(case, "Close course", world["coordinator"]).stage == "Closed"

	def test_g11_extension_is_weighed_for_and_against(self, world):
		case = factories.case_at("Closing", world, caseworker=None)
		refused_both_ways(case, "Extend course", "Course under way", world["coordinator"], "R105")
		with as_user(world["coordinator"]):
			weighed = dict.fromkeys(("arguments_for", "arguments_against", "caseworker"))
			with pytest.raises(frappe.ValidationError) as refusal:
				factories.review_course(case, "Extend", **weighed)
			assert str(refusal.value).count("<li>") == 3
			factories.review_course(case, "Extend", caseworker=world["caseworker"])
			factories.consent_anew(case)
		assert act(case, "Extend course", world["coordinator"]).stage == "Active"
		assert not case.outcome and not case.mentor_outcome

	@pytest.mark.parametrize("stage", ["Referred", "Assessed", "Matching"])
	def test_declining_needs_a_reason(self, world, stage):
		case = factories.case_at(stage, world)
		message = refused_both_ways(case, "Decline course", "Course declined", world["coordinator"])
		assert "reason for declining" in message

	def test_a_declined_course_is_taken_up_again_with_a_reason(self, world):
		case = factories.refer(world, decline_reason="Uden for målgruppen.")
		act(case, "Decline course", world["coordinator"])
		refused_both_ways(case, "Reopen course", "Course referred", world["coordinator"])
		with as_user(world["coordinator"]):
			case.reopen_reason = "Nye oplysninger."
			case.save()
		assert act(case, "Reopen course", world["coordinator"]).stage == "Referred"

	def test_a_closed_course_is_reopened_with_a_reason_and_keeps_its_mentor(self, world):
		case = closed_course(world)
		refused_both_ways(case, "Reopen course", "Course under way", world["coordinator"])
		with as_user(world["coordinator"]):
			case.reopen_reason = "Moderen har bedt om det."
			case.save()
			factories.consent_anew(case)
		act(case, "Reopen course", world["coordinator"])
		assert (case.stage, case.mentor) == ("Active", world.mentors["mentor"])

	def test_a_closed_course_ends_its_match_and_the_mentors_access(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world["coordinator"]):
			other = factories.propose(case, world.mentors["second_mentor"])
		case = close(case, world)
		match = frappe.get_doc("LAT Match", {"lat_case": case.name, "mentor": case.mentor})
		assert (match.stage, match.workflow_state) == ("Ended", "Match ended")
		assert match.end_reason and case.mentor == world.mentors["mentor"]
		assert other.reload().stage == "Declined"
		with as_user(world["mentor"]):
			assert not frappe.has_permission("LAT Case", "read", doc=case.name)

	def test_a_reopened_course_takes_its_match_up_again(self, world):
		case = closed_course(world)
		with as_user(world["coordinator"]):
			case.reopen_reason = "Moderen har bedt om det."
			case.save()
			factories.consent_anew(case)
		act(case, "Reopen course", world["coordinator"])
		match = frappe.get_doc("LAT Match", {"lat_case": case.name, "mentor": case.mentor})
		assert (match.stage, match.workflow_state) == ("Approved", "Match approved")
		assert not match.end_reason and not match.ended_with_course
		with as_user(world["mentor"]):
			assert frappe.has_permission("LAT Case", "read", doc=case.name)

	def test_another_mentor_is_found_while_a_course_is_closed(self, world):
		case = closed_course(world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["second_mentor"])
		message = refused_both_ways(match, "Offer match", "Match offered", world["coordinator"], "R26")
		assert "reason for reopening" in message
		with as_user(world["coordinator"]):
			case.reload().update({"reopen_reason": "Moderen har bedt om det."})
			case.save()
		for action, person in (
			("Offer", "coordinator"),
			("Accept", "second_mentor"),
			("Approve", "coordinator"),
		):
			act(match, f"{action} match", world[person])
		with as_user(world["coordinator"]):
			factories.consent_anew(case)
		act(case, "Reopen course", world["coordinator"])
		assert case.mentor == world.mentors["second_mentor"]
		with as_user(world["mentor"]):
			assert not frappe.has_permission("LAT Case", "read", doc=case.name)

	@pytest.mark.parametrize("stage", ["Closed", "Closing"])
	@pytest.mark.parametrize(
		("undone", "words"),
		[
			("consent", "valid consent to the course is missing"),
			("outgrown", "changed who consents"),
			("match", "needs one approved match"),
			("mentor", "must be active"),
			("place", "choose another or raise the capacity"),
			("acknowledgement", "acknowledge"),
		],
	)
	def test_a_course_taken_up_again_is_carried_as_one_that_begins(self, world, stage, undone, words):
		case = closed_course(world) if stage == "Closed" else factories.case_at("Closing", world)
		action = "Reopen course" if stage == "Closed" else "Extend course"
		with as_user(world["coordinator"]):
			case.reopen_reason = "Moderen har bedt om det."
			case.save()
			if undone != "outgrown":
				factories.consent_anew(case)
			if stage == "Closing":
				factories.review_course(case, "Extend")
				case.reload()
		if undone == "acknowledgement":
			frappe.db.delete("LAT Role Acknowledgement", {"user": world["mentor"]})
		with factories.undone(undone, case, world):
			message = refused_both_ways(case, action, "Course under way", world["coordinator"])
		assert words in message

	def test_a_wish_stated_late_is_asked_for_at_g7(self, world):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["mentor"])
		act(match, "Offer match", world["coordinator"])
		act(match, "Accept match", world["mentor"])
		with as_user(world["coordinator"]):
			case.reload()
			case.append("preferences", {"criterion": "Temperament", "wish": "En rolig person."})
			case.save()
		match.reload()
		row = next(row for row in match.criteria if row.criterion == "Temperament")
		assert row.stated and row.citizen_side == "En rolig person."
		with as_user(world["coordinator"]):
			row.stated = 0
			match.save()
		message = refused_both_ways(match, "Approve match", "Match approved", world["coordinator"], "R31")
		assert "Temperament" in message

	def test_a_second_open_course_of_a_person_is_warned_of(self, world):
		first = factories.refer(world)
		frappe.clear_messages()
		second = factories.refer(world, citizen=None)
		assert not frappe.get_message_log()
		with as_user(world["coordinator"]):
			copied = ("doctype", "municipality", "citizen", "course_type", "target_group", "referral_source")
			twin = frappe.get_doc({field: first.get(field) for field in copied}).insert()
		assert first.name in frappe.get_message_log()[-1]["message"]
		frappe.clear_messages()
		with as_user(world["coordinator"]):
			twin.decline_reason = "Stod her allerede."
			twin.save()
		act(twin, "Decline course", world["coordinator"])
		assert not frappe.get_message_log()
		with as_user(world["coordinator"]):
			twin.reopen_reason = "Var alligevel ment."
			twin.save()
		act(twin, "Reopen course", world["coordinator"])
		assert any(first.name in message["message"] for message in frappe.get_message_log())
		assert second.citizen != first.citizen

	@pytest.mark.parametrize(("age", "months", "givers"), factories.OUTGROWN)
	def test_a_consent_that_the_person_has_outgrown_holds_no_more(self, world, age, months, givers):
		case = factories.refer(world, citizen={"age": age})
		with as_user(world["coordinator"]):
			factories.give_outgrown(case, months, *givers)
		refused_both_ways(case, "Assess course", "Course assessed", world["coordinator"], "N4")

	def test_a_consent_that_the_person_has_outgrown_is_asked_for_anew(self, world):
		case = factories.refer(world, citizen={"age": 15})
		with as_user(world["coordinator"]):
			for giver in ("Citizen", "Custody holder"):
				factories.give_consent(case, given_by=giver)
		message = refused_both_ways(case, "Assess course", "Course assessed", world["coordinator"], "N4")
		assert "changed who consents" in message
		with as_user(world["coordinator"]):
			for giver in ("Citizen", "Custody holder"):
				factories.give_consent(case, given_by=giver, given_on=today())
		assert act(case, "Assess course", world["coordinator"]).stage == "Assessed"

	def test_the_reason_of_an_earlier_declining_counts_no_more(self, world):
		case = factories.refer(world, decline_reason="Uden for målgruppen.")
		act(case, "Decline course", world["coordinator"])
		with as_user(world["coordinator"]):
			case.reopen_reason = "Nye oplysninger."
			case.save()
		act(case, "Reopen course", world["coordinator"])
		refused_both_ways(case, "Decline course", "Course declined", world["coordinator"])

	def test_a_mentor_found_for_a_reopening_goes_with_its_reason(self, world):
		case = closed_course(world)
		with as_user(world["coordinator"]):
			case.reopen_reason = "Moderen har bedt om det."
			case.save()
		match = factories.approve_match(case, world, "second_mentor")
		with as_user(world["coordinator"]):
			case.reload().reopen_reason = ""
			case.save()
		assert match.reload().stage == "Ended"
		with as_user(world["second_mentor"]):
			assert not frappe.has_permission("LAT Case", "read", doc=case.name)

	def test_the_reason_of_an_earlier_reopening_counts_no_more(self, world):
		case = closed_course(world)
		for _time in range(2):
			refused_both_ways(case, "Reopen course", "Course under way", world["coordinator"])
			reopen(case, world)
			factories.choose_outcome(case, world, "Goals reached")
			act(case, "Begin closing", world["coordinator"])
			close(case, world)
		assert case.stage == "Closed"

	def test_the_arguments_of_an_earlier_extension_count_no_more(self, world):
		case = factories.case_at("Closing", world)
		extend(case, world)
		factories.choose_outcome(case, world, "Goals reached")
		act(case, "Begin closing", world["coordinator"])
		refused_both_ways(case, "Extend course", "Course under way", world["coordinator"], "R105")

	def test_steps_that_do_not_exist_are_refused(self, world):
		case = factories.refer(world)
		with pytest.raises(WorkflowTransitionError):
			by_action(case, "Start course", world["coordinator"])
		assert "no step" in refused(lambda: by_save(case, "Course under way", world["coordinator"]))

	def test_a_stage_sent_by_a_client_is_refused(self, world):
		case = factories.refer(world)
		with as_user(world["coordinator"]):
			case.stage = "Active"
			assert "follows the workflow" in refused(case.save)

	def test_a_new_course_begins_at_the_beginning(self, world):
		for values in ({"stage": "Active"}, {"workflow_state": "Course under way"}):
			refused(lambda values=values: factories.refer(world, **values))

	def test_without_an_active_workflow_the_stage_itself_is_judged(self, world):
		workflow = frappe.get_doc("Workflow", "LAT Course")
		workflow.is_active = 0
		workflow.save()
		case = factories.refer(world)
		with as_user(world["coordinator"]):
			case.stage = "Assessed"
			assert "N4" in refused(case.save)
			case.reload()
			factories.give_consent(case)
			case.stage = "Assessed"
			case.save()
		assert case.stage == "Assessed"


@pytest.mark.parametrize("stage", ["Closing", "Closed"])
class TestSecondClosing:
	"""A course that was extended or reopened is closed anew: what an earlier closing has counts no more."""

	def test_it_asks_for_its_own_measurement_looking_back_and_debrief(self, world, stage):
		case = factories.case_at("Closing", world)
		measure(case, world)
		take_up_again(stage, case, world)
		begin_closing(case, world)
		message = refused_both_ways(
			case, "Close course", "Course closed", world["coordinator"], "R90", "R100", "R101", "R106"
		)
		assert message.count("<li>") == 4
		second = measure(case, world, answer=4)
		assert not second.earlier_closing
		with as_user(world["coordinator"]):
			case.reload().update({**WRITTEN, "after_missing_reason": ""})
			case.save()
		assert act(case, "Close course", world["coordinator"]).stage == "Closed"

	def test_it_asks_for_its_own_handover(self, world, stage):
		case = factories.case_at("Active", world)
		begin_closing(case, world, "Not reached enough")
		with as_user(world["coordinator"]):
			factories.consent_to_handover(case, world["caseworker"], "Life situation")
			factories.end_without_goals(case, "Not reached enough")
		self.hand_over(case, world)
		take_up_again(stage, case, world)
		begin_closing(case, world, "Not reached enough")
		with as_user(world["coordinator"]):
			case.update(WRITTEN)
			case.save()
			factories.end_without_goals(case, "Not reached enough")
		refused_both_ways(case, "Close course", "Course closed", world["coordinator"], "R98")
		self.hand_over(case, world)
		assert act(case, "Close course", world["coordinator"]).stage == "Closed"

	def hand_over(self, case, world):
		with as_user(world["coordinator"]):
			handover = factories.draft_handover(case, world["caseworker"])
		act(handover, "Send handover", world["coordinator"])
		act(handover, "Confirm receipt", world["caseworker"])

	def test_a_packet_sent_before_and_received_since_is_of_the_earlier_closing(self, world, stage):
		case = factories.case_at("Active", world)
		begin_closing(case, world, "Broken off")
		with as_user(world["coordinator"]):
			factories.consent_to_handover(case, world["caseworker"], "Life situation")
			handover = factories.draft_handover(case, world["caseworker"])
			case.update({**WRITTEN, "no_handover_reason": "Borgeren ønsker det ikke."})
			case.save()
			factories.end_without_goals(case, "Broken off")
		act(handover, "Send handover", world["coordinator"])
		take_up_again(stage, case, world)
		begin_closing(case, world, "Broken off")
		act(handover, "Confirm receipt", world["caseworker"])
		with as_user(world["coordinator"]):
			case.update(WRITTEN)
			case.save()
			factories.end_without_goals(case, "Broken off")
		refused_both_ways(case, "Close course", "Course closed", world["coordinator"], "R98")

	def test_what_the_first_one_left_stays_readable(self, world, stage):
		case = factories.case_at("Closing", world)
		first = measure(case, world)
		take_up_again(stage, case, world)
		for person in ("coordinator", "mentor"):
			with as_user(world[person]):
				read = frappe.get_doc("LAT Case", case.name)
				read.apply_fieldlevel_read_permissions()
				assert frappe.has_permission("LAT Measurement", "read", doc=first.name)
			(earlier,) = read.earlier_closings
			assert {fieldname: earlier.get(fieldname) for fieldname in WRITTEN} == WRITTEN
			assert earlier.outcome == "Goals reached" and earlier.closing_began_on and earlier.taken_up_at
			assert bool(earlier.closed_on) == bool(earlier.reopen_reason) == (stage == "Closed")
			assert bool(earlier.case_review) == (stage == "Closing")
		assert not any(case.get(fieldname) for fieldname in WRITTEN)
		assert (first.reload().measured_at, first.earlier_closing) == ("After", 1)

	def test_nobody_changes_what_the_first_one_left(self, world, stage):
		case = take_up_again(stage, factories.case_at("Closing", world), world)
		first = case.earlier_closings[0].name
		with as_user(world["coordinator"]):
			case.earlier_closings[0].looking_back = "Noget andet."
			case.append("earlier_closings", {"looking_back": "Opfundet.", "taken_up_at": today()})
			case.save()
			case.reload()
			assert [row.name for row in case.earlier_closings] == [first]
			assert case.earlier_closings[0].looking_back == WRITTEN["looking_back"]
			case.update({"earlier_closings": []})
			case.save()
		assert len(case.reload().earlier_closings) == 1

	def test_there_is_one_measurement_of_an_instrument_for_each_closing(self, world, stage):
		case = factories.case_at("Closing", world)
		measure(case, world)
		assert "already has" in refused(lambda: measure(case, world))
		begin_closing(take_up_again(stage, case, world), world)
		measure(case, world)
		assert "already has" in refused(lambda: measure(case, world))

	def test_there_is_one_before_measurement_all_the_same(self, world, stage):
		case = factories.case_at("Closing", world)
		measure(case, world, "Before")
		begin_closing(take_up_again(stage, case, world), world)
		assert "already has" in refused(lambda: measure(case, world, "Before"))

	def test_the_after_measurement_is_due_and_offered_again(self, world, stage):
		case = factories.case_at("Closing", world)
		first = measure(case, world)
		begin_closing(take_up_again(stage, case, world), world)
		assert "After measurement" in [due.what for due in derived.dues_of(case, getdate(today()), None)]
		with as_user(world["coordinator"]):
			told = recording.of_case(case.name)
		cells = [
			cell
			for questionnaire in told["questionnaires"]
			if questionnaire["instrument"] == first.instrument
			for cell in questionnaire["cells"]
		]
		assert [cell["open"] for cell in cells if cell["point"] == "After"] == [True]
		assert "closing no. 1" in told["development"]


class TestReopenedCourse:
	"""What is dated before the course had closed was made for that closing, whenever it is written down."""

	@pytest.fixture
	def case(self, world):
		case = factories.case_at("Closing", world)
		with as_user(world["coordinator"]):
			case.update({**WRITTEN, "opened_on": add_days(today(), -60), "closed_on": add_days(today(), -5)})
			case.save()
		case = act(case, "Close course", world["coordinator"])
		assert case.closed_on == getdate(add_days(today(), -5))
		return begin_closing(reopen(case, world), world)

	def test_a_debrief_is_held_anew(self, world, case):
		with as_user(world["coordinator"]):
			factories.give_consent(case, purpose="Debrief", given_on=today())
			case.reload().update({**WRITTEN, "debrief_waived_reason": ""})
			case.debrief_held_on = add_days(today(), -6)
			case.save()
		refused_both_ways(case, "Close course", "Course closed", world["coordinator"], "R106")
		with as_user(world["coordinator"]):
			case.reload().debrief_held_on = today()
			case.save()
		assert act(case, "Close course", world["coordinator"]).stage == "Closed"

	def test_answers_of_that_time_are_of_the_earlier_closing(self, world, case):
		assert measure(case, world, measured_on=add_days(today(), -6)).earlier_closing == 1
		with as_user(world["coordinator"]):
			case.reload().update({**WRITTEN, "after_missing_reason": ""})
			case.save()
		refused_both_ways(case, "Close course", "Course closed", world["coordinator"], "R90")
		assert not measure(case, world, measured_on=add_days(today(), -4)).earlier_closing
		assert act(case, "Close course", world["coordinator"]).stage == "Closed"


class TestMatch:
	def offered(self, world, mentor="mentor", case=None):
		case = case or factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors[mentor])
		return act(match, "Offer match", world["coordinator"])

	def test_g5_lists_every_unmet_condition_at_once(self, world):
		case = factories.case_at(
			"Matching",
			world,
			citizen={"languages": [{"language": "ar", "fluency": "Fluent"}]},
			course_type="Parent-coach course",
		)
		coordinator = world["coordinator"]
		with as_user(coordinator):
			mentor = factories.new_mentor(world["outsider"], kind="Mentor", capacity=1)
			match = factories.propose(case, mentor.name, conflict_of_interest="Not checked")
		message = refused_both_ways(match, "Offer match", "Match offered", coordinator, "R1", "R4", "R30")
		assert message.count("<li>") == 4
		assert "conflict of interest" in message

	def test_g5_capacity_counts_open_courses(self, world):
		coordinator = world["coordinator"]
		with as_user(coordinator):
			mentor = factories.active_mentor(world["outsider"], capacity=1)
		first, second = (factories.case_at("Matching", world) for _course in range(2))
		with as_user(coordinator):
			act(factories.propose(first, mentor.name), "Offer match", coordinator)
			match = factories.propose(second, mentor.name)
		assert "1 of 1" in refused_both_ways(match, "Offer match", "Match offered", coordinator, "R35")

	def test_g5_a_place_on_a_course_about_to_be_reopened_is_taken(self, world):
		user = factories.make_user("one_place", "Nadia Omar", "LAT Mentor")
		case = closed_course(world)
		with as_user(world["coordinator"]):
			mentor = factories.active_mentor(user, capacity=1).name
			case.reopen_reason = "Moderen har bedt om det."
			case.save()
			reopened = factories.propose(case, mentor)
		act(reopened, "Offer match", world["coordinator"])
		with as_user(world["coordinator"]):
			match = factories.propose(factories.case_at("Matching", world), mentor)
		refused_both_ways(match, "Offer match", "Match offered", world["coordinator"], "R35")

	@pytest.mark.parametrize("steps", [(), ("Offer match",), ("Offer match", "Accept match")])
	def test_declining_a_match_needs_a_reason(self, world, steps):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["mentor"])
		for step in steps:
			act(match, step, world["mentor" if step == "Accept match" else "coordinator"])
		refused_both_ways(match, "Decline match", "Match declined", world["coordinator"])

	def test_another_mentor_is_chosen_until_the_offer_and_weighed_anew(self, world):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["mentor"], rationale="Deler interesser.")
			match.criteria[0].reason = "Sagt af den første."
			match.save()
			match.mentor = world.mentors["second_mentor"]
			match.save()
		match.reload()
		assert match.mentor_name == frappe.db.get_value("LAT Mentor", match.mentor, "full_name")
		assert not [row for row in match.criteria if row.reason]
		assert match.conflict_of_interest == "Not checked" and not match.rationale
		refused_both_ways(match, "Offer match", "Match offered", world["coordinator"])

	def test_what_is_written_with_another_mentor_is_kept(self, world):
		with as_user(world["coordinator"]):
			match = factories.propose(
				factories.case_at("Matching", world),
				world.mentors["mentor"],
				conflict_of_interest="Not checked",
			)
			match.update({"mentor": world.mentors["second_mentor"], "conflict_of_interest": "None"})
			match.save()
		assert act(match, "Offer match", world["coordinator"]).stage == "Offered"

	def test_a_mentor_who_has_got_the_offer_is_not_exchanged(self, world):
		match = self.offered(world)
		with as_user(world["coordinator"]):
			match.mentor = world.mentors["second_mentor"]
			assert "has got the offer" in refused(match.save)

	def test_a_mentor_is_not_chosen_twice_nor_one_of_another_municipality(self, world):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			factories.propose(case, world.mentors["second_mentor"])
			match = factories.propose(case, world.mentors["mentor"])
			match.mentor = world.mentors["second_mentor"]
			assert "already proposed" in refused(match.save)
			match.reload()
			match.mentor = world.mentors["away_mentor"]
			assert "not yours to read" in refused(match.save)

	def test_g5_a_mentor_of_another_municipality_cannot_be_offered_the_course(self, world):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError, match="not yours to read"):
			factories.propose(case, world.mentors["away_mentor"])
		match = factories.propose(case, world.mentors["away_mentor"])
		refused_both_ways(match, "Offer match", "Match offered", world["coordinator"], "R22")

	def test_g6_only_that_mentor_accepts(self, world):
		match = self.offered(world)
		for person in ("coordinator", "second_mentor", "away_mentor"):
			refused(lambda person=person: by_action(match, "Accept match", world[person]))
			refused(lambda person=person: by_save(match, "Match accepted", world[person]))
		assert "got the offer" in refused_both_ways(match, "Accept match", "Match accepted", "Administrator")
		act(match, "Accept match", world["mentor"])
		assert (match.stage, match.accepted_by) == ("Accepted", world["mentor"])

	def test_g6_the_current_role_description_is_acknowledged_by_both(self, world):
		match = self.offered(world)
		for role in ("Mentor", "Coordinator"):
			factories.published_description(role, factories.HOME, world["coordinator"], world["manager"])
		message = refused_both_ways(match, "Accept match", "Match accepted", world["mentor"], "R16")
		assert "Samir Haddad" in message and "Birgit Holm" in message

	def test_g7_a_stated_wish_that_is_not_met_needs_a_reason(self, world):
		case = factories.case_at("Assessed", world)
		with as_user(world["coordinator"]):
			case.append("preferences", {"criterion": "Gender", "wish": "Woman"})
			factories.describe_person(case)
		act(case, "Start matching", world["coordinator"])
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["mentor"], rationale="")
		act(match, "Offer match", world["coordinator"])
		act(match, "Accept match", world["mentor"])
		message = refused_both_ways(
			match, "Approve match", "Match approved", world["coordinator"], "R26", "R31"
		)
		assert "Gender" in message
		with as_user(world["coordinator"]):
			match.rationale = "De taler samme sprog."
			match.criteria[0].reason = "Der er ingen kvinde i korpset med ledig plads."
			match.save()
		assert act(match, "Approve match", world["coordinator"]).stage == "Approved"

	@pytest.mark.parametrize("stage", ["Preparing", "Active"])
	def test_a_match_is_ended_with_a_reason_before_a_new_one(self, world, stage):
		case = factories.case_at(stage, world)
		refused_both_ways(case, "Match anew", "Course matching", world["coordinator"], "R20")
		match = frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})
		refused_both_ways(match, "End match", "Match ended", world["coordinator"], "R20")
		with as_user(world["coordinator"]):
			match.end_reason = "Mentor skifter job."
			match.save()
		act(match, "End match", world["coordinator"])
		case.reload()
		assert case.mentor is None and not case.mentor_outcome
		assert act(case, "Match anew", world["coordinator"]).stage == "Matching"


class TestHandover:
	def drafted(self, world, *lines):
		case = factories.case_at("Active", world)
		with as_user(world["coordinator"]):
			return case, factories.draft_handover(case, world["caseworker"], *lines)

	def consent(self, case, world, *kinds, **values):
		with as_user(world["coordinator"]):
			return factories.consent_to_handover(case, world["caseworker"], *kinds, **values)

	def left_out(self, handover):
		return frappe.get_all(
			"LAT Handover Omission",
			filters={"handover": handover.name},
			fields=["line_number", "content", "reason"],
			order_by="line_number asc",
		)

	def test_g12_nothing_passes_without_consent(self, world):
		case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		refused_both_ways(handover, "Send handover", "Handover sent", world["coordinator"], "R104")
		self.consent(case, world, "Goals and steps")
		refused_both_ways(handover, "Send handover", "Handover sent", world["coordinator"], "R104")

	def test_g12_lines_without_consent_are_named_and_left_out(self, world):
		case, handover = self.drafted(
			world,
			("Life situation", "The course", "Bor alene."),
			("Psychiatric assessments and treatment", "Another authority", "Udredt i 2024."),
			("Life situation", "Section 115 exchange", "Fra politiet."),
		)
		self.consent(case, world, "Life situation")
		act(handover, "Send handover", world["coordinator"])
		left_out = self.left_out(handover)
		assert [row.line_number for row in left_out] == [2, 3]
		assert "consent" in left_out[0].reason and "115" in left_out[1].reason
		named = [str(message) for message in frappe.get_message_log()]
		assert any("Row 2" in message and "Row 3" in message for message in named)
		packet = handover.get_packet()
		assert [row.content for row in handover.lines] == ["Bor alene."]
		assert [line["content"] for line in packet["lines"]] == ["Bor alene."]
		assert len(handover.packet_hash) == 64 and packet["number"] == handover.packet_number

	def test_the_packet_says_who_it_is_about_and_whom_to_ask(self, world):
		case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		self.consent(case, world, "Life situation")
		frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", "2006-02-03")
		frappe.db.set_value("User", world["coordinator"], "phone", "12 34 56 78")
		act(handover, "Send handover", world["coordinator"])
		packet = handover.get_packet()
		assert packet["citizen"] == {"name": "Mikkel Prøvesen", "birth_date": "2006-02-03"}
		assert packet["coordinator"] == {
			"name": "Birgit Holm",
			"phone": "12 34 56 78",
			"email": world["coordinator"],
		}
		with as_user(world["caseworker"]):
			paper = frappe.get_print("LAT Handover", handover.name, "LAT Handover Packet")
		assert "Mikkel Prøvesen" in paper and "Birgit Holm" in paper and "12 34 56 78" in paper

	def test_a_packet_that_was_sent_before_it_named_anybody_is_still_printed(self, world):
		case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		self.consent(case, world, "Life situation")
		act(handover, "Send handover", world["coordinator"])
		packet = handover.get_packet()
		del packet["citizen"], packet["coordinator"]
		text, hashed = freeze(packet)
		handover.db_set({"packet": text, "packet_hash": hashed})
		with as_user(world["caseworker"]):
			assert handover.packet_number in frappe.get_print(
				"LAT Handover", handover.name, "LAT Handover Packet"
			)

	def test_a_refused_sending_puts_nothing_aside(self, world):
		_case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		refused(lambda: by_action(handover, "Send handover", world["coordinator"]))
		assert not self.left_out(handover)

	def test_what_was_left_out_comes_back_in_its_place_with_the_draft(self, world):
		lines = (
			("Psychiatric assessments and treatment", "Another authority", "Udredt i 2024."),
			("Life situation", "The course", "Bor alene."),
			("Network and family", "The course", "Ser sin moster."),
			("Life situation", "Section 115 exchange", "Fra politiet."),
		)
		case, handover = self.drafted(world, *lines)
		self.consent(case, world, "Life situation")
		act(handover, "Send handover", world["coordinator"])
		with as_user(world["caseworker"]):
			handover.reload()
			handover.question = "Er der en udredning?"
			handover.save()
		act(handover, "Return with a question", world["caseworker"])
		assert [row.line_number for row in self.left_out(handover)] == [1, 3, 4]
		act(handover, "Take back to draft", world["coordinator"])
		assert [row.content for row in handover.lines] == [content for _kind, _origin, content in lines]
		assert [row.idx for row in handover.lines] == [1, 2, 3, 4]
		assert not self.left_out(handover)
		self.consent(case, world, "Network and family")
		act(handover, "Send handover", world["coordinator"])
		assert [row.content for row in handover.lines] == ["Bor alene.", "Ser sin moster."]
		assert [row.line_number for row in self.left_out(handover)] == [1, 4]

	def test_section_115_material_does_not_slip_in_as_a_line_of_the_course(self, world):
		case, handover = self.drafted(
			world,
			("Life situation", "The course", "Bor alene."),
			("Life situation", "The course", "Vi ved:  politiet har set ham\nved stationen."),
		)
		with as_user(world["coordinator"]):
			factories.write_background(
				case,
				origin="Section 115 exchange",
				legal_basis="Retsplejelovens § 115",
				content="Politiet har set ham ved stationen.",
			)
		self.consent(case, world, "Life situation")
		act(handover, "Send handover", world["coordinator"])
		assert [row.content for row in handover.lines] == ["Bor alene."]
		assert "115" in self.left_out(handover)[0].reason

	def test_g12_an_expired_or_withdrawn_consent_opens_nothing(self, world):
		case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		yesterday = frappe.utils.add_days(frappe.utils.today(), -1)
		self.consent(case, world, "Life situation", valid_until=yesterday)
		self.consent(case, world, "Life situation", withdrawn_on=frappe.utils.today())
		refused_both_ways(handover, "Send handover", "Handover sent", world["coordinator"], "R104")

	def test_withdrawing_a_consent_stops_the_handover_at_once(self, world):
		case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		other = self.consent(case, world, "Goals and steps")
		consent = self.consent(case, world, "Life situation")
		act(handover, "Send handover", world["coordinator"])
		for withdrawn, stage in ((other, "Sent"), (consent, "Cancelled")):
			with as_user(world["coordinator"]):
				withdrawn.withdrawn_on = frappe.utils.today()
				withdrawn.save()
			handover.reload()
			assert handover.stage == stage
		assert handover.workflow_state == "Handover cancelled"
		with as_user(world["caseworker"]):
			assert not frappe.has_permission("LAT Handover", "read", doc=handover)

	def test_what_was_sent_stays(self, world):
		case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		self.consent(case, world, "Life situation")
		act(handover, "Send handover", world["coordinator"])
		with as_user(world["coordinator"]):
			handover.lines[0].content = "Noget andet."
			assert "stays as it is" in refused(handover.save)
			handover.reload()
			handover.packet = "{}"
			handover.save()
			handover.reload()
		assert handover.get_packet()["lines"]

	def test_g13_only_the_named_caseworker_receives_or_returns(self, world):
		case, handover = self.drafted(world, ("Life situation", "The course", "Bor alene."))
		self.consent(case, world, "Life situation")
		act(handover, "Send handover", world["coordinator"])
		for person in ("coordinator", "mentor", "other_caseworker"):
			refused(lambda person=person: by_action(handover, "Confirm receipt", world[person]))
			refused(lambda person=person: by_save(handover, "Handover received", world[person]))
		refused_both_ways(handover, "Confirm receipt", "Handover received", "Administrator", "R98")
		refused_both_ways(handover, "Return with a question", "Handover returned", world["caseworker"], "R98")
		with as_user(world["caseworker"]):
			handover.reload()
			handover.question = "Hvem har aftalt det med moderen?"
			handover.save()
		act(handover, "Return with a question", world["caseworker"])
		act(handover, "Take back to draft", world["coordinator"])
		act(handover, "Send handover", world["coordinator"])
		refused_both_ways(handover, "Return with a question", "Handover returned", world["caseworker"], "R98")
		with as_user(world["caseworker"]):
			handover.reload()
			handover.update({"question": "Hvornår?", "answered_question": None}).save()
		act(handover, "Return with a question", world["caseworker"])
		act(handover, "Take back to draft", world["coordinator"])
		act(handover, "Send handover", world["coordinator"])
		act(handover, "Confirm receipt", world["caseworker"])
		assert handover.stage == "Received" and handover.received_on


def test_a_refusal_is_in_danish_for_a_danish_user(world):
	frappe.db.set_value("User", world["coordinator"], "language", "da")
	case = factories.refer(world, target_group="", referral_source="")
	frappe.local.lang = "da"
	message = refused(lambda: by_action(case, "Assess course", world["coordinator"]))
	assert "Vælg målgruppen" in message


def test_bulk_workflow_action_is_judged_too(world):
	case = factories.refer(world, target_group="")
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError):
		apply_workflow(case.as_dict(convert_dates_to_str=True), "Assess course")


def test_the_workflow_of_frappe_still_guards_the_transition(world):
	"""A transition that an administrator takes away is closed, although the lifecycle would allow it."""
	workflow = frappe.get_doc("Workflow", "LAT Course")
	workflow.transitions = [
		row
		for row in workflow.transitions
		if (row.action, row.state) != ("Decline course", "Course referred")
	]
	workflow.save()
	case = factories.refer(world, decline_reason="Uden for målgruppen.")
	with pytest.raises(WorkflowPermissionError):
		by_save(case, "Course declined", world["coordinator"])

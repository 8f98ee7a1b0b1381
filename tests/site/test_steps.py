"""A step asks for what its guard misses, and takes it with the step: all of it, or nothing."""

import frappe
import pytest

from lat_corps.casework.doctype.lat_handover.lat_handover import send_again
from lat_corps.steps import take
from tests import factories
from tests.factories import act, as_user

REASON = "Vi har talt om det."


def step(doc, action: str, user: str, values: dict | None = None) -> list[str]:
	"""Take a step as `user`; return the fields that it asks for, none when it is taken."""
	with as_user(user):
		answer = take(doc.doctype, doc.name, action, values)
	doc.reload()
	return [field for condition in answer.get("asked", ()) for field in condition["fields"]]


@pytest.fixture
def matching(world):
	return factories.case_at("Matching", world)


@pytest.fixture
def proposed(world, matching):
	with as_user(world["coordinator"]):
		return factories.propose(matching, world.mentors["mentor"])


@pytest.fixture
def sent(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(case, world["caseworker"])
	return act(handover, "Send handover", world["coordinator"])


def approved_match(case):
	return frappe.get_doc("LAT Match", {"lat_case": case.name, "stage": "Approved"})


def unchecked(world, stage="Matching"):
	with as_user(world["coordinator"]):
		return factories.propose(
			factories.case_at(stage, world), world.mentors["mentor"], conflict_of_interest="Not checked"
		)


def accepted(world):
	with as_user(world["coordinator"]):
		match = factories.propose(factories.case_at("Matching", world), world.mentors["mentor"], rationale="")
	act(match, "Offer match", world["coordinator"])
	return act(match, "Accept match", world["mentor"])


def unmeasured(world):
	case = factories.case_at("Preparing", world)
	with as_user(world["coordinator"]):
		factories.prepare_meeting(case)
		case.update({"before_deferred_reason": "", "before_deferred_until": None})
		case.save()
	return case


def ready_to_close(world):
	case = factories.case_at("Closing", world)
	with as_user(world["coordinator"]):
		case.update({"after_missing_reason": REASON, "debrief_waived_reason": REASON})
		case.save()
	return case


ASKED = [
	("Offer match", "Offered", unchecked, {"conflict_of_interest": "None"}),
	("Approve match", "Approved", accepted, {"rationale": REASON}),
	("Decline match", "Declined", unchecked, {"decline_reason": REASON}),
	(
		"End match",
		"Ended",
		lambda world: approved_match(factories.case_at("Active", world)),
		{"end_reason": REASON},
	),
	(
		"Decline course",
		"Declined",
		lambda world: factories.case_at("Referred", world),
		{"decline_reason": REASON},
	),
	(
		"Start course",
		"Active",
		unmeasured,
		{"before_deferred_reason": REASON, "before_deferred_until": "2099-01-01"},
	),
	(
		"Close course",
		"Closed",
		ready_to_close,
		{"looking_back": REASON, "relapse_agreement": REASON},
	),
	(
		"Mentor leaves",
		"Left",
		lambda world: factories.new_mentor(world["outsider"]),
		{"status_reason": REASON},
	),
]


@pytest.mark.parametrize(("action", "stage", "record", "values"), ASKED, ids=[row[0] for row in ASKED])
class TestAStepThatLacksSomething:
	def test_says_what_it_asks_for_and_is_not_taken(self, world, action, stage, record, values):
		doc = record(world)
		before = doc.stage
		assert step(doc, action, world["coordinator"]) == [*values]
		assert doc.stage == before

	def test_is_taken_with_it(self, world, action, stage, record, values):
		doc = record(world)
		assert step(doc, action, world["coordinator"], values) == []
		assert doc.stage == stage
		assert {field: str(doc.get(field)) for field in values} == values

	def test_is_refused_without_it(self, world, action, stage, record, values):
		doc = record(world)
		with pytest.raises(frappe.ValidationError):
			step(doc, action, world["coordinator"], dict.fromkeys(values, ""))
		assert frappe.db.get_value(doc.doctype, doc.name, "stage") == doc.stage


def test_a_wish_that_is_not_met_is_asked_for_its_reason(world, matching):
	with as_user(world["coordinator"]):
		for wish in ("Kan lide at fiske.", "Er morgenfrisk."):
			matching.append("preferences", {"criterion": "Other wish", "wish": wish, "strength": "Wish"})
		matching.save()
		match = factories.propose(matching, world.mentors["mentor"], rationale="")
	act(match, "Offer match", world["coordinator"])
	act(match, "Accept match", world["mentor"])
	asked = step(match, "Approve match", world["coordinator"])
	rows = [row for row in match.criteria if row.criterion == "Other wish"]
	reasons = {f"criteria.{row.idx}.reason": f"Vejer lidt: {row.citizen_side}" for row in rows}
	assert len(rows) == 2 and asked == ["rationale", *reasons]
	assert step(match, "Approve match", world["coordinator"], {"rationale": REASON, **reasons}) == []
	assert match.stage == "Approved"
	assert [row.reason for row in match.criteria if row.reason] == [*reasons.values()]


def test_a_step_that_lacks_nothing_is_taken_at_once(world, proposed):
	assert step(proposed, "Offer match", world["coordinator"]) == []
	assert proposed.stage == "Offered"


def test_nobody_is_asked_for_a_reason_when_the_step_is_refused_all_the_same(world):
	case = factories.case_at("Preparing", world)
	with pytest.raises(frappe.ValidationError, match=r"first meeting.*why it waits"):
		step(case, "Start course", world["coordinator"])


def test_what_is_measured_is_not_asked_for(world):
	case = unmeasured(world)
	with as_user(world["coordinator"]):
		factories.measure(case, "Before")
	assert step(case, "Start course", world["coordinator"]) == []
	assert case.stage == "Active"


def test_a_course_is_reopened_with_its_reason(world):
	case = ready_to_close(world)
	step(case, "Close course", world["coordinator"], {"looking_back": REASON, "relapse_agreement": REASON})
	with as_user(world["coordinator"]):
		factories.consent_anew(case)
	assert step(case, "Reopen course", world["coordinator"]) == ["reopen_reason"]
	step(case, "Reopen course", world["coordinator"], {"reopen_reason": REASON})
	assert case.stage == "Active"


def test_who_no_longer_reads_the_record_is_told_so(world, proposed):
	act(proposed, "Offer match", world["coordinator"])
	given = {"decline_reason": REASON}
	with as_user(world["mentor"]):
		assert take("LAT Match", proposed.name, "Decline match", given) == {"readable": False}


def test_only_what_is_asked_for_is_written(world, proposed):
	step(proposed, "Decline match", world["coordinator"], {"decline_reason": REASON, "rationale": "Andet."})
	assert proposed.stage == "Declined" and proposed.rationale != "Andet."


def test_a_mentor_declines_with_a_reason(world, proposed):
	act(proposed, "Offer match", world["coordinator"])
	assert step(proposed, "Decline match", world["mentor"]) == ["decline_reason"]
	step(proposed, "Decline match", world["mentor"], {"decline_reason": REASON})
	assert (proposed.stage, proposed.modified_by) == ("Declined", world["mentor"])


@pytest.mark.parametrize("person", ["second_mentor", "away_coordinator", "caseworker", "outsider"])
def test_who_does_not_work_with_it_takes_no_step(world, proposed, person):
	act(proposed, "Offer match", world["coordinator"])
	for values in (None, {"decline_reason": REASON}):
		with pytest.raises(frappe.PermissionError):
			step(proposed, "Decline match", world[person], values)
	assert not frappe.db.get_value("LAT Match", proposed.name, "decline_reason")


def test_a_step_by_a_name_of_the_administrators(world, proposed):
	workflow = frappe.get_doc("Workflow", "LAT Match")
	frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": "Sig nej tak"}).insert()
	for row in workflow.transitions:
		row.action = "Sig nej tak" if row.action == "Decline match" else row.action
	workflow.save()
	assert step(proposed, "Sig nej tak", world["coordinator"]) == ["decline_reason"]
	step(proposed, "Sig nej tak", world["coordinator"], {"decline_reason": REASON})
	assert proposed.stage == "Declined"


class TestHandover:
	def test_it_is_returned_with_a_question_each_time_a_new_one(self, world, sent):
		assert step(sent, "Return with a question", world["caseworker"]) == ["question"]
		step(sent, "Return with a question", world["caseworker"], {"question": "Hvem har aftalt det?"})
		assert sent.stage == "Returned"
		with as_user(world["coordinator"]):
			send_again(sent.name, "Det har moderen.")
		sent.reload()
		assert (sent.stage, sent.answer) == ("Sent", "Det har moderen.")
		assert step(sent, "Return with a question", world["caseworker"]) == ["question"]

	def test_it_is_sent_again_without_a_workflow_too(self, world, sent):
		step(sent, "Return with a question", world["caseworker"], {"question": "Hvem har aftalt det?"})
		workflow = frappe.get_doc("Workflow", "LAT Handover")
		workflow.is_active = 0
		workflow.save()
		with as_user(world["coordinator"]):
			send_again(sent.name, "Det har moderen.")
		sent.reload()
		assert sent.stage == "Sent"

	@pytest.mark.parametrize("person", ["caseworker", "mentor", "away_coordinator"])
	def test_nobody_but_its_coordinator_sends_it_again(self, world, sent, person):
		step(sent, "Return with a question", world["caseworker"], {"question": "Hvem har aftalt det?"})
		with as_user(world[person]), pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			send_again(sent.name, "Det har moderen.")
		assert frappe.db.get_value("LAT Handover", sent.name, "stage") == "Returned"

"""The guards G1 to G13 over HTTP: a PUT of the state and a workflow action, as the person at the screen."""

import frappe
import pytest

from tests import factories
from tests.factories import HOME, act, as_user

pytestmark = pytest.mark.real_site


@pytest.fixture(scope="module")
def records(world):
	"""Records waiting before each guard, with what the guard asks for still missing."""
	coordinator = world["coordinator"]
	with as_user(coordinator):
		mentor = factories.new_mentor(world["outsider"])
	act(mentor, "Start training", coordinator)
	description = factories.description_in_review("Manager", HOME, coordinator)
	cases = {
		stage: factories.case_at(stage, world)
		for stage in ("Referred", "Assessed", "Matching", "Preparing", "Active", "Closing")
	}
	cases["Referred"].db_set("target_group", "")
	matching = factories.case_at("Matching", world)
	with as_user(coordinator):
		proposed = factories.propose(
			matching, world.mentors["second_mentor"], conflict_of_interest="Not checked"
		)
		offered = factories.propose(cases["Matching"], world.mentors["mentor"])
		approvable = factories.propose(cases["Matching"], world.mentors["second_mentor"], rationale="")
		handover = factories.draft_handover(cases["Active"], world["caseworker"])
		factories.consent_to_handover(cases["Closing"], world["caseworker"], "Life situation")
		sent = factories.draft_handover(cases["Closing"], world["caseworker"])
	act(offered, "Offer match", coordinator)
	act(approvable, "Offer match", coordinator)
	act(approvable, "Accept match", world["second_mentor"])
	act(sent, "Send handover", coordinator)
	frappe.db.commit()
	yield {
		"mentor": mentor,
		"description": description,
		"proposed": proposed,
		"offered": offered,
		"approvable": approvable,
		"handover": handover,
		"sent": sent,
		**cases,
	}


GUARDS = [
	("G1", "mentor", "coordinator", "Activate mentor", "Mentor active", "R4"),
	("G3", "Referred", "coordinator", "Assess course", "Course assessed", "R25"),
	("G4", "Assessed", "coordinator", "Start matching", "Course matching", "R26"),
	("G5", "proposed", "coordinator", "Offer match", "Match offered", "conflict"),
	("G7", "approvable", "coordinator", "Approve match", "Match approved", "R26"),
	("G8", "Matching", "coordinator", "Prepare course", "Course preparing", "R11"),
	("G9", "Preparing", "coordinator", "Start course", "Course under way", "R44"),
	("G10", "Active", "coordinator", "Begin closing", "Course closing", "R99"),
	("G11", "Closing", "coordinator", "Close course", "Course closed", "R106"),
	("G12", "handover", "coordinator", "Send handover", "Handover sent", "R104"),
]


@pytest.mark.parametrize(("guard", "record", "person", "action", "state", "reason"), GUARDS)
def test_a_guard_refuses_over_http(records, client, guard, record, person, action, state, reason):
	doc, caller = records[record], client(person)
	for answer in (caller.put(doc, workflow_state=state), caller.act(doc, action)):
		assert answer.status_code == 417, f"{guard}: {answer.status_code} {answer.text[:300]}"
		assert reason in answer.text
	assert caller.read(doc).json()["data"]["stage"] == doc.stage


@pytest.mark.parametrize(
	("record", "person", "action", "state"),
	[
		("description", "coordinator", "Publish text", "Text published"),
		("description", "away_manager", "Publish text", "Text published"),
		("offered", "second_mentor", "Accept match", "Match accepted"),
		("offered", "coordinator", "Accept match", "Match accepted"),
		("offered", "away_mentor", "Accept match", "Match accepted"),
		("sent", "coordinator", "Confirm receipt", "Handover received"),
		("sent", "mentor", "Confirm receipt", "Handover received"),
		("sent", "other_caseworker", "Confirm receipt", "Handover received"),
		("Active", "away_coordinator", "Begin closing", "Course closing"),
		("Active", "second_mentor", "Begin closing", "Course closing"),
	],
)
def test_the_wrong_person_is_refused_over_http(records, client, record, person, action, state):
	doc, caller = records[record], client(person)
	for answer in (caller.put(doc, workflow_state=state), caller.act(doc, action)):
		assert answer.status_code in (403, 417), answer.text[:300]
	assert frappe.get_doc(doc.doctype, doc.name).stage == doc.stage


@pytest.mark.parametrize(
	("guard", "record", "action", "state", "reason"),
	[
		("G2", "description", "Publish text", "Text published", "R16"),
		("G6", "offered", "Accept match", "Match accepted", "got the offer"),
		("G13", "sent", "Confirm receipt", "Handover received", "R98"),
	],
)
def test_administrator_takes_nobodys_place(records, administrator, guard, record, action, state, reason):
	doc = records[record]
	for answer in (administrator.put(doc, workflow_state=state), administrator.act(doc, action)):
		assert answer.status_code == 417, f"{guard}: {answer.text[:300]}"
		assert reason in answer.text


def test_a_stage_sent_over_http_is_refused(records, client):
	for record in ("Preparing", "offered", "handover", "mentor", "description"):
		answer = client("coordinator").put(records[record], stage="Active")
		assert answer.status_code == 417, (record, answer.text[:300])


def test_server_fields_sent_over_http_are_not_kept(records, client, world):
	case = records["Active"]
	client("coordinator").put(case, mentor=world.mentors["second_mentor"], last_rating=10, age_at_referral=5)
	assert client("coordinator").read(case).json()["data"]["mentor"] == world.mentors["mentor"]
	sent = records["sent"]
	client("coordinator").put(sent, packet_hash="0" * 64, packet="{}")
	assert client("caseworker").read(sent).json()["data"]["packet_hash"] == sent.packet_hash


def test_no_course_becomes_active_before_both_acknowledge_the_current_description(records, client, world):
	"""G6 and G9 (R16): a new version binds the next step, by REST, until mentor and coordinator sign it."""
	coordinator, mentor = client("coordinator"), client("mentor")
	case = records["Preparing"]
	with as_user(world["coordinator"]):
		case.reload()
		factories.prepare_meeting(case)
	roles = ("Mentor", "Coordinator")
	versions = [
		factories.published_description(role, HOME, world["coordinator"], world["manager"]) for role in roles
	]
	frappe.db.commit()
	# What other tests acknowledge from here on.
	world.descriptions.update({(role, HOME): name for role, name in zip(roles, versions, strict=True)})
	for answer in (
		coordinator.act(case, "Start course"),
		coordinator.put(case, workflow_state="Course under way"),
		mentor.act(records["offered"], "Accept match"),
		mentor.put(records["offered"], workflow_state="Match accepted"),
	):
		assert answer.status_code == 417 and "R16" in answer.text
	acknowledge = "/api/method/lat_corps.corps.doctype.lat_role_description.lat_role_description.acknowledge"
	assert mentor.post(acknowledge, name=versions[0], signed_name="Samir Haddad").ok
	assert coordinator.act(case, "Start course").status_code == 417
	assert coordinator.post(acknowledge, name=versions[1], signed_name="Birgit Holm").ok
	assert client("second_mentor").post(acknowledge, name=versions[0], signed_name="Karen Friis").ok
	assert coordinator.act(case, "Start course").ok
	assert coordinator.read(case).json()["data"]["stage"] == "Active"
	assert mentor.act(records["offered"], "Accept match").ok


def test_the_caseworker_reads_the_packet_and_receives_it(records, client):
	caseworker, sent = client("caseworker"), records["sent"]
	data = caseworker.read(sent).json()["data"]
	assert "Bor alene." in data["packet"]
	assert [row["content"] for row in data["lines"]] == ["Bor alene."]
	assert caseworker.act(sent, "Confirm receipt").ok
	assert caseworker.read(sent).json()["data"]["stage"] == "Received"

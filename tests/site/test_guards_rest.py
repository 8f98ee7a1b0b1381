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


REOPENING = {"reopen_reason": "Moderen har bedt om det."}
WRITTEN = {
	"looking_back": "Han har fået en læreplads.",
	"relapse_agreement": "Han ringer til sin moster.",
	"after_missing_reason": "Ønskede ikke at svare.",
	"debrief_waived_reason": "Mentor er syg.",
}


def refused(caller, doc, action: str, state: str, *words: str) -> None:
	"""A PUT of the state and the workflow action are refused alike, for these reasons."""
	for answer in (caller.put(doc, workflow_state=state), caller.act(doc, action)):
		assert answer.status_code == 417, answer.text[:300]
		assert all(word in answer.text for word in words), answer.text[:600]


class TestGuardsWithoutAGap:
	"""What a course rests on is asked anew whenever it is taken up, wished for or closed, also over HTTP."""

	@pytest.fixture
	def coordinator(self, client):
		return client("coordinator")

	@pytest.fixture
	def closing(self, world):
		case = factories.case_at("Closing", world)
		frappe.db.commit()
		return case

	@pytest.fixture
	def closed(self, coordinator, closing):
		assert coordinator.put(closing, **WRITTEN).ok
		assert coordinator.act(closing, "Close course").ok
		return closing

	def weigh(self, world, case, decision: str = "Extend") -> None:
		"""Decide at a review of the course, which is there for everybody then."""
		frappe.db.rollback()
		with as_user(world["coordinator"]):
			factories.review_course(case, decision, caseworker=world["caseworker"])
		frappe.db.commit()

	def ask_anew(self, world, case) -> None:
		frappe.db.rollback()
		with as_user(world["coordinator"]):
			factories.consent_anew(case)
		frappe.db.commit()

	@pytest.fixture
	def unbound(self, world):
		"""The mentor has not acknowledged the role description in force; afterwards as before."""
		name = world.descriptions["Mentor", HOME]
		given = {"role_description": name, "user": world["mentor"]}
		frappe.db.delete("LAT Role Acknowledgement", given)
		frappe.db.commit()
		yield
		frappe.db.rollback()
		if not frappe.db.exists("LAT Role Acknowledgement", given):
			factories.acknowledge(name, world["mentor"])
		frappe.db.commit()

	def test_a_wish_stated_late_is_asked_for_at_g7(self, world, coordinator):
		case = factories.case_at("Matching", world)
		with as_user(world["coordinator"]):
			match = factories.propose(case, world.mentors["mentor"])
		act(match, "Offer match", world["coordinator"])
		act(match, "Accept match", world["mentor"])
		frappe.db.commit()
		wish = {"criterion": "Temperament", "wish": "En rolig person."}
		assert coordinator.put(case, preferences=[wish]).ok
		refused(coordinator, match, "Approve match", "Match approved", "R31", "Temperament")
		rows = coordinator.read(match).json()["data"]["criteria"]
		for row in rows:
			row["reason"] = "Der er ingen anden med ledig plads."
		assert coordinator.put(match, criteria=rows).ok
		assert coordinator.act(match, "Approve match").ok

	def test_a_closed_course_ends_its_match_and_the_access(self, client, coordinator, closing):
		mentor = client("mentor")
		assert mentor.read(closing).ok
		assert coordinator.put(closing, **WRITTEN, workflow_state="Course closed").ok
		frappe.db.rollback()
		match = frappe.get_doc("LAT Match", {"lat_case": closing.name})
		assert match.stage == "Ended" and match.end_reason
		assert mentor.read(closing).status_code == 403

	def test_a_reopened_course_is_bound_to_its_match(self, world, client, coordinator, closed):
		refused(coordinator, closed, "Reopen course", "Course under way", "reason for reopening", "anew")
		self.ask_anew(world, closed)
		assert coordinator.put(closed, **REOPENING, workflow_state="Course under way").ok
		frappe.db.rollback()
		match = frappe.get_doc("LAT Match", {"lat_case": closed.name})
		assert match.stage == "Approved" and not match.end_reason
		assert client("mentor").read(closed).ok

	def test_no_course_is_reopened_with_people_who_are_not_bound(self, coordinator, closed, unbound):
		assert coordinator.put(closed, **REOPENING).ok
		refused(coordinator, closed, "Reopen course", "Course under way", "R16", "Samir Haddad")

	def test_no_course_is_extended_with_people_who_are_not_bound(self, world, coordinator, closing, unbound):
		self.weigh(world, closing)
		refused(coordinator, closing, "Extend course", "Course under way", "R16", "Samir Haddad")

	@pytest.mark.parametrize(
		("undone", "words"),
		[
			("consent", "N4"),
			("outgrown", "changed who consents"),
			("match", "R11"),
			("mentor", "R4"),
			("place", "R35"),
		],
	)
	@pytest.mark.parametrize("way", ["reopened", "extended"])
	def test_no_course_is_taken_up_again_without_what_carries_it(
		self, request, world, coordinator, way, undone, words
	):
		case = request.getfixturevalue("closed" if way == "reopened" else "closing")
		if way == "reopened":
			assert coordinator.put(case, **REOPENING).ok
		else:
			self.weigh(world, case)
		frappe.db.rollback()
		with factories.undone(undone, case, world):
			frappe.db.commit()
			action = "Reopen course" if way == "reopened" else "Extend course"
			refused(coordinator, case, action, "Course under way", words)
		frappe.db.commit()

	@pytest.fixture
	def again(self, client, coordinator, world):
		"""Take a course up again and begin its next closing."""

		def again(case, way: str, outcome: str = "Goals reached"):
			written = REOPENING if way == "reopened" else WRITTEN
			assert coordinator.put(case, caseworker=world["caseworker"], **written).ok
			self.ask_anew(world, case)
			if way == "extended":
				self.weigh(world, case)
			assert coordinator.act(case, "Reopen course" if way == "reopened" else "Extend course").ok
			assert coordinator.put(case, outcome=outcome).ok
			assert client("mentor").put(case, mentor_outcome=outcome).ok
			assert coordinator.act(case, "Begin closing").ok

		return again

	@pytest.mark.parametrize("way", ["reopened", "extended"])
	def test_a_second_closing_asks_for_its_own(self, request, client, coordinator, again, way):
		case = request.getfixturevalue("closed" if way == "reopened" else "closing")
		again(case, way)
		refused(coordinator, case, "Close course", "Course closed", "R90", "R100", "R101", "R106")
		(earlier,) = client("mentor").read(case).json()["data"]["earlier_closings"]
		assert {name: earlier[name] for name in WRITTEN} == WRITTEN
		forged = [{**earlier, "looking_back": "Noget andet."}]
		coordinator.put(case, earlier_closings=forged)
		(earlier,) = coordinator.read(case).json()["data"]["earlier_closings"]
		assert earlier["looking_back"] == WRITTEN["looking_back"]

	@pytest.mark.parametrize("way", ["reopened", "extended"])
	def test_a_second_closing_asks_for_its_own_handover(
		self, world, client, coordinator, closing, again, way
	):
		with as_user(world["coordinator"]):
			factories.consent_to_handover(closing, world["caseworker"], "Life situation")
			first, second = (factories.draft_handover(closing, world["caseworker"]) for _ in range(2))
		frappe.db.commit()
		assert coordinator.act(first, "Send handover").ok
		assert client("caseworker").act(first, "Confirm receipt").ok
		if way == "reopened":
			assert coordinator.put(closing, **WRITTEN, workflow_state="Course closed").ok
		again(closing, way, outcome="Not reached enough")
		self.weigh(world, closing, "Close")
		assert coordinator.put(closing, **WRITTEN, **factories.ENDED_WITHOUT["Not reached enough"]).ok
		refused(coordinator, closing, "Close course", "Course closed", "R98")
		assert coordinator.act(second, "Send handover").ok
		assert client("caseworker").act(second, "Confirm receipt").ok
		assert coordinator.act(closing, "Close course").ok

	def test_reasons_of_an_earlier_time_count_no_more(self, coordinator, closing, again):
		again(closing, "extended")
		refused(coordinator, closing, "Extend course", "Course under way", "R105")
		assert coordinator.put(closing, **WRITTEN, workflow_state="Course closed").ok
		again(closing, "reopened")
		assert coordinator.put(closing, **WRITTEN, workflow_state="Course closed").ok
		refused(coordinator, closing, "Reopen course", "Course under way", "reason for reopening")

	def test_a_handover_sent_again_is_returned_with_a_question_of_its_own(self, world, client, coordinator):
		case = factories.case_at("Active", world)
		with as_user(world["coordinator"]):
			factories.consent_to_handover(case, world["caseworker"], "Life situation")
			handover = factories.draft_handover(case, world["caseworker"])
		frappe.db.commit()
		caseworker, returned = client("caseworker"), ("Return with a question", "Handover returned", "R98")
		assert coordinator.act(handover, "Send handover").ok
		refused(caseworker, handover, *returned, "Write your question")
		assert caseworker.put(handover, question="Hvem har aftalt det?").ok
		assert caseworker.act(handover, "Return with a question").ok
		assert coordinator.act(handover, "Take back to draft").ok
		assert coordinator.act(handover, "Send handover").ok
		refused(caseworker, handover, *returned, "was answered")
		caseworker.put(handover, question=" Hvem har aftalt det? ", answered_question=None)
		refused(caseworker, handover, *returned, "was answered")
		assert caseworker.put(handover, question="Hvornår?", workflow_state="Handover returned").ok

	@pytest.mark.parametrize(("age", "months", "givers"), factories.OUTGROWN)
	def test_a_consent_that_the_person_has_outgrown_holds_no_more(
		self, world, coordinator, age, months, givers
	):
		case = factories.refer(world, citizen={"age": age})
		with as_user(world["coordinator"]):
			factories.give_outgrown(case, months, *givers)
		frappe.db.commit()
		refused(coordinator, case, "Assess course", "Course assessed", "N4")

	def test_a_second_open_course_of_a_person_is_warned_of(self, world, coordinator):
		first = factories.refer(world)
		frappe.db.commit()
		copied = ("municipality", "citizen", "course_type", "target_group", "referral_source")
		answer = coordinator.post("/api/resource/LAT Case", **{name: first.get(name) for name in copied})
		assert answer.ok and first.name in answer.json()["_server_messages"]

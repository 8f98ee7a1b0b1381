"""An administrator's workflow is refused when it would skip a guard, strand a record or lose a stage."""

import frappe
import pytest

from lat_corps.compat import is_fifteen
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.shaping import State, Transition, problems
from lat_corps.permissions.hooks import working_roles
from lat_corps.setup import shipped
from tests import factories
from tests.factories import act, as_user


def workflow():
	return frappe.get_doc("Workflow", "LAT Course")


def refused(doc) -> str:
	with pytest.raises(frappe.ValidationError) as caught:
		doc.save()
	return str(caught.value)


def test_a_state_without_a_stage_is_refused():
	doc = workflow()
	doc.states[2].update_field, doc.states[2].update_value = None, None
	assert "must name a stage" in refused(doc)


def test_a_transition_that_skips_a_stage_is_refused():
	doc = workflow()
	doc.append(
		"transitions",
		{
			"state": "Course referred",
			"action": "Start course",
			"next_state": "Course under way",
			"allowed": "LAT Coordinator",
		},
	)
	assert "skip a stage" in refused(doc)


def test_a_step_given_to_the_wrong_role_is_refused():
	doc = frappe.get_doc("Workflow", "LAT Match")
	row = next(row for row in doc.transitions if row.action == "Accept match")
	row.allowed = "LAT Coordinator"
	message = refused(doc)
	assert "LAT Coordinator" in message and "LAT Mentor" in message


def test_a_stage_that_cannot_be_reached_is_refused():
	doc = workflow()
	doc.transitions = [row for row in doc.transitions if row.action != "Decline course"]
	assert "No way leads to the stage Declined" in refused(doc)


def test_a_state_without_a_way_out_is_refused():
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Blindgyde"}).insert()
	doc = workflow()
	doc.append(
		"states",
		{
			"state": "Blindgyde",
			"doc_status": "0",
			"update_field": "stage",
			"update_value": "Active",
			"allow_edit": "LAT Coordinator",
		},
	)
	doc.append(
		"transitions",
		{
			"state": "Course under way",
			"action": "Start course",
			"next_state": "Blindgyde",
			"allowed": "LAT Coordinator",
		},
	)
	assert "could go nowhere" in refused(doc)


def test_another_beginning_is_refused():
	doc = workflow()
	doc.states = [doc.states[1], doc.states[0], *doc.states[2:]]
	assert "first state" in refused(doc)


def way(doc, state: str, following: str, role: str = "LAT Coordinator", **values):
	return doc.append(
		"transitions",
		{
			"state": state,
			"action": "Begin closing",
			"next_state": following,
			"allowed": role,
			"allow_self_approval": 1,
			**values,
		},
	)


def new_state(doc, name: str, stage: str, **values):
	if not frappe.db.exists("Workflow State", name):
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": name}).insert()
	return doc.append(
		"states",
		{
			"state": name,
			"doc_status": "0",
			"update_field": "stage",
			"update_value": stage,
			"allow_edit": "All",
			**values,
		},
	)


def split(role: str = "LAT Coordinator", **values):
	"""LAT Course with a second state in the stage Active, and ways there and on."""
	doc = workflow()
	new_state(doc, "Venter på borger", "Active")
	way(doc, "Course under way", "Venter på borger", role, action="Pause mentor", **values)
	way(doc, "Venter på borger", "Course closing")
	return doc


def test_a_state_that_stands_at_two_stages_is_refused():
	doc = workflow()
	new_state(doc, "Course closed", "Declined")
	assert "twice, at different stages" in refused(doc)


def test_a_step_inside_a_stage_goes_to_who_works_on_the_record():
	message = refused(split(role="LAT Administrator"))
	assert "LAT Administrator cannot take the step" in message and "LAT Mentor" in message


def test_a_form_closed_to_everybody_who_works_on_it_is_refused():
	doc = workflow()
	doc.states[4].allow_edit = "LAT Administrator"
	assert "open the form to one of All, LAT Coordinator, LAT Mentor" in refused(doc)


def test_a_state_that_submits_is_refused():
	doc = workflow()
	new_state(doc, "Indsendt", "Declined", doc_status="1")
	assert "must keep the document status Draft" in refused(doc)


@pytest.mark.parametrize("fieldname", ["transition_tasks", "evaluate_as_expression"])
def test_what_would_run_a_script_in_frappe_16_is_refused(fieldname):
	doc = workflow()
	(doc.transitions if fieldname == "transition_tasks" else doc.states)[0].set(fieldname, 1)
	doc.flags.ignore_links = True
	assert "Take out the tasks and expressions" in refused(doc)


def test_another_field_for_the_state_is_refused():
	doc = workflow()
	doc.workflow_state_field = "course_type"
	assert "Keep the workflow state in the field workflow_state" in refused(doc)


@pytest.mark.parametrize(
	"condition",
	[
		'frappe.db.get_value("LAT Citizen", doc.citizen, "full_name") == "Mikkel"',
		'doc.get("outcome") == "x"',
		"doc.capacity > 5",
		"doc.no_such_field == 1",
		"doc.preferences[0].weight == 1",
		"(lambda: True)()",
		"doc.outcome ==",
		"doc.outcome in doc.wishes",
	],
)
def test_a_condition_that_asks_for_more_than_the_record_is_refused(condition):
	doc = workflow()
	way(doc, "Course under way", "Course closing", condition=condition)
	assert "may only ask" in refused(doc)


def test_a_condition_on_a_field_that_some_readers_do_not_see_is_refused():
	doc = frappe.get_doc("Workflow", "LAT Handover")
	above = next(df.fieldname for df in frappe.get_meta("LAT Handover").fields if df.permlevel == 1)
	way(doc, "Handover drafted", "Handover sent", condition=f"doc.{above} == 1")
	assert "may only ask" in refused(doc)


@pytest.mark.parametrize(
	"condition", ['doc.course_type == "Mentor course"', 'not doc.wishes and doc.course_type in ("a", "b")']
)
def test_a_condition_on_the_records_own_fields_is_taken(condition):
	doc = workflow()
	way(doc, "Course under way", "Course closing", action="Pause mentor", condition=condition)
	doc.save()


def test_a_way_with_a_condition_does_not_count_as_a_way_out():
	doc = workflow()
	next(row for row in doc.transitions if row.action == "Close course").condition = 'doc.wishes == "x"'
	assert "No way leads to the stage Closed" in refused(doc)


class TestRecordsThatStandInAState:
	def stands(self, case) -> tuple[str, str]:
		case.reload()
		return case.stage, case.workflow_state

	@pytest.mark.real_site
	def test_open_in_a_form_with_the_new_word_once_it_is_committed(self, world):
		frappe.rename_doc("Workflow State", "Course assessed", "Klar til match", force=True)
		read_meanwhile = "as another request has read it meanwhile"
		if is_fifteen():
			frappe.cache.hset("doctype_form_meta", "LAT Case", read_meanwhile)
		else:
			frappe.client_cache.set_value("doctype_form_meta::LAT Case", read_meanwhile)
		frappe.db.after_commit.run()
		kept = (
			frappe.cache.hget("doctype_form_meta", "LAT Case")
			if is_fifteen()
			else frappe.client_cache.get_value("doctype_form_meta::LAT Case")
		)
		assert not kept

	def test_follow_when_the_state_is_renamed(self, world):
		case = factories.case_brought_to("Assessed", world)
		frappe.rename_doc("Workflow State", "Course assessed", "Klar til match", force=True)
		assert self.stands(case) == ("Assessed", "Klar til match")
		with as_user(world["coordinator"]):
			factories.describe_person(case)
		act(case, "Start matching", world["coordinator"])
		assert case.stage == "Matching"

	def test_get_a_state_of_their_stage_when_theirs_is_taken_out(self, world):
		split().save()
		case = factories.case_brought_to("Active", world)
		act(case, "Pause mentor", world["coordinator"])
		doc = workflow()
		doc.states = [row for row in doc.states if row.state != "Venter på borger"]
		doc.transitions = [
			row for row in doc.transitions if "Venter på borger" not in (row.state, row.next_state)
		]
		doc.save()
		assert self.stands(case) == ("Active", "Course under way")

	def test_stay_at_their_stage_when_the_state_moves_to_another(self, world):
		split().save()
		case = factories.case_brought_to("Active", world)
		act(case, "Pause mentor", world["coordinator"])
		doc = workflow()
		next(row for row in doc.states if row.state == "Venter på borger").update_value = "Closing"
		doc.transitions = [row for row in doc.transitions if row.state != "Venter på borger"]
		way(doc, "Venter på borger", "Course closed", action="Close course")
		doc.save()
		assert self.stands(case) == ("Active", "Course under way")
		with pytest.raises(frappe.ValidationError, match="R99"):
			act(case, "Pause mentor", world["coordinator"])

	def test_keep_their_state_when_it_may_not_be_merged_into_another_stage(self, world):
		case = factories.case_brought_to("Assessed", world)
		with pytest.raises(frappe.ValidationError, match="twice, at different stages"):
			frappe.rename_doc("Workflow State", "Course assessed", "Course closed", force=True, merge=True)
		frappe.db.rollback()
		assert frappe.db.exists("Workflow State", "Course assessed"), case.name

	def test_get_the_states_of_another_workflow_that_takes_over(self, world):
		case = factories.case_brought_to("Assessed", world)
		doc = frappe.get_doc({**workflow().as_dict(), "name": None, "__islocal": 1})
		doc.workflow_name = "Vores forløb"
		new_state(doc, "Set på", "Assessed")
		doc.states = [row for row in doc.states if row.state != "Course assessed"]
		for row in doc.transitions:
			row.state = "Set på" if row.state == "Course assessed" else row.state
			row.next_state = "Set på" if row.next_state == "Course assessed" else row.next_state
		doc.insert()
		assert self.stands(case) == ("Assessed", "Set på")
		assert not frappe.db.get_value("Workflow", "LAT Course", "is_active")


class TestWithoutAnActiveWorkflow:
	"""The rules of the stages apply directly: by role, by guard, whatever became of the workflow."""

	@pytest.fixture(params=["switched off", "deleted", "renamed and switched off"])
	def case(self, request, world):
		case = factories.case_brought_to("Referred", world)
		doc = workflow()
		if request.param == "deleted":
			frappe.delete_doc("Workflow", "LAT Course", force=True)
			return case
		if request.param.startswith("renamed"):
			frappe.rename_doc("Workflow", "LAT Course", "Forløb her", force=True)
			doc = frappe.get_doc("Workflow", "Forløb her")
		doc.is_active = 0
		doc.save()
		return case

	def test_the_guard_refuses(self, case, world):
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="N4"):
			case.reload()
			case.stage = "Assessed"
			case.save()

	def test_the_coordinator_takes_the_step(self, case, world):
		with as_user(world["coordinator"]):
			factories.give_consent(case)
			case.reload()
			case.stage = "Assessed"
			case.save()
		assert case.reload().stage == "Assessed"

	def test_no_stage_is_skipped(self, case, world):
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="no step"):
			case.reload()
			case.stage = "Active"
			case.save()


def test_a_renamed_workflow_goes_on(world):
	case = factories.case_brought_to("Assessed", world)
	frappe.rename_doc("Workflow", "LAT Course", "Forløb her", force=True)
	with as_user(world["coordinator"]):
		factories.describe_person(case)
	act(case, "Start matching", world["coordinator"])
	assert case.stage == "Matching"


class TestStepsInsideAStage:
	def test_are_taken_by_the_role_that_acts_on_the_row(self, world):
		"""Who coordinates elsewhere is a mentor here, whatever roles the login has."""
		doc = workflow()
		new_state(doc, "Klar til start", "Preparing")
		way(doc, "Course preparing", "Klar til start", action="Pause mentor")
		way(doc, "Klar til start", "Course under way", action="Start course")
		doc.save()
		with as_user(world["coordinator"]):
			double = factories.active_mentor(world["away_coordinator"], factories.HOME)
		factories.acknowledge(world.descriptions[("Mentor", factories.HOME)], world["away_coordinator"])
		case = factories.case_brought_to("Matching", world)
		world.mentors["double"], world.people["double"] = double.name, world["away_coordinator"]
		factories.approve_match(case, world, "double")
		act(case, "Prepare course", world["coordinator"])
		with (
			as_user(world["away_coordinator"]),
			pytest.raises(frappe.ValidationError, match="Only LAT Coord"),
		):
			case.reload()
			case.workflow_state = "Klar til start"
			case.save()

	def test_that_want_a_second_person_get_one_by_every_way_in(self, world):
		split(allow_self_approval=0).save()
		case = factories.case_brought_to("Active", world)
		assert case.owner == world["coordinator"]
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="Somebody other"):
			case.reload()
			case.workflow_state = "Venter på borger"
			case.save()
		act(case, "Pause mentor", world["chief"])
		assert case.workflow_state == "Venter på borger"


def test_self_approval_in_the_workflow_does_not_open_four_eyes(world):
	doc = frappe.get_doc("Workflow", "LAT Role Description")
	for row in doc.transitions:
		row.allow_self_approval = 1
	doc.save()
	text = factories.description_in_review("Mentor", factories.HOME, world["chief"])
	with pytest.raises(frappe.ValidationError, match="Somebody other than the author"):
		act(text, "Publish text", world["chief"])


def test_a_workflow_that_is_switched_off_is_left_alone():
	doc = workflow()
	doc.is_active = 0
	doc.transitions = []
	doc.save()


@pytest.mark.parametrize("doctype", LIFECYCLES)
def test_the_shipped_workflows_have_no_problems(doctype):
	shipped_workflow = next(
		record
		for record in shipped.shipped()
		if record["doctype"] == "Workflow" and record["document_type"] == doctype
	)
	states = [
		State(row["state"], row["update_value"], row["allow_edit"]) for row in shipped_workflow["states"]
	]
	ways = [
		Transition(row["state"], row["next_state"], row["allowed"]) for row in shipped_workflow["transitions"]
	]
	assert problems(doctype, states, ways, working_roles(doctype), ()) == []

"""An administrator's workflow is refused when it would skip a guard, strand a record or lose a stage."""

import frappe
import pytest

from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.shaping import Transition, problems
from lat_corps.setup import shipped


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
	stage_of = {row["state"]: row["update_value"] for row in shipped_workflow["states"]}
	ways = [
		Transition(row["state"], row["next_state"], row["allowed"]) for row in shipped_workflow["transitions"]
	]
	assert problems(doctype, stage_of, ways) == []

"""Workflows inside a save, and by their actions."""

import frappe
import pytest
from frappe.model.workflow import (
	WorkflowPermissionError,
	WorkflowStateError,
	WorkflowTransitionError,
	apply_workflow,
	get_transitions,
	get_workflow,
	get_workflow_name,
)

from tests.contract.support import acting, municipality, role, rule, unique, user

DOCTYPE, FIELD = "LAT Municipality", "department"


@pytest.fixture
def flow():
	"""Open, then Done by Finish, back by Return; the text of a note is set on the way."""
	worker, checker = role(), role()
	for name in (worker, checker):
		rule(DOCTYPE, name, read=1, write=1, create=1)
	open_, done = unique("Open"), unique("Done")
	for state in (open_, done):
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": state}).insert()
	for action in ("Contract Finish", "Contract Return"):
		if not frappe.db.exists("Workflow Action Master", action):
			frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": action}).insert()
	workflow = frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": unique(),
			"document_type": DOCTYPE,
			"workflow_state_field": FIELD,
			"is_active": 1,
			"states": [
				{"state": open_, "doc_status": "0", "allow_edit": worker},
				{
					"state": done,
					"doc_status": "0",
					"allow_edit": checker,
					"update_field": "phone",
					"update_value": "123",
				},
			],
			"transitions": [
				{
					"state": open_,
					"action": "Contract Finish",
					"next_state": done,
					"allowed": checker,
					"allow_self_approval": 0,
					"condition": "doc.email != 'late@contract.example'",
				},
				{"state": done, "action": "Contract Return", "next_state": open_, "allowed": worker},
			],
		}
	).insert()
	return frappe._dict(
		doc=workflow,
		open=open_,
		done=done,
		worker=user(worker),
		checker=user(checker),
		roles=(worker, checker),
	)


def test_the_active_workflow_has_a_name(flow):
	assert get_workflow_name(DOCTYPE) == flow.doc.name and get_workflow(DOCTYPE).name == flow.doc.name
	assert not get_workflow_name("LAT Settings")


def test_a_new_document_starts_in_the_first_state(flow):
	assert municipality().insert().department == flow.open


def test_a_new_document_starts_in_no_other_state(flow):
	with pytest.raises(WorkflowPermissionError):
		municipality(department=flow.done).insert()


def test_an_unknown_state_is_refused(flow):
	with pytest.raises(WorkflowPermissionError):
		municipality(department="Elsewhere").insert()


def test_a_stored_state_that_the_workflow_does_not_know_stops_every_save(flow):
	place = municipality().insert()
	frappe.db.set_value(DOCTYPE, place.name, FIELD, "Elsewhere")
	with pytest.raises(frappe.ValidationError):
		frappe.get_doc(DOCTYPE, place.name).save()


def test_documents_without_a_state_take_the_first_one_when_a_workflow_is_saved(flow):
	place = municipality().insert().name
	frappe.db.set_value(DOCTYPE, place, FIELD, "")
	flow.doc.save()
	assert frappe.db.get_value(DOCTYPE, place, FIELD) == flow.open


def test_one_workflow_is_active(flow):
	values = flow.doc.as_dict(no_default_fields=True)
	other = frappe.get_doc({**values, "doctype": "Workflow", "workflow_name": unique()})
	for row in (*other.states, *other.transitions):
		row.name = None
	other.insert()
	assert get_workflow_name(DOCTYPE) == other.name
	assert not frappe.db.get_value("Workflow", flow.doc.name, "is_active")


def test_a_workflow_that_is_switched_off_asks_nothing(flow):
	flow.doc.is_active = 0
	flow.doc.save()
	assert municipality(department="Elsewhere").insert().department == "Elsewhere"


def test_transitions_are_those_of_the_roles(flow):
	place = municipality().insert()
	with acting(flow.checker):
		assert [t.action for t in get_transitions(place)] == ["Contract Finish"]
	with acting(flow.worker):
		assert get_transitions(place) == []


def test_a_new_document_has_no_transitions(flow):
	assert get_transitions(frappe.new_doc(DOCTYPE)) == []


def test_transitions_need_read(flow):
	place = municipality().insert()
	with acting(user(role())):
		with pytest.raises(frappe.PermissionError):
			get_transitions(place)


def test_a_document_without_state_has_no_transitions(flow):
	place = municipality().insert()
	place.db_set(FIELD, None)
	with pytest.raises(WorkflowStateError):
		get_transitions(place)


def test_a_condition_stops_a_transition(flow):
	place = municipality(email="late@contract.example").insert()
	with acting(flow.checker):
		assert get_transitions(place) == []
		with pytest.raises(WorkflowTransitionError):
			apply_workflow(place, "Contract Finish")


def test_an_action_moves_the_document_on(flow):
	place = municipality().insert()
	with acting(flow.checker):
		moved = apply_workflow(place, "Contract Finish")
	assert moved.department == flow.done
	assert frappe.db.get_value(DOCTYPE, place.name, [FIELD, "phone", "modified_by"]) == (
		flow.done,
		"123",
		flow.checker,
	)


def test_an_action_takes_the_stored_document_not_the_one_in_hand(flow):
	place = municipality(email="a@contract.example").insert()
	with acting(flow.checker):
		apply_workflow(
			{**place.as_dict(convert_dates_to_str=True), "email": "b@contract.example"}, "Contract Finish"
		)
	assert frappe.db.get_value(DOCTYPE, place.name, "email") == "a@contract.example"


def test_an_action_may_be_given_as_json(flow):
	place = municipality().insert()
	with acting(flow.checker):
		apply_workflow(place.as_json(), "Contract Finish")
	assert frappe.db.get_value(DOCTYPE, place.name, FIELD) == flow.done


def test_an_action_leaves_a_comment(flow):
	place = municipality().insert()
	with acting(flow.checker):
		apply_workflow(place, "Contract Finish")
	comment = {"reference_name": place.name, "comment_type": "Workflow"}
	assert frappe.db.get_value("Comment", comment, ["content", "comment_email"]) == (flow.done, flow.checker)


def test_an_action_of_others_is_refused(flow):
	place = municipality().insert()
	with acting(flow.worker):
		with pytest.raises(WorkflowTransitionError):
			apply_workflow(place, "Contract Finish")


def test_nobody_approves_the_own_document(flow):
	with acting(flow.checker):
		place = municipality().insert()
		with pytest.raises(frappe.ValidationError, match="Self approval"):
			apply_workflow(place, "Contract Finish")


def test_administrator_approves_the_own_document(flow):
	place = municipality().insert()
	frappe.clear_cache(user="Administrator")
	assert apply_workflow(place, "Contract Finish").department == flow.done


def test_a_save_that_changes_the_state_is_a_transition(flow):
	place = municipality().insert()
	with acting(flow.worker):
		mine = frappe.get_doc(DOCTYPE, place.name)
		mine.department = flow.done
		with pytest.raises(WorkflowPermissionError):
			mine.save()
	with acting(flow.checker):
		mine = frappe.get_doc(DOCTYPE, place.name)
		mine.department = flow.done
		mine.save()
	assert frappe.db.get_value(DOCTYPE, place.name, [FIELD, "phone"]) == (flow.done, None)


def test_a_save_judges_the_condition_by_the_stored_document(flow):
	place = municipality(email="late@contract.example").insert()
	with acting(flow.checker):
		mine = frappe.get_doc(DOCTYPE, place.name)
		mine.update({"department": flow.done, "email": "intime@contract.example"})
		with pytest.raises(WorkflowPermissionError):
			mine.save()


def test_a_save_does_not_ask_who_may_edit_in_the_state(flow):
	place = municipality().insert()
	with acting(flow.checker):
		mine = frappe.get_doc(DOCTYPE, place.name)
		mine.email = "x@contract.example"
		mine.save()


def test_a_state_that_is_emptied_goes_to_the_first(flow):
	place = municipality().insert()
	place.department = ""
	place.save()
	assert place.department == flow.open


def test_a_workflow_knows_its_states(flow):
	flow.doc.transitions[0].next_state = (
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": unique()}).insert().name
	)
	with pytest.raises(frappe.ValidationError):
		flow.doc.save()


def test_a_workflow_with_wrong_conditions_of_submission_is_refused(flow):
	flow.doc.states[0].doc_status = "1"
	with pytest.raises(frappe.ValidationError):
		flow.doc.save()


@pytest.mark.parametrize(
	("condition", "expected"),
	[
		("doc.email == 'a@contract.example'", True),
		("doc.get('phone') == '1' or not doc.municipality_code", True),
		("len_is_not_known(doc)", NameError),
		("doc.members", False),
		("frappe.session.user == 'Administrator'", True),
		("frappe.db.get_value('User', 'Administrator', 'name') == 'Administrator'", True),
		("frappe.utils.now_datetime() > frappe.utils.get_datetime(doc.creation)", True),
		("int('3') + round(2.2) == 5", True),
		("doc.__class__", SyntaxError),
		("(x := 1)", SyntaxError),
	],
	ids=str,
)
def test_conditions(flow, condition, expected):
	place = municipality(email="a@contract.example").insert()
	flow.doc.transitions[0].condition = condition
	flow.doc.save()
	frappe.clear_cache(user="Administrator")
	if isinstance(expected, bool):
		assert bool(get_transitions(place)) is expected
	else:
		with pytest.raises(expected):
			get_transitions(place)

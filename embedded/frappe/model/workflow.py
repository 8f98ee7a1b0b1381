"""Workflows: which states a document may be in, and who may move it on."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _, _dict
from frappe.utils.data import cint


class WorkflowStateError(frappe.ValidationError):
	pass


class WorkflowTransitionError(frappe.ValidationError):
	pass


class WorkflowPermissionError(frappe.ValidationError):
	pass


def get_workflow_name(doctype: str) -> str | None:
	"""The active workflow of the DocType."""
	name = frappe.cache.hget("workflow", doctype)
	if name is None:
		name = frappe.db.get_value("Workflow", {"document_type": doctype, "is_active": 1}, "name")
		frappe.cache.hset("workflow", doctype, name or "")
	return name


def get_workflow(doctype: str) -> Any:
	return frappe.get_cached_doc("Workflow", get_workflow_name(doctype))


def get_transitions(doc: Any, workflow: Any = None, raise_exception: bool = False) -> list[_dict]:
	"""The transitions that the user may take from the state of the document."""
	from frappe.model.document import Document

	if not isinstance(doc, Document):
		doc = frappe.get_doc(frappe.parse_json(doc))
		doc.load_from_db()
	if doc.is_new():
		return []
	doc.check_permission("read")
	workflow = workflow or get_workflow(doc.doctype)
	state = doc.get(workflow.workflow_state_field)
	if not state:
		if raise_exception:
			raise WorkflowStateError
		frappe.throw(_("Workflow State not set"), WorkflowStateError)
	roles = frappe.get_roles()
	return [
		transition.as_dict()
		for transition in workflow.transitions
		if transition.state == state
		and transition.allowed in roles
		and is_transition_condition_satisfied(transition, doc)
	]


def is_transition_condition_satisfied(transition: Any, doc: Any) -> bool:
	if not transition.condition:
		return True
	names = {
		"frappe": _dict(
			db=_dict(get_value=frappe.db.get_value, get_list=frappe.db.get_list),
			session=frappe.session,
			utils=_dict(
				now_datetime=frappe.utils.now_datetime,
				add_to_date=frappe.utils.add_to_date,
				get_datetime=frappe.utils.get_datetime,
				now=frappe.utils.now,
			),
		)
	}
	return frappe.safe_eval(transition.condition, names, {"doc": doc.as_dict()})


def apply_workflow(doc: Any, action: str) -> Any:
	"""Take the transition with this action, as the stored document and the user allow."""
	doc = frappe.get_doc(frappe.parse_json(doc))
	doc.load_from_db()
	workflow = get_workflow(doc.doctype)
	transitions = [t for t in get_transitions(doc, workflow) if t.action == action]
	if not transitions:
		frappe.throw(_("Not a valid Workflow Action"), WorkflowTransitionError)
	transition = transitions[-1]
	if not has_approval_access(frappe.session.user, doc, transition):
		frappe.throw(_("Self approval is not allowed"))
	doc.set(workflow.workflow_state_field, transition.next_state)
	next_state = next(state for state in workflow.states if state.state == transition.next_state)
	if next_state.update_field:
		doc.set(next_state.update_field, next_state.update_value)
	match (int(doc.docstatus), cint(next_state.doc_status)):
		case (0, 0) | (1, 1):
			doc.save()
		case (0, 1):
			doc.submit()
		case (1, 2):
			doc.cancel()
		case _:
			frappe.throw(_("Illegal Document Status for {0}").format(next_state.state))
	doc.add_comment("Workflow", _(next_state.state))
	return doc


def validate_workflow(doc: Any) -> None:
	"""Refuse a change of state that is no transition of the user. No state means the first one."""
	workflow = get_workflow(doc.doctype)
	field = workflow.workflow_state_field
	first = workflow.states[0].state
	before = doc._doc_before_save
	if not doc.get(field):
		doc.set(field, first)
	current, following = (before and before.get(field)) or first, doc.get(field)
	if not any(state.state == current for state in workflow.states):
		frappe.throw(
			_("{0} is not a valid Workflow State. Please update your Workflow and try again.").format(
				frappe.bold(current)
			)
		)
	if current == following:
		return
	if not before or not any(t.next_state == following for t in get_transitions(before)):
		frappe.throw(
			_("Workflow State transition not allowed from {0} to {1}").format(
				frappe.bold(current), frappe.bold(following)
			),
			WorkflowPermissionError,
		)


def has_approval_access(user: str, doc: Any, transition: Any) -> bool:
	return bool(user == "Administrator" or transition.get("allow_self_approval") or user != doc.get("owner"))


def set_workflow_state_on_action(doc: Any, workflow_name: str, action: str) -> None:
	"""Follow a submit or cancel that did not come from the workflow."""
	workflow = frappe.get_doc("Workflow", workflow_name)
	field = workflow.workflow_state_field
	if any(s.state == doc.get(field) and doc.docstatus == cint(s.doc_status) for s in workflow.states):
		return
	docstatus = {"update_after_submit": "1", "submit": "1", "cancel": "2"}[action]
	state = next((s.state for s in workflow.states if s.doc_status == docstatus), None)
	if state:
		doc.set(field, state)

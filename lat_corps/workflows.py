"""Between the administrator's workflow states and the stages of `domain.lifecycle`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.workflow import get_transitions, get_workflow, get_workflow_name
from frappe.utils import cint

from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.shaping import State, Transition, problems
from lat_corps.domain.text import Message, Term
from lat_corps.messages import refuse
from lat_corps.permissions.core_doctypes import TRACES
from lat_corps.permissions.hooks import acting_roles, fields_every_reader_sees, working_roles
from lat_corps.permissions.traces import OWN

if TYPE_CHECKING:
	from frappe.model.document import Document

RUNS_SOMETHING = ("transition_tasks", "evaluate_as_expression")
"""Fields of Frappe 16 by which a workflow would run a script or send a record elsewhere."""


def stage_of_state(workflow: Document, state: str | None) -> str | None:
	"""Return the stage that a workflow state maps onto through its update field, or None."""
	for row in workflow.states:
		if row.state == state and row.update_field == "stage":
			return row.update_value
	return None


def first_state(workflow: Document, stage: str) -> str | None:
	"""Return the first workflow state that maps onto a stage, or None."""
	for row in workflow.states:
		if row.update_field == "stage" and row.update_value == stage:
			return row.state
	return None


def state_of_stage(doctype: str, stage: str) -> str | None:
	"""Return the state of the active workflow for a stage; None when there is no active workflow."""
	return first_state(get_workflow(doctype), stage) if get_workflow_name(doctype) else None


def steps_of(doc: Document) -> list[dict]:
	"""Return the steps of the active workflow that the user may take on a record now."""
	if not get_workflow_name(doc.doctype) or not doc.has_permission("write"):
		return []
	return get_transitions(doc)


def refuse_unsafe(workflow: Document, method: str | None = None) -> None:
	"""Refuse an active workflow that would skip a guard, strand a record or lose a stage."""
	doctype = workflow.document_type
	if not cint(workflow.is_active) or doctype not in LIFECYCLES:
		return
	reasons = _foreign_to_stages(workflow) or problems(
		doctype,
		[
			State(row.state, row.update_value if row.update_field == "stage" else None, row.allow_edit)
			for row in workflow.states
		],
		[
			Transition(row.state, row.next_state, row.allowed, row.condition or "")
			for row in workflow.transitions
		],
		working_roles(doctype),
		fields_every_reader_sees(doctype),
	)
	refuse(reasons, title=_("This workflow cannot be used"))


def _foreign_to_stages(workflow: Document) -> list[Message]:
	reasons = []
	if workflow.workflow_state_field != "workflow_state":
		reasons.append(Message(_("Keep the workflow state in the field workflow_state.")))
	reasons += [
		Message(
			_("Take out the tasks and expressions at {state}: they could send a record elsewhere."),
			{"state": Term(row.state)},
		)
		for row in (*workflow.states, *workflow.transitions)
		if any(row.get(field) for field in RUNS_SOMETHING)
	]
	return reasons + [
		Message(
			_("The state {state} must keep the document status Draft: nothing here is submitted."),
			{"state": Term(row.state)},
		)
		for row in workflow.states
		if cint(row.doc_status)
	]


def settle(workflow: Document, method: str | None = None) -> None:
	"""Give every record a state of its stage after a workflow was saved: stages are the law.

	Frappe puts records without a state into the first one, which would send a running course back.
	"""
	doctype = workflow.document_type
	if doctype not in LIFECYCLES:
		return
	forget(workflow)
	if cint(workflow.is_active):
		_align(workflow)


def _align(workflow: Document) -> None:
	doctype = workflow.document_type
	for stage in LIFECYCLES[doctype].stages:
		if state := first_state(workflow, stage):
			states = [row.state for row in workflow.states if stage_of_state(workflow, row.state) == stage]
			for name in frappe.get_all(
				doctype,
				filters={"stage": stage},
				or_filters=[["workflow_state", "not in", states], ["workflow_state", "is", "not set"]],
				pluck="name",
				order_by="name asc",
			):
				frappe.db.set_value(doctype, name, "workflow_state", state, update_modified=False)


def forget(workflow: Document, *_arguments: object) -> None:
	"""Let the next save ask anew which workflow is active; Frappe keeps a deleted one in its cache."""
	frappe.cache.hdel("workflow", workflow.document_type)


def check_renamed_state(state: Document, *_arguments: object) -> None:
	"""Check the workflows that a renamed or merged state stands in: a merge can join two stages."""
	for doctype in LIFECYCLES:
		name = frappe.db.get_value("Workflow", {"document_type": doctype, "is_active": 1})
		workflow = frappe.get_doc("Workflow", name) if name else None
		if workflow and any(row.state == state.name for row in workflow.states):
			refuse_unsafe(workflow)
			settle(workflow)
			_show_anew(doctype)


def _show_anew(doctype: str) -> None:
	"""Let forms have the new word: one opened meanwhile is cached with the old, and locks its record."""
	frappe.db.after_commit.add(lambda: frappe.clear_cache(doctype=doctype))


def refuse_other_hands(doc: Document) -> None:
	"""Refuse a step inside a stage by a role that does not act on this row, and approval of one's own.

	Frappe looks at all roles of a user, and at self-approval only when the action button is used.
	"""
	stored, state = doc.get_doc_before_save(), doc.get("workflow_state")
	user = frappe.session.user
	if not stored or user == "Administrator" or not get_workflow_name(doc.doctype):
		return
	if stored.get("workflow_state") in (None, "", state):
		return
	ways = [
		row
		for row in get_workflow(doc.doctype).transitions
		if (row.state, row.next_state) == (stored.workflow_state, state)
	]
	roles = acting_roles(doc)
	own = [row for row in ways if row.allowed in roles]
	if ways and not own:
		frappe.throw(
			_("Only {0} can take this step.").format(", ".join(sorted({_(row.allowed) for row in ways}))),
			title=_("This step is not possible yet"),
		)
	if own and doc.owner == user and not any(cint(row.allow_self_approval) for row in own):
		frappe.throw(
			_("Somebody other than the person who created the record must take this step."),
			title=_("This step is not possible yet"),
		)


@frappe.whitelist()
def states_left_behind(doctype: str, workflow_state_field: str, states: str | list[str]) -> list[dict] | None:
	"""Return the states that records stand in and the workflow lacks, as Frappe's own form asks for them.

	For the app's documents there are none: their records follow when the workflow is saved. So the form
	opens to an administrator who may not read a single record. Frappe's own method would count any column
	over all rows, so it is asked of nothing that keeps traces of the app's records.

	Raises frappe.PermissionError for documents that keep such traces.
	"""
	if doctype in OWN:
		return []
	if doctype in TRACES:
		raise frappe.PermissionError
	from frappe.workflow.doctype.workflow.workflow import get_workflow_state_count

	return get_workflow_state_count(doctype, workflow_state_field, states)

"""Between the administrator's workflow states and the stages of `domain.lifecycle`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.workflow import get_workflow, get_workflow_name

from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.shaping import Transition, problems
from lat_corps.messages import refuse

if TYPE_CHECKING:
	from frappe.model.document import Document


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


def refuse_unsafe(workflow: Document, method: str | None = None) -> None:
	"""Refuse an active workflow that would skip a guard, strand a record or leave a stage unreachable."""
	if workflow.document_type not in LIFECYCLES or not workflow.is_active:
		return
	if workflow.workflow_state_field != "workflow_state":
		frappe.throw(_("Keep the workflow state in the field workflow_state."))
	refuse(
		problems(
			workflow.document_type,
			{row.state: stage_of_state(workflow, row.state) for row in workflow.states},
			[Transition(row.state, row.next_state, row.allowed) for row in workflow.transitions],
		),
		title=_("This workflow cannot be used"),
	)


def align_states(workflow: Document, method: str | None = None) -> None:
	"""Give every record a state of its stage after a workflow was saved: stages are the law.

	Frappe puts records without a state into the first one, which would send a running course back.
	"""
	doctype = workflow.document_type
	if doctype not in LIFECYCLES or not workflow.is_active:
		return
	frappe.cache.hdel("workflow", doctype)
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

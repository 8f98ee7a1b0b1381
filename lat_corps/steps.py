"""A step of a workflow in one go: what it asks for is written, and the step taken, by one request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow, get_transitions, get_workflow, get_workflow_name

from lat_corps.domain.lifecycle import LIFECYCLES, asked_for
from lat_corps.permissions.hooks import acting_roles
from lat_corps.workflows import stage_of_state

if TYPE_CHECKING:
	from lat_corps.document import StagedDocument
	from lat_corps.domain.text import Message


@frappe.whitelist(methods=["POST"])
def take(doctype: str, name: str, action: str, values: dict[str, Any] | str | None = None) -> dict:
	"""Take a step by its action, once everything is there that it asks for.

	Return under "asked" what is still to be written: for each condition a sentence and the fields that meet
	it. With `values` nothing is asked again: they are written and the step is taken, or it is refused and
	nothing is written. Once it is taken, "readable" tells whether the record is still the user's to read.
	"""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("write")
	asked = _asked_by(doc, action)
	if asked and values is None:
		return {"asked": [{"sentence": message.render(_), "fields": message.asks} for message in asked]}
	fields = {field for message in asked for field in message.asks}
	written = {field: value for field, value in (frappe.parse_json(values) or {}).items() if field in fields}
	if written:
		for field, value in written.items():
			_write(doc, field, value)
		doc.save()
	apply_workflow({"doctype": doctype, "name": name}, action)
	return {"readable": bool(frappe.has_permission(doctype, "read", doc=name))}


def _write(doc: StagedDocument, field: str, value: Any) -> None:
	table, *place = field.split(".")
	if place:
		number, of_row = place
		doc.get(table)[int(number) - 1].set(of_row, value)
	else:
		doc.set(table, value)


def _asked_by(doc: StagedDocument, action: str) -> list[Message]:
	"""Return the conditions of a step that its person can meet on the spot."""
	if doc.doctype not in LIFECYCLES or not get_workflow_name(doc.doctype):
		return []
	workflow = get_workflow(doc.doctype)
	states = [step.next_state for step in get_transitions(doc, workflow) if step.action == action]
	stage = stage_of_state(workflow, states[-1]) if states else None
	if not stage:
		return []
	# As in a save: the course is held before the mentor.
	doc.hold_course()
	return asked_for(LIFECYCLES[doc.doctype].judge(doc.stage, stage, acting_roles(doc), doc.stage_facts))


def go_to(doc: StagedDocument, stage: str) -> None:
	"""Take the step to a stage, whatever the administrator calls it; refused as any step is."""
	if not get_workflow_name(doc.doctype):
		doc.stage = stage
		doc.save()
		return
	action = _action_to(doc, stage)
	if not action:
		frappe.throw(
			_("There is no step from {before} to {after}.").format(before=_(doc.stage), after=_(stage)),
			title=_("This step is not possible yet"),
		)
	apply_workflow({"doctype": doc.doctype, "name": doc.name}, action)
	doc.reload()


def take_if_ready(doc: StagedDocument, stage: str) -> list[Message]:
	"""Take the step to a stage unless a guard stands in its way; return what does."""
	doc.reload()
	# As in a save: the course is held before the mentor.
	doc.hold_course()
	unmet = LIFECYCLES[doc.doctype].judge(doc.stage, stage, acting_roles(doc), doc.stage_facts)
	if not unmet and (not get_workflow_name(doc.doctype) or _action_to(doc, stage)):
		go_to(doc, stage)
	return unmet


def _action_to(doc: StagedDocument, stage: str) -> str | None:
	"""Return the step that the user is offered to a stage."""
	workflow = get_workflow(doc.doctype)
	for step in get_transitions(doc, workflow):
		if stage_of_state(workflow, step.next_state) == stage:
			return step.action
	return None

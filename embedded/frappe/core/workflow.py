"""Workflows as an administrator defines them."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document


class Workflow(Document):
	def validate(self) -> None:
		self._deactivate_others()
		frappe.clear_cache(doctype=self.document_type)
		self._fill_empty_states()
		self._check_docstatus()

	def on_update(self) -> None:
		frappe.clear_cache(doctype=self.document_type)

	def _deactivate_others(self) -> None:
		if int(self.is_active or 0):
			frappe.db.run(
				"update `tabWorkflow` set is_active = 0 where document_type = ?", [self.document_type]
			)

	def _fill_empty_states(self) -> None:
		"""Documents without a state take the first one of their docstatus."""
		first_states = {row.doc_status: row.state for row in reversed(self.states)}
		field = self.workflow_state_field
		for docstatus, state in first_states.items():
			frappe.db.run(
				f"update `tab{self.document_type}` set `{field}` = ? where ifnull(`{field}`, '') = ''"
				" and docstatus = ?",
				[state, docstatus],
			)

	def _check_docstatus(self) -> None:
		for row in self.transitions:
			step = (self._state(row.state).doc_status, self._state(row.next_state).doc_status)
			if step[0] == "2":
				frappe.throw(
					_("Cannot change state of Cancelled Document. Transition row {0}").format(row.idx)
				)
			if step == ("1", "0"):
				frappe.throw(
					_("Submitted Document cannot be converted back to draft. Transition row {0}").format(
						row.idx
					)
				)
			if step == ("0", "2"):
				frappe.throw(_("Cannot cancel before submitting. See Transition {0}").format(row.idx))

	def _state(self, name: str) -> Any:
		for row in self.states:
			if row.state == name:
				return row
		frappe.throw(_("{0} not a valid State").format(name))

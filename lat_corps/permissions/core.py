"""The workflows of the app, which LAT Administrator shapes and every role of the app reads, and their words.

The app's roles reach them without being System Manager, and no other workflow of the site. Whoever holds
another role that opens these documents keeps what that role gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.compat import no_opinion
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.roles import ALL_ROLES

from .hooks import READING, is_stored
from .rules import column, is_one_of

if TYPE_CHECKING:
	from frappe.model.document import Document

MENTIONS = {
	"Workflow State": (
		("Workflow Document State", "state"),
		("Workflow Transition", "state"),
		("Workflow Transition", "next_state"),
	),
	"Workflow Action Master": (("Workflow Transition", "action"),),
}
"""Where a workflow mentions its words."""


def _opened_otherwise(doctype: str, ptype: str, user: str) -> bool:
	roles = {*frappe.get_roles(user)} - {*ALL_ROLES}
	return user == "Administrator" or any(
		row.role in roles and row.get(ptype) for row in frappe.get_meta(doctype).permissions
	)


def workflows_in_reach(user: str | None = None, doctype: str = "Workflow") -> str:
	"""Return the SQL condition of the workflows that `user` lists: for roles of the app the app's own."""
	if _opened_otherwise("Workflow", "read", user or frappe.session.user):
		return ""
	return is_one_of(column("Workflow", "document_type"), LIFECYCLES)


def may_workflow(doc: Document, ptype: str, user: str | None = None, **_kwargs) -> bool | None:
	"""Keep roles of the app to the app's own workflows, by what is stored and by what is sent."""
	if _opened_otherwise("Workflow", ptype, user or frappe.session.user):
		return no_opinion()
	stored = frappe.db.get_value("Workflow", doc.name, "document_type") or doc.document_type
	return {stored, doc.document_type} <= set(LIFECYCLES)


def may_word(doc: Document, ptype: str, user: str | None = None, **_kwargs) -> bool | None:
	"""Keep LAT Administrator to states and actions of the app's own workflows, and to own new ones.

	A state that another workflow of the site uses too would be renamed there as well.
	"""
	user = user or frappe.session.user
	if _opened_otherwise(doc.doctype, ptype, user):
		return no_opinion()
	if ptype in READING or not is_stored(doc.doctype, doc.name):
		return True
	mentioned = {
		parent
		for table, fieldname in MENTIONS[doc.doctype]
		for parent in frappe.get_all(
			table,
			filters={fieldname: doc.name, "parenttype": "Workflow"},
			pluck="parent",
			order_by="parent asc",
		)
	}
	documents = {frappe.db.get_value("Workflow", name, "document_type") for name in mentioned}
	return documents <= set(LIFECYCLES) and bool(
		documents
		or frappe.db.get_value(doc.doctype, doc.name, "owner") == user
		or frappe.db.exists("LAT Shipped Record", {"document_type": doc.doctype, "document_name": doc.name})
	)

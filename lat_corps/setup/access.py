"""What the app's roles need of Frappe's own documents, and how it is undone.

LAT Administrator shapes the app's workflows. Who takes a step reads them: the form of Frappe 16 asks the
workflow whether a step is to be confirmed (frappe#34991).

A site's own rows (Custom DocPerm, Custom Role) replace the standard ones as soon as there is one, so the
standard rows are copied before ours is added. `permissions.core` narrows each right to the app's workflows.
"""

from __future__ import annotations

import frappe
from frappe.permissions import add_permission, rights, update_permission_property

from lat_corps.domain.roles import ADMINISTRATOR, ALL_ROLES

SHAPING = {
	"Workflow": ("read", "write", "create"),
	"Workflow State": ("read", "write", "create"),
	"Workflow Action Master": ("read", "write", "create"),
	"Role": ("select",),
}
STEPPING = {"Workflow": ("read",)}
RIGHTS = {role: SHAPING if role == ADMINISTRATOR else STEPPING for role in ALL_ROLES}
PAGE = "workflow-builder"
PROPERTIES = (
	("Workflow State", "allow_rename"),
	("Workflow Action Master", "translated_doctype"),
)
"""Frappe 15 renames actions but not states, and finds states but not actions by their Danish word."""


def grant() -> None:
	"""Open the workflows to the app's roles; done once, so that a site may take it back."""
	for role in ALL_ROLES:
		grant_documents(role)
	if frappe.db.table_exists("Custom Role"):
		_open_page()
		_set_properties()


def grant_documents(role: str) -> None:
	for doctype, granted in RIGHTS[role].items():
		add_permission(doctype, role, ptype=granted[0])
		for right in ("select", "read", "write", "create"):
			update_permission_property(doctype, role, 0, right, int(right in granted), validate=False)
		frappe.clear_cache(doctype=doctype)


def _open_page() -> None:
	name = frappe.db.get_value("Custom Role", {"page": PAGE})
	own = frappe.get_doc("Custom Role", name) if name else frappe.new_doc("Custom Role", page=PAGE)
	held = {row.role for row in own.roles}
	for role in ({*_standard_page_roles()} if not name else set()) | {ADMINISTRATOR}:
		if role not in held:
			own.append("roles", {"role": role})
	own.save()


def _standard_page_roles() -> list[str]:
	return frappe.get_all(
		"Has Role", filters={"parenttype": "Page", "parent": PAGE}, pluck="role", order_by="role asc"
	)


def _set_properties() -> None:
	for doctype, prop in PROPERTIES:
		if not frappe.get_meta(doctype).get(prop):
			frappe.make_property_setter(
				{
					"doctype": doctype,
					"doctype_or_field": "DocType",
					"property": prop,
					"property_type": "Check",
					"value": "1",
				},
				is_system_generated=True,
			)


def withdraw() -> None:
	"""Take our rows out again; where nothing else was changed on the site, its standard rows hold anew."""
	for doctype in SHAPING:
		frappe.db.delete("Custom DocPerm", {"parent": doctype, "role": ["in", ALL_ROLES]})
		if _rows(doctype, "Custom DocPerm") == _rows(doctype, "DocPerm"):
			frappe.db.delete("Custom DocPerm", {"parent": doctype})
		frappe.clear_cache(doctype=doctype)
	if frappe.db.table_exists("Custom Role"):
		_close_page()
		_forget_properties()


def _rows(doctype: str, table: str) -> set[tuple]:
	"""Return the permission rows of a DocType as they stand in a table, as comparable tuples."""
	columns = ("role", "permlevel", "if_owner", *rights)
	rows = frappe.get_all(table, filters={"parent": doctype}, fields=["*"], order_by="role asc")
	return {tuple(str(row.get(column) or 0) for column in columns) for row in rows}


def _close_page() -> None:
	name = frappe.db.get_value("Custom Role", {"page": PAGE})
	if not name:
		return
	frappe.db.delete("Has Role", {"parent": name, "role": ADMINISTRATOR})
	left = frappe.get_all("Has Role", filters={"parent": name}, pluck="role", order_by="role asc")
	if set(left) == set(_standard_page_roles()):
		frappe.delete_doc("Custom Role", name, force=True)


def _forget_properties() -> None:
	for doctype, prop in PROPERTIES:
		frappe.db.delete("Property Setter", {"doc_type": doctype, "property": prop, "is_system_generated": 1})
		frappe.clear_cache(doctype=doctype)

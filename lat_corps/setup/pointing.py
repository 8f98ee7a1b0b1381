"""What an administrator has built upon the app, in Frappe's own tables and those of other apps.

Every link to a document type, a role, a report, a page or a room is found by the fields of the site, so that
a table that a later Frappe or another app brings along is not forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import frappe

KEPT = frozenset(("Email Account", "User", "User Type", "Workspace"))
"""What stands by itself and only mentions the app: the mention is taken out."""

OF_MODULES = ("Report", "Page", "Workspace", "Number Card", "Print Format", "Web Form", "Dashboard")
"""What belongs to a module and is linked to by its name."""

OF_FRAPPE = frozenset(("DocType", "DocField", "DocPerm", "DocType Action", "DocType State"))
"""What makes a document type itself: Frappe removes it with the type."""


@dataclass(frozen=True)
class Pointer:
	"""A field of a document type that names another record; `typed_by` is the field that tells its type."""

	doctype: str
	fieldname: str
	target: str
	typed_by: str = ""


def remove(
	doctypes: list[str], roles: list[str], modules: list[str], delete: Callable[[str, str], None]
) -> None:
	"""Remove what points at the app: a row, a record about it, or the mention in one that stays."""
	gone = {"DocType": doctypes, "Role": roles, "Module Def": modules}
	for kind in OF_MODULES:
		if frappe.db.table_exists(kind):
			gone[kind] = frappe.get_all(kind, filters={"module": ["in", modules]}, pluck="name")
	_remove_custom_links(doctypes, delete)
	for pointer in _pointers(gone, doctypes):
		_follow(pointer, gone, delete)
	if frappe.db.table_exists("List View Settings"):
		frappe.db.delete("List View Settings", {"name": ["in", doctypes]})
	if frappe.db.table_exists("Route History"):
		for part in (*doctypes, *(frappe.scrub(doctype).replace("_", "-") for doctype in doctypes)):
			frappe.db.delete("Route History", {"route": ["like", f"%{part}%"]})


def _remove_custom_links(doctypes: list[str], delete: Callable[[str, str], None]) -> None:
	"""Fields of other documents that link to the app's: Frappe keeps the column, so it is emptied first."""
	fields = frappe.get_all(
		"Custom Field",
		filters={"options": ["in", doctypes], "dt": ["not in", doctypes]},
		fields=["name", "dt", "fieldname", "fieldtype"],
	)
	for field in fields:
		if field.fieldtype == "Link" and frappe.db.has_column(field.dt, field.fieldname):
			frappe.db.set_value(field.dt, {field.fieldname: ["is", "set"]}, field.fieldname, None)
		delete("Custom Field", field.name)


def _pointers(gone: dict[str, list[str]], doctypes: list[str]) -> Iterator[Pointer]:
	for table in ("DocField", "Custom Field"):
		of = "parent" if table == "DocField" else "dt"
		for row in frappe.get_all(
			table,
			filters={"fieldtype": ["in", ("Link", "Dynamic Link")], of: ["not in", doctypes]},
			fields=[f"{of} as doctype", "fieldname", "fieldtype", "options"],
			order_by=f"{of} asc, fieldname asc",
		):
			if row.doctype in OF_FRAPPE:
				continue
			if row.fieldtype == "Dynamic Link":
				yield Pointer(row.doctype, row.fieldname, "", row.options)
			elif row.options in gone:
				yield Pointer(row.doctype, row.fieldname, row.options)


def _follow(pointer: Pointer, gone: dict[str, list[str]], delete: Callable[[str, str], None]) -> None:
	meta = frappe.get_meta(pointer.doctype)
	if meta.get("is_virtual") or not (meta.issingle or frappe.db.table_exists(pointer.doctype)):
		return
	for target, names in gone.items():
		if not names or pointer.target not in ("", target):
			continue
		if meta.issingle:
			if frappe.db.get_single_value(pointer.doctype, pointer.fieldname) in names:
				frappe.db.set_single_value(pointer.doctype, pointer.fieldname, None)
			continue
		if not frappe.db.has_column(pointer.doctype, pointer.fieldname):
			continue
		about = {pointer.fieldname: ["in", names]}
		if pointer.typed_by:
			about[pointer.typed_by] = target
		_take_out(pointer, meta, about, delete, gone.get(pointer.doctype, []))


def _take_out(
	pointer: Pointer,
	meta: frappe.model.meta.Meta,
	about: dict,
	delete: Callable[[str, str], None],
	own: list[str],
) -> None:
	if meta.istable:
		frappe.db.delete(pointer.doctype, about)
	elif pointer.target == "Module Def":
		# Frappe itself removes what belongs to a module.
		return
	elif pointer.doctype in KEPT or (pointer.target == "Role" and not meta.get_field(pointer.fieldname).reqd):
		frappe.db.set_value(pointer.doctype, about, pointer.fieldname, None)
	else:
		for name in frappe.get_all(pointer.doctype, filters=about, pluck="name", order_by="name asc"):
			# Frappe itself removes what ships with the app's modules.
			if name not in own:
				delete(pointer.doctype, name)

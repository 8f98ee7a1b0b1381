"""What an administrator has built upon the app, in Frappe's own tables and those of other apps.

Every link to a document type, a role, a report, a page or a room is found by the fields of the site, so that
a table that a later Frappe or another app brings along is not forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import frappe

KEPT = frozenset(("Email Account", "User", "User Type", "Workspace"))
"""What stands by itself and only mentions the app: the mention is taken out."""

OF_MODULES = ("Report", "Page", "Workspace", "Number Card", "Print Format", "Web Form", "Dashboard")
"""What belongs to a module and is linked to by its name."""

OF_FRAPPE = frozenset(("DocType", "DocField", "DocPerm", "DocType Action", "DocType State"))
"""What makes a document type itself: Frappe removes it with the type."""

PLAIN = (
	("Access Log", "report_name", "Report"),
	("Block Module", "module", "Module Def"),
	("Custom Role", "ref_doctype", "DocType"),
	("Prepared Report", "report_name", "Report"),
	("Report", "reference_report", "Report"),
	("Workspace", "parent_page", "Workspace"),
)
"""Fields that name a record, as (document type, field, what it names), and are no links."""

LEADING = (
	("Navbar Item", "route"),
	("Portal Menu Item", "route"),
	("Role", "home_page"),
	("Top Bar Item", "url"),
	("Website Settings", "home_page"),
	("Workspace Shortcut", "url"),
	("Workspace Sidebar Item", "url"),
)
"""Fields that hold an address of the Desk."""

OF_APP = (("User", "default_app"), ("System Settings", "default_app"), ("Workspace", "app"))
"""Fields that hold the name of an app."""

HISTORY = (
	("Deleted Document", "data"),
	("Error Log", "error"),
	("Permission Log", "changes"),
	("Version", "data"),
)
"""Fields that keep a copy of other records, or a traceback."""


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
	"""Remove what points at the app: a row, a record about it, or the mention in one that stays.

	What points at such a record in its turn, such as the card of a report in a dashboard, goes with it.
	"""
	gone = {"DocType": doctypes, "Role": roles, "Module Def": modules}
	for kind in OF_MODULES:
		if frappe.db.table_exists(kind):
			gone[kind] = frappe.get_all(kind, filters={"module": ["in", modules]}, pluck="name")
	_remove_custom_links(doctypes, delete)
	_remove_from_own_doctypes(doctypes, roles)
	addresses = {_address(name) for kind in ("DocType", "Page", "Workspace") for name in gone[kind]}
	_empty_addresses(addresses)
	names = {name for kind, some in gone.items() if kind != "Module Def" for name in some}
	while gone:
		removed: dict[str, list[str]] = {}
		for pointer in _pointers(gone, doctypes):
			_follow(pointer, gone, partial(_delete_noted, delete, removed))
		gone = removed
	_remove_history(names, modules, addresses)
	if frappe.db.table_exists("List View Settings"):
		frappe.db.delete("List View Settings", {"name": ["in", doctypes]})
	if frappe.db.table_exists("Route History"):
		for part in (*doctypes, *(_address(doctype) for doctype in doctypes)):
			frappe.db.delete("Route History", {"route": ["like", f"%{part}%"]})


def _remove_custom_links(doctypes: list[str], delete: Callable[[str, str], None]) -> None:
	"""Fields of other documents that link to the app's: Frappe keeps the column, so it is emptied first."""
	fields = frappe.get_all(
		"Custom Field",
		filters={"options": ["in", doctypes], "dt": ["not in", doctypes]},
		fields=["name", "dt", "fieldname", "fieldtype"],
	)
	for field in fields:
		_empty_link(field.dt, field)
		delete("Custom Field", field.name)


def _remove_from_own_doctypes(doctypes: list[str], roles: list[str]) -> None:
	"""Take links to the app's documents, and rights of its roles, out of document types made on the site."""
	links = frappe.get_all(
		"DocField",
		filters={"options": ["in", doctypes], "parent": ["not in", doctypes]},
		fields=["name", "parent", "fieldname", "fieldtype"],
		order_by="parent asc",
	)
	for link in links:
		_empty_link(link.parent, link)
		frappe.db.delete("DocField", {"name": link.name})
	frappe.db.delete("DocPerm", {"role": ["in", roles or [""]], "parent": ["not in", doctypes]})
	for parent in {link.parent for link in links}:
		frappe.clear_cache(doctype=parent)


def _empty_link(doctype: str, field: frappe._dict) -> None:
	if field.fieldtype == "Link" and frappe.db.has_column(doctype, field.fieldname):
		frappe.db.set_value(doctype, {field.fieldname: ["is", "set"]}, field.fieldname, None)


def _empty_addresses(addresses: set[str]) -> None:
	for doctype, fieldname in LEADING:
		_empty(doctype, fieldname, lambda value: bool(addresses & {*re.split("[/?#]", value)}))
	for doctype, fieldname in OF_APP:
		_empty(doctype, fieldname, "lat_corps".__eq__)


def _empty(doctype: str, fieldname: str, names_the_app: Callable[[str], bool]) -> None:
	"""Empty a field where it names the app; a row of a table is nothing without it, and goes."""
	if not frappe.db.exists("DocType", doctype) or not frappe.get_meta(doctype).has_field(fieldname):
		return
	meta = frappe.get_meta(doctype)
	if meta.issingle:
		if names_the_app(frappe.db.get_single_value(doctype, fieldname) or ""):
			frappe.db.set_single_value(doctype, fieldname, None)
		return
	rows = frappe.get_all(
		doctype, filters={fieldname: ["is", "set"]}, fields=["name", fieldname], order_by="name asc"
	)
	for row in rows:
		if not names_the_app(row[fieldname]):
			continue
		if meta.istable:
			frappe.db.delete(doctype, {"name": row.name})
		else:
			frappe.db.set_value(doctype, row.name, fieldname, None)


def _remove_history(names: Iterable[str], modules: Iterable[str], addresses: Iterable[str]) -> None:
	"""Remove what the site keeps of changes and faults that named the app, such as a role given to a user."""
	named, blocked, leading = (
		"|".join(re.escape(part) for part in sorted(some)) for some in (names, modules, addresses)
	)
	naming = rf'lat_corps|"({named})"|"module": ?"({blocked})"|/({leading})["/?#]'
	for doctype, fieldname in HISTORY:
		if frappe.db.table_exists(doctype):
			table = frappe.qb.DocType(doctype)
			frappe.qb.from_(table).delete().where(table[fieldname].regexp(naming)).run()


def _address(name: str) -> str:
	return frappe.scrub(name).replace("_", "-")


def _delete_noted(
	delete: Callable[[str, str], None], removed: dict[str, list[str]], doctype: str, name: str
) -> None:
	delete(doctype, name)
	removed.setdefault(doctype, []).append(name)


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
	yield from (Pointer(*plain) for plain in PLAIN if plain[2] in gone)


def _follow(pointer: Pointer, gone: dict[str, list[str]], delete: Callable[[str, str], None]) -> None:
	# A custom field outlives its document type.
	if not frappe.db.exists("DocType", pointer.doctype):
		return
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

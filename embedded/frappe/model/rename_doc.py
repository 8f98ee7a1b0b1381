"""New names for documents, also where other documents link to them."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _, bold
from frappe.model.links import get_dynamic_links, get_link_fields
from frappe.model.naming import validate_name


def rename_doc(
	doctype: str | None = None,
	old: str | None = None,
	new: str | None = None,
	force: bool = False,
	merge: bool = False,
	ignore_permissions: bool = False,
	ignore_if_exists: bool = False,
	show_alert: bool = True,
	rebuild_search: bool = True,
	doc: Any = None,
	validate: bool = True,
) -> str:
	"""Rename a document, or merge it into the one that has the name."""
	if not new or not (doc or (doctype and old)):
		raise TypeError("{doctype, old, new} or {doc, new} are required arguments")
	doctype, old = doctype or doc.doctype, old or doc.name
	meta = frappe.get_meta(doctype)
	if validate:
		doc = doc or frappe.get_doc(doctype, old)
		answer = doc.run_method("before_rename", old, new, merge) or {}
		new = (answer.get("new") if isinstance(answer, dict) else answer) or new
		new = _validate(doc, new, merge, force, ignore_permissions, ignore_if_exists)
	if not merge:
		_rename_rows(meta, old, new)
	_rename_links(doctype, old, new)
	frappe.db.run(
		"update `tabFile` set attached_to_name = ? where attached_to_name = ? and attached_to_doctype = ?",
		[new, old, doctype],
	)
	frappe.db.run(
		"update `tabVersion` set docname = ? where docname = ? and ref_doctype = ?", [new, old, doctype]
	)
	renamed = frappe.get_doc(doctype, new)
	renamed.run_method("after_rename", old, new, merge)
	text = _("merged {0} into {1}") if merge else _("renamed from {0} to {1}")
	renamed.add_comment("Edit", text.format(bold(old), bold(new)))
	if merge:
		frappe.delete_doc(doctype, old)
	renamed.clear_cache()
	frappe.clear_cache()
	if show_alert:
		frappe.msgprint(
			_("Document renamed from {0} to {1}").format(bold(old), bold(new)), alert=True, indicator="green"
		)
	return new


def _validate(
	doc: Any, new: str, merge: bool, force: bool, ignore_permissions: bool, ignore_if_exists: bool
) -> str:
	doctype, old = doc.doctype, doc.name
	# another case of the same name is another name
	exists = frappe.db.get_value(doctype, new) == new
	if old == new:
		frappe.throw(_("No changes made because old and new name are the same."))
	if merge and not exists:
		frappe.throw(_("{0} {1} does not exist, select a new target to merge").format(doctype, new))
	if not merge and exists and not ignore_if_exists:
		frappe.throw(_("Another {0} with name {1} exists, select another name").format(doctype, new))
	if not ignore_permissions:
		for each in (doc, frappe.get_doc(doctype, new)) if merge else (doc,):
			if not frappe.permissions.has_permission(doctype, "write", each, raise_exception=False):
				frappe.throw(_("You need write permission on {0} {1} to rename").format(doctype, each.name))
	if not (force or ignore_permissions or doc.meta.allow_rename):
		frappe.throw(_("{0} not allowed to be renamed").format(_(doctype)))
	return validate_name(doctype, new)


def _rename_rows(meta: Any, old: str, new: str) -> None:
	table = f"`tab{meta.name}`"
	frappe.db.run(f"update {table} set name = ? where name = ?", [new, old])
	kind, _colon, fieldname = (meta.autoname or "").partition(":")
	if kind == "field":
		frappe.db.run(f"update {table} set `{fieldname}` = ? where name = ?", [new, new])
	for df in meta.get_table_fields():
		frappe.db.run(
			f"update `tab{df.options}` set parent = ? where parent = ? and parenttype = ?",
			[new, old, meta.name],
		)


def _rename_links(doctype: str, old: str, new: str) -> None:
	for link in get_link_fields(doctype):
		if not link.issingle:
			frappe.db.set_value(
				link.parent, {link.fieldname: old}, link.fieldname, new, update_modified=False
			)
			continue
		single = frappe.get_doc(link.parent)
		if single.get(link.fieldname) == old:
			single.set(link.fieldname, new)
			single.flags.ignore_mandatory = True
			single.flags.ignore_links = True
			single.save(ignore_permissions=True)
	for link in get_dynamic_links():
		if not link.issingle:
			frappe.db.run(
				f"update `tab{link.parent}` set `{link.fieldname}` = ?"
				f" where `{link.options}` = ? and `{link.fieldname}` = ?",
				[new, doctype, old],
			)

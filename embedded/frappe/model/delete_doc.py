"""Deletion of documents."""

from __future__ import annotations

from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.model.links import get_dynamic_links, get_link_fields
from frappe.model.naming import revert_series_if_last
from frappe.utils.data import get_link_to_form


def delete_doc(
	doctype: str | None = None,
	name: Any = None,
	force: bool | int = False,
	ignore_doctypes: list[str] | None = None,
	for_reload: bool = False,
	ignore_permissions: bool = False,
	flags: dict | None = None,
	ignore_on_trash: bool = False,
	ignore_missing: bool = True,
	delete_permanently: bool = False,
) -> Any:
	"""Delete one document, or several. Links to it forbid it, unless `force`."""
	for each in [name] if isinstance(name, str | int) else name or ():
		if not frappe.db.exists(doctype, each):
			if ignore_missing:
				return False
			raise frappe.DoesNotExistError
		doc = frappe.get_doc(doctype, each)
		doc.flags.update(flags or {})
		if ignore_permissions:
			doc.flags.ignore_permissions = True
		_delete(doc, force, ignore_doctypes or [], ignore_on_trash, delete_permanently)
	return None


def delete_doc_if_exists(doctype: str, name: str, force: bool | int = 0) -> None:
	delete_doc(doctype, name, force=force, ignore_missing=True)


def _delete(
	doc: Any, force: bool | int, ignore_doctypes: list[str], ignore_on_trash: bool, delete_permanently: bool
) -> None:
	_check_permission_and_not_submitted(doc)
	if not ignore_on_trash:
		doc.run_method("on_trash")
		doc.flags.in_delete = True
		doc.run_method("on_change")
	if not force:
		_check_links(doc)
	_revert_series(doc)
	delete_from_table(doc, ignore_doctypes)
	doc.run_method("after_delete")
	_delete_attachments(doc, delete_permanently)
	frappe.enqueue(
		delete_references,
		doctype=doc.doctype,
		name=doc.name,
		now=frappe.flags.in_test,
		enqueue_after_commit=True,
	)
	doc.clear_cache()
	if not delete_permanently and doc.doctype != "Deleted Document":
		frappe.get_doc(
			doctype="Deleted Document",
			deleted_doctype=doc.doctype,
			deleted_name=doc.name,
			data=doc.as_json(),
			owner=frappe.session.user,
		).db_insert()
	_add_to_feed(doc)


def _check_permission_and_not_submitted(doc: Any) -> None:
	if not doc.flags.ignore_permissions and not doc.has_permission("delete"):
		frappe.msgprint(
			_("User not allowed to delete {0}: {1}").format(doc.doctype, doc.name),
			raise_exception=frappe.PermissionError,
		)
	if doc.meta.is_submittable and doc.docstatus.is_submitted():
		frappe.throw(_("{0} {1}: Submitted Record cannot be deleted.").format(_(doc.doctype), doc.name))


def _check_links(doc: Any) -> None:
	try:
		check_if_doc_is_linked(doc)
		check_if_doc_is_dynamically_linked(doc)
	except frappe.LinkExistsError:
		if doc.meta.has_field("enabled") or doc.meta.has_field("disabled"):
			frappe.throw(
				_("You can disable this {0} instead of deleting it.").format(_(doc.doctype)),
				frappe.LinkExistsError,
			)
		raise


def check_if_doc_is_linked(doc: Any, method: str = "Delete") -> None:
	"""Raise LinkExistsError if a document links to this one."""
	ignored = _ignored_doctypes(doc, method)
	for link in get_link_fields(doc.doctype):
		if link.parent in ignored or (link.fieldname == "amended_from" and method == "Cancel"):
			continue
		if link.issingle:
			if frappe.db.get_single_value(link.parent, link.fieldname) == doc.name:
				_raise_link_exists(doc, link.parent, link.parent)
			continue
		is_child = frappe.is_table(link.parent)
		fields = ["name", "docstatus", *(("parent", "parenttype") if is_child else ())]
		for item in frappe.db.get_values(link.parent, {link.fieldname: doc.name}, fields, as_dict=True):
			holder = item.parenttype if item.parent else link.parent
			same = link.parent == doc.doctype and (item.parent or item.name) == doc.name
			if holder in ignored or same or (method == "Cancel" and item.docstatus != 1):
				continue
			_raise_link_exists(doc, holder, item.parent or item.name)


def check_if_doc_is_dynamically_linked(doc: Any, method: str = "Delete") -> None:
	ignored = _ignored_doctypes(doc, method)
	for link in get_dynamic_links():
		if link.parent in ignored or link.issingle:
			continue
		parent = "parent, parenttype" if link.istable else "name as parent, ? as parenttype"
		rows = frappe.db.run(
			f"select docstatus, {parent} from `tab{link.parent}`"
			f" where `{link.options}` = ? and `{link.fieldname}` = ?",
			[*(() if link.istable else (link.parent,)), doc.doctype, doc.name],
		)
		for row in rows:
			counts = row.docstatus != 2 if method == "Delete" else row.docstatus == 1
			if counts and row.parenttype not in ignored:
				_raise_link_exists(doc, row.parenttype, row.parent)


def _ignored_doctypes(doc: Any, method: str) -> set[str]:
	if method == "Cancel":
		return set(doc.get("ignore_linked_doctypes") or ())
	return set(frappe.get_hooks("ignore_links_on_delete"))


def _raise_link_exists(doc: Any, doctype: str, name: str) -> NoReturn:
	frappe.throw(
		_("Cannot delete or cancel because {0} {1} is linked with {2} {3} {4}").format(
			_(doc.doctype),
			get_link_to_form(doc.doctype, doc.name),
			"" if doctype == name else _(doctype),
			get_link_to_form(doctype, name),
			"",
		),
		frappe.LinkExistsError,
	)


def _revert_series(doc: Any) -> None:
	autoname = doc.meta.autoname or ""
	if autoname.startswith("naming_series:"):
		if getattr(doc, "naming_series", None):
			revert_series_if_last(doc.naming_series, doc.name, doc)
	elif autoname and autoname.split(":", 1)[0] not in ("Prompt", "field", "hash"):
		revert_series_if_last(autoname, doc.name, doc)


def delete_from_table(doc: Any, ignore_doctypes: list[str]) -> None:
	if doc.meta.issingle:
		frappe.db.run("delete from `tabSingles` where doctype = ?", [doc.doctype])
	else:
		frappe.db.delete(doc.doctype, {"name": doc.name})
	for child in {df.options for df in doc.meta.get_table_fields()} - set(ignore_doctypes):
		frappe.db.delete(child, {"parenttype": doc.doctype, "parent": doc.name})


def _delete_attachments(doc: Any, delete_permanently: bool) -> None:
	attached = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
	for file in frappe.get_all("File", attached, pluck="name"):
		delete_doc("File", file, ignore_permissions=True, delete_permanently=delete_permanently)


def delete_references(doctype: str, name: str) -> None:
	"""Delete the history of a document that is gone."""
	frappe.db.delete("Version", {"ref_doctype": doctype, "docname": name})
	frappe.db.delete("Comment", {"reference_doctype": doctype, "reference_name": name})


def _add_to_feed(doc: Any) -> None:
	if (
		frappe.flags.in_install
		or frappe.flags.in_uninstall
		or frappe.flags.in_import
		or frappe.flags.in_patch
	):
		return
	if not getattr(doc, "no_feed_on_delete", False):
		frappe.get_doc(
			doctype="Comment",
			comment_type="Deleted",
			reference_doctype=doc.doctype,
			subject=f"{_(doc.doctype)} {doc.name}",
		).insert(ignore_permissions=True)

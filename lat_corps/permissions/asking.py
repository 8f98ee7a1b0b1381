"""Ways of asking Frappe for records by their content without the right to read them, closed (security 7, 9).

`frappe.client.get_count` counts whatever matches. `frappe.client.get`, and every method that takes the name
of a record, also take a set of values instead and answer "not permitted" or "not found" accordingly. With
enough guesses that tells any field of any record. `get_open_count` counts what hangs on a record, whoever
may see it.
"""

from __future__ import annotations

import json

import frappe
from frappe import _
from frappe.client import get, get_count
from frappe.desk.notifications import get_open_count

from .table import CHILD_TABLES, ROWS

NAMES = ("name", "docname", "dn", "document_name", "reference_name")


@frappe.whitelist()
def count(
	doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""Count as Frappe does; of the app's own documents only those that the user may read."""
	if doctype not in ROWS and doctype not in CHILD_TABLES:
		return get_count(doctype, filters, debug, cache)
	frappe.has_permission(doctype, "read", throw=True)
	return len(frappe.get_list(doctype, filters=frappe.parse_json(filters), pluck="name", limit=0))


@frappe.whitelist()
def document(
	doctype: str,
	name: str | int | None = None,
	filters: dict | list | str | None = None,
	parent: str | None = None,
) -> dict:
	"""Fetch as Frappe does; of the app's own documents, by filters only among those that the user may read.

	Raises frappe.DoesNotExistError when none of those matches.
	"""
	if name or (doctype not in ROWS and doctype not in CHILD_TABLES):
		return get(doctype, name, filters, parent)
	found = frappe.get_list(
		doctype, filters=frappe.parse_json(filters), parent_doctype=parent, pluck="name", limit=1
	)
	if not found:
		frappe.throw(_("{0} not found").format(_(doctype)), frappe.DoesNotExistError)
	return get(doctype, found[0], parent=parent)


@frappe.whitelist()
def connections(doctype: str, name: str, items: list | str | None = None) -> dict:
	"""Count what hangs on a record as Frappe does; of the app's own documents what the user may read."""
	answer = get_open_count(doctype, name, items)
	links = frappe.get_meta(doctype).get_dashboard_data()
	for link in answer["count"]["external_links_found"]:
		linked = link["doctype"]
		if linked in ROWS or linked in CHILD_TABLES:
			fieldname = links.get("non_standard_fieldnames", {}).get(linked, links.get("fieldname"))
			readable = fieldname and frappe.has_permission(linked, "read")
			link["count"] = (
				len(frappe.get_list(linked, filters={fieldname: name}, pluck="name", limit=100))
				if readable
				else 0
			)
			link["open_count"] = min(link["open_count"], link["count"])
	return answer


def refuse_values_for_names() -> None:
	"""Refuse a request that names a record by its values, by itself or inside a document."""
	sent = frappe.form_dict
	for record in (sent, *_documents(sent.get("doc")), *_documents(sent.get("docs"))):
		if any(isinstance(record.get(argument), dict | list) for argument in NAMES):
			frappe.throw(_("A record is named by its number."), frappe.ValidationError)


def _documents(content: object) -> list[dict]:
	if isinstance(content, str):
		try:
			content = json.loads(content)
		except ValueError:
			return []
	return [part for part in (content if isinstance(content, list) else [content]) if isinstance(part, dict)]

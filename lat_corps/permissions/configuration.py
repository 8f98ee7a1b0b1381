"""What may not be configured for the documents of the app, because Frappe then goes past the row rules.

A web form saves without asking for rights, a chart is cached for everybody, an alert mails fields, a label is
free text about a person (security 10, 12, 13, 15 and 20). Each is refused with what serves instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import frappe
from frappe import _

from .core_doctypes import OF_REPORTS, REFUSED
from .table import ROWS
from .traces import OWN

if TYPE_CHECKING:
	from frappe.model.document import Document

WALL_PROPERTIES = frozenset(
	(
		"allow_auto_repeat",
		"allow_import",
		"autoname",
		"email_append_to",
		"fetch_from",
		"has_web_view",
		"in_global_search",
		"make_attachments_public",
		"naming_rule",
		"permlevel",
		"read_only",
		"search_fields",
		"set_only_once",
		"show_title_field_in_link",
		"title_field",
		"track_changes",
		"track_views",
	)
)
"""Properties of a form on which the walls rest: levels, server fields, names, and what Frappe copies."""

PARTICIPANTS = "event_participants"
"""The table in which an event names records beside the one that it is about."""


def refuse_target(doc: Document, method: str | None = None) -> None:
	"""Refuse a document of Frappe's that is aimed at a document of the app."""
	fields, message = REFUSED[doc.doctype]
	for fieldname in fields:
		target = doc.get(fieldname)
		if doc.doctype in OF_REPORTS:
			target = frappe.db.get_value("Report", target, "ref_doctype")
		_refuse_own(target, message)
	for row in doc.get(PARTICIPANTS) or []:
		if not isinstance(row, str):
			_refuse_own(row.get("reference_doctype"), message)


def _refuse_own(target: object, message: str) -> None:
	if isinstance(target, str) and target in OWN:
		frappe.throw(_(message).format(frappe.bold(_(target))), title=_("Not for this document"))


def refuse_report(report: Document, method: str | None = None) -> None:
	"""Refuse a report whose query asks the tables past the row rules, or whose result is kept for others."""
	text = "\n".join(report.get(field) or "" for field in ("query", "report_script", "javascript"))
	named = sorted({doctype for doctype in OWN if re.search(rf"\b(?:tab)?{doctype}\b", text, re.IGNORECASE)})
	if report.ref_doctype in OWN:
		named.append(report.ref_doctype)
	if not named:
		return
	free = report.is_standard == "No" and report.report_type in ("Query Report", "Script Report")
	if free or report.prepared_report:
		frappe.throw(
			_("A report on {0} runs with the rights of its reader: use a Report Builder report.").format(
				frappe.bold(_(named[0]))
			),
			title=_("Not for this document"),
		)


def refuse_alert(workflow: Document, method: str | None = None) -> None:
	"""Refuse mails of a workflow: Frappe attaches the printed record."""
	if workflow.document_type in ROWS and workflow.send_email_alert:
		frappe.throw(
			_("A workflow of {0} sends no mails: they carry the record.").format(_(workflow.document_type))
		)


def refuse_property(setter: Document, method: str | None = None) -> None:
	"""Refuse a customization that would open a wall of a document of the app."""
	if setter.doc_type in OWN and setter.property in WALL_PROPERTIES:
		frappe.throw(
			_("{0} of {1} cannot be customized: the protection of the records rests on it.").format(
				frappe.bold(setter.property), _(setter.doc_type)
			),
			title=_("Not for this document"),
		)
	if setter.doc_type not in OWN and (
		(setter.property == "options" and setter.value in OWN)
		or (setter.property == "fetch_from" and _fetches(frappe.get_meta(setter.doc_type), setter.value))
	):
		_refuse_fetching(setter.doc_type)


def refuse_fetched_field(field: Document, method: str | None = None) -> None:
	"""Refuse a field that copies from a record, on a form of the app too: Frappe asks for no rights."""
	meta = frappe.get_meta(field.dt)
	copied = [df.fetch_from for df in meta.fields if df.fetch_from] if field.options in OWN else []
	if _fetches(meta, field.fetch_from) or any(name.split(".")[0] == field.fieldname for name in copied):
		_refuse_fetching(field.dt)


def refuse_fetching_fields(doctype: Document, method: str | None = None) -> None:
	"""Refuse a DocType elsewhere with such a field."""
	if doctype.name not in OWN and any(_fetches(doctype, field.fetch_from) for field in doctype.fields):
		_refuse_fetching(doctype.name)


def _fetches(form: Document, fetch_from: str | None) -> bool:
	link = (fetch_from or "").split(".")[0]
	return any(
		field.fieldname == link and field.fieldtype == "Link" and field.options in OWN
		for field in form.fields
	)


def _refuse_fetching(doctype: str) -> None:
	frappe.throw(
		_("{0} cannot copy fields from a course: link to the record instead.").format(_(doctype)),
		title=_("Not for this document"),
	)

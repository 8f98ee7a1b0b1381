"""Everything that the corps holds on one citizen, for who asks for access (GDPR art. 15, N3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import get_fullname, strip_html

from lat_corps.casework.disagreements import in_words, on_record
from lat_corps.corps.facts import called
from lat_corps.domain.handover import SECTION_115
from lat_corps.languages import language_name
from lat_corps.permissions.hooks import reaches
from lat_corps.privacy.exporting import lines_of
from lat_corps.privacy.traces import GO_WHOLE, records_about
from lat_corps.read_log.noting import EXPORTED, note
from lat_corps.spreadsheets.writing.read_log import pseudonyms

if TYPE_CHECKING:
	from frappe.model.document import Document
	from frappe.model.meta import Meta

FIRST = ("LAT Citizen", "LAT Case")
WITHOUT_CONTENT = ("LAT Turn",)
"""What says no more than that something waits: it names a record that stands here itself."""

NOT_READ = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Table", "Code", "Password")
NAMED = {"User": get_fullname, "Language": language_name}
UNRATED = {"LAT Plan Rating": ("person", "mentor")}
"""Numbers that begin at 1: 0 says that nobody gave one."""

OF_THE_SERVER = ("workflow_state", "packet_hash", "counted_apart")


def everything_about(citizen: str) -> dict[str, Any]:
	"""Return all records on a citizen that the user reads, what others keep, and the reading log.

	`records` have `title`, `facts` of (label, words), `tables` with `label`, `headings` and `rows`, and
	`to_weigh` where a law may except them from access. `kept` tells of which documents others hold how many;
	`readings` are (time, roles, act, document), with staff by pseudonym. Each record is logged as exported.
	"""
	found = records_about(citizen)
	kept: dict[str, int] = {}
	records = []
	for doctype in (*FIRST, *sorted({*found} - {*FIRST, *WITHOUT_CONTENT}, key=_)):
		names = found.get(doctype, [])
		# What was said in coaching is of those who spoke, also where one of them prints this.
		read = [
			name for name in names if doctype not in GO_WHOLE and reaches(doctype, name, frappe.session.user)
		]
		if others := len(names) - len(read):
			kept[called(doctype)] = others
		records += [_told(frappe.get_doc(doctype, name)) for name in read]
		note(EXPORTED, doctype, read)
	return {"records": records, "kept": kept, "readings": _readings(citizen)}


def _told(doc: Document) -> dict[str, Any]:
	tables = [field for field in doc.meta.get_table_fields() if doc.get(field.fieldname)]
	return {
		"title": f"{called(doc.doctype)} {doc.name}",
		"to_weigh": doc.get("origin") == SECTION_115,
		"facts": list(_facts(doc)),
		"tables": [
			{
				"label": _(field.label or field.options, context=doc.doctype),
				"rows": [list(_facts(row)) for row in doc.get(field.fieldname)],
			}
			for field in tables
		]
		+ _beside(doc),
	}


def _beside(doc: Document) -> list[dict[str, Any]]:
	"""Return what Frappe keeps beside a record: comments, and the names of files."""
	about = {"reference_doctype": doc.doctype, "reference_name": doc.name, "comment_type": "Comment"}
	comments = frappe.get_all(
		"Comment", filters=about, fields=["owner", "content"], order_by="creation asc, name asc"
	)
	files = frappe.get_all(
		"File",
		filters={"attached_to_doctype": doc.doctype, "attached_to_name": doc.name},
		pluck="file_name",
		order_by="name asc",
	)
	found = {
		_("Notes of disagreement"): [
			[(_("What is disputed"), in_words(row))] for row in on_record(doc.doctype, doc.name)
		],
		_("Comments"): [[(get_fullname(row.owner), strip_html(row.content or ""))] for row in comments],
		_("Files"): [[(_("File"), name)] for name in files],
	}
	return [{"label": label, "rows": rows} for label, rows in found.items() if rows]


def _facts(doc: Document) -> Iterator[tuple[str, str]]:
	for field in _read_fields(doc.meta):
		value = doc.get(field.fieldname)
		unrated = field.fieldname in UNRATED.get(doc.doctype, ())
		if value in (None, "") or (not value and (field.read_only or field.fieldtype == "Check" or unrated)):
			continue
		yield _(field.label, context=doc.doctype), _words(doc, field, value)


def _read_fields(meta: Meta) -> list:
	return [
		field
		for field in meta.fields
		if field.label and field.fieldtype not in NOT_READ and field.fieldname not in OF_THE_SERVER
	]


def _words(doc: Document, field: Any, value: object) -> str:
	if field.fieldtype == "Check":
		return _("Yes")
	if field.fieldtype == "Link" and field.options in NAMED:
		return NAMED[field.options](value)
	if field.fieldtype == "Link" and (meta := frappe.get_meta(field.options)).show_title_field_in_link:
		return frappe.get_cached_value(field.options, value, meta.title_field) or str(value)
	if field.fieldtype in ("Date", "Datetime", "Time", "Float", "Duration"):
		return str(doc.get_formatted(field.fieldname))
	# What the app has written itself, such as the finding of a rule, is stored in English.
	written_by_app = field.fieldtype == "Select" or field.read_only
	return _(str(value), context=doc.doctype) if written_by_app else str(value)


def _readings(citizen: str) -> list[tuple[str, str, str, str]]:
	lines = lines_of(citizen)
	called = pseudonyms(lines, _)
	return [
		(
			frappe.format(line.moment, {"fieldtype": "Datetime"}),
			", ".join((called[line.staff], *(_(role) for role in line.roles))),
			_(line.action),
			f"{_(line.document_type)} {line.number}",
		)
		for line in lines
	]

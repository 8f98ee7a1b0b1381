"""What a request may ask of the records of the app, where Frappe itself would answer without their row rules.

Frappe joins the columns of a linked record or of a child table into a list without asking for the rows and
levels of those (fields such as `lat_case.wishes`), filters and orders by fields that the user may not read,
and counts without any check (security 3, 7 and 9). Each request is judged once, when its user is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

from . import answers
from .configuration import refuse_target
from .core_doctypes import REFUSED
from .door import judge as door
from .door import names
from .door.called import call_of, parsed
from .files import is_unsaved
from .hooks import common_levels, reaches
from .people import reach_of
from .table import CHILD_TABLES, ROWS
from .traces import OWN, records_of

COLUMNS = ("fields", "fields_to_fetch", "fieldname", "aggregate_function_based_on")
"""Parameters that name columns to show: Frappe drops those of the record itself that are above the level."""

ASKED = (
	"aggregate_on_field",
	"based_on",
	"field",
	"field_map",
	"group_by",
	"group_by_based_on",
	"order_by",
	"sort_field",
	"stats",
	"value_based_on",
)
TITLE = ("LAT Instrument", "shown_title")
"""The one title of the app that links show, and so lists ask for it: of a questionnaire, not of a person."""

FILTERS = ("filters", "or_filters", "current_filters", "export_filters", "filters_json", "applied_filters")
TARGETS = ("aggregate_on_doctype", "doctype", "document_type", "dt", "ref_doctype", "reference_doctype")
DOCUMENTS = ("args", "data", "doc", "docs", "document")
NAMES = (
	"attached_to_name",
	"dn",
	"doc_name",
	"docname",
	"document_name",
	"fid",
	"link_name",
	"name",
	"old_name",
	"parent",
	"parenttype",
	"ref_docname",
	"reference_docname",
	"reference_name",
	"reminder_docname",
	"share_name",
	"source_name",
)
REPORTS = "frappe.desk.query_report."
OF_THE_REPORT = ("report_name", "cmd", "csrf_token")

WORD = re.compile(r"\w+")
DOTTED = re.compile(r"`?([\w ]+?)`?\s*\.\s*`?(\w+)`?")
ESCAPED = re.compile(r"\\+u00([0-7][0-9a-fA-F])")
ROUTE = re.compile(r"/api/(?:v1/)?(?:resource|v2/document|v2/doctype)/([^/]+)")
TAKES_VALUES = re.compile(r"\b(?:dict|list|Any)\b")
PORTAL_LIST = re.compile(r"/list\b|frappe\.www\.list\.")
IN_TESTS = re.compile(r"\bfrappe\.tests\.")
"""Frappe's tests import methods for clients: by that name a request would go round ours."""

FILE_ON_DISK = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def judge_request() -> None:
	"""Refuse a request that reaches past the row rules; called by Frappe once the user is known.

	Raises frappe.PermissionError.
	"""
	if frappe.session.user == "Administrator" or not frappe.request:
		return
	try:
		_judge_request(frappe.request.path, frappe.local.form_dict)
	except Exception:
		answers.tell_nothing_of_errors()
		raise


def _judge_request(path: str, form: dict) -> None:
	if path.startswith("/backups"):
		frappe.throw(
			_("Only Administrator downloads a backup: it holds every course."), frappe.PermissionError
		)
	if IN_TESTS.search(f"{path} {form.get('cmd')}"):
		frappe.throw(_("Tests serve no requests."), frappe.PermissionError)
	_refuse_files_of_others(form)
	_refuse_values_for_names(form)
	call = call_of(frappe.request, form)
	_refuse_values_for_texts(call.name, form)
	_refuse_foreign_report(call.name, form)
	_refuse_targets(form)
	for doctype, parameters in _questions(path, form):
		_judge(doctype, parameters)
	door.judge(call, frappe.session.user)


def _questions(path: str, form: dict) -> Iterator[tuple[str, dict]]:
	"""Yield each DocType that a request asks for, with the parameters of the question."""
	route = ROUTE.match(path)
	for doctype in {
		*(form.get(name) for name in TARGETS if isinstance(form.get(name), str)),
		route and route[1],
	}:
		if doctype:
			yield doctype, form
			if PORTAL_LIST.search(f"{path} {form.get('cmd')}"):
				yield doctype, {"filters": dict(form)}
	for card in _cards(form):
		stored = frappe.db.get_value("Number Card", str(card.get("name") or ""), "document_type")
		for doctype in {stored, card.get("document_type")} - {None}:
			yield doctype, {**card, "filters": form.get("filters")}


def _cards(form: dict) -> list[dict]:
	"""Return the number card and the chart that a request carries."""
	sent = (parsed(form.get(name)) for name in ("doc", "chart"))
	return [card for card in sent if isinstance(card, dict)]


def _judge(doctype: str, parameters: dict) -> None:
	shown, asked = (
		" ".join(_plain(parameters.get(name) or "") for name in names) for names in (COLUMNS, ASKED)
	)
	conditions = [
		condition for name in FILTERS for condition in _conditions(doctype, parsed(parameters.get(name)))
	]
	joins = DOTTED.findall(" ".join((shown, asked, *(fieldname for _of, fieldname in conditions))))
	joined = [
		*_joined(doctype, joins),
		*((of, fieldname) for of, fieldname in conditions if of != doctype),
		(parameters.get("aggregate_on_doctype") or doctype, parameters.get("aggregate_on_field")),
	]
	for of, fieldname in joined:
		if of in OWN and of != doctype and (of, fieldname) != TITLE:
			if of not in CHILD_TABLES or not _table_levels(doctype, of) <= _levels(doctype):
				_refuse(fieldname)
	if doctype in ROWS:
		for fieldname in (*WORD.findall(asked), *(fieldname for _of, fieldname in conditions)):
			field = frappe.get_meta(doctype).get_field(fieldname)
			if field and (field.permlevel or 0) not in _levels(doctype):
				_refuse(fieldname)


def _plain(value: Any) -> str:
	"""Return a parameter as text, with letters that JSON spells as numbers put back."""
	return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def _joined(doctype: str, joins: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
	"""Yield the DocType and field of each column of another table, in every spelling that Frappe reads."""
	for holder, fieldname in joins:
		if holder.strip() == f"tab{doctype}":
			continue
		table = re.sub(r"_\d+$", "", holder.strip().removeprefix("tab"))
		if table not in OWN and frappe.db.exists("DocType", doctype):
			field = frappe.get_meta(doctype).get_field(holder.split()[-1])
			table = field.options if field else None
		if table != doctype:
			yield table, fieldname


def _conditions(doctype: str, filters: Any) -> Iterator[tuple[str, str]]:
	"""Yield the DocType and field of each condition, in every form that Frappe reads."""
	if isinstance(filters, dict):
		yield from ((doctype, str(fieldname)) for fieldname in filters)
	elif isinstance(filters, list):
		for condition in filters:
			if isinstance(condition, str):
				yield from ((doctype, word) for word in WORD.findall(condition))
			elif isinstance(condition, dict):
				yield from _conditions(doctype, condition)
			elif not isinstance(condition, list):
				continue
			elif len(condition) > 3:
				yield str(condition[0]), str(condition[1])
			elif condition:
				yield doctype, str(condition[0])


def _levels(doctype: str) -> frozenset[int]:
	return common_levels(doctype, reach_of(frappe.session.user))


def _table_levels(doctype: str, child: str) -> set[int | None]:
	"""Return the levels of the tables of `doctype` that hold such rows: {None}, nobody's, for none."""
	tables = [field for field in frappe.get_meta(doctype).get_table_fields() if field.options == child]
	return {field.permlevel or 0 for field in tables} or {None}


def _refuse(fieldname: str) -> None:
	frappe.throw(
		_("A list cannot be asked for {0}: open the record itself.").format(fieldname), frappe.PermissionError
	)


def _refuse_values_for_names(form: dict) -> None:
	"""Refuse a request that names a record by its values, by itself or at any depth of a document.

	Frappe would answer "not permitted" of one that is there, and "not found" of one that is not.
	"""
	sent = (part for document in _sent(form) for part in _parts(document))
	for record in (form, *_cards(form), *sent):
		if any(isinstance(record.get(name), dict | list) for name in (*NAMES, *TARGETS)):
			_refuse("name")


def _leaves(value: Any) -> Iterator[str]:
	"""Yield what stands at any depth of a value, as text."""
	if isinstance(value, dict | list):
		for held in value.values() if isinstance(value, dict) else value:
			yield from _leaves(held)
	elif value is not None:
		yield str(value)


def _parts(document: dict) -> Iterator[dict]:
	"""Yield a document and the rows of its tables."""
	yield document
	for held in document.values():
		for row in held if isinstance(held, list) else ():
			if isinstance(row, dict):
				yield from _parts(row)


def _refuse_values_for_texts(name: str, form: dict) -> None:
	"""Refuse a list or an object where a method of the app takes a text (security 24).

	Frappe compares with a method's annotations, but passes over those that are strings, as ours are.
	"""
	if not name.startswith("lat_corps."):
		return
	try:
		function = frappe.get_attr(name)
	except (AttributeError, ImportError):
		return
	for parameter, wanted in getattr(function, "__annotations__", {}).items():
		if isinstance(form.get(parameter), dict | list) and not TAKES_VALUES.search(str(wanted)):
			frappe.throw(_("{0} is a text: send no list and no object.").format(parameter))


def _refuse_foreign_report(name: str, form: dict) -> None:
	"""Refuse a report of Frappe's or another app about records of the app (security 13).

	Its code asks what it likes, in whose name its filters say; the app's own reports ask for their reader.
	"""
	if not name.startswith(REPORTS) or not form.get("report_name"):
		return
	asked = {parameter: value for parameter, value in form.items() if parameter not in OF_THE_REPORT}
	named = names.named_in(json.dumps(asked, ensure_ascii=False, default=str))
	if named and not _is_own(form["report_name"]):
		frappe.throw(
			_("This report is not made for the records of the courses: use their own reports, or the list."),
			frappe.PermissionError,
		)


def _is_own(report: Any) -> bool:
	"""Tell whether a report is the app's, or is built by hand on one of its reports or documents."""
	fields = ("ref_doctype", "report_type", "reference_report")
	found = frappe.db.get_value("Report", str(report), fields, as_dict=True)
	if not found:
		return False
	if found.report_type == "Custom Report":
		return bool(found.reference_report) and _is_own(found.reference_report)
	return found.ref_doctype in OWN


def _refuse_targets(form: dict) -> None:
	"""Refuse a webhook and the like for the app also where it is not saved: Frappe shows what it sends."""
	for record in _sent(form):
		if record.get("doctype") in REFUSED:
			refuse_target(frappe._dict(record))


def _sent(form: dict) -> Iterator[dict]:
	"""Yield each document that a request carries."""
	for name in DOCUMENTS:
		found = parsed(form.get(name))
		yield from (
			part for part in (found if isinstance(found, list) else [found]) if isinstance(part, dict)
		)


def _refuse_files_of_others(form: dict) -> None:
	"""Refuse a request that names the file of a record out of reach: Frappe copies what an address names.

	A file of a record is attached to no mail either, whoever sends it.
	"""
	named = FILE_ON_DISK.findall(_plain(form))
	attached = [*_leaves(parsed(form.get("attachments")))]
	if not named and not attached:
		return
	for file in frappe.get_all(
		"File",
		filters={"attached_to_doctype": ["in", sorted(OWN)]},
		or_filters=[
			["name", "in", attached],
			*(["file_url", "like", f"/private/files/{hash}%"] for hash in named),
		],
		fields=["name", "owner", "attached_to_doctype", "attached_to_name"],
		order_by="name asc",
	):
		user = frappe.session.user
		if is_unsaved(file) and file.owner == user:
			continue
		if file.name in attached or not all(reaches(*record, user) for record in records_of("File", file)):
			frappe.throw(_("This file belongs to another record and stays there."), frappe.PermissionError)

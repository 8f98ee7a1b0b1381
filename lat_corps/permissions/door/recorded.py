"""Which records of the app a call is about, or names in the links of other documents: the door asks for each.

Frappe says one thing of a record that is there and another of one that is not; here both are nothing to who
does not read them. What is no text names no record: Frappe would look for one by its values.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe

from lat_corps.permissions.core_doctypes import TRACES
from lat_corps.permissions.files import UNSAVED
from lat_corps.permissions.links import OPEN
from lat_corps.permissions.traces import records_of as traced

from . import names
from .called import Call, parsed
from .listed import LITERAL, Line

NEW = "new"
"""The name by which the Desk asks for a record when somebody opens the address of a new one."""

NAMED = ("name", "docname")
"""Where a document says which record it is."""

Record = tuple[str, str | None]


def records_of(line: Line, call: Call) -> Iterator[Record]:
	"""Yield DocType and name of each record that a call is about, where its line says that they stand.

	The name is None for what names no record: a list or an object in place of a text.
	"""
	if len(line.record) == 1:
		for document in _listed(call.sent.get(line.record[0])):
			yield from _of_document(document, None)
	elif line.record:
		kind, parameter = line.record
		doctype = kind.removeprefix(LITERAL) if kind.startswith(LITERAL) else _parsed(call.sent.get(kind))
		if isinstance(doctype, dict):
			# `download_multi_pdf` takes the names under each DocType.
			for each, held in doctype.items():
				yield from _of_names(each, held)
		else:
			yield from _of_names(doctype, call.sent.get(parameter))


def _of_names(doctype: Any, value: Any) -> Iterator[Record]:
	for one in _listed(value):
		if isinstance(one, dict):
			yield from _of_document(one, doctype)
		else:
			yield from _record(doctype, one)


def _of_document(document: Any, doctype: Any) -> Iterator[Record]:
	if isinstance(document, dict):
		for key in NAMED:
			yield from _record(document.get("doctype") or doctype, document.get(key))


def _record(doctype: Any, name: Any) -> Iterator[Record]:
	if not name or not isinstance(doctype, str):
		return
	if doctype in TRACES:
		yield from _traced(doctype, name)
	elif names.named_in(doctype) and not (name == NEW or str(name).startswith(UNSAVED)):
		yield doctype, str(name) if isinstance(name, str | int) else None


def _traced(trace: str, name: Any) -> Iterator[Record]:
	fields = [field for pair in TRACES[trace] for field in pair if field]
	stored = isinstance(name, str) and frappe.db.get_value(trace, name, fields, as_dict=True)
	if stored:
		yield from traced(trace, stored)


def linked_in(call: Call) -> Iterator[Record]:
	"""Yield the records of the app that documents of Frappe's or another app name in what is sent.

	The app's own documents ask for themselves, when their links are looked up; a row by itself is added to
	the document that it says it belongs to.
	"""
	for doctype, values in _documents(call.sent):
		yield from _record(values.get("parenttype"), values.get("parent"))
		if doctype not in names.DOCTYPES and frappe.db.exists("DocType", doctype):
			yield from _links(frappe.get_meta(doctype), values)


def _documents(sent: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
	"""Yield each document that is sent, whole or in part, with its DocType."""
	doctype = sent.get("doctype")
	if isinstance(doctype, str):
		yield doctype, sent
		for part in ("data", "fieldname"):
			if isinstance(values := _parsed(sent.get(part)), dict):
				yield doctype, values
		if isinstance(fieldname := sent.get("fieldname"), str):
			yield doctype, {fieldname: sent.get("value")}
	for value in sent.values():
		for document in _listed(value):
			if isinstance(document, dict) and isinstance(document.get("doctype"), str):
				yield document["doctype"], document


def _links(meta: Any, values: dict[str, Any]) -> Iterator[Record]:
	for field in meta.fields:
		value = values.get(field.fieldname)
		if not value:
			continue
		if field.fieldtype in frappe.model.table_fields:
			for row in _listed(value):
				if isinstance(row, dict):
					yield from _links(frappe.get_meta(field.options), row)
			continue
		target = values.get(field.options) if field.fieldtype == "Dynamic Link" else field.options
		if field.fieldtype in ("Link", "Dynamic Link") and target in names.DOCTYPES - OPEN:
			yield target, str(value) if isinstance(value, str | int) else None


def _listed(value: Any) -> list[Any]:
	"""Return what a parameter holds as a list, whether it is one, is the JSON of one, or stands alone."""
	found = _parsed(value)
	return found if isinstance(found, list) else [found]


def _parsed(value: Any) -> Any:
	"""Return the list or object that a parameter says; anything else as it is, for a name may be a number."""
	found = parsed(value)
	return found if isinstance(found, list | dict) else value

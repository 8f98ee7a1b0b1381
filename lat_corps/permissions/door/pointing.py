"""Whether a random name in a request is that of a record of the app, or of a row of Frappe's about one.

Asked for methods that are not examined alone: numbers and DocTypes of the app are seen without the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import frappe

from lat_corps.permissions.core_doctypes import TRACES
from lat_corps.permissions.rules import EVERYBODY, column, is_one_of
from lat_corps.permissions.table import CHILD_TABLES

from .names import DOCTYPES, FILE_ON_DISK, plain, random_names_in

AIMED: dict[str, str] = {"Number Card": "document_type", "Report": "ref_doctype"}
"""Records of Frappe's with names that people choose, and the field that says which documents they show."""

RANDOMLY_NAMED = (
	"LAT Acknowledgement Request",
	"LAT Loan Offer",
	"LAT Read Log",
	"LAT Refused Request",
	"LAT Role Acknowledgement",
	"LAT Shipped Record",
)
"""Documents of the app without numbers; rows of its child tables have random names too."""

AT_ONCE = 200
"""How many names one query asks for."""


def pointed_at(texts: Iterable[str], values: Iterable[str]) -> str | None:
	"""Return the DocType of a record that is named: by a random name anywhere, or whole by a value."""
	found = frozenset().union(*(random_names_in(plain(text)) for text in texts))
	names = sorted(name for name in found if not FILE_ON_DISK.fullmatch(name))
	return (
		_first(_rows_about_ours, names)
		or _first(_files_on_disk, sorted(found.difference(names)))
		or _first(_aimed_at_ours, sorted({*values} - {""}))
	)


def _first(ask: Callable[[list[str]], str | None], names: list[str]) -> str | None:
	for start in range(0, len(names), AT_ONCE):
		if found := ask(names[start : start + AT_ONCE]):
			return found
	return None


def _rows_about_ours(names: list[str]) -> str | None:
	return _one_of(_named_rows(), names)


def _named_rows() -> Iterator[tuple[str, str]]:
	"""Yield each DocType whose records have random names, with the condition of those that are the app's."""
	for doctype in (*CHILD_TABLES, *RANDOMLY_NAMED):
		yield doctype, EVERYBODY
	for trace, fields in TRACES.items():
		yield (
			trace,
			" or ".join(is_one_of(column(trace, doctype_field), DOCTYPES) for doctype_field, _name in fields),
		)


def _aimed_at_ours(names: list[str]) -> str | None:
	conditions = ((doctype, is_one_of(column(doctype, field), DOCTYPES)) for doctype, field in AIMED.items())
	return _one_of(conditions, names)


def _one_of(conditions: Iterable[tuple[str, str]], names: list[str]) -> str | None:
	"""Return the first DocType that has a record of one of the names under its condition, in one query."""
	there = {*frappe.db.get_tables()}
	parts = [
		f"select '{doctype}' from `tab{doctype}`"
		f" where {column(doctype, 'name')} in %(names)s and ({condition})"
		for doctype, condition in conditions
		if f"tab{doctype}" in there
	]
	if not parts:
		return None
	# Built from constants of the app and escaped values; the names go in as parameters.
	query = " union all ".join(parts)
	found = frappe.db.sql(f"{query} limit 1", {"names": names})  # nosemgrep: frappe-using-db-sql
	return found[0][0] if found else None


def _files_on_disk(hashes: list[str]) -> str | None:
	files = frappe.get_all(
		"File",
		filters={"attached_to_doctype": ["in", sorted(DOCTYPES)]},
		or_filters=[["file_url", "like", f"/private/files/{hash}%"] for hash in hashes],
		limit=1,
		order_by="name asc",
	)
	return "File" if files else None

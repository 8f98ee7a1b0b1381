"""Whether a random name in a request is that of a record of the app, or of a row of Frappe's about one.

Asked for methods that are not examined alone: numbers and DocTypes of the app are seen without the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import frappe

from lat_corps.permissions.core_doctypes import TRACES
from lat_corps.permissions.rules import column
from lat_corps.permissions.table import CHILD_TABLES

from .names import DOCTYPES, FILE_ON_DISK, random_names_in

AIMED: dict[str, str] = {"Number Card": "document_type", "Report": "ref_doctype"}
"""Records of Frappe's with names that people choose, and the field that says which documents they show."""

RANDOMLY_NAMED = (
	"LAT Acknowledgement Request",
	"LAT Counted Period",
	"LAT Experience",
	"LAT Experience Request",
	"LAT Kept Figure",
	"LAT Learning Note",
	"LAT Loan Offer",
	"LAT National Release",
	"LAT Read Log",
	"LAT Refused Request",
	"LAT Role Acknowledgement",
	"LAT Shipped Record",
	"LAT Turn",
	"LAT Turn Mail",
)
"""Documents of the app without numbers; rows of its child tables have random names too."""

OURS = (*CHILD_TABLES, *RANDOMLY_NAMED)
TABLES = frozenset(f"tab{doctype}" for doctype in (*OURS, *TRACES, *AIMED))
"""Those that are asked, where a site has them: not every version of Frappe has each."""

AT_ONCE = 200
"""How many names one query asks for."""


def pointed_at(plain_texts: Iterable[str], values: Iterable[str]) -> str | None:
	"""Return the DocType of a record that is named: by a random name anywhere, or whole by a value."""
	found = frozenset().union(*(random_names_in(text) for text in plain_texts))
	names = sorted(name for name in found if not FILE_ON_DISK.fullmatch(name))
	return _first(_rows, names, sorted({*values} - {""})) or _first(
		_files_on_disk, sorted(found.difference(names))
	)


def _first(ask: Callable[..., str | None], *lists: list[str]) -> str | None:
	for start in range(0, max(len(names) for names in lists), AT_ONCE):
		if found := ask(*(names[start : start + AT_ONCE] for names in lists)):
			return found
	return None


def _rows(names: list[str], values: list[str]) -> str | None:
	"""Return the DocType of a record of the app, or about one, with such a random name or named by a value.

	One query looks for the names alone. Hardly ever is there a row of Frappe's among them, of which another
	one asks whether it is about the app.
	"""
	there = TABLES.intersection(frappe.db.get_tables())
	query = _rows_of_names(there, bool(names), bool(values))
	if not query:
		return None
	# Built from constants of the app; the names go in as parameters.
	rows = frappe.db.sql(query, {"names": names, "values": values})  # nosemgrep: frappe-using-db-sql
	found: dict[str, list[str]] = {}
	for doctype, name in rows:
		found.setdefault(doctype, []).append(name)
	return next((doctype for doctype in found if doctype in OURS or _is_ours(doctype, found[doctype])), None)


@cache
def _rows_of_names(there: frozenset[str], by_names: bool, by_values: bool) -> str:
	"""Return the query for the rows, with their DocTypes, that are named in the tables of a site."""
	parts = [
		f"select '{doctype}', {column(doctype, 'name')} from `tab{doctype}`"
		f" where {column(doctype, 'name')} in %({parameter})s"
		for parameter, doctypes in (
			("names", (*OURS, *TRACES) if by_names else ()),
			("values", AIMED if by_values else ()),
		)
		for doctype in doctypes
		if f"tab{doctype}" in there
	]
	return " union all ".join(parts)


def _is_ours(doctype: str, names: list[str]) -> bool:
	"""Tell whether one of the rows of a DocType of Frappe's is about the app."""
	fields = [AIMED[doctype]] if doctype in AIMED else [field for field, _name in TRACES[doctype]]
	about = {field: ["in", sorted(DOCTYPES)] for field in fields}
	rows = frappe.get_all(
		doctype, filters={"name": ["in", names]}, or_filters=about, limit=1, order_by="name asc"
	)
	return bool(rows)


def _files_on_disk(hashes: list[str]) -> str | None:
	files = frappe.get_all(
		"File",
		filters={"attached_to_doctype": ["in", sorted(DOCTYPES)]},
		or_filters=[["file_url", "like", f"/private/files/{hash}%"] for hash in hashes],
		limit=1,
		order_by="name asc",
	)
	return "File" if files else None

"""What Frappe keeps about a record follows the record: versions, comments, files, logs (security 20).

Frappe shows such rows to whoever may read their own DocType, so a technical administrator would read the
course in its history. Here a row that points at a record of the app is reached by those who reach the record;
a row about a whole DocType, or about a record that is gone, only by those who reach all its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import frappe

from lat_corps.compat import no_opinion

from .authored import is_authored, not_about_ours
from .core_doctypes import TRACES
from .hooks import reaches, reading_conditions
from .people import reach_of
from .rules import EVERYBODY, column, is_one_of
from .table import OWN, ROWS

if TYPE_CHECKING:
	from frappe.model.document import Document


def traces_in_reach(user: str | None = None, doctype: str = "") -> str:
	"""Return the SQL condition of the rows of a core DocType that `user` reaches, always in parentheses.

	It is empty for Administrator, and a list of constants for who has no place in the app.
	"""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	if is_authored():
		return not_about_ours(doctype)
	reach = reach_of(user)
	readable = {own: found for own in ROWS if (found := reading_conditions(own, reach))}
	return f"({' and '.join(_followed(doctype, *fields, readable) for fields in TRACES[doctype])})"


def _followed(trace: str, doctype_field: str, name_field: str | None, readable: dict[str, list[str]]) -> str:
	kind = f"coalesce({column(trace, doctype_field)}, '')"
	parts = [f"(not {is_one_of(kind, OWN)})"]
	for own, conditions in readable.items():
		if EVERYBODY in conditions:
			parts.append(is_one_of(kind, [own]))
		elif name_field:
			parts.append(
				f"({is_one_of(kind, [own])} and {column(trace, name_field)} in "
				f"(select {column(own, 'name')} from `tab{own}` where ({' or '.join(conditions)})))"
			)
	return f"({' or '.join(parts)})"


def may_trace(doc: Document, ptype: str = "read", user: str | None = None, **_kwargs) -> bool | None:
	"""Refuse a row about a record that `user` does not reach, as it is stored and as a client sends it."""
	user = user or frappe.session.user
	if user == "Administrator" or all(
		reaches(own, name, user)
		for values in (doc, _stored(doc))
		for own, name in records_of(doc.doctype, values)
	):
		return no_opinion()
	return False


def records_of(trace: str, values: Mapping | Document) -> list[tuple[str, str | None]]:
	"""Return the records of the app, as (DocType, name), that a row of a core DocType points at."""
	return [
		(values.get(doctype_field), values.get(name_field) if name_field else None)
		for doctype_field, name_field in TRACES[trace]
		if values.get(doctype_field) in OWN
	]


def _stored(doc: Document) -> Mapping:
	fields = [field for pair in TRACES[doc.doctype] for field in pair if field]
	return frappe.db.get_value(doc.doctype, doc.name, fields, as_dict=True) or {} if doc.name else {}

"""What Frappe asks: conditions for lists, a decision for documents, and link searches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import frappe

from .people import Reach, hand_on, reach_of
from .rules import EVERYBODY, NOBODY, column
from .table import CHILD_TABLES, READ_BY_ROLE_ALONE, READ_ONLY_ROWS, ROWS

NO_VALUE = frozenset(("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Table"))
READING = frozenset(("read", "select", "print", "email", "export", "report"))

LISTED_DOCTYPES = "lat_listed_doctypes"
"""Flag of a request: the documents it has listed as the user, for the read log."""

if TYPE_CHECKING:
	from frappe.model.document import Document


def rows_in_reach(user: str | None = None, doctype: str = "") -> str:
	"""Return the SQL condition of the rows of `doctype` that `user` reaches, always in parentheses."""
	frappe.local.flags.setdefault(LISTED_DOCTYPES, set()).add(doctype)
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	reach = reach_of(user)
	if doctype in CHILD_TABLES:
		return _child_rows(doctype, reach)
	return _union(reading_conditions(doctype, reach))


def reading_conditions(doctype: str, reach: Reach) -> list[str]:
	"""Return the SQL conditions of the rows of `doctype` that a person reads, one for each role."""
	return [condition for _role, condition in _conditions(doctype, reach, reading=True)]


def _conditions(doctype: str, reach: Reach, reading: bool) -> Iterator[tuple[str, str]]:
	"""Yield each role of the person with the condition of the rows it reads, or acts on."""
	for table in (ROWS, READ_ONLY_ROWS) if reading else (ROWS,):
		for role, rule in table.get(doctype, {}).items():
			if role in reach.roles:
				yield role, rule.sql(doctype, reach, role)
	if reading and doctype in READ_BY_ROLE_ALONE:
		for role, rule in READ_BY_ROLE_ALONE[doctype].items():
			if role in frappe.get_roles(reach.user):
				yield role, rule.sql(doctype, reach, role)


def _union(conditions: Iterable[str]) -> str:
	return f"({' or '.join(conditions) or NOBODY})"


def _child_rows(child: str, reach: Reach) -> str:
	"""Child rows follow their parent, and the permission level of the table they stand in."""
	parts = []
	for parent in CHILD_TABLES[child]:
		for table in frappe.get_meta(parent).get_table_fields():
			if table.options != child:
				continue
			within = (
				f"{column(child, 'parenttype')} = {frappe.db.escape(parent)} and "
				f"{column(child, 'parentfield')} = {frappe.db.escape(table.fieldname)}"
			)
			if parent not in ROWS:
				# The settings are one document without a table of its own: who reads them reads their rows.
				if _grants(parent, "read", {*frappe.get_roles(reach.user)}, table.permlevel):
					parts.append(f"({within})")
				continue
			conditions = [
				condition
				for role, condition in _conditions(parent, reach, reading=True)
				if _grants(parent, "read", {role}, table.permlevel)
			]
			parts.append(
				f"({within} and {column(child, 'parent')} in "
				f"(select {column(parent, 'name')} from `tab{parent}` where {_union(conditions)}))"
			)
	return _union(parts)


def may(doc: Document, ptype: str | None, user: str | None = None, **_kwargs) -> bool:
	"""Decide on a document: does a role that reaches it grant `ptype`? Never an opinion withheld."""
	user = user or frappe.session.user
	# A form asks for all rights at once, without naming one: they begin with reading.
	ptype = ptype or "read"
	if user == "Administrator":
		return True
	if ptype == "write" and not doc.name:
		# Frappe asks so, of an empty document, before it takes a file for a form that is not saved yet.
		return _grants(doc.doctype, "create", reach_of(user).roles & ROWS[doc.doctype].keys())
	roles = roles_by_values(doc, user) if ptype == "create" else acting_roles(doc, user, ptype in READING)
	return _grants(doc.doctype, ptype, roles)


def tell_who_reads(doc: Document, method: str | None = None) -> None:
	"""Tell a form that its record is only read, where Frappe sees what the role may write, and no row."""
	doc.set_onload("lat_reads_only", not may(doc, "write"))


def acting_roles(doc: Document, user: str | None = None, reading: bool = False) -> frozenset[str]:
	"""Return the roles in which `user` acts on `doc`, or reads it.

	They follow from the stored row; for a new record, from its values.
	"""
	user = user or frappe.session.user
	if user == "Administrator":
		return frozenset(frappe.get_roles(user))
	return _roles_within(reach_of(user), doc, reading)


def checked_roles(doc: Document, ptype: str) -> frozenset[str]:
	"""Return the roles in which the user acts on `doc`, once the right to it is checked; by one reach.

	Raises frappe.PermissionError without that right.
	"""
	if frappe.session.user == "Administrator":
		doc.check_permission(ptype)
		return acting_roles(doc)
	reach = reach_of(frappe.session.user)
	hand_on(reach)
	doc.check_permission(ptype)
	return _roles_within(reach, doc, reading=False)


def _roles_within(reach: Reach, doc: Document, reading: bool) -> frozenset[str]:
	if doc.is_new() and not is_stored(doc.doctype, doc.name):
		return roles_by_values(doc, reach.user)
	return frozenset(
		role for role, condition in _conditions(doc.doctype, reach, reading) if _is_in(doc, condition)
	)


def reading_roles(doctype: str, names: Collection[str]) -> dict[str, frozenset[str]]:
	"""Return the stored records that the user reads, each with the roles that do: one query for each role."""
	if frappe.session.user == "Administrator":
		return dict.fromkeys(names, frozenset(frappe.get_roles()))
	found: dict[str, set[str]] = {}
	for role, condition in _conditions(doctype, reach_of(frappe.session.user), reading=True):
		for name in _among(doctype, names, condition):
			found.setdefault(name, set()).add(role)
	return {name: frozenset(roles) for name, roles in found.items()}


def written_among(doctype: str, names: Sequence[str]) -> set[str]:
	"""Return those of the stored records that the user may write: what `may` says of each, in one query."""
	if frappe.session.user == "Administrator":
		return set(names)
	conditions = [
		condition
		for role, condition in _conditions(doctype, reach_of(frappe.session.user), reading=False)
		if _grants(doctype, "write", {role})
	]
	return _among(doctype, names, _union(conditions))


def _among(doctype: str, names: Collection[str], condition: str) -> set[str]:
	"""Return those of the stored records for which a condition holds."""
	if not names or condition == NOBODY:
		return set()
	# The condition is built in rules.py from constants and escaped values only.
	places = ", ".join(["%s"] * len(names))
	query = f"select name from `tab{doctype}` where name in ({places}) and {condition}"
	return {name for (name,) in frappe.db.sql(query, tuple(names))}  # nosemgrep: frappe-using-db-sql


def roles_by_values(doc: Document, user: str) -> frozenset[str]:
	"""Return the roles in which `user` may make a record of these values."""
	reach = reach_of(user)
	return frozenset(
		role
		for role, rule in ROWS[doc.doctype].items()
		if role in reach.roles and rule.holds(doc, reach, role)
	)


def is_stored(doctype: str, name: object) -> bool:
	"""Tell whether the database holds a record: a client may call a stored one new (security 22)."""
	return isinstance(name, str | int) and bool(frappe.db.exists(doctype, name))


def reaches(doctype: str, name: str | None, user: str) -> bool:
	"""Tell whether `user` reads a record of the app; without a name, or once it is gone, all of its kind."""
	return is_within(reach_of(user), doctype, name)


def is_within(reach: Reach, doctype: str, name: str | None) -> bool:
	"""Tell what `reaches` does of a person whose reach is known."""
	if name and not isinstance(name, str | int):
		return False
	child = doctype in CHILD_TABLES
	conditions = [_child_rows(doctype, reach)] if child else reading_conditions(doctype, reach)
	return EVERYBODY in conditions or bool(
		name and any(_is_in(frappe._dict(doctype=doctype, name=name), condition) for condition in conditions)
	)


def _is_in(doc: Document, condition: str) -> bool:
	if condition == NOBODY:
		return False
	# The condition is built in rules.py from constants and escaped values only.
	query = f"select 1 from `tab{doc.doctype}` where {column(doc.doctype, 'name')} = %s and {condition}"
	return bool(frappe.db.sql(query, (doc.name,)))  # nosemgrep: frappe-using-db-sql


def _grants(doctype: str, ptype: str, roles: frozenset[str] | set[str], permlevel: int = 0) -> bool:
	return any(
		row.role in roles and (row.permlevel or 0) == (permlevel or 0) and row.get(ptype)
		for row in frappe.get_meta(doctype).permissions
	)


def common_levels(doctype: str, reach: Reach) -> frozenset[int]:
	"""Return the permission levels that a person reads on every row of `doctype` in reach, in each role."""
	roles = {role for role, _condition in _conditions(doctype, reach, reading=True)}
	if not roles:
		# A role without a function opens nothing: what is asked is answered with an empty list.
		roles = {*ROWS.get(doctype, {})} & {*frappe.get_roles(reach.user)}
	levels = [
		{row.permlevel or 0 for row in frappe.get_meta(doctype).permissions if row.role == role and row.read}
		for role in sorted(roles)
	]
	return frozenset(set.intersection(*levels)) if levels else frozenset()


def writable_levels(doc: Document, user: str | None = None) -> frozenset[int]:
	"""Return the permission levels that `user` may write on `doc` in the roles that reach it."""
	roles = acting_roles(doc, user)
	return frozenset(
		row.permlevel or 0
		for row in frappe.get_meta(doc.doctype).permissions
		if row.role in roles and row.write
	)


def working_roles(doctype: str) -> frozenset[str]:
	"""Return the roles that may change records of `doctype` at all."""
	return frozenset(
		row.role for row in frappe.get_meta(doctype).permissions if row.write and row.role in ROWS[doctype]
	)


def fields_every_reader_sees(doctype: str) -> frozenset[str]:
	"""Return the fields of `doctype` whose level every role that reads the document may read."""
	meta = frappe.get_meta(doctype)
	levels: dict[str, set[int]] = {}
	for row in meta.permissions:
		if row.read:
			levels.setdefault(row.role, set()).add(row.permlevel or 0)
	seen = set.intersection(*(held for held in levels.values() if 0 in held))
	return frozenset(
		df.fieldname for df in meta.fields if df.fieldtype not in NO_VALUE and (df.permlevel or 0) in seen
	)


def uses_app() -> bool:
	"""Tell whether the user has a place in the app, for the list of apps."""
	return frappe.session.user == "Administrator" or bool(reach_of(frappe.session.user).roles)

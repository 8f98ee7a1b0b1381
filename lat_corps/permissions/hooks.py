"""What Frappe asks: conditions for lists, a decision for documents, and link searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from .people import Reach, reach_of
from .rules import NOBODY, column
from .table import CHILD_TABLES, ROWS

if TYPE_CHECKING:
	from frappe.model.document import Document


def rows_in_reach(user: str | None = None, doctype: str = "") -> str:
	"""Return the SQL condition of the rows of `doctype` that `user` reaches, always in parentheses."""
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	reach = reach_of(user)
	if doctype in CHILD_TABLES:
		return _child_rows(doctype, reach)
	return _union(_conditions(doctype, reach).values())


def _conditions(doctype: str, reach: Reach) -> dict[str, str]:
	return {
		role: rule.sql(doctype, reach, role) for role, rule in ROWS[doctype].items() if role in reach.roles
	}


def _union(conditions) -> str:
	return f"({' or '.join(conditions) or NOBODY})"


def _child_rows(child: str, reach: Reach) -> str:
	"""Child rows follow their parent, and the permission level of the table they stand in."""
	parts = []
	for parent in CHILD_TABLES[child]:
		for table in frappe.get_meta(parent).get_table_fields():
			if table.options != child:
				continue
			conditions = [
				condition
				for role, condition in _conditions(parent, reach).items()
				if _grants(parent, "read", {role}, table.permlevel)
			]
			parts.append(
				f"({column(child, 'parenttype')} = {frappe.db.escape(parent)} and "
				f"{column(child, 'parentfield')} = {frappe.db.escape(table.fieldname)} and "
				f"{column(child, 'parent')} in "
				f"(select {column(parent, 'name')} from `tab{parent}` where {_union(conditions)}))"
			)
	return _union(parts)


def may(doc: Document, ptype: str, user: str | None = None, **_kwargs) -> bool:
	"""Decide on a document: does a role that reaches it grant `ptype`? Never an opinion withheld."""
	user = user or frappe.session.user
	return user == "Administrator" or _grants(doc.doctype, ptype, acting_roles(doc, user))


def acting_roles(doc: Document, user: str | None = None) -> frozenset[str]:
	"""Return the roles in which `user` acts on `doc`: by the stored row, or by its values when it is new."""
	user = user or frappe.session.user
	reach = reach_of(user)
	if user == "Administrator":
		return frozenset(frappe.get_roles(user))
	if doc.is_new():
		return frozenset(
			role
			for role, rule in ROWS[doc.doctype].items()
			if role in reach.roles and rule.holds(doc, reach, role)
		)
	return frozenset(
		role for role, condition in _conditions(doc.doctype, reach).items() if _is_in(doc, condition)
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


def writable_levels(doc: Document, user: str | None = None) -> frozenset[int]:
	"""Return the permission levels that `user` may write on `doc` in the roles that reach it."""
	roles = acting_roles(doc, user)
	return frozenset(
		row.permlevel or 0
		for row in frappe.get_meta(doc.doctype).permissions
		if row.role in roles and row.write
	)


def uses_app() -> bool:
	"""Tell whether the user has a place in the app, for the list of apps."""
	return frappe.session.user == "Administrator" or bool(reach_of(frappe.session.user).roles)

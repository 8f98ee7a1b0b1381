"""Filters of `frappe.db.get_value`, `exists`, `count`, `set_value` and `delete`.

They mean other things than those of `get_all` (see `frappe.model.db_query`): "is set" asks for NULL only,
and nothing is coalesced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import frappe

_COMPARISONS = {
	"=": "=",
	"!=": "<>",
	"<": "<",
	">": ">",
	"<=": "<=",
	"=<": "<=",
	">=": ">=",
	"=>": ">=",
	"like": "like",
	"not like": "not like",
}
_FIELD = re.compile(r"^\w+$")


def where_clause(doctype: str, filters: Any) -> tuple[str, str, list[Any]]:
	"""The joins, the where clause and its parameters for these filters."""
	conditions: list[str] = []
	parameters: list[Any] = []
	joins: dict[str, str] = {}
	for other, field, operator, value in _flatten(filters):
		table = f"`tab{other or doctype}`"
		if not _FIELD.match(field):
			frappe.throw(frappe._("Invalid filter: {0}").format(field))
		if other and other != doctype and frappe.get_meta(other).istable:
			joins[other] = (
				f" left join {table} on {table}.parent = `tab{doctype}`.name"
				f" and {table}.parenttype = '{doctype}'"
			)
		condition, values = _condition(f"{table}.`{field}`", operator, value)
		conditions.append(condition)
		parameters.extend(values)
	where = f" where {' and '.join(conditions)}" if conditions else ""
	return "".join(joins.values()), where, parameters


def _flatten(filters: Any) -> list[tuple[str | None, str, str, Any]]:
	if filters is None:
		return []
	if isinstance(filters, str | int):
		return [(None, "name", "=", str(filters))]
	if isinstance(filters, dict):
		return [
			(None, field, *(value if isinstance(value, list | tuple) else ("=", value)))
			for field, value in filters.items()
		]
	if filters and all(isinstance(name, str | int) for name in filters):
		return [(None, "name", "in", filters)]
	flat = []
	for item in filters:
		if isinstance(item, list | tuple):
			flat.append(_quadruple(item))
		else:
			flat.extend(_flatten(item))
	return flat


def _quadruple(item: Sequence[Any]) -> tuple[str | None, str, str, Any]:
	if len(item) == 2:
		return None, item[0], "=", item[1]
	return tuple(item) if len(item) == 4 else (None, *item)


def _condition(column: str, operator: str, value: Any) -> tuple[str, list[Any]]:
	operator = operator.casefold()
	if value is None:
		# whatever the operator: so does Frappe
		return f"{column} is null", []
	if isinstance(value, bool):
		value = int(value)
	elif not value and isinstance(value, list | tuple):
		value = ("",)
	if operator in ("in", "not in"):
		values = value.split(",") if isinstance(value, str) else list(value)
		return f"{column} {operator} ({', '.join('?' * len(values))})", values
	if operator == "between":
		return f"{column} between ? and ?", list(value)
	if operator == "is":
		return f"{column} is {'not null' if value.lower() == 'set' else 'null'}", []
	return f"{column} {_COMPARISONS[operator]} ?", [value]

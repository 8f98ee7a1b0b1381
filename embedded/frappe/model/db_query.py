"""`frappe.get_all` and `frappe.get_list`."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from typing import Any

import frappe
from frappe import _, _dict
from frappe.database.dialect import NUMERIC_TYPES
from frappe.model import child_table_fields, default_fields, get_permitted_fields, optional_fields
from frappe.utils.data import DATE_FORMAT, cint, cstr, datetime_text, flt, get_datetime, getdate

DEFAULT_ORDER = "KEEP_DEFAULT_ORDERING"
_NO_DATE = "0001-01-01"
_NO_DATETIME = "0001-01-01 00:00:00.000000"
_OPERATORS = frozenset(("=", "!=", ">", "<", ">=", "<=", "like", "not like", "in", "not in", "is", "between"))
_STANDARD_FIELDS = frozenset((*default_fields, *child_table_fields, *optional_fields))
_AGGREGATE = re.compile(r"^(count|sum|avg|min|max)\s*\(\s*(distinct\s+)?([^()]*)\)$", re.IGNORECASE)
_NAME = re.compile(r"^[\w ]+$")
_ORDER = re.compile(r"^[a-z0-9-_ ,`'\".()]*$")


def get_list(doctype: str, *args: Any, **kwargs: Any) -> Any:
	"""The documents that match and that the user may read."""
	return DatabaseQuery(doctype).execute(*args, **kwargs)


def get_all(doctype: str, *args: Any, **kwargs: Any) -> Any:
	"""The documents that match, whoever asks."""
	kwargs["ignore_permissions"] = True
	return get_list(doctype, *args, **kwargs)


class DatabaseQuery:
	"""One query for the documents of a DocType."""

	def __init__(self, doctype: str, user: str | None = None) -> None:
		self.doctype = doctype
		self.table = f"`tab{doctype}`"
		self.user = user or frappe.session.user
		self.meta = frappe.get_meta(doctype)
		self.joins: dict[str, str] = {}
		self.link_aliases: dict[str, str] = {}
		self.parameters: list[Any] = []
		self.ptypes: dict[str, str] = {}

	def execute(
		self,
		fields: Any = None,
		filters: Any = None,
		or_filters: Any = None,
		group_by: str | None = None,
		order_by: str | None = DEFAULT_ORDER,
		limit_start: int | None = None,
		limit_page_length: int | None = None,
		as_list: bool | int = False,
		ignore_permissions: bool = False,
		user: str | None = None,
		distinct: bool | int = False,
		start: int | None = None,
		page_length: int | None = None,
		limit: int | None = None,
		ignore_ifnull: bool = False,
		update: dict | None = None,
		pluck: str | None = None,
		debug: bool = False,
		run: bool = True,
		*,
		parent_doctype: str | None = None,
	) -> Any:
		self.user = user or self.user
		self.ignore_permissions = ignore_permissions
		self.ignore_ifnull = ignore_ifnull
		self.parent_doctype = parent_doctype
		self.check_read_permission(self.doctype, parent_doctype)
		fields, filters = _in_order(fields, filters)
		self.fields = self._read_fields(fields or [f"{self.table}.`{pluck or 'name'}`"])
		conditions = self._conditions(filters)
		if grouped := self._conditions(or_filters):
			conditions.append(f"({' or '.join(grouped)})")
		if not ignore_permissions:
			if match := self._match_conditions():
				conditions.append(f"({match})")
			self._drop_unreadable_fields(as_list)
		if not self.fields:
			return []
		order = "" if distinct else self._order_clause(order_by, group_by)
		query = " ".join(
			filter(
				None,
				(
					"select",
					"distinct" if distinct else "",
					", ".join(self._select(field) for field in self.fields),
					f"from {self.table}",
					*self.joins.values(),
					f"where {' and '.join(conditions)}" if conditions else "",
					f"group by {_checked(group_by)}" if group_by else "",
					order,
					_limit_clause(limit or page_length or limit_page_length, start or limit_start),
				),
			)
		)
		if not run:
			return query
		rows = frappe.db.run(query, self.parameters, as_dict=not as_list)
		if update:
			for row in rows:
				row.update(update)
		return [row[pluck] for row in rows] if pluck else rows

	# Fields

	def _read_fields(self, fields: Any) -> list[str | None]:
		if isinstance(fields, str):
			fields = json.loads(fields) if fields.startswith("[") else [f.strip() for f in fields.split(",")]
		read = []
		for field in filter(None, fields):
			column, _as, alias = field.partition(" as ")
			column = self._qualify(column.strip())
			read.append(f"{column} as {alias.strip()}" if alias else column)
		return read

	def _qualify(self, column: str) -> str:
		"""Turn `table_field.field` and `link_field.field` into columns of joined tables."""
		if _AGGREGATE.match(column):
			return column
		if "(" in column or "@" in column or ";" in column or re.search(r"\bselect\b", column, re.IGNORECASE):
			frappe.throw(_("Use of sub-query or function is restricted"), frappe.DataError)
		if "." not in column:
			return column
		holder, _dot, fieldname = column.partition(".")
		df = self.meta.get_field(holder)
		fieldname = fieldname.strip("`")
		if df and df.fieldtype == "Link":
			alias = self._join_link(df)
			return f"{alias}.`{fieldname}`"
		child = df.options if df else holder.strip("`").removeprefix("tab")
		if child != self.doctype:
			self._join_child(child)
		return f"`tab{child}`.`{fieldname}`"

	def _join_child(self, child: str) -> None:
		table = f"`tab{child}`"
		if table not in self.joins:
			self.check_read_permission(child)
			self.joins[table] = (
				f"left join {table} on ({table}.parenttype = {frappe.db.escape(self.doctype, percent=False)}"
				f" and {table}.parent = {self.table}.name)"
			)

	def _join_link(self, df: _dict) -> str:
		alias = f"`tab{df.options}_{df.fieldname}`"
		if alias not in self.joins:
			self.check_read_permission(df.options)
			self.link_aliases[alias] = df.options
			self.joins[alias] = (
				f"left join `tab{df.options}` {alias} on ({alias}.`name` = {self.table}.`{df.fieldname}`)"
			)
		return alias

	def _select(self, field: str | None) -> str:
		if field is None:
			return "NULL"
		column, _as, alias = field.partition(" as ")
		if column == "*":
			return f"{self.table}.*"
		if aggregate := _AGGREGATE.match(column):
			return f"{column} as {alias}" if alias else f"{aggregate[0]} as `{aggregate[0]}`"
		if _NAME.match(column):
			words = column.split(" ", 1)
			is_distinct = len(words) == 2 and words[0].lower() == "distinct"
			name = words[1] if is_distinct else column
			return (
				f"{'distinct ' if is_distinct else ''}{self.table}.`{name}` as `{alias.strip('`') or name}`"
			)
		return f"{column} as {alias or '`' + column.rpartition('.')[2].strip('`') + '`'}"

	# Conditions

	def _conditions(self, filters: Any) -> list[str]:
		if isinstance(filters, str):
			filters = json.loads(filters)
		if isinstance(filters, dict):
			filters = [
				(self.doctype, key, *(value if isinstance(value, list | tuple) else ("=", value)))
				for key, value in filters.items()
			]
		conditions = []
		for item in filters or ():
			if isinstance(item, dict):
				conditions.extend(self._conditions(item))
			else:
				conditions.append(self._condition(self._read_filter(item)))
		return conditions

	def _read_filter(self, item: Sequence[Any]) -> _dict:
		if not isinstance(item, list | tuple):
			frappe.throw(_("Filter must be a tuple or list (in a list)"))
		parts = (self.doctype, *item) if len(item) == 3 else tuple(item[:4])
		if len(parts) != 4:
			frappe.throw(
				_("Filter must have 4 values (doctype, fieldname, operator, value): {0}").format(str(item))
			)
		f = _dict(zip(("doctype", "fieldname", "operator", "value"), parts, strict=True))
		f.operator = (f.operator or "=").lower()
		if f.operator not in _OPERATORS:
			frappe.throw(_("Operator must be one of {0}").format(", ".join(sorted(_OPERATORS))))
		if not re.fullmatch(r"\w+", f.fieldname):
			frappe.throw(_("Use of sub-query or function is restricted"), frappe.DataError)
		meta = frappe.get_meta(f.doctype)
		if f.fieldname not in _STANDARD_FIELDS and not meta.has_field(f.fieldname):
			for df in meta.get_table_fields():
				if frappe.get_meta(df.options).has_field(f.fieldname):
					f.doctype = df.options
					break
		return f

	def _condition(self, f: _dict) -> str:
		if f.doctype != self.doctype:
			self._join_child(f.doctype)
		meta = frappe.get_meta(f.doctype)
		known = meta.has_field(f.fieldname)
		fieldtype = meta.get_fieldtype(f.fieldname) if known else None
		moment = meta.get_fieldtype(f.fieldname) if not known else fieldtype
		column = f"`tab{f.doctype}`.`{f.fieldname}`"
		numeric = fieldtype in NUMERIC_TYPES or f.fieldname in ("docstatus", "idx")
		nullable = f.fieldname not in ("name", "modified", "creation") and not numeric
		stamped = f.fieldname in ("creation", "modified")
		op, value = f.operator, f.value

		if op in ("in", "not in"):
			return self._membership(column, op, value, nullable, numeric)
		if op == "is":
			return _is_set(column, value, numeric)
		if op == "between" and moment in ("Date", "Datetime"):
			self.parameters.extend(_date_range(value, moment))
			return f"{column} between ? and ?"
		if op in (">", ">=") and moment in ("Date", "Datetime"):
			nullable = False

		fallback: Any = ""
		if op in (">", "<", ">=", "<=") and stamped:
			value = cstr(value)
		elif fieldtype == "Date":
			value, fallback = getdate(value).strftime(DATE_FORMAT), _NO_DATE
		elif fieldtype == "Datetime" or isinstance(value, datetime.datetime):
			value, fallback = _datetime_text(value), _NO_DATETIME
		elif op in ("like", "not like") or (isinstance(value, str) and not numeric):
			value = "" if value is None else value
			if op in ("like", "not like") and isinstance(value, str):
				# no way to ask for a percent sign: as in Frappe
				value = value.replace("\\", "\\\\")
		elif (op == "=" and fieldtype in ("Link", "Data")) or f.fieldname == "name":
			# no value is compared as two quotes, which nothing equals: as in Frappe
			value = value or "''"
		else:
			value, fallback = flt(value), 0
			if not numeric:
				column = f"cast({column} as real)"
		self.parameters.append(value)
		if nullable and not self.ignore_ifnull and not (f.value and op in ("=", "like")):
			column = f"ifnull({column}, {fallback if fallback == 0 else repr(fallback)})"
		return f"{column} {op} ?"

	def _membership(self, column: str, op: str, value: Any, nullable: bool, numeric: bool) -> str:
		members = value.split(",") if isinstance(value, str) else list(value or ())
		if op == "in":
			nullable = nullable and (not members or any(member in (None, "") for member in members))
		texts: list[Any] = [cstr(member).strip() for member in members] or [""]
		if numeric:
			texts = [flt(text) if text else None for text in texts]
		elif nullable and not self.ignore_ifnull:
			column = f"ifnull({column}, '')"
		self.parameters.extend(texts)
		return f"{column} {op} ({', '.join('?' * len(texts))})"

	# Permissions

	def check_read_permission(self, doctype: str, parent_doctype: str | None = None) -> None:
		if self.ignore_permissions or doctype in self.ptypes:
			return
		ptype = "select" if frappe.only_has_select_perm(doctype) else "read"
		frappe.has_permission(
			doctype, ptype=ptype, parent_doctype=parent_doctype or self.doctype, throw=True, user=self.user
		)
		self.ptypes[doctype] = ptype

	def _match_conditions(self) -> str:
		"""Own documents only, where the roles say so, and what the hooks of the apps demand."""
		from frappe.permissions import get_role_permissions

		allowed = get_role_permissions(self.meta, user=self.user)
		if not self.meta.istable and not (allowed.get("select") or allowed.get("read")):
			frappe.throw(_("No permission to read {0}").format(_(self.doctype)), frappe.PermissionError)
		conditions = []
		if _needs_ownership(allowed):
			conditions.append(f"(({self.table}.`owner` = {frappe.db.escape(self.user, percent=False)}))")
		hooks = frappe.get_hooks("permission_query_conditions", {})
		for method in (*hooks.get(self.doctype, ()), *hooks.get("*", ())):
			if condition := frappe.call(frappe.get_attr(method), self.user, doctype=self.doctype):
				conditions.append(condition)
		return " and ".join(conditions)

	def _drop_unreadable_fields(self, as_list: bool | int) -> None:
		"""Leave out the fields above the permission level of the user. `*` becomes those below."""
		permitted = get_permitted_fields(
			self.doctype, self.parent_doctype, permission_type=self.ptypes.get(self.doctype)
		)
		fields: list[str | None] = []
		for field in self.fields:
			if field == "*":
				fields.extend(permitted)
			elif self._may_read(field, permitted):
				fields.append(field)
			elif as_list:
				fields.append(None)
		self.fields = fields

	def _may_read(self, field: str, permitted: list[str]) -> bool:
		column = field.partition(" as ")[0].strip()
		if aggregate := _AGGREGATE.match(column):
			inner = aggregate[3].strip()
			return inner in ("*", "") or inner.isnumeric() or inner.rpartition(".")[2].strip("`") in permitted
		table, _dot, fieldname = column.rpartition(".")
		fieldname = fieldname.strip("`").removeprefix("distinct ")
		doctype = self.link_aliases.get(table) or table.strip("`").removeprefix("tab") or self.doctype
		if doctype != self.doctype:
			permitted = get_permitted_fields(doctype, parenttype=self.doctype)
		return fieldname in permitted or fieldname in optional_fields or fieldname.isnumeric()

	# Order

	def _order_clause(self, order_by: str | None, group_by: str | None) -> str:
		if not order_by:
			return ""
		if order_by != DEFAULT_ORDER:
			return f"order by {_checked(order_by)}"
		only = self.fields[0] or ""
		if len(self.fields) == 1 and not group_by and _AGGREGATE.match(only.partition(" as ")[0]):
			return ""
		sort_field, sort_order = self.meta.sort_field or "modified", self.meta.sort_order or "desc"
		terms = sort_field.split(",") if "," in sort_field else [f"{sort_field} {sort_order}"]
		columns = (term.split() for term in terms)
		return "order by " + ", ".join(
			f"{self.table}.`{words[0]}` {words[1] if len(words) > 1 else 'asc'}" for words in columns
		)


def _in_order(fields: Any, filters: Any) -> tuple[Any, Any]:
	"""Fields and filters may come in either order."""
	is_filters = isinstance(fields, dict) or (
		isinstance(fields, list) and fields and isinstance(fields[0], list)
	)
	swapped = fields and isinstance(filters, list) and len(filters) > 1 and isinstance(filters[0], str)
	return (filters, fields) if is_filters or swapped else (fields, filters)


def _checked(clause: str) -> str:
	if not _ORDER.match(clause.lower()) or re.search(r"\bselect\b.*\bfrom\b", clause.lower()):
		frappe.throw(_("Illegal SQL Query"))
	return clause


def _limit_clause(limit: Any, start: Any) -> str:
	return f"limit {cint(limit)} offset {cint(start)}" if cint(limit) else ""


def _is_set(column: str, value: str, numeric: bool) -> str:
	if value == "set":
		return f"{column} != {0 if numeric else repr('')}"
	return f"{column} is null" if numeric else f"ifnull({column}, '') = ''"


def _datetime_text(value: Any) -> str:
	return datetime_text(get_datetime(value)) if value else _NO_DATETIME


def _date_range(value: Any, fieldtype: str) -> tuple[str, str]:
	"""Bounds of a "between". A day, for a Datetime, is the whole of it."""
	bounds = list(value)[:2] if isinstance(value, list | tuple) else []
	bounds += [frappe.utils.nowdate()] * (2 - len(bounds))
	if fieldtype == "Date":
		first, last = (getdate(bound).strftime(DATE_FORMAT) for bound in bounds)
		return first, last
	moments = []
	for bound, time in zip(bounds, (datetime.time.min, datetime.time.max), strict=True):
		is_day = not isinstance(bound, datetime.datetime) and " " not in cstr(bound).strip()
		moments.append(datetime.datetime.combine(getdate(bound), time) if is_day else get_datetime(bound))
	return datetime_text(moments[0]), datetime_text(moments[1])


def _needs_ownership(allowed: dict[str, Any]) -> bool:
	owned = allowed.get("if_owner")
	if not allowed.get("has_if_owner_enabled") or not owned:
		return False
	return not any(allowed.get(ptype) and ptype not in owned for ptype in ("select", "read"))

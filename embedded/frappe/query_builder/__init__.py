"""`frappe.qb`: pypika, running on the current site."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import frappe
import pypika.terms
from frappe.database.dialect import to_parameter
from frappe.utils.data import flt, get_datetime, getdate
from pypika import Case, Criterion, Field, MySQLQuery, Order, Table
from pypika.dialects import MySQLQueryBuilder
from pypika.queries import QueryBuilder, _SetOperation
from pypika.terms import Function, PseudoColumn, ValueWrapper

__all__ = ["Case", "Criterion", "DocType", "Field", "Order", "PseudoColumn", "Table", "qb"]


class _FrappeValue(ValueWrapper):
	"""Moments in the format that the database stores."""

	@classmethod
	def get_formatted_value(cls, value: Any, **kwargs: Any) -> str:
		if isinstance(value, datetime.datetime | datetime.time | datetime.timedelta):
			value = to_parameter(value)
		return super().get_formatted_value(value, **kwargs)


# pypika wraps constants with the class that it finds under this name
pypika.terms.ValueWrapper = _FrappeValue


class _Builder(MySQLQueryBuilder):
	QUERY_CLS = None

	def _for_update_sql(self, **kwargs: Any) -> str:
		return ""

	def run(self, *args: Any, **kwargs: Any) -> Any:
		return _run(self, *args, **kwargs)


def _run(
	query: QueryBuilder | _SetOperation, as_dict: bool = False, pluck: bool = False, **kwargs: Any
) -> Any:
	result = frappe.db.sql(query.get_sql(), as_dict=as_dict, pluck=pluck, **kwargs)
	readers = {
		i: reader for i, term in enumerate(getattr(query, "_selects", ())) if (reader := _reader(term))
	}
	if not readers or not result:
		return result
	if pluck:
		return [readers[0](value) for value in result] if 0 in readers else result
	rows = []
	for row in result:
		values = list(row.values() if as_dict else row)
		for i, reader in readers.items():
			values[i] = reader(values[i])
		rows.append(frappe._dict(zip(row, values, strict=True)) if as_dict else tuple(values))
	return rows if as_dict else tuple(rows)


def _reader(term: Any) -> Callable[[Any], Any] | None:
	"""How to read the result of a function: SQLite tells the type of plain columns only."""
	if not isinstance(term, Function):
		return None
	if term.name in ("SUM", "AVG"):
		return lambda value: None if value is None else flt(value)
	if term.name in ("MAX", "MIN", "COALESCE", "IFNULL"):
		fieldtype = next((t for arg in term.args if (t := _fieldtype(arg))), None)
		convert = {"Date": getdate, "Datetime": get_datetime}.get(fieldtype)
		if convert:
			return lambda value: None if value is None else convert(value)
	return None


def _fieldtype(term: Any) -> str | None:
	table = getattr(getattr(term, "table", None), "_table_name", None)
	if not isinstance(term, Field) or not table or not table.startswith("tab"):
		return None
	return frappe.get_meta(table[3:]).get_fieldtype(term.name)


_SetOperation.run = _run


def DocType(table_name: str, *args: Any, **kwargs: Any) -> Table:
	return Table(table_name if table_name.startswith("__") else f"tab{table_name}", *args, **kwargs)


class qb(MySQLQuery):
	"""The query builder of Frappe. A table may be given by the name of its DocType."""

	Field = Field
	Table = Table
	terms = pypika.terms
	desc = Order.desc
	asc = Order.asc
	DocType = staticmethod(DocType)

	@staticmethod
	def functions(name: str, *args: Any, **kwargs: Any) -> Function:
		return Function(name, *args, **kwargs)

	@classmethod
	def _builder(cls, **kwargs: Any) -> _Builder:
		# SQLite takes no brackets around the queries of a union
		return _Builder(wrapper_cls=_FrappeValue, wrap_set_operation_queries=False, **kwargs)

	@classmethod
	def from_(cls, table: Any, **kwargs: Any) -> _Builder:
		return super().from_(DocType(table) if isinstance(table, str) else table, **kwargs)

	@classmethod
	def into(cls, table: Any, **kwargs: Any) -> _Builder:
		return super().into(DocType(table) if isinstance(table, str) else table, **kwargs)

	@classmethod
	def update(cls, table: Any, **kwargs: Any) -> _Builder:
		return super().update(DocType(table) if isinstance(table, str) else table, **kwargs)


_Builder.QUERY_CLS = qb

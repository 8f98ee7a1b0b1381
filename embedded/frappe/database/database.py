"""`frappe.db`."""

from __future__ import annotations

import re
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import frappe
from frappe import _dict
from frappe.database import dialect
from frappe.database.filters import where_clause
from frappe.utils.data import cast_fieldtype, now, sbool

_NO_ORDER_GIVEN = "KEEP_DEFAULT_ORDERING"
_PRAGMAS = "journal_mode=memory synchronous=off temp_store=memory cache_size=-64000 foreign_keys=off"
_COLUMN = re.compile(r"^\w+$")

STATEMENTS = 2_000
"""Statements that SQLite keeps prepared: the documents of an app are written with some hundreds."""


class CallbackManager:
	"""Functions to call once, in the order they were added."""

	def __init__(self) -> None:
		self._functions: deque[Callable[[], Any]] = deque()

	def add(self, func: Callable[[], Any]) -> None:
		self._functions.append(func)

	__call__ = add

	def run(self) -> None:
		while self._functions:
			self._functions.popleft()()

	def reset(self) -> None:
		self._functions.clear()


class Database:
	"""One connection, always inside a transaction."""

	db_type = "sqlite"

	def __init__(self, path: Path) -> None:
		self._conn = sqlite3.connect(
			path, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES, cached_statements=STATEMENTS
		)
		dialect.prepare(self._conn)
		for pragma in _PRAGMAS.split():
			self._conn.execute(f"pragma {pragma}")
		self.before_commit = CallbackManager()
		self.after_commit = CallbackManager()
		self.before_rollback = CallbackManager()
		self.after_rollback = CallbackManager()
		self.value_cache: dict = {}
		self._columns: dict[str, list[str]] = {}
		self._conn.execute("begin")
		self.transaction_writes = 0

	# Transactions

	@property
	def transaction_writes(self) -> int:
		return self._conn.total_changes - self._changes_before

	@transaction_writes.setter
	def transaction_writes(self, count: int) -> None:
		self._changes_before = self._conn.total_changes - count

	def commit(self) -> None:
		self.before_rollback.reset()
		self.after_rollback.reset()
		self.before_commit.run()
		self._conn.execute("commit")
		self._conn.execute("begin")
		self.transaction_writes = 0
		self.after_commit.run()

	def rollback(self, *, save_point: str | None = None) -> None:
		"""Undo everything since the last commit, or since the savepoint."""
		if save_point:
			self._conn.execute(f"rollback to savepoint {save_point}")
			return
		self.before_commit.reset()
		self.after_commit.reset()
		self.before_rollback.run()
		self._conn.execute("rollback")
		self._conn.execute("begin")
		self.transaction_writes = 0
		self.after_rollback.run()

	def savepoint(self, save_point: str) -> None:
		self._conn.execute(f"savepoint {save_point}")

	def release_savepoint(self, save_point: str) -> None:
		self._conn.execute(f"release savepoint {save_point}")

	def close(self) -> None:
		self._conn.close()

	# Queries

	def sql(
		self,
		query: str,
		values: Any = None,
		*,
		as_dict: bool = False,
		as_list: bool = False,
		pluck: bool = False,
	) -> Any:
		"""Run a query with `%s` or `%(name)s` parameters. Rows come as tuples unless asked otherwise."""
		cursor = self._conn.execute(*dialect.translate(query, values))
		if not cursor.description:
			return ()
		rows = cursor.fetchall()
		if pluck:
			return [row[0] for row in rows]
		if as_dict:
			names = [column[0] for column in cursor.description]
			return [_dict(zip(names, row, strict=True)) for row in rows]
		return [list(row) for row in rows] if as_list else tuple(rows)

	def run(self, query: str, parameters: Sequence[Any] = (), *, as_dict: bool = True) -> Any:
		"""Run a query written for SQLite."""
		cursor = self._conn.execute(query, [dialect.to_parameter(value) for value in parameters])
		if not cursor.description:
			return ()
		if not as_dict:
			return tuple(cursor.fetchall())
		names = [column[0] for column in cursor.description]
		return [_dict(zip(names, row, strict=True)) for row in cursor]

	@staticmethod
	def escape(s: Any, percent: bool = True) -> str:
		return dialect.escape(s, percent)

	@staticmethod
	def get_all(*args: Any, **kwargs: Any) -> Any:
		return frappe.get_all(*args, **kwargs)

	@staticmethod
	def get_list(*args: Any, **kwargs: Any) -> Any:
		return frappe.get_list(*args, **kwargs)

	# Single values

	def get_value(
		self,
		doctype: str,
		filters: Any = None,
		fieldname: Any = "name",
		*,
		as_dict: bool = False,
		order_by: str | None = _NO_ORDER_GIVEN,
		cache: bool = False,
		for_update: bool = False,
	) -> Any:
		"""One value, or one row when several fields are asked; None when nothing matches."""
		rows = self.get_values(
			doctype, filters, fieldname, as_dict=as_dict, order_by=order_by, cache=cache, limit=1
		)
		if not rows:
			return None
		return rows[0] if as_dict or len(rows[0]) > 1 else rows[0][0]

	def get_values(
		self,
		doctype: str,
		filters: Any = None,
		fieldname: Any = "name",
		*,
		as_dict: bool = False,
		order_by: str | None = _NO_ORDER_GIVEN,
		cache: bool = False,
		for_update: bool = False,
		pluck: bool = False,
		limit: int | None = None,
	) -> Any:
		"""The rows that match. `filters` is a name, a list of names, or conditions."""
		cacheable = cache and isinstance(filters, str) and isinstance(fieldname, str)
		cache_key = (doctype, filters, fieldname) if cacheable else None
		if cache_key in self.value_cache:
			return self.value_cache[cache_key]
		if isinstance(filters, list) and not (filters := [f for f in filters if f]):
			return []
		fields = [fieldname] if isinstance(fieldname, str) else list(fieldname)
		as_dict = as_dict or fieldname == "*"
		if filters is None or not self.table_exists(doctype):
			rows = self._single_values(doctype, filters, fields, as_dict)
		else:
			joins, where, parameters = where_clause(doctype, filters)
			query = (
				f"select {', '.join(_column(field, doctype) for field in fields)} from `tab{doctype}`"
				f"{joins}{where}{_order_clause(order_by, doctype)}{f' limit {limit}' if limit else ''}"
			)
			rows = self.run(query, parameters, as_dict=as_dict)
		if cache_key:
			self.value_cache[cache_key] = rows
		return [row[0] for row in rows] if pluck else rows

	def _single_values(self, doctype: str, filters: Any, fields: list[str], as_dict: bool) -> list[Any]:
		values = self.get_singles_dict(doctype)
		if isinstance(filters, dict) and any(values.get(key) != value for key, value in filters.items()):
			return []
		found = values if fields == ["*"] else _dict({f: values[f] for f in fields if f in values})
		if not found:
			return []
		return [found] if as_dict else [tuple(found.get(field) for field in fields)]

	def get_singles_dict(self, doctype: str) -> _dict:
		"""The stored values of a Single, as text."""
		return _dict(
			self.run("select field, value from `tabSingles` where doctype = ?", [doctype], as_dict=False)
		)

	def get_single_value(self, doctype: str, fieldname: str, cache: bool = True) -> Any:
		known = self.value_cache.setdefault(doctype, {})
		if cache and fieldname in known:
			return known[fieldname]
		df = frappe.get_meta(doctype).get_field(fieldname)
		if not df:
			missing = frappe._("Field {0} does not exist on {1}")
			frappe.throw(missing.format(frappe.bold(fieldname), frappe.bold(doctype)))
		known[fieldname] = cast_fieldtype(df.fieldtype, self.get_singles_dict(doctype).get(fieldname))
		return known[fieldname]

	def exists(self, dt: str | dict, dn: Any = None, cache: bool = False) -> Any:
		"""The name of a matching document. A Single always exists."""
		if dt != "DocType" and dt == dn:
			return dn
		if isinstance(dt, dict):
			dn = dict(dt)
			dt = dn.pop("doctype")
		return self.get_value(dt, dn, cache=cache, order_by=None)

	def count(self, dt: str, filters: Any = None) -> int:
		joins, where, parameters = where_clause(dt, filters)
		return self.run(f"select count(*) from `tab{dt}`{joins}{where}", parameters, as_dict=False)[0][0]

	# Writing, without document events

	def set_value(
		self,
		dt: str,
		dn: Any,
		field: str | dict,
		val: Any = None,
		modified: Any = None,
		modified_by: str | None = None,
		update_modified: bool = True,
	) -> None:
		"""Write columns of the document, or of all that match the filters `dn`."""
		values = _with_modified(field, val, modified, modified_by, update_modified)
		if dn is None or dt == dn:
			if frappe.get_meta(dt).issingle:
				self._set_single(dt, values)
			return
		frappe.clear_document_cache(dt, dn if isinstance(dn, str) else None)
		meta = frappe.get_meta(dt)
		where, parameters = self._rows_to_write(dt, dn)
		self.run(
			f"update `tab{dt}` set {', '.join(f'`{column}` = ?' for column in values)}{where}",
			[*(meta.to_column(column, value) for column, value in values.items()), *parameters],
		)
		self.value_cache.pop(dt, None)

	def set_single_value(
		self,
		doctype: str,
		fieldname: str | dict,
		value: Any = None,
		*,
		modified: Any = None,
		modified_by: str | None = None,
		update_modified: bool = True,
	) -> None:
		self._set_single(doctype, _with_modified(fieldname, value, modified, modified_by, update_modified))

	def _set_single(self, doctype: str, values: dict[str, Any]) -> None:
		self.write_single(doctype, {key: sbool(value) for key, value in values.items()}, list(values))
		frappe.clear_document_cache(doctype, doctype)

	def write_single(self, doctype: str, values: dict[str, Any], replaced: list[str] | None = None) -> None:
		"""Put rows into tabSingles in the place of the `replaced` fields, or of all."""
		fields = "" if replaced is None else f" and field in ({', '.join('?' * len(replaced))})"
		self.run(f"delete from `tabSingles` where doctype = ?{fields}", [doctype, *(replaced or ())])
		self._conn.executemany(
			"insert into `tabSingles` (doctype, field, value) values (?, ?, ?)",
			[(doctype, field, dialect.to_parameter(value)) for field, value in values.items()],
		)
		self.value_cache.pop(doctype, None)

	def delete(self, doctype: str, filters: Any = None) -> None:
		where, parameters = self._rows_to_write(doctype, filters)
		self.run(f"delete from `tab{doctype}`{where}", parameters)

	@staticmethod
	def _rows_to_write(doctype: str, filters: Any) -> tuple[str, list[Any]]:
		joins, where, parameters = where_clause(doctype, filters)
		if joins:
			where = f" where name in (select `tab{doctype}`.name from `tab{doctype}`{joins}{where})"
		return where, parameters

	def bulk_insert(
		self,
		doctype: str,
		fields: list[str],
		values: Iterable[Sequence[Any]],
		ignore_duplicates: bool = False,
	) -> None:
		"""Insert rows as they are, without document events."""
		meta = frappe.get_meta(doctype)
		fieldtypes = [meta.get_fieldtype(field) for field in fields]
		self._conn.executemany(
			f"insert {'or ignore ' if ignore_duplicates else ''}into `tab{doctype}`"
			f" ({', '.join(f'`{field}`' for field in fields)}) values ({', '.join('?' * len(fields))})",
			(
				[
					dialect.to_parameter(dialect.to_column(fieldtype, value))
					for fieldtype, value in zip(fieldtypes, row, strict=True)
				]
				for row in values
			),
		)

	# Schema

	def ddl(self, statement: str) -> None:
		"""Change the schema, which commits as it does in MariaDB."""
		self.commit()
		self._conn.execute(statement)
		self.commit()
		self._columns.clear()

	def get_tables(self, cached: bool = True) -> list[str]:
		return [name for (name,) in self._conn.execute("select name from sqlite_master where type = 'table'")]

	def table_exists(self, doctype: str) -> bool:
		return bool(self._table_columns(f"tab{doctype}"))

	def has_table(self, doctype: str) -> bool:
		return self.table_exists(doctype)

	def get_table_columns(self, doctype: str) -> list[str]:
		if columns := self._table_columns(f"tab{doctype}"):
			return columns
		raise sqlite3.OperationalError(f"no such table: tab{doctype}")

	def _table_columns(self, table: str) -> list[str]:
		if table not in self._columns:
			rows = self._conn.execute("select name from pragma_table_info(?)", [table])
			self._columns[table] = [row[0] for row in rows]
		return self._columns[table]

	def has_column(self, doctype: str, column: str) -> bool:
		return column in self.get_table_columns(doctype)

	def add_index(self, doctype: str, fields: list[str], index_name: str | None = None) -> None:
		self._index("index", doctype, fields, index_name or "_".join(fields) + "_index")

	def add_unique(self, doctype: str, fields: list[str] | str, constraint_name: str | None = None) -> None:
		fields = [fields] if isinstance(fields, str) else fields
		self._index("unique index", doctype, fields, constraint_name or "unique_" + "_".join(fields))

	def _index(self, kind: str, doctype: str, fields: list[str], name: str) -> None:
		# names of indexes belong to the table in MariaDB, to the database in SQLite
		columns = ", ".join(f"`{re.sub(r'[(][0-9]+[)]', '', field)}`" for field in fields)
		self.ddl(f"create {kind} if not exists `{doctype}_{name}` on `tab{doctype}` ({columns})")

	# Defaults

	def get_default(self, key: str, parent: str = "__default") -> Any:
		from frappe.defaults import get_defaults_for

		defaults = get_defaults_for(parent)
		return defaults[key] if key in defaults else defaults.get(frappe.scrub(key))

	def set_default(
		self, key: str, val: Any, parent: str = "__default", parenttype: str | None = None
	) -> None:
		from frappe.defaults import set_default

		set_default(key, val, parent, parenttype)

	def get_global(self, key: str, user: str = "__global") -> Any:
		return self.get_default(key, user)

	def set_global(self, key: str, val: Any, user: str = "__global") -> None:
		self.set_default(key, val, user)


def _column(field: str, doctype: str) -> str:
	"""`name`, `name as title`, `*`, or an aggregate, qualified where it is a plain column."""
	column, _, alias = field.partition(" as ")
	if column == "*":
		return f"`tab{doctype}`.*"
	quoted = f"`tab{doctype}`.`{column}`" if _COLUMN.match(column) else column
	return f"{quoted} as `{(alias or column).strip('`')}`"


def _order_clause(order_by: str | None, doctype: str) -> str:
	"""`get_value` orders downwards unless told otherwise."""
	if not order_by:
		return ""
	if order_by == _NO_ORDER_GIVEN:
		return f" order by `tab{doctype}`.`modified` desc"
	terms = []
	for term in order_by.split(","):
		column, _, direction = term.strip().partition(" ")
		quoted = f"`tab{doctype}`.`{column}`" if _COLUMN.match(column) else column
		terms.append(f"{quoted} {'asc' if direction.strip().lower() == 'asc' else 'desc'}")
	return f" order by {', '.join(terms)}"


def _with_modified(
	field: str | dict, value: Any, modified: Any, modified_by: str | None, update_modified: bool
) -> dict[str, Any]:
	values = dict(field) if isinstance(field, dict) else {field: value}
	if update_modified:
		values.update(modified=modified or now(), modified_by=modified_by or frappe.session.user)
	return values

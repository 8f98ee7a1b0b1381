"""`frappe.db`."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
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
		self._conn = sqlite3.connect(path, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES)
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

	# Transactions

	def commit(self) -> None:
		self.before_rollback.reset()
		self.after_rollback.reset()
		self.before_commit.run()
		self._conn.execute("commit")
		self._conn.execute("begin")
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
		query: Any,
		values: Any = None,
		*,
		as_dict: bool | int = False,
		as_list: bool | int = False,
		update: dict | None = None,
		pluck: bool = False,
		run: bool = True,
		debug: bool = False,
	) -> Any:
		"""Run a query with `%s` or `%(name)s` parameters. Rows come as tuples unless asked otherwise."""
		if not run:
			return str(query)
		cursor = self._conn.execute(*dialect.translate(str(query), values))
		return self._rows(cursor, as_dict, as_list, update, pluck)

	def run(self, query: str, parameters: Sequence[Any] = (), *, as_dict: bool = True) -> Any:
		"""Run a query written for SQLite."""
		return self._rows(self._conn.execute(query, list(map(dialect.to_parameter, parameters))), as_dict)

	@staticmethod
	def _rows(
		cursor: sqlite3.Cursor,
		as_dict: bool | int = False,
		as_list: bool | int = False,
		update: dict | None = None,
		pluck: bool = False,
	) -> Any:
		if not cursor.description:
			return ()
		rows = cursor.fetchall()
		if pluck:
			return [row[0] for row in rows]
		if as_dict:
			names = [column[0] for column in cursor.description]
			return [_dict(zip(names, row, strict=True), **(update or {})) for row in rows]
		return [list(row) for row in rows] if as_list else tuple(rows)

	def multisql(self, sql_dict: dict[str, str], values: Any = (), **kwargs: Any) -> Any:
		return self.sql(sql_dict.get("mariadb"), values, **kwargs)

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
		ignore: bool | None = None,
		as_dict: bool = False,
		debug: bool = False,
		order_by: str | None = _NO_ORDER_GIVEN,
		cache: bool = False,
		for_update: bool = False,
		*,
		run: bool = True,
		pluck: bool = False,
		distinct: bool = False,
		skip_locked: bool = False,
		wait: bool = True,
	) -> Any:
		"""One value, or one row when several fields are asked; None when nothing matches."""
		rows = self.get_values(
			doctype,
			filters,
			fieldname,
			ignore,
			as_dict,
			order_by=order_by,
			cache=cache,
			pluck=pluck,
			distinct=distinct,
			limit=1,
		)
		if not rows:
			return None
		row = rows[0]
		if pluck:
			return row
		return row if as_dict or len(row) > 1 else row[0]

	def get_values(
		self,
		doctype: str,
		filters: Any = None,
		fieldname: Any = "name",
		ignore: bool | None = None,
		as_dict: bool = False,
		debug: bool = False,
		order_by: str | None = _NO_ORDER_GIVEN,
		update: dict | None = None,
		cache: bool = False,
		for_update: bool = False,
		*,
		run: bool = True,
		pluck: bool = False,
		distinct: bool = False,
		limit: int | None = None,
		skip_locked: bool = False,
		wait: bool = True,
	) -> Any:
		"""The rows that match. `filters` is a name, a list of names, or conditions."""
		cacheable = cache and isinstance(filters, str) and isinstance(fieldname, str)
		cache_key = (doctype, filters, fieldname) if cacheable else None
		if cache_key in self.value_cache:
			return self.value_cache[cache_key]
		if isinstance(filters, list) and not (filters := [f for f in filters if f]):
			return {}
		if filters is None or (filters == doctype and doctype != "DocType"):
			rows = self._single_values(doctype, filters, fieldname, as_dict)
		elif not self.table_exists(doctype):
			if ignore:
				return None
			if not frappe.get_meta(doctype).issingle:
				raise sqlite3.OperationalError(f"no such table: tab{doctype}")
			rows = self._single_values(doctype, filters, fieldname, as_dict)
		else:
			rows = self._table_values(
				doctype, filters, fieldname, as_dict, order_by, distinct, limit, pluck, update
			)
		if cache_key:
			self.value_cache[cache_key] = rows
		return rows

	def _table_values(
		self,
		doctype: str,
		filters: Any,
		fieldname: Any,
		as_dict: bool,
		order_by: str | None,
		distinct: bool,
		limit: int | None,
		pluck: bool,
		update: dict | None,
	) -> Any:
		fields = [fieldname] if isinstance(fieldname, str) else list(fieldname)
		joins, where, parameters = where_clause(doctype, filters)
		columns = ", ".join(_column(field, doctype) for field in fields)
		order = "" if distinct else _order_clause(order_by, doctype)
		query = (
			f"select {'distinct ' if distinct else ''}{columns} from `tab{doctype}`{joins}{where}{order}"
			+ (f" limit {int(limit)}" if limit else "")
		)
		cursor = self._conn.execute(query, list(map(dialect.to_parameter, parameters)))
		return self._rows(cursor, as_dict or fieldname == "*", update=update, pluck=pluck)

	def _single_values(self, doctype: str, filters: Any, fieldname: Any, as_dict: bool) -> Any:
		values = self.get_singles_dict(doctype)
		if isinstance(filters, dict) and any(values.get(key) != value for key, value in filters.items()):
			return []
		if fieldname == "*":
			return [values] if values else []
		fields = [fieldname] if isinstance(fieldname, str) else list(fieldname)
		found = _dict({field: values[field] for field in fields if field in values})
		if not found:
			return []
		return [found] if as_dict else [[found.get(field) for field in fields]]

	def get_singles_dict(
		self, doctype: str, debug: bool = False, *, for_update: bool = False, cast: bool = False
	) -> _dict:
		"""The stored values of a Single, as text unless `cast`."""
		rows = self.run("select field, value from `tabSingles` where doctype = ?", [doctype], as_dict=False)
		values = _dict(rows)
		if cast:
			meta = frappe.get_meta(doctype)
			for field, value in values.items():
				if df := meta.get_field(field):
					values[field] = cast_fieldtype(df.fieldtype, value, show_warning=False)
		return values

	def get_single_value(self, doctype: str, fieldname: str, cache: bool = True) -> Any:
		known = self.value_cache.setdefault(doctype, {})
		if cache and fieldname in known:
			return known[fieldname]
		df = frappe.get_meta(doctype).get_field(fieldname)
		if not df:
			frappe.throw(
				frappe._("Field {0} does not exist on {1}").format(
					frappe.bold(fieldname), frappe.bold(doctype)
				)
			)
		value = self.get_singles_dict(doctype).get(fieldname)
		known[fieldname] = cast_fieldtype(df.fieldtype, value, show_warning=False)
		return known[fieldname]

	def exists(self, dt: str | dict, dn: Any = None, cache: bool = False) -> Any:
		"""The name of a matching document. A Single always exists."""
		if dt != "DocType" and dt == dn:
			return dn
		if isinstance(dt, dict):
			dn = dict(dt)
			dt = dn.pop("doctype")
		return self.get_value(dt, dn, ignore=True, cache=cache, order_by=None)

	def count(
		self, dt: str, filters: Any = None, debug: bool = False, cache: bool = False, distinct: bool = True
	) -> int:
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
		debug: bool = False,
	) -> None:
		"""Write columns of the document, or of all that match the filters `dn`."""
		if dn is None or dt == dn:
			if frappe.get_meta(dt).issingle:
				self.set_single_value(
					dt,
					field,
					val,
					modified=modified,
					modified_by=modified_by,
					update_modified=update_modified,
				)
			return
		values = _with_modified(field, val, modified, modified_by, update_modified)
		frappe.clear_document_cache(dt, dn if isinstance(dn, str) else None)
		joins, where, parameters = where_clause(dt, dn)
		if joins:
			where = f" where name in (select `tab{dt}`.name from `tab{dt}`{joins}{where})"
		meta = frappe.get_meta(dt)
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
		debug: bool = False,
	) -> None:
		values = _with_modified(fieldname, value, modified, modified_by, update_modified)
		self.write_single(doctype, {key: sbool(val) for key, val in values.items()}, list(values))
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

	def delete(self, doctype: str, filters: Any = None, debug: bool = False, **kwargs: Any) -> None:
		joins, where, parameters = where_clause(doctype, filters)
		if joins:
			where = f" where name in (select `tab{doctype}`.name from `tab{doctype}`{joins}{where})"
		self.run(f"delete from `tab{doctype}`{where}", parameters)

	def bulk_insert(
		self,
		doctype: str,
		fields: list[str],
		values: Iterable[Sequence[Any]],
		ignore_duplicates: bool = False,
		*,
		chunk_size: int = 10_000,
	) -> None:
		"""Insert rows as they are, without document events."""
		meta = frappe.get_meta(doctype)
		rows = (
			[dialect.to_parameter(meta.to_column(*pair)) for pair in zip(fields, row, strict=True)]
			for row in values
		)
		statement = (
			f"insert {'or ignore ' if ignore_duplicates else ''}into `tab{doctype}`"
			f" ({', '.join(f'`{field}`' for field in fields)}) values ({', '.join('?' * len(fields))})"
		)
		while chunk := list(islice(rows, chunk_size)):
			self._conn.executemany(statement, chunk)

	# Schema

	def ddl(self, statement: str) -> None:
		"""Change the schema, which commits as it does in MariaDB."""
		self.commit()
		self._conn.execute(statement)
		self.commit()
		self._columns.clear()

	def table_exists(self, doctype: str, cached: bool = True) -> bool:
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


@contextmanager
def savepoint(catch: type[Exception] | tuple[type[Exception], ...] = Exception) -> Iterator[None]:
	"""Undo what the block wrote when it raises `catch`, and go on after it."""
	name = f"sp_{secrets.token_hex(5)}"
	frappe.db.savepoint(name)
	try:
		yield
	except catch:
		frappe.db.rollback(save_point=name)
	else:
		frappe.db.release_savepoint(name)

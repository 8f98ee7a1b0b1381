"""Tables of DocTypes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frappe.database.dialect import COLLATION, COLUMN_TYPES, escape
from frappe.model import OPTIONAL_FIELDS
from frappe.utils.data import cint, flt

if TYPE_CHECKING:
	from frappe._dict import _dict
	from frappe.database.database import Database
	from frappe.model.meta import Meta

_STANDARD_COLUMNS = {
	"creation": "DATETIMETEXT",
	"modified": "DATETIMETEXT",
	"modified_by": f"VARCHAR collate {COLLATION}",
	"owner": f"VARCHAR collate {COLLATION}",
	"docstatus": "INT not null default 0",
	"idx": "INT not null default 0",
}
_CHILD_COLUMNS = ("parent", "parentfield", "parenttype")
_SYSTEM_TABLES = (
	f"create table if not exists `tabSingles` (doctype VARCHAR collate {COLLATION},"
	f" field VARCHAR collate {COLLATION}, value TEXT collate {COLLATION})",
	"create index if not exists `singles_index` on `tabSingles` (doctype, field)",
	f"create table if not exists `tabSeries` (name VARCHAR collate {COLLATION} primary key,"
	" current INT not null default 0)",
)


def create_system_tables(db: Database) -> None:
	for statement in _SYSTEM_TABLES:
		db.ddl(statement)


def sync_table(db: Database, meta: Meta) -> None:
	"""Create the table of the DocType, or add the columns and indexes it lacks."""
	if meta.issingle:
		return
	columns = {df.fieldname: _definition(df) for df in meta.fields if df.fieldtype in COLUMN_TYPES}
	if not meta.istable:
		optional = [*OPTIONAL_FIELDS[:-1], *(OPTIONAL_FIELDS[-1:] if meta.track_seen else ())]
		columns.update(dict.fromkeys(optional, f"TEXT collate {COLLATION}"))
	if db.table_exists(meta.name):
		known = db.get_table_columns(meta.name)
		for name in columns.keys() - set(known):
			db.ddl(f"alter table `tab{meta.name}` add column `{name}` {columns[name]}")
	else:
		columns = _STANDARD_COLUMNS | _child_columns(meta) | columns
		# InnoDB keeps rows in the order of the primary key
		db.ddl(
			f"create table `tab{meta.name}` (name VARCHAR collate {COLLATION} primary key not null, "
			+ ", ".join(f"`{name}` {definition}" for name, definition in columns.items())
			+ ") without rowid"
		)
	_sync_indexes(db, meta)


def _child_columns(meta: Meta) -> dict[str, str]:
	return dict.fromkeys(_CHILD_COLUMNS, f"VARCHAR collate {COLLATION}") if meta.istable else {}


def _definition(df: _dict) -> str:
	column_type = COLUMN_TYPES[df.fieldtype]
	if column_type == "INT":
		return f"INT not null default {cint(df.default)}"
	if column_type == "REALDECIMAL":
		return f"{column_type} not null default {flt(df.default)}"
	if df.default and df.default not in ("Today", "__user", "now", "Now") and not df.default.startswith(":"):
		column_type += f" default {escape(df.default, percent=False)}"
	return f"{column_type} collate {COLLATION}"


def _sync_indexes(db: Database, meta: Meta) -> None:
	indexes = {"parent": False} if meta.istable else {"modified": False}
	indexes.update((df.fieldname, bool(df.unique)) for df in meta.fields if df.unique or df.search_index)
	for column, is_unique in indexes.items():
		db.ddl(
			f"create {'unique ' if is_unique else ''}index if not exists"
			f" `{meta.name}_{column}{'_unique' if is_unique else ''}` on `tab{meta.name}` (`{column}`)"
		)

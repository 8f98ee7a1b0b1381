"""Values of a document and of its child rows, and how they are stored."""

from __future__ import annotations

import datetime
import json
import sqlite3
import weakref
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _dict
from frappe.model import (
	child_table_fields,
	datetime_fields,
	default_fields,
	float_like_fields,
	table_fields,
)
from frappe.model.docstatus import DocStatus
from frappe.runtime import local
from frappe.utils.data import cast_fieldtype, cint, compare, cstr, flt, now

if TYPE_CHECKING:
	from frappe.model.meta import Meta

_controllers: dict[tuple[str, str], type[BaseDocument]] = {}
_RESERVED = frozenset(
	(
		"doctype",
		"meta",
		"flags",
		"parent_doc",
		"_table_fieldnames",
		"_doc_before_save",
		"permitted_fieldnames",
	)
)
_INTERNAL_KEYS = ("_user_tags", "__islocal", "__onload", "_liked_by", "__unsaved")


def get_controller(doctype: str) -> type[BaseDocument]:
	"""The class of the documents of this DocType."""
	key = (local.site_path, doctype)
	if key not in _controllers:
		_controllers[key] = _import_controller(doctype)
	return _controllers[key]


def forget_controllers(doctype: str | None = None) -> None:
	for key in [key for key in _controllers if key[0] == local.site_path and doctype in (None, key[1])]:
		del _controllers[key]


def _import_controller(doctype: str) -> type[BaseDocument]:
	from frappe.model.document import Document

	module = frappe.get_meta(doctype).module
	scrubbed = frappe.scrub(doctype)
	app = local.module_app[frappe.scrub(module)]
	if app == "frappe":
		if not Path(frappe.get_app_path("frappe"), "core", f"{scrubbed}.py").exists():
			return Document
		path = f"frappe.core.{scrubbed}"
	else:
		path = f"{app}.{frappe.scrub(module)}.doctype.{scrubbed}.{scrubbed}"
	class_name = doctype.replace(" ", "").replace("-", "")
	controller = getattr(import_module(path), class_name, None)
	if controller is None:
		raise ImportError(f"{doctype}: {class_name} does not exist in module {path}")
	return controller


class BaseDocument:
	"""A document or child row: its values are its attributes."""

	doctype: str
	name: Any
	flags: _dict

	def __init__(self, d: dict[str, Any]) -> None:
		if d.get("doctype"):
			self.doctype = d["doctype"]
		self._table_fieldnames = {df.fieldname for df in self.meta.get_table_fields()}
		self.update(d)
		if hasattr(self, "__setup__"):
			self.__setup__()

	@property
	def meta(self) -> Meta:
		return frappe.get_meta(self.doctype)

	def __getstate__(self) -> dict[str, Any]:
		return {key: value for key, value in self.__dict__.items() if key != "_parent_doc"}

	# Values

	def update(self, d: dict[str, Any]) -> BaseDocument:
		# children refer to the name
		if "name" in d:
			self.name = d["name"]
		tables, values = self._table_fieldnames, self.__dict__
		for key, value in d.items():
			if key in tables or key in _RESERVED:
				self.set(key, value)
			else:
				values[key] = value
		return self

	def update_if_missing(self, d: dict[str, Any]) -> None:
		"""Take the values for fields that have none."""
		for key, value in d.items():
			if value is not None and self.get(key) is None:
				self.set(key, value)

	def get(self, key: Any, filters: Any = None, limit: int | None = None, default: Any = None) -> Any:
		"""A value; or the child rows that match `filters`."""
		if isinstance(key, dict):
			return filter_rows(self.get_all_children(), key, limit)
		if isinstance(filters, dict) and filters:
			return filter_rows(self.__dict__.get(key, []), filters, limit)
		value = self.__dict__.get(key, filters or default)
		return value[:limit] if limit and isinstance(value, list | tuple) else value

	def set(self, key: str, value: Any, as_value: bool = False) -> None:
		if key in _RESERVED:
			return
		if as_value or key not in self._table_fieldnames:
			self.__dict__[key] = value
		else:
			self.__dict__[key] = []
			if value:
				self.extend(key, value)

	def append(self, key: str, value: Any = None, position: int = -1) -> Any:
		"""Add a row to a child table."""
		rows = self.__dict__.get(key)
		if rows is None:
			rows = self.__dict__[key] = []
		row = self._init_child({} if value is None else value, key)
		if position == -1:
			rows.append(row)
		else:
			rows.insert(position, row)
			_renumber(rows)
		row.parent_doc = weakref.ref(self)
		return row

	def extend(self, key: str, value: Iterable[Any]) -> None:
		for row in value:
			self.append(key, row)

	def remove(self, doc: BaseDocument) -> None:
		"""Take a row out of its child table."""
		if doc.get("parentfield"):
			rows = self.get(doc.parentfield)
			rows.remove(doc)
			_renumber(rows)

	def _init_child(self, value: Any, key: str) -> Any:
		if not isinstance(value, BaseDocument):
			df = self.meta.get_field(key)
			if df is None:
				raise AttributeError(key)
			value = get_controller(df.options)({**value, "doctype": df.options})
		value.parent = self.name
		value.parenttype = self.doctype
		value.parentfield = key
		if not getattr(value, "idx", None):
			value.idx = len(getattr(self, key, None) or ()) + 1
		if not getattr(value, "name", None):
			value.__dict__["__islocal"] = 1
		return value

	@property
	def parent_doc(self) -> Any:
		reference = self.__dict__.get("_parent_doc")
		return reference() if isinstance(reference, weakref.ReferenceType) else reference

	@parent_doc.setter
	def parent_doc(self, value: Any) -> None:
		self._parent_doc = value

	@property
	def docstatus(self) -> DocStatus:
		return DocStatus(cint(self.__dict__.get("docstatus")))

	@docstatus.setter
	def docstatus(self, value: Any) -> None:
		self.__dict__["docstatus"] = DocStatus(cint(value))

	def is_new(self) -> Any:
		return self.get("__islocal")

	def get_value(self, fieldname: str) -> Any:
		"""The value as the Python type of its field."""
		return self.cast(self.get(fieldname), self.meta.get_field(fieldname))

	def cast(self, value: Any, df: _dict) -> Any:
		return cast_fieldtype(df.fieldtype, value)

	def get_db_value(self, key: str) -> Any:
		return frappe.db.get_value(self.doctype, self.name, key)

	def get_formatted(
		self,
		fieldname: str,
		doc: Any = None,
		currency: str | None = None,
		absolute_value: bool = False,
		translated: bool = False,
		format: str | None = None,
	) -> Any:
		"""The value as the site shows it."""
		from frappe.utils.formatters import format_value

		df = self.meta.get_field(fieldname) or _dict(
			fieldname=fieldname, fieldtype=self.meta.get_fieldtype(fieldname)
		)
		value = self.get(fieldname)
		if translated:
			value = frappe._(value)
		if absolute_value and isinstance(value, int | float):
			value = abs(value)
		return format_value(
			value, df=df, doc=doc or self.parent_doc or self, currency=currency, format=format
		)

	def precision(self, fieldname: str, parentfield: str | None = None) -> int | None:
		from frappe.model.meta import get_field_precision

		doctype = self.meta.get_field(parentfield).options if parentfield else self.doctype
		df = frappe.get_meta(doctype).get_field(fieldname)
		return get_field_precision(df) if df.fieldtype in float_like_fields else None

	def init_valid_columns(self) -> None:
		"""Give every field a value, None where there is none."""
		values = self.__dict__
		for fieldname in self._table_fieldnames:
			if values.get(fieldname) is None:
				values[fieldname] = []
		for key in (*default_fields, *self.meta.get_valid_columns()):
			values.setdefault(key, None)
		if values["docstatus"] is None:
			self.docstatus = 0
		if values["idx"] is None:
			values["idx"] = 0

	def fix_numeric_types(self) -> None:
		for df in self.meta.fields:
			value = self.get(df.fieldname)
			if df.fieldtype == "Check" or (df.fieldtype == "Int" and value is not None):
				self.set(df.fieldname, cint(value))
			elif df.fieldtype in float_like_fields and value is not None:
				self.set(df.fieldname, flt(value))
		self.docstatus = self.__dict__.get("docstatus")

	def get_valid_dict(
		self, sanitize: bool = True, convert_dates_to_str: bool = False, ignore_nulls: bool = False, **_: Any
	) -> _dict:
		"""The values of the columns, cast to what their fields hold."""
		out = _dict()
		values = self.__dict__
		meta = self.meta
		for fieldname in meta.get_valid_columns():
			value = values.get(fieldname)
			if sanitize or value is not None:
				value = self._stored(meta.get_field(fieldname), value)
			if convert_dates_to_str and isinstance(value, datetime.date | datetime.time | datetime.timedelta):
				value = str(value)
			if value is not None or not ignore_nulls:
				out[fieldname] = value
		return out

	@staticmethod
	def _stored(df: _dict | None, value: Any) -> Any:
		if df is None:
			return value
		fieldtype = df.fieldtype
		if isinstance(value, list) and fieldtype not in table_fields:
			frappe.throw(frappe._("Value for {0} cannot be a list").format(frappe._(df.label)))
		if fieldtype == "Check":
			return 1 if cint(value) else 0
		if fieldtype == "Int":
			return value if isinstance(value, int) else cint(value)
		if fieldtype in float_like_fields:
			return value if isinstance(value, float) else flt(value)
		if fieldtype == "JSON" and isinstance(value, dict):
			return json.dumps(value, separators=(",", ":"))
		if (fieldtype in datetime_fields and value == "") or (df.unique and not cstr(value).strip()):
			return None
		return value

	def as_dict(
		self,
		no_nulls: bool = False,
		no_default_fields: bool = False,
		convert_dates_to_str: bool = False,
		no_child_table_fields: bool = False,
	) -> _dict:
		options = {
			"no_nulls": no_nulls,
			"no_default_fields": no_default_fields,
			"convert_dates_to_str": convert_dates_to_str,
			"no_child_table_fields": no_child_table_fields,
		}
		out = self.get_valid_dict(convert_dates_to_str=convert_dates_to_str, ignore_nulls=no_nulls)
		out["doctype"] = self.doctype
		for fieldname in self._table_fieldnames:
			out[fieldname] = [row.as_dict(**options) for row in self.get(fieldname) or ()]
		dropped = (default_fields if no_default_fields else ()) + (
			child_table_fields if no_child_table_fields else ()
		)
		for key in dropped:
			out.pop(key, None)
		out.update({key: value for key in _INTERNAL_KEYS if (value := self.__dict__.get(key))})
		return out

	def as_json(self) -> str:
		return frappe.as_json(self.as_dict())

	# Storage of one row

	def db_insert(self, ignore_if_duplicate: bool = False) -> None:
		"""Insert the row as it is."""
		from frappe.model.naming import make_autoname, set_new_name

		if not self.name:
			set_new_name(self)
		if not self.creation:
			self.creation = self.modified = now()
			self.owner = self.modified_by = frappe.session.user
		values = self._columns()
		try:
			frappe.db.run(
				f"insert into `tab{self.doctype}` ({', '.join(f'`{column}`' for column in values)})"
				f" values ({', '.join('?' * len(values))})",
				list(values.values()),
			)
		except sqlite3.IntegrityError as e:
			if not frappe.db.exists(self.doctype, self.name):
				self._raise_not_unique(e)
			if self.meta.autoname == "hash" and not self.flags.get("renamed_after_collision"):
				self.flags.renamed_after_collision = True
				self.name = make_autoname("hash")
				self.db_insert()
			elif not ignore_if_duplicate:
				frappe.msgprint(
					frappe._("{0} {1} already exists").format(frappe._(self.doctype), frappe.bold(self.name)),
					title=frappe._("Duplicate Name"),
					indicator="red",
				)
				raise frappe.DuplicateEntryError(self.doctype, self.name, e) from e
		self.set("__islocal", False)

	def db_update(self) -> None:
		"""Write the row as it is."""
		if self.get("__islocal") or not self.name:
			self.db_insert()
			return
		values = self._columns()
		name = values.pop("name")
		try:
			frappe.db.run(
				f"update `tab{self.doctype}` set {', '.join(f'`{column}` = ?' for column in values)}"
				" where name = ?",
				[*values.values(), name],
			)
		except sqlite3.IntegrityError as e:
			self._raise_not_unique(e)

	def _columns(self) -> dict[str, Any]:
		meta = self.meta
		return {column: meta.to_column(column, value) for column, value in self.get_valid_dict().items()}

	def _raise_not_unique(self, e: sqlite3.IntegrityError) -> None:
		fieldname = str(e).rsplit(".", 1)[-1]
		frappe.msgprint(frappe._("{0} must be unique").format(self.meta.get_label(fieldname)))
		raise frappe.UniqueValidationError(self.doctype, self.name, e) from e


def _renumber(rows: list[Any]) -> None:
	for idx, row in enumerate(rows, 1):
		row.idx = idx


def filter_rows(rows: list[Any] | None, filters: dict[str, Any], limit: int | None = None) -> list[Any]:
	"""Rows whose values match: equal, or as `[operator, value]`, True for any value, False for none."""
	conditions = []
	for key, value in filters.items():
		if isinstance(value, list | tuple):
			conditions.append((key, *value))
		elif isinstance(value, bool):
			conditions.append((key, "not None" if value else "None", value))
		elif isinstance(value, str) and value.startswith("^"):
			conditions.append((key, "^", value[1:]))
		else:
			conditions.append((key, "=", value))
	out = [
		row
		for row in rows or ()
		if all(compare(getattr(row, key, None), operator, value) for key, operator, value in conditions)
	]
	return out[:limit] if limit else out

"""What a DocType is, read from its JSON."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import frappe
from frappe import _dict
from frappe.database.dialect import COLUMN_TYPES, to_column
from frappe.model import child_table_fields, default_fields, no_value_fields, table_fields
from frappe.runtime import local
from frappe.utils.data import cint

_DF_NUMBERS = dict.fromkeys(
	(
		"allow_on_submit fetch_if_empty hidden in_list_view no_copy non_negative permlevel print_hide "
		"print_hide_if_no_value read_only report_hide reqd search_index set_only_once translatable unique "
		"is_virtual ignore_user_permissions ignore_xss_filter length"
	).split(),
	0,
)
_META_DEFAULTS = {
	**dict.fromkeys(
		(
			"allow_import allow_rename custom is_submittable is_tree is_virtual issingle istable "
			"max_attachments queue_in_background read_only show_title_field_in_link track_changes track_seen"
		).split(),
		0,
	),
	"sort_field": "modified",
	"sort_order": "DESC",
}
_STANDARD_TYPES = {
	**dict.fromkeys(("creation", "modified"), "Datetime"),
	**dict.fromkeys(("idx", "docstatus"), "Int"),
}
_STANDARD_LABELS = {
	"name": "ID",
	"creation": "Created On",
	"docstatus": "Document Status",
	"idx": "Index",
	"modified": "Last Updated On",
	"modified_by": "Last Updated By",
	"owner": "Created By",
}
_metas: dict[tuple[str, str], Meta] = {}


def get_meta(doctype: Any, cached: bool = True) -> Meta:
	"""The Meta of an installed DocType."""
	key = (local.site_path, doctype)
	if not cached or key not in _metas:
		_metas[key] = Meta(doctype)
	return _metas[key]


def forget_meta(doctype: str | None = None) -> None:
	for key in [key for key in _metas if key[0] == local.site_path and doctype in (None, key[1])]:
		del _metas[key]


@lru_cache(maxsize=512)
def _read_json(path: Path, _mtime: int) -> dict[str, Any]:
	return json.loads(path.read_text())


def read_definition(doctype: str, module: str) -> dict[str, Any]:
	"""The JSON of a DocType of this module."""
	path = definition_path(doctype, module)
	return _read_json(path, path.stat().st_mtime_ns)


def definition_path(doctype: str, module: str) -> Path:
	scrubbed = frappe.scrub(doctype)
	if local.module_app.get(frappe.scrub(module)) == "frappe":
		return Path(frappe.get_app_path("frappe"), "core", f"{scrubbed}.json")
	return Path(frappe.get_module_path(module), "doctype", scrubbed, f"{scrubbed}.json")


class Meta:
	"""Fields, permissions and properties of a DocType. An unset property reads as None."""

	default_fields = list(default_fields[1:])

	def __init__(self, doctype: str) -> None:
		module = _module_of(doctype)
		definition = read_definition(doctype, module)
		self.doctype = "DocType"
		self._properties = {**_META_DEFAULTS, **definition}
		self.name = doctype
		self.fields = [
			_dict({**_DF_NUMBERS, "doctype": "DocField", "parent": doctype, "idx": i, **df})
			for i, df in enumerate(definition.get("fields", ()), 1)
		]
		self._fields = {df.fieldname: df for df in self.fields}
		self.permissions = [
			_dict({"doctype": "DocPerm", "parent": doctype, "permlevel": 0, "if_owner": 0, **perm})
			for perm in definition.get("permissions", ())
		]
		self._use_custom_permissions()

	def _use_custom_permissions(self) -> None:
		if local.flags.in_patch or local.flags.in_install or self.istable or self.name == "Custom DocPerm":
			return
		if custom := frappe.get_all("Custom DocPerm", fields="*", filters={"parent": self.name}):
			self.permissions = custom

	def __getattr__(self, name: str) -> Any:
		if name.startswith("_"):
			raise AttributeError(name)
		return self._properties.get(name)

	def get(
		self, key: str, filters: dict | None = None, limit: int | None = None, default: Any = None
	) -> Any:
		"""A property, or the fields or permissions that match `filters`."""
		from frappe.model.base_document import filter_rows

		value = getattr(self, key, None)
		if isinstance(filters, dict):
			return filter_rows(value, filters, limit)
		return filters if value is None and filters is not None else default if value is None else value

	# Fields

	def get_field(self, fieldname: str) -> _dict | None:
		return self._fields.get(fieldname)

	def has_field(self, fieldname: str) -> bool:
		return fieldname in self._fields

	def get_label(self, fieldname: str) -> str:
		if df := self.get_field(fieldname):
			return df.label
		return frappe._(_STANDARD_LABELS[fieldname]) if fieldname in _STANDARD_LABELS else "No Label"

	def get_fieldtype(self, fieldname: str) -> str:
		"""Also of the standard fields."""
		df = self._fields.get(fieldname)
		return df.fieldtype if df else _STANDARD_TYPES.get(fieldname, "Data")

	def to_column(self, fieldname: str, value: Any) -> Any:
		"""The value as the column of this field stores it."""
		return to_column(self.get_fieldtype(fieldname), value)

	def _of_type(self, *fieldtypes: str) -> list[_dict]:
		return [df for df in self.fields if df.fieldtype in fieldtypes]

	@cached_property
	def _table_fields(self) -> list[_dict]:
		return self._of_type(*table_fields)

	@cached_property
	def _link_fields(self) -> list[_dict]:
		return self._of_type("Link")

	@cached_property
	def _dynamic_link_fields(self) -> list[_dict]:
		return self._of_type("Dynamic Link")

	@cached_property
	def _select_fields(self) -> list[_dict]:
		return self._of_type("Select")

	@cached_property
	def _email_fields(self) -> list[_dict]:
		return [df for df in self._of_type("Data") if df.options == "Email"]

	def get_table_fields(self) -> list[_dict]:
		return self._table_fields

	def get_link_fields(self) -> list[_dict]:
		return self._link_fields

	def get_dynamic_link_fields(self) -> list[_dict]:
		return self._dynamic_link_fields

	def get_select_fields(self) -> list[_dict]:
		return self._select_fields

	@cached_property
	def _valid_columns(self) -> list[str]:
		columns = self.default_fields + [df.fieldname for df in self.fields if df.fieldtype in COLUMN_TYPES]
		return columns + list(child_table_fields) if self.istable else columns

	def get_valid_columns(self) -> list[str]:
		return self._valid_columns

	@cached_property
	def high_permlevel_fields(self) -> list[_dict]:
		return [df for df in self.fields if df.permlevel > 0]

	def get_high_permlevel_fields(self) -> list[_dict]:
		return self.high_permlevel_fields

	@cached_property
	def _set_only_once_fields(self) -> list[_dict]:
		fixed = [df for df in self.fields if df.set_only_once]
		for fieldname, fieldtype in (("creation", "Datetime"), ("owner", "Data")):
			if not any(df.fieldname == fieldname for df in fixed):
				fixed.append(_dict(fieldname=fieldname, fieldtype=fieldtype))
		return fixed

	def get_set_only_once_fields(self) -> list[_dict]:
		return self._set_only_once_fields

	@cached_property
	def _fetches(self) -> dict[str, list[_dict]]:
		fetches: dict[str, list[_dict]] = {}
		for df in self.fields:
			if df.fetch_from and df.fieldtype not in no_value_fields:
				fetches.setdefault(df.fetch_from.split(".", 1)[0], []).append(df)
		return fetches

	def get_fields_to_fetch(self, link_fieldname: str) -> list[_dict]:
		"""The fields that take a value of the document linked in `link_fieldname`."""
		return self._fetches.get(link_fieldname, [])

	def get_title_field(self) -> str:
		return self.title_field or ("title" if self.has_field("title") else "name")

	def get_search_fields(self) -> list[str]:
		fields = [field.strip() for field in (self.search_fields or "name").split(",")]
		return fields if "name" in fields else [*fields, "name"]

	def get_workflow(self) -> str | None:
		from frappe.model.workflow import get_workflow_name

		return get_workflow_name(self.name)

	# Permissions

	def get_permissions(self, parenttype: str | None = None) -> list[_dict]:
		return get_meta(parenttype).permissions if self.istable and parenttype else self.permissions

	def get_permlevel_access(
		self, permission_type: str = "read", parenttype: str | None = None, *, user: str | None = None
	) -> list[int]:
		"""The permission levels at which the user has this permission."""
		roles = frappe.get_roles(user)
		levels = (
			cint(perm.permlevel)
			for perm in self.get_permissions(parenttype)
			if perm.role in roles and perm.get(permission_type)
		)
		return list(dict.fromkeys(levels))

	def get_permitted_fieldnames(
		self, parenttype: str | None = None, *, user: str | None = None, permission_type: str = "read"
	) -> list[str]:
		"""The fields with a value at a permission level that the user has."""
		if self.istable and not parenttype:
			return []
		if permission_type == "select":
			return self.get_search_fields()
		fields = [df for df in self.fields if df.fieldtype not in no_value_fields]
		if self.get_permissions(parenttype):
			levels = self.get_permlevel_access(permission_type, parenttype, user=user)
			fields = [df for df in fields if df.permlevel in levels]
		return [df.fieldname for df in fields]


def _module_of(doctype: str) -> str:
	if local.db.table_exists("DocType"):
		module = local.db.run("select module from `tabDocType` where name = ?", [doctype], as_dict=False)
		if module:
			return module[0][0]
		if not local.flags.in_install:
			frappe.throw(frappe._("{0} {1} not found").format("DocType", doctype), frappe.DoesNotExistError)
	return "Core"


def is_table(doctype: str) -> bool:
	"""Is it the DocType of a child table?"""
	tables = frappe.cache.get_value(
		"is_table",
		lambda: [row[0] for row in local.db.sql("select name from `tabDocType` where istable = 1")],
	)
	return doctype in tables


def get_field_precision(df: _dict) -> int:
	"""Decimals of a number field."""
	if df.precision:
		return cint(df.precision)
	if df.fieldtype == "Currency":
		return cint(frappe.db.get_default("currency_precision")) or 2
	return cint(frappe.db.get_default("float_precision")) or 3

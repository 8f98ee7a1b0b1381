"""New documents with their defaults."""

from __future__ import annotations

import copy
from typing import Any

import frappe
from frappe import _dict
from frappe.database.dialect import COLUMN_TYPES
from frappe.defaults import get_defaults
from frappe.utils.data import now_datetime, nowdate, nowtime


def new_doc(
	doctype: str,
	*,
	parent_doc: Any = None,
	parentfield: str | None = None,
	as_dict: bool = False,
	**kwargs: Any,
) -> Any:
	"""A document that is not stored yet, with the defaults of its fields and the given values."""
	templates = frappe.local.new_doc_templates
	if doctype not in templates:
		templates[doctype] = _make_template(doctype)
	values = copy.copy(templates[doctype])
	_set_dynamic_defaults(values, parent_doc, parentfield)
	return (values if as_dict else frappe.get_doc(values)).update(kwargs)


def _make_template(doctype: str) -> _dict:
	meta = frappe.get_meta(doctype)
	doc = frappe.get_doc(doctype=doctype, __islocal=1, owner=frappe.session.user, docstatus=0)
	for df in meta.fields:
		if df.fieldtype in COLUMN_TYPES:
			value = _default(df, meta.title_field)
			if value is not None:
				doc.set(df.fieldname, value)
	doc.fix_numeric_types()
	values = doc.get_valid_dict(sanitize=False)
	values.update(doctype=doctype, __islocal=1)
	if not meta.issingle:
		values["__unsaved"] = 1
	return values


def _default(df: _dict, title_field: str | None) -> Any:
	if df.fieldtype == "Link" and df.options != "User":
		# a link takes the default of the user, or of the site, that has the name of the field
		if value := get_defaults().get(df.fieldname):
			return value if frappe.db.exists(df.options, value) else None
	if df.fieldname == title_field:
		return None
	if df.default:
		if df.default == "__user":
			return frappe.session.user
		return nowdate() if df.default == "Today" else df.default
	if df.fieldtype == "Select" and df.options and df.options not in ("[Select]", "Loading..."):
		return df.options.split("\n", 1)[0]
	return None


def _set_dynamic_defaults(values: _dict, parent_doc: Any, parentfield: str | None) -> None:
	for df in frappe.get_meta(values.doctype).fields:
		if df.fieldtype == "Datetime" and (df.default or "").lower() == "now":
			values[df.fieldname] = now_datetime()
		elif df.fieldtype == "Time":
			values[df.fieldname] = nowtime()
	if parent_doc:
		values.parent = parent_doc.name
		values.parenttype = parent_doc.doctype
	if parentfield:
		values.parentfield = parentfield

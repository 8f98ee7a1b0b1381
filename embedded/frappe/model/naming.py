"""Names of new documents."""

from __future__ import annotations

import base64
import datetime
import re
from secrets import token_bytes
from typing import Any

import frappe
from frappe import _
from frappe.utils.data import cint, cstr, now_datetime

_SERIES = re.compile(r"^[\w\- \/.#{}]+$")
_BRACED = re.compile(r"\{[\w | #]+\}")


class InvalidNamingSeriesError(frappe.ValidationError):
	pass


def set_new_name(doc: Any) -> None:
	"""Name by the `autoname` method, else by the naming rule of the DocType, else by a hash."""
	doc.run_method("before_naming")
	autoname = doc.meta.autoname or ""
	if autoname.lower() != "prompt" and not frappe.flags.in_import:
		doc.name = None
	if doc.meta.issingle:
		doc.name = doc.doctype
	if not doc.name:
		doc.run_method("autoname")
	if not doc.name and autoname:
		_set_name_by_rule(autoname, doc)
	if not doc.name:
		doc.name = make_autoname("hash", doc.doctype)
	doc.name = validate_name(doc.doctype, doc.name)


def _set_name_by_rule(autoname: str, doc: Any) -> None:
	rule = autoname.lower()
	if rule.startswith("field:"):
		doc.name = cstr(doc.get(autoname[6:])).strip()
		if not doc.name:
			frappe.throw(_("{0} is required").format(doc.meta.get_label(autoname[6:])))
	elif rule.startswith("naming_series:"):
		set_name_by_naming_series(doc)
	elif rule.startswith("prompt"):
		if not doc.name:
			frappe.throw(_("Please set the document name"))
	elif rule.startswith("format:"):
		# each part is parsed alone, so that all formats with a number share one counter: as in Frappe
		doc.name = _BRACED.sub(lambda part: parse_naming_series([part[0][1:-1]], doc=doc), autoname[7:])
	elif "#" in autoname:
		doc.name = make_autoname(autoname, doc=doc)


def set_name_by_naming_series(doc: Any) -> None:
	if not doc.naming_series:
		df = doc.meta.get_field("naming_series")
		doc.naming_series = next(filter(None, (df.options or "").split("\n")), None)
	if not doc.naming_series:
		frappe.throw(_("Naming Series mandatory"))
	doc.name = make_autoname(doc.naming_series + ".#####", "", doc)


def make_autoname(key: str = "", doctype: str = "", doc: Any = None, *, ignore_validate: bool = False) -> str:
	"""A name of a series such as `LAT-.YYYY.-.#####`, or of `hash`."""
	if key == "hash":
		return base64.b32hexencode(token_bytes(10)).decode()[:10].lower()
	if "#" not in key:
		key += ".#####"
	if not ignore_validate and ("." not in key or not _SERIES.match(key)):
		frappe.throw(
			_("Invalid naming series {}: dot (.) missing").format(frappe.bold(key)), InvalidNamingSeriesError
		)
	return parse_naming_series(key.split("."), doc=doc)


def parse_naming_series(parts: list[str] | str, doctype: str | None = None, doc: Any = None) -> str:
	name = ""
	moment = now_datetime()
	numbered = False
	for part in parts.split(".") if isinstance(parts, str) else parts:
		if not part:
			continue
		value: Any = part
		if part.startswith("#"):
			value = "" if numbered else getseries(name, len(part))
			numbered = True
		elif part in ("YY", "MM", "DD", "YYYY"):
			value = moment.strftime({"YY": "%y", "MM": "%m", "DD": "%d", "YYYY": "%Y"}[part])
		elif part == "timestamp":
			value = str(moment)
		elif doc and (part.startswith("{") or part in doc.__dict__):
			value = doc.get(part.strip("{}"))
		if isinstance(value, str):
			name += value
		elif isinstance(value, int | datetime.date | datetime.time | datetime.timedelta):
			name += cstr(value).strip()
	return name


def getseries(key: str, digits: int) -> str:
	"""The next number of the series, filled with zeros."""
	rows = frappe.db.run("select current from `tabSeries` where name = ?", [key], as_dict=False)
	if rows:
		frappe.db.run("update `tabSeries` set current = current + 1 where name = ?", [key])
		current = rows[0][0] + 1
	else:
		frappe.db.run("insert into `tabSeries` (name, current) values (?, 1)", [key])
		current = 1
	return str(current).zfill(digits)


def revert_series_if_last(key: str, name: str, doc: Any = None) -> None:
	"""Give back the number of a deleted document, when it was the last of its series."""
	prefix = key
	if ".#" in key:
		prefix, hashes = key.rsplit(".", 1)
		if "#" not in hashes:
			number = re.search("#+", key)
			if not number:
				return
			name = name.replace(hashes, "")
			prefix = prefix.replace(number.group(), "")
	if "." in prefix:
		prefix = parse_naming_series(prefix.split("."), doc=doc)
	frappe.db.run(
		"update `tabSeries` set current = current - 1 where name = ? and current = ?",
		[prefix, cint(name.replace(prefix, ""))],
	)


def validate_name(doctype: str, name: Any) -> str:
	if not name:
		frappe.throw(_("No Name Specified for {0}").format(doctype))
	if isinstance(name, int):
		frappe.throw(_("Invalid name type (integer) for varchar name column"), frappe.NameError)
	if name.startswith("New " + doctype):
		frappe.throw(
			_("There were some errors setting the name, please contact the administrator"), frappe.NameError
		)
	name = name.strip()
	if not frappe.get_meta(doctype).issingle and doctype == name != "DocType":
		frappe.throw(_("Name of {0} cannot be {1}").format(doctype, name), frappe.NameError)
	if "<" in name or ">" in name:
		frappe.throw(
			_("Name cannot contain special characters like {0}").format("'<', '>'"), frappe.NameError
		)
	return name

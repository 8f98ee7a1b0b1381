"""Values as the site shows them."""

from __future__ import annotations

import datetime
import re
from typing import Any

import frappe
from frappe import _dict
from frappe.utils.data import flt, format_datetime, format_time, formatdate

_NUMBER_FORMATS = {
	"#,###.##": (".", ",", 2),
	"#.###,##": (",", ".", 2),
	"# ###.##": (".", " ", 2),
	"# ###,##": (",", " ", 2),
	"#'###.##": (".", "'", 2),
	"#.###": ("", ".", 0),
	"#,###": ("", ",", 0),
}
_BLOCK_TAGS = re.compile(r"(<br|<div|<p)")
_GUESSED_TYPES = (
	(datetime.datetime, "Datetime"),
	(datetime.date, "Date"),
	(datetime.timedelta, "Time"),
	(int, "Int"),
	(float, "Float"),
)


def format_value(
	value: Any,
	df: Any = None,
	doc: Any = None,
	currency: str | None = None,
	translated: bool = False,
	format: str | None = None,
) -> Any:
	"""The value as a field of this kind shows it. Without a field, its type is guessed."""
	from frappe.model.meta import get_field_precision

	if isinstance(df, str):
		df = _dict(fieldtype=df)
	if not df:
		df = _dict(fieldtype=next((t for cls, t in _GUESSED_TYPES if isinstance(value, cls)), "Data"))
	df = _dict(df)
	if value is None:
		value = ""
	elif translated:
		value = frappe._(value)
	match df.fieldtype:
		case "Date":
			return formatdate(value)
		case "Datetime":
			return format_datetime(value)
		case "Time":
			return format_time(value)
		case "Int" | "Float" | "Currency" | "Percent" if value == 0 and df.print_hide_if_no_value:
			return ""
		case "Float":
			whole = not df.options and flt(value) == int(flt(value))
			return fmt_number(value, 0 if whole else get_field_precision(df))
		case "Currency":
			return fmt_number(value, get_field_precision(df), format)
		case "Percent":
			return f"{flt(value, 2)}%"
		case "Text" | "Small Text" if not _BLOCK_TAGS.search(value):
			return value.replace("\n", "<br>")
		case "Text Editor":
			return f"<div class='ql-snow'>{value}</div>"
		case "Table MultiSelect":
			link = frappe.get_meta(df.options).get_link_fields()[0]
			return ", ".join(format_value(row.get(link.fieldname) or "", link, row) for row in value)
		case "Select" if isinstance(value, str):
			return frappe._(value, context=df.parent or "")
	return value


format = format_value


def fmt_number(amount: Any, precision: int, number_format: str | None = None) -> str:
	"""A number with the separators of the site."""
	number_format = number_format or frappe.db.get_default("number_format") or "#,###.##"
	decimal_sign, group_sign, standard_precision = _NUMBER_FORMATS[number_format]
	number = flt(amount, precision) if isinstance(amount, str) else flt(amount)
	decimals = str(round(number % 1, precision)).partition(".")[2]
	if decimal_sign and precision > 2:
		# at most as many decimals as there are, and those of the format for up to two
		precision = standard_precision if len(decimals) < 3 else min(precision, len(decimals))
	text = f"{abs(round(number, precision)):,.{precision}f}"
	whole, _point, fraction = text.partition(".")
	shown = whole.replace(",", group_sign) + (decimal_sign + fraction if fraction and decimal_sign else "")
	return f"-{shown}" if number < 0 and shown != "0" else shown

"""What MariaDB does differently from SQLite: types, comparison of text, LIKE, and parameters."""

from __future__ import annotations

import datetime
import decimal
import re
import sqlite3
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from frappe.utils.data import cstr, datetime_text, flt, get_datetime, get_time, getdate

_VARCHAR = "VARCHAR"
_DECIMAL = "REALDECIMAL"
COLUMN_TYPES = {
	"Currency": _DECIMAL,
	"Float": _DECIMAL,
	"Percent": _DECIMAL,
	"Rating": _DECIMAL,
	"Duration": _DECIMAL,
	"Int": "INT",
	"Long Int": "INT",
	"Check": "INT",
	"Date": "DATETEXT",
	"Datetime": "DATETIMETEXT",
	"Time": "TIMETEXT",
	**dict.fromkeys(
		("Data", "Link", "Dynamic Link", "Select", "Read Only", "Color", "Icon", "Phone", "Autocomplete"),
		_VARCHAR,
	),
	**dict.fromkeys(
		(
			"Small Text",
			"Long Text",
			"Code",
			"Text Editor",
			"Markdown Editor",
			"HTML Editor",
			"Text",
			"Password",
			"Attach",
			"Attach Image",
			"Signature",
			"Barcode",
			"Geolocation",
			"JSON",
		),
		"TEXT",
	),
}
VARCHAR_LEN = 140
NUMERIC_TYPES = frozenset(("Currency", "Float", "Percent", "Int", "Long Int", "Check", "Rating", "Duration"))


def is_varchar(fieldtype: str) -> bool:
	return COLUMN_TYPES.get(fieldtype) == _VARCHAR


def _read_time(text: bytes) -> datetime.timedelta:
	time = get_time(text.decode())
	return datetime.timedelta(
		hours=time.hour, minutes=time.minute, seconds=time.second, microseconds=time.microsecond
	)


sqlite3.register_converter("DATETEXT", lambda text: datetime.date.fromisoformat(text.decode()))
sqlite3.register_converter("DATETIMETEXT", lambda text: datetime.datetime.fromisoformat(text.decode()))
sqlite3.register_converter("TIMETEXT", _read_time)
# MariaDB keeps decimal(21,9)
sqlite3.register_converter("REALDECIMAL", lambda text: round(float(text), 9))


def to_column(fieldtype: str | None, value: Any) -> Any:
	"""The value as a column of this type stores it."""
	if value is None:
		return None
	if fieldtype == "Date":
		return getdate(value).isoformat() if value else None
	if fieldtype == "Datetime":
		return datetime_text(get_datetime(value)) if value else None
	if fieldtype == "Time":
		return get_time(value).isoformat() if value != "" else None
	return value


def to_parameter(value: Any) -> Any:
	if value is None or isinstance(value, str | int | float | bytes):
		return value
	if isinstance(value, datetime.datetime):
		return datetime_text(value)
	if isinstance(value, decimal.Decimal):
		return flt(value)
	return cstr(value)


_JSON_ROWS = re.compile(r"\bjson_arrayagg\(", re.IGNORECASE)
_SEPARATED = re.compile(r"\s+separator\s+('[^']*')\)", re.IGNORECASE)
_FOR_ONE_STATEMENT = re.compile(r"^set\s+statement\s.*?\sfor\s+", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%s|%%")
_FOR_UPDATE = re.compile(r"\s+for\s+update(\s+nowait|\s+skip\s+locked)?\s*$", re.IGNORECASE)


def translate(query: str, values: Any = None) -> tuple[str, list[Any]]:
	"""The query and its `%s` or `%(name)s` parameters, as SQLite takes them."""
	query = _FOR_UPDATE.sub("", query.strip().rstrip(";"))
	query = _JSON_ROWS.sub("json_group_array(", _FOR_ONE_STATEMENT.sub("", query))
	query = _SEPARATED.sub(r", \1)", query)
	if values is None or (isinstance(values, tuple) and not values):
		return query, []
	if not isinstance(values, dict | list | tuple):
		values = (values,)
	positional = iter(() if isinstance(values, dict) else values)
	parameters: list[Any] = []

	def place(match: re.Match) -> str:
		if match[0] == "%%":
			return "%"
		value = values[match[1]] if match[1] else next(positional)
		if isinstance(value, list | tuple | set):
			parameters.extend(map(to_parameter, value))
			return f"({', '.join('?' * len(value))})"
		parameters.append(to_parameter(value))
		return "?"

	return _PLACEHOLDER.sub(place, query), parameters


# letters of their own, right after the one they resemble
_AFTER = str.maketrans(
	{"æ": "a\uffff", "ø": "o\uffff", "đ": "d\uffff", "ð": "d\uffff", "ł": "l\uffff", "ı": "i\uffff"}
)


@lru_cache(maxsize=65536)
def _fold(text: str) -> str:
	"""Text without case and accents, as utf8mb4_unicode_ci compares it."""
	if text.isascii():
		return text.lower()
	decomposed = unicodedata.normalize("NFKD", text.casefold())
	return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("œ", "oe")


@lru_cache(maxsize=65536)
def _sort_key(text: str) -> str:
	return _fold(text).translate(_AFTER).rstrip(" ")


def _collate(left: str, right: str) -> int:
	if left == right:
		return 0
	a, b = _sort_key(left), _sort_key(right)
	return (a > b) - (a < b)


@lru_cache(maxsize=1024)
def _like_pattern(pattern: str) -> re.Pattern:
	wild = {"%": ".*", "_": "."}
	parts = re.findall(r"\\(.)|(.)", _fold(pattern), re.DOTALL)
	return re.compile(
		"".join(
			re.escape(escaped or char) if escaped else wild.get(char, re.escape(char))
			for escaped, char in parts
		),
		re.DOTALL,
	)


def _like(pattern: Any, value: Any) -> int | None:
	if pattern is None or value is None:
		return None
	return int(_like_pattern(cstr(pattern)).fullmatch(_fold(cstr(value))) is not None)


def _concat_ws(separator: str, *parts: Any) -> str:
	return separator.join(cstr(part) for part in parts if part is not None)


COLLATION = "unicode_ci"
FUNCTIONS: dict[tuple[str, int], Callable] = {("like", 2): _like, ("concat_ws", -1): _concat_ws}


def escape(s: Any, percent: bool = True) -> str:
	"""A text literal. `percent` doubles its percent signs, for a query that takes parameters."""
	text = cstr(s).replace("'", "''")
	return f"'{text.replace('%', '%%') if percent else text}'"


def prepare(connection: sqlite3.Connection) -> None:
	connection.create_collation(COLLATION, _collate)
	for (name, arguments), function in FUNCTIONS.items():
		connection.create_function(name, arguments, function, deterministic=True)

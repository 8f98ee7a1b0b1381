"""Text helpers that need nothing of a site."""

from __future__ import annotations

import datetime
import decimal
import json
import re
from collections.abc import Iterable
from typing import Any

from frappe._dict import _dict

_TAGS = re.compile(r"\<[^>]*\>")


def as_unicode(text: Any, encoding: str = "utf-8") -> str:
	if text is None:
		return ""
	return str(text, encoding) if isinstance(text, bytes) else str(text)


def cstr(s: Any, encoding: str = "utf-8") -> str:
	return as_unicode(s, encoding)


def scrub(txt: str) -> str:
	"""`LAT Case` becomes `lat_case`."""
	return cstr(txt).replace(" ", "_").replace("-", "_").lower()


def unscrub(txt: str) -> str:
	"""`lat_case` becomes `Lat Case`."""
	return txt.replace("_", " ").replace("-", " ").title()


def slug(name: str) -> str:
	return name.lower().replace(" ", "-")


def strip_html_tags(text: str) -> str:
	return _TAGS.sub("", text)


def parse_json(val: Any) -> Any:
	"""Read JSON text; what is no text stays. A dict comes back with attribute access."""
	if isinstance(val, str):
		val = json.loads(val)
	return _dict(val) if isinstance(val, dict) else val


def as_json(
	obj: Any, indent: int | None = 1, separators: tuple[str, str] | None = None, ensure_ascii: bool = True
) -> str:
	return json.dumps(
		obj,
		indent=indent,
		sort_keys=True,
		default=_json_value,
		separators=separators or (",", ": "),
		ensure_ascii=ensure_ascii,
	)


def _json_value(obj: Any) -> Any:
	from frappe.model.base_document import BaseDocument

	if isinstance(obj, datetime.date | datetime.time | datetime.timedelta):
		return str(obj)
	if isinstance(obj, decimal.Decimal):
		return float(obj)
	if isinstance(obj, BaseDocument):
		return obj.as_dict(no_nulls=True)
	if isinstance(obj, Iterable):
		return list(obj)
	if callable(obj) or isinstance(obj, Exception):
		return repr(obj)
	raise TypeError(f"Object of type {type(obj)} with value of {obj!r} is not JSON serializable")

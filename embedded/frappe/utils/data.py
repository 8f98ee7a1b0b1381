"""Dates, numbers, text and links, as `frappe.utils` has them."""

from __future__ import annotations

import calendar
import datetime
import math
import operator
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import frappe
from babel import dates as babel_dates
from babel.core import UnknownLocaleError
from dateutil import parser
from dateutil.parser import ParserError
from dateutil.relativedelta import relativedelta
from frappe.utils.text import cstr, slug

T = TypeVar("T")
DateTimeLikeObject = str | datetime.date | datetime.datetime

DATE_FORMAT = "%Y-%m-%d"
TIME_FORMAT = "%H:%M:%S.%f"
DATETIME_FORMAT = f"{DATE_FORMAT} {TIME_FORMAT}"
_AS_STORED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)

_HTML_TAG = re.compile("<[^>]+>")
_STRIP_TAGS = re.compile(r"(<!--.*?-->|<[^>]*>)")


# Dates


def _is_no_date(value: Any) -> bool:
	return not isinstance(value, str) or not value or value.startswith(("0001-01-01", "0000-00-00"))


def getdate(
	string_date: DateTimeLikeObject | None = None, parse_day_first: bool = False
) -> datetime.date | None:
	"""The date of a text or datetime; today when there is none."""
	if not string_date:
		return get_datetime().date()
	if isinstance(string_date, datetime.datetime):
		return string_date.date()
	if isinstance(string_date, datetime.date):
		return string_date
	if _is_no_date(string_date):
		return None
	try:
		return datetime.date.fromisoformat(string_date)
	except ValueError:
		pass
	try:
		return parser.parse(string_date, dayfirst=parse_day_first).date()
	except ParserError:
		frappe.throw(
			frappe._("{} is not a valid date string.").format(frappe.bold(string_date)),
			title=frappe._("Invalid Date"),
		)


def get_datetime(datetime_str: DateTimeLikeObject | None = None) -> Any:
	"""The datetime of a text or date; now when there is none."""
	if datetime_str is None:
		return now_datetime()
	if isinstance(datetime_str, datetime.datetime | datetime.timedelta):
		return datetime_str
	if isinstance(datetime_str, datetime.date):
		return datetime.datetime.combine(datetime_str, datetime.time())
	if _is_no_date(datetime_str):
		return None
	if _AS_STORED.fullmatch(datetime_str):
		with suppress(ValueError):
			return datetime.datetime.fromisoformat(datetime_str)
	try:
		return datetime.datetime.strptime(datetime_str, DATETIME_FORMAT)
	except ValueError:
		return parser.parse(datetime_str)


def get_time(time_str: Any) -> datetime.time:
	if isinstance(time_str, datetime.datetime):
		return time_str.time()
	if isinstance(time_str, datetime.time):
		return time_str
	if isinstance(time_str, datetime.timedelta):
		return (datetime.datetime.min + time_str).time()
	return parser.parse(time_str).time()


def to_timedelta(time_str: Any) -> Any:
	if isinstance(time_str, str | datetime.time):
		parsed = parser.parse(str(time_str))
		return datetime.timedelta(
			hours=parsed.hour, minutes=parsed.minute, seconds=parsed.second, microseconds=parsed.microsecond
		)
	return time_str


def get_system_timezone() -> str:
	return frappe.get_system_settings("time_zone") or "Asia/Kolkata"


def now_datetime() -> datetime.datetime:
	"""Now, in the time zone of the site, without saying so."""
	try:
		zone = ZoneInfo(get_system_timezone())
	except ZoneInfoNotFoundError:
		zone = ZoneInfo("UTC")
	return datetime.datetime.now(zone).replace(tzinfo=None)


def now() -> str:
	if frappe.flags.current_date:
		return f"{getdate(frappe.flags.current_date)} {now_datetime().strftime(TIME_FORMAT)}"
	return datetime_text(now_datetime())


def datetime_text(value: datetime.datetime) -> str:
	"""A datetime as `DATETIME_FORMAT` has it: most of what is stored, and `strftime` takes its time."""
	return value.replace(tzinfo=None).isoformat(" ", "microseconds")


def nowdate() -> str:
	return now_datetime().strftime(DATE_FORMAT)


def today() -> str:
	return nowdate()


def nowtime() -> str:
	return now_datetime().strftime(TIME_FORMAT)


def add_to_date(
	date: DateTimeLikeObject | None,
	years: int = 0,
	months: int = 0,
	weeks: int = 0,
	days: int = 0,
	hours: int = 0,
	minutes: int = 0,
	seconds: int = 0,
	as_string: bool = False,
	as_datetime: bool = False,
) -> Any:
	"""A later moment. Text in, text out."""
	if date is None:
		date = now_datetime()
	as_datetime = as_datetime or bool(hours)
	if isinstance(date, str):
		as_string = True
		as_datetime = as_datetime or " " in date
		try:
			date = parser.parse(date)
		except ParserError:
			frappe.throw(frappe._("Please select a valid date filter"), title=frappe._("Invalid Date"))
	date += relativedelta(
		years=years, months=months, weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds
	)
	return date.strftime(DATETIME_FORMAT if as_datetime else DATE_FORMAT) if as_string else date


def add_days(date: DateTimeLikeObject | None, days: int) -> Any:
	return add_to_date(date, days=days)


def add_months(date: DateTimeLikeObject | None, months: int) -> Any:
	return add_to_date(date, months=months)


def date_diff(string_ed_date: DateTimeLikeObject, string_st_date: DateTimeLikeObject) -> int:
	return (getdate(string_ed_date) - getdate(string_st_date)).days


def get_first_day(dt: Any, d_years: int = 0, d_months: int = 0, as_str: bool = False) -> datetime.date | str:
	years, month = divmod(getdate(dt).month - 1 + d_months, 12)
	first = datetime.date(getdate(dt).year + d_years + years, month + 1, 1)
	return first.strftime(DATE_FORMAT) if as_str else first


def get_last_day(dt: Any) -> datetime.date:
	day = getdate(dt)
	return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def get_datetime_str(datetime_obj: DateTimeLikeObject) -> str:
	return (get_datetime(datetime_obj) if isinstance(datetime_obj, str) else datetime_obj).strftime(
		DATETIME_FORMAT
	)


def get_user_date_format() -> str:
	return frappe.db.get_default("date_format") or "yyyy-mm-dd"


def get_user_time_format() -> str:
	kept = getattr(frappe.local, "user_time_format", None)
	return kept or frappe.db.get_default("time_format") or "HH:mm:ss"


def _locale() -> str:
	return (frappe.local.lang or "").replace("-", "_")


def format_date(
	string_date: DateTimeLikeObject | None = None,
	format_string: str | None = None,
	parse_day_first: bool = False,
) -> str:
	"""A date as the site shows it."""
	if not string_date:
		return ""
	date = getdate(string_date, parse_day_first)
	pattern = (format_string or get_user_date_format()).replace("mm", "MM").replace("Y", "y")
	try:
		return babel_dates.format_date(date, pattern, locale=_locale())
	except (UnknownLocaleError, ValueError):
		return date.strftime(pattern.replace("MM", "%m").replace("dd", "%d").replace("yyyy", "%Y"))


formatdate = format_date


def format_time(time_string: Any = None, format_string: str | None = None) -> str:
	if not time_string:
		return ""
	time = get_time(time_string)
	try:
		return babel_dates.format_time(time, format_string or get_user_time_format(), locale=_locale())
	except (UnknownLocaleError, ValueError):
		return time.strftime("%H:%M:%S")


def format_datetime(
	datetime_string: DateTimeLikeObject | None, format_string: str | None = None
) -> str | None:
	if not datetime_string:
		return None
	moment = get_datetime(datetime_string)
	pattern = format_string or f"{get_user_date_format().replace('mm', 'MM')} {get_user_time_format()}"
	try:
		return babel_dates.format_datetime(moment, pattern, locale=_locale())
	except (UnknownLocaleError, ValueError):
		return moment.strftime("%Y-%m-%d %H:%M:%S")


# Numbers


def cint(s: Any, default: int = 0) -> int:
	for convert in (int, lambda value: int(float(value))):
		try:
			return convert(s)
		except (TypeError, ValueError, OverflowError):
			continue
	return default


def flt(s: Any, precision: int | None = None, rounding_method: str | None = None) -> float:
	try:
		num = float(s.replace(",", "") if isinstance(s, str) else s)
	except (TypeError, ValueError):
		return 0.0
	return num if precision is None else rounded(num, precision, rounding_method)


def rounded(num: float, precision: int = 0, rounding_method: str | None = None) -> float:
	"""Round as the System Settings say; by default half to even for whole numbers, else half up."""
	precision = cint(precision)
	method = rounding_method or frappe.get_system_settings("rounding_method") or "Banker's Rounding (legacy)"
	if method == "Commercial Rounding":
		return round(num + math.copysign(abs(num) * 2.0**-52, num), precision)
	scale = 10**precision
	legacy = method == "Banker's Rounding (legacy)"
	scaled = round(num * scale, 8 if legacy else 12)
	floor = math.floor(scaled)
	if math.isclose(scaled - floor, 0.5, rel_tol=0, abs_tol=1e-9):
		half_to_even = floor if floor % 2 == 0 else floor + 1
		scaled = floor + 1 if legacy and precision else half_to_even
	else:
		scaled = round(scaled)
	return scaled / scale if precision or not legacy else scaled


def sbool(x: Any) -> Any:
	"""Text that says yes or no as a bool; anything else as it is."""
	word = x.lower() if isinstance(x, str) else x
	if word in ("true", "1"):
		return True
	return False if word in ("false", "0") else x


def cast(fieldtype: str, value: Any = None) -> Any:
	"""The value as the Python type of the fieldtype; nothing as the lowest value of it."""
	if fieldtype in ("Int", "Check"):
		return cint(sbool(value))
	if fieldtype in ("Date", "Datetime") and not value:
		return datetime.date(1, 1, 1) if fieldtype == "Date" else datetime.datetime(1, 1, 1)
	return cast_fieldtype(fieldtype, value)


def cast_fieldtype(fieldtype: str, value: Any) -> Any:
	if fieldtype in ("Currency", "Float", "Percent"):
		return flt(value)
	if fieldtype in ("Int", "Check"):
		return cint(value)
	if fieldtype in _TEXT_TYPES:
		return cstr(value)
	if fieldtype == "Date":
		return getdate(value)
	if fieldtype == "Datetime":
		return get_datetime(value)
	return to_timedelta(value) if fieldtype == "Time" else value


_TEXT_TYPES = frozenset(
	("Data", "Text", "Small Text", "Long Text", "Text Editor", "Select", "Link", "Dynamic Link")
)


# Text


def is_html(text: Any) -> re.Match | bool | None:
	return _HTML_TAG.search(text) if isinstance(text, str) else False


def strip_html(text: str) -> str:
	return _STRIP_TAGS.sub("", text)


def escape_html(text: Any) -> Any:
	if not isinstance(text, str):
		return text
	for char, entity in (("&", "amp"), ('"', "quot"), ("'", "apos"), (">", "gt"), ("<", "lt")):
		text = text.replace(char, f"&{entity};")
	return text


def strip(val: str | None, chars: str | None = None) -> str:
	return (val or "").replace("\ufeff", "").replace("\u200b", "").strip(chars)


def unique(seq: Sequence[T]) -> list[T]:
	return list(dict.fromkeys(seq))


def comma_and(some_list: Any, add_quotes: bool = True) -> Any:
	return comma_sep(some_list, frappe._("{0} and {1}"), add_quotes)


def comma_sep(some_list: Any, pattern: str, add_quotes: bool = True) -> Any:
	if not isinstance(some_list, list | tuple):
		return some_list
	words = [str(word) for word in some_list]
	if len(words) < 2:
		return words[0] if words else ""
	words = [f"'{word}'" for word in words] if add_quotes else words
	return pattern.format(", ".join(frappe._(word) for word in words[:-1]), words[-1])


# Links


def get_url(uri: str | None = None, full_address: bool = False) -> str:
	"""Address of the site, or of a path on it."""
	if uri and uri.startswith(("http://", "https://")):
		return uri
	host = frappe.conf.host_name or frappe.conf.hostname or frappe.local.site
	if not host.startswith(("http://", "https://")):
		host = "http://" + host
	return urljoin(host, uri) if uri else host


def quoted(url: str) -> str:
	return cstr(quote(cstr(url).encode(), safe=b"~@#$&()*!+=:;,.?/'"))


def get_absolute_url(doctype: str, name: str) -> str:
	return f"/app/{quoted(slug(doctype))}/{quoted(name)}"


def get_url_to_form(doctype: str, name: str) -> str:
	return get_url(get_absolute_url(doctype, name))


def get_link_to_form(doctype: str, name: str, label: str | None = None) -> str:
	return f'<a href="{get_url_to_form(doctype, name)}">{label or name}</a>'


# Comparison of values, as the filters of `doc.get` use it


def _contains(value: Any, members: Any) -> bool:
	return operator.contains(members, value)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
	"=": operator.eq,
	"!=": operator.ne,
	">": operator.gt,
	"<": operator.lt,
	">=": operator.ge,
	"<=": operator.le,
	"in": _contains,
	"not in": lambda value, members: not _contains(value, members),
	"^": lambda value, prefix: (value or "").startswith(prefix),
	"not None": lambda value, _: value is not None,
	"None": lambda value, _: value is None,
}


def compare(val1: Any, condition: str, val2: Any, fieldtype: str | None = None) -> bool:
	if fieldtype:
		val1, val2 = cast(fieldtype, val1), cast(fieldtype, val2)
	return _OPERATORS[condition](val1, val2)

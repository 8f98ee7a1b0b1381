"""What senders write in a cell, read as a number, a date, a measurement point or a case id."""

from __future__ import annotations

import datetime as dt
import math
import re

from ..domain.instruments import plain_number
from ..domain.text import Message, _
from .errors import CellError
from .headings import plain

NUMBER = re.compile(
	r"(?P<whole>[+-]?(?:[1-9][0-9]{0,2}(?:[. \u00a0\u202f][0-9]{3})+|[0-9]+))"
	r"(?:,(?P<decimals>[0-9]+))?(?P<exponent>[eE][+-]?[0-9]{1,3})?"
)
"""Danish: decimal comma; point or space between thousands."""

POINT_DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")

MONTH_NAMES = "jan|feb|mar|mär|apr|maj|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez"
"""How month names begin in Danish, English and German Excel."""

DATE_DAMAGE = re.compile(
	rf"[0-9]{{0,4}}[-. /]*(?:{MONTH_NAMES})[a-z]*[-. /]*[0-9]{{0,4}}"
	r"|[0-9]{1,2}[-./][0-9]{1,2}(?:[-./][0-9]{2,4})?",
	re.IGNORECASE,
)
"""What Excel makes of 1-5 or 5.10: 01. maj, maj-10. A range such as 3-5 looks the same."""

TIME_OF_DAY = r"(?:[T ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
DAY_FIRST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})" + TIME_OF_DAY)
YEAR_FIRST = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})" + TIME_OF_DAY)
SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")

EXCEL_EPOCH = dt.date(1899, 12, 30)
EARLIEST = dt.date(1990, 1, 1)
LATEST = dt.date(2100, 1, 1)
"""Measurements lie from EARLIEST up to, but not including, LATEST."""

SHOWN_LENGTH = 60

POINTS = {
	_("Before"): (
		"Before",
		"Before measurement",
		"Før",
		"Foer",
		"Førmåling",
		"Pre",
		"Præ",
		"Start",
		"Baseline",
	),
	_("After"): ("After", "After measurement", "Efter", "Eftermåling", "Post", "Slut", "Afslutning"),
	_("Follow-up"): ("Follow-up", "Follow-up measurement", "Opfølgning", "Opfoelgning", "Opfølgningsmåling"),
}
"""Measurement points (R90) and what senders call them."""

_POINT_OF = {plain(word): point for point, words in POINTS.items() for word in words}


def parse_number(value: object) -> float:
	"""Read a number with decimal comma or point; CellError for everything else, such as NaN, 0x10 or 7/10."""
	if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
		return value
	if isinstance(value, dt.date | dt.time | dt.timedelta):
		raise CellError(date_damage(value))
	if not isinstance(value, str):
		raise CellError(_not_a_number(value))
	text = value.strip()
	if POINT_DECIMAL.fullmatch(text) and not NUMBER.fullmatch(text):
		return float(text)
	match = NUMBER.fullmatch(text)
	if not match:
		raise CellError(date_damage(value) if DATE_DAMAGE.fullmatch(text) else _not_a_number(value))
	whole = re.sub(r"[. \u00a0\u202f]", "", match["whole"])
	number = float(f"{whole}.{match['decimals'] or 0}{match['exponent'] or ''}")
	if not math.isfinite(number):
		raise CellError(_not_a_number(value))
	return number


def is_date_serial(number: float) -> bool:
	"""Whether `number` is what Excel stores for a plausible date (44928 for 02-01-2023)."""
	return float(number).is_integer() and _from_serial(number) is not None


def parse_date(value: object) -> dt.date:
	"""Read dd-mm-yyyy, d/m/yyyy, d.m.yyyy, yyyy-mm-dd, each also with a time, or an Excel date or its number.

	Day comes before month. CellError for a date that does not exist, a year of two digits, or a date
	before EARLIEST or from LATEST on.
	"""
	date = _as_date(value)
	if date is None:
		raise CellError(
			Message(
				_("“{value}” is not a date. Write it as day-month-year, such as 31-01-2024."), _value(value)
			)
		)
	if not EARLIEST <= date < LATEST:
		raise CellError(
			Message(
				_("The date {value} cannot be right: measurements lie between {earliest} and {latest}."),
				{
					"value": shown(date),
					"earliest": EARLIEST.year,
					"latest": LATEST.year - 1,
				},
			)
		)
	return date


def parse_point(value: object) -> str:
	"""Return "Before", "After" or "Follow-up" for a Danish or English word for it; CellError otherwise."""
	point = _POINT_OF.get(plain(value)) if isinstance(value, str) else None
	if point is None:
		raise CellError(
			Message(
				_("“{value}” is not a measurement point. Write Before, After or Follow-up."), _value(value)
			)
		)
	return point


def parse_case_id(value: object) -> str:
	"""Return the id as written, a number without decimals; CellError for a date, a Boolean or a fraction."""
	if isinstance(value, str):
		return value.strip()
	if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
		return str(int(value))
	raise CellError(Message(_("“{value}” is not a case number."), _value(value)))


def date_damage(value: object) -> Message:
	"""Return what to say of an answer that Excel has turned into a date."""
	return Message(
		_(
			"“{value}” is not a number. Excel has probably turned an answer into a date: "
			"format the column as text and write the answer again."
		),
		_value(value),
	)


def shown(value: object) -> str:
	"""Write a cell's value for a message: dates the Danish way, long text cut."""
	if isinstance(value, dt.date):
		return value.strftime("%d-%m-%Y")
	text = plain_number(value) if isinstance(value, float) else str(value)
	return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def _as_date(value: object) -> dt.date | None:
	if isinstance(value, dt.datetime):
		return value.date()
	if isinstance(value, dt.date):
		return value
	if isinstance(value, int | float) and not isinstance(value, bool):
		return _from_serial(value)
	return _date_from_text(value.strip()) if isinstance(value, str) else None


def _date_from_text(text: str) -> dt.date | None:
	if SERIAL.fullmatch(text):
		return _from_serial(float(text.replace(",", ".")))
	if match := YEAR_FIRST.fullmatch(text):
		year, month, day = match.groups()
	elif match := DAY_FIRST.fullmatch(text):
		day, month, year = match.groups()
	else:
		return None
	try:
		return dt.date(int(year), int(month), int(day))
	except ValueError:
		return None


def _from_serial(serial: float) -> dt.date | None:
	first, beyond = (date.toordinal() - EXCEL_EPOCH.toordinal() for date in (EARLIEST, LATEST))
	return EXCEL_EPOCH + dt.timedelta(days=int(serial)) if first <= serial < beyond else None


def _not_a_number(value: object) -> Message:
	return Message(
		_("“{value}” is not a number. Write the answer as a number, such as 3 or 7,5."), _value(value)
	)


def _value(value: object) -> dict[str, object]:
	return {"value": shown(value)}

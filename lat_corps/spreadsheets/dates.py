"""What senders write for the day of an answer, read as a date."""

from __future__ import annotations

import datetime as dt
import re

from ..domain.text import Message, _
from .errors import CellError
from .settings import DateOrder
from .table import EPOCH_1900
from .values import shown

MONTHS = (
	("jan",), ("feb",), ("mar", "mär"), ("apr",), ("maj", "may", "mai"), ("jun",), ("jul",), ("aug",),
	("sep",), ("okt", "oct"), ("nov",), ("dec", "dez"),
)  # fmt: skip
"""How the names of months begin in Danish, English and German."""

_MONTH_OF = {start: number for number, starts in enumerate(MONTHS, 1) for start in starts}

TIME_OF_DAY = (
	r"(?:(?:,? {1,3}|T)(?:kl\.? {0,2})?"
	r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?(?: ?[AaPp]\.?[Mm]\.?)?"
	r"(?: ?(?:Z|(?:GMT|UTC)?[+-][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{3,4}))?)?"
)
NUMBERS = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})" + TIME_OF_DAY)
YEAR_FIRST = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})" + TIME_OF_DAY)
MONTH_NAMED = re.compile(r"([0-9]{1,2})[. -]+([^\W\d_]{3,9})[.,]?[ -]+([0-9]{4})" + TIME_OF_DAY)
SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")

EARLIEST = dt.date(1990, 1, 1)
LATEST = dt.date(2100, 1, 1)
"""Measurements lie from EARLIEST up to, but not including, LATEST."""


def parse_date(value: object, order: DateOrder = "Day first", epoch: dt.date = EPOCH_1900) -> dt.date:
	"""Read a date as senders and Excel write it, also with a time.

	That is dd-mm-yyyy, d/m/yyyy, d.m.yyyy, d. month yyyy, yyyy-mm-dd, or a number of days from `epoch`. With
	`order` "Month first", m/d/yyyy in place of d/m/yyyy. CellError for a date that does not exist, a year of
	two digits, or a date before EARLIEST or from LATEST on.
	"""
	date = _as_date(value, order, epoch)
	if date is None:
		raise CellError(
			Message(
				_("“{value}” is not a date. Write it as day-month-year, such as 31-01-2024."),
				{"value": shown(value)},
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


def is_date_serial(number: float) -> bool:
	"""Whether `number` is what Excel stores for a plausible date (44928 for 02-01-2023)."""
	return float(number).is_integer() and _from_serial(number, EPOCH_1900) is not None


def _as_date(value: object, order: DateOrder, epoch: dt.date) -> dt.date | None:
	if isinstance(value, dt.datetime):
		return value.date()
	if isinstance(value, dt.date):
		return value
	if isinstance(value, int | float) and not isinstance(value, bool):
		return _from_serial(value, epoch)
	return _from_text(value.strip(), order, epoch) if isinstance(value, str) else None


def _from_text(text: str, order: DateOrder, epoch: dt.date) -> dt.date | None:
	if SERIAL.fullmatch(text):
		return _from_serial(float(text.replace(",", ".")), epoch)
	if match := YEAR_FIRST.fullmatch(text):
		year, month, day = (int(part) for part in match.groups())
	elif match := NUMBERS.fullmatch(text):
		day, month, year = (int(part) for part in match.groups())
		if order == "Month first":
			day, month = month, day
	elif match := MONTH_NAMED.fullmatch(text):
		day, year = int(match[1]), int(match[3])
		month = _MONTH_OF.get(match[2].casefold()[:3], 0)
	else:
		return None
	try:
		return dt.date(year, month, day)
	except ValueError:
		return None


def _from_serial(serial: float, epoch: dt.date) -> dt.date | None:
	first, beyond = (date.toordinal() - epoch.toordinal() for date in (EARLIEST, LATEST))
	return epoch + dt.timedelta(days=int(serial)) if first <= serial < beyond else None

"""What senders write for the day of an answer, read as a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

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
SHORT_YEAR = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{2})" + TIME_OF_DAY)
MONTH_NAMED = re.compile(r"([0-9]{1,2})[. -]+([^\W\d_]{3,9})[.,]?[ -]+([0-9]{4}|[0-9]{2})" + TIME_OF_DAY)
SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")

EARLIEST = dt.date(1990, 1, 1)
LATEST = dt.date(2100, 1, 1)
"""Measurements lie from EARLIEST up to, but not including, LATEST."""


def parse_date(
	value: object,
	order: DateOrder = "Day first",
	epoch: dt.date = EPOCH_1900,
	latest: dt.date | None = None,
) -> dt.date:
	"""Read a date as senders and Excel write it, also with a time.

	That is dd-mm-yyyy, d/m/yyyy, d.m.yyyy, d. month yyyy, yyyy-mm-dd, or a number of days from `epoch`. With
	`order` "Month first", m/d/yyyy in place of d/m/yyyy. A year of two digits may stand first or last: the
	date is read when it can be one day alone from EARLIEST to `latest`. CellError for a date that does not
	exist, that may be two days, or that lies before EARLIEST or from LATEST on.
	"""
	dates = set(_readings(value, order, epoch))
	if not dates:
		raise CellError(
			Message(
				_("“{value}” is not a date. Write it as day-month-year, such as 31-01-2024."),
				{"value": shown(value)},
			)
		)
	possible = sorted(date for date in dates if EARLIEST <= date < LATEST and (not latest or date <= latest))
	if len(possible) > 1:
		raise CellError(
			Message(
				_("“{value}” may be {first} or {second}. Write the year with four digits."),
				{"value": shown(value), "first": shown(possible[0]), "second": shown(possible[1])},
			)
		)
	if possible:
		return possible[0]
	date = min((date for date in dates if date >= EARLIEST), default=max(dates))
	if latest and latest < date < LATEST:
		raise CellError(
			Message(_("The date {value} lies in the future. Check the year."), {"value": shown(date)})
		)
	raise CellError(
		Message(
			_("The date {value} cannot be right: measurements lie between {earliest} and {latest}."),
			{"value": shown(date), "earliest": EARLIEST.year, "latest": LATEST.year - 1},
		)
	)


def is_date_serial(number: float) -> bool:
	"""Whether `number` is what Excel stores for a plausible date (44928 for 02-01-2023)."""
	return float(number).is_integer() and any(_from_serial(number, EPOCH_1900))


def _readings(value: object, order: DateOrder, epoch: dt.date) -> Iterator[dt.date]:
	"""Yield each day that the value may mean."""
	if isinstance(value, dt.datetime):
		yield value.date()
	elif isinstance(value, dt.date):
		yield value
	elif isinstance(value, int | float) and not isinstance(value, bool):
		yield from _from_serial(value, epoch)
	elif isinstance(value, str):
		text = value.strip()
		if SERIAL.fullmatch(text):
			yield from _from_serial(float(text.replace(",", ".")), epoch)
		for year, month, day in _parts(text, order):
			for century in (1900, 2000) if year < 100 else (0,):
				with suppress(ValueError):
					yield dt.date(century + year, month, day)


def _parts(text: str, order: DateOrder) -> Iterator[tuple[int, int, int]]:
	"""Yield year, month and day, once for each place where a year of two digits may stand."""
	if match := YEAR_FIRST.fullmatch(text):
		year, month, day = (int(part) for part in match.groups())
		yield year, month, day
	elif match := NUMBERS.fullmatch(text) or SHORT_YEAR.fullmatch(text):
		first, second, last = (int(part) for part in match.groups())
		yield (last, first, second) if order == "Month first" else (last, second, first)
		if match.re is SHORT_YEAR:
			yield first, second, last
	elif match := MONTH_NAMED.fullmatch(text):
		yield int(match[3]), _MONTH_OF.get(match[2].casefold()[:3], 0), int(match[1])


def _from_serial(serial: float, epoch: dt.date) -> Iterator[dt.date]:
	first, beyond = (date.toordinal() - epoch.toordinal() for date in (EARLIEST, LATEST))
	if first <= serial < beyond:
		yield epoch + dt.timedelta(days=int(serial))

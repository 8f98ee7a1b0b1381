"""What senders write for the day of an answer, read as a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from zoneinfo import ZoneInfo

from ...domain.text import Message, _
from .errors import CellError
from .settings import DateOrder
from .table import EPOCH_1900
from .values import MONTH_OF, WEEKDAYS, shown

DENMARK = ZoneInfo("Europe/Copenhagen")

ZONES = {
	"z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
	"eet": 2, "eest": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
	"pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours ahead of Greenwich, by the letters that survey systems write after a time."""

TIME_OF_DAY = (
	r"(?:(?:,? {1,3}|T)(?:kl\.? {0,2})?"
	r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.][0-9]{2})?(?:[.,][0-9]+)?"
	r"(?: ?(?P<half>[AaPp])\.?[Mm](?![A-Za-z])\.?)?(?: ?[Uu]hr)?"
	r"(?: ?(?:(?:GMT|UTC)?(?P<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)(?: ?[(\[][^()\[\]]{1,60}[)\]])?"
	r"|(?P<zone>[A-Za-z]{1,20}/[A-Za-z_/]{1,40}|[A-Za-z]{1,5})))?)?"
)
NUMBERS = re.compile(r"([0-9]{1,2})[-./] ?([0-9]{1,2})(?:[-./] ?| )([0-9]{4})" + TIME_OF_DAY)
YEAR_FIRST = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})" + TIME_OF_DAY)
SHORT_YEAR = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{2})" + TIME_OF_DAY)
MONTH_NAMED = re.compile(
	r"([0-9]{1,2})[. /-]+([^\W\d_]{3,9})(?:[.,]?[ /-]+|[.,])([0-9]{4}|[0-9]{2})" + TIME_OF_DAY
)
MONTH_BEFORE_DAY = re.compile(r"([^\W\d_]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})" + TIME_OF_DAY)
"""As in American English, and as a browser writes it."""

WEEKDAY = re.compile(r"([^\W\d_]{2,9})\.?,? {1,3}")
DEN = re.compile(r"(?:den|d\.) {0,2}", re.IGNORECASE)
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")

EARLIEST = dt.date(1990, 1, 1)
LATEST = dt.date(2100, 1, 1)
"""Measurements lie from EARLIEST up to, but not including, LATEST."""


NO_DATE = frozenset(
	(
		"not completed", "not complete", "incomplete", "ikke afsluttet", "ikke gennemført", "ikke udfyldt",
		"0000-00-00", "0000-00-00 00:00:00", "1980-01-01 00:00:00", "na", "n/a", "#n/a", "nat", "null",
		"#null!", "-", "–",
	)
)  # fmt: skip
"""REDCap's words, MySQL's empty day, LimeSurvey's where no time is kept, and those of statisticians."""


def parse_date(
	value: object,
	order: DateOrder = "Day first",
	epoch: dt.date = EPOCH_1900,
	latest: dt.date | None = None,
) -> dt.date:
	"""Read a date as senders and Excel write it, also with a time.

	That is dd-mm-yyyy, d/m/yyyy, d.m.yyyy, d. month yyyy, yyyy-mm-dd, or a number of days from `epoch`. A
	time with its zone stands for the day that it then was in Denmark. With `order` "Month first", m/d/yyyy in
	place of d/m/yyyy. A year of two digits may stand first or last: the date is read when it can be one day
	alone from EARLIEST to `latest`. CellError for a date that does not exist, that may be two days, or that
	lies before EARLIEST or from LATEST on.
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


def says_no_date(value: object) -> bool:
	"""Whether a survey system writes this where nobody has finished the answers."""
	return isinstance(value, str) and value.strip().strip("[]").casefold() in NO_DATE


def is_date_serial(number: float) -> bool:
	"""Whether `number` is what Excel stores for a plausible date (44928 for 02-01-2023)."""
	return float(number).is_integer() and any(_from_serial(number, EPOCH_1900))


def _readings(value: object, order: DateOrder, epoch: dt.date) -> Iterator[dt.date]:
	"""Yield each day that the value may mean, in Denmark where it names a time zone."""
	if isinstance(value, dt.datetime):
		yield value.astimezone(DENMARK).date() if value.tzinfo else value.date()
	elif isinstance(value, dt.date):
		yield value
	elif isinstance(value, int | float) and not isinstance(value, bool):
		yield from _from_serial(value, epoch)
	elif isinstance(value, str):
		text = value.strip()
		if SERIAL.fullmatch(text):
			yield from _from_serial(float(text.replace(",", ".")), epoch)
		for match, (year, month, day) in _parts(_without_weekday(text).translate(DASHES), order):
			for century in (1900, 2000) if year < 100 else (0,):
				with suppress(ValueError, OverflowError):
					yield _in_denmark(dt.date(century + year, month, day), match)


def _without_weekday(text: str) -> str:
	match = WEEKDAY.match(text)
	if match and match[1].casefold() in WEEKDAYS:
		text = text[match.end() :]
	return DEN.sub("", text, count=1) if DEN.match(text) else text


def _parts(text: str, order: DateOrder) -> Iterator[tuple[re.Match[str], tuple[int, int, int]]]:
	"""Yield year, month and day, once for each place where a year of two digits may stand."""
	if match := YEAR_FIRST.fullmatch(text):
		yield match, (int(match[1]), int(match[2]), int(match[3]))
	elif match := NUMBERS.fullmatch(text) or SHORT_YEAR.fullmatch(text):
		first, second, last = int(match[1]), int(match[2]), int(match[3])
		yield match, (last, first, second) if order == "Month first" else (last, second, first)
		if match.re is SHORT_YEAR and order != "Month first":
			yield match, (first, second, last)
	elif match := MONTH_NAMED.fullmatch(text):
		yield match, (int(match[3]), MONTH_OF.get(match[2].casefold(), 0), int(match[1]))
	elif match := MONTH_BEFORE_DAY.fullmatch(text):
		yield match, (int(match[3]), MONTH_OF.get(match[1].casefold(), 0), int(match[2]))


def _in_denmark(day: dt.date, match: re.Match[str]) -> dt.date:
	"""Return the day in Denmark at the time that was matched; ValueError where its zone is not known."""
	if not match["offset"] and not match["zone"]:
		return day
	hour = int(match["hour"])
	if match["half"]:
		hour = hour % 12 + (12 if match["half"] in "pP" else 0)
	zone = _zone(match["offset"] or "", match["zone"] or "")
	return (
		dt.datetime(day.year, day.month, day.day, hour, int(match["minute"]), tzinfo=zone)
		.astimezone(DENMARK)
		.date()
	)


def _zone(offset: str, name: str) -> dt.tzinfo:
	"""Return the zone of "+0100", "CET" or "Europe/Paris"; ValueError when there is none of that name."""
	if "/" in name:
		try:
			return ZoneInfo(name)
		except (KeyError, OSError) as error:
			raise ValueError(name) from error
	if name and name.casefold() not in ZONES:
		raise ValueError(name)
	return dt.timezone(_ahead(offset) if offset else dt.timedelta(hours=ZONES[name.casefold()]))


def _ahead(offset: str) -> dt.timedelta:
	digits = offset[1:].replace(":", "")
	hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
	ahead = dt.timedelta(hours=int(hours), minutes=int(minutes))
	return -ahead if offset.startswith("-") else ahead


def _from_serial(serial: float, epoch: dt.date) -> Iterator[dt.date]:
	first, beyond = (date.toordinal() - epoch.toordinal() for date in (EARLIEST, LATEST))
	if first <= serial < beyond:
		yield epoch + dt.timedelta(days=int(serial))

"""What senders write in a cell, read as a number, a case id or the day of an answer."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from contextlib import suppress
from zoneinfo import ZoneInfo

from ...domain.civil_numbers import without_civil_numbers
from ...domain.instruments import plain_number
from ...domain.text import Message, _
from .table import EPOCH_1900, CellError, DateOrder

_READ = (
	"jan januar january januari", "feb februar february februari", "mar mär mrz marts mars march märz maerz",
	"apr april", "maj may mai", "jun juni june", "jul juli july", "aug august augusti",
	"sep sept september", "okt oct oktober october", "nov november", "dec dez des december dezember desember",
)  # fmt: skip

MONTH_OF = {name: number for number, names in enumerate(_READ, 1) for name in names.split()}
"""The number of a month by its name or short name in Danish, Norwegian, Swedish, English and German."""

_ELSEWHERE = (
	"mrt mei maart augustus",
	"janv févr fév mars avr juin juil août déc janvier février avril juillet septembre octobre novembre",
	"décembre ene abr ago set dic enero febrero marzo abril mayo junio julio agosto septiembre octubre",
	"noviembre diciembre",
	"gen mag giu lug ott gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre",
	"fev out janeiro fevereiro março maio junho julho setembro outubro novembro dezembro",
	"sty lut kwi cze lip sie wrz paź lis gru styczeń luty marzec kwiecień czerwiec lipiec sierpień wrzesień",
	"październik listopad grudzień stycznia lutego marca kwietnia maja czerwca lipca sierpnia września",
	"led úno bře dub kvě čvn čvc srp zář říj pro máj jún júl febr márc ápr szept",
	"tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
	"jaan veebr märts juuni juuli dets jūn jūl maijs sau vas kov bal geg bir lie rgp rgs spl lap grd",
	"saus birž liep rugp rugs spal lapkr gruod ian iun iul noi sij velj ožu tra svi kol ruj stu avg",
	"jän jänner feber shk pri qer korr gush sht tet nën dhj",
	"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
	"oca şub nis haz tem ağu eyl eki kas ara maí ágú nóv març maig juny ag",
	"ιαν φεβ μαρ απρ μαϊ μαι μάι ιουν ιουλ αυγ σεπ οκτ νοε δεκ ιαν φεβρ σεπτ νοεμ",
	"янв фев мар апр май мая июн июл авг сен сент окт ноя дек яну юни юли сеп ное",
	"сту сак кра чэр ліп жні кас ліс сне снеж јан мај јун јул ноем",
	"січ лют бер кві тра чер лип сер вер жов лис гру",
)

FINNISH = "kuu"
"""Ends the full names of months in Finnish."""

EVERYWHERE = frozenset(
	name + ending
	for name in (*MONTH_OF, *(name for names in _ELSEWHERE for name in names.split()))
	for ending in ("", FINNISH)
)
"""What Excel calls months in the languages of Europe: 01. Mrz, 1-mrt, 01-janv., maj-10."""

WEEKDAYS = frozenset(
	(
		"man tir tirs ons tor tors fre lør søn mandag tirsdag onsdag torsdag fredag lørdag søndag ma ti on "
		"to fr lø sø mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday "
		"saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do sa so"
	).split()
)


NUMBER = re.compile(
	r"(?P<whole>[+-]?(?:[1-9][0-9]{0,2}(?:[. \u00a0\u202f][0-9]{3})+|[0-9]+))"
	r"(?:,(?P<decimals>[0-9]+))?(?P<exponent>[eE][+-]?[0-9]{1,3})?"
)
"""Danish: decimal comma; point or space between thousands."""

POINT_DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")
COMMA_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")

MONTH_NAMES = "|".join(sorted(EVERYWHERE, key=len, reverse=True))

DATE_DAMAGE = re.compile(
	rf"[0-9]{{1,4}}[-./ \u00a0]{{0,2}}(?:{MONTH_NAMES})\.?(?:[-./ \u00a0]{{0,2}}[0-9]{{2,4}})?"
	rf"|(?:{MONTH_NAMES})\.?[-./ \u00a0]{{0,2}}[0-9]{{1,4}}\.?"
	r"|[0-9]{1,2}[-./][0-9]{1,2}(?:[-./][0-9]{2,4})?",
	re.IGNORECASE,
)
"""What Excel makes of 1-5 or 5.10: 01. maj, maj-10, 01. Mrz. A range such as 3-5 looks the same."""

MINUS = re.compile("[\u2212\u2012\u2013\ufe63\uff0d](?=[0-9])")
"""The minus of typesetters, and the dashes that programmes put in its place."""

ERROR_VALUE = re.compile(
	r"#(?:[¡¿]?[^\W\d_][\w./ ]{0,24}[!?]|N/A|I/T|N[/.]?[VDB]|HENTER_DATA|GETTING_DATA|#+)"
	r"|(?:err|fejl|feil|fel|fehler|erreur)[.:] ?[0-9]{3}",
	re.IGNORECASE,
)
"""What a formula without a result shows in any language: #NAVN?, #DIVISION/0!, #NV, Fejl:502."""

SHOWN_LENGTH = 60

LARGEST = 10**18
"""Whole numbers from here on are neither answers nor ids."""


SPACES = re.compile(r"\s+")
KEPT_AS_TEXT = re.compile(r"^'(?=[0-9])")
"""What people write before 007 so that a spreadsheet leaves it as it is."""


def parse_number(value: object, decimal: str = ",") -> float:
	"""Read a number; CellError for everything else, such as NaN, 0x10 or 7/10.

	With `decimal` ",", a point is a decimal point only where it cannot stand between thousands (7.5), and the
	other way round.
	"""
	if isinstance(value, float) and math.isfinite(value):
		return value
	if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST:
		return value
	if isinstance(value, dt.date | dt.time | dt.timedelta):
		raise CellError(date_damage(value))
	if not isinstance(value, str):
		raise CellError(_not_a_number(value))
	text = with_minus(value.strip())
	if POINT_DECIMAL.fullmatch(text) and (decimal == "." or not NUMBER.fullmatch(text)):
		number = float(text)
	elif decimal == "." and COMMA_THOUSANDS.fullmatch(text):
		number = float(text.replace(",", ""))
	elif match := NUMBER.fullmatch(text):
		whole = re.sub(r"[. \u00a0\u202f]", "", match["whole"])
		number = float(f"{whole}.{match['decimals'] or 0}{match['exponent'] or ''}")
	else:
		raise CellError(date_damage(value) if DATE_DAMAGE.fullmatch(text) else _not_a_number(value))
	if not math.isfinite(number):
		raise CellError(_not_a_number(value))
	return number


def is_error_value(value: object) -> bool:
	"""Whether the text is what a spreadsheet shows for a formula that has no result."""
	return isinstance(value, str) and bool(ERROR_VALUE.fullmatch(value.strip()))


def with_minus(text: str) -> str:
	"""Return the text with the keyboard's minus in front where another sign stands for it."""
	return f"-{text[1:]}" if MINUS.match(text) else text


def parse_case_id(value: object) -> str:
	"""Return the id as written, a number without decimals; CellError for a date, a Boolean or a fraction."""
	if isinstance(value, str):
		return KEPT_AS_TEXT.sub("", SPACES.sub(" ", value).strip())
	if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
		return str(int(value))
	if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST:
		return str(value)
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
	"""Write a cell's value for a message: dates the Danish way, CPR numbers hidden, long text cut."""
	if isinstance(value, dt.date):
		return value.strftime("%d-%m-%Y")
	text = without_civil_numbers(plain_number(value) if isinstance(value, float) else str(value))
	return text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"


def _not_a_number(value: object) -> Message:
	return Message(
		_("“{value}” is not a number. Write the answer as a number, such as 3 or 7,5."), _value(value)
	)


def _value(value: object) -> dict[str, object]:
	return {"value": shown(value)}


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

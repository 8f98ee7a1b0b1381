"""What senders write in a cell, read as a number, a date, a measurement point or a case id."""

from __future__ import annotations

import datetime as dt
import math
import re

from ...domain.civil_numbers import without_civil_numbers
from ...domain.instruments import plain_number
from ...domain.text import Message, _
from .errors import CellError, UnknownValueError
from .headings import plain, readable

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

POINTS = {
	_("Before"): (
		"Before", "Before measurement", "Før", "Foer", "Førmåling", "Før forløb", "Før forløbet", "Pre",
		"Præ", "Pretest", "Start", "Startmåling", "Opstart", "Ved start", "Ved opstart", "Baseline",
	),
	_("After"): (
		"After", "After measurement", "Efter", "Eftermåling", "Efter forløb", "Efter forløbet", "Post",
		"Posttest", "Slut", "Slutmåling", "Ved slut", "Afslutning", "Ved afslutning", "Endline",
	),
	_("Follow-up"): (
		"Follow-up", "Follow-up measurement", "Opfølgning", "Opfoelgning", "Opfølgningsmåling",
	),
}  # fmt: skip
"""Measurement points (R90) and what senders call them."""

REDCAP_ARM = re.compile(r"_arm_[0-9]+[a-z]?$| \(arm [0-9]+: .*\)$", re.IGNORECASE | re.DOTALL)
"""What REDCap adds to the name of an event; a letter where two events of an arm have the same name."""

REDCAP_LENGTH = 18
"""So many characters of an event's name REDCap keeps."""

NOT_IN_EVENTS = re.compile(r"[^a-z0-9_]")

LONGEST_POINT = 200

SPACES = re.compile(r"\s+")
KEPT_AS_TEXT = re.compile(r"^'(?=[0-9])")
"""What people write before 007 so that a spreadsheet leaves it as it is."""


def _event_name(word: str) -> str:
	"""Return what REDCap makes of an event's name: only the letters from a to z are left of it."""
	return plain(NOT_IN_EVENTS.sub("", word.casefold().replace(" ", "_"))[:REDCAP_LENGTH])


def _in_ascii(word: str) -> str:
	return plain(word.casefold().translate({ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"}))


_POINT_OF = {
	spelled(word): point
	for spelled in (_event_name, _in_ascii, plain)
	for point, words in POINTS.items()
	for word in words
}
"""By the spellings with which systems get around æ, ø and å."""


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


def parse_point(value: object) -> str:
	"""Return "Before", "After" or "Follow-up" for a Danish or English word for it; CellError otherwise."""
	point = None
	if isinstance(value, str) and len(value) <= LONGEST_POINT:
		point = _POINT_OF.get(plain(REDCAP_ARM.sub("", readable(value))))
	if point is None:
		raise UnknownValueError(
			Message(
				_("“{value}” is not a measurement point. Write Before, After or Follow-up."), _value(value)
			)
		)
	return point


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

"""Words by which columns and points are known, and how texts of senders are compared (R90, N10)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...domain.text import Message, _
from .table import UnknownValueError
from .values import shown

INLINE = "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|img|ins|kbd|label|mark|o:p|q|s|samp|small|span|strike"
INLINE += "|strong|sub|sup|tt|u|var|wbr"
BLOCKS = "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr"
BLOCKS += "|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"

_ATTRIBUTES = r"(?:\s[^<>]{0,2000})?/?"
INLINE_TAG = re.compile(rf"</?(?:{INLINE}){_ATTRIBUTES}>", re.IGNORECASE)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCKS}){_ATTRIBUTES}>|<!--[^<>]{{0,2000}}-->", re.IGNORECASE)
"""Known names only: "<18 years>" is a text, and so is "<unknown>"."""

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

LEVELS = 2
"""Some systems escape what is escaped already: &amp;lt;b&amp;gt;."""

ESCAPED_BREAK = re.compile(r"_x000[9adAD]_")
"""A line break of a workbook that went through a text file."""


def readable(text: str) -> str:
	"""Return the text without HTML and escaped line breaks, entities as their signs, blanks made single.

	A text that is markup alone stays as it is.
	"""
	shown = ESCAPED_BREAK.sub(" ", text) if "_x000" in text else text
	for _level in range(LEVELS):
		if "<" in shown:
			shown = BLOCK_TAG.sub(" ", INLINE_TAG.sub("", shown))
		if "&" in shown:
			shown = ENTITY.sub(lambda entity: html.unescape(entity[0]), shown)
	return " ".join(shown.split()) or " ".join(text.split())


CASE = _("Case number")
POINT = _("Measurement point")
DATE = _("Date of answer")
INSTRUMENT = _("Instrument")
MUNICIPALITY = _("Municipality")
COURSE_TYPE = _("Course type")
TARGET_GROUP = _("Target group")
AGE_GROUP = _("Age group")
GENDER = _("Gender")
CONSENT = _("Consent to self-report")
SCORE = _("Score")
READING = _("Reading")
MISSING_REASON = _("Reason for missing answers")
TO_MEND = _("What to mend")
"""The headings of this app's own workbooks."""

CASES_OR_INTERVIEWS = ("Case", "Case ID")
"""Survey systems number their interviews so, one after the other, whoever answers."""


def _spelled(*words: str) -> tuple[str, ...]:
	"""Return the words, and as systems without Danish letters write them: Maaling, Forloeb."""
	plainly = (word.translate(WITHOUT_DANISH) for word in words)
	return tuple(dict.fromkeys((*words, *plainly)))


WITHOUT_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})

CERTAIN = {
	"Case": _spelled(
		CASE, *CASES_OR_INTERVIEWS, "Participant", "Participant ID", "Forløb", "Forløbsnummer", "Forløbsnr",
		"Forløbs-ID", "Sagsnummer", "Sagsnr", "Sags-ID", "Deltager", "Deltager-ID", "Deltagernummer",
		"Deltagernr", "Borger-ID", "Borgernummer", "Borgernr",
	),
	"Point": _spelled(
		POINT, "Point", "Time point", "Måletidspunkt", "Målepunkt", "Måling", "Før/efter", "Før eller efter",
	),
	"Date": _spelled(
		DATE, "Date", "Answer date", "Measurement date", "Dato", "Dato for besvarelse", "Besvarelsesdato",
		"Svardato", "Måledato", "Dato for måling", "Besvaret den", "Udfyldt den",
	),
	"Instrument": _spelled(INSTRUMENT, "Instrument version", "Skema", "Spørgeskema", "Måleredskab"),
}  # fmt: skip
"""Headings that say what the column is."""

POSSIBLE = {
	"Case": _spelled(
		"Participant code", "Deltagerkode", "Serial",
		"External Data Reference", "External Reference", "Record ID", "Respondent ID", "Respondent", "Token",
		"Adgangskode", "Løbenummer", "Borger", "ID", "Nr",
	),
	"Point": ("Event Name", "redcap_event_name", "Tidspunkt", "Runde", "Wave", "Time"),
	"Date": _spelled(
		"Completed", "Completion time", "Fuldførelsestidspunkt", "Date submitted", "Submit date",
		"Close time", "End date", "End time", "Slutdato", "Sluttidspunkt", "Afsluttet",
		"Afslutningstidspunkt", "Afleveringsdato", "Recorded date", "Timestamp", "Tidsstempel",
		"Date last action", "Start date", "Start time", "Startdato", "Starttidspunkt", "Created", "Oprettet",
	),
}  # fmt: skip
"""Headings of survey systems that may be the column, the likeliest first; a person must confirm."""

COMPARED_LENGTH = 300
"""Headings of thousands of letters name nothing, and comparing them takes minutes."""

INTERNAL = re.compile(
	r"stat(?:internal|completion|creation|distribution|source|collect|overall)_[0-9]+", re.IGNORECASE
)
"""SurveyXact's own columns, which look like answers."""


PLACES = "Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific"
ZONE_BEHIND = re.compile(
	r"(?:[ _]|[ _]?[(\[])"
	rf"((?:UTC|GMT)(?: ?[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?)?|(?:{PLACES})/[A-Za-z_]{{1,30}})[)\]]?\s*\Z",
	re.IGNORECASE,
)
"""Behind the words of a heading: Submit Date (UTC), Besvaret [GMT+1], submitdate_utc."""


def without_zone(heading: str) -> str:
	"""Return the words of a heading without the time zone behind them."""
	match = ZONE_BEHIND.search(heading)
	return heading[: match.start()] if match else heading


def plain(text: str) -> str:
	"""Return letters and digits only, lower case, so that "Deltager-ID" and "deltager id" are the same.

	HTML and entities are read as a person reads them.
	"""
	return "".join(character for character in readable(text).casefold() if character.isalnum())


def roles_named(headings: Iterable[str]) -> int:
	"""Return how many of course, point and date the headings may name."""
	words = {plain(text) for text in headings}
	return sum(
		any(plain(name) in words for name in (*CERTAIN[role], *POSSIBLE[role]))
		for role in ("Case", "Point", "Date")
	)


def likeness(text: str, other: str) -> float:
	"""Return from 0 to 1 how alike the beginnings of two texts are, whatever the order of their words."""
	first, second = (
		" ".join(sorted(re.findall(r"\w+", readable(each)[:COMPARED_LENGTH].casefold())))
		for each in (text, other)
	)
	matcher = SequenceMatcher(None, first, second, autojunk=False)
	return matcher.ratio() if matcher.real_quick_ratio() > 0.6 and matcher.quick_ratio() > 0.6 else 0


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


def parse_point(value: object) -> str:
	"""Return "Before", "After" or "Follow-up" for a Danish or English word for it; CellError otherwise."""
	point = None
	if isinstance(value, str) and len(value) <= LONGEST_POINT:
		point = _POINT_OF.get(plain(REDCAP_ARM.sub("", readable(value))))
	if point is None:
		raise UnknownValueError(
			Message(
				_("“{value}” is not a measurement point. Write Before, After or Follow-up."),
				{"value": shown(value)},
			)
		)
	return point


MARKERS = {
	"Before": (
		"pre", "præ", "prae", "før", "foer", "before", "baseline", "førmåling", "pretest", "ved start",
		"ved opstart", "før forløb", "før forløbet",
	),
	"After": (
		"post", "efter", "after", "eftermåling", "posttest", "ved slut", "ved afslutning", "efter forløb",
		"efter forløbet",
	),
	"Follow-up": ("follow-up", "followup", "follow up", "opfølgning", "opfoelgning", "fu"),
}  # fmt: skip
"""Words before or after a heading that name the point; "start" and "slut" more often belong to dates."""

NUMBERED = re.compile(r"t([0-9])", re.IGNORECASE)
"""T0, T1: which is before, only their order tells."""

_LONGEST_FIRST = sorted((word for words in MARKERS.values() for word in words), key=len, reverse=True)
_WORDS = "|".join(re.escape(word) for word in _LONGEST_FIRST)
LEADING = re.compile(rf"({_WORDS}|t[0-9])[\s_.:\-–\]\)]+(.+)", re.IGNORECASE | re.DOTALL)
TRAILING = re.compile(rf"(.+?)[\s_.:\-–\[\(]+({_WORDS}|t[0-9])[\]\)]?", re.IGNORECASE | re.DOTALL)

_POINT_OF_MARKER = {plain(word): point for point, words in MARKERS.items() for word in words}
_LONG_HEADINGS = frozenset(plain(word) for word in CERTAIN["Point"])

ENOUGH_ALIKE = 3
"""So many columns of one point make a table wide although no other point is in it."""


@dataclass(frozen=True)
class WideColumn:
	"""A heading without its point, empty where it is the point alone.

	`certain` is False where only the order of T0, T1 tells which point it is; where that does not, `point` is
	empty: a person must say it. `marker` is what the heading calls the point.
	"""

	stem: str
	point: str
	certain: bool = True
	marker: str = ""


def wide_columns(headers: Sequence[str]) -> dict[str, WideColumn]:
	"""Return the headings that name a point, by heading; none when they do not make a wide table.

	They do when the same question stands at two points, or at least three questions at the only one.
	"""
	split = {header: parts for header in headers if (parts := _split(header))}
	numbered = _numbered_points(marker for _stem, marker in split.values())
	columns = {
		header: WideColumn(
			stem, _POINT_OF_MARKER.get(marker) or numbered[marker], marker in _POINT_OF_MARKER, marker
		)
		for header, (stem, marker) in split.items()
		if marker in _POINT_OF_MARKER or marker in numbered
	}
	stems: dict[str, list[str]] = {}
	for column in columns.values():
		stems.setdefault(plain(column.stem), []).append(column.point)
	at_two = any(len(set(points)) > 1 for points in stems.values())
	return columns if at_two or (len(stems) >= ENOUGH_ALIKE and len(columns) * 2 > len(headers)) else {}


def is_wide(headers: Sequence[str]) -> bool:
	"""Whether the headings carry measurement points."""
	return bool(wide_columns(headers))


def points_by_order(numbers: Iterable[int]) -> Mapping[int, str]:
	"""Return the point of each number by its order, where it begins with 0 or 1.

	None for one alone, or for more than there are points.
	"""
	ordered = sorted(set(numbers))
	told = 1 < len(ordered) <= len(POINTS) and ordered[0] in (0, 1)
	return dict(zip(ordered, POINTS, strict=False)) if told else {}


def _split(header: str) -> tuple[str, str] | None:
	if len(header) > COMPARED_LENGTH or plain(header) in _LONG_HEADINGS:
		return None
	if plain(header) in _POINT_OF_MARKER or NUMBERED.fullmatch(header):
		return "", plain(header)
	if match := LEADING.fullmatch(header):
		marker, stem = match.groups()
	elif match := TRAILING.fullmatch(header):
		stem, marker = match.groups()
	else:
		return None
	return (stem.strip(), plain(marker)) if plain(stem) else None


def _numbered_points(markers: Iterable[str]) -> dict[str, str]:
	numbers = {int(match[1]) for marker in markers if (match := NUMBERED.fullmatch(marker))}
	untold = dict.fromkeys(numbers, "") if len(numbers) <= len(POINTS) else {}
	points = points_by_order(numbers) or untold
	return {f"t{number}": point for number, point in points.items()}

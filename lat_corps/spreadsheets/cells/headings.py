"""Words by which a column is known, in Danish and English, and how texts of senders are read and compared."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from ...domain.text import _

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

"""Words by which a column is known, in Danish and English, and how headings are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from ...domain.text import _
from .readable import readable

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
		"Forløbs-ID", "Sagsnummer", "Sagsnr", "Deltager", "Deltager-ID", "Deltagernummer", "Borger-ID",
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

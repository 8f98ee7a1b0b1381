"""Words by which a column is known, in Danish and English, and how headings are compared."""

from __future__ import annotations

from ..domain.text import _

CASE = _("Case number")
POINT = _("Measurement point")
DATE = _("Date of answer")
INSTRUMENT = _("Instrument")
MUNICIPALITY = _("Municipality")
COURSE_TYPE = _("Course type")
SCORE = _("Score")
READING = _("Reading")
MISSING_REASON = _("Reason for missing answers")
"""The headings of this app's own workbooks."""

CERTAIN = {
	"Case": (
		CASE, "Case", "Case ID", "Participant", "Participant ID", "Forløb", "Forløbsnummer", "Forløbsnr",
		"Forløbs-ID", "Sagsnummer", "Sagsnr", "Deltager", "Deltager-ID", "Deltagernummer", "Borger-ID",
	),
	"Point": (
		POINT, "Point", "Time point", "Måletidspunkt", "Målepunkt", "Måling", "Før/efter", "Før eller efter",
	),
	"Date": (
		DATE, "Date", "Answer date", "Measurement date", "Dato", "Dato for besvarelse", "Besvarelsesdato",
		"Svardato", "Måledato", "Dato for måling", "Besvaret den", "Udfyldt den",
	),
	"Instrument": (INSTRUMENT, "Instrument version", "Skema", "Spørgeskema", "Måleredskab"),
}  # fmt: skip
"""Headings that say what the column is."""

POSSIBLE = {
	"Case": ("ID", "Nr", "Løbenummer", "Respondent", "Respondent ID", "Record ID", "Token", "Borger"),
	"Point": ("Event Name", "redcap_event_name", "Tidspunkt", "Runde", "Wave", "Time"),
	"Date": (
		"Start date", "End date", "Submit date", "Date submitted", "Completed", "Close time", "Created",
		"Timestamp", "Tidsstempel", "Oprettet", "Afsluttet", "Startdato", "Slutdato",
	),
}  # fmt: skip
"""Headings of survey systems that may be the column; a person must confirm."""


def plain(text: str) -> str:
	"""Return letters and digits only, lower case, so that "Deltager-ID" and "deltager id" are the same."""
	return "".join(character for character in text.casefold() if character.isalnum())

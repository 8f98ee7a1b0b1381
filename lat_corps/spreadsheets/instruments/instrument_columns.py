"""The fields of an instrument's definition as sheets and columns of a workbook (N8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...domain.instrument_parts import (
	CHOICES,
	CONVERSIONS,
	CUTOFFS,
	ITEMS,
	METHODS,
	NOT_ROUNDED,
	ROUNDINGS,
	SUBSCALES,
	SUM,
	TABLES,
)
from ...domain.instruments import plain_number
from ...domain.text import Message, Term, _
from ..cells.headings import plain
from ..cells.table import CellError
from ..cells.values import date_damage, parse_number, shown
from ..writing.item_columns import Translate

INSTRUMENT = _("Instrument")
FIELD, VALUE = _("Field"), _("Value")
YES, NO = _("Yes"), _("No")

SHEETS = {"": INSTRUMENT, **TABLES}
"""Names of sheets, by the table that they hold; "" is the instrument itself, one field in a row."""

LONGEST_LINE = 140
LONGEST_QUESTION = 500
"""Characters of a single line and of a question, as the documents of the site hold them."""

MARKS = {"yes": 1, "ja": 1, "true": 1, "x": 1, "1": 1, "no": 0, "nej": 0, "false": 0, "0": 0}


@dataclass(frozen=True)
class Column:
	"""A field of the definition: its name in documents, its heading, how a cell is read, what empty means."""

	name: str
	heading: str
	read: Callable[[object, Translate], object]
	default: object = ""
	required: bool = False


def line(value: object, translate: Translate) -> str:
	"""Read one line of text, line breaks as blanks; CellError when it is too long, or a date of Excel's."""
	return _limited(" ".join(paragraph(value, translate).split()), LONGEST_LINE)


def question(value: object, translate: Translate) -> str:
	"""Read the wording of a question; CellError when it is too long, or when Excel has made a date of it."""
	return _limited(paragraph(value, translate), LONGEST_QUESTION)


def _limited(text: str, limit: int) -> str:
	if len(text) > limit:
		raise CellError(
			Message(
				_("The text has {count} characters: shorten it to at most {limit}."),
				{"count": len(text), "limit": limit},
			)
		)
	return text


def paragraph(value: object, translate: Translate) -> str:
	if isinstance(value, str):
		return value.replace("\r\n", "\n")
	if isinstance(value, bool):
		return str(value)
	if isinstance(value, int | float):
		return plain_number(value)
	raise CellError(
		Message(
			_(
				"Excel has turned the text into the date “{value}”: format the cell as text "
				"and write it again."
			),
			{"value": shown(value)},
		)
	)


def number(value: object, translate: Translate) -> float:
	try:
		return parse_number(value)
	except CellError as error:
		damage = date_damage(value)
		if error.message == damage:
			raise
		raise CellError(
			Message(_("“{value}” is not a number: write one such as 3 or 7,5."), {"value": shown(value)})
		) from None


def whole(value: object, translate: Translate) -> int:
	read = number(value, translate)
	if read != int(read):
		raise CellError(Message(_("“{value}” is not a whole number."), {"value": shown(value)}))
	return int(read)


def mark(value: object, translate: Translate) -> int:
	"""Read yes or no, in the reader's language or as a number."""
	known = {**MARKS, plain(translate(YES)): 1, plain(translate(NO)): 0}
	word = plain(paragraph(value, translate))
	if word not in known:
		raise CellError(
			Message(
				_("“{value}” is neither {yes} nor {no}."),
				{"value": shown(value), "yes": Term(YES), "no": Term(NO)},
			)
		)
	return known[word]


def method(value: object, translate: Translate) -> str:
	word = plain(paragraph(value, translate))
	for one in METHODS:
		if word in (plain(one), plain(translate(one))):
			return one
	raise CellError(
		Message(
			_("“{method}” is no way to make a score: choose among {methods}."),
			{"method": shown(value), "methods": [Term(one) for one in METHODS]},
		)
	)


def rounding(value: object, translate: Translate) -> str:
	word = plain(paragraph(value, translate))
	for one in ROUNDINGS:
		if word in (plain(one), plain(translate(one))):
			return one
	raise CellError(
		Message(
			_("“{rounding}” is no way to round: choose among {roundings}."),
			{"rounding": shown(value), "roundings": [Term(one) for one in ROUNDINGS]},
		)
	)


WORDS = (method, rounding)
"""Columns that hold one of a few words, written in the reader's language."""

SCORING = (
	Column("method", _("Score by"), method, SUM),
	Column("multiplier", _("Multiplied by"), number, 1),
	Column("rescale", _("Rescale"), mark, 0),
	Column("rescale_lowest", _("The lowest becomes"), number, 0),
	Column("rescale_highest", _("The highest becomes"), number, 100),
	Column("missing_allowed", _("Answers that may be missing"), whole, 0),
	Column("rounding", _("Rounding of a sum with missing answers"), rounding, NOT_ROUNDED),
)

OF_SUBSCALE = Column("subscale", _("Subscale"), line)

COLUMNS: dict[str, tuple[Column, ...]] = {
	"": (
		Column("instrument_code", _("Code"), line, required=True),
		Column("version_number", _("Version"), whole, 1),
		Column("title", _("Title"), line, required=True),
		Column("enabled", _("In use"), mark, 1),
		Column("introduction", _("Introduction"), paragraph),
		*SCORING,
		Column("meaningful_change", _("A change that is regarded as meaningful"), number, 0),
		Column("sd", _("Standard deviation"), number, 0),
		Column("reliability", _("Reliability"), number, 0),
		Column("reliability_source", _("Documented in"), paragraph),
		Column("instrument_source", _("Source"), paragraph),
	),
	ITEMS: (
		Column("item_code", _("Code"), line, required=True),
		Column("item_label", _("Wording"), question, required=True),
		Column("scale", _("Answer scale"), line),
		Column("minimum", _("From"), number, 0),
		Column("maximum", _("To"), number, 0),
		Column("reverse", _("Reversed"), mark, 0),
		OF_SUBSCALE,
		Column("not_in_total", _("Not in the total"), mark, 0),
	),
	CHOICES: (
		Column("scale", _("Answer scale"), line, required=True),
		Column("value", _("Number"), number, 0, required=True),
		Column("choice_label", _("Words"), line, required=True),
	),
	SUBSCALES: (
		Column("subscale_code", _("Code"), line, required=True),
		Column("subscale_label", _("Name"), line, required=True),
		*SCORING,
	),
	CONVERSIONS: (
		OF_SUBSCALE,
		Column("raw", _("Sum of the answers"), number, 0, required=True),
		Column("converted", _("Score"), number, 0, required=True),
	),
	CUTOFFS: (
		OF_SUBSCALE,
		Column("upto", _("Up to and including"), number, 0, required=True),
		Column("reading", _("Reading"), line, required=True),
	),
}
"""What each sheet holds, in the order in which it is written; the headings are the labels of the form."""

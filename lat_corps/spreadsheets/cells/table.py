"""A sender's table: how its file is to be read, within which limits, and errors of one that is not (N10)."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from openpyxl.utils import get_column_letter

from ...domain.text import Message, _


class SpreadsheetError(ValueError):
	"""The file, or the choice of its columns, cannot be used; `message` says where and how to mend it."""

	def __init__(self, message: Message) -> None:
		super().__init__(message.render())
		self.message = message


class CellError(SpreadsheetError):
	"""The value of one cell cannot be used."""


class UnknownValueError(CellError):
	"""Nobody has said yet what the value of the cell means; the cell itself may be right."""


MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
	"""Sizes in bytes; the defaults hold ten times the answers of the whole country's courses.

	`compression_ratio` is unpacked over packed size and concerns archive entries above one mebibyte.
	`part_bytes` holds for the parts of a workbook that are read whole, such as its formats, `text_bytes` for
	its shared texts. `cells` counts empty ones between the first column and the last that a row mentions,
	`cell_characters` are of one text: four times what a cell of Excel takes.
	"""

	file_bytes: int = 25 * MEBIBYTE
	unpacked_bytes: int = 150 * MEBIBYTE
	part_bytes: int = 2 * MEBIBYTE
	text_bytes: int = 25 * MEBIBYTE
	archive_entries: int = 500
	compression_ratio: int = 100
	rows: int = 100_000
	columns: int = 1000
	cells: int = 2_000_000
	cell_characters: int = 131_072


Layout = Literal["Long", "Wide", "Two sheets"]
DateOrder = Literal["Day first", "Month first", "ISO"]

LAYOUTS: tuple[Layout, ...] = ("Long", "Wide", "Two sheets")
DATE_ORDERS: tuple[DateOrder, ...] = ("Day first", "Month first", "ISO")
ENCODINGS = (
	"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1", "cp850", "cp865",
	"mac_roman", "cp1250",
)  # fmt: skip
"""cp850 and cp865 are MS-DOS, mac_roman an old Mac, cp1250 a Windows of Central Europe."""

DELIMITERS = (";", "\t", ",", "|")
"""In order of preference: a comma may be a decimal comma, a line stand between a codebook's choices."""


@dataclass(frozen=True)
class FileSettings:
	"""What was recognised, or what a person has said instead; None where the reader is to recognise it.

	`sheet` holds the answers; `second_sheet` those of another point, or the labels of the codes. `first_row`
	is the row of the first heading, from 1; `header_rows` how many rows the headings take.
	"""

	encoding: str | None = None
	delimiter: str | None = None
	decimal: str | None = None
	sheet: str | None = None
	second_sheet: str | None = None
	header_rows: int | None = None
	date_order: DateOrder | None = None
	layout: Layout | None = None
	first_row: int | None = None

	def over(self, recognised: FileSettings) -> FileSettings:
		"""Return `recognised` with everything that is said here in its place."""
		said = {each.name: getattr(self, each.name) for each in fields(self)}
		return replace(recognised, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True)
class Labels:
	"""A sender's own codebook: heading -> question text, and heading -> code -> label.

	`missing` has the codes that the file declares to be no answers, by heading.
	"""

	texts: Mapping[str, str] = field(default_factory=dict)
	codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
	missing: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerCode:
	"""What a sender's code or label of an answer means; None is a missing answer.

	`header` limits it to one column, and is empty where it holds for every column of answers.
	"""

	written: str
	value: float | None
	header: str = ""


Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
"""Text is trimmed and never empty."""

NumberedRows = list[tuple[int, list[Cell]]]
"""Rows that hold something, with their number in the file."""

EPOCH_1900 = dt.date(1899, 12, 30)
"""Day 0 of Excel's dates, unless the workbook counts from 1904."""

REMEMBERED_TEXTS = 200_000

INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"}


@dataclass(frozen=True, slots=True)
class Row:
	"""One row; `number` is its row or line in the file, from 1, `problem` says why it is unusable.

	`surplus` are cells beyond the last heading; `sheet` is named only where rows come from two sheets.
	"""

	number: int
	cells: list[Cell]
	problem: Message | None = None
	surplus: Sequence[Cell] = ()
	sheet: str = ""


@dataclass(frozen=True)
class Table:
	"""Rows as wide as `headers`, which are unique; only a workbook has `sheet`, only a text the other two.

	`settings` say how the file was read, with nothing left open that applies to it but the decimal sign,
	which only the columns of answers tell; `header_rows` are the rows of headings as they stand in the file,
	`sheets` those that could be chosen.
	"""

	headers: list[str]
	rows: list[Row]
	sheet: str = ""
	encoding: str = ""
	delimiter: str = ""
	warnings: list[Message] = field(default_factory=list)
	settings: FileSettings = field(default_factory=FileSettings)
	header_rows: list[list[Cell]] = field(default_factory=list)
	labels: Labels = field(default_factory=Labels)
	sheets: tuple[str, ...] = ()
	epoch: dt.date = EPOCH_1900


@dataclass(frozen=True)
class RawSheet:
	"""One sheet; with `fixed_width`, all rows are written with as many cells as there are headings."""

	name: str
	rows: NumberedRows
	fixed_width: bool = False


@dataclass(frozen=True)
class RawTable:
	"""The sheet of answers, perhaps that of another point, and those that may explain the codes.

	`missing_codes` are those that the file itself declares as missing, by heading.
	"""

	answers: list[RawSheet]
	settings: FileSettings
	warnings: list[Message] = field(default_factory=list)
	codebooks: list[RawSheet] = field(default_factory=list)
	sheets: tuple[str, ...] = ()
	epoch: dt.date = EPOCH_1900
	missing_codes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def collect_rows(
	numbered: Iterable[tuple[int, Sequence[object]]], limits: Limits
) -> Iterator[tuple[int, list[Cell]]]:
	"""Yield the rows that hold something, cells trimmed; SpreadsheetError as soon as a limit is passed."""
	kept = laid_out = 0
	longest = limits.cell_characters
	texts: dict[object, Cell] = {}
	for number, raw in numbered:
		if not raw:
			continue
		laid_out += len(raw)
		if laid_out > limits.cells:
			raise too_many_cells(limits)
		try:
			cells = [_cleaned(cell, texts, longest) if isinstance(cell, str) else cell for cell in raw]
		except _TooLong:
			raise cell_too_long(number, limits) from None
		width = filled_width(cells)
		if not width:
			continue
		kept += 1
		if kept > limits.rows + 1:
			raise too_many_rows(limits)
		if width > limits.columns:
			raise too_wide(number, width, limits)
		yield number, cells


def too_wide(row: int, column: int, limits: Limits) -> SpreadsheetError:
	"""Return the refusal of a row that has a value beyond the columns that can be read."""
	return SpreadsheetError(
		Message(
			_(
				"Row {row} reaches column {column}, beyond the {limit} columns that can be read. "
				"Delete the columns that are not needed."
			),
			{"row": row, "column": column_name(column), "limit": limits.columns},
		)
	)


def too_many_rows(limits: Limits) -> SpreadsheetError:
	"""Return the refusal of a file that has more rows than can be read."""
	return SpreadsheetError(
		Message(
			_("The file has more than {limit} rows. Divide it into several files."),
			{"limit": limits.rows},
		)
	)


def too_many_cells(limits: Limits) -> SpreadsheetError:
	"""Return the refusal of a file that has more cells than can be read."""
	return SpreadsheetError(
		Message(
			_(
				"The file has more than {limit} cells. Delete the columns that are not needed, "
				"also empty ones to the right, or divide the file."
			),
			{"limit": limits.cells},
		)
	)


def cell_too_long(row: int, limits: Limits) -> SpreadsheetError:
	"""Return the refusal of a text that is longer than any answer."""
	return SpreadsheetError(
		Message(
			_("Row {row} has a cell of more than {limit} characters. Shorten or delete its text."),
			{"row": row, "limit": limits.cell_characters},
		)
	)


def filled_width(cells: Sequence[Cell]) -> int:
	"""Return how many cells there are up to the last that holds something."""
	for position in range(len(cells), 0, -1):
		if cells[position - 1] is not None:
			return position
	return 0


def column_name(number: int) -> str:
	"""Return the letters of a column, counted from 1; beyond a workbook's last, its number."""
	return get_column_letter(number) if number <= 18_278 else str(number)


def clean(text: str) -> str | None:
	"""Return the text trimmed, composed, without invisible characters; None where nothing is left."""
	if not text.isascii():
		text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
	return text.strip() or None


class _TooLong(Exception):
	"""A text is longer than a cell may be."""


def _cleaned(cell: str, texts: dict[object, Cell], longest: int) -> Cell:
	"""Clean a text once: answers repeat, and equal texts then share their memory."""
	try:
		return texts[cell]
	except KeyError:
		text = clean(cell)
		if text and len(text) > longest:
			raise _TooLong from None
		if len(texts) < REMEMBERED_TEXTS:
			texts[cell] = text
		return text

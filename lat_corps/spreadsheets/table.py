"""A sender's table as read: headings made unique, blank rows left out, every oddity reported."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from ..domain.text import Message, _
from .errors import SpreadsheetError
from .limits import Limits
from .settings import FileSettings, Labels

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
"""Text is trimmed and never empty."""

NUMERIC_TEXT = re.compile(r"[-+]?[0-9][0-9.,:/ -]*")

NumberedRows = list[tuple[int, list[Cell]]]
"""Rows that hold something, with their number in the file."""


@dataclass(frozen=True)
class Row:
	"""One row; `number` is its row or line in the file, from 1, `problem` says why it is unusable.

	`surplus` are cells beyond the last heading; `sheet` is named only where rows come from two sheets.
	"""

	number: int
	cells: list[Cell]
	problem: Message | None = None
	surplus: list[Cell] = field(default_factory=list)
	sheet: str = ""


@dataclass(frozen=True)
class Table:
	"""Rows as wide as `headers`, which are unique; only a workbook has `sheet`, only a text the other two.

	`settings` say how the file was read, with nothing left open that applies to it; `header_rows` are the
	rows of headings as they stand in the file, `sheets` those that could be chosen.
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


@dataclass(frozen=True)
class RawTable:
	"""With `fixed_width`, a row shorter than the headings means lost cells."""

	rows: NumberedRows
	fixed_width: bool


def collect_rows(
	numbered: Iterable[tuple[int, Sequence[object]]], limits: Limits
) -> Iterator[tuple[int, list[Cell]]]:
	"""Yield the rows that hold something, cells trimmed; SpreadsheetError as soon as a limit is passed."""
	kept = laid_out = 0
	for number, raw in numbered:
		if not raw:
			continue
		laid_out += len(raw)
		if laid_out > limits.cells:
			raise SpreadsheetError(
				Message(
					_(
						"The file has more than {limit} cells. Delete the columns that are not needed, "
						"also empty ones to the right, or divide the file."
					),
					{"limit": limits.cells},
				)
			)
		cells = [_trimmed(cell) for cell in raw]
		width = _filled_width(cells)
		if not width:
			continue
		kept += 1
		if kept > limits.rows + 1:
			raise SpreadsheetError(
				Message(
					_("The file has more than {limit} rows. Divide it into several files."),
					{"limit": limits.rows},
				)
			)
		if width > limits.columns:
			raise SpreadsheetError(
				Message(
					_(
						"Row {row} reaches column {column}, beyond the {limit} columns that can be read. "
						"Delete the columns that are not needed."
					),
					{"row": number, "column": get_column_letter(width), "limit": limits.columns},
				)
			)
		yield number, cells


def build_table(raw: RawTable, **origin: str) -> Table:
	"""Make a Table; `origin` fills sheet, encoding or delimiter. SpreadsheetError when there are no rows."""
	if not raw.rows:
		raise SpreadsheetError(
			Message(_("The file is empty. It needs a row of headings and rows of answers."))
		)
	headings, used, warnings = _headings(raw.rows)
	rows = [_row(number, cells, len(headings), raw.fixed_width) for number, cells in raw.rows[used:]]
	headers, ambiguous = _unique(headings, rows)
	return Table(headers=headers, rows=rows, warnings=warnings + ambiguous, **origin)


def _trimmed(cell: object) -> Cell:
	return cell.strip() or None if isinstance(cell, str) else cell


def _filled_width(cells: list[Cell]) -> int:
	return max((position for position, cell in enumerate(cells, 1) if cell is not None), default=0)


def _headings(rows: NumberedRows) -> tuple[list[str], int, list[Message]]:
	"""Return the headings, how many rows they take, and a warning when those are two."""
	top = _as_headings(rows[0][1])
	if len(rows) < 2 or not _is_second_heading(rows[0][1], rows[1][1]):
		return top, 1, []
	below = _as_headings(rows[1][1])
	warning = Message(
		_("Rows {first} and {second} were read as headings. Check that row {second} holds no answers."),
		{"first": rows[0][0], "second": rows[1][0]},
	)
	return _joined(top, below), 2, [warning]


def _as_headings(cells: list[Cell]) -> list[str]:
	texts = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
	return texts[: _filled_width(cells)]


def _is_second_heading(top: list[Cell], below: list[Cell]) -> bool:
	"""Whether the second row only completes the first, as under SurveyMonkey's merged headings.

	Then it fills every gap of the first row with words, has no number or date, and leaves the first column
	empty.
	"""
	width = max(_filled_width(top), _filled_width(below))
	top, below = (cells[:width] + [None] * (width - len(cells)) for cells in (top, below))
	gaps = [position for position in range(width) if top[position] is None]
	words_only = all(
		cell is None or (isinstance(cell, str) and not NUMERIC_TEXT.fullmatch(cell)) for cell in below
	)
	return (
		bool(gaps)
		and words_only
		and top[0] is not None
		and below[0] is None
		and all(below[position] is not None for position in gaps)
	)


def _joined(top: list[str], below: list[str]) -> list[str]:
	joined, group = [], ""
	for position in range(max(len(top), len(below))):
		upper = top[position] if position < len(top) else ""
		lower = below[position] if position < len(below) else ""
		group = upper or group
		joined.append(f"{group} – {lower}" if lower else group)
	return joined


def _row(number: int, cells: list[Cell], width: int, fixed_width: bool) -> Row:
	problem = None
	if _filled_width(cells) > width:
		problem = Message(
			_(
				"Row {row} has a value in column {column}, which has no heading. Give the column a heading, "
				"or put the row's values in their places."
			),
			{"row": number, "column": get_column_letter(_filled_width(cells))},
		)
	elif fixed_width and len(cells) < width:
		problem = Message(
			_("Row {row} has {found} cells, but there are {expected} headings. Add the missing cells."),
			{"row": number, "found": len(cells), "expected": width},
		)
	return Row(number, (cells + [None] * width)[:width], problem)


def _unique(headings: list[str], rows: list[Row]) -> tuple[list[str], list[Message]]:
	"""Add the column's letter to blank headings and to all that are alike, so that none hides another."""
	counts = Counter(heading.casefold() for heading in headings)
	headers, warnings, alike = [], [], {}
	for position, heading in enumerate(headings):
		letter = get_column_letter(position + 1)
		if heading and counts[heading.casefold()] == 1:
			headers.append(heading)
			continue
		header = f"{heading} [{letter}]".strip()
		while header.casefold() in counts:
			header += f" [{letter}]"
		headers.append(header)
		if heading:
			alike.setdefault(heading.casefold(), []).append(letter)
		elif any(row.cells[position] is not None for row in rows):
			warnings.append(
				Message(_("Column {column} holds values but has no heading."), {"column": letter})
			)
	for letters in alike.values():
		warnings.append(
			Message(
				_("Columns {columns} have the same heading. Choose which of them to use."),
				{"columns": letters},
			)
		)
	return headers, warnings

"""Where a table's headings stand and how many rows they take (N10)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..domain.text import Message, _
from .readable import readable
from .settings import FileSettings
from .table import Cell, NumberedRows, filled_width

NUMERIC_TEXT = re.compile(r"[-+]?[0-9][0-9.,:/ -]*%?")

LOOKED_AT = 30
"""Rows in which headings are looked for, and rows of answers that tell what a column holds."""

MOST_HEADER_ROWS = 3
NOTE_WIDTH = 2
"""Notes above a table stand in the first columns and leave the others empty."""

IMPORT_ID = '{"ImportId"'
"""Begins every cell of Qualtrics' third row of headings, which only machines read."""


@dataclass(frozen=True)
class Headings:
	"""Texts of the headings, still as they are; `first` is the place of their first row of `count`."""

	texts: list[str]
	first: int
	count: int
	warnings: list[Message] = field(default_factory=list)


def find_headings(rows: NumberedRows, settings: FileSettings) -> Headings:
	"""Return the headings of rows of which there is at least one."""
	first = _first(rows, settings.first_row)
	count = min(settings.header_rows or _count(rows, first), len(rows) - first)
	warnings = []
	if first and settings.first_row is None:
		warnings.append(
			Message(
				_(
					"The rows above row {row} were taken for notes and left out. "
					"Check that no answers are among them."
				),
				{"row": rows[first][0]},
			)
		)
	if count > 1 and settings.header_rows is None:
		warnings.append(
			Message(
				_("Rows {first} to {last} were read as headings. Check that row {last} holds no answers."),
				{"first": rows[first][0], "last": rows[first + count - 1][0]},
			)
		)
	top = rows[first][1]
	if sum(is_value(cell) for cell in top) * 2 > sum(cell is not None for cell in top):
		warnings.append(
			Message(
				_("Row {row} was read as headings but looks like answers. The file needs a row of headings."),
				{"row": rows[first][0]},
			)
		)
	texts = as_headings(top)
	for _number, cells in rows[first + 1 : first + count]:
		if not _is_machine_row(cells):
			texts = _joined(texts, as_headings(cells))
	return Headings(texts, first, count, warnings)


def as_headings(cells: Sequence[Cell]) -> list[str]:
	"""Return the cells as a person reads them, up to the last that holds something."""
	texts = ["" if cell is None else readable(str(cell)) for cell in cells]
	return texts[: filled_width(cells)]


def is_value(cell: Cell) -> bool:
	"""Whether the cell is a number, a date or a time, also one written as text."""
	if isinstance(cell, str):
		return bool(NUMERIC_TEXT.fullmatch(cell))
	return isinstance(cell, int | float | dt.date | dt.time)


def _first(rows: NumberedRows, said: int | None) -> int:
	if said is not None:
		return next((place for place, (number, _cells) in enumerate(rows) if number >= said), 0)
	counts = [sum(cell is not None for cell in cells) for _number, cells in rows[:LOOKED_AT]]
	for place, (_number, cells) in enumerate(rows[: len(counts)]):
		widest = max(counts[place:])
		if filled_width(cells) > NOTE_WIDTH or widest < max(3, 2 * counts[place]):
			return place
	return 0


def _count(rows: NumberedRows, first: int) -> int:
	count = 1
	while count < MOST_HEADER_ROWS and first + count < len(rows):
		top, below = rows[first][1], rows[first + count][1]
		following = [cells for _number, cells in rows[first + count + 1 : first + count + LOOKED_AT]]
		completes = count == 1 and _completes(top, below)
		if not (completes or _is_machine_row(below) or (count == 1 and _explains(top, below, following))):
			break
		count += 1
	return count


def _is_machine_row(cells: Sequence[Cell]) -> bool:
	return any(isinstance(cell, str) and cell.startswith(IMPORT_ID) for cell in cells)


def _completes(top: list[Cell], below: list[Cell]) -> bool:
	"""Whether the second row only completes the first, as under SurveyMonkey's merged headings.

	Then it fills every gap of the first row with words, has no number or date, and stands below headings that
	are either merged downwards (nothing below the first column) or groups of columns (nothing above it).
	"""
	width = max(filled_width(top), filled_width(below))
	top, below = _padded(top, width), _padded(below, width)
	gaps = [position for position in range(width) if top[position] is None]
	if not gaps or not _words_only(below) or any(below[position] is None for position in gaps):
		return False
	if top[0] is None:
		return len(gaps) > 1 and gaps[-1] > 1
	return below[0] is None


def _explains(top: list[Cell], below: list[Cell], following: list[list[Cell]]) -> bool:
	"""Whether the second row holds the questions under their codes, or codes under questions.

	Then it has different words in every column whose answers are numbers, of which there are two at least.
	"""
	width = filled_width(top)
	if filled_width(below) > width or not _words_only(below) or not following:
		return False
	words = [cell for cell in below if cell is not None]
	if len(set(words)) < len(words):
		return False
	numeric = [position for position in range(width) if _is_numeric(following, position)]
	return len(numeric) > 1 and all(position < len(below) and below[position] for position in numeric)


def _is_numeric(rows: list[list[Cell]], position: int) -> bool:
	cells = [row[position] for row in rows if position < len(row) and row[position] is not None]
	return bool(cells) and all(is_value(cell) for cell in cells)


def _words_only(cells: Sequence[Cell]) -> bool:
	return all(cell is None or (isinstance(cell, str) and not is_value(cell)) for cell in cells)


def _padded(cells: list[Cell], width: int) -> list[Cell]:
	return cells[:width] + [None] * (width - len(cells))


def _joined(top: list[str], below: list[str]) -> list[str]:
	joined, group = [], ""
	for position in range(max(len(top), len(below))):
		upper = top[position] if position < len(top) else ""
		lower = below[position] if position < len(below) else ""
		group = upper or group
		differs = lower and lower.casefold() != group.casefold()
		joined.append(f"{group} – {lower}".removeprefix(" – ") if differs else group)
	return joined

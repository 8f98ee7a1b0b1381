"""Where a table's headings stand, and what a sender's codebook beside the answers says of them (N10)."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...domain.instruments import plain_number
from ...domain.text import Message, _
from ..cells.headings import parse_point, plain, readable, roles_named
from ..cells.table import Cell, CellError, FileSettings, Labels, NumberedRows, filled_width
from ..cells.values import is_error_value, with_minus

MOST_HEADED, HALF = 0.75, 0.5
"""Of the columns of numbers and dates, so large a share has a heading where not all of them have one."""

DIFFERENT = 0.8
"""So large a share of a row's words are different where they are headings."""

NUMERIC_TEXT = re.compile(r"[-+]?[0-9][0-9.,:/ -]*%?")

LOOKED_AT = 30
"""Rows in which headings are looked for, and rows of answers that tell what a column holds."""

MOST_HEADER_ROWS = 3
NOTE_WIDTH = 2
"""What reaches no further above a table is a note, whatever stands below it."""

A_DAY = re.compile(
	r"[0-9]{1,4}(?P<sign>[-./])[0-9]{1,2}(?P=sign)[0-9]{2,4}|[0-9]{1,2}\. ?[^\W\d_]{3,9}\.? (?:19|20)[0-9]{2}"
)
"""A day in a text: no group of columns has one in its name."""

IMPORT_ID = re.compile(r"\{\s*[\"']ImportId[\"']")
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
	number, top = rows[first]
	if look_like_answers(top):
		warnings.append(no_headings(number))
	elif first + count == len(rows):
		warnings.append(no_answers(rows[-1][0]))
	parts = [cells for _number, cells in rows[first : first + count] if not _is_machine_row(cells)]
	texts = _joined([as_headings(cells) for cells in parts])
	return Headings(texts, first, count, warnings)


def look_like_answers(headings: Sequence[Cell]) -> bool:
	"""Whether most of the cells are numbers or dates, as no headings are."""
	return sum(is_value(cell) for cell in headings) * 2 > sum(cell is not None for cell in headings)


def no_headings(row: int) -> Message:
	return Message(
		_("Row {row} was read as headings but looks like answers. The file needs a row of headings."),
		{"row": row},
	)


def no_answers(row: int) -> Message:
	return Message(
		_("The file has headings, up to row {row}, and no row of answers below them. Add the answers."),
		{"row": row},
	)


def as_headings(cells: Sequence[Cell]) -> list[str]:
	"""Return the cells as a person reads them, up to the last that holds something."""
	texts = ["" if cell is None else readable(str(cell)) for cell in cells]
	return texts[: filled_width(cells)]


def is_value(cell: Cell) -> bool:
	"""Whether the cell is a number, a date or a time, also one written as text."""
	if isinstance(cell, str):
		return bool(NUMERIC_TEXT.fullmatch(with_minus(cell)))
	return isinstance(cell, int | float | dt.date | dt.time)


def _first(rows: NumberedRows, said: int | None) -> int:
	"""Return where the headings begin: at the row above the answers, or at the groups above that."""
	if said is not None:
		return next((place for place, (number, _cells) in enumerate(rows) if number >= said), 0)
	counts = [_filled(cells) for _number, cells in rows[:LOOKED_AT]]
	lowest = _above_answers(rows, counts)
	if lowest is None:
		return _first_wide(rows, counts)
	first, below = lowest, rows[lowest][1]
	while first and lowest - first < MOST_HEADER_ROWS - 1:
		number, above = rows[first - 1]
		set_off = number + 1 < rows[first][0] and not any(_is_point(cell) for cell in above)
		if set_off or filled_width(above) <= NOTE_WIDTH or not _groups(above, below):
			break
		first -= 1
		below = _over(above, below)
	return first


def _above_answers(rows: NumberedRows, counts: Sequence[int]) -> int | None:
	"""Return the row of words above all columns of numbers and dates; None where there is no such row.

	One above it that names more of course, point and date is the headings: some of its cells are blank then.
	"""
	shares = [_share_headed(rows, place, counts) for place in range(len(counts))]
	found = next(
		(place for share in (1, MOST_HEADED) for place, had in enumerate(shares) if had >= share), None
	)
	if found is None:
		return None
	named = roles_named(as_headings(rows[found][1]))
	above = (place for place in range(found) if shares[place] >= HALF)
	return next((place for place in above if roles_named(as_headings(rows[place][1])) > named), found)


def _first_wide(rows: NumberedRows, counts: Sequence[int]) -> int:
	"""Return the first row that is not much narrower than what follows, where no answers tell more."""
	for place, (_number, cells) in enumerate(rows[: len(counts)]):
		widest = max(counts[place:])
		if filled_width(cells) > NOTE_WIDTH or widest < max(3, 2 * counts[place]):
			return place
	return 0


def _share_headed(rows: NumberedRows, place: int, counts: Sequence[int]) -> float:
	"""Return the share of the columns of numbers and dates below that have a word in this row.

	It is 0 where the row holds anything but words, or much less than others do.
	"""
	cells = rows[place][1]
	if 2 * counts[place] <= max(counts[place:]) or not _words_only(cells) or _is_machine_row(cells):
		return 0
	return _headed(cells, _answers_below(rows, place + 1))


def _headed(cells: Sequence[Cell], answers: list[list[Cell]]) -> float:
	numeric = _numeric_positions(answers, max((len(row) for row in answers), default=0))
	headed = [position for position in numeric if position < len(cells) and cells[position] is not None]
	return len(headed) / len(numeric) if numeric else 0


def _answers_below(rows: NumberedRows, place: int) -> list[list[Cell]]:
	"""Return the first rows from `place` on, without further headings at their top."""
	following = [cells for _number, cells in rows[place : place + LOOKED_AT]]
	further = itertools.takewhile(_words_only, following[: MOST_HEADER_ROWS - 1])
	return following[len(list(further)) :]


def _count(rows: NumberedRows, first: int) -> int:
	"""Return how many rows the headings take, from the first on."""
	found, upper = 1, rows[first][1]
	for count in range(2, min(MOST_HEADER_ROWS, len(rows) - first) + 1):
		below = rows[first + count - 1][1]
		following = _answers_below(rows, first + count)
		if _is_machine_row(below):
			return count
		grouped = _groups(upper, below) and _headed(below, following) == 1
		if _completes(upper, below) or grouped or _explains(upper, below, following):
			found = count
		elif not _words_only(below):
			break
		upper = _over(below, upper)
	machine = [place for place, cells in enumerate(_cells(rows, first)) if _is_machine_row(cells)]
	return machine[-1] + 1 if machine else found


def _cells(rows: NumberedRows, first: int) -> list[list[Cell]]:
	return [cells for _number, cells in rows[first : first + MOST_HEADER_ROWS]]


def _is_machine_row(cells: Sequence[Cell]) -> bool:
	return any(isinstance(cell, str) and IMPORT_ID.match(cell) for cell in cells)


def _completes(top: list[Cell], below: list[Cell]) -> bool:
	"""Whether the second row only completes the first, as under SurveyMonkey's merged headings.

	Then it fills the gaps of the first row with words, has no number or date, and stands below headings that
	are either merged downwards (nothing below the first column) or groups of columns (nothing above it).
	A column may be without any heading, where there are more that get theirs.
	"""
	width = max(filled_width(top), filled_width(below))
	top, below = _padded(top, width), _padded(below, width)
	gaps = [position for position in range(width) if top[position] is None]
	filled = [position for position in gaps if below[position] is not None]
	if not filled or not _words_only(below) or 2 * len(filled) < len(gaps):
		return False
	if top[0] is None:
		return len(filled) > 1 and filled[-1] > 1
	return below[0] is None


def _groups(top: list[Cell], below: list[Cell]) -> bool:
	"""Whether the first row groups the columns of the second, and is not a note above it.

	Groups are needed where the second row has the same words twice, and are meant where they name points.
	"""
	if not _words_only(top) or not _words_only(below) or _filled(top) >= _filled(below):
		return False
	if any(A_DAY.search(str(cell)) for cell in top):
		return False
	if _completes(top, below):
		return True
	words = [cell for cell in below if cell is not None]
	return len(set(words)) < len(words) or any(_is_point(cell) for cell in top)


def _explains(top: list[Cell], below: list[Cell], following: list[list[Cell]]) -> bool:
	"""Whether the second row holds the questions under their codes, or codes under questions.

	Then it has words, nearly all of them different, in every column whose answers are numbers or dates, of
	which there are two at least; or in some of them, where the first column is merged downwards.
	"""
	width = filled_width(top)
	if filled_width(below) > width or not _words_only(below) or not following:
		return False
	words = [cell for cell in below if cell is not None]
	if len(set(words)) < DIFFERENT * len(words):
		return False
	numeric = _numeric_positions(following, width)
	explained = [position for position in numeric if position < len(below) and below[position]]
	return len(explained) > 1 and (len(explained) == len(numeric) or below[0] is None)


def _numeric_positions(rows: list[list[Cell]], width: int) -> list[int]:
	return [position for position in range(width) if _is_numeric(rows, position)]


def _is_numeric(rows: list[list[Cell]], position: int) -> bool:
	found = False
	for row in rows:
		cell = row[position] if position < len(row) else None
		if is_value(cell):
			found = True
		elif cell is not None and not is_error_value(cell):
			return False
	return found


def _is_point(cell: Cell) -> bool:
	try:
		parse_point(cell)
	except CellError:
		return False
	return True


def _words_only(cells: Sequence[Cell]) -> bool:
	return all(cell is None or (isinstance(cell, str) and not is_value(cell)) for cell in cells)


def _filled(cells: Sequence[Cell]) -> int:
	return sum(cell is not None for cell in cells)


def _padded(cells: list[Cell], width: int) -> list[Cell]:
	return cells[:width] + [None] * (width - len(cells))


def _over(upper: list[Cell], lower: list[Cell]) -> list[Cell]:
	"""Return the cells of the upper row, and of the lower one where that has none."""
	width = max(len(upper), len(lower))
	pairs = zip(_padded(upper, width), _padded(lower, width), strict=True)
	return [below if cell is None else cell for cell, below in pairs]


def _joined(rows: list[list[str]]) -> list[str]:
	"""Return one heading for each column; a group holds for the columns to its right that have no other.

	A heading that stands alone in its column is no group.
	"""
	width = max(len(texts) for texts in rows)
	levels = [texts + [""] * (width - len(texts)) for texts in rows]
	joined, groups = [], [""] * len(levels)
	for column in zip(*levels, strict=True):
		for level, text in enumerate(column):
			if text:
				groups[level:] = [text if any(column[level + 1 :]) else ""] + [""] * (len(column) - level - 1)
		parts: list[str] = []
		if any(column):
			held = [text or group for text, group in zip(column, groups, strict=True)]
			for text in held:
				if text and text.casefold() not in (part.casefold() for part in parts):
					parts.append(text)
		joined.append(" – ".join(parts))
	return joined


KNOWN_SHARE = 0.5
"""At least this share of a codebook's rows begins with a heading of the table."""

QUESTION_HEADINGS = frozenset(
	{"label", "fieldlabel", "questiontext", "question", "spørgsmål", "spørgsmålstekst", "tekst", "etiket"}
)

CHOICE = re.compile(r"(-?[0-9]{1,6})\s*[,=:]\s*(.+)", re.DOTALL)
"""REDCap: 0, Never | 1, Sometimes."""

LONGEST_LIST = 20_000


def labels_from(sheets: Sequence[NumberedRows], headers: Sequence[str]) -> Labels:
	"""Return what those of the sheets say that are about these headings."""
	texts: dict[str, str] = {}
	codes: dict[str, dict[str, str]] = {}
	by_name = {header.casefold(): header for header in headers}
	for rows in sheets:
		question = _question_position(rows[0][1]) if rows else 0
		for header, cells in _about(rows, by_name):
			_read(header, cells, question, texts, codes)
	return Labels(texts, codes)


def is_codebook(rows: NumberedRows, headers: Sequence[str]) -> bool:
	"""Whether the sheet tells about the columns of a table with these headings."""
	by_name = {header.casefold(): header for header in headers}
	about = [header for header, _cells in _about(rows, by_name)]
	return len(about) > 1 and len(about) >= KNOWN_SHARE * len(rows)


def _about(rows: NumberedRows, by_name: dict[str, str]) -> Iterator[tuple[str, list[Cell]]]:
	for _number, cells in rows:
		header = by_name.get(readable(str(cells[0])).casefold()) if cells and cells[0] is not None else None
		if header and len(cells) > 1 and any(cell is not None for cell in cells[1:]):
			yield header, cells[1:]


def _question_position(headings: Sequence[Cell]) -> int:
	"""Return where the question stands beside the variable: next to it unless a heading says otherwise."""
	named = (place for place, cell in enumerate(headings[1:]) if plain(str(cell)) in QUESTION_HEADINGS)
	return next(named, 0)


def _read(
	header: str, cells: list[Cell], question: int, texts: dict[str, str], codes: dict[str, dict[str, str]]
) -> None:
	"""Read [code, label], or texts of which one is the question and another may list the choices."""
	if is_value(cells[0]) and len(cells) > 1 and cells[1] is not None:
		codes.setdefault(header, {})[code_text(cells[0])] = readable(str(cells[1]))
		return
	for cell in cells:
		choices = _choices(cell) if isinstance(cell, str) else []
		if len(choices) > 1:
			codes.setdefault(header, {}).update(choices)
	if question < len(cells) and isinstance(cells[question], str):
		texts.setdefault(header, readable(cells[question]))


def _choices(text: str) -> list[tuple[str, str]]:
	parts = [CHOICE.fullmatch(readable(part)) for part in text[:LONGEST_LIST].split("|")]
	return [(part[1], part[2]) for part in parts if part]


def code_text(cell: Cell) -> str:
	"""Return a code as text, a whole number without decimals."""
	return plain_number(cell) if isinstance(cell, float) else str(cell)

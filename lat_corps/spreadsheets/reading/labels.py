"""A sender's codebook: question texts and labels of codes from sheets beside the answers (N10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...domain.instruments import plain_number
from ..cells.headings import plain, readable
from ..cells.settings import Labels
from ..cells.table import Cell, NumberedRows
from .header_rows import is_value

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

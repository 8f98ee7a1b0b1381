"""A sender's codebook: question texts and labels of codes from sheets beside the answers (N10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .header_rows import is_value
from .settings import Labels
from .table import Cell, NumberedRows

KNOWN_SHARE = 0.5
"""At least this share of a codebook's rows begins with a heading of the table."""

CHOICE_PARTS = re.compile(r"\s*(-?[0-9]+)\s*[,=:]\s*([^|]+?)\s*(?:\||$)")
"""REDCap: 0, Never | 1, Sometimes."""


def labels_from(sheets: Sequence[NumberedRows], headers: Sequence[str]) -> Labels:
	"""Return what those of the sheets say that are about these headings."""
	texts: dict[str, str] = {}
	codes: dict[str, dict[str, str]] = {}
	by_name = {header.casefold(): header for header in headers}
	for rows in sheets:
		for header, cells in _about(rows, by_name):
			_read(header, cells, texts, codes)
	return Labels(texts, codes)


def is_codebook(rows: NumberedRows, headers: Sequence[str]) -> bool:
	"""Whether the sheet tells about the columns of a table with these headings."""
	by_name = {header.casefold(): header for header in headers}
	known = sum(1 for _row in _about(rows, by_name))
	return bool(known) and known >= KNOWN_SHARE * len(rows)


def _about(rows: NumberedRows, by_name: dict[str, str]) -> Iterator[tuple[str, list[Cell]]]:
	for _number, cells in rows:
		header = by_name.get(str(cells[0]).casefold()) if cells and cells[0] is not None else None
		if header and len(cells) > 1 and any(cell is not None for cell in cells[1:]):
			yield header, cells[1:]


def _read(header: str, cells: list[Cell], texts: dict[str, str], codes: dict[str, dict[str, str]]) -> None:
	"""Read [code, label], or texts of which the first is the question and another may list the choices."""
	if is_value(cells[0]) and len(cells) > 1 and cells[1] is not None:
		codes.setdefault(header, {})[code_text(cells[0])] = str(cells[1])
		return
	words = [cell for cell in cells if isinstance(cell, str)]
	for cell in words:
		choices = CHOICE_PARTS.findall(cell)
		if len(choices) > 1:
			codes.setdefault(header, {}).update(choices)
			words = [word for word in words if word is not cell]
	if words:
		texts.setdefault(header, _question(words))


def _question(words: list[str]) -> str:
	"""Return the text that reads like a question: the first of several words, as types of answers have one."""
	return next((word for word in words if " " in word), words[0])


def code_text(cell: Cell) -> str:
	"""Return a code as text, a whole number without decimals."""
	return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)

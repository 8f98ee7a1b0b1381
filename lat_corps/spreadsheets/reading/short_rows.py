"""Rows of a text with fewer cells than headings: empty last cells left out, or a row broken in two (N10)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from ...domain.text import Message, _
from ..cells.table import Cell, NumberedRows

LETTERS, DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"[0-9]+")

NAMED = 10


def broken_rows(rows: NumberedRows, width: int) -> set[int]:
	"""Return the numbers of rows that are two halves of one, torn apart by a line break in a cell.

	Together they have as many cells as there are headings, and the second does not begin as whole rows do.
	"""
	whole = {_shape(cells) for _number, cells in rows if len(cells) >= width}
	broken: set[int] = set()
	for (number, cells), (following, rest) in itertools.pairwise(rows):
		together = len(cells) + len(rest) - 1
		if len(rest) < width and together == width and whole and _shape(rest) not in whole:
			broken |= {number, following} if len(cells) < width else {following}
	return broken


def filled_up(rows: NumberedRows, width: int, broken: set[int]) -> Iterable[Message]:
	"""Yield what is to be said of rows whose last cells the sender has left out, as Excel does."""
	numbers = [number for number, cells in rows if len(cells) < width and number not in broken]
	if numbers:
		yield Message(
			_(
				"{count} rows have fewer cells than there are headings: {rows}. Their last cells count as "
				"empty, as Excel leaves empty ones out. Check that nothing is missing."
			),
			{"count": len(numbers), "rows": [*numbers[:NAMED], *(["…"] if len(numbers) > NAMED else [])]},
		)


def _shape(cells: Sequence[Cell]) -> str:
	"""Return how the first cell is written: "A-9" for LAT-0042."""
	return DIGITS.sub("9", LETTERS.sub("A", str(cells[0] if cells else "")))

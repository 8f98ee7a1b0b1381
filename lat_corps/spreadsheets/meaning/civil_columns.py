"""Columns of a file that hold CPR numbers: warned of, and kept out of all that is made from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ...domain.civil_numbers import HIDDEN, holds_civil_number, lacks_a_zero, without_civil_numbers
from ...domain.text import Message, _
from ..cells.headings import plain
from ..cells.table import Cell, SpreadsheetError, Table, column_name
from ..reading.header_rows import code_text

NAMES = ("cpr", "personnummer", "personnr")
"""What a heading with CPR numbers has in it, as `plain` writes it."""

ENOUGH = 3
"""So many numbers without their zero, and half of the column, tell that it holds CPR numbers."""


@dataclass(frozen=True)
class CivilColumns:
	"""Positions of the columns in which something looks like a CPR number.

	In those of `without_zero` numbers that lack the zero of Excel are meant too.
	"""

	found: frozenset[int] = field(default_factory=frozenset)
	without_zero: frozenset[int] = field(default_factory=frozenset)

	def hide(self, position: int, cell: Cell) -> Cell:
		"""Return the cell with its CPR numbers hidden."""
		if not isinstance(cell, str | int | float) or isinstance(cell, bool):
			return cell
		text = code_text(cell)
		if position in self.without_zero and lacks_a_zero(text):
			return HIDDEN
		return without_civil_numbers(text) if holds_civil_number(text) else cell


def refuse_civil_headings(table: Table) -> None:
	"""Raise SpreadsheetError when a heading looks like a CPR number: headings are kept, and shown."""
	for position, header in enumerate(table.headers):
		if holds_civil_number(header):
			raise SpreadsheetError(
				Message(
					_(
						"The heading of column {letter} looks like a CPR number. The first row must hold "
						"headings: write them above the answers."
					),
					{"letter": column_name(position + 1)},
				)
			)


def civil_columns(table: Table, known_ids: Collection[str] = ()) -> CivilColumns:
	"""Return where the table holds CPR numbers; what is a known id of a course is none."""
	found, without_zero = set(), set()
	known = {written.strip() for written in known_ids}
	width = len(table.headers)
	for position, header in enumerate(table.headers):
		texts = _texts({row.cells[position] for row in table.rows}) - known
		named = any(name in plain(header) for name in NAMES)
		whole = any(holds_civil_number(text) for text in texts)
		short = sum(lacks_a_zero(text) for text in texts)
		if whole or (short and (named or (short >= ENOUGH and short * 2 >= len(texts)))):
			found.add(position)
		if short and position in found:
			without_zero.add(position)
	surplus = {
		width + offset
		for row in table.rows
		for offset, cell in enumerate(row.surplus)
		if any(holds_civil_number(text) for text in _texts({cell}))
	}
	return CivilColumns(frozenset(found | surplus), frozenset(without_zero))


def civil_warning(table: Table, columns: CivilColumns) -> list[Message]:
	"""Return what is said of such columns: nothing, or one sentence that names them."""
	if not columns.found:
		return []
	names = [
		f"{column_name(position + 1)} “{table.headers[position]}”"
		if position < len(table.headers)
		else column_name(position + 1)
		for position in sorted(columns.found)
	]
	return [
		Message(
			_(
				"Text that looks like CPR numbers stands in {columns}. This app stores none, and leaves them "
				"out of messages and of the workbook of rows with errors. Delete them from the file, and ask "
				"the sender to leave them out."
			),
			{"columns": names},
		)
	]


def _texts(cells: Collection[Cell]) -> set[str]:
	return {
		code_text(cell)
		for cell in cells
		if isinstance(cell, str) or (isinstance(cell, int | float) and not isinstance(cell, bool))
	}

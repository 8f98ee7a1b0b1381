"""How a sender writes decimals, told from the answers alone, and dates, told from the whole file (N10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...domain.instruments import AnswerError, Item, check_answer, plain_number
from ...domain.text import Message, _
from ..cells.errors import CellError
from ..cells.settings import DateOrder
from ..cells.table import Cell, Table, column_name
from ..cells.values import parse_number, with_minus
from .column_values import distinct
from .header_rows import is_value

LOOKED_AT = 2000
"""Rows that tell the sender's habits."""

SIGNS = (",", ".")
"""Danish senders write a comma; so does who has written nothing else."""

DECIMALS = {
	sign[1]: re.compile(
		rf"[-+]?(?:[0-9]+{sign}(?:[0-9]{{1,2}}|[0-9]{{4,}})|0+{sign}[0-9]+"
		rf"|[1-9][0-9]{{0,2}}(?:{other}[0-9]{{3}})+{sign}[0-9]+|[1-9][0-9]{{0,2}}(?:{other}[0-9]{{3}}){{2,}})"
	)
	for sign, other in (("[,]", "[.]"), ("[.]", "[,]"))
}
"""Numbers that show which sign stands before decimals."""

EITHER = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""A sign before three digits may stand between thousands and tells nothing."""

NUMBER_STARTS = frozenset("+-0123456789")

PARTS = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./][0-9]{4}(?![0-9])")
SHORT_PARTS = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/[0-9]{2}(?![0-9])")
"""As Microsoft Forms writes them; with other signs the year may stand first."""

ISO = re.compile(r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}")


@dataclass(frozen=True)
class DecimalSign:
	"""The sign before decimals; `doubtful` is an answer that may be two numbers, empty where none is."""

	sign: str
	doubtful: str = ""

	@property
	def doubts(self) -> list[Message]:
		"""What a person must be asked about it."""
		if not self.doubtful:
			return []
		first, second = (plain_number(parse_number(self.doubtful, sign)) for sign in SIGNS)
		text = _(
			"“{value}” may be {first} or {second}; it is read as {first}. "
			"Check it, and choose the other decimal sign if that is wrong."
		)
		return [Message(text, {"value": self.doubtful, "first": first, "second": second})]


def decimal_sign(table: Table, items: Mapping[int, Item]) -> DecimalSign:
	"""Return how decimals are written in the columns of answers, given by their position.

	No other column tells: a clock (08.05) and a version (2.1) look like decimals. Where the answers tell
	nothing, a number of thousands such as 1.250 is what its item's scale allows.
	"""
	found = [(item, text) for position, item in items.items() for text in _number_texts(table, position)]
	written = [sign for sign in SIGNS if any(DECIMALS[sign].fullmatch(text) for _item, text in found)]
	if len(written) == 1:
		return DecimalSign(written[0])
	open_to_both = [(item, text) for item, text in found if EITHER.fullmatch(text)]
	possible = [sign for sign in SIGNS if all(_fits(item, text, sign) for item, text in open_to_both)]
	if not open_to_both or len(possible) == 1:
		return DecimalSign((possible or SIGNS)[0])
	return DecimalSign(SIGNS[0], open_to_both[0][1])


def _number_texts(table: Table, position: int) -> list[str]:
	texts = (with_minus(value) for value in distinct(table, position) if isinstance(value, str))
	return [text for text in texts if text[0] in NUMBER_STARTS]


def _fits(item: Item, text: str, sign: str) -> bool:
	try:
		check_answer(item, parse_number(text, sign))
	except (CellError, AnswerError):
		return False
	return True


def date_order(table: Table, said: DateOrder | None) -> tuple[DateOrder, list[Message]]:
	"""Return the order of day and month in the dates of the file, and a warning where it does not tell.

	Danish senders write the day first; so does who has written nothing else.
	"""
	day_first = month_first = written = iso = False
	for text in _texts(table):
		if match := PARTS.match(text) or SHORT_PARTS.match(text):
			first, second = int(match[1]), int(match[2])
			written = True
			day_first = day_first or first > 12 >= second
			month_first = month_first or second > 12 >= first
		elif ISO.match(text):
			iso = True
	order: DateOrder = "Month first" if month_first and not day_first else "Day first"
	if iso and not written:
		order = "ISO"
	if said is not None or not written or day_first != month_first:
		return order, []
	if day_first:
		return order, [
			Message(
				_(
					"Some dates have the day first and some the month. "
					"Dates with the month first are errors: mend them."
				)
			)
		]
	return order, [
		Message(
			_("The dates do not tell whether day or month comes first. They are read with the day first.")
		)
	]


def numbers_as_text(table: Table, positions: Iterable[int]) -> list[str]:
	"""Return the letters of the columns that hold numbers as text, where the file has real numbers too.

	Percentages are text that the reader made.
	"""
	rows = [row.cells for row in table.rows[:LOOKED_AT]]
	if not any(isinstance(cell, int | float) for cells in rows for cell in cells):
		return []
	return [
		column_name(position + 1)
		for position in sorted(positions)
		if any(_is_number_as_text(cells[position]) for cells in rows)
	]


def _is_number_as_text(cell: Cell) -> bool:
	return isinstance(cell, str) and not cell.endswith("%") and is_value(cell)


def _texts(table: Table) -> Iterator[str]:
	for row in table.rows[:LOOKED_AT]:
		for cell in row.cells:
			if isinstance(cell, str) and cell[0] in NUMBER_STARTS:
				yield cell

"""How a sender writes decimals and dates, told from the values of the whole file (N10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..domain.text import Message, _
from .header_rows import is_value
from .settings import DateOrder
from .table import Table, column_name

LOOKED_AT = 2000
"""Rows that tell the sender's habits."""

WITH_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
WITH_POINT = re.compile(r"[-+]?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")
"""A point before three digits may stand between thousands and tells nothing."""

PARTS = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./][0-9]{4}(?![0-9])")
SHORT_PARTS = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/[0-9]{2}(?![0-9])")
"""As Microsoft Forms writes them; with other signs the year may stand first."""

ISO = re.compile(r"[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}")


def decimal_sign(table: Table) -> str:
	"""Return "." when decimals are written with a point and never with a comma, otherwise ","."""
	point = False
	for text in _texts(table):
		if WITH_COMMA.fullmatch(text):
			return ","
		point = point or bool(WITH_POINT.fullmatch(text))
	return "." if point else ","


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
	"""Return the letters of the columns that hold numbers as text, where the file has real numbers too."""
	rows = [row.cells for row in table.rows[:LOOKED_AT]]
	if not any(isinstance(cell, int | float) for cells in rows for cell in cells):
		return []
	return [
		column_name(position + 1)
		for position in sorted(positions)
		if any(isinstance(cells[position], str) and is_value(cells[position]) for cells in rows)
	]


def _texts(table: Table) -> Iterator[str]:
	for row in table.rows[:LOOKED_AT]:
		for cell in row.cells:
			if isinstance(cell, str) and cell[0].isdigit() | (cell[0] in "+-"):
				yield cell

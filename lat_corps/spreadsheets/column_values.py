"""What a column holds, told from its values: points, dates, a sender's codes of points (N10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from .dates import parse_date
from .errors import CellError
from .labels import code_text
from .points import points_by_order
from .table import Cell, Table
from .values import POINTS, parse_point

LOOKED_AT = 500
"""Rows that tell what a column holds."""

NUMBERED_POINT = re.compile(r"(?:t|tid|runde|måling|wave|time)?\s*([0-9])\.?(?:\s*måling)?", re.IGNORECASE)


def distinct(table: Table, position: int, rows: int | None = None) -> list[Cell]:
	"""Return the different values of a column, in the order of their first appearance."""
	return list(counted(table, position, rows))


def counted(table: Table, position: int, rows: int | None = None) -> Counter[Cell]:
	"""Return how often each value stands in a column, in the order of their first appearance."""
	values = (row.cells[position] for row in table.rows[:rows])
	return Counter(value for value in values if value is not None)


def all_points(table: Table, position: int) -> bool:
	"""Whether the column holds words for measurement points and nothing else."""
	return _all(distinct(table, position, LOOKED_AT), parse_point)


def all_dates(table: Table, position: int) -> bool:
	"""Whether the column holds dates, and not only numbers that could be dates of Excel."""
	values = distinct(table, position, LOOKED_AT)
	order = table.settings.date_order or "Day first"
	numbers = all(isinstance(value, int | float) or str(value).isdigit() for value in values)
	return not numbers and _all(values, lambda value: parse_date(value, order))


def point_codes(table: Table, header: str) -> tuple[dict[str, str], bool]:
	"""Return what a sender's codes of points mean, and whether that is certain.

	The sender's labels tell; without them the order of T0, T1 or 1, 2 is proposed.
	"""
	labels = {
		code: point
		for code, label in table.labels.codes.get(header, {}).items()
		if (point := _point_or_none(label))
	}
	values = distinct(table, table.headers.index(header))
	unknown = [code_text(value) for value in values if _point_or_none(value) is None]
	unknown = [text for text in unknown if text not in labels]
	if not unknown or len(unknown) > len(POINTS):
		return labels, True
	numbers = {text: int(match[1]) for text in unknown if (match := NUMBERED_POINT.fullmatch(text))}
	if labels or len(numbers) < len(unknown) or len(values) > len(unknown):
		return labels, True
	by_order = points_by_order(numbers.values())
	return {text: by_order[number] for text, number in numbers.items()}, False


def _point_or_none(value: object) -> str | None:
	try:
		return parse_point(value)
	except CellError:
		return None


def _all(values: Iterable[Cell], parse: Callable[[Cell], object]) -> bool:
	found = False
	try:
		for value in values:
			parse(value)
			found = True
	except CellError:
		return False
	return found

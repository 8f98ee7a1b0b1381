"""What a column holds, told from its values: points, dates, a sender's codes of points (N10)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

from ..cells.dates import parse_date, says_no_date
from ..cells.errors import CellError
from ..cells.points import points_by_order
from ..cells.table import Cell, Table
from ..cells.values import parse_point
from .labels import code_text

LOOKED_AT = 500
"""Rows that tell what a column holds."""

RUNNING = re.compile(r"[1-9][0-9]{0,11}")
CLOCK = re.compile(r"(?:kl\.? ?)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?", re.IGNORECASE)
VERSION = re.compile(r"v?\.?[0-9]{1,4}(?:[.,][0-9]{1,4}){0,3}", re.IGNORECASE)

MOST_POINT_CODES = 12

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
	values = [value for value in distinct(table, position, LOOKED_AT) if not says_no_date(value)]
	order = table.settings.date_order or "Day first"
	numbers = all(isinstance(value, int | float) or str(value).isdigit() for value in values)
	return not numbers and _all(values, lambda value: parse_date(value, order))


def numbers_each_row(table: Table, position: int) -> bool:
	"""Whether the column holds whole numbers that all differ, as a survey system numbers its interviews."""
	written = _written(table, position)
	return (
		bool(written)
		and len(set(written)) == len(written)
		and all(RUNNING.fullmatch(text) for text in written)
	)


def numbers_rows_of_two_points(table: Table, position: int) -> bool:
	"""Whether the numbers rise from row to row, while some case should stand in two of the rows."""
	if not numbers_each_row(table, position) or not _has_two_points(table):
		return False
	return all(int(one) < int(other) for one, other in pairwise(_written(table, position)))


def _written(table: Table, position: int) -> list[str]:
	values = (row.cells[position] for row in table.rows[:LOOKED_AT])
	return [code_text(value) for value in values if value is not None]


def _has_two_points(table: Table) -> bool:
	return any(
		len({_point_or_none(value) for value in distinct(table, position, LOOKED_AT)}) > 1
		for position in range(len(table.headers))
		if all_points(table, position)
	)


def may_be_points(table: Table, position: int) -> bool:
	"""Whether some values are points, or all may stand for them: few, and neither times nor dates."""
	values = distinct(table, position, LOOKED_AT)
	if any(_point_or_none(value) for value in values):
		return True
	return len(values) <= MOST_POINT_CODES and not any(_is_moment(value) for value in values)


def _is_moment(value: Cell) -> bool:
	if isinstance(value, dt.date | dt.time | dt.timedelta):
		return True
	if not isinstance(value, str):
		return False
	return bool(CLOCK.fullmatch(value)) or _all([value], parse_date)


def all_versions(table: Table, position: int) -> bool:
	"""Whether the column holds version numbers alone, which name no instrument."""
	values = distinct(table, position, LOOKED_AT)
	return bool(values) and all(VERSION.fullmatch(code_text(value)) for value in values)


def point_codes(table: Table, header: str) -> tuple[dict[str, str], bool]:
	"""Return what a sender's codes of points mean, and whether that is certain.

	The sender's labels tell; without them the order of T0, T1 or 1, 2 is proposed, and of one alone nothing.
	"""
	labels = {
		code: point
		for code, label in table.labels.codes.get(header, {}).items()
		if (point := _point_or_none(label))
	}
	values = distinct(table, table.headers.index(header))
	unknown = [code_text(value) for value in values if _point_or_none(value) is None]
	unknown = [text for text in unknown if text not in labels]
	if not unknown:
		return labels, True
	numbers = {text: int(match[1]) for text in unknown if (match := NUMBERED_POINT.fullmatch(text))}
	if labels or len(numbers) < len(unknown) or len(values) > len(unknown):
		return labels, False
	by_order = points_by_order(numbers.values())
	return {text: by_order[number] for text, number in numbers.items() if number in by_order}, False


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

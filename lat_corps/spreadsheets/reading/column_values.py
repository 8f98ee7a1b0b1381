"""What the values of a column tell: points, dates, codes of points, how its sender writes decimals (N10)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ...domain.instruments import AnswerError, Item, check_answer, plain_number
from ...domain.text import Message, _
from ..cells.headings import parse_point, points_by_order
from ..cells.table import Cell, CellError, DateOrder, Table, column_name
from ..cells.values import parse_date, parse_number, says_no_date, with_minus
from .header_rows import code_text, is_value

VALUES_LOOKED_AT = 500
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
	return _all(distinct(table, position, VALUES_LOOKED_AT), parse_point)


def all_dates(table: Table, position: int) -> bool:
	"""Whether the column holds dates, and not only numbers that could be dates of Excel."""
	values = [value for value in distinct(table, position, VALUES_LOOKED_AT) if not says_no_date(value)]
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
	values = (row.cells[position] for row in table.rows[:VALUES_LOOKED_AT])
	return [code_text(value) for value in values if value is not None]


def _has_two_points(table: Table) -> bool:
	return any(
		len({_point_or_none(value) for value in distinct(table, position, VALUES_LOOKED_AT)}) > 1
		for position in range(len(table.headers))
		if all_points(table, position)
	)


def may_be_points(table: Table, position: int) -> bool:
	"""Whether some values are points, or all may stand for them: few, and neither times nor dates."""
	values = distinct(table, position, VALUES_LOOKED_AT)
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
	values = distinct(table, position, VALUES_LOOKED_AT)
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


ROWS_LOOKED_AT = 2000
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
	rows = [row.cells for row in table.rows[:ROWS_LOOKED_AT]]
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
	for row in table.rows[:ROWS_LOOKED_AT]:
		for cell in row.cells:
			if isinstance(cell, str) and cell[0] in NUMBER_STARTS:
				yield cell

"""Totals that a sender has written beside the answers, compared with what the answers give (R90, N10)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...domain.instruments import (
	Instrument,
	Item,
	Score,
	Subscale,
	items_of,
	plain_number,
	score_range,
)
from ...domain.text import Message, _
from ..cells.headings import plain, wide_columns
from ..cells.table import CellError, Row, Table
from ..cells.values import parse_number, shown
from ..meaning.mapping import Columns, PointColumns
from .outcomes import RowOutcome
from .row_reader import row_name

TOTAL_WORDS = frozenset(
	{
		"sum", "pointsum", "total", "totalt", "ialt", "samlet", "score", "gennemsnit", "mean", "average",
		"index", "indeks", "procent", "percent", "pct", "resultat", "result",
	}
)  # fmt: skip
TOTAL_ENDINGS = ("score", "scoren", "total", "sumscore")

NUMERIC_SHARE = 0.8
"""From this share of numbers on, a column may hold totals."""

WHOLE_FROM = 10
"""From here on a sender may write a score without its decimals."""

ENOUGH = 3
"""From so many rows on, a column of which most disagree is said to be another thing, once."""


@dataclass(frozen=True)
class _Total:
	header: str
	position: int
	point: str
	subscale: Subscale | None


@dataclass(frozen=True)
class _Disagreement:
	index: int
	total: _Total
	told: float
	given: float


class Totals:
	"""Compares the columns that look like totals with the answers of their rows."""

	def __init__(self, table: Table, columns: Columns, instrument: Instrument, decimal: str) -> None:
		self._instrument, self._decimal = instrument, decimal
		self._parts = {part.point: part for part in columns.points}
		self._totals = list(self._found(table, columns))
		self._compared: dict[str, int] = {}
		self._disagreements: list[_Disagreement] = []

	def look_at(self, index: int, table_row: Row, row: RowOutcome) -> None:
		"""Compare the totals of a row that is read, of which `index` is the place among the outcomes."""
		if row.score is None:
			return
		for total in self._totals:
			if total.point and total.point != row.point:
				continue
			part = self._parts[total.point]
			told = self._number(table_row.cells[total.position])
			if told is None or self._value(row.score, total.subscale) is None:
				continue
			self._compared[total.header] = self._compared.get(total.header, 0) + 1
			meant = [*self._meant(table_row, part, row, total.subscale)]
			if not any(_agrees(told, value) for value in meant):
				# a mean is best told beside a mean, a sum beside a sum
				given = round(min(meant, key=lambda value: abs(value - told)), 2)
				self._disagreements.append(_Disagreement(index, total, told, given))

	def say(self, rows: list[RowOutcome]) -> Iterator[Message]:
		"""Add to the rows what disagrees, and yield a sentence for each column.

		Where most rows of a column disagree, they are not named one by one.
		"""
		for total in self._totals:
			found = [each for each in self._disagreements if each.total is total]
			compared = self._compared.get(total.header, 0)
			most = compared >= ENOUGH and len(found) * 2 > compared
			if not found or (most and self._are_something_else(found)):
				continue
			first = found[0]
			yield Message(
				_(
					"The totals in the column “{column}” disagree with the answers in {count} of {all} rows. "
					"In row {row} it says {told}, and the answers give {given}. Check how the sender numbers "
					"the answers, and that no column is shifted."
				),
				{
					"column": total.header,
					"count": len(found),
					"all": compared,
					"row": row_name(rows[first.index]),
					"told": shown(first.told),
					"given": shown(first.given),
				},
			)
			if most:
				continue
			for each in found:
				row = rows[each.index]
				rows[each.index] = replace(row, messages=[*row.messages, _said(row, each)])

	def _found(self, table: Table, columns: Columns) -> Iterator[_Total]:
		taken = set(columns.roles.values()) | {part.date for part in columns.points}
		taken |= {position for part in columns.points for position in part.items.values()}
		wide = wide_columns(table.headers)
		by_hand = any(
			wide[header].point != part.point
			for part in columns.points
			if part.point
			for position in part.items.values()
			if (header := table.headers[position]) in wide
		)
		for position, header in enumerate(table.headers):
			if position in taken or not _is_total(header) or not self._holds_numbers(table, position):
				continue
			point = wide[header].point if header in wide and not by_hand else ""
			if "" in self._parts:
				point = ""
			elif not point and len(self._parts) == 1:
				point = next(iter(self._parts))
			if point in self._parts:
				yield _Total(header, position, point, self._named_subscale(header))

	def _are_something_else(self, found: Sequence[_Disagreement]) -> bool:
		"""Whether most of the numbers are none that the instrument could give, such as seconds."""
		items = self._instrument.items
		scales = [*([None] if self._instrument.has_total else []), *self._instrument.subscales]
		ends = [end for scale in scales for end in score_range(self._instrument, scale)]
		lowest = min(0, *ends, sum(item.minimum for item in items))
		highest = max(*ends, sum(item.maximum + 1 for item in items))
		outside = sum(not lowest <= each.told <= highest for each in found)
		return outside * 2 > len(found)

	def _named_subscale(self, header: str) -> Subscale | None:
		words = _words(header)
		for subscale in self._instrument.subscales:
			if any(name and set(_words(name)) <= set(words) for name in (subscale.label, subscale.code)):
				return subscale
		return None

	def _holds_numbers(self, table: Table, position: int) -> bool:
		cells = [row.cells[position] for row in table.rows if row.cells[position] is not None]
		numbers = sum(self._number(cell) is not None for cell in cells)
		return bool(cells) and numbers >= NUMERIC_SHARE * len(cells)

	def _number(self, cell: object) -> float | None:
		try:
			return None if cell is None else parse_number(cell, self._decimal)
		except CellError:
			return None

	def _value(self, result: Score, subscale: Subscale | None) -> float | None:
		return result.subscales.get(subscale.code) if subscale else result.value

	def _meant(
		self, table_row: Row, part: PointColumns, row: RowOutcome, subscale: Subscale | None
	) -> Iterator[float]:
		"""Yield every total that a sender may mean: of the whole or, where none is named, of a subscale."""
		named = [subscale] if subscale else [None, *self._instrument.subscales]
		for scale in named:
			value = self._value(row.score, scale)
			if value is not None:
				yield value
				yield value / 100
			items = items_of(self._instrument, scale)
			yield from _sums(_points(items, row))
			yield from _sums([row.answers.get(item.code) for item in items])
			positions = [part.items.get(item.code) for item in items]
			yield from _sums(
				[None if place is None else self._number(table_row.cells[place]) for place in positions]
			)


def _points(items: Iterable[Item], row: RowOutcome) -> list[float | None]:
	points = []
	for item in items:
		answer = row.answers.get(item.code)
		turned = item.reverse and answer is not None
		points.append(item.minimum + item.maximum - answer if turned else answer)
	return points


def _sums(values: Sequence[float | None]) -> Iterator[float]:
	"""Yield sum and mean, where none is missing."""
	if values and None not in values:
		total = math.fsum(values)
		yield total
		yield total / len(values)


def _agrees(told: float, meant: float) -> bool:
	"""Whether a total is what is meant, perhaps rounded to as many decimals as it shows."""
	if abs(told - meant) < 1e-6:
		return True
	decimals = len(plain_number(told).partition(".")[2])
	rounded = abs(told - meant) <= 0.5 * 10**-decimals + 1e-9
	# A mean of answers that is rounded to a whole number would agree with nearly everything.
	return rounded and (decimals > 0 or abs(meant) >= WHOLE_FROM)


def _is_total(header: str) -> bool:
	words = [plain(header), *_words(header)]
	return any(word in TOTAL_WORDS or word.endswith(TOTAL_ENDINGS) for word in words)


def _words(text: str) -> list[str]:
	return re.findall(r"[^\W_]+", text.casefold())


def _said(row: RowOutcome, found: _Disagreement) -> Message:
	return Message(
		_("Row {row}: the total in “{column}” is {told}, and the answers give {given}."),
		{
			"row": row_name(row),
			"column": found.total.header,
			"told": shown(found.told),
			"given": shown(found.given),
		},
	)

"""Cells of a table read for an import, each different value once (N10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ...domain.instruments import AnswerError, Item, check_answer
from ...domain.text import Message
from ..cells.dates import is_date_serial, parse_date
from ..cells.errors import CellError, UnknownValueError
from ..cells.settings import AnswerCode, DateOrder
from ..cells.table import Cell
from ..cells.values import date_damage
from ..meaning.answer_words import Translate, answer_number, label_values, worded_answer
from ..reading.labels import code_text


@dataclass(frozen=True, slots=True)
class Unusable:
	"""A cell that cannot be used, and why; `unknown` is its code where nobody has said what it means."""

	message: Message
	unknown: str = ""


@dataclass
class ColumnReader:
	"""Reads the cells of one column; equal cells are parsed once. None is an empty cell, or means one.

	`codes` give the text that a code stands for, `values` what is read, both by `code_key`.
	"""

	parse: Callable[[object], object]
	codes: Mapping[str, str] = field(default_factory=dict)
	values: Mapping[str, object] = field(default_factory=dict)
	_known: dict[object, object] = field(default_factory=dict)

	def read(self, cell: Cell) -> object:
		"""Return what the cell says, None for nothing, or Unusable."""
		if cell is None:
			return None
		if isinstance(cell, bool):
			return self._parsed(cell)
		try:
			return self._known[cell]
		except KeyError:
			found = self._known[cell] = self._parsed(cell)
			return found

	def _parsed(self, cell: Cell) -> object:
		key = code_key(cell)
		if key in self.values:
			return self.values[key]
		value = self.codes[key] if key in self.codes else cell
		if value == "":
			return None
		try:
			return self.parse(value)
		except UnknownValueError as error:
			return Unusable(error.message, code_text(cell))
		except (CellError, AnswerError) as error:
			return Unusable(error.message)


def date_reader(
	codes: Mapping[str, str], order: DateOrder, epoch: dt.date, today: dt.date | None
) -> ColumnReader:
	"""Return a reader of dates, none of them after `today`."""

	return ColumnReader(lambda value: parse_date(value, order, epoch, today), keyed(codes))


def answer_reader(
	item: Item,
	header: str,
	codes: Mapping[str, str],
	answer_codes: Sequence[AnswerCode],
	decimal: str,
	translate: Translate,
) -> ColumnReader:
	"""Return a reader of answers to one item: by the sender's codes, as numbers, or as labels."""
	labels = label_values(item, translate)
	values = {code_key(code.written): code.value for code in answer_codes if not code.header}
	values |= {code_key(code.written): code.value for code in answer_codes if code.header == header}

	def parse(value: object) -> float:
		try:
			number = answer_number(item, value, decimal)
		except CellError:
			worded = worded_answer(labels, value) if isinstance(value, str) else None
			if worded is None:
				raise
			return worded
		try:
			check_answer(item, number)
		except AnswerError:
			if is_date_serial(number):
				raise CellError(date_damage(value)) from None
			raise
		return number

	for value in values.values():
		if value is not None:
			check_answer(item, value)
	return ColumnReader(parse, keyed(codes), values)


def keyed(codes: Mapping[str, str]) -> dict[str, str]:
	"""Return codes by `code_key`."""
	return {code_key(code): meaning for code, meaning in codes.items()}


def code_key(value: object) -> str:
	"""Return how a code is compared: without capitals, blanks made single, whole numbers without decimals."""
	return " ".join(code_text(value).casefold().split())

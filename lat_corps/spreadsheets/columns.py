"""A mapping applied to a table: which cell of a row holds what, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..domain.instruments import AnswerError, Instrument, plain_number
from ..domain.text import Message, Term, _
from .errors import CellError, SpreadsheetError
from .mapping import NEEDED_ROLES, ROLE_NAMES, ColumnRole, Role
from .table import Row, Table

Read = TypeVar("Read")


class Columns:
	"""Positions of the columns by role and item.

	Raises SpreadsheetError when the mapping is incomplete, ambiguous, or made for another file or instrument.
	"""

	def __init__(self, table: Table, mapping: Sequence[ColumnRole], instrument: Instrument) -> None:
		self.headers = table.headers
		self.roles: dict[Role, int] = {}
		self.items: dict[str, int] = {}
		self._codes: dict[int, dict[str, str]] = {}
		for column in mapping:
			if column.role == "Answer":
				self._add(self.items, _item_code(column, instrument), column)
			elif column.role != "Ignore":
				self._add(self.roles, column.role, column)
		self._check_complete()

	def position(self, role: Role) -> int | None:
		"""Return the position of the column with this role, if one is chosen."""
		return self.roles.get(role)

	def value(self, row: Row, position: int | None) -> object | None:
		"""Return the cell, or what the sender's code in it means; None where there is nothing."""
		if position is None:
			return None
		cell = row.cells[position]
		codes = self._codes[position]
		key = _code_key(cell)
		return codes[key] or None if key in codes else cell

	def _add(self, kind: dict[str, int], key: str, column: ColumnRole) -> None:
		if column.header not in self.headers:
			raise SpreadsheetError(
				Message(
					_("The file has no column “{column}”. Choose its columns anew."),
					{"column": column.header},
				)
			)
		if key in kind:
			raise SpreadsheetError(
				Message(
					_("The columns “{first}” and “{second}” are both chosen for {role}. Choose one of them."),
					{
						"first": self.headers[kind[key]],
						"second": column.header,
						"role": Term(ROLE_NAMES.get(key, key)),
					},
				)
			)
		position = self.headers.index(column.header)
		kind[key] = position
		self._codes[position] = _keyed(column.codes)

	def _check_complete(self) -> None:
		lacking = [role for role in NEEDED_ROLES if role not in self.roles]
		if not self.items:
			lacking.append("Answer")
		if lacking:
			raise SpreadsheetError(
				Message(
					_("Choose the column for: {roles}."),
					{"roles": [Term(ROLE_NAMES[role]) for role in lacking]},
				)
			)


@dataclass
class CellReader:
	"""Reads the cells of one row and collects what is wrong with them in `problems`."""

	row: Row
	columns: Columns
	problems: list[Message]

	def required(self, role: Role, parse: Callable[[object], Read]) -> Read | None:
		"""Read the cell of a needed role; an empty cell is a problem."""
		position = self.columns.roles[role]
		if self.columns.value(self.row, position) is None:
			self._report(position, Message(_("The cell is empty. Fill it in.")))
		return self.optional(position, parse)

	def optional(self, position: int | None, parse: Callable[[object], Read]) -> Read | None:
		"""Read a cell that may be empty, or whose column may be lacking."""
		value = self.columns.value(self.row, position)
		if position is None or value is None:
			return None
		try:
			return parse(value)
		except (CellError, AnswerError) as error:
			self._report(position, error.message)
			return None

	def _report(self, position: int, problem: Message) -> None:
		self.problems.append(
			Message(
				_("Row {row}, column “{column}”: {problem}"),
				{"row": self.row.number, "column": self.columns.headers[position], "problem": problem},
			)
		)


def _item_code(column: ColumnRole, instrument: Instrument) -> str:
	try:
		return instrument.item(column.item_code or "").code
	except AnswerError as error:
		raise SpreadsheetError(error.message) from error


def _keyed(codes: Mapping[str, str]) -> dict[str, str]:
	return {_code_key(code): meaning for code, meaning in codes.items()}


def _code_key(value: object) -> str:
	text = plain_number(value) if isinstance(value, float) else str(value)
	return " ".join(text.casefold().split())

"""A mapping applied to a table: which column of it holds what, point by point (N10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...domain.instruments import AnswerError, Instrument
from ...domain.text import Message, Term, _
from ..cells.errors import SpreadsheetError
from ..cells.table import Table
from .mapping import ROLE_NAMES, ColumnRole, Role


@dataclass
class PointColumns:
	"""Positions of date and answers of one point; `point` is empty where a column of the row tells it.

	Without a `date` one day holds for the whole file; `unasked` are the items without a column.
	"""

	point: str = ""
	date: int | None = None
	items: dict[str, int] = field(default_factory=dict)
	own_date: bool = True
	unasked: frozenset[str] = frozenset()


class Columns:
	"""Positions of the columns by role, point and item.

	With `one_date` no column has to tell the day. Raises SpreadsheetError when the mapping is incomplete,
	ambiguous, or made for another file or instrument.
	"""

	def __init__(
		self, table: Table, mapping: Sequence[ColumnRole], instrument: Instrument, one_date: bool = False
	) -> None:
		self.headers = table.headers
		self._one_date = one_date
		self.roles: dict[Role, int] = {}
		self.codes: dict[int, Mapping[str, str]] = {}
		self._points: dict[str, PointColumns] = {}
		self._places = {header: position for position, header in enumerate(table.headers)}
		for column in mapping:
			if column.role != "Ignore":
				self._add(column, instrument)
		self._check_complete()
		self.points = self._complete_points(instrument)

	def position(self, role: Role) -> int | None:
		"""Return the position of the column with this role, if one is chosen."""
		return self.roles.get(role)

	def _add(self, column: ColumnRole, instrument: Instrument) -> None:
		position = self._places.get(column.header)
		if position is None:
			raise SpreadsheetError(
				Message(
					_("The file has no column “{column}”. Choose its columns anew."),
					{"column": column.header},
				)
			)
		self.codes[position] = column.codes
		if column.role not in ("Answer", "Date"):
			self._refuse_second(self.roles.get(column.role), column, ROLE_NAMES[column.role])
			self.roles[column.role] = position
			return
		columns = self._points.setdefault(column.point, PointColumns(column.point))
		if column.role == "Date":
			self._refuse_second(columns.date, column, ROLE_NAMES["Date"])
			columns.date = position
		else:
			code = _item_code(column, instrument)
			self._refuse_second(columns.items.get(code), column, code)
			columns.items[code] = position

	def _refuse_second(self, first: int | None, column: ColumnRole, role: str) -> None:
		if first is not None:
			raise SpreadsheetError(
				Message(
					_("The columns “{first}” and “{second}” are both chosen for {role}. Choose one of them."),
					{"first": self.headers[first], "second": column.header, "role": Term(role)},
				)
			)

	def _check_complete(self) -> None:
		wide = any(point and columns.items for point, columns in self._points.items())
		common = self._points.get("", PointColumns())
		lacking = [role for role in ("Case",) if role not in self.roles]
		if not wide and "Point" not in self.roles:
			lacking.append("Point")
		undated = not self._points or any(columns.date is None for columns in self._points.values())
		if undated and common.date is None and not self._one_date:
			lacking.append("Date")
		if not any(columns.items for columns in self._points.values()):
			lacking.append("Answer")
		if lacking:
			text = _("Choose the column for: {roles}.")
			if "Date" in lacking:
				text = _(
					"Choose the column for: {roles}. If the file has no dates, write one day for all answers."
				)
			raise SpreadsheetError(Message(text, {"roles": [Term(ROLE_NAMES[role]) for role in lacking]}))
		self._check_points(wide, common)

	def _check_points(self, wide: bool, common: PointColumns) -> None:
		if wide and "Point" in self.roles:
			raise SpreadsheetError(
				Message(
					_(
						"The column “{column}” tells the measurement point, and other columns have one of "
						"their own. Choose one of both."
					),
					{"column": self.headers[self.roles["Point"]]},
				)
			)
		if wide and common.items:
			raise SpreadsheetError(
				Message(
					_("Choose the measurement point of the columns {columns}."),
					{"columns": [self.headers[position] for position in common.items.values()]},
				)
			)

	def _complete_points(self, instrument: Instrument) -> list[PointColumns]:
		common = self._points.get("")
		for columns in self._points.values():
			if columns.date is None:
				columns.date, columns.own_date = common.date if common else None, False
			columns.unasked = frozenset(
				item.code for item in instrument.items if item.code not in columns.items
			)
		return [columns for columns in self._points.values() if columns.items]


def _item_code(column: ColumnRole, instrument: Instrument) -> str:
	try:
		return instrument.item(column.item_code or "").code
	except AnswerError as error:
		raise SpreadsheetError(error.message) from error

"""Rows with errors, given back to be mended and dropped in again (N10)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from copy import copy

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ...domain.text import _
from ..cells.headings import TO_MEND
from ..cells.table import EPOCH_1900, Cell, CellError, FileSettings, Row, Table
from ..cells.values import COMMA_THOUSANDS, NUMBERS, POINT_DECIMAL, parse_date, parse_number
from ..meaning.civil_columns import civil_columns
from ..planning.outcomes import ImportPlan, RowOutcome
from .frames import (
	FORMULA_STARTS,
	HEADER_FILL,
	HEADER_FONT,
	WIDEST,
	saved,
	sheet_title,
	widen,
	without_illegal,
	write_value,
)

BAD_FILL = PatternFill("solid", start_color="FFFFC7CE")
WRAPPED = Alignment(wrap_text=True, vertical="top")
COMMENT_AUTHOR = "lat_corps"
COMMENT_LENGTH = 1000
MOST_COMMENTS = 2000
"""Each comment is a shape of its own: with many more, a workbook opens slowly. The last column has all."""

Translate = Callable[[str], str]


def rejected_workbook(table: Table, plan: ImportPlan, translate: Translate = str) -> bytes:
	"""Return an .xlsx file of the rows with errors as sent, bad cells marked, the messages beside them.

	Headings, columns and sheets stand as in the file, so that the mended workbook is read in the same way;
	the last column is not read.
	"""
	wrong: dict[tuple[str, int], list[RowOutcome]] = {}
	for outcome in plan.rows:
		if outcome.outcome == "Error":
			wrong.setdefault((outcome.sheet, outcome.number), []).append(outcome)
	workbook = Workbook(write_only=True)
	if table.epoch != EPOCH_1900:
		workbook.epoch = CALENDAR_MAC_1904
	for name in dict.fromkeys(row.sheet for row in table.rows) or [""]:
		sheet = workbook.create_sheet(sheet_title(name or table.sheet or translate(_("Answers"))))
		rows = [row for row in table.rows if row.sheet == name and (row.sheet, row.number) in wrong]
		_SheetWriter(sheet, table, plan.settings.over(table.settings), translate).write(rows, wrong)
	return saved(workbook)


class _SheetWriter:
	"""Writes one sheet row by row, so that its size does not matter."""

	def __init__(self, sheet: Worksheet, table: Table, settings: FileSettings, translate: Translate) -> None:
		self.sheet, self.table, self.settings, self.translate = sheet, table, settings, translate
		self.civil = civil_columns(table)
		self.positions = {header: position for position, header in enumerate(table.headers)}
		self.comments = 0
		self.bad, self.wrapped = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
		self.bad.fill, self.wrapped.alignment = BAD_FILL, WRAPPED

	def write(self, rows: Sequence[Row], wrong: dict[tuple[str, int], list[RowOutcome]]) -> None:
		first, headings = self.table.settings.first_row or 1, self.table.header_rows
		last = max([len(self.table.headers), *(len(row.cells) + len(row.surplus) for row in rows)])
		self.sheet.freeze_panes = f"A{first + len(headings)}"
		for position, heading in enumerate(self.table.headers, 1):
			widen(self.sheet, position, len(heading))
		widen(self.sheet, last + 1, WIDEST)
		for _blank in range(1, first):
			self.sheet.append([])
		for place, cells in enumerate(headings):
			note = None if place else self.translate(TO_MEND)
			self.sheet.append([self._heading(cell) for cell in _laid_out(cells, last, note)])
		for row in rows:
			self.sheet.append(self._row(row, wrong[row.sheet, row.number], last))

	def _heading(self, text: Cell) -> WriteOnlyCell:
		cell = self._cell(text)
		cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, WRAPPED
		return cell

	def _row(self, row: Row, outcomes: Sequence[RowOutcome], last: int) -> list[object]:
		messages = dict.fromkeys(
			message.render(self.translate) for outcome in outcomes for message in outcome.messages
		)
		sent = row.cells[:-1] if row.sheet else row.cells
		values = [
			self.civil.hide(position, _unmistakable(value, self.settings))
			for position, value in enumerate((*sent, *row.surplus))
		]
		cells = _laid_out(values, last, "\n".join(messages))
		marked = {
			self.positions[problem.header]: problem for outcome in outcomes for problem in outcome.problems
		}
		written = [value if _is_plain(value) else self._cell(value) for value in cells]
		written[-1] = self._cell(cells[-1], self.wrapped)
		for position, problem in marked.items():
			cell = written[position] = self._cell(cells[position], self.bad)
			self.comments += 1
			if self.comments <= MOST_COMMENTS:
				text = without_illegal(problem.message.render(self.translate))
				cell.comment = Comment(text[:COMMENT_LENGTH], COMMENT_AUTHOR)
		return written

	def _cell(self, value: object, like: WriteOnlyCell | None = None) -> WriteOnlyCell:
		cell = WriteOnlyCell(self.sheet)
		if like is not None:
			# Setting fill or alignment anew for each cell takes longer than all the rest.
			cell._style = copy(like._style)
		write_value(cell, value)
		return cell


def _is_plain(value: object) -> bool:
	"""Whether a value is safe to write and looks the same without any format."""
	if isinstance(value, str):
		return value.isprintable() and not value.startswith(FORMULA_STARTS) and "_x" not in value
	return value is None or isinstance(value, int)


def _laid_out(cells: Sequence[Cell], last: int, note: str | None) -> list[Cell]:
	return [*cells, *[None] * (last - len(cells)), note]


def _unmistakable(value: object, settings: FileSettings) -> object:
	"""Write as date or number what few rows alone would not show to be one in the sender's way."""
	if isinstance(value, float) and not math.isfinite(value):
		return str(value)
	if not isinstance(value, str):
		return value
	try:
		if settings.date_order == "Month first" and NUMBERS.fullmatch(value):
			return parse_date(value, "Month first")
		if settings.decimal == "." and (POINT_DECIMAL.fullmatch(value) or COMMA_THOUSANDS.fullmatch(value)):
			return parse_number(value, ".")
	except CellError:
		pass
	return value

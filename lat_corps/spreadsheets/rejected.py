"""Rows with errors, given back to be mended and dropped in again (N10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ..domain.text import _
from .answers import ImportPlan
from .dates import NUMBERS, parse_date
from .errors import CellError
from .headings import TO_MEND
from .outcomes import RowOutcome
from .settings import FileSettings
from .table import EPOCH_1900, Row, Table
from .values import COMMA_THOUSANDS, POINT_DECIMAL, parse_number
from .writing import HEADER_FILL, HEADER_FONT, saved, widen, write_value

BAD_FILL = PatternFill("solid", start_color="FFFFC7CE")
COMMENT_AUTHOR = "lat_corps"
COMMENT_LENGTH = 1000

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
	workbook = Workbook()
	if table.epoch != EPOCH_1900:
		workbook.epoch = CALENDAR_MAC_1904
	names = list(dict.fromkeys(row.sheet for row in table.rows))
	for name in names or [""]:
		sheet = workbook.active if name == (names or [""])[0] else workbook.create_sheet()
		sheet.title = (name or table.sheet or translate(_("Answers")))[:31]
		rows = [row for row in table.rows if row.sheet == name and (row.sheet, row.number) in wrong]
		_write(sheet, table, rows, wrong, translate)
	return saved(workbook)


def _write(
	sheet: Worksheet,
	table: Table,
	rows: Sequence[Row],
	wrong: dict[tuple[str, int], list[RowOutcome]],
	translate: Translate,
) -> None:
	last = max([len(table.headers), *(len(row.cells) + len(row.surplus) for row in rows)]) + 1
	first = table.settings.first_row or 1
	for number, headings in enumerate(table.header_rows, first):
		for position, heading in enumerate(headings, 1):
			_write_heading(sheet, number, position, heading)
	_write_heading(sheet, first, last, translate(TO_MEND))
	positions = {header: position for position, header in enumerate(table.headers, 1)}
	below = first + len(table.header_rows)
	for number, row in enumerate(rows, below):
		outcomes = wrong[row.sheet, row.number]
		for position, value in enumerate([*_as_sent(row), *row.surplus], 1):
			write_value(sheet.cell(number, position), _unmistakable(value, table.settings))
		for problem in (problem for outcome in outcomes for problem in outcome.problems):
			cell = sheet.cell(number, positions[problem.header])
			cell.fill = BAD_FILL
			cell.comment = Comment(problem.message.render(translate)[:COMMENT_LENGTH], COMMENT_AUTHOR)
		messages = list(
			dict.fromkeys(message.render(translate) for outcome in outcomes for message in outcome.messages)
		)
		note = sheet.cell(number, last)
		write_value(note, "\n".join(messages))
		note.alignment = Alignment(wrap_text=True, vertical="top")
		widen(sheet, last, max(map(len, messages), default=0))
	sheet.freeze_panes = f"A{below}"


def _unmistakable(value: object, settings: FileSettings) -> object:
	"""Write as date or number what few rows alone would not show to be one in the sender's way."""
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


def _as_sent(row: Row) -> Sequence[object]:
	"""Return the row's cells without the column that names the sheet."""
	return row.cells[:-1] if row.sheet else row.cells


def _write_heading(sheet: Worksheet, number: int, position: int, heading: object) -> None:
	cell = sheet.cell(number, position)
	write_value(cell, heading)
	cell.font, cell.fill = HEADER_FONT, HEADER_FILL
	cell.alignment = Alignment(wrap_text=True, vertical="top")
	widen(sheet, position, len(str(heading or "")))

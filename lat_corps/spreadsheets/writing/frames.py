"""Workbooks that are pleasant to read and safe to open (security 18)."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable

import pandas as pd
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ..cells.texts import to_excel_text

DATE_FORMAT = "dd-mm-yyyy"
TEXT_FORMAT = "@"

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so would be run by Excel once somebody edits the cell."""

WIDEST = 60
"""Columns become no wider than this many characters."""

MARGIN = 3

HEADER_FONT = Font(bold=True)
HEADER_COLOR = "E7ECEF"
HEADER_FILL = PatternFill("solid", start_color=f"FF{HEADER_COLOR}")


NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")
LONGEST_TITLE = 31


def without_illegal(text: str) -> str:
	"""Return the text without the characters that no workbook can hold."""
	return NOT_IN_XML.sub("", text)


def sheet_title(name: str) -> str:
	"""Return the name as that of a sheet may be."""
	return NOT_IN_TITLES.sub("_", without_illegal(name))[:LONGEST_TITLE]


def write_value(cell: Cell, value: object) -> None:
	"""Write a value so that text stays text, whatever it looks like, and a number stays a number."""
	if isinstance(value, str):
		text = without_illegal(value)
		cell.value = to_excel_text(text) or None
		cell.data_type = "s"
		cell.quotePrefix = text.startswith(FORMULA_STARTS)
	else:
		cell.value = None if pd.isna(value) else value
	if isinstance(value, dt.date):
		cell.number_format = DATE_FORMAT


def write_frame(sheet: Worksheet, frame: pd.DataFrame, first_row: int = 1) -> None:
	"""Write headings and rows of `frame` from column A and `first_row` on; NaN and None are left empty."""
	write_header(sheet, frame.columns, first_row)
	for number, values in enumerate(frame.itertuples(index=False, name=None), first_row + 1):
		for position, value in enumerate(values, 1):
			write_value(sheet.cell(number, position), value)
	for position, heading in enumerate(frame.columns, 1):
		texts = [heading, *(str(value) for value in frame.iloc[:, position - 1] if not pd.isna(value))]
		widen(sheet, position, max(len(text) for text in texts))


def write_header(sheet: Worksheet, headings: Iterable[str], row: int = 1) -> None:
	"""Write bold headings into `row`; those of row 1 stay in view."""
	for position, heading in enumerate(headings, 1):
		cell = sheet.cell(row, position)
		write_value(cell, heading)
		cell.font = HEADER_FONT
		cell.fill = HEADER_FILL
		cell.alignment = Alignment(wrap_text=True, vertical="top")
		widen(sheet, position, len(heading))
	sheet.freeze_panes = "A2"


def widen(sheet: Worksheet, position: int, characters: int) -> None:
	"""Make a column wide enough for this many characters, within reason, and never narrower than it is."""
	column = sheet.column_dimensions[get_column_letter(position)]
	column.width = max(column.width, min(characters, WIDEST) + MARGIN)


def wrap_column(sheet: Worksheet, position: int) -> None:
	"""Let long text of a column run over several lines."""
	for row in sheet.iter_rows(min_row=2, min_col=position, max_col=position):
		row[0].alignment = Alignment(wrap_text=True, vertical="top")


def saved(workbook: Workbook) -> bytes:
	"""Return the workbook as the content of an .xlsx file."""
	content = io.BytesIO()
	workbook.save(content)
	return content.getvalue()

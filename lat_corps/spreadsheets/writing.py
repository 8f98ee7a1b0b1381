"""Workbooks that are pleasant to read and safe to open (security 18)."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

DATE_FORMAT = "dd-mm-yyyy"
TEXT_FORMAT = "@"

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so would be run by Excel once somebody edits the cell."""

WIDEST = 60
"""Columns become no wider than this many characters."""

MARGIN = 3

HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", start_color="FFE7ECEF")


def write_value(cell: Cell, value: object) -> None:
	"""Write a value so that text stays text, whatever it looks like, and a number stays a number."""
	if isinstance(value, str):
		text = ILLEGAL_CHARACTERS_RE.sub("", value)
		cell.value = text or None
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


@contextmanager
def streamed_workbook() -> Iterator[Workbook]:
	"""Give a workbook that keeps its rows on disk until it is saved; when it fails, nothing is left."""
	workbook = Workbook(write_only=True)
	try:
		yield workbook
	except BaseException:
		for sheet in workbook.worksheets:
			sheet.close()
			sheet._writer.cleanup()
		raise


class Stream:
	"""A sheet of a write-only workbook: what is appended goes to disk, so its length costs no memory.

	`widths` are in characters by heading; a column without one is as wide as its heading. The columns in
	`wrapped` run over several lines.
	"""

	def __init__(
		self,
		workbook: Workbook,
		title: str,
		headings: Sequence[str],
		widths: Mapping[str, int] | None = None,
		wrapped: Sequence[str] = (),
		freeze: str = "A2",
	) -> None:
		self.sheet = workbook.create_sheet(title)
		self.sheet.freeze_panes = freeze
		self.wrapped = {position for position, heading in enumerate(headings) if heading in wrapped}
		self.width, self.rows = len(headings), 1
		for position, heading in enumerate(headings, 1):
			widen(self.sheet, position, max(len(heading), (widths or {}).get(heading, 0)))
		self.append_header(headings)
		self.rows = 1

	def append_header(self, headings: Sequence[str]) -> None:
		"""Write a bold row of headings below what is written so far."""
		self.sheet.append([self._header_cell(heading) for heading in headings])
		self.rows += 1

	def append(self, values: Sequence[object]) -> None:
		"""Write a row; None is left empty."""
		self.sheet.append([self._cell(position, value) for position, value in enumerate(values)])
		self.rows += 1

	def close(self) -> None:
		"""Let the reader filter the columns; nothing may be appended afterwards."""
		if self.width:
			self.sheet.auto_filter.ref = f"A1:{get_column_letter(self.width)}{self.rows}"

	def _cell(self, position: int, value: object) -> object:
		"""Return what openpyxl writes as it is, or a cell where it would make something else of the value."""
		if value is None or value == "":
			return None
		if position not in self.wrapped and _is_plain(value):
			return value
		cell = WriteOnlyCell(self.sheet)
		write_value(cell, value)
		if position in self.wrapped:
			cell.alignment = Alignment(wrap_text=True, vertical="top")
		return cell

	def _header_cell(self, heading: str) -> WriteOnlyCell:
		cell = WriteOnlyCell(self.sheet)
		write_value(cell, heading)
		cell.font = HEADER_FONT
		cell.fill = HEADER_FILL
		cell.alignment = Alignment(wrap_text=True, vertical="top")
		return cell


def _is_plain(value: object) -> bool:
	"""Whether openpyxl takes the value for what it is: text that is neither formula nor error, a number."""
	if isinstance(value, str):
		return not value.startswith(("#", *FORMULA_STARTS)) and not ILLEGAL_CHARACTERS_RE.search(value)
	return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def saved(workbook: Workbook) -> bytes:
	"""Return the workbook as the content of an .xlsx file."""
	content = io.BytesIO()
	workbook.save(content)
	return content.getvalue()

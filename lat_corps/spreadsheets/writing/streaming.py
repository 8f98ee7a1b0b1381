"""Long workbooks written row by row to disk, with text that stays text (N10, security 18)."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import xlsxwriter
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from xlsxwriter.format import Format

from .frames import DATE_FORMAT, FORMULA_STARTS, HEADER_COLOR, MARGIN, WIDEST

NARROWEST = 13
"""Characters of width that a column has at least."""

WRAPPED = {"text_wrap": True, "valign": "top"}
HEADER = {**WRAPPED, "bold": True, "bg_color": f"#{HEADER_COLOR}"}
QUOTED = {"quote_prefix": True}
DATED = {"num_format": DATE_FORMAT}

FIRST_DAY = dt.date(1899, 12, 30).toordinal()
"""Day 0 of the dates of a workbook, from 1 March 1900 on."""

RICH = ("<r>", "</r>")
"""XlsxWriter takes a text that begins and ends so for XML, and writes it as such."""


class StreamedWorkbook:
	"""A workbook of which each sheet is kept on disk until `content` is asked for."""

	def __init__(self) -> None:
		self._content = io.BytesIO()
		self.book = xlsxwriter.Workbook(self._content, {"constant_memory": True})
		self._formats: dict[str, Format] = {}

	def format(self, properties: Mapping[str, object]) -> Format:
		"""Return one format for all cells that look alike."""
		key = repr(sorted(properties.items()))
		if key not in self._formats:
			self._formats[key] = self.book.add_format(dict(properties))
		return self._formats[key]

	def content(self) -> bytes:
		"""Return the .xlsx file; nothing may be written afterwards."""
		self.book.close()
		return self._content.getvalue()

	def drop(self) -> None:
		"""Remove from the disk what was written of sheets that will not be finished."""
		for sheet in self.book.worksheets():
			sheet.row_data_fh.close()
			with suppress(FileNotFoundError):
				Path(sheet.row_data_filename).unlink()


@contextmanager
def streamed_workbook() -> Iterator[StreamedWorkbook]:
	"""Give a workbook that keeps its rows on disk until it is finished; when it fails, nothing is left."""
	workbook = StreamedWorkbook()
	try:
		yield workbook
	except BaseException:
		workbook.drop()
		raise


class Stream:
	"""A sheet of a streamed workbook: what is appended goes to disk, so its length costs no memory.

	`widths` are in characters by heading; a column without one is as wide as its heading. The columns in
	`wrapped` run over several lines. With `freeze_first`, the first column stays in view as the headings do.
	"""

	def __init__(
		self,
		workbook: StreamedWorkbook,
		title: str,
		headings: Sequence[str],
		widths: Mapping[str, int] | None = None,
		wrapped: Sequence[str] = (),
		freeze_first: bool = False,
	) -> None:
		self.workbook, self.sheet = workbook, workbook.book.add_worksheet(title)
		self.sheet.freeze_panes(1, int(freeze_first))
		self.width, self.rows = len(headings), 0
		self._plain: list[Format | None] = []
		self._quoted: list[Format] = []
		self._dated: list[Format] = []
		for heading in headings:
			self._add_column(WRAPPED if heading in wrapped else {})
		for position, heading in enumerate(headings):
			characters = min(max(len(heading), (widths or {}).get(heading, 0)), WIDEST)
			self.sheet.set_column(position, position, max(NARROWEST, characters + MARGIN))
		self.append_header(headings)

	def append_header(self, headings: Sequence[str]) -> None:
		"""Write a bold row of headings below what is written so far; rows become as wide as it."""
		for _more in headings[len(self._plain) :]:
			self._add_column({})
		for position, heading in enumerate(headings):
			text = written_text(heading)
			quoted = QUOTED if text.startswith(FORMULA_STARTS) else {}
			if text:
				self.sheet.write_string(self.rows, position, text, self.workbook.format({**HEADER, **quoted}))
		self.rows += 1

	def append(self, values: Sequence[object]) -> None:
		"""Write a row, no wider than the headings; None is left empty."""
		row, sheet = self.rows, self.sheet
		for position, value in enumerate(values):
			if value is None or value == "":
				continue
			if isinstance(value, str):
				self._write_text(position, written_text(value))
			elif isinstance(value, dt.date):
				sheet.write_number(row, position, _day(value), self._dated[position])
			elif isinstance(value, bool):
				sheet.write_boolean(row, position, value, self._plain[position])
			elif math.isfinite(value):
				sheet.write_number(row, position, value, self._plain[position])
		self.rows += 1

	def close(self) -> None:
		"""Let the reader filter the columns; nothing may be appended afterwards."""
		if self.width:
			self.sheet.autofilter(0, 0, self.rows - 1, self.width - 1)

	def _add_column(self, look: Mapping[str, object]) -> None:
		self._plain.append(self.workbook.format(look) if look else None)
		self._quoted.append(self.workbook.format({**look, **QUOTED}))
		self._dated.append(self.workbook.format({**look, **DATED}))

	def _write_text(self, position: int, text: str) -> None:
		if text:
			look = self._quoted if text[0] in FORMULA_STARTS else self._plain
			self.sheet.write_string(self.rows, position, text, look[position])


def written_text(text: str) -> str:
	"""Return the text without what a workbook cannot hold; what it can is escaped as it is written."""
	if not text.isprintable():
		text = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode()
	return f"{text} " if text.startswith(RICH[0]) and text.endswith(RICH[1]) else text


def _day(value: dt.date) -> float:
	"""Return the number that a workbook keeps for a day, or for a moment of it."""
	day = value.toordinal() - FIRST_DAY
	if not isinstance(value, dt.datetime):
		return day
	return day + (value.hour * 3600 + value.minute * 60 + value.second) / 86_400

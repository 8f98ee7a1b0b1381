"""Workbooks of strangers, each sheet in one pass: no entities, nothing calculated (security 19, N10)."""

from __future__ import annotations

import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from ...domain.instruments import plain_number
from ...domain.text import Message, _
from ..cells.table import (
	Cell,
	FileSettings,
	Limits,
	NumberedRows,
	RawTable,
	SpreadsheetError,
	cell_too_long,
	clean,
	column_name,
	too_many_cells,
	too_many_rows,
	too_wide,
)
from ..cells.texts import from_excel_text
from .sheets import SheetFacts, clear_errors, table_of_sheets
from .workbook_parts import TRUE, Attributes, SheetPart, WorkbookParts, told

MOST_SHEETS = 15
PEEKED_ROWS = 60
PEEKED_CELLS = 150_000

DAMAGED = _("The workbook is damaged. Open it in Excel, save it as .xlsx and upload it again.")


def read_workbook(archive: zipfile.ZipFile, settings: FileSettings, limits: Limits) -> RawTable:
	"""Read the visible sheets that matter, each once; saved values of formulas, never the formulas.

	Raises SpreadsheetError for a workbook that is unsafe or damaged, or shows nothing.
	"""
	with clear_errors(DAMAGED):
		parts = WorkbookParts(archive)
		visible = {sheet.title: sheet for sheet in parts.sheets if sheet.visible}
		shown = dict(itertools.islice(visible.items(), MOST_SHEETS))
		refusals: list[SpreadsheetError] = []
		peeks = {title: _peeked(parts, sheet, limits, refusals) for title, sheet in shown.items()}
		hidden = [sheet.title for sheet in parts.sheets if not sheet.visible]
		return table_of_sheets(
			peeks,
			hidden,
			refusals,
			parts.epoch.date(),
			settings,
			lambda title: _read(parts, visible[title], limits),
		)


def _read(parts: WorkbookParts, sheet: SheetPart, limits: Limits) -> tuple[NumberedRows, SheetFacts]:
	facts = SheetFacts()
	with parts.opened(sheet.path) as part:
		return list(sheet_rows(part, parts, limits, facts)), facts


def _peeked(
	parts: WorkbookParts, sheet: SheetPart, limits: Limits, refusals: list[SpreadsheetError]
) -> NumberedRows:
	"""Return the first rows of a sheet that hold something, fewer where one is refused or they are wide."""
	rows: NumberedRows = []
	limits = replace(limits, cells=PEEKED_CELLS)
	try:
		with parts.opened(sheet.path) as part:
			rows.extend(itertools.islice(sheet_rows(part, parts, limits, SheetFacts()), PEEKED_ROWS))
	except SpreadsheetError as refusal:
		refusals.append(refusal)
	return rows


def read_sheets(archive: zipfile.ZipFile, limits: Limits) -> dict[str, NumberedRows]:
	"""Return every visible sheet that holds something, by its name, as it was typed: formulas are refused.

	Raises SpreadsheetError for a workbook that is damaged or has formulas.
	"""
	with clear_errors(DAMAGED):
		parts = WorkbookParts(archive)
		sheets = {}
		for sheet in parts.sheets:
			if not sheet.visible:
				continue
			rows, facts = _read(parts, sheet, limits)
			if facts.formulas:
				raise SpreadsheetError(
					Message(
						_(
							"The sheet “{sheet}” holds formulas, the first in {cell}. "
							"Write their values instead and upload the file again."
						),
						{"sheet": sheet.title, "cell": facts.first_formula},
					)
				)
			if rows:
				sheets[sheet.title] = rows
		return sheets


LAST_ROW = 1_048_576
"""The last row of a worksheet; stops a file that numbers its rows beyond it."""

MOST_MERGES = 5000
MOST_SPANS = 1000
FORMULAS_NAMED = 10
REMEMBERED = 100_000
"""Numbers of one format that are kept, as answers repeat."""

UNCALCULATED = "0"
"""What programs that calculate nothing save for a formula, in a workbook that Excel is to calculate."""

DIGITS = "0123456789"
INLINE = "inlineStr"
MERGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
LONGEST_WHOLE = 400
"""Digits of a whole number; Excel keeps fifteen."""


def sheet_rows(
	part: IO[bytes], parts: WorkbookParts, limits: Limits, facts: SheetFacts
) -> Iterator[tuple[int, list[Cell]]]:
	"""Yield number and cells of each row that holds something, and fill in `facts` on the way.

	Formulas give their saved value, errors their sign, such as #N/A, and per cent what is seen: 80 for 80 %.
	Raises SpreadsheetError after the last row within the limits.
	"""
	sheet = _Sheet(parts, limits, facts)
	try:
		for _pause in told(part, sheet.start, sheet.end, sheet.pieces.append):
			yield from sheet.rows
			sheet.rows.clear()
	except SpreadsheetError:
		yield from sheet.rows
		raise


class _Sheet:
	"""Hears the elements of a worksheet; `rows` are those that were finished since they were last taken.

	A large sheet has millions of cells: `start` and `end` spell out what concerns each of them.
	"""

	def __init__(self, parts: WorkbookParts, limits: Limits, facts: SheetFacts) -> None:
		self.parts, self.limits, self.facts = parts, limits, facts
		self.rows: list[tuple[int, list[Cell]]] = []
		self.pieces: list[str] = []
		self.number = self.position = self.width = self.laid_out = self.kept = 0
		self.cells: list[Cell] = []
		self.kind = self.style = ""
		self.has_formula = self.is_saved = False
		self._prefix = ""
		self._text: list[str] = []
		self._hints = 0
		self._places: dict[str, int] = {}
		self._known: dict[str, dict[str, Cell]] = {}

	def start(self, name: str, attributes: Attributes) -> None:
		if self._prefix:
			name = name.removeprefix(self._prefix)
		if name == "c":
			reference = attributes.get("r")
			if reference is None:
				self.position += 1
			else:
				letters = reference.rstrip(DIGITS)
				self.position = self._places.get(letters) or self._place(letters)
			if self.position > self.width:
				self.width = self.position
			self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
		elif name == "v" or name == "t":
			self.pieces.clear()
		elif name == "row":
			self._start_row(attributes)
		elif name == "f":
			self.has_formula, self.is_saved = True, False
		elif name != "is":
			self._start_other(name, attributes)

	def end(self, name: str) -> None:
		if self._prefix:
			name = name.removeprefix(self._prefix)
		if name == "c":
			if self.has_formula:
				self._note_formula()
		elif name == "v":
			text = "".join(self.pieces)
			try:
				value = self._known[self.kind + self.style][text]
			except KeyError:
				value = self._remembered(text)
			if value is not None:
				if len(self.cells) == self.position - 1:
					self.cells.append(value)
				else:
					self._keep(value)
			self.is_saved = bool(text) or self.kind == "str"
		elif name == "t":
			if not self._hints:
				self._text.extend(self.pieces)
		elif name == "is":
			text = "".join(self._text)
			self._text.clear()
			try:
				value = self._known[INLINE][text]
			except KeyError:
				value = self._remembered(text)
			if value is not None:
				self._keep(value)
		elif name == "row":
			self._end_row()
		elif name == "rPh":
			self._hints -= 1

	def _start_row(self, attributes: Attributes) -> None:
		self.number = int(attributes.get("r") or self.number + 1)
		self.cells, self.position, self.width = [], 0, 0
		self.pieces.clear()
		self.facts.hidden_rows += attributes.get("hidden") in TRUE

	def _start_other(self, name: str, attributes: Attributes) -> None:
		if name.endswith(":worksheet"):
			self._prefix = name.removesuffix("worksheet")
		elif name == "rPh":
			self._hints += 1
		elif name == "col" and attributes.get("hidden") in TRUE:
			if len(self.facts.hidden_columns) < MOST_SPANS:
				first = int(attributes.get("min") or 1)
				self.facts.hidden_columns.append((first, int(attributes.get("max") or first)))
		elif name == "mergeCell" and (match := MERGE.fullmatch(attributes.get("ref", ""))):
			left, top, right, bottom = match.groups()
			if left == right and len(self.facts.merged_down) < MOST_MERGES:
				self.facts.merged_down.append((left, int(top), int(bottom)))

	def _keep(self, value: Cell) -> None:
		cells, before = self.cells, self.position - 1
		if len(cells) == before:
			cells.append(value)
		elif len(cells) > before:
			cells[before] = value
		elif before >= self.limits.columns:
			raise too_wide(self.number, self.position, self.limits)
		else:
			cells.extend([None] * (before - len(cells)))
			cells.append(value)

	def _end_row(self) -> None:
		if not self.cells or not 0 < self.number <= LAST_ROW:
			return
		if len(self.cells) > self.limits.columns:
			raise too_wide(self.number, len(self.cells), self.limits)
		self.laid_out += self.width
		if self.laid_out > self.limits.cells:
			raise too_many_cells(self.limits)
		self.kept += 1
		if self.kept > self.limits.rows + 1:
			raise too_many_rows(self.limits)
		self.rows.append((self.number, self.cells))

	def _note_formula(self) -> None:
		facts = self.facts
		if (
			self.is_saved
			and self.parts.calculates_on_opening
			and "".join(self.pieces).strip() == UNCALCULATED
		):
			self._take_back()
		facts.formulas += 1
		facts.first_formula = facts.first_formula or self._coordinate()
		if not self.is_saved:
			facts.unsaved += 1
			if len(facts.unsaved_cells) < FORMULAS_NAMED:
				facts.unsaved_cells.append(self._coordinate())
		self.has_formula = False

	def _take_back(self) -> None:
		self.is_saved = False
		if len(self.cells) == self.position:
			self.cells.pop()
		elif len(self.cells) > self.position:
			self.cells[self.position - 1] = None

	def _coordinate(self) -> str:
		return f"{column_name(self.position)}{self.number}"

	def _place(self, letters: str) -> int:
		"""Return the number of a column; ValueError for letters of none."""
		found = self._places[letters] = column_index_from_string(letters)
		return found

	def _remembered(self, text: str) -> Cell:
		"""Return what a value says, and remember it: answers repeat."""
		value = self._value(text)
		if isinstance(value, str) and len(value) > self.limits.cell_characters:
			raise cell_too_long(self.number, self.limits)
		known = self._known.setdefault(INLINE if self.kind == INLINE else self.kind + self.style, {})
		if len(known) < REMEMBERED:
			known[text] = value
		return value

	def _value(self, text: str) -> Cell:
		if not text:
			return None
		if self.kind == "n":
			return self._number(text)
		if self.kind == "s":
			return self.parts.texts[int(text)]
		if self.kind == "b":
			return text.strip() not in ("0", "false")
		if self.kind == "d":
			try:
				return from_ISO8601(text)
			except ValueError:
				return clean(text)
		return clean(from_excel_text(text))

	def _number(self, text: str) -> Cell:
		if not NUMBER.fullmatch(text):
			return clean(text)
		whole = text.strip().lstrip("+-").isdecimal() and len(text) < LONGEST_WHOLE
		number = int(text) if whole else float(text)
		form = self.parts.format(self.style)
		if form == "percent":
			return as_seen(number)
		if form in ("date", "duration"):
			try:
				return from_excel(number, self.parts.epoch, timedelta=form == "duration")
			except (OverflowError, ValueError):
				return "#VALUE!"
		return number


def as_seen(share: float) -> str:
	"""Return "80 %" for the 0.8 that is seen so, without the noise of binary fractions (N10)."""
	return f"{plain_number(float(f'{share * 100:.12g}'))} %"

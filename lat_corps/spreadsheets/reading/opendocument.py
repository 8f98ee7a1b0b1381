"""Reading OpenDocument spreadsheets (.ods) of strangers: streamed, no entities, nothing calculated (N10)."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_ISO8601

from ...domain.text import Message, _
from ..cells.table import (
	EPOCH_1900,
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
from .sheets import SheetFacts, clear_errors, table_of_sheets
from .workbook import FORMULAS_NAMED, LAST_ROW, MOST_MERGES, MOST_SHEETS, MOST_SPANS, PEEKED_ROWS, as_seen
from .workbook_parts import Attributes, told

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
ENCRYPTED = b"encryption-data"

DAMAGED = _("The document is damaged. Open it in LibreOffice, save it as .ods or .xlsx and upload it again.")

DURATION = re.compile(r"(-?)PT(?:([0-9]{1,7})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,7})(?:[.,]([0-9]{1,9}))?S)?")
A_DAY = dt.timedelta(days=1)
MIDNIGHT = dt.datetime(2000, 1, 1)

CELLS = ("table:table-cell", "table:covered-table-cell")
ASIDE = ("office:annotation", "draw:frame", "draw:custom-shape", "draw:g")
"""What stands in a cell without being its text: remarks and pictures."""

NO_ANSWERS = ("table:tracked-changes", "table:dde-links")
"""Earlier contents, and copies of other files."""


@dataclass
class OdsSheet:
	"""A table of the document, and what it tells beside its rows."""

	rows: NumberedRows = field(default_factory=list)
	facts: SheetFacts = field(default_factory=SheetFacts)
	visible: bool = True
	refusal: SpreadsheetError | None = None


def is_opendocument(archive: zipfile.ZipFile) -> bool:
	return CONTENT in archive.namelist()


def read_opendocument(archive: zipfile.ZipFile, settings: FileSettings, limits: Limits) -> RawTable:
	"""Read the visible sheets that matter; saved values of formulas, never the formulas.

	Cells come as those of an Excel workbook: per cent as it is seen, errors as their sign. Raises
	SpreadsheetError for a document that is protected, damaged or unsafe, or shows no table.
	"""
	with clear_errors(DAMAGED):
		_refuse_protected(archive)
		found = _sheets(archive, limits, lambda _title: PEEKED_ROWS)
		shown = [title for title, sheet in found.items() if sheet.visible][:MOST_SHEETS]

		def read(title: str) -> tuple[NumberedRows, SheetFacts]:
			sheet = _sheets(archive, limits, lambda other: limits.rows + 1 if other == title else 0)[title]
			if sheet.refusal:
				raise sheet.refusal
			return sheet.rows, sheet.facts

		return table_of_sheets(
			{title: found[title].rows for title in shown},
			[title for title, sheet in found.items() if not sheet.visible],
			[sheet.refusal for sheet in found.values() if sheet.visible and sheet.refusal],
			EPOCH_1900,
			settings,
			read,
		)


def _refuse_protected(archive: zipfile.ZipFile) -> None:
	if MANIFEST in archive.namelist() and ENCRYPTED in archive.read(MANIFEST):
		raise SpreadsheetError(
			Message(_("The file is protected by a password. Save it without a password and upload it again."))
		)


def _sheets(archive: zipfile.ZipFile, limits: Limits, wanted: Callable[[str], int]) -> dict[str, OdsSheet]:
	"""Return the sheets by their titles, each with so many of its first rows as are wanted of it."""
	document = _Document(limits, wanted)
	with archive.open(CONTENT) as part:
		for _pause in told(part, document.start, document.end, document.pieces.append):
			pass
	if not document.is_spreadsheet:
		raise SpreadsheetError(
			Message(
				_(
					"The file is an OpenDocument file, but no spreadsheet. "
					"Save the table as .ods, .xlsx or .csv."
				)
			)
		)
	return document.sheets


class _Document:
	"""Hears the elements of `content.xml`."""

	def __init__(self, limits: Limits, wanted: Callable[[str], int]) -> None:
		self.limits, self.wanted = limits, wanted
		self.sheets: dict[str, OdsSheet] = {}
		self.is_spreadsheet = False
		self.pieces: list[str] = []
		self._hidden_styles: set[str] = set()
		self._style = ""
		self._sheet: OdsSheet | None = None
		self._title = ""
		self._tables = self._aside = self._skipped = 0
		self._number = self._column = self._more = 0
		self._laid_out = 0
		self._repeated = self._height = 1
		self._before_aside = 0
		self._cells: list[Cell] = []
		self._cell: Attributes | None = None
		self._paragraphs: list[str] = []

	def start(self, name: str, attributes: Attributes) -> None:
		if name in NO_ANSWERS:
			self._skipped += 1
		elif self._skipped:
			return
		elif name in ASIDE:
			self._before_aside = self._before_aside if self._aside else len(self.pieces)
			self._aside += 1
		elif name == "table:table":
			self._start_table(attributes)
		elif name == "style:style":
			self._style = attributes.get("style:name", "")
		elif name == "style:table-properties":
			if attributes.get("table:display") == "false":
				self._hidden_styles.add(self._style)
		elif name == "office:spreadsheet":
			self.is_spreadsheet = True
		elif self._tables == 1 and self._sheet:
			self._start_in_table(name, attributes)

	def end(self, name: str) -> None:
		if name in NO_ANSWERS:
			self._skipped -= 1
		elif self._skipped:
			return
		elif name in ASIDE:
			self._aside -= 1
			del self.pieces[self._before_aside :]
		elif name == "table:table":
			self._tables -= 1
		elif self._tables == 1 and self._sheet:
			self._end_in_table(name)

	def _start_table(self, attributes: Attributes) -> None:
		self._tables += 1
		if self._tables > 1:
			return
		self._title = attributes.get("table:name", "")
		while self._title in self.sheets:
			self._title += "'"
		visible = attributes.get("table:style-name") not in self._hidden_styles
		self._sheet = self.sheets[self._title] = OdsSheet(visible=visible)
		self._more = self.wanted(self._title)
		self._number = self._column = 0

	def _start_in_table(self, name: str, attributes: Attributes) -> None:
		if name in CELLS:
			self._cell = attributes
			self._repeated = _count(attributes, "table:number-columns-repeated")
			self._paragraphs = []
			self.pieces.clear()
		elif name == "table:table-row":
			self._cells, self._column = [], 0
			self._height = _count(attributes, "table:number-rows-repeated")
			if attributes.get("table:visibility", "visible") != "visible":
				self._sheet.facts.hidden_rows += min(self._height, self.limits.rows)
		elif name == "table:table-column":
			self._note_column(attributes)
		elif name == "table:table-source":
			# A copy of another file, kept for the formulas that name it.
			del self.sheets[self._title]
			self._sheet = None
		elif self._aside:
			return
		elif name == "text:p":
			self.pieces.clear()
		elif name == "text:s":
			self.pieces.append(" " * min(_count(attributes, "text:c"), 1000))
		elif name in ("text:tab", "text:line-break"):
			self.pieces.append("\t" if name == "text:tab" else "\n")

	def _end_in_table(self, name: str) -> None:
		if name in CELLS:
			self._end_cell()
		elif name == "table:table-row":
			self._end_row()
		elif name == "text:p" and not self._aside:
			self._paragraphs.append("".join(self.pieces))
			self.pieces.clear()

	def _note_column(self, attributes: Attributes) -> None:
		first = self._column + 1
		self._column += _count(attributes, "table:number-columns-repeated")
		hidden = self._sheet.facts.hidden_columns
		if attributes.get("table:visibility", "visible") != "visible" and len(hidden) < MOST_SPANS:
			hidden.append((first, self._column))

	def _end_cell(self) -> None:
		attributes, before = self._cell or {}, self._column
		self._cell = None
		self._column += self._repeated
		if not self._more:
			return
		value, is_saved = _value(attributes, "\n".join(self._paragraphs)), _has_value(attributes)
		if "table:formula" in attributes:
			self._note_formula(before + 1, is_saved)
		if value is None:
			return
		if self._column > self.limits.columns:
			self._refuse(too_wide(self._number + 1, self._column, self.limits))
			return
		if isinstance(value, str) and len(value) > self.limits.cell_characters:
			self._refuse(cell_too_long(self._number + 1, self.limits))
			return
		self._cells += [None] * (before - len(self._cells)) + [value] * self._repeated
		self._note_merge(attributes, before + 1)

	def _end_row(self) -> None:
		first, self._number = self._number + 1, min(self._number + self._height, LAST_ROW)
		if not self._cells:
			return
		for number in range(first, self._number + 1):
			if not self._more:
				if self.wanted(self._title) > self.limits.rows:
					self._refuse(too_many_rows(self.limits))
				return
			self._laid_out += len(self._cells)
			if self._laid_out > self.limits.cells:
				self._refuse(too_many_cells(self.limits))
				return
			self._sheet.rows.append((number, list(self._cells)))
			self._more -= 1

	def _refuse(self, refusal: SpreadsheetError) -> None:
		self._sheet.refusal = self._sheet.refusal or refusal
		self._more, self._cells = 0, []

	def _note_formula(self, position: int, is_saved: bool) -> None:
		facts, cell = self._sheet.facts, f"{column_name(position)}{self._number + 1}"
		facts.formulas += 1
		facts.first_formula = facts.first_formula or cell
		if not is_saved:
			facts.unsaved += 1
			if len(facts.unsaved_cells) < FORMULAS_NAMED:
				facts.unsaved_cells.append(cell)

	def _note_merge(self, attributes: Attributes, position: int) -> None:
		rows = _count(attributes, "table:number-rows-spanned")
		merges = self._sheet.facts.merged_down
		if rows > 1 and _count(attributes, "table:number-columns-spanned") == 1 and len(merges) < MOST_MERGES:
			merges.append((get_column_letter(position), self._number + 1, self._number + rows))


def _count(attributes: Attributes, name: str) -> int:
	"""Return how often something is repeated, no more than a sheet has rows."""
	return max(1, min(int(attributes.get(name) or 1), LAST_ROW))


def _has_value(attributes: Attributes) -> bool:
	return "office:value-type" in attributes


def _value(attributes: Attributes, text: str) -> Cell:
	kind = attributes.get("office:value-type", "")
	if attributes.get("calcext:value-type") == "error":
		return clean(text)
	if kind in ("float", "currency", "percentage"):
		number = float(attributes["office:value"])
		if kind == "percentage":
			return as_seen(number)
		return int(number) if number.is_integer() and abs(number) < 1e15 else number
	if kind == "boolean":
		return attributes.get("office:boolean-value") == "true"
	if kind == "date":
		return _day(attributes["office:date-value"])
	if kind == "time":
		return _time(attributes["office:time-value"])
	return clean(attributes.get("office:string-value") or text)


def _day(written: str) -> Cell:
	try:
		return from_ISO8601(written)
	except ValueError:
		return clean(written)


def _time(written: str) -> Cell:
	"""Return a time of day, or above 24 hours a duration, as a workbook of Excel has them."""
	match = DURATION.fullmatch(written)
	if not match:
		return clean(written)
	hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:4])
	length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
	if match[1] or length >= A_DAY:
		return -length if match[1] else length
	return (MIDNIGHT + length).time()

"""An instrument as a workbook: written to be read and edited, and read back whole or not at all (N8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ...domain.instrument_parts import ITEMS
from ...domain.instrument_rows import Values, build
from ...domain.instruments import InstrumentError
from ...domain.text import Message, Term, _
from ..cells.headings import plain
from ..cells.table import MEBIBYTE, Cell, CellError, Limits, NumberedRows, SpreadsheetError
from ..reading.containers import ZIP, opened_archive, refuse_unreadable
from ..reading.workbook import read_sheets
from ..writing.frames import saved, widen, wrap_column, write_header, write_value
from ..writing.item_columns import Translate
from .instrument_columns import COLUMNS, FIELD, NO, SHEETS, VALUE, WORDS, YES, Column, mark

LIMITS = Limits(file_bytes=2 * MEBIBYTE, unpacked_bytes=20 * MEBIBYTE, rows=5000, columns=100, cells=100_000)
"""No questionnaire is larger."""

Definition = dict[str, object]
"""Fields of an instrument and, under the names of its tables, lists of rows; as its document has them."""


class InstrumentWorkbookError(SpreadsheetError):
	"""The workbook describes no instrument; `messages` name every place that must be mended."""

	def __init__(self, messages: Sequence[Message]) -> None:
		super().__init__(messages[0])
		self.messages = tuple(messages)


def instrument_workbook(definition: Values, translate: Translate = str) -> bytes:
	"""Return an .xlsx file with a sheet for the instrument and one for each of its tables."""
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = translate(SHEETS[""])
	write_header(sheet, [translate(FIELD), translate(VALUE)])
	for row, column in enumerate(COLUMNS[""], 2):
		_write(sheet, row, 1, translate(column.heading))
		_write(sheet, row, 2, _written(column, definition, translate))
	wrap_column(sheet, 2)
	for table in (name for name in COLUMNS if name):
		sheet = workbook.create_sheet(translate(SHEETS[table]))
		write_header(sheet, [translate(column.heading) for column in COLUMNS[table]])
		for row, values in enumerate(definition.get(table) or [], 2):
			for position, column in enumerate(COLUMNS[table], 1):
				_write(sheet, row, position, _written(column, values, translate))
	return saved(workbook)


def _write(sheet: Worksheet, row: int, position: int, value: object) -> None:
	write_value(sheet.cell(row, position), value)
	widen(sheet, position, len(str(value)))


def _written(column: Column, values: Values, translate: Translate) -> object:
	value = values.get(column.name)
	if column.read is mark:
		return translate(YES if value else NO)
	if column.read in WORDS:
		return translate(str(value or column.default))
	return column.default if value is None else value


def read_instrument(content: bytes, filename: str, translate: Translate = str) -> Definition:
	"""Return the definition in a workbook, which is known to make an instrument.

	Raises SpreadsheetError for a file that cannot be read, and InstrumentWorkbookError, which is one, with
	sheet, row and column of all that is wrong.
	"""
	reader = _Reader(translate)
	definition = reader.read(_sheets(content, filename))
	if reader.problems:
		raise InstrumentWorkbookError(reader.problems)
	try:
		build(definition)
	except InstrumentError as error:
		raise InstrumentWorkbookError(
			[reader.placed(flaw.message, flaw.table, flaw.row, flaw.column) for flaw in error.flaws]
		) from None
	return definition


def _sheets(content: bytes, filename: str) -> dict[str, NumberedRows]:
	refuse_unreadable(content, filename, LIMITS)
	if not content.startswith(ZIP):
		raise SpreadsheetError(
			Message(_("An instrument comes as a workbook with several sheets: save it as .xlsx."))
		)
	with opened_archive(content, LIMITS) as archive:
		return read_sheets(archive, LIMITS)


@dataclass
class _Reader:
	"""Reads sheets into a definition; keeps what is wrong, and where each field of each row stands."""

	translate: Translate
	problems: list[Message] = field(default_factory=list)
	titles: dict[str, str] = field(default_factory=dict)
	cells: dict[tuple[str, int, str], str] = field(default_factory=dict)

	def read(self, sheets: Mapping[str, NumberedRows]) -> Definition:
		found = self._recognised(sheets)
		definition = self._fields(found.get("", []))
		for table in (name for name in COLUMNS if name):
			definition[table] = list(self._rows(table, found.get(table, [])))
		return definition

	def placed(self, problem: Message, table: str = "", row: int = 0, column: str = "") -> Message:
		"""Return the problem with the sheet and cell, or the sheet and row, that it is about."""
		sheet = self.titles.get(table, self.translate(SHEETS[table]))
		values = {"sheet": sheet, "problem": problem}
		for known in (column, ""):
			if cell := self.cells.get((table, row, known)):
				return Message(_("“{sheet}”, {cell}: {problem}"), {**values, "cell": cell})
		return Message(_("“{sheet}”: {problem}"), values)

	def _recognised(self, sheets: Mapping[str, NumberedRows]) -> dict[str, NumberedRows]:
		names = self._words({table: title for table, title in SHEETS.items()})
		found: dict[str, NumberedRows] = {}
		for title, rows in sheets.items():
			table = names.get(plain(title))
			if table is None or table in found:
				message = _("The sheet “{sheet}” has no place here: name it {sheets}, or delete it.")
				expected = [Term(SHEETS[other]) for other in SHEETS if other not in found]
				self.problems.append(Message(message, {"sheet": title, "sheets": expected}))
			else:
				found[table], self.titles[table] = rows, title
		for table in ("", ITEMS):
			if table not in found:
				message = _("The workbook needs a sheet called {sheet}.")
				self.problems.append(Message(message, {"sheet": Term(SHEETS[table])}))
		return found

	def _words(self, words: Mapping[str, str]) -> dict[str, str]:
		"""Return the key of each word, by the word in English and in the reader's language."""
		return {plain(text): key for key, word in words.items() for text in (word, self.translate(word))}

	def _fields(self, rows: NumberedRows) -> Definition:
		columns = {column.name: column for column in COLUMNS[""]}
		names = self._words({name: column.heading for name, column in columns.items()})
		definition: Definition = {}
		given: dict[str, Cell] = {}
		for number, cells in rows:
			word, value = (*cells, None, None)[:2]
			name = names.get(plain(str(word or "")))
			self.cells["", number, "row"] = f"A{number}"
			if name is None and plain(str(word or "")) in self._words({"": FIELD}):
				continue
			if name is None or name in given:
				message = _(
					"“{field}” is no field of an instrument, or stands twice: mend or delete the row."
				)
				self.problems.append(self.placed(Message(message, {"field": word}), "", number, "row"))
				continue
			given[name] = value
			self.cells["", 0, name] = f"B{number}"
		for name, column in columns.items():
			definition[name] = self._value(column, given.get(name), "", 0)
		return definition

	def _rows(self, table: str, rows: NumberedRows) -> Iterator[Definition]:
		if not rows:
			return
		positions = self._positions(table, *rows[0])
		for row, (number, cells) in enumerate(rows[1:], 1):
			self.cells[table, row, ""] = f"A{number}"
			for column, position in positions.items():
				self.cells[table, row, column.name] = f"{get_column_letter(position + 1)}{number}"
			for position, value in enumerate(cells):
				if value is not None and position not in positions.values():
					self.cells[table, row, "extra"] = f"{get_column_letter(position + 1)}{number}"
					message = Message(_("The column has no heading: give it one, or empty the cell."))
					self.problems.append(self.placed(message, table, row, "extra"))
					break
			yield {
				column.name: self._value(
					column,
					cells[positions[column]] if positions.get(column, len(cells)) < len(cells) else None,
					table,
					row,
				)
				for column in COLUMNS[table]
			}

	def _positions(self, table: str, number: int, headings: Sequence[Cell]) -> dict[Column, int]:
		columns = {column.name: column for column in COLUMNS[table]}
		names = self._words({name: column.heading for name, column in columns.items()})
		positions: dict[Column, int] = {}
		for position, heading in enumerate(headings):
			if heading is None:
				continue
			column = columns.get(names.get(plain(str(heading)), ""))
			if column is None or column in positions:
				self.cells[table, 0, "heading"] = f"{get_column_letter(position + 1)}{number}"
				message = _("“{heading}” is no heading here, or stands twice: choose among {headings}.")
				expected = [Term(other.heading) for other in COLUMNS[table]]
				problem = Message(message, {"heading": heading, "headings": expected})
				self.problems.append(self.placed(problem, table, 0, "heading"))
			else:
				positions[column] = position
		for column in COLUMNS[table]:
			if column.required and column not in positions:
				message = Message(_("The column {heading} is missing."), {"heading": Term(column.heading)})
				self.problems.append(self.placed(message, table))
		return positions

	def _value(self, column: Column, value: Cell, table: str, row: int) -> object:
		if value is None:
			if column.required and (not table or (table, row, column.name) in self.cells):
				message = Message(_("{field} is empty: fill it in."), {"field": Term(column.heading)})
				self.problems.append(self.placed(message, table, row, column.name))
			return column.default
		try:
			return column.read(value, self.translate)
		except CellError as error:
			self.problems.append(self.placed(error.message, table, row, column.name))
			return column.default

"""Reading workbooks of strangers: checked before unpacking, no entities, nothing calculated (security 19)."""

from __future__ import annotations

import itertools
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from defusedxml import DefusedXmlException
from openpyxl.utils import column_index_from_string

from ..domain.text import Message, _
from .errors import SpreadsheetError
from .limits import Limits
from .settings import FileSettings
from .sheet_rows import SheetFacts, sheet_rows
from .sheets import choose_sheets
from .table import NumberedRows, RawSheet, RawTable, column_name
from .workbook_parts import SheetPart, WorkbookParts

MOST_SHEETS = 15
PEEKED_ROWS = 60
PEEKED_CELLS = 150_000

NOTHING_SHOWN = _(
	"No visible sheet of the workbook holds anything. If the answers are hidden, show their sheet."
)


def read_workbook(archive: zipfile.ZipFile, settings: FileSettings, limits: Limits) -> RawTable:
	"""Read the visible sheets that matter, each once; saved values of formulas, never the formulas.

	Raises SpreadsheetError for a workbook that is unsafe or damaged, or shows nothing.
	"""
	with _clear_errors():
		parts = WorkbookParts(archive)
		visible = {sheet.title: sheet for sheet in parts.sheets if sheet.visible}
		shown = dict(itertools.islice(visible.items(), MOST_SHEETS))
		refusals: list[SpreadsheetError] = []
		peeks = {title: _peeked(parts, sheet, limits, refusals) for title, sheet in shown.items()}
		if not any(peeks.values()):
			raise refusals[0] if refusals else SpreadsheetError(Message(NOTHING_SHOWN))
		choice = choose_sheets(peeks, settings)
		warnings = [*_hidden_sheets(parts.sheets), *choice.warnings]
		answers = []
		for title in (sheet for sheet in (choice.answers, choice.second) if sheet):
			rows, facts = _read(parts, visible[title], limits)
			warnings += _fill_merged(rows, facts)
			warnings += _hidden_parts(rows, facts)
			warnings += _percent_columns(facts)
			warnings += _formulas(facts)
			answers.append(RawSheet(title, rows))
		codebooks = [RawSheet(title, _read(parts, visible[title], limits)[0]) for title in choice.codebooks]
	used = FileSettings(
		sheet=choice.answers, second_sheet=choice.second or next(iter(choice.codebooks), None)
	)
	return RawTable(answers, used, warnings, codebooks, tuple(peeks), parts.epoch.date())


@contextmanager
def _clear_errors() -> Iterator[None]:
	try:
		yield
	except SpreadsheetError:
		raise
	# A damaged file is met as whatever it breaks: KeyError, ValueError, ExpatError, zlib.error
	except Exception as error:
		raise SpreadsheetError(_unreadable(error)) from error


def _unreadable(error: Exception) -> Message:
	if any(isinstance(cause, DefusedXmlException) for cause in (error, error.__cause__)):
		return Message(
			_("The workbook contains XML entities, which are not safe to read. Save it anew from Excel.")
		)
	return Message(_("The workbook is damaged. Open it in Excel, save it as .xlsx and upload it again."))


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


def _fill_merged(rows: NumberedRows, facts: SheetFacts) -> Iterator[Message]:
	"""Repeat the value of cells that are merged over several rows, as a case number above its points."""
	by_number = dict(rows)
	numbers = list(by_number)
	filled, done = 0, {}
	for letter, first, last in sorted(facts.merged_down):
		position = column_index_from_string(letter) - 1
		top = by_number.get(first, ())
		if first <= done.get(letter, 0) or position >= len(top) or top[position] is None:
			continue
		done[letter] = last
		for number in numbers[bisect_right(numbers, first) : bisect_right(numbers, last)]:
			cells = by_number[number]
			if position < len(cells) and cells[position] is None:
				cells[position] = top[position]
				filled += 1
	if filled:
		yield Message(
			_("{count} empty cells belong to cells merged over several rows and were given their value."),
			{"count": filled},
		)


def _hidden_parts(rows: NumberedRows, facts: SheetFacts) -> Iterator[Message]:
	width = max((len(cells) for _number, cells in rows), default=0)
	columns = [
		column_name(number)
		for number in range(1, width + 1)
		if any(first <= number <= last for first, last in facts.hidden_columns)
	]
	if columns:
		yield Message(
			_("Columns {columns} are hidden in the workbook and were read all the same."),
			{"columns": columns},
		)
	if facts.hidden_rows:
		yield Message(
			_("{count} rows are hidden or filtered out in the workbook and were read all the same."),
			{"count": facts.hidden_rows},
		)


def _percent_columns(facts: SheetFacts) -> Iterator[Message]:
	if facts.percent_columns:
		columns = [column_name(number) for number in sorted(facts.percent_columns)]
		yield Message(
			_(
				"Columns {columns} show numbers in per cent, which were read as they are seen: 80 for 80 %. "
				"Check that the answers are meant so."
			),
			{"columns": columns},
		)


def _hidden_sheets(sheets: Sequence[SheetPart]) -> Iterator[Message]:
	hidden = [sheet.title for sheet in sheets if not sheet.visible]
	if hidden:
		yield Message(_("Hidden sheets were not read: {sheets}."), {"sheets": hidden})


def _formulas(facts: SheetFacts) -> Iterator[Message]:
	if facts.formulas:
		yield Message(
			_("{count} cells hold formulas. Their last saved values were used."), {"count": facts.formulas}
		)
	if facts.unsaved:
		yield Message(
			_(
				"{count} formulas have no saved value and count as empty, the first in {cells}. "
				"Open the file in Excel, save it and upload it again."
			),
			{"count": facts.unsaved, "cells": facts.unsaved_cells},
		)


def read_sheets(archive: zipfile.ZipFile, limits: Limits) -> dict[str, NumberedRows]:
	"""Return every visible sheet that holds something, by its name, as it was typed: formulas are refused.

	Raises SpreadsheetError for a workbook that is damaged or has formulas.
	"""
	with _clear_errors():
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

"""Reading workbooks of strangers: checked before unpacking, no entities, nothing calculated (security 19)."""

from __future__ import annotations

import io
import itertools
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ..domain.text import Message, _
from .errors import SpreadsheetError
from .limits import Limits
from .percentages import show_percentages
from .readable import unescaped
from .settings import FileSettings
from .sheet_scan import SheetScan, scan_sheet
from .sheets import choose_sheets
from .table import EPOCH_1900, NumberedRows, RawSheet, RawTable, collect_rows, column_name

LAST_ROW = 1_048_576
"""The last row of a worksheet; stops a file that numbers its rows beyond it."""

MOST_SHEETS = 15
PEEKED_ROWS = 60
PEEKED_CELLS = 150_000
FORMULAS_NAMED = 10


def read_workbook(
	content: bytes, archive: zipfile.ZipFile, settings: FileSettings, limits: Limits
) -> RawTable:
	"""Read the visible sheets that matter; saved values of formulas, never the formulas.

	Raises SpreadsheetError for a workbook that is unsafe or damaged, or shows nothing.
	"""
	with _clear_errors():
		workbook = _opened(content, values=True)
		visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]
		peeks = {sheet.title: _peeked(sheet, limits) for sheet in visible}
		scans: dict[str, SheetScan] = {}
		if not any(peeks.values()):
			scans = {sheet.title: _scanned(archive, sheet) for sheet in visible}
			peeks = {sheet.title: _rows(sheet, limits, last=scans[sheet.title].last_row) for sheet in visible}
		if not any(peeks.values()):
			raise SpreadsheetError(
				Message(
					_(
						"No visible sheet of the workbook holds anything. If the answers are hidden, "
						"show their sheet."
					)
				)
			)
		choice = choose_sheets(peeks, settings)
		warnings = [*_hidden_sheets(workbook), *choice.warnings]
		answers = []
		for name in (sheet for sheet in (choice.answers, choice.second) if sheet):
			sheet = workbook[name]
			scan = _scanned(archive, sheet)
			rows = _rows(sheet, limits, last=scan.last_row)
			warnings += _fill_merged(rows, scan)
			warnings += _hidden_parts(rows, scan)
			if scan.has_formulas:
				warnings += _formula_warnings(content, name, rows, scan, limits)
			show_percentages(rows, archive, sheet._worksheet_path)
			answers.append(RawSheet(name, rows))
		codebooks = [
			RawSheet(name, _rows(workbook[name], limits, _scanned(archive, workbook[name]).last_row))
			for name in choice.codebooks
		]
	used = FileSettings(
		sheet=choice.answers, second_sheet=choice.second or next(iter(choice.codebooks), None)
	)
	epoch = EPOCH_1900 if workbook.epoch == WINDOWS_EPOCH else CALENDAR_MAC_1904.date()
	return RawTable(answers, used, warnings, codebooks, tuple(peeks), epoch)


@contextmanager
def _clear_errors() -> Iterator[None]:
	try:
		yield
	except SpreadsheetError:
		raise
	# openpyxl lets through whatever its parsers meet in a damaged file: KeyError, TypeError, zlib.error
	except Exception as error:
		raise SpreadsheetError(_unreadable(error)) from error


def _unreadable(error: Exception) -> Message:
	if any(isinstance(cause, DefusedXmlException) for cause in (error, error.__cause__)):
		return Message(
			_("The workbook contains XML entities, which are not safe to read. Save it anew from Excel.")
		)
	return Message(_("The workbook is damaged. Open it in Excel, save it as .xlsx and upload it again."))


def _opened(content: bytes, values: bool) -> Workbook:
	if not openpyxl.DEFUSEDXML:
		raise RuntimeError("openpyxl does not use defusedxml; unset OPENPYXL_DEFUSEDXML.")
	workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
	for sheet in workbook.worksheets:
		sheet.reset_dimensions()
	return workbook


def _scanned(archive: zipfile.ZipFile, sheet: Worksheet) -> SheetScan:
	with archive.open(sheet._worksheet_path) as part:
		return scan_sheet(part)


def _rows(sheet: Worksheet, limits: Limits, last: int | None = None) -> NumberedRows:
	last = LAST_ROW if last is None else min(last, LAST_ROW)
	if not last:
		return []
	return list(collect_rows(enumerate(_typed(sheet, last), 1), limits))


def _typed(sheet: Worksheet, last: int) -> Iterator[list[object]]:
	"""Yield the cells up to row `last` as they were typed: openpyxl leaves Excel's escapes in texts."""
	for row in sheet.iter_rows(max_row=last, values_only=True):
		yield [unescaped(cell) if isinstance(cell, str) else cell for cell in row]


def _peeked(sheet: Worksheet, limits: Limits) -> NumberedRows:
	"""Return the first rows of a sheet, fewer where they are very wide."""
	cells = enumerate(_typed(sheet, PEEKED_ROWS), 1)
	rows: NumberedRows = []
	with suppress(SpreadsheetError):
		rows.extend(collect_rows(cells, replace(limits, cells=PEEKED_CELLS)))
	return rows


def _fill_merged(rows: NumberedRows, scan: SheetScan) -> Iterator[Message]:
	"""Repeat the value of cells that are merged over several rows, as a case number above its points."""
	by_number = dict(rows)
	numbers = list(by_number)
	filled, done = 0, {}
	for letter, first, last in sorted(scan.merged_down):
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


def _hidden_parts(rows: NumberedRows, scan: SheetScan) -> Iterator[Message]:
	width = max((len(cells) for _number, cells in rows), default=0)
	columns = [
		column_name(number)
		for number in range(1, width + 1)
		if any(first <= number <= last for first, last in scan.hidden_columns)
	]
	if columns:
		yield Message(
			_("Columns {columns} are hidden in the workbook and were read all the same."),
			{"columns": columns},
		)
	if scan.hidden_rows:
		yield Message(
			_("{count} rows are hidden or filtered out in the workbook and were read all the same."),
			{"count": scan.hidden_rows},
		)


def _hidden_sheets(workbook: Workbook) -> Iterator[Message]:
	hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
	if hidden:
		yield Message(_("Hidden sheets were not read: {sheets}."), {"sheets": hidden})


def _formula_warnings(
	content: bytes, sheet: str, rows: NumberedRows, scan: SheetScan, limits: Limits
) -> Iterator[Message]:
	"""Warn of formulas: the cells that read differently when their saved values are not asked for."""
	values_of = dict(rows)
	found, empty = 0, []
	for number, sources in _rows(_opened(content, values=False)[sheet], limits, scan.last_row):
		values = values_of.get(number, [])
		for position, (source, value) in enumerate(itertools.zip_longest(sources, values), 1):
			found += source != value
			if source is not None and value is None:
				empty.append(f"{column_name(position)}{number}")
	if found:
		yield Message(_("{count} cells hold formulas. Their last saved values were used."), {"count": found})
	if empty:
		yield Message(
			_(
				"{count} formulas have no saved value and count as empty, the first in {cells}. "
				"Open the file in Excel, save it and upload it again."
			),
			{"count": len(empty), "cells": empty[:FORMULAS_NAMED]},
		)


def read_sheets(content: bytes, archive: zipfile.ZipFile, limits: Limits) -> dict[str, NumberedRows]:
	"""Return every visible sheet that holds something, by its name, as it was typed: formulas are refused.

	Raises SpreadsheetError for a workbook that is damaged or has formulas.
	"""
	with _clear_errors():
		workbook = _opened(content, values=True)
		sheets = {}
		for sheet in workbook.worksheets:
			if sheet.sheet_state != "visible":
				continue
			scan = _scanned(archive, sheet)
			if scan.has_formulas:
				raise SpreadsheetError(
					Message(
						_(
							"The sheet “{sheet}” holds formulas, the first in {cell}. "
							"Write their values instead and upload the file again."
						),
						{"sheet": sheet.title, "cell": _first_formula(content, sheet.title, scan, limits)},
					)
				)
			if rows := _rows(sheet, limits, last=scan.last_row):
				sheets[sheet.title] = rows
		return sheets


def _first_formula(content: bytes, sheet: str, scan: SheetScan, limits: Limits) -> str:
	rows = _opened(content, values=False)[sheet].iter_rows(max_row=scan.last_row or LAST_ROW)
	return next((cell.coordinate for row in rows for cell in row if cell.data_type == "f"), "?")

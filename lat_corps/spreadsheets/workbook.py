"""Reading workbooks of strangers: checked before unpacking, no entities, nothing calculated (security 19)."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ..domain.text import Message, _
from .errors import SpreadsheetError
from .limits import MEBIBYTE, Limits
from .table import NumberedRows, RawTable, Table, build_table, collect_rows

LAST_ROW = 1_048_576
"""The last row of a worksheet; stops a file that numbers its rows beyond it."""

ENCRYPTED = 0x1
"""Bit of a zip entry's flags."""

FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
FORMULAS_NAMED = 10


def read_workbook(content: bytes, limits: Limits) -> Table:
	"""Read the first visible sheet that holds something; saved values of formulas, never the formulas.

	Raises SpreadsheetError for a file that is too large, unsafe, protected, damaged or no workbook.
	"""
	with _clear_errors():
		has_formulas = _check_archive(content, limits)
		workbook = _opened(content, values=True)
		sheet, raw_rows = _first_filled(workbook, limits)
		table = build_table(RawTable(raw_rows, fixed_width=False), sheet=sheet)
		table.warnings.extend(_sheet_warnings(workbook, sheet))
		if has_formulas:
			table.warnings.extend(_formula_warnings(content, sheet, raw_rows, limits))
		return table


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


def _check_archive(content: bytes, limits: Limits) -> bool:
	"""Refuse what must not be unpacked, by the archive's directory; return whether sheets have formulas."""
	try:
		archive = zipfile.ZipFile(io.BytesIO(content))
	except zipfile.BadZipFile as error:
		raise SpreadsheetError(
			Message(
				_("The file is incomplete: its end is missing. Fetch or save it again and upload it again.")
			)
		) from error
	with archive:
		entries = archive.infolist()
		_check_entries(entries, limits)
		sheets = [entry for entry in entries if entry.filename.startswith("xl/worksheets/")]
		return any(FORMULA.search(archive.read(sheet)) for sheet in sheets)


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
	if any(entry.flag_bits & ENCRYPTED for entry in entries):
		raise SpreadsheetError(
			Message(_("The file is protected by a password. Save it without a password and upload it again."))
		)
	if not any(entry.filename.startswith("xl/") for entry in entries):
		raise SpreadsheetError(
			Message(_("The file is not an Excel workbook. Save the table as .xlsx or .csv and upload that."))
		)
	if len(entries) > limits.archive_entries or _is_bomb(entries, limits):
		raise SpreadsheetError(
			Message(
				_(
					"The workbook would unpack to more than can be read safely. Copy the table alone "
					"into a new workbook and upload that."
				)
			)
		)


def _is_bomb(entries: list[zipfile.ZipInfo], limits: Limits) -> bool:
	if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
		return True
	return any(
		entry.file_size > MEBIBYTE and entry.file_size > limits.compression_ratio * entry.compress_size
		for entry in entries
	)


def _opened(content: bytes, values: bool) -> Workbook:
	if not openpyxl.DEFUSEDXML:
		raise RuntimeError("openpyxl does not use defusedxml; unset OPENPYXL_DEFUSEDXML.")
	workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
	for sheet in workbook.worksheets:
		sheet.reset_dimensions()
	return workbook


def _first_filled(workbook: Workbook, limits: Limits) -> tuple[str, NumberedRows]:
	for sheet in workbook.worksheets:
		if sheet.sheet_state == "visible":
			rows = _rows(sheet, limits)
			if rows:
				return sheet.title, rows
	raise SpreadsheetError(
		Message(
			_("No visible sheet of the workbook holds anything. If the answers are hidden, show their sheet.")
		)
	)


def _sheet_warnings(workbook: Workbook, used: str) -> Iterator[Message]:
	others = [sheet for sheet in workbook.worksheets if sheet.title != used]
	hidden = [sheet.title for sheet in others if sheet.sheet_state != "visible"]
	visible = [sheet.title for sheet in others if sheet.sheet_state == "visible"]
	if hidden:
		yield Message(_("Hidden sheets were not read: {sheets}."), {"sheets": hidden})
	if visible:
		yield Message(_("Only the sheet “{used}” was read, not {sheets}."), {"used": used, "sheets": visible})


def _formula_warnings(content: bytes, sheet: str, rows: NumberedRows, limits: Limits) -> Iterator[Message]:
	"""Warn of formulas: the cells that read differently when their saved values are not asked for."""
	values_of = dict(rows)
	found, empty = 0, []
	for number, sources in _rows(_opened(content, values=False)[sheet], limits):
		values = values_of.get(number, [])
		for position, (source, value) in enumerate(itertools.zip_longest(sources, values), 1):
			found += source != value
			if source is not None and value is None:
				empty.append(f"{get_column_letter(position)}{number}")
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


def _rows(sheet: Worksheet, limits: Limits) -> NumberedRows:
	return list(collect_rows(enumerate(sheet.iter_rows(max_row=LAST_ROW, values_only=True), 1), limits))

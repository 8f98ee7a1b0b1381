"""Reading workbooks of strangers: checked before unpacking, no entities, nothing calculated (security 19)."""

from __future__ import annotations

import itertools
import zipfile
from dataclasses import replace

from ...domain.text import Message, _
from ..cells.errors import SpreadsheetError
from ..cells.limits import Limits
from ..cells.settings import FileSettings
from ..cells.table import NumberedRows, RawTable
from .sheet_rows import SheetFacts, sheet_rows
from .sheet_tables import clear_errors, table_of_sheets
from .workbook_parts import SheetPart, WorkbookParts

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

"""Rows with errors, given back to be mended and dropped in again (N10)."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.workbook import Workbook

from ..domain.text import _
from .answers import ImportPlan
from .table import Table
from .writing import saved, write_header, write_value

TO_MEND = _("What to mend")
"""Heading of the last column, which an import ignores."""


def rejected_workbook(table: Table, plan: ImportPlan, translate: Callable[[str], str] = str) -> bytes:
	"""Return an .xlsx file of the rows with errors as sent, bad cells marked, the messages beside them."""
	wrong = {(row.sheet, row.number): row for row in plan.rows if row.outcome == "Error"}
	workbook = Workbook()
	sheet = workbook.active
	write_header(sheet, [*table.headers, translate(TO_MEND)])
	rows = [row for row in table.rows if (row.sheet, row.number) in wrong]
	for number, row in enumerate(rows, 2):
		outcome = wrong[row.sheet, row.number]
		messages = "\n".join(message.render(translate) for message in outcome.messages)
		for position, value in enumerate([*row.cells, messages], 1):
			write_value(sheet.cell(number, position), value)
	return saved(workbook)

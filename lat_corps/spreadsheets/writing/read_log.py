"""The read log of one citizen as a workbook, with staff by name or by pseudonym (N3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ...domain.text import _
from .frames import saved, wrap_column, write_frame

MOMENT_FORMAT = "dd-mm-yyyy hh:mm"

Translate = Callable[[str], str]

KEEP_IN_MIND = (
	_("One line for each time a person opened, printed, exported, listed or downloaded a record."),
	_("The same act on the same record within a minute is one line."),
	_("“Listed” means that the record stood in a list that showed more than number, stage, dates and staff."),
	_("An opening is logged when the server sends the record, whether or not it was read to the end."),
)


@dataclass(frozen=True)
class LogLine:
	"""One act of reading; `staff` is the login, which stands for the person."""

	moment: dt.datetime
	staff: str
	staff_name: str
	roles: tuple[str, ...]
	action: str
	document_type: str
	number: str
	course: str = ""
	impersonated_by: str = ""


def pseudonyms(lines: Sequence[LogLine], translate: Translate = str) -> dict[str, str]:
	"""Return login -> "Staff member 1", 2 … in the order of first appearance.

	The log only grows at its end, so a person keeps the number in every later export of the same citizen.
	"""
	logins = dict.fromkeys(
		login
		for line in sorted(lines, key=lambda line: line.moment)
		for login in (line.staff, line.impersonated_by)
		if login
	)
	return {login: translate(_("Staff member {0}")).format(i) for i, login in enumerate(logins, 1)}


def read_log_workbook(
	lines: Sequence[LogLine], citizen: str, with_names: bool, translate: Translate = str
) -> bytes:
	"""Return an .xlsx file with a line per act, oldest first; staff by name, or by pseudonym."""
	shown_as = pseudonyms(lines, translate)
	if with_names:
		shown_as = {login: login for login in shown_as} | {line.staff: line.staff_name for line in lines}
	columns = {
		_("Time"): [line.moment for line in lines],
		_("Staff member"): [shown_as[line.staff] for line in lines],
		_("Role"): [", ".join(translate(role) for role in line.roles) for line in lines],
		_("Action"): [translate(line.action) for line in lines],
		_("Kind of record"): [translate(line.document_type) for line in lines],
		_("Record number"): [line.number for line in lines],
		_("Course"): [line.course for line in lines],
	}
	if any(line.impersonated_by for line in lines):
		columns[_("Signed in by")] = [shown_as.get(line.impersonated_by, "") for line in lines]
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = translate(_("Reading log"))
	_write(sheet, {translate(heading): values for heading, values in columns.items()})
	_write_caveats(workbook.create_sheet(), citizen, translate)
	return saved(workbook)


def key_workbook(lines: Sequence[LogLine], translate: Translate = str) -> bytes:
	"""Return an .xlsx file that tells who is behind each pseudonym: kept apart from the log."""
	names = {line.staff: line.staff_name for line in lines}
	numbered = pseudonyms(lines, translate)
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = translate(_("Key"))
	_write(
		sheet,
		{
			translate(_("In the log")): list(numbered.values()),
			translate(_("Name")): [names.get(login, login) for login in numbered],
			translate(_("User name")): list(numbered),
		},
	)
	return saved(workbook)


def _write(sheet: Worksheet, columns: dict[str, list[object]]) -> None:
	write_frame(sheet, pd.DataFrame(columns, dtype=object))
	sheet.auto_filter.ref = sheet.dimensions
	for row in sheet.iter_rows(min_row=2):
		for cell in row:
			if isinstance(cell.value, dt.datetime):
				cell.number_format = MOMENT_FORMAT


def _write_caveats(sheet: Worksheet, citizen: str, translate: Translate) -> None:
	sheet.title = translate(_("Keep in mind"))
	write_frame(
		sheet,
		pd.DataFrame({f"{translate(_('Citizen'))} {citizen}": [translate(text) for text in KEEP_IN_MIND]}),
	)
	wrap_column(sheet, 1)

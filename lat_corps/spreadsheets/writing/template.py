"""The empty workbook that a sender fills in; what comes back is recognised without any mapping (R90, N10)."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ...domain.instruments import Instrument, Item, plain_number
from ...domain.text import Message, _
from ..cells.headings import CASE, DATE, POINT, POINTS
from .frames import DATE_FORMAT, TEXT_FORMAT, saved, widen, wrap_column, write_header, write_value
from .item_columns import Translate, item_heading

SPARE_ROWS = 200
"""Rows below the given cases that are prepared for further answers."""

CASE_COLUMN, POINT_COLUMN, DATE_COLUMN, FIRST_ITEM_COLUMN = 1, 2, 3, 4


def template_workbook(instrument: Instrument, cases: Sequence[str], translate: Translate = str) -> bytes:
	"""Return an .xlsx file: a sheet to fill in, with one row per case number, and a sheet of help.

	`translate` maps English source strings to the reader's language.
	"""
	workbook = Workbook()
	_write_answers(workbook.active, instrument, cases, translate)
	_write_help(workbook.create_sheet(), instrument, translate)
	return saved(workbook)


def _write_answers(
	sheet: Worksheet, instrument: Instrument, cases: Sequence[str], translate: Translate
) -> None:
	sheet.title = translate(_("Answers"))
	fixed = [translate(heading) for heading in (CASE, POINT, DATE)]
	headings = fixed + [item_heading(item, translate) for item in instrument.items]
	write_header(sheet, headings)
	for number, case in enumerate(cases, 2):
		write_value(sheet.cell(number, CASE_COLUMN), case)
	last_row = len(cases) + 1 + SPARE_ROWS
	for number in range(2, last_row + 1):
		sheet.cell(number, CASE_COLUMN).number_format = TEXT_FORMAT
		sheet.cell(number, DATE_COLUMN).number_format = DATE_FORMAT
	_validate(sheet, POINT_COLUMN, last_row, _point_rule(translate))
	_validate(sheet, DATE_COLUMN, last_row, _date_rule(translate))
	for position, item in enumerate(instrument.items, FIRST_ITEM_COLUMN):
		_validate(sheet, position, last_row, _item_rule(item, translate))


def _validate(sheet: Worksheet, position: int, last_row: int, rule: DataValidation) -> None:
	letter = get_column_letter(position)
	rule.add(f"{letter}2:{letter}{last_row}")
	sheet.add_data_validation(rule)


def _point_rule(translate: Translate) -> DataValidation:
	words = ",".join(translate(point) for point in POINTS)
	return _rule(
		translate, _("Choose a measurement point from the list."), type="list", formula1=f'"{words}"'
	)


def _date_rule(translate: Translate) -> DataValidation:
	return _rule(
		translate,
		_("Write the date as day-month-year."),
		type="date",
		operator="greaterThan",
		formula1="DATE(1990,1,1)",
	)


def _item_rule(item: Item, translate: Translate) -> DataValidation:
	return _rule(
		translate,
		_range_message(item),
		type="decimal",
		operator="between",
		formula1=plain_number(item.minimum),
		formula2=plain_number(item.maximum),
	)


def _range_message(item: Item) -> Message:
	return Message(
		_("A number from {minimum} to {maximum}."),
		{"minimum": plain_number(item.minimum), "maximum": plain_number(item.maximum)},
	)


def _rule(translate: Translate, advice: str | Message, **settings: str) -> DataValidation:
	text = advice.render(translate) if isinstance(advice, Message) else translate(advice)
	return DataValidation(allow_blank=True, showErrorMessage=True, error=text, **settings)


def _write_help(sheet: Worksheet, instrument: Instrument, translate: Translate) -> None:
	sheet.title = translate(_("Help"))
	lines = [
		(translate(CASE), translate(_("The number of the case. Write no names and no CPR numbers."))),
		(translate(POINT), ", ".join(translate(point) for point in POINTS)),
		(translate(DATE), translate(_("The day on which the person answered, as day-month-year."))),
		*(
			(item_heading(item, translate), _range_message(item).render(translate))
			for item in instrument.items
		),
		(
			translate(_("No answer")),
			translate(_("Leave the cell empty. Rows without a date and without answers are skipped.")),
		),
		(
			translate(_("Columns")),
			translate(_("Do not change the headings, and add no columns between them.")),
		),
	]
	write_header(sheet, [translate(instrument.title), instrument.reference])
	for number, (subject, text) in enumerate(lines, 2):
		write_value(sheet.cell(number, 1), subject)
		write_value(sheet.cell(number, 2), text)
	widen(sheet, 1, max(len(subject) for subject, _text in lines))
	widen(sheet, 2, max(len(text) for _subject, text in lines))
	wrap_column(sheet, 2)

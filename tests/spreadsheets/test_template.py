"""The workbook that senders fill in comes back without any mapping."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from lat_corps.spreadsheets.planning.answers import plan_import, suggest_mapping
from lat_corps.spreadsheets.reading.uploads import read_table
from lat_corps.spreadsheets.writing.template import Translate, template_workbook
from tests.who5 import WHO5

DANISH = {
	"Case number": "Forløbsnummer",
	"Measurement point": "Måletidspunkt",
	"Date of answer": "Dato for besvarelse",
	"Mood": "Humør",
	"Answers": "Besvarelser",
	"Before": "Før",
	"After": "Efter",
	"Follow-up": "Opfølgning",
}


def danish(source: str) -> str:
	return DANISH.get(source, source)


def elsewhere(source: str) -> str:
	return f"Xx {source}"


def opened(*cases: str, translate: Translate = str) -> openpyxl.Workbook:
	return openpyxl.load_workbook(io.BytesIO(template_workbook(WHO5, cases, translate)))


def test_case_numbers_are_filled_in_as_text() -> None:
	sheet = opened("LAT-1", "007").worksheets[0]
	assert [sheet["A2"].value, sheet["A3"].value, sheet["A4"].value] == ["LAT-1", "007", None]
	assert {sheet[cell].number_format for cell in ("A2", "A3", "A4", "A50")} == {"@"}


def test_headings_stay_in_view_and_dates_are_danish() -> None:
	sheet = opened("LAT-1").worksheets[0]
	assert sheet.freeze_panes == "A2"
	assert sheet["A1"].font.bold
	assert {sheet["C2"].number_format, sheet["C50"].number_format} == {"dd-mm-yyyy"}


def test_every_answer_is_held_to_its_range_and_the_point_to_the_list() -> None:
	sheet = opened("LAT-1", translate=danish).worksheets[0]
	rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
	assert rules["B2"].formula1 == '"Før,Efter,Opfølgning"'
	assert rules["C2"].type == "date"
	for column in "DEFGH":
		rule = rules[f"{column}2"]
		assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "5")
		assert rule.showErrorMessage


def test_the_help_sheet_explains_every_column() -> None:
	answers, explained = opened("LAT-1", translate=danish).worksheets
	subjects = {row[0].value for row in explained.iter_rows()}
	assert {cell.value for cell in answers[1]} <= subjects


@pytest.mark.parametrize("translate", [str, danish, elsewhere])
def test_the_headings_are_recognised_with_certainty_in_any_language(translate: Translate) -> None:
	table = read_table(template_workbook(WHO5, ["LAT-1"], translate), "template.xlsx")
	mapping = suggest_mapping(table, WHO5, translate)
	assert [column.role for column in mapping] == ["Case", "Point", "Date", *["Answer"] * 5]
	assert [column.item_code for column in mapping[3:]] == [item.code for item in WHO5.items]
	assert all(column.certain for column in mapping)


def test_the_danish_template_is_recognised_by_a_reader_of_english() -> None:
	table = read_table(template_workbook(WHO5, ["LAT-1"], danish), "template.xlsx")
	assert all(column.certain and column.role != "Ignore" for column in suggest_mapping(table, WHO5))


def test_a_filled_in_template_is_imported_and_unused_rows_are_skipped() -> None:
	book = opened("LAT-1", "LAT-2", translate=danish)
	for position, value in enumerate(["Før", dt.datetime(2024, 1, 31), 3, 2, 4, 1, 3], 2):
		book.worksheets[0].cell(2, position).value = value
	content = io.BytesIO()
	book.save(content)
	table = read_table(content.getvalue(), "template.xlsx")
	cases = {"LAT-1": "LAT-1", "LAT-2": "LAT-2"}
	rows = plan_import(table, suggest_mapping(table, WHO5), WHO5, cases, {}).rows
	assert [(row.number, row.outcome) for row in rows] == [(2, "New"), (3, "Skipped")]
	assert rows[0].score.value == 52


def test_a_case_number_that_looks_like_a_formula_stays_text() -> None:
	cell = opened("=1+1").worksheets[0]["A2"]
	assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == ("=1+1", "s", True)

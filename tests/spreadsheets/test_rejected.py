"""Rows with errors come back as they were sent, marked, and are imported once they are mended (N10)."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest

from lat_corps.spreadsheets.cells.table import Table
from lat_corps.spreadsheets.writing import rejected
from lat_corps.spreadsheets.writing.rejected import rejected_workbook
from tests.who5 import WHO5

from .senders import RATING, answered, count_from_1904, plan_of, read, said, text_file, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", "Note", *CODES]
GOOD = ["001", "Før", "31-01-2024", "god", "3", "2", "4", "1", "3"]
BAD = ["002", "Før", "31-01-2024", "=1+1", "9", "2", "4", "1", "3"]


def returned(table: Table, **arguments: object) -> bytes:
	instrument = arguments.pop("instrument", WHO5)
	return rejected_workbook(table, plan_of(table, instrument), **arguments)


def opened(content: bytes) -> openpyxl.Workbook:
	return openpyxl.load_workbook(io.BytesIO(content))


def mended(content: bytes, **cells: object) -> bytes:
	book = opened(content)
	for address, value in cells.items():
		book.active[address] = value
	changed = io.BytesIO()
	book.save(changed)
	return changed.getvalue()


def test_only_rows_with_errors_come_back_as_sent_with_all_columns() -> None:
	sheet = opened(returned(read(text_file([LONG, GOOD, BAD])))).active
	rows = [list(row) for row in sheet.iter_rows(values_only=True)]
	assert rows[0] == [*LONG, "What to mend"]
	assert [row[:-1] for row in rows[1:]] == [BAD]


def test_bad_cells_are_marked_with_what_is_wrong() -> None:
	sheet = opened(returned(read(text_file([LONG, GOOD, BAD])))).active
	assert sheet["E2"].fill.fgColor.rgb == "FFFFC7CE"
	assert "outside the range" in sheet["E2"].comment.text
	assert sheet["F2"].comment is None
	assert "Row 3, column E “WHO5_1”" in sheet["J2"].value


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
	cell = opened(returned(read(text_file([LONG, BAD])))).active["D2"]
	assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_what_no_workbook_can_hold_is_left_out_of_cells_comments_and_titles() -> None:
	odd = "9\x01\x0b\uffffx"
	table = replace(read(text_file([LONG, [*GOOD[:4], "9x", *GOOD[5:]]])), sheet="Før/efter\x02")
	table.rows[0].cells[4] = odd
	sheet = opened(returned(table)).active
	assert (sheet.title, sheet["E2"].value) == ("Før_efter", "9x")
	assert "is not a number" in sheet["E2"].comment.text


def test_the_mended_workbook_imports_just_those_rows() -> None:
	content = returned(read(text_file([LONG, GOOD, BAD])))
	table = read(mended(content, E2=5), "rejected.xlsx")
	assert answered(plan_of(table)) == [("LAT-2", "Before", dt.date(2024, 1, 31), 5, 2, 4, 1, 3)]


def test_what_is_not_mended_is_an_error_again() -> None:
	plan = plan_of(read(returned(read(text_file([LONG, GOOD, BAD]))), "rejected.xlsx"))
	assert [row.outcome for row in plan.rows] == ["Error"]


def test_two_rows_of_headings_come_back_as_two() -> None:
	texts = [
		"Hvad er dit nummer?",
		"Hvornår?",
		"Dato?",
		"Andet?",
		"Glad?",
		"Rolig?",
		"Aktiv?",
		"Frisk?",
		"Vild?",
	]
	table = read(text_file([LONG, texts, GOOD, BAD]))
	again = read(returned(table), "rejected.xlsx")
	assert again.headers[:-1] == table.headers
	assert again.settings.header_rows == 2


def test_headings_stand_where_they_stood_so_that_stored_settings_fit() -> None:
	table = read(workbook({"Ark1": [["En note"], ["Og en til"], LONG, GOOD, BAD]}), "a.xlsx")
	again = read(returned(table), "rejected.xlsx", **{"first_row": 3, "sheet": "Ark1", "header_rows": 1})
	assert again.headers[:-1] == LONG


def test_two_sheets_come_back_as_two() -> None:
	head = ["Forløb", "Dato", *CODES]
	sheets = {
		"Før": [head, ["001", "31-01-2024", 3, 2, 4, 1, 3]],
		"Efter": [head, ["001", "30-06-2024", 9, 2, 4, 1, 3]],
	}
	content = returned(read(workbook(sheets), "a.xlsx"))
	assert opened(content).sheetnames == ["Før", "Efter"]
	assert "Row 2 of the sheet “Efter”" in said(plan_of(read(content, "rejected.xlsx")))


def test_a_wide_row_with_one_bad_point_comes_back_whole_and_changes_nothing_else() -> None:
	table = read(text_file([["ID", "Dato", "Før", "Efter"], ["001", "31-01-2024", "4", "99x"]]))
	plan = plan_of(table, RATING)
	assert [row.outcome for row in plan.rows] == ["New", "Error"]
	again = read(mended(returned(table, instrument=RATING), D2=7), "rejected.xlsx")
	assert [row[1:] for row in answered(plan_of(again, RATING))] == [
		("Before", dt.date(2024, 1, 31), 4),
		("After", dt.date(2024, 1, 31), 7),
	]


def test_dates_and_decimals_that_few_rows_do_not_explain_are_written_as_such() -> None:
	rows = [
		["001", "Før", "12/31/2023", "", "3.5", *GOOD[5:]],
		["002", "Før", "03/04/2024", "", "9", *GOOD[5:]],
	]
	content = returned(read(text_file([LONG, *rows])))
	assert opened(content).active["C2"].value == dt.datetime(2024, 3, 4)


def test_days_counted_from_1904_stay_the_same_days() -> None:
	rows = [["001", "Før", 43860, None, 9, 2, 4, 1, 3]]
	content = returned(read(workbook({"Ark1": [LONG, *rows]}, count_from_1904), "mac.xlsx"))
	table = read(mended(content, E2=3), "rejected.xlsx")
	assert answered(plan_of(table))[0][2] == dt.date(2024, 1, 31)


def test_values_without_a_heading_come_back_too() -> None:
	sheet = opened(returned(read(text_file([LONG, [*GOOD, "for meget"]])))).active
	assert sheet["J2"].value == "for meget"
	assert "has no heading" in sheet["K2"].value


def test_very_many_bad_cells_are_all_marked_and_the_first_commented(monkeypatch: pytest.MonkeyPatch) -> None:
	monkeypatch.setattr(rejected, "MOST_COMMENTS", 1)
	sheet = opened(returned(read(text_file([LONG, BAD, ["003", *BAD[1:]]])))).active
	assert [sheet[cell].comment is None for cell in ("E2", "E3")] == [False, True]
	assert sheet["E3"].fill.fgColor.rgb == "FFFFC7CE"


def test_messages_are_in_the_readers_language() -> None:
	content = returned(read(text_file([LONG, BAD])), translate=lambda text: f"<{text}")
	assert opened(content).active["J1"].value == "<What to mend"


def test_nothing_wrong_is_a_workbook_of_headings() -> None:
	table = read(text_file([LONG, GOOD]))
	empty = replace(table, rows=[])
	for each in (table, empty):
		assert [list(row)[:-1] for row in opened(returned(each)).active.iter_rows(values_only=True)] == [LONG]

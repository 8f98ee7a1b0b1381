"""CPR numbers in a file are warned of, and stand in nothing that is made from it; all are invented."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from lat_corps.domain.civil_numbers import HIDDEN
from lat_corps.spreadsheets.cells.table import SpreadsheetError
from lat_corps.spreadsheets.planning.answers import plan_import, suggest_mapping
from lat_corps.spreadsheets.writing.rejected import rejected_workbook
from tests.who5 import WHO5

from .senders import CASES, read, text_file, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
BAD = ["001", "Før", "31-01-2024", 3, 2, 9, 1, 3]


def planned(table, cases=CASES):
	return plan_import(table, suggest_mapping(table, WHO5), WHO5, cases, {})


def warned(plan) -> str:
	return "\n".join(warning.render() for warning in plan.warnings)


def everything(table, plan) -> str:
	"""All that is said of a file, and all cells and comments of the workbook of its rows with errors."""
	said = [warned(plan), *(m.render() for row in plan.rows for m in row.messages)]
	said += [p.message.render() for row in plan.rows for p in row.problems]
	book = openpyxl.load_workbook(io.BytesIO(rejected_workbook(table, plan)))
	for sheet in book.worksheets:
		for cells in sheet.iter_rows():
			said += [f"{cell.value} {cell.comment.text if cell.comment else ''}" for cell in cells]
	return "\n".join(said)


FILES = {
	"a column of its own": ([*LONG, "CPR"], [[*BAD, "010190-0000"]], "I “CPR”"),
	"within a comment": ([*LONG, "Bemærkning"], [[*BAD, "se 0101900000, ring"]], "I “Bemærkning”"),
	"as the id": (LONG, [["010190-0000", *BAD[1:]]], "A “Forløb”"),
	"as an answer": (LONG, [[*BAD[:-1], "010190-0000"]], "H “WHO5_5”"),
	"as a point": (LONG, [["001", "010190 0000", *BAD[2:]]], "B “Måling”"),
	"as a date": (LONG, [["001", "Før", "010190-0000", *BAD[3:]]], "C “Dato”"),
	"beyond the last heading": (LONG, [[*BAD, "010190-0000"]], "I"),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_text_is_hidden_wherever_it_stands(file) -> None:
	heads, rows, place = file
	table = read(text_file([heads, *rows]))
	plan = planned(table)
	assert f"looks like CPR numbers stands in {place}" in warned(plan)
	said = everything(table, plan)
	assert plan.counts["Error"] == 1 and HIDDEN in said
	assert "0000" not in said.replace("45322", "") and "010190" not in said


@pytest.mark.parametrize("heading", ["CPR-nr.", "Personnummer", "Nr."])
def test_a_number_of_excel_without_its_zero_is_hidden_too(heading) -> None:
	rows = [[*BAD, number] for number in (101900000, 201900000, 1111900000, 301900000)]
	table = read(workbook({"Svar": [[*LONG, heading], *rows]}), "svar.xlsx")
	plan = planned(table)
	said = everything(table, plan)
	assert f"“{heading}”" in warned(plan)
	assert not [digits for digits in ("1900000", "1111900000") if digits in said]


def test_an_id_without_its_zero_is_not_listed_to_be_explained() -> None:
	table = read(workbook({"Svar": [["CPR-nr", *LONG[1:]], [101900000, *BAD[1:]]]}), "svar.xlsx")
	mapping = suggest_mapping(table, WHO5)
	mapping = [replace(mapping[0], role="Case"), *mapping[1:]]
	plan = plan_import(table, mapping, WHO5, CASES, {})
	assert plan.open_codes == [] and "1900000" not in everything(table, plan)


def test_ids_of_courses_that_happen_to_look_so_are_ids() -> None:
	table = read(text_file([LONG, ["0101900000", *BAD[1:5], 4, 1, 3]]))
	plan = planned(table, {"0101900000": "LAT-1"})
	assert (plan.counts["New"], warned(plan)) == (1, "")


@pytest.mark.parametrize("number", [812345678, 114052347, 123456789])
def test_ids_of_a_survey_system_are_not_taken_for_them(number) -> None:
	rows = [[*BAD, number], [*BAD, number + 77]]
	table = read(workbook({"Svar": [[*LONG, "respondentid"], *rows]}), "svar.xlsx")
	assert "CPR" not in warned(planned(table))


def test_a_file_without_headings_is_refused() -> None:
	table = read(
		text_file([["010190-0000", "a", "b"], ["020190-0000", "1", "2"]]), header_rows=1, first_row=1
	)
	with pytest.raises(SpreadsheetError, match="heading of column A looks like a CPR number"):
		planned(table)

"""Files made to exhaust the server are read or refused within seconds (security 19)."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest

from lat_corps.spreadsheets.cells.headings import parse_point
from lat_corps.spreadsheets.cells.table import CellError, SpreadsheetError
from lat_corps.spreadsheets.cells.values import parse_case_id, parse_date, parse_number
from lat_corps.spreadsheets.meaning.answer_words import numbered_label
from lat_corps.spreadsheets.meaning.profiles import apply_mapping
from lat_corps.spreadsheets.planning.answers import ColumnRole
from lat_corps.spreadsheets.reading.uploads import read_table

from .senders import WORDED, answered, plan_of, read, text_file, workbook

LONG = ["Forløb", "Måling", "Dato", *(item.code for item in WORDED.items)]
ROW = ["001", "Før", "31-01-2024", "3", "2", "4", "1", "3"]
SHEET = "xl/worksheets/sheet1.xml"
SECONDS = 5
"""Of the processor: how busy the machine is otherwise does not count."""


@contextmanager
def in_time() -> Iterator[None]:
	started = time.process_time()
	yield
	assert time.process_time() - started < SECONDS


def with_sheet(before: str = "", rows: str = "", after: str = "") -> bytes:
	"""Return a workbook of two good rows, with more XML before, in and after its rows."""
	content, changed = workbook({"Ark1": [LONG, ROW]}), BytesIO()
	with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
		for name in old.namelist():
			part = old.read(name).decode()
			if name == SHEET:
				part = part.replace("<sheetData>", f"{before}<sheetData>")
				part = part.replace("</sheetData>", f"{rows}</sheetData>{after}")
			new.writestr(name, part)
	return changed.getvalue()


def test_merges_over_whole_columns_in_masses() -> None:
	merges = "".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(2, 5000))
	rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(3, 10_000))
	content = with_sheet(rows=rows, after=f"<mergeCells>{merges}</mergeCells>")
	with in_time():
		read_table(content, "a.xlsx")


def test_hidden_columns_in_masses() -> None:
	columns = "".join(f'<col min="1" max="{16000 + n % 384}" hidden="1"/>' for n in range(12_000))
	with in_time():
		read_table(with_sheet(before=f"<cols>{columns}</cols>"), "a.xlsx")


def test_many_sheets_of_the_greatest_width() -> None:
	def stretch(book: object) -> None:
		for sheet in book.worksheets[1:]:
			for number in range(1, 10):
				sheet.cell(number, 16_384).number_format = "0.00"

	content = workbook({"Svar": [LONG, ROW], **{f"Ark{n}": [] for n in range(300)}}, stretch)
	with in_time():
		assert read_table(content, "a.xlsx").sheet == "Svar"


@pytest.mark.parametrize("number", ["9" * 400, "9" * 4000, "1e999", "-1e308"])
def test_numbers_of_any_size_are_an_error_of_their_cell(number: str) -> None:
	row = f"<row r='3'><c r='A3'><v>{number}</v></c><c r='D3'><v>{number}</v></c></row>"
	with in_time():
		plan = plan_of(read(with_sheet(rows=row), "a.xlsx"))
	assert [outcome.outcome for outcome in plan.rows] == ["New", "Error"]


@pytest.mark.parametrize("parse", [parse_number, parse_date, parse_point, parse_case_id])
@pytest.mark.parametrize(
	"value",
	[
		"31-01-2024" + " " * 100_000 + "x",
		"1" * 100_000,
		"1 " * 50_000,
		" (arm 1: " * 20_000,
		10**400,
		"1." * 50_000,
	],
	ids=["spaces", "digits", "groups", "arms", "int", "points"],
)
def test_a_cell_of_any_length_takes_no_time(parse: object, value: object) -> None:
	with in_time():
		try:
			parse(value)
		except CellError as error:
			assert len(error.message.render()) < 300


@pytest.mark.parametrize("letter", ["x", "_", " a", "før ", "4 - ", "(", "["])
def test_headings_and_answers_of_any_length_take_no_time(letter: str) -> None:
	long = letter * (100_000 // len(letter)) + "x"
	with in_time():
		table = read(text_file([[*LONG, long, "y" + long], [*ROW[:3], long, "4" + long, *ROW[5:], "1", "2"]]))
		assert plan_of(table, WORDED).counts["Error"] == 1


def test_hundreds_of_long_headings_take_no_time() -> None:
	headings = [("w_" * 150)[: 290 - len(str(number))] + str(number) + "_" * 10 for number in range(200)]
	with in_time():
		assert plan_of(read(text_file([[*LONG, *headings], [*ROW, *["9"] * 200]])), WORDED).counts["New"] == 1


@pytest.mark.parametrize("written", ["4" + " " * 50_000 + "!", "a" + " -" * 50_000, "a" + " " * 50_000 + "!"])
def test_a_label_of_any_length_takes_no_time(written: str) -> None:
	with in_time():
		assert numbered_label(written) is None


def test_long_headings_are_compared_with_stored_ones_in_no_time() -> None:
	long = " ".join(f"ord{n}" for n in range(12_000))
	with in_time():
		table = read(text_file([[*LONG, long], [*ROW, "1"]]))
		assert not apply_mapping(table, [ColumnRole(long[::-1], "Case")]).complete


def test_a_line_of_millions_of_cells_is_refused() -> None:
	tracemalloc.start()
	with in_time(), pytest.raises(SpreadsheetError, match="cells"):
		read_table(b"a;b\n" + b";" * 5_000_000, "a.csv")
	assert tracemalloc.get_traced_memory()[1] < 30_000_000
	tracemalloc.stop()


def test_a_codebook_of_any_length_takes_no_time() -> None:
	sheets = {
		"Data": [LONG, ROW],
		"Koder": [[item.code, "0, " + " " * 30_000 + "| 1, x" * 1000] for item in WORDED.items],
	}
	with in_time():
		assert answered(plan_of(read(workbook(sheets), "a.xlsx")))

"""Reading files of strangers: text of every Danish kind, and workbooks that may be hostile (security 19)."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.spreadsheets.cells.table import Limits, SpreadsheetError, Table
from lat_corps.spreadsheets.reading.uploads import read_table

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
SHEET_PATH = "xl/worksheets/sheet1.xml"


def csv_table(text: str, encoding: str = "utf-8", **limits: int) -> Table:
	return read_table(text.encode(encoding), "answers.csv", limits=Limits(**limits))


def workbook(*sheets: Sequence[Sequence[object]], hidden: Sequence[int] = ()) -> bytes:
	book = openpyxl.Workbook()
	book.remove(book.active)
	for position, rows in enumerate(sheets):
		sheet = book.create_sheet(f"Sheet {position}")
		sheet.sheet_state = "hidden" if position in hidden else "visible"
		for row in rows:
			sheet.append(row)
	content = io.BytesIO()
	book.save(content)
	return content.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes | str]) -> bytes:
	"""Return the workbook with some of its files replaced or added, compressed."""
	changed = io.BytesIO()
	with (
		zipfile.ZipFile(io.BytesIO(content)) as old,
		zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
	):
		for name in old.namelist():
			if name not in parts:
				new.writestr(name, old.read(name))
		for name, part in parts.items():
			new.writestr(name, part)
	return changed.getvalue()


def with_sheet(xml: str) -> bytes:
	return with_parts(workbook([["ID"]]), {SHEET_PATH: SHEET.format(xml)})


def refusal(content: bytes, name: str = "answers.xlsx", **limits: int) -> str:
	with pytest.raises(SpreadsheetError) as error:
		read_table(content, name, limits=Limits(**limits))
	return error.value.message.render()


def warnings(table: Table) -> str:
	return "\n".join(warning.render() for warning in table.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
def test_danish_letters_survive_every_encoding(encoding: str) -> None:
	table = csv_table("Forløb;Måling\n1;Før – æøå\n", encoding)
	assert table.headers == ["Forløb", "Måling"]
	assert table.rows[0].cells == ["1", "Før – æøå"]
	assert table.encoding == encoding


def test_letters_of_no_known_encoding_are_refused() -> None:
	assert "CSV UTF-8" in refusal(b"ID;A\n1;\x81\x8d\n", "answers.csv")
	assert "CSV UTF-8" in refusal(b"\xff\xfeI\x00D", "answers.csv")


@pytest.mark.parametrize(
	("text", "delimiter"),
	[
		("ID;A\n1;2,5\n", ";"),
		("ID,A\n1,2\n", ","),
		("ID\tA\n1\t2,5\n", "\t"),
		("ID;glad, rolig, aktiv;A\n1;2,5;3\n", ";"),
		('ID,"a;b",A\n1,2,3\n', ","),
		("sep=,\nID,A;B\n1,2\n", ","),
		("ID\n1\n", ";"),
	],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
	assert csv_table(text).delimiter == delimiter


def test_rows_keep_their_line_in_the_file() -> None:
	table = csv_table('ID;A\r\n\r\n1;"two\r\nlines"\r\n;;\r\n2;x\r\n')
	assert [(row.number, row.cells) for row in table.rows] == [(3, ["1", "two\r\nlines"]), (6, ["2", "x"])]


def test_line_endings_may_be_mixed() -> None:
	assert [row.cells for row in csv_table("ID;A\r\n1;5\n2;6\r3;7\r\n").rows] == [
		["1", "5"],
		["2", "6"],
		["3", "7"],
	]


def test_nul_characters_are_removed_and_reported() -> None:
	table = csv_table("ID;A\n1;5\x00\n\x002;6\n")
	assert [row.cells for row in table.rows] == [["1", "5"], ["2", "6"]]
	assert "2 invisible NUL" in warnings(table)


def test_a_row_with_too_many_cells_is_marked_and_one_with_too_few_is_filled_up() -> None:
	table = csv_table("ID;A;B\n1;2;3\n2;3\n3;4;5;6\n4;5;6;\n")
	assert [row.problem is None for row in table.rows] == [True, True, False, True]
	assert "1 rows have fewer cells than there are headings: 3" in warnings(table)
	assert "column D" in table.rows[2].problem.render()
	assert all(len(row.cells) == 3 for row in table.rows)


def test_an_open_quotation_mark_does_not_swallow_the_rest() -> None:
	assert "line 2" in refusal(b'ID;A\n1;"open\n2;3\n', "answers.csv")


def test_same_and_blank_headings_are_told_apart_and_reported() -> None:
	table = csv_table("ID;Score;Score;; SCORE\n1;2;3;4;5\n")
	assert table.headers == ["ID", "Score [B]", "Score [C]", "[D]", "SCORE [E]"]
	assert "Columns B, C, E" in warnings(table)
	assert "Column D" in warnings(table)


def test_headings_stay_unique_even_when_they_look_numbered() -> None:
	table = csv_table("A;A;A [B]\n1;2;3\n")
	assert len({header.casefold() for header in table.headers}) == 3


def test_a_second_row_of_headings_completes_the_first() -> None:
	content = workbook(
		[
			["Respondent", "The last two weeks", None, "Satisfied?"],
			[None, "happy", "calm", "Response"],
			[11, 5, 4, 7],
		]
	)
	table = read_table(content, "survey.xlsx")
	assert table.headers == [
		"Respondent",
		"The last two weeks – happy",
		"The last two weeks – calm",
		"Satisfied? – Response",
	]
	assert [row.number for row in table.rows] == [3]
	assert "Rows 1 to 2" in warnings(table)


@pytest.mark.parametrize("second", ["a;x;y", ";2;y", ";x;"])
def test_a_row_of_answers_is_not_taken_for_headings(second: str) -> None:
	assert len(csv_table(f"ID;A;\n{second}\n2;3;4\n").rows) == 2


def test_an_empty_file_is_refused() -> None:
	assert "empty" in refusal(b" ;\n\n", "answers.csv")
	assert "No visible sheet" in refusal(workbook([[]]))


def test_cells_of_a_workbook_keep_their_kind() -> None:
	row = [7, 7.5, " text ", dt.datetime(2024, 2, 29), True, None, "007", "end"]
	table = read_table(workbook([[str(number) for number in range(8)], row]), "answers.xlsx")
	assert table.rows[0].cells == [7, 7.5, "text", dt.datetime(2024, 2, 29), True, None, "007", "end"]


def test_hidden_sheets_are_not_read_but_named() -> None:
	table = read_table(workbook([["secret"]], [["ID"], [1]], [["more"]], hidden=[0]), "answers.xlsx")
	assert (table.sheet, table.headers) == ("Sheet 1", ["ID"])
	assert "Hidden sheets were not read: Sheet 0" in warnings(table)
	assert "not Sheet 2" in warnings(table)


def test_a_workbook_with_hidden_sheets_only_is_refused() -> None:
	content = workbook([["ID"], [1]], [[]], hidden=[0])
	assert "show their sheet" in refusal(content)


def test_formulas_give_their_saved_value_and_are_reported() -> None:
	content = with_sheet(
		"<sheetData><row><c t='inlineStr'><is><t>ID</t></is></c><c t='inlineStr'><is><t>A</t></is></c></row>"
		"<row><c><v>1</v></c><c><f>2+3</f><v>5</v></c></row><row><c><v>2</v></c><c><f>1+1</f></c></row></sheetData>"
	)
	table = read_table(content, "answers.xlsx")
	assert [row.cells for row in table.rows] == [[1, 5], [2, None]]
	assert "2 cells hold formulas" in warnings(table)
	assert "1 formulas were not calculated when the file was saved" in warnings(table)
	assert "the first in B3" in warnings(table)


def test_text_that_looks_like_a_formula_is_no_formula() -> None:
	content = with_sheet(
		"<sheetData><row><c t='inlineStr'><is><t>ID</t></is></c><c t='inlineStr'><is><t>A</t></is></c></row>"
		"<row><c t='inlineStr'><is><t>=1+1</t></is></c><c><f>2+3</f><v>5</v></c></row></sheetData>"
	)
	table = read_table(content, "answers.xlsx")
	assert table.rows[0].cells == ["=1+1", 5]
	assert "1 cells hold formulas" in warnings(table)


@pytest.mark.parametrize("last_row", [1_048_576, 999_999_999])
def test_a_sheet_that_lies_about_its_size_is_read_quickly(last_row: int) -> None:
	content = with_sheet(
		"<dimension ref='A1:XFD1048576'/><sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row>"
		f"<row r='{last_row}'><c r='A{last_row}' s='0'/></row></sheetData>"
	)
	started = time.process_time()
	assert len(read_table(content, "answers.xlsx").rows) == 1
	assert time.process_time() - started < 3


def test_rows_of_empty_cells_to_the_last_column_are_refused_quickly() -> None:
	rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c><c r='XFD{n}'/></row>" for n in range(1, 20_000))
	started = time.process_time()
	assert "cells" in refusal(with_sheet(f"<sheetData>{rows}</sheetData>"))
	assert time.process_time() - started < 3


@pytest.mark.parametrize(
	("limits", "said"),
	[
		({"file_bytes": 100}, "larger than"),
		({"rows": 2}, "more than 2 rows"),
		({"columns": 1}, "column B"),
		({"cells": 4}, "more than 4 cells"),
		({"unpacked_bytes": 1000}, "unpack"),
		({"archive_entries": 3}, "unpack"),
	],
)
def test_each_limit_is_kept(limits: dict[str, int], said: str) -> None:
	content = workbook([["ID", "A"], [1, 2], [2, 3], [3, 4]])
	read_table(content, "answers.xlsx")
	assert said in refusal(content, **limits)


@pytest.mark.parametrize("limits", [{"file_bytes": 10}, {"rows": 2}, {"columns": 1}, {"cells": 4}])
def test_the_limits_hold_for_text_too(limits: dict[str, int]) -> None:
	refusal(b"ID;A\n1;2\n2;3\n3;4\n", "answers.csv", **limits)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
	content = with_sheet(f"<sheetData><row><c t='str'><v>{'0' * 8_000_000}</v></c></row></sheetData>")
	monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_arguments: pytest.fail("unpacked"))
	assert "unpack" in refusal(content)


def test_xml_entities_are_refused() -> None:
	content = with_parts(
		workbook([["ID"]]),
		{SHEET_PATH: '<!DOCTYPE x [<!ENTITY a "ha">]>' + SHEET.format("<sheetData/>")},
	)
	assert "entities" in refusal(content)


def test_a_protected_workbook_is_refused() -> None:
	content = bytearray(workbook([["ID"]]))
	directory = content.find(b"PK\x01\x02")
	content[directory + 8] |= 1
	assert "password" in refusal(bytes(content))
	assert "password" in refusal(b"\xd0\xcf\x11\xe0" + bytes(100))


def test_an_upload_that_was_cut_off_is_refused_as_incomplete() -> None:
	content = workbook([["ID"], [1]])
	assert "incomplete" in refusal(content[: len(content) * 6 // 10])


def test_other_files_are_refused_whatever_their_name() -> None:
	document = io.BytesIO()
	with zipfile.ZipFile(document, "w") as archive:
		archive.writestr("word/document.xml", "text")
	assert "not an Excel workbook" in refusal(document.getvalue())
	assert "whatever its name" in refusal(b"ID;A\n1;2\n")
	assert "kind" in refusal(b"%PDF-1.7", "answers.pdf")


def test_a_damaged_workbook_is_refused() -> None:
	assert "damaged" in refusal(with_parts(workbook([["ID"]]), {"xl/workbook.xml": "<workbook"}))


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.txt"]))
def test_any_bytes_end_in_a_table_or_a_refusal(content: bytes, name: str) -> None:
	for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
		try:
			read_table(start + content, name)
		except SpreadsheetError as error:
			assert error.message.render()

"""Every archive, however damaged, is a table or a sentence that says what is wrong with it (security 19)."""

from __future__ import annotations

import datetime as dt
import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping

import pytest

from lat_corps.spreadsheets.cells.table import SpreadsheetError
from lat_corps.spreadsheets.reading.uploads import read_table

from .mutations import ROWS, SPSS, SPSS_PACKED, small_files
from .senders import answered, archive, plan_of, read, surveyxact, text_file, warned, workbook

DIRECTORY_ENTRY = b"PK\x01\x02"
PACKED = {"sav": SPSS, "zsav": SPSS_PACKED, "ods": small_files()["libreoffice.ods"]}
"""Files of two answered questionnaires, by the ending of their names."""


def refusal(content: bytes, name: str = "svar.xlsx") -> str:
	with pytest.raises(SpreadsheetError) as error:
		read_table(content, name)
	return error.value.message.render()


def first_entry(change: Callable[[bytearray, int], None]) -> bytes:
	"""Return a workbook of which the directory's first entry is changed."""
	content = bytearray(workbook({"Svar": ROWS}))
	change(content, content.find(DIRECTORY_ENTRY))
	return bytes(content)


def number_at(offset: int, value: int, form: str = "<H") -> Callable[[bytearray, int], None]:
	return lambda content, start: struct.pack_into(form, content, start + offset, value)


def parts_of(content: bytes) -> dict[str, bytes]:
	with zipfile.ZipFile(io.BytesIO(content)) as packed:
		return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize(
	("change", "words"),
	[
		(number_at(6, 156), "damaged"),
		(number_at(8, 1), "password"),
		(number_at(8, 0x40), "password"),
		(number_at(10, 99), "unusual way"),
		(number_at(16, 7, "<I"), "damaged"),
		(number_at(20, 7, "<I"), "damaged"),
		(number_at(24, 7, "<I"), "damaged"),
		(number_at(24, 9000, "<I"), "damaged"),
		(number_at(24, 5_000_000, "<I"), "unpack"),
		(number_at(28, 9), "damaged"),
		(number_at(28, 60_000), "damaged"),
		(number_at(42, 10**9, "<I"), "damaged"),
		(number_at(46, 0x0A, "<B"), "damaged"),
		(number_at(46, 0, "<B"), "damaged"),
	],
	ids=[
		"version", "protected", "strongly protected", "packing", "checksum", "packed size", "smaller size",
		"larger size", "huge size", "shorter name", "longer name", "offset", "line break in a name",
		"nul in a name",
	],
)  # fmt: skip
def test_each_field_of_the_directory_is_judged(change: Callable[[bytearray, int], None], words: str) -> None:
	assert words in refusal(first_entry(change))


def test_a_name_that_claims_to_be_unicode_and_is_not_is_damage() -> None:
	def change(content: bytearray, start: int) -> None:
		number_at(8, 0x800)(content, start)
		number_at(46, 0xFF, "<B")(content, start)

	assert "damaged" in refusal(first_entry(change))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_unpack_without_bounds_are_refused(packing: int) -> None:
	content = io.BytesIO()
	with zipfile.ZipFile(content, "w", packing) as packed:
		packed.writestr("svar.csv", text_file(ROWS))
	assert "unusual way" in refusal(content.getvalue(), "svar.zip")


@pytest.mark.parametrize("other", ["data/svar.csv", "DATA/Svar.csv"])
def test_two_parts_of_one_name_are_refused(other: str) -> None:
	content = io.BytesIO()
	with zipfile.ZipFile(content, "w") as packed, warnings.catch_warnings():
		warnings.simplefilter("ignore", UserWarning)
		packed.writestr("data/svar.csv", text_file(ROWS))
		packed.writestr(other, text_file(ROWS[:2]))
	assert f"two parts named “{other}”" in refusal(content.getvalue(), "svar.zip")


def test_two_sheets_of_one_part_name_are_refused() -> None:
	content = io.BytesIO(workbook({"Svar": ROWS}))
	with zipfile.ZipFile(content, "a") as packed, warnings.catch_warnings():
		warnings.simplefilter("ignore", UserWarning)
		packed.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
	assert "two parts named “xl/worksheets/sheet1.xml”" in refusal(content.getvalue())


@pytest.mark.parametrize("left_out", ["xl/styles.xml", "docProps/app.xml", "xl/theme/theme1.xml"])
def test_a_part_that_only_tells_how_things_look_may_be_missing(left_out: str) -> None:
	rows = [[*row[:2], dt.date(2024, 1, 31), *row[3:]] if number else row for number, row in enumerate(ROWS)]
	parts = parts_of(workbook({"Svar": rows}))
	assert len(answered(plan_of(read(archive(without(parts, left_out)), "svar.xlsx")))) == 2


@pytest.mark.parametrize("left_out", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_part_that_answers_need_may_not_be_missing(left_out: str) -> None:
	assert "damaged" in refusal(archive(without(parts_of(workbook({"Svar": ROWS})), left_out)))


def without(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
	return {other: part for other, part in parts.items() if other != name}


def test_an_archive_that_lost_its_end_is_incomplete_and_one_with_an_end_is_damaged() -> None:
	content = workbook({"Svar": ROWS})
	assert "its end is missing" in refusal(content[:-30])
	assert "damaged" in refusal(content[:500] + content[520:])


def test_an_archive_of_nothing_but_entries_is_refused_before_they_are_read() -> None:
	assert "unpack" in refusal(b"PK\x03\x04" + DIRECTORY_ENTRY * 6000)


@pytest.mark.parametrize("name", ["Excel/Trivsel.xlsx", "Trivsel 2024.xlsx"])
def test_a_packed_workbook_is_read(name: str) -> None:
	content = archive({name: workbook({"Svar": ROWS}), "readme.txt": b"Exported"})
	assert len(answered(plan_of(read(content, "Data_All_241231.zip")))) == 2


@pytest.mark.parametrize("name", ["Data/Trivsel.sav", "trivsel.zsav", "LibreOffice/svar.ods"])
def test_a_packed_file_of_spss_or_libreoffice_is_read(name: str) -> None:
	content = archive({name: PACKED[name.rpartition(".")[2]], "læs mig.txt": b"Hentet"})
	assert len(answered(plan_of(read(content, "Trivsel_eksport.zip")))) == 2


@pytest.mark.parametrize("name", ["trivsel.sav", "svar.ods"])
def test_a_packed_text_that_only_bears_such_a_name_is_refused(name: str) -> None:
	assert "Save the table as .xlsx or .csv" in refusal(archive({name: text_file(ROWS)}), "data.zip")


def test_a_workbook_beside_texts_is_said_not_to_be_read() -> None:
	table = read(archive({**surveyxact(), "svar.sav": PACKED["sav"]}), "export.zip")
	assert len(answered(plan_of(table))) == 2
	assert "Only “dataset.csv” in the archive was read, not svar.sav." in warned(table)


def test_packed_texts_with_two_rows_of_headings_are_read() -> None:
	head = ["Respondent ID", "Forløb", "Måling", "End Date", "De sidste to uger", "", "", "", ""]
	below = ["", "Open-Ended Response", "Response", "", "Mood", "Calm", "Energy", "Rest", "Interest"]
	row = ["118", "001", "Før", "01/31/2024 10:05:02 AM", "3", "2", "4", "1", "3"]
	table = read(archive({"CSV/Trivsel.csv": text_file([head, below, row], ",", "utf-8-sig")}), "Data.zip")
	assert table.settings.header_rows == 2
	assert answered(plan_of(table))[0][3:] == (3, 2, 4, 1, 3)


def test_several_packed_workbooks_are_named() -> None:
	content = archive({"a.xlsx": workbook({"Svar": ROWS}), "b.xlsx": workbook({"Svar": ROWS})})
	assert "several workbooks: a.xlsx, b.xlsx" in refusal(content, "data.zip")


@pytest.mark.parametrize("name", ["SPSS/trivsel.por", "Excel/trivsel.xls"])
def test_a_packed_table_of_another_kind_is_named(name: str) -> None:
	assert f"The archive holds {name}" in refusal(archive({name: b"x", "readme.pdf": b"%PDF"}), "data.zip")


def test_an_archive_of_nothing_is_said_to_be_empty() -> None:
	assert "The archive is empty" in refusal(archive({}), "data.zip")


def test_an_archive_in_a_packed_workbook_is_not_opened() -> None:
	inner = archive({"svar.csv": text_file(ROWS)})
	assert "another archive" in refusal(archive({"svar.xlsx": inner}), "data.zip")


def test_a_packed_file_that_only_bears_the_name_of_a_workbook_is_refused() -> None:
	assert "not an Excel workbook" in refusal(archive({"svar.xlsx": text_file(ROWS)}), "data.zip")


@pytest.mark.parametrize("kind", ["[Content_Types].xml", "mimetype"])
def test_a_workbook_inside_another_document_is_not_taken_for_the_answers(kind: str) -> None:
	parts = {kind: b"<x/>", "word/embeddings/sheet.xlsx": workbook({"Svar": ROWS}), "word/notes.txt": b"a;b"}
	assert "not an Excel workbook" in refusal(archive(parts), "svar.docx.zip")


def test_a_text_in_an_archive_that_is_no_table_is_named_and_left_out() -> None:
	parts = {**surveyxact(), "readme.csv": b'Se "her"\r\n"x" y\r\n'}
	table = read(archive(parts), "export.zip")
	assert len(answered(plan_of(table))) == 2
	assert "“readme.csv” in the archive was left out" in warned(table)


def test_an_archive_of_a_text_that_is_no_table_says_what_is_wrong_with_it() -> None:
	assert "quotation mark" in refusal(archive({"svar.csv": b'ID;A\r\n1;"x" y\r\n'}), "svar.zip")

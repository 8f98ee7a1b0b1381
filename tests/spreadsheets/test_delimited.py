"""Delimited text as programmes and old machines leave it: read, or refused with what is true of it (N10)."""

from __future__ import annotations

import json

import pytest

from lat_corps.spreadsheets.cells.table import ENCODINGS, Limits, SpreadsheetError
from lat_corps.spreadsheets.reading.uploads import read_answers, read_table
from tests.security.measures import ROOT
from tests.who5 import WHO5

from .senders import DAY, answered, mapping_of, plan_of, read, said, text_file, warned, workbook

LONG = ["Forløb", "Måling", "Dato", *(item.code for item in WHO5.items)]
ROW = ["001", "Før", "31-01-2024", "3", "2", "4", "1", "3"]
LATER = ["001", "Efter", "30-06-2024", "5", "5", "4", "3", "2"]
BEFORE = ("LAT-1", "Before", DAY, 3, 2, 4, 1, 3)
AFTER = ("LAT-1", "After", DAY.replace(month=6, day=30), 5, 5, 4, 3, 2)


def refusal(content: bytes, name: str = "svar.csv") -> str:
	with pytest.raises(SpreadsheetError) as error:
		read_answers(content, name)
	return error.value.message.render()


def lines(*rows: str, encoding: str = "utf-8") -> bytes:
	return "\r\n".join([*rows, ""]).encode(encoding)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_empty_last_cells_that_are_left_out_are_filled_up_and_said(delimiter: str) -> None:
	rows = [
		[*LONG, "Bemærkning", "Navn på skema"],
		[*ROW, "kom for sent", "WHO-5"],
		LATER,
		[*ROW[:2], "01-02-2024"],
	]
	table = read(text_file(rows, delimiter))
	assert answered(plan_of(table))[:2] == [BEFORE, AFTER]
	assert "2 rows have fewer cells than there are headings: 3, 4." in warned(table)


def test_many_short_rows_are_one_warning_that_names_the_first() -> None:
	rows = [[f"{number:03}", *ROW[1:]] for number in range(40)]
	table = read(text_file([[*LONG, "Bemærkning"], *rows]))
	assert "40 rows have fewer cells than there are headings: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …" in warned(
		table
	)


def test_a_row_that_a_line_break_has_torn_apart_is_an_error_in_both_halves() -> None:
	torn = lines(
		";".join([*LONG, "Note"]), ";".join([*ROW, "ok"]), "002;Før;31-01-2024;3;2;4", " midt i;1;3;ok"
	)
	plan = plan_of(read(torn))
	assert plan.counts["Error"] == 2
	assert "Row 3 has 6 cells, but there are 9 headings: a line break seems to have torn it" in said(plan)


def test_short_rows_of_different_lengths_are_no_torn_row() -> None:
	content = lines(";".join([*LONG, "Note"]), ";".join([*ROW, "ok"]), ";".join(LATER), "002;Efter")
	plan = plan_of(read(content))
	assert answered(plan) == [BEFORE, AFTER]
	assert "torn" not in said(plan)


@pytest.mark.parametrize("encoding", ["cp850", "cp865", "mac_roman"])
@pytest.mark.parametrize(
	"rows",
	[[LONG, ROW, LATER], [["Sagsnr", "Målepunkt", "Udfyldt den", *LONG[3:]], ROW, LATER]],
	ids=["long", "other"],
)
def test_letters_of_ms_dos_and_of_a_mac_are_recognised_and_said(encoding: str, rows: list[list[str]]) -> None:
	table = read(text_file(rows, encoding=encoding))
	assert answered(plan_of(table)) == [BEFORE, AFTER]
	assert "The Danish letters are those of" in warned(table)


@pytest.mark.parametrize(
	("note", "encoding"),
	[
		("mål ≥ 18", "cp865"),
		("≤5 på én dag", "cp865"),
		("kr ¤ 5", "cp865"),
		("§ 12", "cp850"),
		("Á la carte", "cp850"),
		("«må» og »få«", "cp850"),
		("3¾ time", "cp850"),
		("må", "cp850"),
	],
)
def test_signs_tell_which_ms_dos_wrote_the_danish_letters(note: str, encoding: str) -> None:
	table = read(text_file([[*LONG, "Note"], [*ROW, note]], encoding=encoding))
	assert (table.encoding, table.rows[0].cells[-1]) == (encoding, note)
	assert f"The Danish letters are those of {encoding}" in warned(table)


def test_the_end_mark_of_ms_dos_is_no_row() -> None:
	assert answered(plan_of(read(text_file([LONG, ROW], encoding="cp850") + b"\x1a"))) == [BEFORE]


@pytest.mark.parametrize(
	"text", ["‘hej’ – “godt” … 1½ m² 20 °C don’t", "Café Müller", "50 € på én gang", "Ærø, Øl, Ål og FØR"]
)
def test_letters_of_windows_are_not_taken_for_older_ones(text: str) -> None:
	table = read(text_file([[*LONG, "Note"], [*ROW, text]], encoding="cp1252"))
	assert (table.encoding, table.rows[0].cells[-1]) == ("cp1252", text)
	assert not warned(table)


@pytest.mark.parametrize(
	("name", "shown"),
	[
		("Zażółć gęślą jaźń", "Za¿ó³æ"),
		("Łódź miała być", "£ódŸ"),
		("Piła jest mała", "Pi³a"),
		("Łukasz Wójcik", "£ukasz"),
		("GOŁĄB, ANNA", "GO£¥B"),
		("Şerban Ionescu", "ªerban"),
	],
)
def test_letters_of_central_europe_are_asked_about_and_can_be_chosen(name: str, shown: str) -> None:
	content = text_file([["ID", "Navn"], ["001", name]], encoding="cp1250")
	assert f"Some letters look wrong, as in “{shown}”" in warned(read(content))
	assert read(content, encoding="cp1250").rows[0].cells[1] == name


@pytest.mark.parametrize("doctype", ["lat_survey_import", "lat_import_profile"])
def test_every_encoding_that_is_recognised_can_be_chosen(doctype: str) -> None:
	path = ROOT / f"lat_corps/measurement/doctype/{doctype}/{doctype}.json"
	fields = {field["fieldname"]: field for field in json.loads(path.read_text("utf-8"))["fields"]}
	assert sorted(fields["encoding"]["options"].split()) == sorted(ENCODINGS)


@pytest.mark.parametrize("written", ['="001"', '"=""001"""', '= "001"', "'001"])
def test_an_id_that_was_kept_from_becoming_a_number_is_that_id(written: str) -> None:
	assert answered(plan_of(read(lines(";".join(LONG), ";".join([written, *ROW[1:]]))))) == [BEFORE]


def test_headings_and_answers_may_be_written_so_too() -> None:
	content = lines(";".join(f'="{cell}"' for cell in LONG), ";".join(f'="{cell}"' for cell in ROW))
	assert answered(plan_of(read(content))) == [BEFORE]


def test_blanks_between_a_separator_and_a_quotation_mark_do_not_matter() -> None:
	rows = [", ".join(f'"{cell}"' for cell in row) for row in ([*LONG, "Note"], [*ROW, "ja, lidt"])]
	table = read(lines(*rows))
	assert (table.headers[-1], table.rows[0].cells[-1]) == ("Note", "ja, lidt")
	assert answered(plan_of(table)) == [BEFORE]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
@pytest.mark.parametrize("word", ["Måling", "FØR", "Må", "Forløb", "spørgsmål"])
def test_one_danish_word_tells_the_letters(encoding: str, word: str) -> None:
	assert read(f"ID;{word}\r\n1;2\r\n".encode(encoding)).headers[1] == word


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_rows_that_stand_in_quotation_marks_as_a_whole_are_taken_apart(delimiter: str) -> None:
	rows = [delimiter.join(row) for row in (LONG, [*ROW[:2], '""31-01-2024""', *ROW[3:]])]
	table = read(lines(*(f'"{row}"' for row in rows)))
	assert answered(plan_of(table)) == [BEFORE]


def test_a_single_row_in_quotation_marks_is_taken_apart() -> None:
	content = lines(";".join(LONG), ";".join(ROW), '"001;Efter;30-06-2024;5;5;4;3;2"')
	assert answered(plan_of(read(content))) == [BEFORE, AFTER]


@pytest.mark.parametrize(
	("delimiter", "shown"),
	[("^", "“^”"), ("~", "“~”"), (":", "“:”"), ("#", "“#”"), ("/", "“/”"), ("\x1f", "U+001F")],
)
def test_a_separator_that_nobody_guesses_is_named(delimiter: str, shown: str) -> None:
	assert f"separated by {shown}" in refusal(text_file([LONG, ROW, LATER], delimiter))


def test_columns_set_off_by_blanks_are_said_to_be_so() -> None:
	for gap in ("     ", " "):
		content = lines(*(gap.join(row) for row in (["Nr", "Dato", "Svar"], ["001", "31-01-2024", "3"])))
		assert "separated by blanks" in refusal(content)


@pytest.mark.parametrize("text", ["ID\n1\n2\n", "Score (0-10)\n5\n7\n", "Hvem?\nmig\ndig\n"])
def test_a_file_of_one_column_is_no_file_with_a_strange_separator(text: str) -> None:
	assert len(read(text.encode()).headers) == 1


def test_a_first_line_that_names_another_separator_than_is_used_is_not_believed() -> None:
	assert answered(plan_of(read(b"sep=;\r\n" + text_file([LONG, ROW], ",")))) == [BEFORE]


def test_a_pipe_between_columns_is_recognised_and_one_between_choices_is_not() -> None:
	assert read(text_file([LONG, ROW], "|")).delimiter == "|"
	choices = "0, Aldrig | 1, Ofte | 2, Altid"
	assert read(text_file([["Felt", "Valg"], *([code, choices] for code in LONG[3:])], ",")).delimiter == ","


@pytest.mark.parametrize("text", ['"Det går" sagde hun', '"Hej", "farvel"'])
def test_a_text_that_begins_with_a_quotation_mark_is_refused_as_that(text: str) -> None:
	content = lines(";".join([*LONG, "Note"]), ";".join([*ROW, "ok"]), ";".join([*LATER, text]))
	assert "from line 3 on: a text begins with a quotation mark" in refusal(content)


def test_a_quotation_mark_that_is_never_closed_is_refused_as_that() -> None:
	content = lines(";".join([*LONG, "Note"]), ";".join([*ROW, '"kom for sent']), ";".join([*LATER, "ok"]))
	assert "from line 2 on: a quotation mark is opened there and never closed" in refusal(content)


def test_an_open_quotation_mark_before_a_long_rest_is_no_long_cell() -> None:
	rows = [";".join([*ROW, "ok"])] * 5000
	content = lines(";".join([*LONG, "Note"]), ";".join([*ROW, '"kom for sent']), *rows)
	assert "from line 2 on: a quotation mark is opened there and never closed" in refusal(content)


def test_a_cell_that_is_too_long_is_refused_as_that() -> None:
	content = text_file([[*LONG, "Note"], ROW, [*LATER, "x" * 140_000]])
	assert refusal(content) == "Row 3 has a cell of more than 131072 characters. Shorten or delete its text."


def test_a_cell_of_a_workbook_that_is_too_long_is_refused_by_the_same_sentence() -> None:
	content = workbook({"Svar": [LONG, [*ROW, "x" * 30_000]]})
	with pytest.raises(SpreadsheetError, match="Row 2 has a cell of more than 20000 characters"):
		read_table(content, "svar.xlsx", limits=Limits(cell_characters=20_000))


@pytest.mark.parametrize("rows", [[LONG], [["Trivsel 2024"], [], LONG], [["Gruppe", "", ""], ["", "a", "b"]]])
def test_a_file_of_headings_alone_is_refused_as_that(rows: list[list[str]]) -> None:
	assert "no row of answers below them" in refusal(text_file(rows))
	assert "no row of answers below them" in warned(read(text_file(rows)))


def test_a_file_of_one_row_of_answers_lacks_its_headings() -> None:
	assert "needs a row of headings" in refusal(text_file([["1", "31-01-2024", "3", "2"]]))


def test_bytes_of_every_kind_are_no_text() -> None:
	assert "control characters" in refusal(bytes(range(1, 127)) * 20)


def test_what_is_recognised_is_read_the_same_when_it_is_said() -> None:
	for encoding in ("cp850", "mac_roman"):
		table = read(text_file([LONG, ROW], "|", encoding))
		again = read_table(text_file([LONG, ROW], "|", encoding), "svar.csv", table.settings)
		assert (again.settings, again.headers) == (table.settings, table.headers)
		assert mapping_of(again) == mapping_of(table)

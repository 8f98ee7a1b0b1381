"""What survey systems and people really send ends as answers or as a clear refusal (N10, security 19)."""

from __future__ import annotations

import datetime as dt
import time
import zipfile
from io import BytesIO

import openpyxl
import pytest

from lat_corps.spreadsheets.cells.table import SpreadsheetError
from lat_corps.spreadsheets.reading.uploads import read_table
from tests.who5 import WHO5

from .senders import (
	CASES,
	DAY,
	RATING,
	WORDED,
	answered,
	archive,
	codes_of,
	count_from_1904,
	mapping_of,
	open_document,
	plan_of,
	read,
	said,
	spss,
	surveyxact,
	text_file,
	warned,
	workbook,
)

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
BEFORE = ("LAT-1", "Before", DAY, 3, 2, 4, 1, 3)
AFTER = ("LAT-1", "After", dt.date(2024, 6, 30), 5, 5, 4, 3, 2)
ROW = ["001", "Før", "31-01-2024", 3, 2, 4, 1, 3]
LATER = ["001", "Efter", "30-06-2024", 5, 5, 4, 3, 2]


def refusal(content: bytes, name: str = "answers.xlsx") -> str:
	with pytest.raises(SpreadsheetError) as error:
		read_table(content, name)
	return error.value.message.render()


def test_surveyxact_as_an_archive_of_three_texts() -> None:
	table = read(archive(surveyxact()), "export.zip")
	assert (table.sheet, table.labels.codes["maaling"]) == ("dataset.csv", {"1": "Før", "2": "Efter"})
	plan = plan_of(table, WORDED)
	assert answered(plan) == [
		("LAT-1", "Before", DAY, 0, 5, 1, 2, 3),
		("LAT-1", "After", dt.date(2024, 6, 30), 5, 5, 4, 3, 2),
	]


def test_surveyxact_as_three_sheets() -> None:
	parts = surveyxact()
	sheets = {
		name.removesuffix(".csv"): [line.split(";") for line in parts[name].decode("cp1252").splitlines()]
		for name in ("dataset.csv", "variables.csv", "labels.csv")
	}
	plan = plan_of(read(workbook(sheets), "export.xlsx"), WORDED)
	assert [row[1] for row in answered(plan)] == ["Before", "After"]


def test_surveyxact_without_its_labels_is_asked_about() -> None:
	table = read(surveyxact()["dataset.csv"])
	mapping = [
		*(column for column in mapping_of(table).values() if column.header not in ("s_1", "maaling")),
	]
	assert {column.item_code for column in mapping if column.role == "Answer"} == set(CODES)
	proposal = codes_of(table)
	assert not proposal.certain
	assert "what 6 mean" in proposal.warnings[0].render()
	assert proposal.codes == []


def test_enalyzer_with_codes_under_merged_groups() -> None:
	rows = [
		["Deltager-ID", "Måling", "Besvaret den", "De sidste to uger", None, None, None, None],
		[None, None, None, *CODES],
		["001", "Før", dt.datetime(2024, 1, 31, 9, 30), 3, 2, 4, 1, 3],
	]
	assert answered(plan_of(read(workbook({"Rapport": rows}), "enalyzer.xlsx"))) == [BEFORE]


def test_question_texts_under_codes_are_headings() -> None:
	texts = ["Hvad er dit nummer?", "Hvornår?", "Dato?", "Glad?", "Rolig?", "Aktiv?", "Frisk?", "Optaget?"]
	table = read(text_file([LONG, texts, ROW]))
	assert table.headers[3] == "WHO5_1 – Glad?"
	assert table.settings.header_rows == 2
	assert answered(plan_of(table)) == [BEFORE]


def test_limesurvey_with_subquestions_in_brackets() -> None:
	head = ["Response ID", "Date submitted", "Deltager", "Målepunkt", *(f"WHO5[{n}]" for n in range(1, 6))]
	row = ["17", "2024-01-31 10:11:12", "001", "Før", "3", "2", "4", "1", "3"]
	table = read(text_file([head, row], delimiter=",", encoding="utf-8-sig"))
	assert (table.encoding, table.delimiter, table.settings.date_order) == ("utf-8-sig", ",", "ISO")
	assert answered(plan_of(table)) == [BEFORE]


def test_redcap_tells_the_point_by_event() -> None:
	head = ["record_id", "redcap_event_name", "who5_date", *(code.lower() for code in CODES)]
	rows = [
		["001", "baseline_arm_1", "2024-01-31", 3, 2, 4, 1, 3],
		["001", "efter_arm_1", "2024-06-30", 5, 5, 4, 3, 2],
	]
	table = read(text_file([head, *rows], delimiter=","))
	assert mapping_of(table)["who5_date"].role == "Date"
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_google_forms_with_timestamps_and_questions_as_headings() -> None:
	head = ["Tidsstempel", "Deltagernr", "Før eller efter?", "Mood", "Calm", "Energy", "Rest", "Interest"]
	row = ["31/01/2024 08.05.11", "001", "Før", "3", "2", "4", "1", "3"]
	assert answered(plan_of(read(text_file([head, row], delimiter=",")))) == [BEFORE]


@pytest.mark.parametrize("stamp", ["2024/01/31 8:05:11 AM GMT+1", "31/01/2024, 8:05 pm", "31. januar 2024"])
def test_timestamps_of_other_languages(stamp: str) -> None:
	assert answered(plan_of(read(text_file([LONG, [*ROW[:2], stamp, *ROW[3:]]])))) == [BEFORE]


def test_month_first_is_told_by_the_whole_file() -> None:
	rows = [[*ROW[:2], "1/31/2024", *ROW[3:]], ["002", "Før", "02/01/2024", *ROW[3:]]]
	table = read(text_file([LONG, *rows]))
	assert table.settings.date_order == "Month first"
	assert [row[2] for row in answered(plan_of(table))] == [DAY, dt.date(2024, 2, 1)]


def test_dates_that_contradict_each_other_are_said_and_refused() -> None:
	rows = [ROW, ["002", "Før", "01/31/2024", *ROW[3:]]]
	table = read(text_file([LONG, *rows]))
	assert "Some dates have the day first" in warned(table)
	assert "Row 3, column C “Dato”: “01/31/2024” is not a date" in said(plan_of(table))


def test_dates_that_tell_nothing_are_said() -> None:
	assert "do not tell" in warned(read(text_file([LONG, [*ROW[:2], "01/02/2024", *ROW[3:]]])))


def test_dates_as_text_serial_and_date_in_one_column() -> None:
	dates = ["31-01-2024", 45322, dt.datetime(2024, 1, 31)]
	rows = [[f"00{n}", "Før", date, *ROW[3:]] for n, date in enumerate(dates, 1)]
	plan = plan_of(read(workbook({"Ark1": [LONG, *rows]}), "numbers.xlsx"))
	assert {row[2] for row in answered(plan)} == {DAY}


def test_a_workbook_that_counts_days_from_1904() -> None:
	rows = [["001", "Før", 43860, *ROW[3:]], ["002", "Før", dt.datetime(2024, 1, 31), *ROW[3:]]]
	table = read(workbook({"Ark1": [LONG, *rows]}, count_from_1904), "mac.xlsx")
	assert {row[2] for row in answered(plan_of(table))} == {DAY}


@pytest.mark.parametrize(
	"headers",
	[
		["pre_1", "pre_2", "pre_3", "pre_4", "pre_5", "post_1", "post_2", "post_3", "post_4", "post_5"],
		["T0_q1", "T0_q2", "T0_q3", "T0_q4", "T0_q5", "T1_q1", "T1_q2", "T1_q3", "T1_q4", "T1_q5"],
		[f"{code} ({point})" for point in ("før", "efter") for code in CODES],
		[f"{code} (ved {point})" for point in ("start", "slut") for code in CODES],
		[f"Ved {point}: {code}" for point in ("opstart", "afslutning") for code in CODES],
		[f"{code} – {point} forløbet" for point in ("før", "efter") for code in CODES],
		[f"{code}_{point}" for point in ("before", "after") for code in CODES],
		[f"{point}: {item.label}" for point in ("Før", "Efter") for item in WHO5.items],
	],
)
def test_wide_tables_are_known_by_their_headings(headers: list[str]) -> None:
	dates = ["Dato_før", "Dato_efter"] if "før" in headers[0].casefold() else ["pre_date", "post_date"]
	dates = ["T0_dato", "T1_dato"] if headers[0] == "T0_q1" else dates
	row = ["001", "31-01-2024", "30-06-2024", *ROW[3:], *LATER[3:]]
	table = read(text_file([["ID", *dates, *headers], row]))
	assert table.settings.layout == "Wide"
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_interleaved_points_of_a_wide_table() -> None:
	head = ["ID", "dato_pre", "dato_post", *(f"q{n}_{p}" for n in range(1, 6) for p in ("pre", "post"))]
	values = [value for pair in zip(ROW[3:], LATER[3:], strict=True) for value in pair]
	table = read(text_file([head, ["001", "31-01-2024", "30-06-2024", *values]]))
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_a_rating_before_and_after_in_two_columns() -> None:
	table = read(text_file([["ID", "Dato", "Før (1-10)", "Efter (1-10)"], ["001", "31-01-2024", "4", "7"]]))
	assert answered(plan_of(table, RATING)) == [("LAT-1", "Before", DAY, 4), ("LAT-1", "After", DAY, 7)]
	assert not mapping_of(table, RATING)["Dato"].certain


@pytest.mark.parametrize(
	("date", "outcome", "words"),
	[
		("31-01-2024", "Skipped", "Row 2 has a date and no answers."),
		("i går", "Error", "column B “Dato”: “i går” is not a date"),
		("", "Skipped", "Row 2 has no date and no answers."),
	],
)
def test_a_row_without_answers_tells_what_is_wrong_with_the_date_that_its_points_share(
	date: str, outcome: str, words: str
) -> None:
	table = read(text_file([["ID", "Dato", "Før (1-10)", "Efter (1-10)"], ["001", date, "", ""]]))
	plan = plan_of(table, RATING)
	assert [row.outcome for row in plan.rows] == [outcome]
	assert words in said(plan)


def test_before_and_after_as_two_sheets() -> None:
	head = ["Forløb", "Dato", *CODES]
	sheets = {"Før": [head, [ROW[0], *ROW[2:]]], "Efter": [head, [LATER[0], *LATER[2:]]]}
	table = read(workbook(sheets), "to ark.xlsx")
	assert (table.settings.layout, table.settings.second_sheet) == ("Two sheets", "Efter")
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_an_error_names_the_sheet_where_there_are_two() -> None:
	head = ["Forløb", "Dato", *CODES]
	sheets = {"Før": [head, [ROW[0], *ROW[2:]]], "Efter": [head, ["001", "30-06-2024", 9, 5, 4, 3, 2]]}
	assert "Row 2 of the sheet “Efter”, column C “WHO5_1”" in said(plan_of(read(workbook(sheets), "x.xlsx")))


def test_sheets_with_the_same_headings_are_not_put_together_unasked() -> None:
	sheets = {"2023": [LONG, ROW], "2024": [LONG, LATER]}
	table = read(workbook(sheets), "x.xlsx")
	assert len(table.rows) == 1
	assert "second sheet" in warned(table)
	assert len(read(workbook(sheets), "x.xlsx", second_sheet="2024").rows) == 2


def test_a_front_page_is_not_taken_for_the_answers() -> None:
	sheets = {"Forside": [["Rapport"], ["Udtrukket", "2024"]], "Data": [LONG, ROW]}
	table = read(workbook(sheets), "x.xlsx")
	assert (table.sheet, len(table.rows)) == ("Data", 1)
	assert "not Forside" in warned(table)


def test_notes_above_the_headings_are_left_out_and_said() -> None:
	rows = [["Trivsel 2024"], ["Udtrukket", "31-12-2024"], [], LONG, ROW]
	table = read(workbook({"Ark1": rows}), "x.xlsx")
	assert table.settings.first_row == 4
	assert "above row 4" in warned(table)
	assert answered(plan_of(table)) == [BEFORE]


@pytest.mark.parametrize("word", ["I alt", "Gennemsnit", "Total"])
def test_a_row_of_totals_is_left_out(word: str) -> None:
	plan = plan_of(read(text_file([LONG, ROW, [word, None, None, 3, 2, 4, 1, 3]])))
	assert [row.outcome for row in plan.rows] == ["New", "Skipped"]
	assert "sums up" in said(plan)


def test_a_case_number_merged_over_its_points_holds_for_all_of_them() -> None:
	def merge(book: object) -> None:
		book["Ark1"].merge_cells("A2:A3")

	table = read(workbook({"Ark1": [LONG, ROW, [None, *LATER[1:]]]}, merge), "x.xlsx")
	assert answered(plan_of(table)) == [BEFORE, AFTER]
	assert "1 empty cells belong to cells merged" in warned(table)


def test_an_empty_case_number_that_is_not_merged_is_an_error() -> None:
	plan = plan_of(read(workbook({"Ark1": [LONG, ROW, [None, *LATER[1:]]]}), "x.xlsx"))
	assert [row.outcome for row in plan.rows] == ["New", "Error"]


def test_hidden_columns_and_rows_are_read_and_said() -> None:
	def hide(book: object) -> None:
		book["Ark1"].column_dimensions["C"].hidden = True
		book["Ark1"].row_dimensions[3].hidden = True

	table = read(workbook({"Ark1": [LONG, ROW, LATER]}, hide), "x.xlsx")
	assert len(table.rows) == 2
	assert "Columns C are hidden" in warned(table)
	assert "1 rows are hidden" in warned(table)


@pytest.mark.parametrize("written", ["ikke besvaret", "-99", ".", "N/A", "Ved ikke", "999"])
def test_what_senders_write_for_no_answer_is_proposed_as_missing(written: str) -> None:
	table = read(text_file([LONG, [*ROW[:-1], written]]))
	proposal = codes_of(table)
	assert [(code.written, code.value) for code in proposal.codes] == [(written, None)]
	assert not proposal.certain
	assert answered(plan_of(table))[0][-1] is None


def test_an_error_of_a_formula_is_proposed_as_missing() -> None:
	table = read(workbook({"Ark1": [LONG, [*ROW[:-1], "#DIV/0!"]]}), "x.xlsx")
	assert "#DIV/0! are proposed as missing" in codes_of(table).warnings[0].render()


def test_numbers_stored_as_text_are_read_and_said() -> None:
	rows = [ROW, [*LATER[:3], "5", *LATER[4:]]]
	table = read(workbook({"Ark1": [LONG, *rows]}), "x.xlsx")
	plan = plan_of(table)
	assert "columns D are stored as text" in plan.warnings[0].render()
	assert answered(plan) == [BEFORE, AFTER]


def test_a_column_of_text_is_said_where_other_columns_have_numbers() -> None:
	table = read(workbook({"Ark1": [LONG, [*ROW[:3], "5", *ROW[4:]]]}), "x.xlsx")
	assert "columns D are stored as text" in plan_of(table).warnings[0].render()


def test_a_file_that_can_hold_nothing_but_text_is_not_blamed_for_it() -> None:
	assert not plan_of(read(text_file([LONG, ROW]))).warnings


def test_an_id_with_zeros_in_front_is_text_on_purpose() -> None:
	table = read(workbook({"Ark1": [LONG, ["001", *ROW[1:]]]}), "x.xlsx")
	assert not plan_of(table).warnings


@pytest.mark.parametrize("written", ["4 - Ofte", "4: Ofte", "(4) Ofte", "Ofte (4)"])
def test_a_number_with_its_label_is_proposed_as_the_number(written: str) -> None:
	table = read(text_file([LONG, [*ROW[:3], written, *ROW[4:]]]))
	assert not codes_of(table).certain
	assert answered(plan_of(table))[0][3] == 4


@pytest.mark.parametrize("written", ["80%", "4-5", "4/5", "ca. 4", "fire"])
def test_other_words_are_asked_about(written: str) -> None:
	table = read(text_file([LONG, [*ROW[:3], written, *ROW[4:]]]))
	assert codes_of(table).codes == []
	assert answered(plan_of(table)) == []


def test_spaces_and_invisible_characters_in_ids_do_not_matter() -> None:
	row = ["\u00a0001\u200b ", "Fo\u0308r".replace("o\u0308", "ø"), *ROW[2:]]
	assert answered(plan_of(read(text_file([LONG, row])))) == [BEFORE]


def test_letters_composed_on_a_mac_are_the_same_letters() -> None:
	head = ["Forløb", "Ma\u030aling", *LONG[2:]]
	assert answered(plan_of(read(text_file([head, ROW])))) == [BEFORE]


def test_danish_letters_encoded_twice_are_set_right_and_said() -> None:
	content = text_file([LONG, ROW]).decode().encode("utf-8").decode("cp1252").encode("utf-8")
	table = read(content)
	assert answered(plan_of(table)) == [BEFORE]
	assert "encoded twice" in warned(table)


@pytest.mark.parametrize("start", ["sep=;\r\n", '"sep=;"\r\n'])
def test_the_line_that_names_the_delimiter_is_no_row(start: str) -> None:
	assert answered(plan_of(read(start.encode() + text_file([LONG, ROW])))) == [BEFORE]


def test_tabs_inside_a_semicolon_file_do_not_divide_it() -> None:
	head = [*LONG, "Note"]
	assert answered(plan_of(read(text_file([head, [*ROW, "a\tb\tc\td\te\tf\tg\th\ti"]])))) == [BEFORE]


def test_utf_16_without_its_mark_is_read() -> None:
	assert read(text_file([LONG, ROW], "\t").decode().encode("utf-16-le")).headers == LONG


def test_quotation_marks_that_break_a_row_are_refused_with_the_line() -> None:
	content = text_file([LONG, ROW]) + '002;Før;31-01-2024;"3"x;2;4;1;3\r\n'.encode()
	assert "line 3" in refusal(content, "x.csv")


def test_hundreds_of_thousands_of_formatted_empty_rows_cost_nothing() -> None:
	content = workbook({"Ark1": [LONG, ROW]})
	changed = BytesIO()
	with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
		for name in old.namelist():
			part = old.read(name)
			if name == "xl/worksheets/sheet1.xml":
				cells = "".join(
					f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(3, 300_000)
				)
				part = part.replace(b"</sheetData>", cells.encode() + b"</sheetData>")
			new.writestr(name, part)
	started = time.process_time()
	table = read(changed.getvalue(), "x.xlsx")
	assert time.process_time() - started < 4
	assert answered(plan_of(table)) == [BEFORE]


def test_formats_in_masses_are_refused_before_they_are_unpacked() -> None:
	styles = b"<styleSheet><cellXfs>" + b"".join(b'<xf numFmtId="%d"/>' % n for n in range(150_000))
	content = workbook({"Ark1": [LONG, ROW]})
	changed = BytesIO()
	with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
		for name in old.namelist():
			new.writestr(name, styles if name == "xl/styles.xml" else old.read(name))
	assert "unpack" in refusal(changed.getvalue())


@pytest.mark.parametrize(
	("parts", "programme"),
	[
		({"mimetype": b"application/vnd.oasis.opendocument", "content.xml": b"<x/>"}, "OpenDocument"),
		({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}, "Numbers"),
		({"xl/workbook.bin": b"x", "[Content_Types].xml": b"<x/>"}, ".xlsb"),
		({"word/document.xml": b"<x/>"}, "not an Excel workbook"),
	],
)
def test_documents_of_other_programmes_are_named(parts: dict[str, bytes], programme: str) -> None:
	assert programme in refusal(archive(parts))


def test_an_old_workbook_is_told_from_one_with_a_password() -> None:
	assert "old .xls" in refusal(b"\xd0\xcf\x11\xe0" + bytes(600), "gammel.xls")
	locked = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
	assert refusal(locked, "gammel.xlsx").startswith("The file is protected by a password")


@pytest.mark.parametrize(
	"start", [b"<html>", b"\xef\xbb\xbf\r\n<table>", b'<?xml version="1.0"?><Workbook/>']
)
def test_a_web_page_named_as_a_workbook_is_refused(start: bytes) -> None:
	assert "web page" in refusal(start + b"<tr><td>ID</td></tr>", "export.xls")


def test_tab_separated_text_named_xls_is_read() -> None:
	assert answered(plan_of(read(text_file([LONG, ROW], "\t"), "export.xls"))) == [BEFORE]


def test_an_archive_with_a_damaged_part_is_refused() -> None:
	content = bytearray(archive({"data.csv": text_file([LONG, ROW]) * 50}))
	content[60] ^= 0xFF
	assert "damaged" in refusal(bytes(content), "x.zip")


def test_cases_are_known_by_the_senders_ids_only() -> None:
	assert "001" in CASES
	assert "is no known case" in said(plan_of(read(text_file([LONG, ["A7", *ROW[1:]]]))))


def test_an_id_kept_from_becoming_a_number_is_that_id_in_a_workbook_too() -> None:
	def keep_texts(book: openpyxl.Workbook) -> None:
		for cells in book["Ark1"]["A1":"H3"]:
			for cell in cells:
				cell.value = f'="{cell.value}"'
				cell.data_type = "s"

	rows = [LONG, ROW, LATER]
	assert answered(plan_of(read(workbook({"Ark1": rows}, keep_texts), "svar.xlsx"))) == [BEFORE, AFTER]
	kept = [[f'="{cell}"' for cell in row] for row in rows]
	assert answered(plan_of(read(spss([LONG, *kept[1:]]), "svar.sav"))) == [BEFORE, AFTER]
	assert answered(plan_of(read(open_document(kept), "svar.ods"))) == [BEFORE, AFTER]

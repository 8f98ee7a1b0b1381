"""Headings found where senders put them: below notes, in two or three rows, under groups (N10)."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.who5 import WHO5

from .senders import DAY, answered, mapping_of, plan_of, read, text_file, warned, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ROW = ["001", "Før", "31-01-2024", 3, 2, 4, 1, 3]
LATER = ["001", "Efter", "30-06-2024", 5, 5, 4, 3, 2]
BEFORE = ("LAT-1", "Before", DAY, 3, 2, 4, 1, 3)
AFTER = ("LAT-1", "After", dt.date(2024, 6, 30), 5, 5, 4, 3, 2)
LABELS = [item.label for item in WHO5.items]


def import_ids(headings: list[str], zone: str = "") -> list[str]:
	return [f'{{"ImportId":"{heading}"{zone}}}' for heading in headings]


@pytest.mark.parametrize(
	"notes",
	[
		[
			["Trivselsmåling 2024", None, None, None, None, "Udtrukket 31-12-2024"],
			["Kun afsluttede", None, None, "Kilde: X"],
			[],
		],
		[["Trivselsmåling 2024", None, None, None, None, "Udtrukket 31-12-2024"]],
		[["Fjordby Kommune", None, "Mentorkorps"], ["Periode", "2024", None, "Antal", 17], [], []],
		[[None, None, None, None, None, None, None, "FORTROLIGT"], ["Udskrevet af", "systemet"]],
		[["Rapport"], [None, "Hentet", "31-12-2024 08:05"]],
		[["Kommune", "Fjordby", "Periode", "hele året", "Kilde", "SurveyXact"]],
		[["Udtræk", None, "Kommune: Fjordby"], [None, None, None, "Dato: 31-12-2024"], []],
		[[None, None, None, "Rapport", None, None, None, "Side 1 af 1"], []],
		[[None, None, None, "Udskrevet 31. december 2024", "af Birgit Holm"]],
	],
	ids=[
		"two and a blank",
		"one",
		"with figures",
		"at the right",
		"narrow",
		"wide",
		"each further right",
		"set off by a blank",
		"with a day",
	],
)
@pytest.mark.parametrize("as_text", [False, True])
def test_notes_in_any_columns_above_the_headings_are_left_out(notes: list, as_text: bool) -> None:
	rows = [*notes, LONG, ROW, LATER]
	table = read(text_file(rows)) if as_text else read(workbook({"Ark1": rows}), "svar.xlsx")
	assert table.headers == LONG
	assert f"above row {len(notes) + 1} were taken for notes" in warned(table)
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_headings_of_which_most_are_blank_are_no_note() -> None:
	table = read(
		text_file([["ID", "", "", "Score", ""], ["001", "1", "2", "3", "4"], ["002", "1", "2", "3", "4"]])
	)
	assert table.headers[0] == "ID"
	assert len(table.rows) == 2


def test_qualtrics_has_three_rows_of_headings() -> None:
	head = [
		"StartDate",
		"EndDate",
		"ResponseId",
		"ExternalReference",
		"maaling",
		*(f"Q2_{n}" for n in range(1, 6)),
	]
	texts = ["Start Date", "End Date", "Response ID", "External Data Reference", "maaling"]
	texts += [f"De seneste to uger: - {label}" for label in LABELS]
	stamps = ["2024-01-31 10:01:02", "2024-01-31 10:05:02"]
	rows = [head, texts, import_ids(head), [*stamps, "R_1", "001", "Før", *ROW[3:]]]
	table = read(text_file(rows, ",", "utf-8-sig"))
	assert (table.settings.header_rows, len(table.rows)) == (3, 1)
	assert "Rows 1 to 3 were read as headings" in warned(table)
	roles = {column.role: header for header, column in mapping_of(table).items()}
	assert (roles["Case"], roles["Date"]) == (
		"ExternalReference – External Data Reference",
		"EndDate – End Date",
	)
	assert answered(plan_of(table)) == [BEFORE]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_qualtrics_with_the_same_words_in_both_rows_and_no_answers_in_numbers(encoding: str) -> None:
	head = ["Deltager-ID", "Målepunkt", "RecordedDate", *LABELS]
	words = ["Ofte", "Aldrig", "Ofte", "Ofte", "Ofte"]
	rows = [
		head,
		head,
		[text.replace('"', "'") for text in import_ids(head)],
		["001", "Før", "i går", *words],
	]
	table = read(text_file(rows, "\t", encoding))
	assert (table.settings.header_rows, table.headers) == (3, head)
	assert len(table.rows) == 1


def test_machine_words_in_the_second_row_are_no_answers() -> None:
	table = read(text_file([LONG, import_ids(LONG), ROW]))
	assert (table.settings.header_rows, table.headers) == (2, LONG)
	assert answered(plan_of(table)) == [BEFORE]


def test_groups_above_questions_above_codes_are_three_rows() -> None:
	rows = [
		["", "", "", "Trivsel", "", "", "", ""],
		["Hvem", "Hvornår", "Hvilken dag", *LABELS],
		LONG,
		ROW,
		LATER,
	]
	table = read(text_file(rows))
	assert table.settings.header_rows == 3
	assert table.headers[3] == "Trivsel – Mood – WHO5_1"
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_codes_below_the_questions_of_the_items_alone_are_headings() -> None:
	rows = [["Forløb", "Måling", "Dato", *LABELS], ["", "", "", *CODES], ROW, LATER]
	table = read(text_file(rows))
	assert (table.settings.header_rows, table.headers[3]) == (2, "Mood – WHO5_1")
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_sosci_has_two_rows_of_headings_in_utf_16() -> None:
	head = ["CASE", "SERIAL", "STARTED", "PT01", *(f"WH01_0{n}" for n in range(1, 6)), "TIME001", "TIME002"]
	texts = [
		"Interview number (ongoing)",
		"Serial number",
		"Time the interview has started",
		"Point",
		*LABELS,
	]
	rows = [head, [*texts, "Time spent on page", "Time spent on page"]]
	rows += [["45", "001", "2024-01-31 10:11:12", "Før", *ROW[3:], "12", "9"]]
	table = read(text_file(rows, "\t", "utf-16"))
	assert (table.settings.header_rows, table.settings.encoding, table.settings.delimiter) == (
		2,
		"utf-16",
		"\t",
	)
	assert table.headers[4] == "WH01_01 – Mood"


def test_groups_without_a_name_leave_their_columns_their_own_words() -> None:
	rows = [
		["Forløb", None, None, None, None, None, None, None, "Bemærkning"],
		[None, "Måling", "Dato", *CODES, None],
		[*ROW, "kom for sent"],
		[*LATER, None],
	]
	table = read(workbook({"Ark1": rows}), "enalyzer.xlsx")
	assert table.headers == [*LONG, "Bemærkning"]
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_a_heading_that_stands_alone_groups_nothing() -> None:
	rows = [
		["Forløb", "Måling", "Dato", "", "", "", "", "", "Trivsel i alt", ""],
		["", "", "", *CODES, "Score", "Læsning"],
		[*ROW, 52, "lav"],
	]
	table = read(text_file(rows))
	assert table.headers == [*LONG, "Trivsel i alt – Score", "Trivsel i alt – Læsning"]
	assert answered(plan_of(table)) == [BEFORE]


def test_a_column_between_groups_may_have_no_heading_at_all() -> None:
	rows = [
		["Respondent ID", "Måling", "Dato", "De sidste to uger", "", "", "", "", "", "Tilfreds?"],
		["", "", "", *LABELS, "", "Response"],
		[*ROW, "", "7"],
	]
	table = read(text_file(rows, ","))
	assert (table.settings.header_rows, table.headers[8]) == (2, "[I]")
	assert answered(plan_of(table)) == [BEFORE]


def test_points_above_the_same_questions_are_groups() -> None:
	rows = [
		["Borger", None, "Før", *[None] * 5, "Efter", *[None] * 5],
		["Deltager-ID", "Alder", "Dato", *LABELS, "Dato", *LABELS],
		["001", "17", "31-01-2024", *ROW[3:], "30-06-2024", *LATER[3:]],
	]
	table = read(workbook({"Ark1": rows}), "svar.xlsx")
	assert (table.settings.header_rows, table.headers[9]) == (2, "Efter – Mood")
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_words_below_headings_with_a_gap_are_answers() -> None:
	rows = [
		["Deltager", "Måling", "", "Glad", "Rolig"],
		["A7", "Før", "x", "Ofte", "Ofte"],
		["A8", "Før", "y", "Ofte", "Aldrig"],
	]
	assert len(read(text_file(rows)).rows) == 2


def test_a_first_row_of_answers_that_nobody_gave_is_no_heading() -> None:
	rows = [LONG, ["A7", "Før", "", "ved ikke", "ved ikke", "ved ikke", "ved ikke", "ved ikke"], ROW]
	assert len(read(text_file(rows)).rows) == 2

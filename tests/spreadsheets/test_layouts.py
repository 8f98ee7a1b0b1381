"""Layouts of survey systems and office programmes, each with answers as they must be read (N10)."""

from __future__ import annotations

import datetime as dt

import pytest

from lat_corps.spreadsheets.cells.values import is_error_value
from lat_corps.spreadsheets.meaning.answer_words import means_missing, numbered_label
from tests.who5 import WHO5

from .senders import (
	DAY,
	WORDED,
	answered,
	codes_of,
	mapping_of,
	plan_of,
	read,
	said,
	text_file,
	warned,
	workbook,
)

CODES = [item.code for item in WHO5.items]
LABELS = [item.label for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ROW = ["001", "Før", "31-01-2024", 3, 2, 4, 1, 3]
LATER = ["001", "Efter", "30-06-2024", 5, 5, 4, 3, 2]
BEFORE = ("LAT-1", "Before", DAY, 3, 2, 4, 1, 3)
AFTER = ("LAT-1", "After", dt.date(2024, 6, 30), 5, 5, 4, 3, 2)
SUMMARY = [
	[None, "This document was exported from Numbers. Each table was converted to an Excel worksheet."],
	[],
	[None, "Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name"],
]


@pytest.mark.parametrize("title", [[], [["Tabel 1"]]], ids=["bare", "with the table's name above"])
def test_the_summary_of_numbers_is_not_taken_for_the_answers(title: list) -> None:
	summary = [*SUMMARY, [None, "Ark 1"], [None, None, "Tabel 1", "Ark 1 - Tabel 1"]]
	table = read(
		workbook({"Eksportoversigt": summary, "Ark 1 - Tabel 1": [*title, LONG, ROW, LATER]}), "n.xlsx"
	)
	assert table.sheet == "Ark 1 - Tabel 1"
	assert "not Eksportoversigt" in warned(table)
	assert answered(plan_of(table)) == [BEFORE, AFTER]


def test_a_summary_of_numbers_beside_two_points() -> None:
	head = ["Forløb", "Dato", *CODES]
	summary = [*SUMMARY, [None, "Før"], [None, None, "Tabel 1", "Før"], [None, None, "Tabel 1", "Efter"]]
	sheets = {
		"Export Summary": summary,
		"Før": [head, [ROW[0], *ROW[2:]]],
		"Efter": [head, [LATER[0], *LATER[2:]]],
	}
	assert answered(plan_of(read(workbook(sheets), "numbers.xlsx"))) == [BEFORE, AFTER]


def test_a_sheet_of_counts_before_the_answers_is_not_taken_for_them() -> None:
	counts = [["Spørgsmål", "Antal", "Procent"], ["Mood", 12, 40], ["Calm", 10, 33]]
	assert read(workbook({"Oversigt": counts, "Rådata": [LONG, ROW]}), "x.xlsx").sheet == "Rådata"


@pytest.mark.parametrize(
	("times", "completed"),
	[
		(["Start time", "Completion time"], "Completion time"),
		(["Starttidspunkt", "Fuldførelsestidspunkt"], "Fuldførelsestidspunkt"),
		(["Starttid", "Sluttidspunkt"], "Sluttidspunkt"),
	],
)
@pytest.mark.parametrize("as_text", [False, True])
def test_microsoft_forms_is_dated_by_the_completion(times: list[str], completed: str, as_text: bool) -> None:
	head = ["Id", *times, "Mail", "Navn", "Deltagernummer", "Før eller efter", *LABELS]
	stamps: list[object] = [dt.datetime(2024, 1, 30, 23, 58), dt.datetime(2024, 1, 31, 0, 4)]
	if as_text:
		stamps = ["1/30/24 23:58:11", "1/31/24 0:04:02"]
	row = [1, *stamps, "anonymous", None, "001", "Før", *ROW[3:]]
	rows = [head, row]
	table = read(text_file(rows, ",")) if as_text else read(workbook({"Sheet1": rows}), "forms.xlsx")
	mapping = mapping_of(table)
	assert (mapping[completed].role, mapping[completed].certain) == ("Date", False)
	assert mapping[times[0]].role == "Ignore"
	assert answered(plan_of(table)) == [BEFORE]


def test_short_years_of_which_one_tells_the_order_are_read_in_it() -> None:
	rows = [["001", "Før", "1/31/24", *ROW[3:]], ["002", "Før", "2/1/24 10:02", *ROW[3:]]]
	table = read(text_file([LONG, *rows], ","))
	assert table.settings.date_order == "Month first"
	assert [row[2] for row in answered(plan_of(table))] == [DAY, dt.date(2024, 2, 1)]


@pytest.mark.parametrize(
	"word",
	(
		"#NAVN? #DIVISION/0! #VÆRDI! #REFERENCE! #NUL! #I/T #OVERLØB! #BEREGN! Fejl:502 ####### #WERT! "
		"#BEZUG! #NV #ZAHL! #SAKNAS! #VÄRDEFEL! #VERDI! #NOM? #¡DIV/0! #¿NOMBRE? #N/D #DZIEL/0! #JAKO/0! "
		"#DEEL/0! #DIV/0! #N/A #navn? Err:508 #ERROR!"
	).split(),
)
def test_an_error_value_of_any_language_is_proposed_as_missing(word: str) -> None:
	assert is_error_value(word)
	table = read(text_file([LONG, [*ROW[:-1], word]]))
	proposal = codes_of(table)
	assert [(code.written, code.value) for code in proposal.codes] == [(word, None)]
	assert not proposal.certain


@pytest.mark.parametrize("word", ["#1", "# 3", "#metoo", "nr. 4!", "Hvad?", "#", "Fejl"])
def test_other_words_with_such_signs_are_no_error_values(word: str) -> None:
	assert not is_error_value(word)


@pytest.mark.parametrize("damage", ["01. Mrz", "02-mrt", "03-janv.", "4. sty", "01. mai", "1-abr"])
def test_an_answer_that_became_a_month_of_another_language_is_never_an_answer(damage: str) -> None:
	assert numbered_label(damage) is None
	assert not means_missing(WORDED.items[0], damage)
	table = read(text_file([LONG, [*ROW[:3], damage, *ROW[4:]]]))
	assert codes_of(table, WORDED).codes == []
	plan = plan_of(table, WORDED)
	assert answered(plan) == []
	assert "Excel has probably turned an answer into a date" in said(plan)


def test_a_label_that_begins_like_a_month_stays_a_label() -> None:
	assert numbered_label("1 - Maybe") == (1, "Maybe")
	assert numbered_label("2: Marginal") == (2, "Marginal")


@pytest.mark.parametrize("minus", ["\u2212", "–"])
def test_a_code_with_a_typographic_minus_is_missing(minus: str) -> None:
	table = read(text_file([LONG, [*ROW[:-1], f"{minus}99"]]))
	assert [(code.written, code.value) for code in codes_of(table).codes] == [(f"{minus}99", None)]
	assert answered(plan_of(table))[0][-1] is None


@pytest.mark.parametrize(
	"stamp",
	["2024-01-30T23:30:00Z", "2024-01-30 18:00:00 EST", "30/01/2024 23.15 UTC", "2024-01-31T00:10:00+01:00"],
)
def test_an_answer_around_midnight_belongs_to_the_day_in_denmark(stamp: str) -> None:
	assert answered(plan_of(read(text_file([LONG, [*ROW[:2], stamp, *ROW[3:]]])))) == [BEFORE]


@pytest.mark.parametrize(
	("zone", "stamp", "day"),
	[
		("America/Denver", "2024-01-30 18:00:00", 31),
		("Asia/Tokyo", "2024-01-31 07:30:00", 30),
		("Europe/Copenhagen", "2024-01-31 00:10:00", 31),
		("No/Where", "2024-01-31 00:10:00", 31),
	],
)
@pytest.mark.parametrize("as_text", [True, False])
def test_a_zone_that_the_headings_name_moves_the_day_to_that_in_denmark(
	zone: str, stamp: str, day: int, as_text: bool
) -> None:
	machine = [f'{{"ImportId":"{name}"}}' for name in LONG]
	machine[2] = f'{{"ImportId":"endDate","timeZone":"{zone}"}}'
	rows = [LONG, machine, [*ROW[:2], stamp if as_text else dt.datetime.fromisoformat(stamp), *ROW[3:]]]
	table = read(text_file(rows, ",")) if as_text else read(workbook({"Svar": rows}), "q.xlsx")
	assert [row[2] for row in answered(plan_of(table))] == [dt.date(2024, 1, day)]
	assert (f"are those of {zone}" in warned(table)) == (zone in ("America/Denver", "Asia/Tokyo"))


@pytest.mark.parametrize(
	("heading", "stamp"),
	[
		("Submit Date (UTC)", "2024-01-30 23:30:00"),
		("Besvaret den [UTC]", "30-01-2024 23.30"),
		("submitdate_utc", "2024-01-30T23:30:00.000"),
		("Completed (GMT-5)", "1/30/2024 6:30 PM"),
		("Tidsstempel (UTC+05:30)", "31/01/2024 04:40"),
		("Dato (Europe/London)", "30-01-2024 23:30"),
	],
)
@pytest.mark.parametrize("as_text", [True, False])
def test_a_zone_beside_the_words_of_a_heading_moves_the_day_too(
	heading: str, stamp: str, as_text: bool
) -> None:
	before = ["Start Date (UTC)", "Submit Date (UTC)"] if heading.startswith("Submit") else [heading]
	stamps = ["2024-01-30 22:10:00", stamp][-len(before) :]
	rows = [["Deltager-nr", "Måling", *CODES, *before], ["001", "Før", *ROW[3:], *stamps]]
	table = read(text_file(rows, ",")) if as_text else read(workbook({"Svar": rows}), "typeform.xlsx")
	assert "A day is that in Denmark" in warned(table)
	assert mapping_of(table)[heading].role == "Date"
	assert answered(plan_of(table)) == [BEFORE]


@pytest.mark.parametrize(
	"written", ["31. januar 2024", "ons. d. 31. jan. 2024", "31-jan-2024", "onsdag den 31. januar 2024"]
)
def test_danish_names_of_months_and_days_are_dates(written: str) -> None:
	assert answered(plan_of(read(text_file([LONG, [*ROW[:2], written, *ROW[3:]]])))) == [BEFORE]


def test_systems_without_danish_letters_are_known_by_their_headings() -> None:
	head = ["Forloeb", "Maaling", "Dato", *CODES]
	mapping = mapping_of(read(text_file([head, ROW])))
	assert [mapping[name].role for name in head[:3]] == ["Case", "Point", "Date"]

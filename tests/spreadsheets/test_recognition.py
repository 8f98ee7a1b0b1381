"""How a file would be read is recognised, shown, and overruled by what a person says (N10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lat_corps.spreadsheets.cells.table import FileSettings, SpreadsheetError
from lat_corps.spreadsheets.reading.uploads import read_table
from tests.who5 import WHO5

from .senders import DAY, answered, mapping_of, plan_of, read, text_file, warned, workbook

LONG = ["Forløb", "Måling", "Dato", *(item.code for item in WHO5.items)]
ROW = ["001", "Før", "31-01-2024", "3", "2", "4", "1", "3"]


def test_everything_that_applies_to_a_text_is_recognised_but_what_answers_alone_tell() -> None:
	recognised = read_table(text_file([LONG, ROW], encoding="cp1252"), "answers.csv")
	assert recognised.settings == FileSettings(
		encoding="cp1252",
		delimiter=";",
		header_rows=1,
		date_order="Day first",
		layout="Long",
		first_row=1,
	)
	assert recognised.headers == LONG


def test_a_workbook_shows_the_sheets_that_can_be_chosen() -> None:
	recognised = read_table(workbook({"Svar": [LONG, ROW], "Tom": [], "Andet": [["x"]]}), "answers.xlsx")
	assert recognised.settings.sheet == "Svar"
	assert recognised.sheets == ("Svar", "Tom", "Andet")


def test_reading_with_what_was_recognised_changes_nothing() -> None:
	for content, name in (
		(text_file([LONG, ROW], "\t", "utf-16"), "a.csv"),
		(workbook({"Før": [LONG, ROW], "Efter": [LONG, ROW]}), "a.xlsx"),
		(workbook({"Ark": [["note"], LONG, ROW]}), "a.xlsx"),
	):
		recognised = read_table(content, name)
		again = read_table(content, name, settings=recognised.settings)
		assert again.settings == recognised.settings
		assert again.headers == recognised.headers


@pytest.mark.parametrize(
	("content", "said", "headers"),
	[
		("ID;A\n1;2\n".encode("cp1252"), {"delimiter": ","}, ["ID;A"]),
		("Forl\u00f8b;A\n1;2\n".encode("iso-8859-1"), {"encoding": "iso-8859-1"}, ["Forløb", "A"]),
		(b"ID;A\nx;y\n1;2\n", {"header_rows": 2}, ["ID – x", "A – y"]),
		(b"note;2024\nmore;x\nID;A\n1;2\n", {"first_row": 3}, ["ID", "A"]),
	],
)
def test_what_a_person_says_goes_before_what_is_recognised(
	content: bytes, said: dict[str, object], headers: list[str]
) -> None:
	assert read(content, **said).headers == headers


def test_another_sheet_can_be_chosen() -> None:
	content = workbook({"2023": [LONG, ROW], "2024": [["A", "B", "C"], [1, 2, 3]]})
	assert read(content, "a.xlsx", sheet="2024").headers == ["A", "B", "C"]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
	with pytest.raises(SpreadsheetError, match="Choose one of 2023"):
		read(workbook({"2023": [LONG, ROW]}), "a.xlsx", sheet="2024")


def test_an_encoding_that_does_not_fit_is_refused() -> None:
	with pytest.raises(SpreadsheetError, match="not written in utf-8"):
		read(text_file([LONG, ROW], encoding="cp1252"), encoding="utf-8")


@pytest.mark.parametrize(
	("answers", "decimal", "number"),
	[
		(["3.5", "2", "4", "1", "3"], ".", 3.5),
		(["3,5", "2", "4", "1", "3"], ",", 3.5),
		(["3.125", "2.5", "4", "1", "3"], ".", 3.125),
	],
)
def test_the_decimal_sign_is_told_by_the_answers(answers: list[str], decimal: str, number: float) -> None:
	plan = plan_of(read(text_file([LONG, [*ROW[:3], *answers]])))
	assert plan.settings.decimal == decimal
	assert answered(plan)[0][3] == number


def test_the_decimal_sign_and_the_order_of_dates_can_be_said() -> None:
	table = read(text_file([LONG, [*ROW[:2], "02/01/2024", "1.500", *ROW[4:]]]))
	mapping = list(mapping_of(table).values())
	settings = FileSettings(decimal=".", date_order="Month first")
	(row,) = answered(plan_of(table, mapping=mapping, settings=settings))
	assert (row[2], row[3]) == (DAY.replace(month=2, day=1), 1.5)


def test_the_layout_can_be_said() -> None:
	head = ["ID", "Dato", *(f"q{n}_før" for n in range(1, 6)), *(f"q{n}_efter" for n in range(1, 6))]
	table = read(text_file([head, ["001", "31-01-2024", *"3241355432"]]))
	assert mapping_of(table)["q1_før"].point == "Before"
	long = read(text_file([head, ["001", "31-01-2024", *"3241355432"]]), layout="Long")
	assert not any(column.point for column in mapping_of(long).values())


def test_two_sheets_stay_apart_when_a_person_says_so() -> None:
	content = workbook({"Før": [LONG, ROW], "Efter": [LONG, ROW]})
	assert len(read(content, "a.xlsx").rows) == 2
	assert len(read(content, "a.xlsx", layout="Long").rows) == 1


def test_a_file_without_headings_is_remarked_upon() -> None:
	assert "looks like answers" in warned(read(text_file([ROW, ROW])))


def test_what_a_person_says_goes_over_what_is_recognised() -> None:
	said = FileSettings("cp1252", ";", ".", "2023", "2024", 2, "Month first", "Wide", 4)
	assert said.over(replace(said, decimal=",", sheet="x")) == said

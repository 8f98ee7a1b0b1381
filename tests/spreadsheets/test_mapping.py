"""Columns are proposed by heading, likeness and values; certain only what is, and nothing twice (N10)."""

from __future__ import annotations

import pytest

from lat_corps.spreadsheets.cells.table import SpreadsheetError
from lat_corps.spreadsheets.planning.answers import ColumnRole, plan_import
from tests.who5 import WHO5

from .senders import CASES, RATING, WORDED, answered, mapping_of, plan_of, read, text_file, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ROW = ["001", "Før", "31-01-2024", "3", "2", "4", "1", "3"]


def roles(table: object, *headers: str) -> list[tuple[str, str | None, bool]]:
	mapping = mapping_of(table)
	return [(mapping[h].role, mapping[h].item_code, mapping[h].certain) for h in headers]


def test_a_misspelt_heading_is_proposed_and_not_certain() -> None:
	head = [
		"Forløbsnummeret",
		"Målepunkt",
		"Besvarelsesdatoen",
		"Moods",
		"Calmm",
		"Energy",
		"Rest",
		"Interests",
	]
	table = read(text_file([head, ROW]))
	assert roles(table, "Forløbsnummeret", "Besvarelsesdatoen", "Moods", "Energy") == [
		("Case", None, False),
		("Date", None, False),
		("Answer", "WHO5_1", False),
		("Answer", "WHO5_3", True),
	]


def test_a_label_inside_a_longer_question_is_proposed_once() -> None:
	question = "How much interest did you have?"
	table = read(text_file([["ID", question, "Interest-level today"], ["1", "2", "3"]]))
	assert roles(table, question, "Interest-level today") == [
		("Answer", "WHO5_5", False),
		("Ignore", None, False),
	]


def test_two_columns_for_one_item_are_never_both_taken() -> None:
	head = [*LONG, "who5_1 igen", "Mood"]
	table = read(text_file([head, [*ROW, "5", "5"]]))
	assert roles(table, "WHO5_1", "who5_1 igen", "Mood") == [
		("Answer", "WHO5_1", False),
		("Ignore", "WHO5_1", False),
		("Ignore", "WHO5_1", False),
	]


def test_two_columns_of_cases_leave_the_second_to_a_person() -> None:
	table = read(text_file([["Forløb", "Deltager", *LONG[1:]], ["001", "002", *ROW[1:]]]))
	assert roles(table, "Forløb", "Deltager") == [("Case", None, False), ("Ignore", None, False)]


def test_each_column_knows_its_place() -> None:
	table = read(text_file([LONG, ROW]))
	assert [column.position for column in mapping_of(table).values()] == list(range(len(LONG)))


def test_codes_of_points_are_proposed_by_their_order_and_not_certain() -> None:
	rows = [["001", "T2", *ROW[2:]], ["001", "T1", *ROW[2:]]]
	point = mapping_of(read(text_file([LONG, *rows])))["Måling"]
	assert (dict(point.codes), point.certain) == ({"T1": "Before", "T2": "After"}, False)


def test_points_among_which_some_are_known_are_not_numbered() -> None:
	rows = [["001", "Før", *ROW[2:]], ["001", "2", *ROW[2:]]]
	assert mapping_of(read(text_file([LONG, *rows])))["Måling"].codes == {}


def test_points_and_dates_are_found_by_what_a_column_holds() -> None:
	table = read(text_file([["ID", "Kolonne1", "Kolonne2", *CODES], ROW]))
	assert roles(table, "Kolonne1", "Kolonne2") == [("Point", None, False), ("Date", None, False)]


def test_labels_are_answers_in_either_language_whatever_their_case() -> None:
	row = [*ROW[:3], "hele  TIDEN", "Aldrig", "OFTE", "af og til", "4 - For det meste"]
	assert answered(plan_of(read(text_file([LONG, row])), WORDED))[0][3:] == (5, 0, 3, 2, 4)
	danish = {"Hele tiden": "All the time"}
	row = [*ROW[:3], "all the time", "Aldrig", "Ofte", "Ofte", "Ofte"]
	table = read(text_file([LONG, row]))
	plan = plan_of(table, WORDED, translate=lambda text: danish.get(text, text))
	assert answered(plan)[0][3] == 5


def test_a_number_that_contradicts_its_label_is_an_error() -> None:
	row = [*ROW[:3], "2 - Hele tiden", *ROW[4:]]
	plan = plan_import(
		table := read(text_file([LONG, row])), list(mapping_of(table, WORDED).values()), WORDED, CASES, {}
	)
	assert "“2 - Hele tiden” names the answer 2, but “Hele tiden” is 5" in plan.rows[0].messages[0].render()


@pytest.mark.parametrize(
	("column", "said"),
	[
		(ColumnRole("Måling", "Point"), "one of their own"),
		(ColumnRole("Efter", "Answer", "R1"), "point of the columns Efter"),
		(ColumnRole("Efter", "Answer", "R1", point="Before"), "Choose one of them"),
	],
)
def test_a_wide_mapping_that_does_not_fit_is_refused(column: ColumnRole, said: str) -> None:
	table = read(
		text_file([["ID", "Måling", "Dato", "Før", "Efter"], ["001", "Før", "31-01-2024", "3", "4"]])
	)
	before = ColumnRole("Før", "Answer", "R1", point="Before")
	mapping = [ColumnRole("ID", "Case"), ColumnRole("Dato", "Date"), before, column]
	with pytest.raises(SpreadsheetError, match=said):
		plan_import(table, mapping, RATING, CASES, {})


def test_a_wide_row_without_answers_at_a_point_says_nothing_about_it() -> None:
	table = read(
		text_file([["ID", "Dato", "Før", "Efter"], ["001", "31-01-2024", "4", ""], ["002", "", "", ""]])
	)
	plan = plan_of(table, RATING)
	assert [(row.number, row.outcome, row.point) for row in plan.rows] == [
		(2, "New", "Before"),
		(3, "Skipped", None),
	]


def test_an_item_that_lacks_its_column_at_one_point_is_named() -> None:
	head = ["ID", "Dato", *(f"{code}_før" for code in CODES), *(f"{code}_efter" for code in CODES[1:])]
	plan = plan_of(read(text_file([head, ["001", "31-01-2024", *"324132413"]])))
	assert "No column is chosen for WHO5_1 at “After”" in plan.warnings[0].render()


def test_own_columns_of_surveyxact_are_not_taken_for_answers() -> None:
	head = ["Forløb", "Måling", "Dato", *(f"statcreation_{n}" for n in range(1, 6))]
	table = read(workbook({"Data": [head, ["001", "Før", "31-01-2024", 1, 0, 1, 0, 0]]}), "a.xlsx")
	assert not any(column.role == "Answer" for column in mapping_of(table).values())


def test_follow_ups_on_different_days_are_different_measurements() -> None:
	rows = [["001", "Opfølgning", day, *ROW[3:]] for day in ("31-01-2024", "31-03-2024")]
	assert [row.outcome for row in plan_of(read(text_file([LONG, *rows]))).rows] == ["New", "New"]


WIDE = ["Respondent", "Svardato før", *[f"før_{n}" for n in range(1, 6)]]
WIDE += ["Svardato efter", *[f"efter_{n}" for n in range(1, 6)]]


def wide_rows(**changes: str) -> list[list[str]]:
	rows = [[f"00{n}", "31-01-2024", *"32413", "30-06-2024", *"23514"] for n in range(1, 7)]
	for header, value in changes.items():
		rows[0][WIDE.index(header)] = value
	return [WIDE, *rows]


def test_a_slip_in_a_column_hides_no_point() -> None:
	table = read(text_file(wide_rows(før_3="9", efter_1="nogle gange")))
	for number, code in enumerate(CODES, start=1):
		assert roles(table, f"før_{number}", f"efter_{number}") == [("Answer", code, False)] * 2
	assert [row.outcome for row in plan_of(table).rows].count("Error") == 2


def test_a_column_without_answers_is_proposed_by_its_fellow_at_another_point() -> None:
	rows = [[*row[:2], *("" for _ in CODES), *row[7:]] for row in wide_rows()[1:]]
	assert roles(read(text_file([WIDE, *rows])), "før_1", "før_5") == [
		("Answer", "WHO5_1", False),
		("Answer", "WHO5_5", False),
	]


def test_a_column_of_a_point_that_is_no_item_is_not_left_out_for_certain() -> None:
	table = read(text_file([[*WIDE, "efter_kommentar"], *([*row, "Fint."] for row in wide_rows()[1:])]))
	assert roles(table, "efter_kommentar") == [("Ignore", None, False)]

"""The plan of an import: each row checked, compared and explained before anything is written (N10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from lat_corps.domain.instruments import Cutoff, Instrument, Item
from lat_corps.spreadsheets.cells.table import SpreadsheetError, Table
from lat_corps.spreadsheets.planning.answers import (
	ColumnRole,
	Existing,
	ImportPlan,
	RowOutcome,
	plan_import,
	suggest_mapping,
)
from lat_corps.spreadsheets.reading.uploads import read_table
from tests.who5 import WHO5

DANISH_SENDER = (
	"Deltager-ID;Måletidspunkt;Dato for besvarelse;Glad;Rolig;Aktiv;Udhvilet;Interesseret;Score (0-100)"
)
OWN = "Case number;Measurement point;Date of answer;WHO5_1;WHO5_2;WHO5_3;WHO5_4;WHO5_5"
CASES = {"001": "LAT-1", "002": "LAT-2", "LAT-1": "LAT-1", "LAT-2": "LAT-2"}
DAY = dt.date(2024, 1, 31)


def table(*lines: str, header: str = OWN) -> Table:
	return read_table("\n".join([header, *lines]).encode(), "answers.csv")


def plan(
	*lines: str,
	header: str = OWN,
	mapping: list[ColumnRole] | None = None,
	cases: Mapping[str, str] = CASES,
	existing: Mapping[tuple[str, str], Existing] | None = None,
	today: dt.date | None = None,
	instrument: Instrument = WHO5,
) -> ImportPlan:
	read = table(*lines, header=header)
	return plan_import(
		read, mapping or suggest_mapping(read, instrument), instrument, cases, existing or {}, today=today
	)


def only_row(*lines: str, **arguments: object) -> RowOutcome:
	(row,) = plan(*lines, **arguments).rows
	return row


def said(row: RowOutcome) -> str:
	return "\n".join(message.render() for message in row.messages)


def who5(*answers: float | None) -> dict[str, float | None]:
	return {item.code: answer for item, answer in zip(WHO5.items, answers, strict=True)}


def roles(read: Table, instrument: Instrument = WHO5) -> dict[str, tuple[str, str | None, bool]]:
	return {
		column.header: (column.role, column.item_code, column.certain)
		for column in suggest_mapping(read, instrument)
		if column.role != "Ignore"
	}


def test_own_headings_are_recognised_with_certainty() -> None:
	assert roles(table()) == {
		"Case number": ("Case", None, True),
		"Measurement point": ("Point", None, True),
		"Date of answer": ("Date", None, True),
		**{item.code: ("Answer", item.code, True) for item in WHO5.items},
	}


def test_danish_headings_are_recognised_and_items_guessed_from_their_values() -> None:
	read = table("001;Før;10-01-2023;1;2;3;4;5;60,0", "001;Efter;10-07-2023;;;;;;", header=DANISH_SENDER)
	assert roles(read) == {
		"Deltager-ID": ("Case", None, True),
		"Måletidspunkt": ("Point", None, True),
		"Dato for besvarelse": ("Date", None, True),
		"Glad": ("Answer", "WHO5_1", False),
		"Rolig": ("Answer", "WHO5_2", False),
		"Aktiv": ("Answer", "WHO5_3", False),
		"Udhvilet": ("Answer", "WHO5_4", False),
		"Interesseret": ("Answer", "WHO5_5", False),
	}


def test_items_are_not_guessed_when_one_column_more_would_fit() -> None:
	header = DANISH_SENDER.replace("Interesseret", "Optaget")
	read = table("001;Før;10-01-2023;1;2;3;4;5;4", header=header)
	assert len(roles(read)) == 3


def test_items_are_recognised_by_code_before_label_and_by_label_alone() -> None:
	read = table(header="ID;Dato;WHO5_2 Humør;Calm;who5_3: Rest;WHO5_10;REST")
	assert roles(read) == {
		"ID": ("Case", None, False),
		"Dato": ("Date", None, True),
		"WHO5_2 Humør": ("Answer", "WHO5_2", False),
		"who5_3: Rest": ("Answer", "WHO5_3", True),
		"REST": ("Answer", "WHO5_4", True),
	}


def test_two_columns_for_one_role_leave_the_choice_to_a_person() -> None:
	read = table(header="Dato;Date;Forløb;ID")
	assert roles(read) == {"Dato": ("Date", None, False), "Forløb": ("Case", None, True)}


def test_a_new_row_is_scored() -> None:
	row = only_row("001;Før;31-01-2024;3;2;4;1;3")
	assert (row.number, row.outcome, row.case, row.point, row.date) == (2, "New", "LAT-1", "Before", DAY)
	assert row.answers == who5(3, 2, 4, 1, 3)
	assert row.score.value == 52
	assert row.messages == []


def test_a_missing_answer_is_allowed_and_said() -> None:
	row = only_row("001;Før;31-01-2024;3;2;;1;3")
	assert (row.outcome, row.score.value, row.answers["WHO5_3"]) == ("New", None, None)
	assert "Row 2 lacks the answers to WHO5_3" in said(row)


def test_a_measurement_without_answers_is_recorded_as_missing() -> None:
	row = only_row("001;Efter;31-01-2024;;;;;")
	assert (row.outcome, row.score.value) == ("New", None)
	assert "state the reason" in said(row)


def test_a_row_without_date_and_answers_is_skipped_whatever_else_it_says() -> None:
	assert only_row("unknown;Før;;;;;;").outcome == "Skipped"


def test_all_problems_of_a_row_are_said_at_once_with_row_column_and_value() -> None:
	row = only_row("999;midt i;31-02-2024;syv;6;3;-1;NaN")
	assert row.outcome == "Error"
	assert row.score is None
	expected = [
		("Case number", "999"),
		("Measurement point", "midt i"),
		("Date of answer", "31-02-2024"),
		("WHO5_1", "syv"),
		("WHO5_2", "6"),
		("WHO5_4", "-1"),
		("WHO5_5", "NaN"),
	]
	assert len(row.messages) == len(expected)
	letters = "ABCDEGH"
	for message, letter, (column, value) in zip(row.messages, letters, expected, strict=True):
		assert message.render().startswith(f"Row 2, column {letter} “{column}”: “{value}”")
	assert [(problem.letter, problem.header) for problem in row.problems] == [
		(letter, column) for letter, (column, _value) in zip(letters, expected, strict=True)
	]


def test_messages_are_translatable_to_the_innermost_sentence() -> None:
	row = only_row("001;Før;31-01-2024;syv;2;4;1;3")
	translated = row.messages[0].render(lambda source: f"<{source}>")
	assert translated.startswith("<Row 2")
	assert "<“syv” is not a number" in translated


@pytest.mark.parametrize(
	"line", [";Før;31-01-2024;3;2;4;1;3", "001;;31-01-2024;3;2;4;1;3", "001;Før;;3;2;4;1;3"]
)
def test_case_point_and_date_are_needed(line: str) -> None:
	row = only_row(line)
	assert row.outcome == "Error"
	assert "The cell is empty" in said(row)


def test_a_case_is_never_guessed_from_an_id_without_its_zeros() -> None:
	row = only_row("1;Før;31-01-2024;3;2;4;1;3")
	assert (row.outcome, row.case) == ("Error", None)
	assert "Is it 001?" in said(row)


def test_an_id_that_stands_for_two_cases_is_refused() -> None:
	row = only_row("abc;Før;31-01-2024;3;2;4;1;3", cases={"abc": "LAT-1", "ABC": "LAT-2"})
	assert "more than one case" in said(row)


def test_capital_letters_of_an_id_do_not_matter() -> None:
	assert only_row("lat-1;Før;31-01-2024;3;2;4;1;3").case == "LAT-1"


def test_a_date_in_the_future_is_refused() -> None:
	line = "001;Før;31-01-2024;3;2;4;1;3"
	assert only_row(line, today=DAY).outcome == "New"
	assert "future" in said(only_row(line, today=DAY - dt.timedelta(days=1)))


def test_an_answer_that_excel_made_a_date_is_not_an_answer() -> None:
	row = only_row("001;Før;31-01-2024;44928;2;4;1;3")
	assert row.outcome == "Error"
	assert "turned an answer into a date" in said(row)


def test_a_ragged_row_is_an_error() -> None:
	row = only_row("001;Før;31-01-2024;3;2;4;1;3;9")
	assert row.outcome == "Error"
	assert "column I" in said(row)


def test_the_same_answers_again_are_unchanged() -> None:
	recorded = {("LAT-1", "Before"): Existing(DAY, who5(3, 2, 4, 1, 3))}
	assert only_row("001;Før;31-01-2024;3;2;4;1;3", existing=recorded).outcome == "Unchanged"
	assert only_row("001;Efter;31-01-2024;3;2;4;1;3", existing=recorded).outcome == "New"


@pytest.mark.parametrize(
	("line", "change"),
	[
		("001;Før;31-01-2024;3;2;4;1;5", "WHO5_5 from 3 to 5"),
		("001;Før;30-01-2024;3;2;4;1;3", "the date from 31-01-2024 to 30-01-2024"),
	],
)
def test_a_correction_says_what_changes(line: str, change: str) -> None:
	row = only_row(line, existing={("LAT-1", "Before"): Existing(DAY, who5(3, 2, 4, 1, 3))})
	assert row.outcome == "Corrected"
	assert change in said(row)


def test_an_empty_row_does_not_delete_recorded_answers() -> None:
	row = only_row(
		"001;Før;31-01-2024;;;;;", existing={("LAT-1", "Before"): Existing(DAY, who5(3, 2, 4, 1, 3))}
	)
	assert row.outcome == "Error"
	assert "does not delete" in said(row)


def test_a_missing_measurement_again_is_unchanged_and_may_be_redated() -> None:
	recorded = {("LAT-1", "Before"): Existing(DAY, {})}
	assert only_row("001;Før;31-01-2024;;;;;", existing=recorded).outcome == "Unchanged"
	assert only_row("001;Før;30-01-2024;;;;;", existing=recorded).outcome == "Corrected"


def test_a_repeated_row_is_skipped_and_a_differing_one_is_an_error() -> None:
	first = "001;Før;31-01-2024;3;2;4;1;3"
	rows = plan(first, first, "LAT-1;before;31-01-2024;3;2;4;1;4", "001;Efter;31-01-2024;3;2;4;1;3").rows
	assert [row.outcome for row in rows] == ["New", "Skipped", "Error", "New"]
	assert "repeats row 2" in said(rows[1])
	assert "as row 2 is" in said(rows[2])


def test_a_row_that_differs_from_an_unusable_one_is_an_error_too() -> None:
	rows = plan("001;Før;31-01-2024;9;2;4;1;3", "001;Før;31-01-2024;3;2;4;1;3").rows
	assert [row.outcome for row in rows] == ["Error", "Error"]


def test_a_row_is_not_skipped_as_the_repetition_of_an_unusable_one() -> None:
	rows = plan("001;Før;31-01-2024;3;2;4;1;3;9", "001;Før;31-01-2024;3;2;4;1;3").rows
	assert [row.outcome for row in rows] == ["Error", "Error"]


def test_an_unusable_row_that_is_repeated_is_not_said_to_differ() -> None:
	rows = plan("001;Før;31-01-2024;9;2;4;1;3", "001;Før;31-01-2024;9;2;4;1;3").rows
	assert [row.outcome for row in rows] == ["Error", "Error"]
	assert "differ" not in said(rows[1])


def test_a_repeated_row_is_found_when_the_first_is_already_recorded() -> None:
	line = "001;Før;31-01-2024;3;2;4;1;3"
	recorded = {("LAT-1", "Before"): Existing(DAY, who5(3, 2, 4, 1, 3))}
	assert plan(line, line, existing=recorded).counts["Skipped"] == 1


def test_counts_name_every_outcome() -> None:
	counts = plan("001;Før;31-01-2024;3;2;4;1;3", "001;Efter;x;3;2;4;1;3", "001;;;;;;;").counts
	assert counts == {"New": 1, "Unchanged": 0, "Corrected": 0, "Error": 1, "Skipped": 1}


def test_rows_of_another_instrument_or_version_are_set_aside() -> None:
	header = OWN + ";Instrument"
	rows = plan(
		"001;Før;31-01-2024;3;2;4;1;3;WHO-5 1",
		"002;Før;31-01-2024;3;2;4;1;3;who-5",
		"001;Efter;31-01-2024;3;2;4;1;3;WHO-5 2",
		"002;Efter;31-01-2024;3;2;4;1;3;",
		header=header,
	).rows
	assert [row.outcome for row in rows] == ["New", "New", "Skipped", "New"]
	assert "another instrument: WHO-5 2" in said(rows[2])


def test_a_senders_codes_are_translated_before_they_are_read() -> None:
	from_one = {str(number): str(number - 1) for number in range(1, 7)} | {"Ved ikke": ""}
	mapping = [
		ColumnRole("s_1", "Case"),
		ColumnRole("maaling", "Point", codes={"1": "Før", "2": "Efter"}),
		ColumnRole("closetime", "Date"),
		*(ColumnRole(f"s_2_{n}", "Answer", f"WHO5_{n}", codes=from_one) for n in range(1, 6)),
		ColumnRole("email", "Ignore"),
	]
	row = only_row(
		"001;2;2024-01-31 08:05:11;1;6;2;ved  ikke;3;a@b",
		header="s_1;maaling;closetime;s_2_1;s_2_2;s_2_3;s_2_4;s_2_5;email",
		mapping=mapping,
	)
	assert (row.outcome, row.point, row.date) == ("New", "After", DAY)
	assert row.answers == who5(0, 5, 1, None, 2)


def test_an_answer_without_a_code_is_read_as_it_is() -> None:
	mapping = suggest_mapping(table(), WHO5)
	coded = [ColumnRole(c.header, c.role, c.item_code, codes={"never": "1"}) for c in mapping]
	row = only_row("001;Før;31-01-2024;never;0;4;1;3", mapping=coded)
	assert row.answers == who5(1, 0, 4, 1, 3)


def test_answers_that_seem_numbered_from_one_are_remarked_upon() -> None:
	many = {str(number): f"LAT-{number}" for number in range(10, 20)}
	lines = [f"{number};Før;31-01-2024;1;2;1;1;3" for number in range(10, 20)]
	assert "numbers the answers from 1" in plan(*lines, cases=many).warnings[0].render()
	lines[0] = "10;Før;31-01-2024;1;2;1;0;3"
	assert plan(*lines, cases=many).warnings == []


def test_an_item_without_a_column_is_named() -> None:
	header = OWN.replace(";WHO5_5", "")
	outcome = plan("001;Før;31-01-2024;3;2;4;1", header=header)
	assert "WHO5_5" in outcome.warnings[0].render()
	assert outcome.rows[0].score.value is None


def test_the_rules_of_the_instrument_apply_not_those_of_who5() -> None:
	mastery = Instrument(
		code="MASTERY",
		version="1",
		title="Mastery",
		items=(Item("M1", "Coping", 1, 7), Item("M2", "Plans", 1, 7, reverse=True)),
		method="Mean",
		multiplier=1,
		missing_allowed=1,
		cutoffs=(Cutoff(4, "low"), Cutoff(None, "high")),
	)
	row = only_row("001;Før;31-01-2024;6,5;2", header="Forløb;Måling;Dato;M1;M2", instrument=mastery)
	assert (row.score.value, row.score.reading) == (6.25, "high")


@pytest.mark.parametrize(
	("change", "said_about"),
	[
		([ColumnRole("Case number", "Ignore")], "Case number"),
		([ColumnRole("Date of answer", "Ignore")], "Date of answer"),
		([ColumnRole(item.code, "Ignore") for item in WHO5.items], "Answers"),
		([ColumnRole("WHO5_1", "Answer", "WHO5_2")], "WHO5_2"),
		([ColumnRole("WHO5_1", "Answer", "WHO5_7")], "WHO5_7"),
		([ColumnRole("WHO5_1", "Date")], "Date of answer"),
	],
)
def test_a_mapping_that_does_not_fit_is_refused(change: list[ColumnRole], said_about: str) -> None:
	changed = {column.header: column for column in [*suggest_mapping(table(), WHO5), *change]}
	with pytest.raises(SpreadsheetError, match=said_about):
		plan("001;Før;31-01-2024;3;2;4;1;3", mapping=list(changed.values()))


def test_a_mapping_of_another_file_is_refused() -> None:
	with pytest.raises(SpreadsheetError, match="no column “s_1”"):
		plan("001;Før;31-01-2024;3;2;4;1;3", mapping=[ColumnRole("s_1", "Case")])


class TestEarlierClosings:
	"""A course that was extended or reopened has an after measurement for each of its closings."""

	FIRST = Existing(dt.date(2024, 1, 10), who5(1, 2, 3, 4, 5))
	LINE = "LAT-1;After;{date};{answers}"

	def row(self, date: str, answers: str, closed: dt.date | None, present: Existing | None = None):
		read = table(self.LINE.format(date=date, answers=";".join(answers)))
		existing = {("LAT-1", "After", 1): self.FIRST}
		if present:
			existing["LAT-1", "After"] = present
		(row,) = plan_import(
			read, suggest_mapping(read, WHO5), WHO5, CASES, existing, closed={"LAT-1": [closed]}
		).rows
		return row

	@pytest.mark.parametrize(
		("date", "answers", "outcome"),
		[
			("2024-01-10", "12345", "Unchanged"),
			("2024-01-10", "12344", "Corrected"),
			("2024-01-31", "12345", "New"),
			("2024-03-01", "12345", "New"),
		],
	)
	def test_a_row_dated_before_the_course_had_closed_is_of_that_closing(self, date, answers, outcome):
		assert self.row(date, answers, closed=DAY).outcome == outcome

	def test_a_row_of_an_extended_course_that_repeats_what_there_is_is_no_new_one(self):
		assert self.row("2024-01-10", "12345", closed=None).outcome == "Unchanged"
		assert self.row("2024-01-11", "12345", closed=None).outcome == "New"

	def test_it_never_corrects_the_present_one(self):
		present = Existing(dt.date(2024, 3, 1), who5(5, 5, 5, 5, 5))
		assert self.row("2024-01-10", "12345", None, present).outcome == "Unchanged"
		assert self.row("2024-03-01", "12345", DAY, present).outcome == "Corrected"

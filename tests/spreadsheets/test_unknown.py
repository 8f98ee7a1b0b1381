"""Ids and occasions that nobody knows are asked about once for the whole file (N10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lat_corps.spreadsheets.planning.answers import Choices, ImportPlan, plan_import, suggest_mapping
from tests.who5 import WHO5

from .senders import CASES, read, text_file, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ANSWERS = [3, 2, 4, 1, 3]


def row(case, point="Før", date="31-01-2024"):
	return [case, point, date, *ANSWERS]


def planned(rows, codes=None, cases=CASES, content=None, **choices: object) -> ImportPlan:
	"""Plan with what a person has written beside values of columns, such as {"Måling": {"T4": "After"}}."""
	table = content or read(text_file([LONG, *rows]))
	mapping = [
		replace(column, codes={**column.codes, **(codes or {}).get(column.header, {})})
		for column in suggest_mapping(table, WHO5)
	]
	return plan_import(table, mapping, WHO5, cases, {}, choices=Choices(**choices))


def warned(plan: ImportPlan) -> list[str]:
	return [warning.render() for warning in plan.warnings]


def errors(plan: ImportPlan) -> list[str]:
	return [message.render() for _row, messages in plan.errors() for message in messages]


class TestIds:
	def test_forty_unknown_ids_are_one_line(self) -> None:
		plan = planned([row(f"X{number}") for number in range(40)] + [row("001")])
		(line,) = errors(plan)
		assert line.startswith("40 ids in the column “Forløb” are no known courses: X0, X1, X2, X3, X4, ….")
		assert "X5" not in line and line == warned(plan)[0]
		assert plan.counts["Error"] == 40 and len(plan.open_codes) == 40

	def test_a_few_are_told_row_by_row_too(self) -> None:
		plan = planned([row("X1"), row("X2")])
		assert [line[:6] for line in errors(plan)] == ["Row 2,", "Row 3,"]
		assert [code.written for code in plan.open_codes] == ["X1", "X2"]

	def test_another_error_of_such_a_row_is_still_told(self) -> None:
		plan = planned([*(row(f"X{number}") for number in range(9)), row("X9", date="31-02-2024")])
		assert len(errors(plan)) == 3
		assert any("31-02-2024" in line for line in errors(plan))

	def test_what_a_person_writes_beside_them_is_read(self) -> None:
		plan = planned([row("X1"), row("X2")], {"Forløb": {"X1": "001", "X2": "Set aside"}})
		assert [(each.outcome, each.case) for each in plan.rows] == [("New", "LAT-1"), ("Skipped", None)]
		assert plan.open_codes == []

	def test_a_meaning_that_is_no_course_is_an_error_too(self) -> None:
		plan = planned([row("X1")], {"Forløb": {"X1": "099x"}})
		assert "“099x” is no known case" in errors(plan)[0]


NUMBERS = {
	"a text": [row("7"), row("9", "Efter")],
	"numbers of Excel": [row(7), row(9.0, "Efter")],
	"numbers of a program": [row("7.0"), row("9,0", "Efter")],
	"one zero less": [row("07"), row("09", "Efter")],
}


class TestZeros:
	@pytest.mark.parametrize("rows", NUMBERS.values(), ids=NUMBERS)
	def test_they_are_proposed_once_and_then_read(self, rows) -> None:
		content = read(workbook({"Svar": [LONG, *rows]}), "svar.xlsx")
		plan = planned([], content=content)
		(line,) = errors(plan)
		assert "Excel has probably removed leading zeros" in line and "→ 007" in line and "→ 009" in line
		assert plan.counts["Error"] == 2
		plan = planned([], content=content, ignore_zeros=True)
		assert [each.case for each in plan.rows] == ["LAT-7", "LAT-9"] and not errors(plan)
		assert "Leading zeros do not count in this file" in warned(plan)[0]

	@pytest.mark.parametrize(
		"cases",
		[{"007": "LAT-7", "0007": "LAT-8"}, {"07": "LAT-7", "007": "LAT-8"}, {"1007": "LAT-7"}],
		ids=["two with zeros", "one and two zeros", "other digits"],
	)
	def test_nothing_is_proposed_where_another_course_can_be_meant(self, cases) -> None:
		plan = planned([row("7")], cases=cases, ignore_zeros=True)
		assert plan.counts["Error"] == 1 and "removed leading zeros:" not in "".join(warned(plan))

	def test_an_id_that_is_known_as_it_stands_is_that_one(self) -> None:
		plan = planned([row("7")], cases={"7": "LAT-1", "007": "LAT-7"}, ignore_zeros=True)
		assert plan.rows[0].case == "LAT-1"

	def test_two_ids_of_one_course_leave_no_doubt(self) -> None:
		plan = planned([row("7")], cases={"007": "LAT-7", "0007": "LAT-7"}, ignore_zeros=True)
		assert plan.rows[0].case == "LAT-7"


class TestOccasions:
	WAVES = ("T0", "T1", "T2", "T3", "T4")

	@pytest.mark.parametrize(
		"waves", [WAVES, ("1", "2", "3", "4"), ("Runde 1", "Runde 2", "Runde 3", "Runde 4")], ids=str
	)
	def test_more_than_the_points_are_asked_about_and_none_is_taken_by_its_order(self, waves) -> None:
		plan = planned([row("001", wave) for wave in waves])
		assert {each.outcome for each in plan.rows} == {"Error"}
		assert [code.written for code in plan.open_codes] == list(waves)
		assert f"{len(waves)} occasions in the column “Måling” are no measurement points" in warned(plan)[0]

	def test_they_are_mapped_or_set_aside(self) -> None:
		days = ("01-01-2024", "01-02-2024", "01-03-2024", "01-04-2024", "01-05-2024")
		said = {"T0": "Before", "T1": "set aside", "T2": "Efter", "T3": "Opfølgning", "T4": "Læg til side"}
		rows = [row("001", wave, day) for wave, day in zip(self.WAVES, days, strict=True)]
		plan = planned(rows, {"Måling": said})
		assert [(each.outcome, each.point) for each in plan.rows] == [
			("New", "Before"),
			("Skipped", None),
			("New", "After"),
			("New", "Follow-up"),
			("Skipped", None),
		]
		assert "set aside" in plan.rows[1].messages[0].render()

	def test_a_word_of_the_file_itself_sets_nothing_aside(self) -> None:
		plan = planned([row("001", "ignore")])
		assert plan.rows[0].outcome == "Error"

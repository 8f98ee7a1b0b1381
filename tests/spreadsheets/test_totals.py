"""A total of the sender's that disagrees with its answers is named (R90, N10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lat_corps.domain.instruments import Instrument, Item, Subscale
from lat_corps.spreadsheets.meaning.codes import suggest_codes
from lat_corps.spreadsheets.planning.answers import plan_import, suggest_mapping
from tests.who5 import WHO5

from .senders import CASES, read, text_file, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ANSWERS = [3, 2, 4, 1, 3]


def planned(rows, heads=LONG, total="Score (0-100)", instrument=WHO5, as_workbook=False):
	table_rows = [[*heads, total], *rows]
	table = read(workbook({"Svar": table_rows}), "svar.xlsx") if as_workbook else read(text_file(table_rows))
	mapping = suggest_mapping(table, instrument)
	codes = suggest_codes(table, mapping, instrument).codes
	return plan_import(table, mapping, instrument, CASES, {}, codes=codes)


def row(total, case="001", answers=ANSWERS):
	return [case, "Før", "31-01-2024", *answers, total]


def warned(plan) -> str:
	return "\n".join(warning.render() for warning in plan.warnings)


@pytest.mark.parametrize("total", ["13", "52", "52,0", "2,6", "", "-"])
@pytest.mark.parametrize("heading", ["Score (0-100)", "Sum", "who5_total", "I alt", "Trivselsscore"])
def test_sum_score_or_mean_agree(total, heading) -> None:
	plan = planned([row(total)], total=heading)
	assert "disagree" not in warned(plan) and not plan.rows[0].messages


@pytest.mark.parametrize("as_workbook", [True, False])
@pytest.mark.parametrize("heading", ["Score (0-100)", "Sum", "who5_total", "Gennemsnit"])
def test_one_that_disagrees_is_named_and_the_answers_are_taken(heading, as_workbook) -> None:
	plan = planned([row(52), row(60, "002"), row(13, "003")], total=heading, as_workbook=as_workbook)
	assert plan.counts["New"] == 3 and plan.rows[1].score.value == 52
	assert f"the total in “{heading}” is 60, and the answers give 52" in plan.rows[1].messages[0].render()
	assert not plan.rows[0].messages and not plan.rows[2].messages
	assert f"“{heading}” disagree with the answers in 1 of 3 rows. In row 3 it says 60" in warned(plan)


@pytest.mark.parametrize(("heading", "total", "given"), [("Gennemsnit", "2,9", "2.6"), ("Sum", "14", "13")])
def test_it_is_told_beside_what_it_is_nearest_to(heading, total, given) -> None:
	plan = planned([row(total)], total=heading)
	assert f"and the answers give {given}" in plan.rows[0].messages[0].render()


def test_where_most_disagree_the_file_is_warned_of_once() -> None:
	plan = planned([row(33 + number, f"00{number}") for number in range(1, 7)])
	assert "in 6 of 6 rows" in warned(plan)
	assert not any(each.messages for each in plan.rows)


def test_numbers_that_no_total_can_be_are_something_else() -> None:
	plan = planned([row(733 + number, f"00{number}") for number in range(1, 7)], total="Total time")
	assert "disagree" not in warned(plan)


def test_a_sum_of_the_senders_own_numbers_agrees() -> None:
	shifted = read(text_file([[*LONG, "Sum"], row(18, answers=[4, 3, 5, 2, 4])]))
	mapping = [
		replace(column, codes={str(code): str(code - 1) for code in range(1, 7)})
		if column.role == "Answer"
		else column
		for column in suggest_mapping(shifted, WHO5)
	]
	plan = plan_import(shifted, mapping, WHO5, CASES, {})
	assert plan.rows[0].score.value == 52 and "disagree" not in warned(plan)


def test_a_row_without_all_answers_has_no_total_to_compare() -> None:
	assert "disagree" not in warned(planned([row(99, answers=[3, 2, "", 1, 3])]))


def test_each_point_of_a_wide_file_has_its_own() -> None:
	heads = ["Forløb", "Dato før", *(f"{code} før" for code in CODES), "Score før", "Dato efter"]
	heads += [f"{code} efter" for code in CODES]
	cells = ["001", "31-01-2024", *ANSWERS, 52, "30-06-2024", *[5] * 5, 96]
	plan = planned([cells], heads, "Score efter")
	assert [bool(each.messages) for each in plan.rows] == [False, True]
	assert "“Score efter” is 96, and the answers give 100" in plan.rows[1].messages[0].render()


class TestSubscales:
	TWO = Instrument(
		"TWO", "1", "Two",
		(Item("A1", "a", 0, 4, subscale="A"), Item("A2", "b", 0, 4, reverse=True, subscale="A"),
		 Item("B1", "c", 0, 4, subscale="B"), Item("B2", "d", 0, 4, subscale="B")),
		"Sum", 1, 0, subscales=(Subscale("A", "Angst"), Subscale("B", "Bekymring")),
	)  # fmt: skip
	HEADS = ("Forløb", "Måling", "Dato", "A1", "A2", "B1", "B2")

	def plan(self, heading, total):
		cells = ["001", "Før", "31-01-2024", 1, 3, 4, 2, total]
		return planned([cells], self.HEADS, heading, self.TWO)

	@pytest.mark.parametrize(
		("heading", "total"),
		[("Angst total", 2), ("Angst total", 4), ("Bekymring score", 6), ("Total", 8), ("Total", 6)],
	)
	def test_it_agrees_with_its_own_scale_turned_or_not(self, heading, total) -> None:
		assert "disagree" not in warned(self.plan(heading, total))

	@pytest.mark.parametrize(("heading", "total"), [("Angst total", 6), ("Bekymring score", 2), ("Total", 9)])
	def test_and_not_with_another(self, heading, total) -> None:
		assert "disagree" in warned(self.plan(heading, total))

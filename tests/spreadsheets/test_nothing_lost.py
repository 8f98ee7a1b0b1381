"""A file takes nothing away that is recorded, and no answer has a day that cannot be (N10, R90)."""

from __future__ import annotations

import datetime as dt

import pytest

from lat_corps.domain.answer_dates import CourseSpan
from lat_corps.domain.instruments import score
from lat_corps.spreadsheets.cells.table import FileSettings
from lat_corps.spreadsheets.meaning.codes import suggest_codes
from lat_corps.spreadsheets.meaning.profiles import apply_mapping, lacking
from lat_corps.spreadsheets.planning.answers import (
	Choices,
	Existing,
	ImportPlan,
	plan_import,
	suggest_mapping,
)
from tests.who5 import WHO5

from .senders import CASES, DAY, mapping_of, read, said, text_file, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ALL_FIVE = dict(zip(CODES, (3, 2, 4, 1, 3), strict=True))
RECORDED = {("LAT-1", "Before"): Existing(DAY, ALL_FIVE)}


def planned(rows, existing=RECORDED, **choices: object) -> ImportPlan:
	table = read(text_file(rows))
	mapping = suggest_mapping(table, WHO5)
	codes = suggest_codes(table, mapping, WHO5).codes
	return plan_import(table, mapping, WHO5, CASES, existing, codes=codes, choices=Choices(**choices))


def only(plan: ImportPlan):
	(row,) = plan.rows
	return row


FEWER = {
	"two items without a column": [LONG[:6], ["001", "Før", "31-01-2024", 3, 2, 4]],
	"two blank cells": [LONG, ["001", "Før", "31-01-2024", 3, 2, 4, "", ""]],
	"a wide file of three items": [
		["Forløb", "Dato før", *(f"{code} før" for code in CODES[:3])],
		["001", "31-01-2024", 3, 2, 4],
	],
	"a file that says no answer in words": [
		LONG,
		["001", "Før", "31-01-2024", 3, 2, 4, "ikke besvaret", "-99"],
	],
	"blanks of REDCap beside a column more": [
		["record_id", "redcap_event_name", "who5_date", *(code.lower() for code in CODES), "note"],
		["001", "baseline_arm_1", "2024-01-31", "", 2, "", 1, "", "set ved døren"],
	],
}


@pytest.mark.parametrize("rows", FEWER.values(), ids=FEWER)
def test_what_a_file_does_not_say_stays_recorded(rows) -> None:
	row = only(planned(rows))
	assert (row.outcome, row.answers, row.score.value) == ("Unchanged", ALL_FIVE, 52)
	assert "no score" not in "".join(message.render() for message in row.messages)


def test_a_new_answer_beside_blanks_corrects_that_answer_alone() -> None:
	row = only(planned([LONG, ["001", "Før", "31-01-2024", 5, "", "", "", ""]]))
	assert (row.outcome, row.answers, row.score.value) == ("Corrected", {**ALL_FIVE, "WHO5_1": 5}, 60)
	text = "\n".join(message.render() for message in row.messages)
	assert "WHO5_1 from 3 to 5" in text and "leaves WHO5_2, WHO5_3, WHO5_4, WHO5_5 empty" in text


def test_columns_of_later_files_are_added_to_what_is_recorded() -> None:
	recorded = {("LAT-1", "Before"): Existing(DAY, {**dict.fromkeys(CODES), "WHO5_1": 3.0, "WHO5_2": 2.0})}
	row = only(
		planned([["Forløb", "Måling", "Dato", *CODES[2:]], ["001", "Før", "31-01-2024", 4, 1, 3]], recorded)
	)
	assert (row.outcome, row.answers, row.score.value) == ("Corrected", ALL_FIVE, 52)


def test_a_person_may_say_that_blank_cells_empty() -> None:
	row = only(planned(FEWER["two blank cells"], blanks_empty=True))
	assert (row.outcome, row.answers["WHO5_4"], row.score.value) == ("Corrected", None, None)
	assert "WHO5_4 from 1 to empty" in "\n".join(message.render() for message in row.messages)


def test_even_then_an_item_without_a_column_is_not_touched() -> None:
	rows = [LONG[:6], ["001", "Før", "31-01-2024", 3, "", 4]]
	row = only(planned(rows, blanks_empty=True))
	assert row.answers == {**ALL_FIVE, "WHO5_2": None}


def test_a_row_without_any_answer_deletes_only_what_a_person_said() -> None:
	rows = [LONG, ["001", "Før", "31-01-2024", "", "", "", "", ""]]
	assert only(planned(rows)).outcome == "Error"
	assert only(planned(rows, blanks_empty=True)).answers == dict.fromkeys(CODES)


def test_a_new_measurement_lacks_what_the_file_lacks() -> None:
	row = only(planned(FEWER["two blank cells"], {}))
	assert (row.outcome, row.answers["WHO5_4"], row.score) == ("New", None, score(WHO5, row.answers))


def test_a_column_that_is_gone_is_lacking_and_one_of_another_number_does_not_replace_it() -> None:
	stored = list(mapping_of(read(text_file([LONG, ["001", "Før", "31-01-2024", 3, 2, 4, 1, 3]]))).values())
	other = [*LONG[:-1], "WHO5_6"]
	fits = apply_mapping(read(text_file([other, ["001", "Før", "31-01-2024", 3, 2, 4, 1, 3]])), stored)
	assert [column.header for column in lacking(stored, fits.mapping)] == ["WHO5_5"]
	assert not fits.complete and not fits.renamed


class TestDates:
	COURSES = {"LAT-1": CourseSpan(dt.date(2026, 3, 1), None), "LAT-2": CourseSpan(DAY, dt.date(2024, 6, 1))}

	def dated(self, *rows, existing=None, heads=LONG, **settings) -> ImportPlan:
		table = read(text_file([heads, *rows]), **settings)
		return plan_import(
			table,
			suggest_mapping(table, WHO5, settings=FileSettings(**settings)),
			WHO5,
			CASES,
			existing or {},
			today=dt.date(2026, 11, 29),
			courses=self.COURSES,
		)

	def test_a_day_before_the_referral_corrects_nothing(self) -> None:
		recorded = {("LAT-1", "Before"): Existing(dt.date(2026, 3, 10), ALL_FIVE)}
		row = only(self.dated(["001", "Før", "10-01-2023", 1, 2, 3, 4, 5], existing=recorded))
		assert row.outcome == "Error"
		assert (
			"Row 2, column C “Dato”: The date 10-01-2023 is before the referral" in row.messages[0].render()
		)
		assert [problem.letter for problem in row.problems] == ["C"]

	@pytest.mark.parametrize(
		("rows", "heads", "outcomes"),
		[
			([["002", "Efter", "01-06-2026", 1, 2, 3, 4, 5]], LONG, ["Error"]),
			([["002", "Efter", "01-11-2024", 1, 2, 3, 4, 5]], LONG, ["New"]),
			([["002", "Opfølgning", "01-12-2025", 1, 2, 3, 4, 5]], LONG, ["New"]),
			([["002", "Opfølgning", "01-10-2026", 1, 2, 3, 4, 5]], LONG, ["Error"]),
			(
				[["002", "30-01-2024", *[1] * 5, "31-05-2024", *[2] * 5]],
				[
					"Forløb",
					"Dato før",
					*(f"{code} før" for code in CODES),
					"Dato efter",
					*(f"{code} efter" for code in CODES),
				],
				["Error", "New"],
			),
		],
		ids=["long after", "soon after", "followed up", "followed up too late", "wide"],
	)
	def test_each_point_has_its_span(self, rows, heads, outcomes) -> None:
		assert [row.outcome for row in self.dated(*rows, heads=heads).rows] == outcomes

	def test_a_day_that_is_recorded_already_is_no_error(self) -> None:
		recorded = {("LAT-1", "Before"): Existing(dt.date(2023, 1, 10), ALL_FIVE)}
		row = only(self.dated(["001", "Før", "10-01-2023", 3, 2, 4, 1, 3], existing=recorded))
		assert row.outcome == "Unchanged"

	def test_a_file_without_dates_may_take_one_for_all(self) -> None:
		heads = ["Forløb", "Måling", *CODES]
		table = read(text_file([heads, ["002", "Før", 3, 2, 4, 1, 3], ["002", "Efter", "", "", "", "", ""]]))
		choices = Choices(one_date=dt.date(2024, 2, 1))
		plan = plan_import(table, suggest_mapping(table, WHO5), WHO5, CASES, {}, choices=choices)
		assert [(row.outcome, row.date) for row in plan.rows] == [
			("New", dt.date(2024, 2, 1)),
			("Skipped", None),
		]
		early = Choices(one_date=dt.date(2024, 1, 1))
		plan = plan_import(
			table, suggest_mapping(table, WHO5), WHO5, CASES, {}, choices=early, courses=self.COURSES
		)
		assert "Row 2: The date 01-01-2024 is before the referral" in said(plan)

	def test_one_day_for_all_holds_in_a_wide_workbook_too(self) -> None:
		heads = ["Forløb", *(f"{code} før" for code in CODES), *(f"{code} efter" for code in CODES)]
		table = read(workbook({"Svar": [heads, ["001", *[1] * 5, *[2] * 5]]}), "svar.xlsx")
		choices = Choices(one_date=DAY)
		plan = plan_import(table, suggest_mapping(table, WHO5), WHO5, CASES, {}, choices=choices)
		assert [(row.point, row.date) for row in plan.rows] == [("Before", DAY), ("After", DAY)]

"""What one number alone does not tell is asked: points, cases, decimal signs, instruments (N10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lat_corps.domain.instruments import Instrument, Item
from lat_corps.spreadsheets.cells.headings import parse_point
from lat_corps.spreadsheets.cells.table import CellError, FileSettings, SpreadsheetError, Table
from lat_corps.spreadsheets.planning.answers import ColumnRole
from tests.who5 import WHO5

from .senders import Rows, answered, archive, codes_of, mapping_of, plan_of, read, text_file, workbook

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ANSWERS = ["3", "2", "4", "1", "3"]
DAYS = ("31-01-2024", "30-06-2024")
STEPS = Instrument("STEPS", "1", "Steps", (Item("M1", "Steps of a day", 0, 2000),), "Sum", 1, 0)


def of_points(*points: object) -> Table:
	return read(text_file([LONG, *(["001", point, DAYS[0], *ANSWERS] for point in points)]))


@pytest.mark.parametrize("point", ["T1", "t0", "2", "Måling 2", "Runde 1", "Wave 3", "1. måling"])
def test_one_number_alone_tells_no_order(point: str) -> None:
	column = mapping_of(of_points(point, point))["Måling"]
	assert (dict(column.codes), column.certain) == ({}, False)
	assert not answered(plan_of(of_points(point)))


@pytest.mark.parametrize("points", [("T2", "T3"), ("3", "2"), ("Runde 4", "Runde 2")])
def test_numbers_that_do_not_begin_tell_no_order(points: tuple[str, str]) -> None:
	column = mapping_of(of_points(*points))["Måling"]
	assert (dict(column.codes), column.certain) == ({}, False)
	assert not answered(plan_of(of_points(*points)))


def test_later_waves_in_the_headings_tell_no_point() -> None:
	head = ["Forløb", "Dato", *(f"T2_{code}" for code in CODES), *(f"T3_{code}" for code in CODES)]
	table = read(text_file([head, ["001", DAYS[0], *ANSWERS, *ANSWERS]]))
	assert {column.point for column in mapping_of(table).values()} == {""}


def test_one_number_in_the_headings_alone_tells_no_point() -> None:
	table = read(
		text_file([["Forløb", "T1_dato", *(f"T1_{code}" for code in CODES)], ["001", DAYS[0], *ANSWERS]])
	)
	mapping = mapping_of(table)
	assert {column.point for column in mapping.values()} == {""}
	assert mapping["T1_WHO5_3"] == ColumnRole("T1_WHO5_3", "Answer", "WHO5_3", certain=False, position=4)
	with pytest.raises(SpreadsheetError, match="Choose the column for: Measurement point"):
		plan_of(table)


def test_one_number_beside_a_word_is_asked_about_too() -> None:
	head = ["Forløb", "Dato", *(f"før_{code}" for code in CODES), *(f"T1_{code}" for code in CODES)]
	table = read(text_file([head, ["001", DAYS[0], *ANSWERS, *ANSWERS]]))
	mapping = mapping_of(table)
	assert (mapping["før_WHO5_1"].point, mapping["T1_WHO5_1"].point) == ("Before", "")
	with pytest.raises(SpreadsheetError, match="Choose the measurement point of the columns"):
		plan_of(table)


def test_a_column_of_points_goes_before_a_number_in_the_headings() -> None:
	head = ["Forløb", "Måling", "Dato", *(f"{code}_t1" for code in CODES)]
	assert answered(plan_of(read(text_file([head, ["001", "Efter", DAYS[0], *ANSWERS]]))))[0][1] == "After"


@pytest.mark.parametrize(
	("event", "point"),
	[
		("efter_arm_1b", "After"),
		("fr_arm_1", "Before"),
		("f_r_arm_2c", "Before"),
		("eftermling_arm_2", "After"),
		("opflgningsmling_arm_1b", "Follow-up"),
		("followup_measureme_arm_1", "Follow-up"),
		("foermaaling_arm_1", "Before"),
		("Opfoelgning (Arm 2: Unge)", "Follow-up"),
		("Eftermåling (Arm 1: <b>Borgere</b>)", "After"),
	],
)
def test_events_of_redcap_are_points_without_their_arm_and_letters(event: str, point: str) -> None:
	assert parse_point(event) == point


@pytest.mark.parametrize("event", ["arm_1b", "efter_arm_b", "efter_arm_12bc", "eft_arm_1", "frokost_arm_1"])
def test_other_events_stay_unknown(event: str) -> None:
	with pytest.raises(CellError, match="measurement point"):
		parse_point(event)


def sosci(cases: Rows, serials: Rows) -> Table:
	head = ["CASE", "SERIAL", "STARTED", "PT01", *(f"WH01_0{n}" for n in range(1, 6))]
	texts = ["interview number", "participant code", "started", "Point", *(item.label for item in WHO5.items)]
	rows = [
		[case, serial, "2024-01-31 10:11:12", point, *ANSWERS]
		for case, serial, point in zip(cases, serials, ("Før", "Efter"), strict=True)
	]
	return read(text_file([head, texts, *rows], "\t", "utf-16"))


def roles(table: Table) -> dict[str, tuple[str, bool]]:
	return {
		header.split(" – ")[0]: (column.role, column.certain) for header, column in mapping_of(table).items()
	}


@pytest.mark.parametrize("cases", [("45", "46"), ("46", "45"), ("45", "52")])
def test_a_number_of_the_interview_is_no_case(cases: tuple[str, str]) -> None:
	table = sosci(cases, ("001", "001"))
	assert roles(table)["CASE"] == ("Ignore", False)
	assert roles(table)["SERIAL"] == ("Case", False)
	assert [row[:2] for row in answered(plan_of(table))] == [("LAT-1", "Before"), ("LAT-1", "After")]


def test_numbers_of_interviews_are_asked_about_where_nothing_else_may_be_the_case() -> None:
	head = ["Case ID", *LONG[1:]]
	table = read(text_file([head, ["45", "Før", DAYS[0], *ANSWERS], ["46", "Efter", DAYS[1], *ANSWERS]]))
	assert roles(table)["Case ID"] == ("Case", False)


def test_a_running_number_of_rows_is_no_case_even_under_a_certain_heading() -> None:
	head = ["Deltager", "Token", *LONG[1:]]
	rows = [
		[number, "001", point, day, *ANSWERS]
		for number, point, day in zip("12", ("Før", "Efter"), DAYS, strict=True)
	]
	table = read(text_file([head, *rows]))
	assert (roles(table)["Deltager"], roles(table)["Token"]) == (("Ignore", False), ("Case", False))


@pytest.mark.parametrize("ids", [("001", "001"), ("001", "002"), ("7", "7")])
@pytest.mark.parametrize("heading", ["Case", "Forløb", "Deltager-ID"])
def test_ids_that_repeat_or_begin_with_zeros_are_cases(heading: str, ids: tuple[str, str]) -> None:
	rows = [[case, point, DAYS[0], *ANSWERS] for case, point in zip(ids, ("Før", "Efter"), strict=True)]
	assert roles(read(text_file([[heading, *LONG[1:]], *rows])))[heading] == ("Case", True)


def test_one_row_for_each_case_may_be_numbered() -> None:
	rows = [[str(number), "Før", DAYS[0], *ANSWERS] for number in range(1, 5)]
	assert roles(read(text_file([["Forløb", *LONG[1:]], *rows])))["Forløb"] == ("Case", True)


@pytest.mark.parametrize(
	("heading", "value"), [("Tidspunkt", "08:05"), ("Time", "8.05"), ("Tidspunkt", "31-01-2024 08:05")]
)
def test_a_clock_is_no_point(heading: str, value: str) -> None:
	head = ["Forløb", heading, "Dato", "Hvornår", *CODES]
	table = read(text_file([head, ["001", value, DAYS[0], "Før", *ANSWERS]]))
	assert (roles(table)[heading][0], roles(table)["Hvornår"]) == ("Ignore", ("Point", False))


@pytest.mark.parametrize("version", ["1", "1.2", "v2"])
def test_a_version_alone_names_no_instrument(version: str) -> None:
	table = read(text_file([[*LONG, "Skema"], ["001", "Før", DAYS[0], *ANSWERS, version]]))
	assert roles(table)["Skema"] == ("Ignore", False)
	assert len(answered(plan_of(table))) == 1
	named = read(text_file([[*LONG, "Skema"], ["001", "Før", DAYS[0], *ANSWERS, "GREB 1"]]))
	assert not answered(plan_of(named))


def steps(*answers: str, beside: str = "08.05", heading: str = "Starttid") -> Table:
	head = ["Forløb", "Måling", "Dato", heading, "M1"]
	rows = zip(("Før", "Efter"), DAYS, answers, strict=False)
	return read(text_file([head, *(["001", point, day, beside, answer] for point, day, answer in rows)]))


@pytest.mark.parametrize(
	("heading", "beside"), [("Starttid", "08.05"), ("Version", "2.1"), ("Beløb", "12.50"), ("IP", "10.0")]
)
def test_only_answers_tell_the_decimal_sign(heading: str, beside: str) -> None:
	table = steps("1.250", "980", beside=beside, heading=heading)
	plan = plan_of(table, STEPS)
	assert [row[3] for row in answered(plan)] == [1250, 980]
	assert plan.settings.decimal == ","


def test_a_number_that_may_be_two_is_asked_about() -> None:
	proposal = codes_of(steps("1.250", "980"), STEPS)
	assert not proposal.certain
	assert "“1.250” may be 1250 or 1.25; it is read as 1250." in proposal.warnings[0].render()
	assert "“1,250” may be 1.25 or 1250" in codes_of(steps("1,250", "980"), STEPS).warnings[0].render()


@pytest.mark.parametrize(
	("answers", "numbers"),
	[
		(("1.250", "12,5"), [1250, 12.5]),
		(("1,250", "12.5"), [1250, 12.5]),
		(("1.250", "1.250,5"), [1250, 1250.5]),
		(("0.125", "1.250"), [0.125, 1.25]),
	],
)
def test_another_answer_settles_it(answers: tuple[str, str], numbers: list[float]) -> None:
	table = steps(*answers)
	assert codes_of(table, STEPS).certain
	assert [row[3] for row in answered(plan_of(table, STEPS))] == numbers


def test_the_scale_settles_it() -> None:
	short = replace(STEPS, items=(replace(STEPS.items[0], maximum=5),))
	for written in ("1.250", "1,250"):
		table = steps(written)
		assert codes_of(table, short).certain
		assert answered(plan_of(table, short))[0][3] == 1.25
	long = replace(STEPS, items=(replace(STEPS.items[0], minimum=100),))
	assert answered(plan_of(steps("1,250"), long))[0][3] == 1250


def test_what_a_person_says_settles_it() -> None:
	plan = plan_of(steps("1.250"), STEPS, settings=FileSettings(decimal="."))
	assert answered(plan)[0][3] == 1.25
	assert not plan.warnings
	said = read(
		text_file([["Forløb", "Måling", "Dato", "M1"], ["001", "Før", DAYS[0], "1.250"]]), decimal="."
	)
	assert codes_of(said, STEPS).certain
	assert answered(plan_of(said, STEPS))[0][3] == 1.25


def test_numbers_of_a_workbook_need_no_sign() -> None:
	rows = [["Forløb", "Måling", "Dato", "Starttid", "M1"], ["001", "Før", DAYS[0], "08.05", 1250]]
	table = read(workbook({"Ark1": rows}), "a.xlsx")
	assert codes_of(table, STEPS).certain
	assert answered(plan_of(table, STEPS))[0][3] == 1250


def test_labels_of_a_codebook_tell_what_one_number_means() -> None:
	labels = [["Måling", "1", "Før"], ["Måling", "2", "Efter"]]
	texts = [["WHO5_1", "Mood"]]
	content = archive(
		{
			"data.csv": text_file([LONG, ["001", "2", DAYS[0], *ANSWERS]]),
			"labels.csv": text_file(labels),
			"variables.csv": text_file(texts),
		}
	)
	assert answered(plan_of(read(content, "a.zip")))[0][1] == "After"

"""What a sender's codes mean is proposed from their codebook, never guessed silently (N10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lat_corps.domain.instruments import Choice, Instrument
from lat_corps.spreadsheets.cells.table import SpreadsheetError, Table
from lat_corps.spreadsheets.planning.answers import AnswerCode, plan_import
from tests.who5 import WHO5

from .senders import (
	CASES,
	FREQUENCY,
	WORDED,
	answered,
	archive,
	codes_of,
	mapping_of,
	plan_of,
	read,
	surveyxact,
	text_file,
	workbook,
)

LONG = ["Forløb", "Måling", "Dato", *(item.code for item in WORDED.items)]
ROW = ["001", "Før", "31-01-2024", "3", "2", "4", "1", "3"]


def export(labels: list[str]) -> Table:
	return read(archive(surveyxact(labels)), "export.zip")


def meanings(table: Table) -> dict[str, float | None]:
	return {code.written: code.value for code in codes_of(table, WORDED).codes}


def test_labels_decide_what_the_codes_mean() -> None:
	proposal = codes_of(export(list(FREQUENCY)), WORDED)
	assert proposal.certain
	assert {code.written: code.value for code in proposal.codes} == dict(zip("123456", range(6), strict=True))


def test_labels_decide_also_when_the_codes_count_downwards() -> None:
	table = export(list(FREQUENCY[::-1]))
	assert meanings(table) == dict(zip("123456", range(5, -1, -1), strict=True))
	assert answered(plan_of(table, WORDED))[0][3:] == (5, 0, 4, 3, 2)


@pytest.mark.parametrize(
	("known", "first"), [({5: "Hele tiden"}, 0), ({0: "Hele tiden"}, 5), ({}, 0)], ids=["up", "down", "none"]
)
def test_a_few_known_labels_decide_the_order_which_must_be_confirmed(
	known: dict[int, str], first: int
) -> None:
	table = export([known.get(place, f"Noget andet {place}") for place in range(6)])
	proposal = codes_of(table, WORDED)
	assert not proposal.certain
	assert "order of the codes is proposed" in proposal.warnings[0].render()
	assert meanings(table)["1"] == first


AGREED = ["Helt enig", "Enig", "Hverken eller", "Delvist uenig", "Uenig", "Helt uenig"]
LASTING = ["All of the time", "Most of it", "More than half", "Less than half", "Some of it", "At no time"]


@pytest.mark.parametrize("labels", [AGREED, LASTING, ["a", "b", "c", "d", "e", "Slet ikke"]])
@pytest.mark.parametrize("instrument", [WORDED, WHO5], ids=["other words", "no words"])
def test_words_of_a_scale_that_falls_propose_codes_that_fall(
	labels: list[str], instrument: Instrument
) -> None:
	for given, first, last in ((labels, 5, 0), (labels[::-1], 0, 5)):
		proposal = codes_of(export(given), instrument)
		assert "check which of them is the lowest answer" in proposal.warnings[0].render()
		told = {code.written: code.value for code in proposal.codes}
		assert (told["1"], told["6"]) == (first, last)


def test_an_instrument_that_falls_itself_takes_codes_that_fall_as_they_rise() -> None:
	words = dict(enumerate(["Meget ofte", "x", "y", "z", "w", "v"]))
	choices = tuple(Choice(value, label) for value, label in words.items())
	falling = replace(WHO5, items=tuple(replace(item, choices=choices) for item in WHO5.items))
	told = {code.written: code.value for code in codes_of(export(AGREED), falling).codes}
	assert (told["1"], told["6"]) == (0, 5)


def test_labels_that_fit_no_order_are_asked_about() -> None:
	table = export(["Hele tiden", "x", "Aldrig", "y", "z", "w"])
	proposal = codes_of(table, WORDED)
	assert "Say which answer each code is" in proposal.warnings[0].render()
	assert not any(code.value is not None for code in proposal.codes)


def test_a_code_labelled_as_no_answer_is_proposed_as_missing() -> None:
	table = export([*FREQUENCY, "Ved ikke"])
	assert meanings(table)["7"] is None


def test_a_code_that_means_something_else_in_another_column_names_its_column() -> None:
	rows = [[*ROW[:3], "99", *ROW[4:]]]
	(code,) = codes_of(read(text_file([LONG, *rows])), WORDED).codes
	assert (code.written, code.value, code.header) == ("99", None, "WHO5_1")


def test_codes_of_one_column_go_before_those_of_all() -> None:
	table = read(text_file([LONG, [*ROW[:3], *"aaaaa"]]))
	codes = [AnswerCode("a", 1), AnswerCode("A", 5, "WHO5_5")]
	plan = plan_import(table, list(mapping_of(table).values()), WORDED, CASES, {}, codes=codes)
	assert answered(plan)[0][3:] == (1, 1, 1, 1, 5)


def test_a_code_that_means_no_answer_of_the_instrument_is_refused() -> None:
	table = read(text_file([LONG, ROW]))
	with pytest.raises(SpreadsheetError, match="WHO5_1"):
		plan_import(table, list(mapping_of(table).values()), WORDED, CASES, {}, codes=[AnswerCode("1", 9)])


def test_choices_in_a_dictionary_of_redcap_are_labels() -> None:
	choices = " | ".join(f"{code}, {label}" for code, label in enumerate(FREQUENCY, 1))
	dictionary = [
		["Variable / Field Name", "Form Name", "Field Type", "Field Label", "Choices, Calculations"],
		*([item.code, "who5", "radio", f"Spørgsmål {item.label}", choices] for item in WORDED.items),
	]
	row = [*ROW[:3], "6", "1", "2", "3", "4"]
	table = read(workbook({"Data": [LONG, row], "Dictionary": dictionary}), "redcap.xlsx")
	assert table.labels.texts["WHO5_2"] == "Spørgsmål Calm"
	assert answered(plan_of(table, WORDED))[0][3:] == (5, 0, 1, 2, 3)


def test_answers_of_the_own_scale_need_no_codes() -> None:
	proposal = codes_of(read(text_file([LONG, ROW])), WORDED)
	assert (proposal.codes, proposal.certain, proposal.warnings) == ([], True, [])

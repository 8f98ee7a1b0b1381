"""Files of SPSS give answers, labels and days; what they declare as missing stays apart (N10)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lat_corps.spreadsheets.cells.table import Limits, SpreadsheetError
from lat_corps.spreadsheets.meaning.codes import suggest_codes
from lat_corps.spreadsheets.meaning.mapping import suggest_mapping
from lat_corps.spreadsheets.reading.uploads import read_table
from tests.who5 import WHO5

from .senders import plan_of

NO_ANSWER = "Ønsker ikke at oplyse noget"
ANSWERS = {f"WHO5_{number}": [float(number), 9.0, None] for number in range(1, 6)}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
	def made(columns: dict, **described: object) -> bytes:
		path = tmp_path_factory.mktemp("spss") / "svar.sav"
		pyreadstat.write_sav(pd.DataFrame(columns), str(path), **described)
		return Path(path).read_bytes()

	return made


@pytest.fixture(scope="module")
def survey(made):
	return made(
		{
			"ID": ["001", "002", "003"],
			"Punkt": ["Før", "Før", "Før"],
			"Dato": [dt.date(2024, 1, 31)] * 3,
			"Tid": [dt.datetime(2024, 1, 31, 8, 5), None, None],
			**ANSWERS,
		},
		column_labels={"WHO5_1": "Jeg har været glad og i godt humør"},
		variable_value_labels={name: {0: "På intet tidspunkt", 9: NO_ANSWER} for name in ANSWERS},
		missing_ranges={name: [9] for name in ANSWERS},
	)


def refusal(content: bytes, **limits: int) -> str:
	with pytest.raises(SpreadsheetError) as error:
		read_table(content, "svar.sav", limits=Limits(**limits))
	return error.value.message.render()


def test_values_days_and_labels_come_as_they_are(survey: bytes) -> None:
	table = read_table(survey, "svar.sav")
	assert table.headers == ["ID", "Punkt", "Dato", "Tid", *ANSWERS]
	first, second, third = (row.cells for row in table.rows)
	assert first[:5] == ["001", "Før", dt.date(2024, 1, 31), dt.datetime(2024, 1, 31, 8, 5), 1]
	assert second[3:6] == [None, 9, 9] and third[4:] == [None] * 5
	assert table.labels.texts["WHO5_1"] == "Jeg har været glad og i godt humør"
	assert table.labels.codes["WHO5_2"] == {"0": "På intet tidspunkt", "9": NO_ANSWER}


def test_what_the_file_declares_as_missing_is_proposed_as_such_and_is_no_answer(survey: bytes) -> None:
	table = read_table(survey, "svar.sav")
	assert table.labels.missing["WHO5_3"] == ("9",)
	mapping = suggest_mapping(table, WHO5)
	proposal = suggest_codes(table, mapping, WHO5)
	assert [(code.written, code.value) for code in proposal.codes] == [("9", None)]
	assert any("9 are proposed as missing answers" in warning.render() for warning in proposal.warnings)


def test_a_declared_code_within_the_scale_is_no_answer_either(made) -> None:
	content = made(
		{"ID": ["1", "2"], "WHO5_1": [5.0, 3.0], "WHO5_2": [4.0, -8.0]},
		missing_ranges={"WHO5_1": [5], "WHO5_2": [{"lo": -9, "hi": -1}]},
	)
	assert read_table(content, "a.sav").labels.missing == {"ID": (), "WHO5_1": ("5",), "WHO5_2": ("-8",)}


def test_answers_of_a_file_become_measurements(made) -> None:
	content = made(
		{
			"ID": ["001", "001"],
			"Punkt": ["Før", "Efter"],
			"Dato": [dt.date(2024, 1, 31), dt.date(2024, 6, 30)],
			**{f"WHO5_{number}": [3.0, 4.0] for number in range(1, 6)},
		}
	)
	plan = plan_of(read_table(content, "a.sav"), WHO5)
	assert [(row.outcome, row.date, row.score.value) for row in plan.rows] == [
		("New", dt.date(2024, 1, 31), 60),
		("New", dt.date(2024, 6, 30), 80),
	]


def test_a_compressed_file_is_read_too(made) -> None:
	content = made({"ID": ["1"], "A": [2.0]}, compress=True)
	assert content.startswith(b"$FL3")
	assert read_table(content, "a.zsav").rows[0].cells == ["1", 2]


@pytest.mark.parametrize("limits", [{"rows": 2}, {"columns": 3}, {"cells": 20}, {"unpacked_bytes": 100}])
def test_limits_hold_before_a_row_is_unpacked(survey: bytes, limits: dict, monkeypatch) -> None:
	read_sav, unpacked = pyreadstat.read_sav, []

	def noted(file: object, **options: object) -> object:
		unpacked.extend([] if options.get("metadataonly") else [options])
		return read_sav(file, **options)

	monkeypatch.setattr("lat_corps.spreadsheets.reading.spss.pyreadstat.read_sav", noted)
	assert "SPSS file is damaged" not in refusal(survey, **limits)
	assert not unpacked


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_said_to_be(survey: bytes, share: float) -> None:
	assert "cut off" in refusal(survey[: int(len(survey) * share)])


def test_a_file_that_only_bears_the_name_is_refused() -> None:
	assert "kind" in refusal(b"ID;A\n1;2\n")


@given(st.data())
@settings(
	max_examples=60,
	derandomize=True,
	suppress_health_check=[HealthCheck.function_scoped_fixture],
	deadline=None,
)
def test_flipped_bits_are_a_table_or_a_sentence(survey: bytes, data: st.DataObject) -> None:
	content = bytearray(survey)
	for place in data.draw(st.sets(st.integers(4, len(content) - 1), min_size=1, max_size=4)):
		content[place] ^= 1 << data.draw(st.integers(0, 7))
	try:
		assert read_table(bytes(content), "a.sav").headers
	except SpreadsheetError as error:
		assert error.message.render()

"""A cell in percent is the number that the person saw, or a question (N10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from lat_corps.domain.instruments import Instrument, Item
from lat_corps.spreadsheets.cells.table import Table

from .senders import answered, codes_of, plan_of, read, said, text_file, workbook

HEAD = ["Forløb", "Måling", "Dato", "V1", "V2"]
START = ["001", "Før", "31-01-2024"]
VAS = Instrument("VAS", "1", "Two lines", (Item("V1", "One", 0, 100), Item("V2", "Two", 0, 100)), "Sum", 1, 0)


def up_to(maximum: float) -> Instrument:
	return replace(VAS, items=tuple(replace(item, maximum=maximum) for item in VAS.items))


def formatted(number_format: str) -> Callable[[openpyxl.Workbook], None]:
	def change(book: openpyxl.Workbook) -> None:
		for cell in book.active["D2:E2"][0]:
			cell.number_format = number_format

	return change


def sheet(answers: list[object], number_format: str = "0%") -> Table:
	return read(workbook({"Ark1": [HEAD, [*START, *answers]]}, formatted(number_format)), "a.xlsx")


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "0.0 %", "[Red]0%;-0%", '#,##0.00" af "%'])
def test_a_cell_shown_in_percent_is_what_was_shown(number_format: str) -> None:
	table = sheet([0.8, 0.455], number_format)
	assert codes_of(table, VAS).certain
	assert answered(plan_of(table, VAS))[0][3:] == (80, 45.5)


@pytest.mark.parametrize("number_format", ['0"%"', "0\\%", "General", "0.0"])
def test_a_sign_that_is_only_shown_multiplies_nothing(number_format: str) -> None:
	assert answered(plan_of(sheet([80, 45.5], number_format), VAS))[0][3:] == (80, 45.5)


def test_whole_hundreds_and_numbers_that_binary_cannot_hold_stay_what_they_are() -> None:
	assert answered(plan_of(sheet([1, 0.29]), VAS))[0][3:] == (100, 29)


@pytest.mark.parametrize("written", ["80 %", "80%", "80,0 %", "80.0\u00a0%"])
def test_a_percentage_in_a_text_file_is_read_alike(written: str) -> None:
	table = read(text_file([HEAD, [*START, written, "45"]]))
	assert answered(plan_of(table, VAS))[0][3:] == (80, 45)


def test_where_items_go_to_one_a_percentage_is_its_share() -> None:
	assert answered(plan_of(sheet([0.8, 0.29]), up_to(1)))[0][3:] == (0.8, 0.29)


def test_where_the_scale_does_not_tell_it_is_asked_about() -> None:
	table = sheet([0.03, 0.8])
	proposal = codes_of(table, up_to(5))
	assert [(code.written, code.value) for code in proposal.codes] == [("3 %", 3)]
	assert not proposal.certain
	plan = plan_of(table, up_to(5))
	assert not answered(plan)
	assert "“80 %” is a percentage, and V2 goes from 0 to 5. Say which answer it is." in said(plan)


@pytest.mark.parametrize("as_text", [True, False])
def test_a_share_among_percentages_is_asked_about(as_text: bool) -> None:
	rows = [HEAD, [*START, "80 %", "45 %"], ["002", *START[1:], 0.8, 100]]
	table = read(text_file(rows)) if as_text else read(workbook({"Ark1": rows}), "a.xlsx")
	proposal = codes_of(table, VAS)
	assert not proposal.certain
	assert "V1 holds percentages and also 0.8" in proposal.warnings[0].render()
	assert codes_of(read(text_file([HEAD, [*START, "80 %", "0"]])), VAS).certain


def test_percentages_are_not_called_numbers_stored_as_text() -> None:
	assert not plan_of(sheet([0.8, 0.455]), VAS).warnings

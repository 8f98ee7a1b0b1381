"""What looks like a CPR number, and what does not; all of these are invented."""

import pytest

from lat_corps.domain.civil_numbers import HIDDEN, holds_civil_number, lacks_a_zero, without_civil_numbers
from lat_corps.domain.text import Message, Term


@pytest.mark.parametrize(
	"text",
	[
		"010190-0000",
		"0101900000",
		"010190 0000",
		"010190 - 0000",
		"010190\u20130000",
		"01.01.90-0000",
		"01-01-90-0000",
		"290200\u00a00000",
		"610190-0000",
		"Ring til mor (010190-0000) i morgen",
		"cpr:010190-0000.",
	],
)
def test_it_is_found(text):
	assert holds_civil_number(text)
	assert "0000" not in without_civil_numbers(text) and HIDDEN in without_civil_numbers(text)


@pytest.mark.parametrize(
	"text",
	[
		"310290-0000", "011390-0000", "000190-0000", "920190-0000", "0101900000123", "99010190-00001",
		"31-01-2024", "31-01-2024 08:05", "2024-01-31 08:05:11", "31.01.2024 0805", "12345678",
		"+45 12 34 56 78", "LAT-2026-00042", "7,5", "", "20240131T080511",
	],
)  # fmt: skip
def test_it_is_not_found_in_dates_and_other_numbers(text):
	assert not holds_civil_number(text) and without_civil_numbers(text) == text


def test_a_zero_that_excel_removed_is_thought_of():
	assert lacks_a_zero("101900000") and not lacks_a_zero("101900000x") and not lacks_a_zero("991900000")


def test_no_sentence_says_one():
	message = Message("Row {row}: {values}.", {"row": 2, "values": ["a", "se 010190-0000"]})
	assert message.render() == f"Row 2: a, se {HIDDEN}."
	nested = Message("{part}, {term}", {"part": message, "term": Term("Row")})
	told = {"text": message.text, "values": {"row": 2, "values": ["a", f"se {HIDDEN}"]}}
	assert nested.for_page() == {"text": nested.text, "values": {"part": told, "term": {"text": "Row"}}}

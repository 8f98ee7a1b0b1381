"""The headings of the letter to the citizen in other languages (R57)."""

import unicodedata

import pytest
from babel import Locale

from lat_corps.domain.letter import HEADINGS, OWN, PARTS, RIGHT_TO_LEFT, headings_for
from lat_corps.setup.demo.words import LANGUAGES


@pytest.mark.parametrize("code", HEADINGS)
def test_each_language_has_every_heading_and_its_direction(code):
	found = headings_for([code])
	assert all(found[part].strip() for part in PARTS)
	runs_right_to_left = Locale.parse(code.replace("-", "_")).text_direction == "rtl"
	assert (found["dir"] == "rtl") == (code in RIGHT_TO_LEFT) == runs_right_to_left
	letters = {unicodedata.bidirectional(letter) for letter in found["title"] if letter.isalpha()}
	assert letters <= ({"AL", "R"} if runs_right_to_left else {"L"})


@pytest.mark.parametrize(
	("languages", "code"),
	[
		([], None),
		(["da"], None),
		(["da", "ar"], None),
		(["ar", "da"], "ar"),
		(["om", "so"], "so"),
		(["om"], None),
	],
)
def test_they_are_in_the_language_that_the_person_speaks_first(languages, code):
	found = headings_for(languages)
	assert (found and found["lang"]) == code


def test_there_are_headings_for_whoever_the_demo_speaks_of():
	assert {*LANGUAGES.values()} <= {OWN, *HEADINGS}


def test_danish_is_the_letters_own():
	assert OWN not in HEADINGS

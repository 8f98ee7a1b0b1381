"""Names on a page: what a mentor sees, and how a name is sought and ordered in Danish."""

import pytest

from lat_corps.domain.naming import (
	FULL_NAME,
	INITIALS,
	WORKING_NAME,
	danish_order,
	is_sought,
	shown_to_mentor,
	without_names,
)


@pytest.mark.parametrize(
	("choice", "working_name", "shown"),
	[
		(FULL_NAME, "", "Åse Marie Sørensen"),
		(FULL_NAME, "Aya", "Åse Marie Sørensen"),
		(WORKING_NAME, "Aya", "Aya"),
		(WORKING_NAME, "", "Å.M.S."),
		(INITIALS, "Aya", "Å.M.S."),
	],
)
def test_a_mentor_sees_what_the_municipality_has_chosen(choice, working_name, shown):
	assert shown_to_mentor("Åse Marie Sørensen", working_name, choice) == shown


@pytest.mark.parametrize(
	("text", "name"),
	[
		("aase", "Åse Sørensen"),
		("Åse", "Aase Sørensen"),
		("ase", "Åse Sørensen"),
		("sør", "Åse Soerensen"),
		("soren", "Åse Sørensen"),
		("sören", "Åse Sørensen"),
		("rene", "René Dupont"),
		("rené", "Rene Dupont"),
		("baek", "Ida Bæk"),
		("ozgur", "Özgür Yıldız"),
		("yildiz", "Özgür Yıldız"),
		("isa", "Isaac Hassan"),
		("isaac", "Isaac Hassan"),
		("jo", "Joel Levi"),
		("mich", "Michael Bæk"),
		("micha", "Michael Bæk"),
		("bæk mich", "Michael Bæk"),
		("a\u030ase", "Åse Sørensen"),
		("", "Åse Sørensen"),
	],
)
def test_a_name_is_found_in_any_spelling(text, name):
	assert is_sought(text, name)


@pytest.mark.parametrize(("text", "name"), [("åse", "Ida Bæk"), ("ida holm", "Ida Bæk")])
def test_another_name_is_not(text, name):
	assert not is_sought(text, name)


def test_the_letters_of_danish_come_last_and_aa_counts_as_one():
	names = ["Aase", "Ærø", "Zara", "Åbo", "Østen", "Émile", "Anna", "Eva", "zoe", "Michael", "Milan"]
	assert sorted(names, key=danish_order) == [
		"Anna",
		"Émile",
		"Eva",
		"Michael",
		"Milan",
		"Zara",
		"zoe",
		"Ærø",
		"Østen",
		"Åbo",
		"Aase",
	]


@pytest.mark.parametrize(
	("text", "left"),
	[
		("Åse er ofte alene. ÅSES mor, fru Sørensen, hjælper.", "… er ofte alene. … mor, fru …, hjælper."),
		("Kaldes Aya; Aya's bror", "Kaldes …; … bror"),
		("Taler om Åsemarken", "Taler om Åsemarken"),
		("", ""),
	],
)
def test_what_somebody_wrote_is_read_without_the_name(text, left):
	assert without_names(text, ["Åse Marie Sørensen", "Aya", ""]) == left


APART = "A\u030ase"
"""Åse with its ring as a sign of its own, as some programs write it."""
VOWELS = "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f"
"""Muhammad in Arabic with its vowel signs, which are mostly left out."""
BARE = "\u0645\u062d\u0645\u062f"


@pytest.mark.parametrize(
	("text", "name", "left"),
	[
		(f"Mor til {APART}s bror", "Åse Holm", "Mor til … bror"),
		("Åse er alene", f"{APART} Holm", "… er alene"),
		(f"Kaldes {VOWELS} hjemme", BARE, "Kaldes … hjemme"),
		(f"Kaldes {BARE} hjemme", VOWELS, "Kaldes … hjemme"),
		(f"Kaldes {VOWELS} hjemme", VOWELS, "Kaldes … hjemme"),
		(f"\u0644\u064e{BARE}", BARE, f"\u0644\u064e{BARE}"),
		("Idé om skole", "Ide Holm", "Idé om skole"),
	],
)
def test_a_name_is_left_out_whatever_signs_its_letters_are_written_with(text, name, left):
	assert without_names(text, [name]) == left


def test_without_a_name_to_hide_nothing_is_hidden():
	assert without_names("Mor hjælper.", ["", "X."]) == "Mor hjælper."

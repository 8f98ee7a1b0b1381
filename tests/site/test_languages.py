"""Languages stand in the reader's own words: nobody need read Persian to find who speaks it (R30)."""

import frappe
import pytest

from lat_corps.languages import language_name, search
from tests.factories import as_user


@pytest.fixture
def in_danish(monkeypatch):
	monkeypatch.setattr(frappe.local, "lang", "da")


def found(txt: str) -> list[str]:
	return [code for code, *_words in search("Language", txt, "name", 0, 5)]


def test_a_name_in_the_language_of_the_reader(in_danish):
	assert (language_name("fa"), language_name("da")) == ("Persisk", "Dansk")


def test_a_language_that_only_the_site_knows_keeps_its_name(in_danish, world):
	frappe.get_doc(doctype="Language", language_code="xq-lat", language_name="Vores sprog").insert()
	assert language_name("xq-lat") == "Vores sprog"


@pytest.mark.parametrize("txt", ["persi", "Persisk", "fa"])
def test_it_is_found_by_that_name_and_by_its_code(in_danish, world, txt):
	with as_user(world["coordinator"]):
		assert "fa" in found(txt)


def test_the_name_that_begins_with_the_words_comes_first(in_danish, world):
	with as_user(world["mentor"]):
		assert found("dan")[0] == "da"


def test_and_by_the_name_of_its_speakers(in_danish, world):
	by_its_speakers = frappe.db.get_value("Language", "fa", "language_name")
	with as_user(world["coordinator"]):
		assert found(by_its_speakers) == ["fa"]


@pytest.mark.parametrize(
	("txt", "code"),
	[
		("somalisk", "so"),
		("Somali", "so"),
		("dari", "fa-AF"),
		("afghansk", "fa-AF"),
		("farsi", "fa"),
		("persian", "fa"),
		("iransk", "fa"),
		("kurmanji", "ku"),
		("kurdisk", "ku"),
		("kurdisk", "ckb"),
		("sorani", "ckb"),
		("tigrinja", "ti"),
		("eritreisk", "ti"),
		("pashtu", "ps"),
		("irakisk", "ar"),
		("palaestinensisk", "ar"),
	],
)
def test_a_language_of_the_corps_is_found_by_what_people_call_it(in_danish, world, txt, code):
	with as_user(world["coordinator"]):
		assert code in found(txt)


def test_one_that_the_corps_added_has_its_danish_name(in_danish, world):
	assert [language_name(code) for code in ("so", "fa-AF", "ckb", "ti")] == [
		"Somali",
		"Dari",
		"Sorani",
		"Tigrinya",
	]

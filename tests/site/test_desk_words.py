"""Words of Frappe's screens in Danish where the installed Frappe has none, and only there."""

from __future__ import annotations

import frappe
import pytest
from frappe import translate

from lat_corps.setup import desk_words

ENGLISH = "A word of Frappe"


@pytest.fixture
def shipping(monkeypatch, connected):
	"""Return how to ship these words instead of those of the app; the site gets back its own."""

	def ship(*words: tuple[str, str, str]) -> None:
		monkeypatch.setattr(desk_words, "shipped", lambda: iter(words))
		desk_words.fill_in()

	yield ship
	monkeypatch.undo()
	desk_words.fill_in()


@pytest.fixture
def apps_say(monkeypatch):
	"""Let the apps of the site have these translations."""

	def say(words: dict[str, str]) -> None:
		monkeypatch.setattr(translate, "get_translations_from_apps", lambda _lang: words)
		translate.clear_cache()

	yield say
	monkeypatch.undo()
	translate.clear_cache()


def danish(text: str, context: str | None = None) -> str:
	return frappe._(text, "da", context)


def test_a_word_without_danish_is_danish(shipping):
	shipping((ENGLISH, "", "Et ord"), ("Set of Frappe", "Field value", "Udfyldt"))
	assert danish(ENGLISH) == "Et ord"
	assert danish("Set of Frappe", "Field value") == "Udfyldt"
	assert danish("Set of Frappe") == "Set of Frappe"


def test_a_text_with_tags_is_found_as_python_and_as_the_browser_look_it_up():
	texts = {text for text, _context, _danish in desk_words.shipped()}
	assert {"Grouped by <span style='font-weight:600;'>{0}</b>", "Grouped by {0}"} <= texts


def test_other_languages_are_left_alone(shipping):
	shipping((ENGLISH, "", "Et ord"))
	assert frappe._(ENGLISH, "de") == ENGLISH


@pytest.mark.parametrize("context", ["", "Field value"])
def test_what_an_app_translates_is_never_overridden(apps_say, shipping, context):
	apps_say({ENGLISH: "Frappes eget ord"})
	shipping((ENGLISH, context, "Et ord"))
	assert danish(ENGLISH, context) == "Frappes eget ord"


def test_nor_what_an_app_has_in_its_sources_and_not_compiled_yet(shipping):
	own = "Mentor"
	assert own in desk_words._translated_by_apps()
	shipping((own, "", "Et andet ord"))
	assert danish(own) == "Mentor"


def test_an_empty_translation_of_an_app_is_none(apps_say, shipping):
	apps_say({ENGLISH: ""})
	shipping((ENGLISH, "", "Et ord"))
	assert danish(ENGLISH) == "Et ord"


def test_a_word_that_frappe_translates_by_now_is_taken_back(apps_say, shipping):
	shipping((ENGLISH, "", "Et ord"))
	apps_say({ENGLISH: "Frappes eget ord"})
	desk_words.fill_in()
	assert danish(ENGLISH) == "Frappes eget ord"


def _of_the_site(text: str, context: str | None = None, danish: str = "Husets ord"):
	return frappe.get_doc(
		doctype="Translation", language="da", source_text=text, context=context, translated_text=danish
	).insert()


@pytest.mark.parametrize("context", ["", "Field value"])
def test_an_administrators_translation_goes_before_whether_older_or_newer(shipping, context):
	older = _of_the_site(ENGLISH, context)
	shipping((ENGLISH, context, "Et ord"))
	assert danish(ENGLISH, context) == "Husets ord"
	older.delete()
	desk_words.fill_in()
	assert danish(ENGLISH, context) == "Et ord"
	_of_the_site(ENGLISH, context)
	assert danish(ENGLISH, context) == "Husets ord"


def test_a_word_that_was_changed_here_stays_so(shipping):
	shipping((ENGLISH, "", "Et ord"))
	ours = frappe.get_doc("Translation", {"source_text": ENGLISH})
	ours.translated_text = "Husets ord"
	ours.save()
	desk_words.fill_in()
	assert danish(ENGLISH) == "Husets ord"


def test_filling_in_again_changes_nothing(shipping):
	shipping((ENGLISH, "", "Et ord"))
	desk_words.fill_in()
	assert frappe.db.count("Translation", {"source_text": ENGLISH}) == 1


def test_removal_leaves_only_what_the_site_entered(shipping):
	theirs = _of_the_site("Another word")
	shipping((ENGLISH, "", "Et ord"))
	desk_words.remove()
	assert not frappe.get_all("Translation", {"name": ["like", f"{desk_words.MARK}%"]})
	assert frappe.db.exists("Translation", theirs.name)
	assert danish(ENGLISH) == ENGLISH

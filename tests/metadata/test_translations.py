"""Every string that a person can see has one good Danish translation (N7)."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.metadata import catalogue

HOW_TO_MEND = (
	"Run `.venv/bin/python -m tests.metadata.catalogue` (`make quick` makes .venv) and fill in what is empty "
	"in lat_corps/locale/da.po."
)
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\([^)]*\)[a-z]|%[sd]|<[^<>]+>")
SENTENCE_ENDS = (".", ":", "?", "!", "…")


@pytest.fixture(scope="module")
def uses():
	return catalogue.uses()


@pytest.fixture(scope="module")
def danish():
	return catalogue.read_catalogue(catalogue.DANISH)


@pytest.fixture(scope="module", params=[catalogue.DANISH, catalogue.DESK_WORDS], ids=["own", "of the Desk"])
def translated(request):
	return [message for message in catalogue.read_catalogue(request.param) if message.id and message.string]


def test_every_string_has_a_danish_translation(uses, danish):
	lacking = {f"{use.place}: {use.text}" for use in catalogue.untranslated(uses, danish)}
	assert not lacking, "\n".join([HOW_TO_MEND, *sorted(lacking)])


def test_no_translation_is_left_over(uses, danish):
	left_over = [text for text, _context in catalogue.unused(uses, danish)]
	assert not left_over, "\n".join([HOW_TO_MEND, *left_over])


def test_no_translation_is_empty_a_guess_or_out_of_use(danish):
	assert not [message.id for message in danish if message.id and (message.fuzzy or not message.string)]
	assert not list(danish.obsolete)


def test_the_template_lists_the_same_strings(uses):
	template = catalogue.read_catalogue(catalogue.TEMPLATE)
	listed = {message.id for message in template if message.id}
	assert listed == {use.text for use in uses}, HOW_TO_MEND


def test_placeholders_and_tags_are_kept(translated):
	changed = [
		f"{message.id} -> {message.string}"
		for message in translated
		if Counter(PLACEHOLDER.findall(message.id)) != Counter(PLACEHOLDER.findall(message.string))
	]
	assert not changed, "\n".join(changed)


def test_a_translation_begins_and_ends_as_its_source_does(translated):
	changed = [
		f"{message.id} -> {message.string}"
		for message in translated
		if _ending(message.id) != _ending(message.string)
		or (message.id[0].isalpha() and message.id[0].islower() != message.string[0].islower())
	]
	assert not changed, "\n".join(changed)


def _ending(text: str) -> str:
	return text[-1] if text.endswith(SENTENCE_ENDS) else ""


def test_a_string_can_be_found_as_frappe_looks_it_up(uses):
	"""Frappe strips spaces, and in Python tags too, before it looks a string up."""
	lost = [
		f"{use.place}: {use.text}"
		for use in uses
		if use.text != use.text.strip() or (".py:" in use.place and catalogue.TAG.search(use.text))
	]
	assert not lost, "\n".join(lost)

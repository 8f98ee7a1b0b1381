"""A person reads words: codes of requirements and of questionnaires stand behind details alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tests.metadata import catalogue

REQUIREMENT = re.compile(r"\b[RTNG]\d{1,3}\b")
DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
NO_WORDS = frozenset(
	"doctype name role item_code instrument_code subscale subscale_code fieldname html document_type".split()
)
"""Keys of what ships whose values nobody reads; a print format names its template, which is read itself."""

FIXTURES = sorted((catalogue.ROOT / "fixtures").glob("*.json"))
TEMPLATES = sorted((catalogue.ROOT / "lat_corps").rglob("*.html"))


def words_of(shipped: object, key: str = "") -> Iterator[str]:
	if isinstance(shipped, dict):
		for name, value in shipped.items():
			yield from words_of(value, name)
	elif isinstance(shipped, list):
		for value in shipped:
			yield from words_of(value, key)
	elif isinstance(shipped, str) and key not in NO_WORDS:
		yield shipped


@pytest.fixture(scope="module")
def instruments() -> re.Pattern:
	records = json.loads((catalogue.ROOT / "fixtures" / "instruments.json").read_text("utf-8"))
	named = "|".join(re.escape(record["instrument_code"]) for record in records)
	return re.compile(rf"\b(?:{named})(?:-v| )\d+\b")


@pytest.fixture(scope="module")
def shown() -> dict[str, list[str]]:
	"""Return every text that a person can see, by the file that has it."""
	texts: dict[str, list[str]] = {}
	for use in catalogue.uses():
		texts.setdefault(use.place, []).append(use.text)
	for path in (catalogue.DANISH, catalogue.DESK_WORDS):
		texts[path.name] = [message.string for message in catalogue.read_catalogue(path) if message.id]
	for path in FIXTURES:
		texts[path.name] = list(words_of(json.loads(path.read_text("utf-8"))))
	for path in TEMPLATES:
		texts[path.name] = [DETAILS.sub("", path.read_text("utf-8"))]
	return texts


def test_what_ships_is_read(shown):
	assert len(shown) > 100 and "da.po" in shown and "instruments.json" in shown
	assert any("trivsel" in text for text in shown["instruments.json"])
	assert TEMPLATES


@pytest.mark.parametrize("words", ["Skalaen (R94).", "See N4", "<b>G14</b>"])
def test_a_requirement_is_found(words):
	assert REQUIREMENT.search(words)


def found(pattern: re.Pattern, shown: dict[str, list[str]]) -> set[str]:
	return {
		f"{place}: {text[:120]}"
		for place, texts in shown.items()
		for text in texts
		if pattern.search(DETAILS.sub("", text))
	}


def test_no_text_cites_a_requirement(shown):
	assert not found(REQUIREMENT, shown)


def test_no_text_names_a_questionnaire_by_its_code(shown, instruments):
	assert instruments.search("WHO5-v1 er låst") and instruments.search("(WHO5 1)")
	assert not found(instruments, shown)

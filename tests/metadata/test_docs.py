"""The pages for who comes next say what is there: paths, names, words."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.metadata import catalogue

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "lat_corps"
PAGES = [
	ROOT / "README.md",
	ROOT / "CONTRIBUTING.md",
	*sorted((ROOT / "docs").glob("*.md")),
	*sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
ROWS = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| (.+) \|$", re.M)
GLOSSARY = ROWS.findall((ROOT / "docs" / "glossary.md").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
class TestPage:
	def test_every_path_is_there(self, page):
		text = page.read_text("utf-8")
		for path in re.findall(
			r"`((?:lat_corps|tests|docs|fixtures|embedded|patches|benchmarks)/[\w./-]*)`", text
		):
			assert (ROOT / path).exists(), path
		for link in re.findall(r"\]\(((?!http)[^)#]+)", text):
			assert (page.parent / link).exists(), link

	def test_every_target_of_make_is_there(self, page):
		makefile = (ROOT / "Makefile").read_text("utf-8")
		for target in re.findall(r"`make ([\w-]+)", page.read_text("utf-8")):
			assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_document_has_its_word():
	named = {doctype.split(",")[0] for _danish, _prose, doctype, _code in GLOSSARY}
	for path in APP.glob("*/doctype/*/*.json"):
		doctype = json.loads(path.read_text("utf-8"))
		if not doctype.get("istable"):
			assert doctype["name"] in named, f"Give {doctype['name']} its line in docs/glossary.md"


def test_the_danish_words_are_those_of_the_screen():
	danish = {message.id: message.string for message in catalogue.read_catalogue(catalogue.DANISH)}
	for words, _prose, doctype, _code in GLOSSARY:
		# A function stands in the document of the municipality, and is no municipality.
		if (name := doctype.split(",")[0]) in danish and words != "–" and not doctype.startswith("a "):
			assert danish[name].casefold() in re.split(r"; | \(", words.casefold()), (words, danish[name])


def test_architecture_names_functions_that_are_there():
	text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
	known = {
		node.name
		for path in APP.rglob("*.py")
		for node in ast.walk(ast.parse(path.read_text("utf-8")))
		if isinstance(node, ast.FunctionDef | ast.ClassDef)
	}
	for name in re.findall(r"`(?:\w+\.)?([a-z]+(?:_[a-z]+)+|judge|may|refuse)`", text):
		assert name in known | {path.stem for path in APP.rglob("*.py")}, name

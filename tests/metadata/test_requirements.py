"""Each requirement that is cited stands in docs/requirements.md, with the function that does it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "lat_corps"
PAGE = ROOT / "docs" / "requirements.md"
LAST = {"R": 116, "T": 10, "N": 10, "G": 14}
NOT_BUILT = "not built"
CODE = re.compile(r"(?<![\w-])([RNG])(\d{1,3})\b(?!-)")
RANGE = re.compile(r"\b([RTNG])(\d+) to ([RTNG]?)(\d+)\b")
LINE = re.compile(r"^\| ([RTNG]\d+) \| (.+) \| (.+) \|$", re.M)
STANDS = {
	code: (sentence, where.strip("`")) for code, sentence, where in LINE.findall(PAGE.read_text("utf-8"))
}
BUILT = {code: where for code, (_sentence, where) in STANDS.items() if where != NOT_BUILT}


def cited_in(text: str) -> set[str]:
	"""Return the codes of a text, those within a range too."""
	codes = {letter + number for letter, number in CODE.findall(text)}
	codes |= set(re.findall(r"\bT(?:10|[1-9])(?=[),])", text))
	for letter, first, _again, last in RANGE.findall(text):
		codes |= {f"{letter}{number}" for number in range(int(first), int(last) + 1)}
	return codes


def texts() -> list[Path]:
	folders = (APP, ROOT / "docs", ROOT / "fixtures", ROOT / "patches", ROOT / "tests" / "site")
	endings = {".py", ".js", ".html", ".md"}
	found = [path for folder in folders for path in folder.rglob("*") if path.suffix in endings]
	return [path for path in found if path.parent != APP / "spreadsheets" / "data"] + [ROOT / "README.md"]


def test_every_code_has_its_line():
	assert list(STANDS) == [f"{letter}{number}" for letter in "RTNG" for number in range(1, LAST[letter] + 1)]


def test_every_cited_code_stands_on_the_page():
	for path in texts():
		# Points of time in files of survey systems are called T0 and T1.
		lost = {code for code in cited_in(path.read_text("utf-8")) if code not in STANDS}
		assert not lost, (path, lost)


def test_no_code_that_is_done_is_called_not_built():
	for path in (*APP.rglob("*.py"), *APP.rglob("*.js")):
		cited = cited_in(path.read_text("utf-8"))
		wrong = {code for code in cited if STANDS[code][1] == NOT_BUILT}
		assert not wrong, (path, wrong)


@pytest.mark.parametrize("code", BUILT)
def test_the_function_that_does_it_is_there_and_cites_it(code):
	place, _colon, name = BUILT[code].partition(":")
	text = (APP / place).read_text("utf-8")
	assert not name or name in names_in(text), f"{place} has no {name}: say where {code} is done now"
	assert code in cited_in(text), f"{place} does not cite {code}"


def names_in(source: str) -> set[str]:
	"""Return the functions, classes and constants of a file of Python, not those that it merely uses."""
	nodes = [*ast.walk(ast.parse(source))]
	defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
	return defined | {
		node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
	}


@pytest.mark.parametrize("code", BUILT)
def test_the_demo_does_nothing_that_is_asked(code):
	"""It plays what the app does; a requirement that only the demo meets is not built."""
	assert not BUILT[code].startswith("setup/demo/"), f"say where the app itself does {code}"


def test_every_sentence_says_something_of_its_own():
	sentences = [sentence for sentence, _where in STANDS.values()]
	assert len(sentences) == len(set(sentences))
	assert all(sentence.endswith(".") and len(sentence) > 20 for sentence in sentences)


def test_no_sentence_for_a_person_names_a_code():
	"""On screen a code stands behind a link that unfolds, never in a text."""
	from tests.metadata import catalogue

	assert not [use.text for use in catalogue.uses() if CODE.search(use.text)]

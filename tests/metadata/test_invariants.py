"""The table of what holds across records agrees with its races, its keys and the sentences people read."""

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from lat_corps.domain.invariants import INVARIANTS

ROOT = Path(__file__).resolve().parents[2]
RACED = [
	node.value.value
	for race in ast.parse((ROOT / "tests/security/races.py").read_text("utf-8")).body
	if isinstance(race, ast.ClassDef)
	for node in race.body
	if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "invariant" and node.value.value
]


def test_each_invariant_is_raced_once():
	assert sorted(RACED) == sorted(invariant.name for invariant in INVARIANTS)


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.name)
def test_who_comes_late_reads_a_sentence_of_the_app(invariant):
	with (ROOT / "lat_corps/locale/main.pot").open("rb") as file:
		assert invariant.late is None or invariant.late in read_po(file)

"""Damaged files end in a table or a documented error, whatever was changed in them (security 19).

`LAT_MUTATIONS=20000 python -m pytest -s tests/spreadsheets/test_mutations.py` tries as many.
"""

from __future__ import annotations

import os
from collections import Counter

from lat_corps.spreadsheets.cells.table import SpreadsheetError
from lat_corps.spreadsheets.reading.uploads import read_table
from lat_corps.spreadsheets.writing.rejected import rejected_workbook

from .mutations import damaged, small_files
from .senders import plan_of

MUTATIONS = int(os.environ.get("LAT_MUTATIONS", "500"))
ARCHIVE = b"PK\x03\x04"


def outcome(content: bytes, name: str) -> str:
	"""Read, plan and give back the file as a person does who confirms every proposal."""
	try:
		table = read_table(content, name)
		plan = plan_of(table)
		if plan.counts["Error"]:
			rejected_workbook(table, plan)
	except SpreadsheetError as error:
		assert error.message.render()
		return "refused"
	return "a table"


def test_the_files_are_read_before_they_are_damaged() -> None:
	files = small_files()
	assert len(files) == 10
	assert {outcome(content, name) for name, content in files.items()} == {"a table"}


def test_half_of_the_damage_lies_in_the_directory_of_an_archive() -> None:
	files = small_files()
	archives = [name for name, content in files.items() if content.startswith(ARCHIVE)]
	counts: Counter[tuple[str, bool, str]] = Counter()
	for number in range(MUTATIONS):
		in_directory = number % 2 == 1
		names = archives if in_directory else list(files)
		name = names[number // 2 % len(names)]
		counts[name, in_directory, outcome(damaged(files[name], number, in_directory), name)] += 1
	assert counts.total() == MUTATIONS
	assert {how for _name, _where, how in counts} == {"a table", "refused"}
	for (name, in_directory, how), count in sorted(counts.items()):
		print(f"{name:16} {'directory' if in_directory else 'anywhere':10} {how:8} {count:6}")

"""How long a large workbook takes to read against what it took before, and its memory.

	python benchmarks/read_workbook.py [--rows 100000]

Writes 100,000 rows of 13 columns as streaming writers do, without a size, once with formulas in a column,
and reads each as an import does. Against the way in which it was read before: each sheet parsed once by
openpyxl to find its size, once more to be read, looked through for what stands beside its cells, and twice
more where it holds formulas. Processor time, so that a busy machine matters less; both in one run, by turns.
The memory is the highest of all that Python holds while the file is read.

Ends with 1 when reading takes more than 0.2 of the former time, or more than 150 MB.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import itertools
import random
import re
import sys
import zipfile
from statistics import median

import openpyxl
from measuring import each, highest_memory, processor_time
from openpyxl.cell import WriteOnlyCell

from lat_corps.spreadsheets.cells.table import FileSettings, Limits, RawSheet, RawTable, collect_rows
from lat_corps.spreadsheets.reading.building import build_table
from lat_corps.spreadsheets.reading.uploads import read_table

SHARE = 0.2
MEGABYTES = 150
ROUNDS = 3
HEADINGS = ["Deltager-ID", "Måletidspunkt", "Dato for besvarelse", *(f"WHO5_{n}" for n in range(1, 6))]
OTHERS = ["Note", "Andel", "Alder", "Sted", "Gruppe"]
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
PATTERNS = (
	re.compile(rb"<row\s(?:[^<>]*?\s)?r=[\"']([0-9]{1,9})[\"']"),
	re.compile(rb"<(?:\w+:)?row[\s/>]"),
	re.compile(rb"<(?:\w+:)?row\s[^<>]*?hidden=[\"'](?:1|true)[\"']"),
	re.compile(
		rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']"
	),
)


def main(arguments: list[str]) -> int:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument("--rows", type=int, default=100_000)
	rows = parser.parse_args(arguments).rows
	failed = False
	for title, formulas in (("values", False), ("formulas in one column", True)):
		content = _workbook(rows, formulas)
		now, before = [], []
		for _round in range(ROUNDS):
			now.append(processor_time(lambda content=content: read_table(content, "a.xlsx")))
			before.append(processor_time(lambda content=content: _as_before(content)))
		share, megabytes = (
			median(now) / median(before),
			highest_memory(lambda content=content: read_table(content, "a.xlsx")),
		)
		print(f"{rows:,} rows of {len(HEADINGS + OTHERS)} columns, {title}, seconds of the processor:")
		print(f"  read                                        {median(now):9.2f}   {each(now)}")
		print(f"  as before                                   {median(before):9.2f}   {each(before)}")
		print(f"{share:.3f} of the former time (at most {SHARE}), {megabytes:.0f} MB (at most {MEGABYTES})")
		failed = failed or share > SHARE or megabytes > MEGABYTES
	return int(failed)


def _workbook(rows: int, formulas: bool) -> bytes:
	dice = random.Random(5)
	book = openpyxl.Workbook(write_only=True)
	sheet = book.create_sheet("Svar")
	sheet.append([*HEADINGS, *OTHERS])
	for number in range(rows):
		day = WriteOnlyCell(sheet, dt.date(2023, 1, 1) + dt.timedelta(days=dice.randrange(600)))
		day.number_format = "dd-mm-yyyy"
		answers = [dice.randrange(6) for _ in range(5)]
		share = f"=D{number + 2}/5" if formulas else dice.random()
		case, point = f"C-{number // 2:06}", ("Før", "Efter")[number % 2]
		sheet.append([case, point, day, *answers, "mest glad", share, dice.randrange(100), "byen", "A"])
	content = io.BytesIO()
	book.save(content)
	return content.getvalue()


def _as_before(content: bytes) -> None:
	"""Read the first sheet as it was read before, without its warnings."""
	limits = Limits()
	book = _opened(content, values=True)
	sheet = book.worksheets[0]
	list(collect_rows(enumerate(sheet.iter_rows(max_row=60, values_only=True), 1), limits))
	with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(sheet._worksheet_path) as part:
		formulas = _looked_through(part)
	rows = _rows(sheet, limits)
	if formulas:
		values = dict(rows)
		for number, sources in _rows(_opened(content, values=False).worksheets[0], limits):
			for source, value in itertools.zip_longest(sources, values.get(number, [])):
				_differ = source != value
	build_table(RawTable([RawSheet("Svar", rows)], FileSettings()), FileSettings())


def _opened(content: bytes, values: bool) -> openpyxl.Workbook:
	book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
	for sheet in book.worksheets:
		sheet.reset_dimensions()
	return book


def _rows(sheet: object, limits: Limits) -> list:
	return list(collect_rows(enumerate(sheet.iter_rows(max_row=1_048_576, values_only=True), 1), limits))


def _looked_through(part: io.BufferedIOBase) -> bool:
	tail, formulas = b"", False
	while chunk := part.read(1 << 20):
		window = tail + chunk
		end = window.rfind(b">") + 1
		window, tail = window[:end], window[end:]
		formulas = formulas or bool(FORMULA.search(window))
		for pattern in PATTERNS:
			for _match in pattern.finditer(window):
				pass
	return formulas


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))

"""How long a long export takes against the bare writer with the same cells, and its memory.

	python benchmarks/export_workbook.py [--rows 102000]

Writes 102,000 measurements of five answers, each with its words, in both layouts, with codebook and caveats.
Against XlsxWriter, which streams the very same cells of both layouts to disk as they stand, given as lists:
no layout, no codebook, no care for what a text might do. Processor time, both in one run, by turns. The
memory is the highest of all that Python holds while the export is written from rows that come one by one.

Ends with 1 when the export takes more than 1.3 times as long, or more than 150 MB.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import sys
from collections.abc import Iterator
from statistics import median

import xlsxwriter
from measuring import each, highest_memory, processor_time

from lat_corps.domain.instruments import Choice, Cutoff, Instrument, Item, score
from lat_corps.spreadsheets.writing.export import Export, MeasurementRow, measurements_workbook
from lat_corps.spreadsheets.writing.layouts import Layouts

TIMES = 1.3
MEGABYTES = 150
ROUNDS = 3
POINTS = ("Before", "After", "Follow-up")
WORDS = ("Aldrig", "Sjældent", "Af og til", "Ofte", "For det meste", "Hele tiden")
CHOICES = tuple(Choice(float(value), label) for value, label in enumerate(WORDS))
ITEMS = tuple(Item(f"T{number}", f"Spørgsmål {number}", 0, 5, choices=CHOICES) for number in range(1, 6))
CUTOFFS = (Cutoff(50, "Lav trivsel"), Cutoff(None, "Almindelig trivsel"))
INSTRUMENT = Instrument("TRIVSEL", "1", "Trivsel", ITEMS, "Sum", 4, 0, cutoffs=CUTOFFS)


def main(arguments: list[str]) -> int:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument("--rows", type=int, default=102_000)
	parser.add_argument("--rounds", type=int, default=ROUNDS)
	options = parser.parse_args(arguments)
	measurements = list(_measurements(options.rows))
	layouts = Layouts([INSTRUMENT], True, str)
	cells = [
		[layouts.headings(layout), *layouts.records(iter(measurements), layout)]
		for layout in ("Long", "Wide")
	]
	ours, bare = [], []
	for _round in range(options.rounds):
		ours.append(processor_time(lambda: _export(iter(measurements))))
		bare.append(processor_time(lambda: _bare(cells)))
	megabytes = highest_memory(lambda: _export(_measurements(options.rows)))
	times = median(ours) / median(bare)
	print(f"{options.rows:,} measurements of {len(ITEMS)} answers in both layouts, seconds of the processor:")
	print(f"  export with codebook                        {median(ours):9.2f}   {each(ours)}")
	print(f"  bare writer, the same cells                 {median(bare):9.2f}   {each(bare)}")
	print(f"{times:.2f} times as long (at most {TIMES}), {megabytes:.0f} MB (at most {MEGABYTES})")
	return int(times > TIMES or megabytes > MEGABYTES)


def _measurements(count: int) -> Iterator[MeasurementRow]:
	dice = random.Random(5)
	first = dt.date(2023, 1, 1)
	for number in range(count):
		answers = {item.code: float(dice.randrange(6)) for item in ITEMS}
		result = score(INSTRUMENT, answers)
		yield MeasurementRow(
			f"LAT-2023-{number // 3:06}",
			"Nordby",
			"Mentor course",
			POINTS[number % 3],
			first + dt.timedelta(days=dice.randrange(600)),
			INSTRUMENT.code,
			INSTRUMENT.version,
			answers,
			result.value,
			result.reading,
		)


def _export(measurements: Iterator[MeasurementRow]) -> bytes:
	return measurements_workbook(Export(measurements, [INSTRUMENT]))


def _bare(sheets: list[list[list[object]]]) -> bytes:
	content = io.BytesIO()
	options = {"constant_memory": True, "default_date_format": "dd-mm-yyyy"}
	with xlsxwriter.Workbook(content, options) as book:
		for rows in sheets:
			sheet = book.add_worksheet()
			for number, values in enumerate(rows):
				for position, value in enumerate(values):
					if value is not None and value != "":
						sheet.write(number, position, value)
	return content.getvalue()


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))

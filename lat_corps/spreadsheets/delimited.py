"""Reading CSV and other delimited text, in the encodings and with the delimiters of Danish senders."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from ..domain.text import Message, _
from .danish_csv import read_back
from .encodings import ENCODED_TWICE, decoded, mended
from .errors import SpreadsheetError
from .limits import Limits
from .settings import DELIMITERS, FileSettings
from .table import RawSheet, RawTable, collect_rows, too_many_cells

SAMPLE_ROWS = 20
SAMPLE_CHARACTERS = 200_000
DELIMITER_HINT = re.compile(r"\"?sep=(.)\"?[\r\n]+", re.IGNORECASE)
NUL = "\x00"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def read_delimited(content: bytes, settings: FileSettings, limits: Limits) -> RawTable:
	"""Read delimited text; SpreadsheetError when letters or quotation marks cannot be made out."""
	text, encoding = decoded(content, settings.encoding)
	warnings = []
	if NUL in text:
		warnings.append(
			Message(
				_("The file held {count} invisible NUL characters, which were removed. Check the values."),
				{"count": text.count(NUL)},
			)
		)
		text = text.replace(NUL, "")
	if ENCODED_TWICE.search(text):
		text = mended(text)
		warnings.append(
			Message(
				_(
					"Danish letters had been encoded twice (Ã¸ for ø) and were set right. "
					"Check the first rows."
				)
			)
		)
	hint = DELIMITER_HINT.match(text)
	delimiter = settings.delimiter or (hint[1] if hint else _likely_delimiter(text))
	rows = list(collect_rows(_records(text, delimiter, skip=1 if hint else 0, limits=limits), limits))
	used = FileSettings(encoding=encoding, delimiter=delimiter)
	return RawTable([RawSheet("", rows, fixed_width=True)], used, warnings)


def _likely_delimiter(text: str) -> str:
	"""Return the delimiter that cuts the first rows into the most even columns.

	Notes above the headings, or a text full of commas, must not decide: of equally even cuts the widest wins.
	"""
	sample = text[:SAMPLE_CHARACTERS]

	def evenness(delimiter: str) -> tuple[float, float]:
		lines = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
		try:
			widths = [len(cells) for cells in itertools.islice(lines, SAMPLE_ROWS) if cells]
		except csv.Error:
			return 0, 0
		if not widths:
			return 0, 0
		usual = max(set(widths), key=lambda width: (widths.count(width), width))
		share = widths.count(usual) / len(widths)
		return (0, 0) if usual < 2 else (round(share, 1), float(delimiter != ","))

	return max(DELIMITERS, key=evenness)


def _lines(text: str, delimiter: str, limits: Limits) -> Iterator[str]:
	"""Yield lines one by one, as a file would, without a second copy of the whole."""
	for match in LINE.finditer(text):
		line = match[0]
		if len(line) > limits.cells and line.count(delimiter) > limits.cells:
			raise too_many_cells(limits)
		yield line


def _records(text: str, delimiter: str, skip: int, limits: Limits) -> Iterator[tuple[int, list[str]]]:
	"""Yield (line on which the record starts, cells)."""
	start = 1
	try:
		reader = csv.reader(_lines(text, delimiter, limits), delimiter=delimiter, strict=True)
		for cells in reader:
			if start > skip:
				yield start, [read_back(cell) if cell[:1] == "'" else cell for cell in cells]
			start = reader.line_num + 1
	except SpreadsheetError:
		raise
	except (csv.Error, TypeError, ValueError) as error:
		raise SpreadsheetError(
			Message(
				_(
					"The file cannot be read from line {line} on. Probably a quotation mark is not closed, "
					"or stands inside a text: write it twice there."
				),
				{"line": start},
			)
		) from error

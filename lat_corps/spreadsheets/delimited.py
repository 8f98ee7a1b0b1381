"""Reading CSV and other delimited text, in the encodings and with the delimiters of Danish senders."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from ..domain.text import Message, _
from .errors import SpreadsheetError
from .limits import Limits
from .table import RawTable, Table, build_table, collect_rows

DELIMITERS = (";", "\t", ",")
"""In order of preference: a comma may be a decimal comma."""

SAMPLE_ROWS = 20
DELIMITER_HINT = re.compile(r"sep=(.)[\r\n]+", re.IGNORECASE)
NUL = "\x00"


def read_delimited(content: bytes, limits: Limits) -> Table:
	"""Read delimited text; SpreadsheetError when letters or quotation marks cannot be made out."""
	text, encoding = _decoded(content)
	warnings = []
	if NUL in text:
		warnings.append(
			Message(
				_("The file held {count} invisible NUL characters, which were removed. Check the values."),
				{"count": text.count(NUL)},
			)
		)
		text = text.replace(NUL, "")
	hint = DELIMITER_HINT.match(text)
	delimiter = hint[1] if hint else _likely_delimiter(text)
	rows = collect_rows(_records(text, delimiter, skip=1 if hint else 0), limits)
	table = build_table(RawTable(list(rows), fixed_width=True), encoding=encoding, delimiter=delimiter)
	return replace(table, warnings=warnings + table.warnings)


def _decoded(content: bytes) -> tuple[str, str]:
	if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
		candidates = ("utf-16",)
	elif content.startswith(codecs.BOM_UTF8):
		candidates = ("utf-8-sig",)
	else:
		candidates = ("utf-8", "cp1252")
	for encoding in candidates:
		try:
			return content.decode(encoding), encoding
		except UnicodeDecodeError:
			continue
	raise SpreadsheetError(
		Message(_("The letters in the file cannot be read. Save it as “CSV UTF-8” and upload it again."))
	)


def _likely_delimiter(text: str) -> str:
	"""Return the delimiter that cuts the first rows into the most even columns."""

	def evenness(delimiter: str) -> float:
		sample = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
		try:
			widths = [len(cells) for cells in itertools.islice(sample, SAMPLE_ROWS) if cells]
		except csv.Error:
			return 0
		if not widths or widths[0] < 2:
			return 0
		return widths.count(widths[0]) / len(widths)

	return max(DELIMITERS, key=evenness)


def _records(text: str, delimiter: str, skip: int) -> Iterator[tuple[int, list[str]]]:
	"""Yield (line on which the record starts, cells)."""
	reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
	start = 1
	try:
		for cells in reader:
			if start > skip:
				yield start, cells
			start = reader.line_num + 1
	except csv.Error as error:
		raise SpreadsheetError(
			Message(
				_(
					"The file cannot be read from line {line} on. Probably a quotation mark is not closed, "
					"or stands inside a text: write it twice there."
				),
				{"line": start},
			)
		) from error

"""Reading CSV and other delimited text, in the encodings and with the delimiters of Danish senders."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence

from ...domain.text import Message, Term, _
from ..cells.table import (
	DELIMITERS,
	FileSettings,
	Limits,
	NumberedRows,
	RawSheet,
	RawTable,
	SpreadsheetError,
	cell_too_long,
	collect_rows,
	too_many_cells,
)
from ..cells.texts import ENCODED_TWICE, GUESSED, decoded, doubtful_word, kept_text, mended, read_back

SAMPLE_ROWS = 20
SAMPLE_CHARACTERS = 200_000
DELIMITER_HINT = re.compile(r"\"?sep=(.)\"?[\r\n]+", re.IGNORECASE)
NUL = "\x00"
DOS_END = "\x1a"
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
MOST_CONTROL = 0.02
"""So large a share of control characters has no text, whatever separates its columns."""

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
RARE = re.compile(r"[^\w\s\"'().?-]|[\x1c-\x1f]")
"""What separates columns where nobody expects it: ^, ~, :, #."""

BLANKS = re.compile(r"(?<=\S) +(?=\S)")

IN_LAST_PLACE = ",|"
"""Signs that stand inside texts too: with an even cut of another kind beside theirs, that one holds."""


def read_delimited(content: bytes, settings: FileSettings, limits: Limits) -> RawTable:
	"""Read delimited text; SpreadsheetError when letters, columns or quotation marks cannot be made out."""
	text, encoding = decoded(content, settings.encoding)
	text, warnings = _readable(text, "" if settings.encoding else encoding)
	hint = DELIMITER_HINT.match(text)
	delimiter = settings.delimiter or _delimiter(text, hint)
	records = _records(text, delimiter, skip=1 if hint else 0, limits=limits)
	rows = list(collect_rows(records, limits))
	if not settings.delimiter:
		_refuse_unknown_delimiter(rows)
	used = FileSettings(encoding=encoding, delimiter=delimiter)
	return RawTable([RawSheet("", rows, fixed_width=True)], used, warnings)


def _readable(text: str, guessed_encoding: str) -> tuple[str, list[Message]]:
	"""Return the text without what no text holds, and what was found; SpreadsheetError when it is none."""
	warnings = []
	text = text.rstrip(DOS_END)
	sample = text[:SAMPLE_CHARACTERS]
	if len(CONTROL.findall(sample)) > MOST_CONTROL * len(sample):
		raise SpreadsheetError(
			Message(_("The file is no text: it holds control characters. Save the table as .xlsx or .csv."))
		)
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
	if guessed_encoding in GUESSED:
		warnings.append(
			Message(
				_(
					"The Danish letters are those of {encoding} (MS-DOS or Mac). "
					"Check the words in the first rows, or choose another encoding."
				),
				{"encoding": guessed_encoding},
			)
		)
	elif guessed_encoding and (word := doubtful_word(text)):
		warnings.append(
			Message(
				_(
					"Some letters look wrong, as in “{word}”. "
					"Choose the encoding in which the file is written."
				),
				{"word": word},
			)
		)
	return text, warnings


def _delimiter(text: str, hint: re.Match[str] | None) -> str:
	"""Return what separates the columns: as the file says, unless that cuts nothing and another sign does."""
	lines = text[hint.end() if hint else 0 :][:SAMPLE_CHARACTERS]
	if hint and hint[1] in lines.partition("\n")[0]:
		return hint[1]
	found = _likely_delimiter(lines) or _likely_delimiter("\n".join(_whole_lines(lines)))
	return found or (hint[1] if hint else DELIMITERS[0])


def _likely_delimiter(sample: str) -> str:
	"""Return the delimiter that cuts the first rows into the most even columns, "" where none does.

	Notes above the headings, or a text full of commas, must not decide.
	"""

	def evenness(delimiter: str) -> tuple[float, bool]:
		text = io.StringIO(sample, newline="")
		lines = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
		try:
			widths = [len(cells) for cells in itertools.islice(lines, SAMPLE_ROWS) if cells]
		except csv.Error:
			return 0, False
		if not widths:
			return 0, False
		usual = max(set(widths), key=lambda width: (widths.count(width), width))
		share = widths.count(usual) / len(widths)
		return (0, False) if usual < 2 else (round(share, 1), delimiter not in IN_LAST_PLACE)

	found = max(DELIMITERS, key=evenness)
	return found if evenness(found)[0] else ""


def _whole_lines(sample: str) -> Iterator[str]:
	"""Yield the lines of a text in which each stands in quotation marks as a whole."""
	lines = csv.reader(io.StringIO(sample, newline=""))
	try:
		for cells in itertools.islice(lines, SAMPLE_ROWS):
			yield cells[0] if len(cells) == 1 else ""
	except csv.Error:
		return


def _refuse_unknown_delimiter(rows: NumberedRows) -> None:
	"""Raise SpreadsheetError when every row is one cell, which a sign that nobody expects cuts evenly."""
	sample = [cells[0] for _number, cells in rows[:SAMPLE_ROWS] if cells and isinstance(cells[0], str)]
	if len(sample) < 2 or any(len(cells) > 1 for _number, cells in rows):
		return
	blanks = {len(BLANKS.findall(line)) for line in sample}
	signs = [sign for sign in dict.fromkeys(RARE.findall(sample[0])) if _cuts_evenly(sample, sign)]
	if not signs and (len(blanks) > 1 or min(blanks) < 2):
		return
	sign: object = Term(_("blanks"))
	if signs:
		sign = f"“{signs[0]}”" if signs[0].isprintable() else f"U+{ord(signs[0]):04X}"
	raise SpreadsheetError(
		Message(
			_(
				"The columns of the file are separated by {sign}, which cannot be read. "
				"Save it as CSV with semicolons and upload it again."
			),
			{"sign": sign},
		)
	)


def _cuts_evenly(sample: Sequence[str], sign: str) -> bool:
	counts = [line.count(sign) for line in sample]
	return counts.count(counts[0]) >= 0.8 * len(counts)


def _lines(text: str, delimiter: str, limits: Limits) -> Iterator[str]:
	"""Yield lines one by one, as a file would, without a second copy of the whole."""
	for match in LINE.finditer(text):
		line = match[0]
		if len(line) > limits.cells and line.count(delimiter) > limits.cells:
			raise too_many_cells(limits)
		yield line


def _records(text: str, delimiter: str, skip: int, limits: Limits) -> Iterator[tuple[int, Sequence[str]]]:
	"""Yield (line on which the record starts, cells)."""
	start = 1
	spaced = f'{delimiter} "' in text.partition("\n")[0]
	lines = _lines(text, delimiter, limits)
	reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced, strict=True)
	has_excel_text = "=" in text
	try:
		for cells in reader:
			if start > skip:
				if len(cells) == 1 and delimiter in cells[0]:
					cells = _taken_apart(cells, delimiter)
				# what was disarmed on the way out comes back as it was, a formula that is a text included
				if has_excel_text:
					cells = [kept_text(cell) for cell in cells]
				yield start, [read_back(cell) if cell[:1] == "'" else cell for cell in cells]
			start = reader.line_num + 1
	except SpreadsheetError:
		raise
	except (csv.Error, TypeError, ValueError) as error:
		raise _unreadable(error, start, reader.line_num, limits) from error


def _taken_apart(cells: list[str], delimiter: str) -> list[str]:
	"""Return the cells of a row that stands in quotation marks as a whole, or the row as it is."""
	try:
		return next(csv.reader(cells, delimiter=delimiter, strict=True))
	except csv.Error:
		return cells


def _unreadable(error: Exception, start: int, end: int, limits: Limits) -> SpreadsheetError:
	"""Return what is wrong with the record from line `start` on, of which lines up to `end` were read."""
	said = str(error)
	if "field limit" in said and end <= start:
		return cell_too_long(start, limits)
	if "expected after" in said:
		text = _(
			"The file cannot be read from line {line} on: a text begins with a quotation mark, but does not "
			"end with the next one. Put the whole text between quotation marks, "
			"and write those inside it twice."
		)
	else:
		text = _(
			"The file cannot be read from line {line} on: a quotation mark is opened there and never closed. "
			"Close it, or write it twice if it belongs to the text."
		)
	return SpreadsheetError(Message(text, {"line": start}))

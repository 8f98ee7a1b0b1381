"""Cells that a workbook shows as percentages: 0.8 is what it stores, 80 % is what the person saw (N10)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from defusedxml.ElementTree import iterparse
from openpyxl.utils import column_index_from_string

from ..domain.instruments import plain_number
from .table import NumberedRows

STYLES = "xl/styles.xml"
BUILT_IN = frozenset({"9", "10"})
"""Excel's own formats 0% and 0.00%, which no file spells out."""

LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Parts of a number format that are shown as they stand: 0"%" multiplies nothing."""

CHUNK = 1 << 20
LONGEST_ELEMENT = 1 << 16


def show_percentages(rows: NumberedRows, archive: zipfile.ZipFile, sheet_path: str) -> None:
	"""Put "80 %" in the place of each number that the sheet shows so."""
	styles = _percent_styles(archive)
	if not styles:
		return
	by_number = dict(rows)
	with archive.open(sheet_path) as part:
		for letters, number in _cells_of(part, styles):
			cells, position = by_number.get(number, ()), column_index_from_string(letters) - 1
			stored = cells[position] if position < len(cells) else None
			if isinstance(stored, int | float) and not isinstance(stored, bool):
				cells[position] = f"{plain_number(round(float(stored) * 100, 9))} %"


def _percent_styles(archive: zipfile.ZipFile) -> list[int]:
	"""Return the numbers of the cell styles that show percentages."""
	if STYLES not in archive.namelist():
		return []
	formats, used = set(BUILT_IN), []
	with archive.open(STYLES) as part:
		in_cells = False
		for event, element in iterparse(part, events=("start", "end")):
			name = element.tag.rpartition("}")[2]
			if name == "cellXfs":
				in_cells = event == "start"
			elif event == "start" and name == "xf" and in_cells:
				used.append(element.get("numFmtId", ""))
			elif event == "start" and name == "numFmt" and _multiplies(element.get("formatCode", "")):
				formats.add(element.get("numFmtId", ""))
	return [place for place, number in enumerate(used) if number in formats]


def _multiplies(number_format: str) -> bool:
	return "%" in LITERAL.sub("", number_format)


def _cells_of(part: IO[bytes], styles: list[int]) -> Iterator[tuple[str, int]]:
	"""Yield column and row of the cells with one of the styles, whole elements at a time."""
	style = "|".join(map(str, styles)).encode()
	cell = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*\bs=[\"'](?:" + style + rb")[\"'])[^<>]*>")
	place = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
	tail = b""
	while chunk := part.read(CHUNK):
		window = tail + chunk
		end = window.rfind(b">") + 1
		window, tail = window[:end], window[end:][-LONGEST_ELEMENT:]
		for match in cell.finditer(window):
			if found := place.search(match[0]):
				yield found[1].decode(), int(found[2])

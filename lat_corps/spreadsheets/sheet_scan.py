"""What a worksheet's XML tells beside its cells, looked for bit by bit before it is parsed (security 19)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO

CHUNK = 1 << 20
LONGEST_ELEMENT = 1 << 16
MOST_MERGES = 5000
MOST_SPANS = 1000

FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
ROW = re.compile(rb"<row\s(?:[^<>]*?\s)?r=[\"']([0-9]{1,9})[\"']")
ROW_START = re.compile(rb"<(?:\w+:)?row[\s/>]")
CELL_ENDS = (b"v>", b"is>", b"f>", b"<f ")
"""Ends of what a cell can hold; an empty cell that is only formatted has none of them."""

HIDDEN = rb"hidden=[\"'](?:1|true)[\"']"
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?" + HIDDEN)
HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^<>]*?" + HIDDEN + rb"[^<>]*>")
SPAN = re.compile(rb"\b(min|max)=[\"']([0-9]{1,6})[\"']")
MERGE = re.compile(
	rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']"
)


@dataclass
class SheetScan:
	"""`last_row` is the last that holds something, None where rows are not numbered.

	`hidden_columns` has (first, last) of each run of them, from 1; `merged_down` has (letter of the column,
	first row, last row) of cells merged over several rows of it.
	"""

	has_formulas: bool = False
	last_row: int | None = 0
	hidden_rows: int = 0
	hidden_columns: list[tuple[int, int]] = field(default_factory=list)
	merged_down: list[tuple[str, int, int]] = field(default_factory=list)


def scan_sheet(part: IO[bytes]) -> SheetScan:
	"""Read the XML of a sheet once, whole elements at a time, without keeping it."""
	scan, tail, row = SheetScan(), b"", 0
	while chunk := part.read(CHUNK):
		window = tail + chunk
		end = window.rfind(b">") + 1
		window, tail = window[:end], window[end:][-LONGEST_ELEMENT:]
		scan.has_formulas = scan.has_formulas or bool(FORMULA.search(window))
		row = _scan_rows(window, scan, row)
		_scan_columns(window, scan)
		for match in MERGE.finditer(window):
			left, top, right, bottom = (part.decode() for part in match.groups())
			if left == right and len(scan.merged_down) < MOST_MERGES:
				scan.merged_down.append((left, int(top), int(bottom)))
	return scan


def _scan_rows(window: bytes, scan: SheetScan, row: int) -> int:
	"""Note the last row of the window that holds something; return the row in which the window ends."""
	scan.hidden_rows += sum(1 for _match in HIDDEN_ROW.finditer(window))
	starts = [(match.start(), int(match[1])) for match in ROW.finditer(window)]
	if len(starts) < sum(1 for _match in ROW_START.finditer(window)):
		scan.last_row = None
	held = max(window.rfind(end) for end in CELL_ENDS)
	if scan.last_row is not None and held >= 0:
		numbers = [number for start, number in starts if start < held] or [row]
		scan.last_row = max(scan.last_row, numbers[-1])
	return starts[-1][1] if starts else row


def _scan_columns(window: bytes, scan: SheetScan) -> None:
	for match in HIDDEN_COLUMN.finditer(window):
		if len(scan.hidden_columns) < MOST_SPANS:
			ends = {name: int(number) for name, number in SPAN.findall(match[0])}
			first = ends.get(b"min", 1)
			scan.hidden_columns.append((first, ends.get(b"max", first)))

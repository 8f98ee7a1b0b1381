"""How large a file may be before it is refused (security 19)."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
	"""Sizes in bytes; the defaults hold ten times the answers of the whole country's courses.

	`compression_ratio` is unpacked over packed size and concerns archive entries above one mebibyte.
	`part_bytes` holds for the parts of a workbook that are read whole, such as its formats, `text_bytes` for
	its shared texts. `cells` counts empty ones between the first column and the last that a row mentions,
	`cell_characters` are of one text: four times what a cell of Excel takes.
	"""

	file_bytes: int = 25 * MEBIBYTE
	unpacked_bytes: int = 150 * MEBIBYTE
	part_bytes: int = 2 * MEBIBYTE
	text_bytes: int = 25 * MEBIBYTE
	archive_entries: int = 500
	compression_ratio: int = 100
	rows: int = 100_000
	columns: int = 1000
	cells: int = 2_000_000
	cell_characters: int = 131_072

"""How large a file may be before it is refused (security 19)."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
	"""Sizes in bytes; the defaults hold some ten times the answers of the whole country's courses.

	`compression_ratio` is unpacked over packed size and concerns archive entries above one mebibyte. `cells`
	counts empty ones between the first column and the last that a row mentions.
	"""

	file_bytes: int = 5 * MEBIBYTE
	unpacked_bytes: int = 25 * MEBIBYTE
	archive_entries: int = 500
	compression_ratio: int = 100
	rows: int = 5000
	columns: int = 300
	cells: int = 100_000

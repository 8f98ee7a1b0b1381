"""How much work a file is, told before it is read: a long one is not read while a person waits (N10)."""

from __future__ import annotations

from .archive import TEXT_PARTS, opened_archive
from .errors import SpreadsheetError
from .kinds import SPSS, ZIP
from .limits import Limits

MARKUP = 8
"""Bytes of a workbook's XML that take about as long as one of text."""

PACKED = 8
"""Bytes of text that one of an SPSS file may stand for."""


def effort(content: bytes, limits: Limits | None = None) -> int:
	"""Return the bytes of text that take as long as the file, whose archive is not unpacked.

	What cannot be opened is 0: it is refused at once. A mebibyte takes some seconds to read and try.
	"""
	if not content.startswith(ZIP):
		return len(content) * (PACKED if content.startswith(SPSS) else 1)
	try:
		with opened_archive(content, limits or Limits()) as archive:
			return sum(
				entry.file_size // (1 if entry.filename.lower().endswith(TEXT_PARTS) else MARKUP)
				for entry in archive.infolist()
			)
	except SpreadsheetError:
		return 0

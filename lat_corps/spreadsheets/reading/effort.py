"""How much work a file is, told before it is read: a long one is not read while a person waits (N10)."""

from __future__ import annotations

import zipfile

from ..cells.errors import SpreadsheetError
from ..cells.limits import Limits
from .archive import TEXT_PARTS, opened_archive, packed_workbooks, text_parts
from .kinds import SPSS, ZIP

MARKUP = 8
"""Bytes of a workbook's XML that take about as long as one of text."""

PACKED = 8
"""Bytes of text that one of an SPSS file may stand for."""


def effort(content: bytes, limits: Limits | None = None) -> int:
	"""Return the bytes of text that take as long as the file, of which only what is packed in it is unpacked.

	What cannot be opened is 0: it is refused at once. A mebibyte takes some seconds to read and try.
	"""
	limits = limits or Limits()
	try:
		return _effort(_unpacked(content, limits), limits)
	except SpreadsheetError:
		return 0


def _unpacked(content: bytes, limits: Limits) -> bytes:
	"""Return the one workbook or SPSS file that a sender has packed; any other file as it is."""
	if not content.startswith(ZIP):
		return content
	with opened_archive(content, limits) as archive:
		packed = packed_workbooks(archive)
		return archive.read(packed[0]) if len(packed) == 1 and not text_parts(archive) else content


def _effort(content: bytes, limits: Limits) -> int:
	if not content.startswith(ZIP):
		return len(content) * (PACKED if content.startswith(SPSS) else 1)
	with opened_archive(content, limits) as archive:
		return sum(_of_part(entry) for entry in archive.infolist())


def _of_part(entry: zipfile.ZipInfo) -> int:
	return entry.file_size // (1 if entry.filename.lower().endswith(TEXT_PARTS) else MARKUP)

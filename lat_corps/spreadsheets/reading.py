"""The way in for every uploaded table: workbook or delimited text."""

from __future__ import annotations

from pathlib import PurePath

from ..domain.text import Message, _
from .delimited import read_delimited
from .errors import SpreadsheetError
from .limits import MEBIBYTE, Limits
from .settings import FileSettings
from .table import Table
from .workbook import read_workbook

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
"""Start of an old .xls file, and of a workbook that is protected by a password."""

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})
TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv"})


def read_table(
	content: bytes, filename: str, settings: FileSettings | None = None, limits: Limits | None = None
) -> Table:
	"""Read an uploaded table. The content decides what it is; the file's name must not contradict it.

	What `settings` leave open is recognised.

	Raises SpreadsheetError, which says how to mend the file, when it is refused.
	"""
	limits = limits or Limits()
	if len(content) > limits.file_bytes:
		raise SpreadsheetError(
			Message(
				_("The file is larger than {limit} MB. Divide it, or delete what is not needed."),
				{"limit": limits.file_bytes // MEBIBYTE},
			)
		)
	suffix = PurePath(filename).suffix.lower()
	if content.startswith(OLE):
		raise SpreadsheetError(
			Message(
				_(
					"The file is an old .xls workbook or protected by a password. "
					"Save it as .xlsx without a password and upload it again."
				)
			)
		)
	if content.startswith(ZIP):
		return read_workbook(content, limits)
	if suffix in TEXT_SUFFIXES:
		return read_delimited(content, limits)
	if suffix in WORKBOOK_SUFFIXES:
		raise SpreadsheetError(
			Message(
				_("“{file}” is not an Excel workbook, whatever its name. Save the table as .xlsx or .csv."),
				{"file": filename},
			)
		)
	raise SpreadsheetError(
		Message(
			_("“{file}” is of a kind that cannot be read. Save the table as .xlsx or .csv."),
			{"file": filename},
		)
	)

"""Files that are no table that can be read, each with the way to make one of it (security 19)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from ...domain.text import Message, _
from ..cells.errors import SpreadsheetError
from ..cells.limits import MEBIBYTE, Limits

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
SPSS = (b"$FL2", b"$FL3")
"""Starts of a file of SPSS, plain and compressed."""

OLE = b"\xd0\xcf\x11\xe0"
"""Start of an old .xls file, and of a workbook that is protected by a password."""

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".ods", ".numbers", ".xlsb"})
TEXT_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ".tab", ".xls"})
"""Survey systems give tab-separated text the name .xls."""

MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<body", b"<div", b"<style")


def refuse_unreadable(content: bytes, filename: str, limits: Limits) -> None:
	"""Raise SpreadsheetError for what is too large, and for everything but an archive and plain text."""
	if len(content) > limits.file_bytes:
		raise SpreadsheetError(
			Message(
				_("The file is larger than {limit} MB. Divide it, or delete what is not needed."),
				{"limit": limits.file_bytes // MEBIBYTE},
			)
		)
	suffix = PurePath(filename).suffix.lower()
	start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
	if content.startswith(OLE):
		raise SpreadsheetError(Message(_old_workbook(content)))
	if content.startswith(EMPTY_ZIP):
		raise SpreadsheetError(Message(_("The archive is empty. Pack the files into it again.")))
	if content.startswith((ZIP, *SPSS)):
		return
	if start.startswith(MARKUP):
		raise SpreadsheetError(
			Message(
				_(
					"“{file}” is a web page or XML, not a table, whatever its name. "
					"Open it in Excel, save it as .xlsx and upload that."
				),
				{"file": filename},
			)
		)
	if suffix in WORKBOOK_SUFFIXES:
		raise SpreadsheetError(
			Message(
				_("“{file}” is not an Excel workbook, whatever its name. Save the table as .xlsx or .csv."),
				{"file": filename},
			)
		)
	if suffix not in TEXT_SUFFIXES or start.startswith(b"%pdf"):
		raise SpreadsheetError(
			Message(
				_("“{file}” is of a kind that cannot be read. Save the table as .xlsx or .csv."),
				{"file": filename},
			)
		)


def refuse_other_archives(names: Sequence[str]) -> None:
	"""Raise SpreadsheetError for archives, told by the names of their parts, that are no workbook."""
	if any(name.startswith("Index/") and name.endswith(".iwa") for name in names) or "Index.zip" in names:
		raise SpreadsheetError(
			Message(
				_("The file is a Numbers document. Choose File, Export, Excel in Numbers and upload that.")
			)
		)
	if "content.xml" in names:
		return
	if "xl/workbook.bin" in names:
		raise SpreadsheetError(
			Message(_("The file is a binary workbook (.xlsb). Save it as .xlsx and upload that."))
		)
	if not any(name.startswith("xl/") for name in names):
		raise SpreadsheetError(
			Message(_("The file is not an Excel workbook. Save the table as .xlsx or .csv and upload that."))
		)


def _old_workbook(content: bytes) -> str:
	if ENCRYPTED_PACKAGE in content:
		return _("The file is protected by a password. Save it without a password and upload it again.")
	return _(
		"The file is an old .xls workbook or protected by a password. "
		"Save it as .xlsx without a password and upload it again."
	)

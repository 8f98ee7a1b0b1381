"""What a file of strangers is and may hold: told before anything in it is unpacked or read (security 19)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import PurePath

from ...domain.text import Message, _
from ..cells.table import MEBIBYTE, Limits, SpreadsheetError

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


ENCRYPTED = 0x1 | 0x40
"""Bits of a zip entry's flags."""

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What spreadsheets and survey systems use; the others unpack without bounds, however little is asked for."""

DIRECTORY_ENTRY = b"PK\x01\x02"
END = b"PK\x05\x06"
CHUNK = 1 << 20

TEXT_PARTS = (".csv", ".txt", ".tsv", ".tab")
TABLE_PARTS = (".csv", ".tsv", ".tab")
WORKBOOK_PARTS = (".xlsx", ".xlsm", ".ods", ".sav", ".zsav")
CONTENTS = "[Content_Types].xml"
SHEET_NAMED = re.compile(rb"PartName=[\"']/?(xl/worksheets/[^\"'/]+)[\"']")

DOCUMENT_PARTS = (CONTENTS, "mimetype", "META-INF/manifest.xml")
"""What an office document has, and what is packed from files has not."""

OTHER_TABLES = (".xls", ".xlsb", ".numbers", ".por")
NAMED = 5
"""So many names a message gives."""

READ_WHOLE = (".xml", ".rels")
SHEETS = ("xl/worksheets/sheet", "content.xml")
SHARED_TEXTS = "xl/sharedStrings.xml"

UNUSUAL_NAME = re.compile(r"[\x00-\x1f\x7f]|.{256}", re.DOTALL)


def opened_archive(content: bytes, limits: Limits) -> zipfile.ZipFile:
	"""Return the archive, of which every part can be unpacked to the size that its directory names.

	SpreadsheetError when it is cut off, damaged, protected, too large, of another kind, or has two parts of
	one name, of which two readers might take different ones.
	"""
	if content.count(DIRECTORY_ENTRY) > 10 * limits.archive_entries:
		raise _too_large()
	with damage_told(content):
		archive = zipfile.ZipFile(io.BytesIO(content))
		_check(archive.infolist(), limits)
		for entry in archive.infolist():
			_check_part(archive, entry)
		_check_sheets(archive)
	return archive


@contextmanager
def damage_told(content: bytes) -> Iterator[None]:
	"""Turn whatever is met in a damaged archive into a SpreadsheetError."""
	try:
		yield
	except SpreadsheetError:
		raise
	# zipfile lets through what its parts meet: struct.error, zlib.error, EOFError, UnicodeDecodeError
	except Exception as error:
		text = (
			_("The file is damaged. Fetch or save it again and upload it again.")
			if END in content
			else _("The file is incomplete: its end is missing. Fetch or save it again and upload it again.")
		)
		raise SpreadsheetError(Message(text)) from error


def text_parts(archive: zipfile.ZipFile) -> list[str]:
	"""Return the names of the text tables that a sender has packed, as SurveyXact does.

	Where a workbook is packed, a text beside it is a table only if its name says so.
	"""
	names = _packed(archive.namelist())
	kinds = TABLE_PARTS if packed_workbooks(archive) else TEXT_PARTS
	return [name for name in names if name.lower().endswith(kinds)]


def packed_workbooks(archive: zipfile.ZipFile) -> list[str]:
	"""Return the names of workbooks and SPSS files that a sender has packed, as SurveyMonkey does."""
	return [name for name in _packed(archive.namelist()) if name.lower().endswith(WORKBOOK_PARTS)]


def _packed(names: Sequence[str]) -> list[str]:
	"""Return the files that a sender has packed, without what a Mac adds; none of an office document."""
	if any(name in DOCUMENT_PARTS or name.startswith("xl/") for name in names):
		return []
	return [name for name in names if not name.startswith("__MACOSX/") and "/." not in f"/{name}"]


def _check(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
	if any(entry.flag_bits & ENCRYPTED for entry in entries):
		raise SpreadsheetError(
			Message(_("The file is protected by a password. Save it without a password and upload it again."))
		)
	_check_names(entries)
	names = [entry.filename for entry in entries]
	if not any(name.lower().endswith((*TEXT_PARTS, *WORKBOOK_PARTS)) for name in _packed(names)):
		_refuse_other_tables(names)
		refuse_other_archives(names)
	if len(entries) > limits.archive_entries or _is_bomb(entries, limits):
		raise _too_large()
	if any(entry.compress_type not in PACKINGS for entry in entries):
		raise SpreadsheetError(
			Message(
				_("The file is packed in an unusual way. Save it anew, or pack it as an ordinary .zip file.")
			)
		)


def _refuse_other_tables(names: Sequence[str]) -> None:
	others = [name for name in _packed(names) if name.lower().endswith(OTHER_TABLES)]
	if others:
		raise SpreadsheetError(
			Message(
				_(
					"The archive holds {names}, which cannot be read from it. "
					"Save the table as .xlsx or .csv and upload that."
				),
				{"names": others[:NAMED]},
			)
		)


def _check_names(entries: Sequence[zipfile.ZipInfo]) -> None:
	if any(UNUSUAL_NAME.search(entry.orig_filename) for entry in entries):
		raise SpreadsheetError(
			Message(_("The file is damaged: a part of it has no proper name. Fetch or save it again."))
		)
	seen: set[str] = set()
	for entry in entries:
		# names of parts of an Office document differ in more than their capitals
		name = entry.filename.casefold()
		if name in seen:
			raise SpreadsheetError(
				Message(
					_("The file holds two parts named “{part}”. Pack or save it again, with one of them."),
					{"part": entry.filename},
				)
			)
		seen.add(name)


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
	"""Unpack a part without keeping it; zipfile.BadZipFile when its size is not what the directory names."""
	# zipfile stops at the named size, so more is asked for than that
	asked, size = copy(entry), 0
	asked.file_size += 1
	with archive.open(asked) as part:
		while chunk := part.read(CHUNK):
			size += len(chunk)
	if size != entry.file_size:
		raise zipfile.BadZipFile(entry.filename)


def _check_sheets(archive: zipfile.ZipFile) -> None:
	"""Raise zipfile.BadZipFile for a workbook that lacks a sheet of its own list of contents."""
	names = {name.casefold() for name in archive.namelist()}
	if CONTENTS not in archive.namelist():
		return
	for match in SHEET_NAMED.finditer(archive.read(CONTENTS)):
		if match[1].decode().casefold() not in names:
			raise zipfile.BadZipFile(match[1])


def _too_large() -> SpreadsheetError:
	return SpreadsheetError(
		Message(
			_(
				"The workbook would unpack to more than can be read safely. Copy the table alone "
				"into a new workbook and upload that."
			)
		)
	)


def _is_bomb(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> bool:
	if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
		return True
	return any(
		entry.file_size > _allowed(entry.filename, limits)
		or (entry.file_size > MEBIBYTE and entry.file_size > limits.compression_ratio * entry.compress_size)
		for entry in entries
	)


def _allowed(name: str, limits: Limits) -> int:
	"""Return how large a part may be: only sheets are read bit by bit, and pictures not at all."""
	if name == SHARED_TEXTS:
		return limits.text_bytes
	if name.startswith(SHEETS) or not name.endswith(READ_WHOLE):
		return limits.unpacked_bytes
	return limits.part_bytes

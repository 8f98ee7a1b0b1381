"""What an archive of strangers may hold, judged before anything is unpacked (security 19)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from ..domain.text import Message, _
from .errors import SpreadsheetError
from .kinds import refuse_other_archives
from .limits import MEBIBYTE, Limits

ENCRYPTED = 0x1
"""Bit of a zip entry's flags."""

TEXT_PARTS = (".csv", ".txt", ".tsv")
READ_WHOLE = (".xml", ".rels")
SHEETS = ("xl/worksheets/sheet", "content.xml")
SHARED_TEXTS = "xl/sharedStrings.xml"


def opened_archive(content: bytes, limits: Limits) -> zipfile.ZipFile:
	"""Return the archive; SpreadsheetError when it is cut off, protected, too large or of another kind."""
	try:
		archive = zipfile.ZipFile(io.BytesIO(content))
	except zipfile.BadZipFile as error:
		raise SpreadsheetError(
			Message(
				_("The file is incomplete: its end is missing. Fetch or save it again and upload it again.")
			)
		) from error
	_check(archive.infolist(), limits)
	return archive


def text_parts(archive: zipfile.ZipFile) -> list[str]:
	"""Return the names of the text tables in an archive that is no workbook, as SurveyXact sends them."""
	names = archive.namelist()
	if any(name.startswith("xl/") for name in names):
		return []
	return [
		name
		for name in names
		if name.lower().endswith(TEXT_PARTS) and not name.startswith("__MACOSX/") and "/." not in f"/{name}"
	]


def _check(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
	if any(entry.flag_bits & ENCRYPTED for entry in entries):
		raise SpreadsheetError(
			Message(_("The file is protected by a password. Save it without a password and upload it again."))
		)
	names = [entry.filename for entry in entries]
	if not any(name.lower().endswith(TEXT_PARTS) for name in names):
		refuse_other_archives(names)
	if len(entries) > limits.archive_entries or _is_bomb(entries, limits):
		raise SpreadsheetError(
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

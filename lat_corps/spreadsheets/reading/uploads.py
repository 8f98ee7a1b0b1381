"""The way in for every uploaded table of any kind, and how much work one is (N10)."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace

from ...domain.text import Message, _
from ..cells.table import FileSettings, Limits, RawSheet, RawTable, SpreadsheetError, Table
from .building import build_table
from .containers import (
	NAMED,
	SPSS,
	TEXT_PARTS,
	ZIP,
	damage_told,
	opened_archive,
	packed_workbooks,
	refuse_unreadable,
	text_parts,
)
from .delimited import read_delimited
from .header_rows import look_like_answers, no_answers, no_headings
from .opendocument import is_opendocument, read_opendocument
from .sheets import choose_sheets
from .spss import read_spss
from .workbook import read_workbook

__all__ = ["Table", "read_answers", "read_table"]

PEEKED_ROWS = 60


def read_table(
	content: bytes, filename: str, settings: FileSettings | None = None, limits: Limits | None = None
) -> Table:
	"""Read an uploaded table. The content decides what it is; the file's name must not contradict it.

	What `settings` leave open is recognised. Raises SpreadsheetError, which says how to mend the file, when
	it is refused.
	"""
	settings, limits = settings or FileSettings(), limits or Limits()
	refuse_unreadable(content, filename, limits)
	if content.startswith(ZIP):
		with opened_archive(content, limits) as archive:
			if parts := text_parts(archive):
				return build_table(_read_texts(content, archive, parts, settings, limits), settings)
			if packed := packed_workbooks(archive):
				return _read_alone(_unpacked(content, archive, packed, limits), settings, limits)
	return _read_alone(content, settings, limits)


def _read_alone(content: bytes, settings: FileSettings, limits: Limits) -> Table:
	"""Read a file that is known to be readable, and no archive of files."""
	if content.startswith(SPSS):
		return build_table(read_spss(content, limits), replace(settings, header_rows=1, first_row=1))
	if not content.startswith(ZIP):
		return build_table(read_delimited(content, settings, limits), settings)
	with opened_archive(content, limits) as archive:
		if text_parts(archive) or packed_workbooks(archive):
			raise SpreadsheetError(
				Message(
					_("The archive holds another archive. Unpack it and upload the file with the answers.")
				)
			)
		if is_opendocument(archive):
			raw = read_opendocument(archive, settings, limits)
		else:
			raw = read_workbook(archive, settings, limits)
	return build_table(raw, settings)


def read_answers(content: bytes, filename: str, settings: FileSettings | None = None) -> Table:
	"""Read an uploaded table with answers; SpreadsheetError also when there is no row of them."""
	table = read_table(content, filename, settings)
	if table.rows:
		return table
	first = table.settings.first_row or 1
	if look_like_answers(table.header_rows[0]):
		raise SpreadsheetError(no_headings(first))
	raise SpreadsheetError(no_answers(first + len(table.header_rows) - 1))


def _unpacked(content: bytes, archive: zipfile.ZipFile, names: list[str], limits: Limits) -> bytes:
	"""Return the one file that a survey system has packed; it keeps to the limits of one that is not."""
	if len(names) > 1:
		raise SpreadsheetError(
			Message(
				_(
					"The archive holds several workbooks: {names}. Unpack it and upload "
					"the one with the answers."
				),
				{"names": names[:NAMED]},
			)
		)
	with damage_told(content):
		inner = archive.read(names[0])
	refuse_unreadable(inner, names[0], limits)
	return inner


def _read_texts(
	content: bytes, archive: zipfile.ZipFile, names: list[str], settings: FileSettings, limits: Limits
) -> RawTable:
	"""Read texts that a survey system packs together, its codebook beside the answers, as sheets.

	A text beside them that is no table is named and left out.
	"""
	with damage_told(content):
		contents = {name: archive.read(name) for name in names}
	others = replace(settings, encoding=None, delimiter=None)
	texts: dict[str, RawTable] = {}
	problems: dict[str, SpreadsheetError] = {}
	for name, text in contents.items():
		try:
			texts[name] = read_delimited(text, settings if settings.sheet in (None, name) else others, limits)
		except SpreadsheetError as error:
			problems[name] = error
	if problems and (not texts or settings.sheet in problems):
		raise problems.get(settings.sheet or "", next(iter(problems.values())))
	rows = {name: text.answers[0].rows for name, text in texts.items()}
	if not any(rows.values()):
		raise SpreadsheetError(
			Message(_("The file is empty. It needs a row of headings and rows of answers."))
		)
	choice = choose_sheets({name: some[:PEEKED_ROWS] for name, some in _widest_first(rows)}, settings)
	first = texts[choice.answers]
	return RawTable(
		[RawSheet(name, rows[name], fixed_width=True) for name in (choice.answers, choice.second) if name],
		FileSettings(
			encoding=first.settings.encoding,
			delimiter=first.settings.delimiter,
			sheet=choice.answers,
			second_sheet=choice.second or next(iter(choice.codebooks), None),
		),
		[*first.warnings, *choice.warnings, *_left_out(problems), *_not_read(archive, choice.answers)],
		[RawSheet(name, rows[name]) for name in choice.codebooks],
		tuple(texts),
	)


def _left_out(problems: Mapping[str, SpreadsheetError]) -> list[Message]:
	return [
		Message(
			_("“{file}” in the archive was left out: {problem}"), {"file": name, "problem": error.message}
		)
		for name, error in problems.items()
	]


def _not_read(archive: zipfile.ZipFile, used: str) -> list[Message]:
	"""Say which workbooks beside the texts were not looked into."""
	packed = packed_workbooks(archive)
	text = _("Only “{used}” in the archive was read, not {names}.")
	return [Message(text, {"used": used, "names": packed[:NAMED]})] if packed else []


def _widest_first(rows: dict[str, list]) -> list[tuple[str, list]]:
	return sorted(rows.items(), key=lambda item: -max((len(cells) for _n, cells in item[1]), default=0))


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
		return _effort(_packed_file(content, limits), limits)
	except SpreadsheetError:
		return 0


def _packed_file(content: bytes, limits: Limits) -> bytes:
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

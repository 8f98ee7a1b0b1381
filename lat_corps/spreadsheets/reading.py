"""The way in for every uploaded table: workbook, SPSS file, delimited text, or an archive of such texts."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import replace

from ..domain.text import Message, _
from .archive import opened_archive, text_parts
from .building import build_table
from .delimited import read_delimited
from .errors import SpreadsheetError
from .kinds import SPSS, ZIP, refuse_unreadable
from .limits import Limits
from .opendocument import is_opendocument, read_opendocument
from .settings import FileSettings
from .sheets import choose_sheets
from .spss import read_spss
from .table import RawSheet, RawTable, Table
from .workbook import read_workbook

__all__ = ["Table", "read_table"]

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
	if content.startswith(SPSS):
		return build_table(read_spss(content, limits), replace(settings, header_rows=1, first_row=1))
	if not content.startswith(ZIP):
		return build_table(read_delimited(content, settings, limits), settings)
	with opened_archive(content, limits) as archive:
		parts = text_parts(archive)
		if parts:
			raw = _read_texts(archive, parts, settings, limits)
		elif is_opendocument(archive):
			raw = read_opendocument(archive, settings, limits)
		else:
			raw = read_workbook(archive, settings, limits)
	return build_table(raw, settings)


def _read_texts(
	archive: zipfile.ZipFile, names: list[str], settings: FileSettings, limits: Limits
) -> RawTable:
	"""Read texts that a survey system packs together, its codebook beside the answers, as sheets."""
	try:
		contents = {name: archive.read(name) for name in names}
	except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
		raise SpreadsheetError(
			Message(_("The archive is damaged. Fetch or pack it again and upload it again."))
		) from error
	others = replace(settings, encoding=None, delimiter=None)
	texts = {
		name: read_delimited(text, settings if settings.sheet in (None, name) else others, limits)
		for name, text in contents.items()
	}
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
		[*first.warnings, *choice.warnings],
		[RawSheet(name, rows[name]) for name in choice.codebooks],
		tuple(names),
	)


def _widest_first(rows: dict[str, list]) -> list[tuple[str, list]]:
	return sorted(rows.items(), key=lambda item: -max((len(cells) for _n, cells in item[1]), default=0))

"""Which sheets of a sender's file hold the answers, a second point, or the meaning of codes (N10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...domain.text import Message, _
from ..cells.errors import CellError, SpreadsheetError
from ..cells.headings import roles_named
from ..cells.settings import FileSettings
from ..cells.table import NumberedRows
from ..cells.values import parse_point
from .header_rows import find_headings
from .labels import is_codebook

NOTE_COLUMNS = 2
"""A sheet of notes has no more columns than this."""


@dataclass(frozen=True)
class SheetChoice:
	"""Names of sheets: of the answers, of a second point, and of codebooks."""

	answers: str
	second: str = ""
	codebooks: list[str] = field(default_factory=list)
	warnings: list[Message] = field(default_factory=list)


def choose_sheets(sheets: Mapping[str, NumberedRows], settings: FileSettings) -> SheetChoice:
	"""Choose among sheets, given by name with their first rows, of which at least one holds something.

	SpreadsheetError when `settings` name a sheet that is not among them.
	"""
	for said in (settings.sheet, settings.second_sheet):
		if said and not sheets.get(said):
			raise SpreadsheetError(
				Message(
					_("The file has no visible sheet “{sheet}” that holds anything. Choose one of {sheets}."),
					{"sheet": said, "sheets": [name for name, rows in sheets.items() if rows]},
				)
			)
	filled = {name: rows for name, rows in sheets.items() if rows}
	answers = settings.sheet or _answers(filled)
	headers = _headers(filled[answers], settings)
	others = {name: rows for name, rows in filled.items() if name != answers}
	alike = [name for name, rows in others.items() if _headers(rows, FileSettings()) == headers]
	codebooks = [name for name, rows in others.items() if name not in alike and is_codebook(rows, headers)]
	second = settings.second_sheet or ""
	if not second and settings.layout in (None, "Two sheets"):
		second = next((name for name in alike if _are_points(answers, name)), "")
	if second in codebooks:
		second = ""
	warnings = [
		Message(
			_(
				"The sheet “{sheet}” has the same headings as “{used}”. "
				"Choose it as the second sheet if it holds answers of another point."
			),
			{"sheet": name, "used": answers},
		)
		for name in alike
		if name != second
	]
	unread = [name for name in others if name not in codebooks and name != second and name not in alike]
	if unread:
		warnings.append(
			Message(_("Only the sheet “{used}” was read, not {sheets}."), {"used": answers, "sheets": unread})
		)
	return SheetChoice(answers, second, codebooks, warnings)


def _answers(sheets: Mapping[str, NumberedRows]) -> str:
	"""Return the sheet whose headings name most of course, point and date, the first of several.

	One that is too narrow for answers, or lists the other sheets as Numbers does, is taken where no other is.
	"""
	wide = [name for name, rows in sheets.items() if _width(rows) > NOTE_COLUMNS and len(rows) > 1]
	listing = [name for name in wide if _lists(sheets[name], set(sheets) - {name})]
	likely = [name for name in wide if name not in listing] or wide
	return max(likely, key=lambda name: _named(sheets[name]), default=next(iter(sheets)))


def _lists(rows: NumberedRows, others: set[str]) -> bool:
	"""Whether the sheet names all the others, and no headings of answers."""
	cells = {str(cell).casefold() for _number, cells in rows for cell in cells}
	return bool(others) and all(name.casefold() in cells for name in others) and not _named(rows)


def _named(rows: NumberedRows) -> int:
	return roles_named(find_headings(rows, FileSettings()).texts)


def _width(rows: NumberedRows) -> int:
	return max(sum(cell is not None for cell in cells) for _number, cells in rows)


def _headers(rows: NumberedRows, settings: FileSettings) -> list[str]:
	return [text.casefold() for text in find_headings(rows, settings).texts]


def _are_points(first: str, second: str) -> bool:
	try:
		return parse_point(first) != parse_point(second)
	except CellError:
		return False

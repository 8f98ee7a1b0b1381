"""Which sheets of a workbook of any kind matter, and the table that is made of them (N10)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from defusedxml import DefusedXmlException
from openpyxl.utils import column_index_from_string

from ...domain.text import Message, _
from ..cells.headings import parse_point, roles_named
from ..cells.table import (
	CellError,
	FileSettings,
	NumberedRows,
	RawSheet,
	RawTable,
	SpreadsheetError,
	column_name,
)
from .header_rows import find_headings, is_codebook

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


@dataclass
class SheetFacts:
	"""What a sheet tells beside its rows, known once they are read.

	`hidden_columns` has (first, last) of each run of them, from 1; `merged_down` has (letter of the column,
	first row, last row) of cells merged over several rows of it. `formulas` counts cells that hold one, of
	which the first stands in `first_formula`; `unsaved` counts those that were not calculated when the file
	was saved, the first of which are named.
	"""

	formulas: int = 0
	first_formula: str = ""
	unsaved: int = 0
	unsaved_cells: list[str] = field(default_factory=list)
	hidden_rows: int = 0
	hidden_columns: list[tuple[int, int]] = field(default_factory=list)
	merged_down: list[tuple[str, int, int]] = field(default_factory=list)


NOTHING_SHOWN = _(
	"No visible sheet of the workbook holds anything. If the answers are hidden, show their sheet."
)

Read = Callable[[str], tuple[NumberedRows, SheetFacts]]


def table_of_sheets(
	peeks: Mapping[str, NumberedRows],
	hidden: Sequence[str],
	refusals: Sequence[SpreadsheetError],
	epoch: dt.date,
	settings: FileSettings,
	read: Read,
) -> RawTable:
	"""Return the sheets that matter, each read once, of visible ones of which the first rows are given.

	Raises SpreadsheetError when no sheet holds anything: the first of `refusals`, if there was one.
	"""
	if not any(peeks.values()):
		raise refusals[0] if refusals else SpreadsheetError(Message(NOTHING_SHOWN))
	choice = choose_sheets(peeks, settings)
	warnings = [*_hidden_sheets(hidden), *choice.warnings]
	answers = []
	for title in (sheet for sheet in (choice.answers, choice.second) if sheet):
		rows, facts = read(title)
		warnings += _fill_merged(rows, facts)
		warnings += _hidden_parts(rows, facts)
		warnings += _formulas(facts)
		answers.append(RawSheet(title, rows))
	codebooks = [RawSheet(title, read(title)[0]) for title in choice.codebooks]
	used = FileSettings(
		sheet=choice.answers, second_sheet=choice.second or next(iter(choice.codebooks), None)
	)
	return RawTable(answers, used, warnings, codebooks, tuple(peeks), epoch)


@contextmanager
def clear_errors(sentence: str) -> Iterator[None]:
	"""Turn what is met in a damaged file into a SpreadsheetError that says `sentence`."""
	try:
		yield
	except SpreadsheetError:
		raise
	# A damaged file is met as whatever it breaks: KeyError, ValueError, ExpatError, zlib.error
	except Exception as error:
		unsafe = any(isinstance(cause, DefusedXmlException) for cause in (error, error.__cause__))
		raise SpreadsheetError(Message(UNSAFE if unsafe else sentence)) from error


UNSAFE = _("The workbook contains XML entities, which are not safe to read. Save it anew from Excel.")


def _fill_merged(rows: NumberedRows, facts: SheetFacts) -> Iterator[Message]:
	"""Repeat the value of cells that are merged over several rows, as a case number above its points."""
	by_number = dict(rows)
	numbers = list(by_number)
	filled, done = 0, {}
	for letter, first, last in sorted(facts.merged_down):
		position = column_index_from_string(letter) - 1
		top = by_number.get(first, ())
		if first <= done.get(letter, 0) or position >= len(top) or top[position] is None:
			continue
		done[letter] = last
		for number in numbers[bisect_right(numbers, first) : bisect_right(numbers, last)]:
			cells = by_number[number]
			if position < len(cells) and cells[position] is None:
				cells[position] = top[position]
				filled += 1
	if filled:
		yield Message(
			_("{count} empty cells belong to cells merged over several rows and were given their value."),
			{"count": filled},
		)


def _hidden_parts(rows: NumberedRows, facts: SheetFacts) -> Iterator[Message]:
	width = max((len(cells) for _number, cells in rows), default=0)
	columns = [
		column_name(number)
		for number in range(1, width + 1)
		if any(first <= number <= last for first, last in facts.hidden_columns)
	]
	if columns:
		yield Message(
			_("Columns {columns} are hidden in the workbook and were read all the same."),
			{"columns": columns},
		)
	if facts.hidden_rows:
		yield Message(
			_("{count} rows are hidden or filtered out in the workbook and were read all the same."),
			{"count": facts.hidden_rows},
		)


def _hidden_sheets(hidden: Sequence[str]) -> Iterator[Message]:
	if hidden:
		yield Message(_("Hidden sheets were not read: {sheets}."), {"sheets": hidden})


def _formulas(facts: SheetFacts) -> Iterator[Message]:
	if facts.formulas:
		yield Message(
			_("{count} cells hold formulas. Their last saved values were used."), {"count": facts.formulas}
		)
	if facts.unsaved:
		yield Message(
			_(
				"{count} formulas were not calculated when the file was saved and count as empty, "
				"the first in {cells}. Open the file in Excel, save it and upload it again."
			),
			{"count": facts.unsaved, "cells": facts.unsaved_cells},
		)

"""From the sheets of a workbook of any kind to its table, with what a person must know beside it (N10)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from defusedxml import DefusedXmlException
from openpyxl.utils import column_index_from_string

from ...domain.text import Message, _
from ..cells.errors import SpreadsheetError
from ..cells.settings import FileSettings
from ..cells.table import NumberedRows, RawSheet, RawTable, column_name
from .sheet_rows import SheetFacts
from .sheets import choose_sheets

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

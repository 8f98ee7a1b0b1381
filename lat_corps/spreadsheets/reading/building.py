"""From raw sheets to one table: headings told apart, rows made whole, days put in Denmark (N10)."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from ...domain.text import Message, _
from ..cells.headings import ZONE_BEHIND, is_wide
from ..cells.table import (
	Cell,
	FileSettings,
	NumberedRows,
	RawSheet,
	RawTable,
	Row,
	SpreadsheetError,
	Table,
	clean,
	column_name,
	filled_width,
)
from ..cells.texts import kept_text
from ..cells.values import DENMARK
from .column_values import date_order
from .header_rows import Headings, find_headings, labels_from

SHEET_HEADING = "[Sheet]"
"""Heading of the column that says which of two sheets a row comes from."""


def build_table(raw: RawTable, settings: FileSettings) -> Table:
	"""Make a Table of sheets of which the first holds something; SpreadsheetError when there are no rows."""
	table = _table(raw.answers[0], settings)
	used = replace(
		raw.settings, header_rows=len(table.header_rows), first_row=table.settings.first_row, layout="Long"
	)
	if len(raw.answers) > 1:
		other = _table(raw.answers[1], replace(settings, first_row=None))
		table = _stacked(table, raw.answers[0].name, other, raw.answers[1].name)
		used = replace(used, layout="Two sheets")
	elif is_wide(table.headers):
		used = replace(used, layout="Wide")
	order, order_warnings = date_order(table, settings.date_order)
	used = settings.over(replace(used, date_order=order))
	labels = labels_from([sheet.rows for sheet in raw.codebooks], table.headers)
	return replace(
		table,
		sheet=raw.answers[0].name,
		encoding=used.encoding or "",
		delimiter=used.delimiter or "",
		warnings=[*raw.warnings, *table.warnings, *order_warnings],
		settings=used,
		labels=replace(labels, missing=raw.missing_codes),
		sheets=raw.sheets,
		epoch=raw.epoch,
	)


def _table(sheet: RawSheet, settings: FileSettings) -> Table:
	if not sheet.rows:
		raise SpreadsheetError(
			Message(_("The file is empty. It needs a row of headings and rows of answers."))
		)
	if not sheet.fixed_width:
		_take_texts_back(sheet.rows)
	found = find_headings(sheet.rows, settings)
	below = sheet.rows[found.first + found.count :]
	width = len(found.texts)
	broken = broken_rows(below, width) if sheet.fixed_width else set()
	short = filled_up(below, width, broken) if sheet.fixed_width else ()
	rows = [_row(number, cells, width, number in broken) for number, cells in below]
	header_rows = [cells for _number, cells in sheet.rows[found.first : found.first + found.count]]
	zones = {place: zone for cells in header_rows for place, zone in zones_named(cells).items()}
	put_in_zones(rows, zones)
	headers, ambiguous = _unique(found.texts, rows)
	return Table(
		headers,
		rows,
		warnings=[*found.warnings, *ambiguous, *short, *said_of_zones(zones)],
		settings=FileSettings(first_row=_first_row(sheet, found)),
		header_rows=header_rows,
	)


def _take_texts_back(rows: NumberedRows) -> None:
	"""Put in place of ="007", which a workbook made of a text file keeps as text, what is meant."""
	for _number, cells in rows:
		for place, cell in enumerate(cells):
			if isinstance(cell, str) and cell.startswith("="):
				cells[place] = clean(kept_text(cell))


def _first_row(sheet: RawSheet, found: Headings) -> int:
	return sheet.rows[found.first][0]


def _row(number: int, cells: list[Cell], width: int, broken: bool) -> Row:
	if len(cells) == width and not broken:
		return Row(number, cells)
	problem, surplus = None, ()
	filled = filled_width(cells)
	if filled > width:
		surplus = tuple(cells[width:filled])
		problem = Message(
			_(
				"Row {row} has a value in column {column}, which has no heading. Give the column a heading, "
				"or put the row's values in their places."
			),
			{"row": number, "column": column_name(filled)},
		)
	elif broken:
		problem = Message(
			_(
				"Row {row} has {found} cells, but there are {expected} headings: a line break seems to have "
				"torn it apart. Put the row together again."
			),
			{"row": number, "found": len(cells), "expected": width},
		)
	return Row(number, (cells + [None] * width)[:width], problem, surplus)


def _unique(headings: list[str], rows: list[Row]) -> tuple[list[str], list[Message]]:
	"""Add the column's letter to blank headings and to all that are alike, so that none hides another."""
	counts = Counter(heading.casefold() for heading in headings)
	headers, warnings, alike = [], [], {}
	for position, heading in enumerate(headings):
		letter = column_name(position + 1)
		if heading and counts[heading.casefold()] == 1:
			headers.append(heading)
			continue
		header = f"{heading} [{letter}]".strip()
		while header.casefold() in counts:
			header += f" [{letter}]"
		headers.append(header)
		if heading:
			alike.setdefault(heading.casefold(), []).append(letter)
		elif any(row.cells[position] is not None for row in rows):
			warnings.append(
				Message(_("Column {column} holds values but has no heading."), {"column": letter})
			)
	for letters in alike.values():
		warnings.append(
			Message(
				_("Columns {columns} have the same heading. Choose which of them to use."),
				{"columns": letters},
			)
		)
	return headers, warnings


def _stacked(table: Table, name: str, other: Table, other_name: str) -> Table:
	"""Put the rows of two sheets under each other, columns by heading, with a column that names the sheet."""
	places = {header.casefold(): place for place, header in enumerate(other.headers)}
	known = {header.casefold() for header in table.headers}
	added = [header for header in other.headers if header.casefold() not in known]
	headers = [*table.headers, *added, SHEET_HEADING]
	order = [places.get(header.casefold()) for header in headers[:-1]]
	rows = [replace(row, cells=[*row.cells, *([None] * len(added)), name], sheet=name) for row in table.rows]
	rows += [
		replace(
			row,
			cells=[*(None if place is None else row.cells[place] for place in order), other_name],
			sheet=other_name,
		)
		for row in other.rows
	]
	warnings = list(table.warnings)
	if added:
		warnings.append(
			Message(
				_("Only the sheet “{sheet}” has the columns {columns}. Check that both sheets are alike."),
				{"sheet": other_name, "columns": added},
			)
		)
	top, *others = table.header_rows
	header_rows = [[*top, *[None] * (len(table.headers) - len(top)), *added], *others]
	return replace(table, headers=headers, rows=rows, warnings=warnings, header_rows=header_rows)


LETTERS, DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"[0-9]+")

NAMED = 10


def broken_rows(rows: NumberedRows, width: int) -> set[int]:
	"""Return the numbers of rows that are two halves of one, torn apart by a line break in a cell.

	Together they have as many cells as there are headings, and the second does not begin as whole rows do.
	"""
	whole = {_shape(cells) for _number, cells in rows if len(cells) >= width}
	broken: set[int] = set()
	for (number, cells), (following, rest) in itertools.pairwise(rows):
		together = len(cells) + len(rest) - 1
		if len(rest) < width and together == width and whole and _shape(rest) not in whole:
			broken |= {number, following} if len(cells) < width else {following}
	return broken


def filled_up(rows: NumberedRows, width: int, broken: set[int]) -> Iterable[Message]:
	"""Yield what is to be said of rows whose last cells the sender has left out, as Excel does."""
	numbers = [number for number, cells in rows if len(cells) < width and number not in broken]
	if numbers:
		yield Message(
			_(
				"{count} rows have fewer cells than there are headings: {rows}. Their last cells count as "
				"empty, as Excel leaves empty ones out. Check that nothing is missing."
			),
			{"count": len(numbers), "rows": [*numbers[:NAMED], *(["…"] if len(numbers) > NAMED else [])]},
		)


def _shape(cells: Sequence[Cell]) -> str:
	"""Return how the first cell is written: "A-9" for LAT-0042."""
	return DIGITS.sub("9", LETTERS.sub("A", str(cells[0] if cells else "")))


ZONE_NAMED = re.compile(r"[\"']timeZone[\"']\s*:\s*[\"']([A-Za-z]{1,20}(?:/[A-Za-z_]{1,30}){1,2})[\"']")
ENDS_WITH_TIME = re.compile(
	r"[0-9][ T][0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp][Mm])?\Z"
)


def zones_named(headings: Sequence[Cell]) -> dict[int, str]:
	"""Return the zones that a row of headings names, by the place of the column; not that of Denmark.

	Qualtrics names them in a row of its own, Typeform behind the words: Submit Date (UTC).
	"""
	found = {}
	for place, cell in enumerate(headings):
		match = (ZONE_NAMED.search(cell) or ZONE_BEHIND.search(cell)) if isinstance(cell, str) else None
		if match and _is_elsewhere(match[1]):
			found[place] = match[1].replace(" ", "")
	return found


def put_in_zones(rows: Sequence[Row], zones: Mapping[int, str]) -> None:
	"""Let the times of these columns say their zone."""
	for row in rows:
		for place, zone in zones.items():
			if place < len(row.cells):
				row.cells[place] = _in_zone(row.cells[place], zone)


def said_of_zones(zones: Mapping[int, str]) -> list[Message]:
	return (
		[
			Message(
				_("The times in the columns {columns} are those of {zones}. A day is that in Denmark."),
				{
					"columns": [column_name(place + 1) for place in zones],
					"zones": sorted(set(zones.values())),
				},
			)
		]
		if zones
		else []
	)


def _in_zone(cell: Cell, zone: str) -> Cell:
	if isinstance(cell, dt.datetime):
		return f"{cell:%Y-%m-%d %H:%M:%S} {zone}"
	if isinstance(cell, str) and ENDS_WITH_TIME.search(cell):
		return f"{cell} {zone}"
	return cell


def _is_elsewhere(name: str) -> bool:
	"""Whether it is the name of a zone, and not of that of Denmark."""
	if "/" not in name:
		return True
	try:
		return ZoneInfo(name) != DENMARK
	except (KeyError, ValueError, OSError):
		return False

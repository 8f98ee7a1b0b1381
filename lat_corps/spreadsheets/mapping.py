"""Which column of a sender's table holds what: proposed from headings and values, decided by a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..domain.instruments import AnswerError, Instrument, Item, check_answer
from ..domain.text import _
from . import headings
from .errors import CellError
from .headings import plain
from .settings import FileSettings
from .table import Table
from .values import parse_number

Role = Literal["Case", "Point", "Date", "Instrument", "Answer", "Ignore"]

NEEDED_ROLES: tuple[Role, ...] = ("Case", "Point", "Date")

ROLE_NAMES: dict[str, str] = {
	"Case": headings.CASE,
	"Point": headings.POINT,
	"Date": headings.DATE,
	"Instrument": headings.INSTRUMENT,
	"Answer": _("Answers"),
}

CODE_ENDS = (" ", ":")
"""What separates an item's code from its label in a heading."""


@dataclass(frozen=True)
class ColumnRole:
	"""What the column `header` holds; `certain` is False where a person must confirm the proposal.

	`codes` says what a sender's codes mean, before anything else is read: {"1": "Before", "2": "After"}, or
	{"1": "0", ..., "6": "5"} for SurveyXact's numbering of answers. An empty meaning is a missing answer;
	what has no code is read as it is. A column "Instrument" sets aside rows that belong to another instrument
	or version (N8). `point` is the measurement point of a date or answer in a wide layout. `position` counts
	from 0.
	"""

	header: str
	role: Role
	item_code: str | None = None
	certain: bool = True
	codes: Mapping[str, str] = field(default_factory=dict)
	point: str = ""
	position: int | None = None


def suggest_mapping(
	table: Table,
	instrument: Instrument,
	translate: Callable[[str], str] = str,
	settings: FileSettings | None = None,
) -> list[ColumnRole]:
	"""Propose one role for every column, in the table's order.

	Items are recognised by code, then by label; where none is, one run of as many numeric columns in range as
	there are items is proposed as uncertain. `translate` lets headings of this app's own workbooks be
	recognised in the reader's language. What is not recognised is "Ignore".
	"""
	found: dict[str, ColumnRole] = {}
	for role in (*NEEDED_ROLES, "Instrument"):
		found |= _by_heading(table.headers, role, translate)
	unclaimed = [header for header in table.headers if header not in found]
	items = _items_by_heading(unclaimed, instrument, translate)
	found |= items or _items_by_values(table, found, instrument)
	return [found.get(header, ColumnRole(header, "Ignore")) for header in table.headers]


def _by_heading(headers: Sequence[str], role: Role, translate: Callable[[str], str]) -> dict[str, ColumnRole]:
	certain = {plain(word) for word in (*headings.CERTAIN[role], translate(ROLE_NAMES[role]))}
	possible = {plain(word) for word in headings.POSSIBLE.get(role, ())}
	for words, sure in ((certain, True), (possible, False)):
		matches = [header for header in headers if plain(header) in words]
		if matches:
			first = matches[0]
			return {first: ColumnRole(first, role, certain=sure and len(matches) == 1)}
	return {}


def _items_by_heading(
	headers: Sequence[str], instrument: Instrument, translate: Callable[[str], str]
) -> dict[str, ColumnRole]:
	matches: dict[str, list[str]] = {}
	for header in headers:
		item = _item_of(header, instrument, translate)
		if item:
			matches.setdefault(item.code, []).append(header)
	return {
		same[0]: ColumnRole(same[0], "Answer", code, certain=len(same) == 1) for code, same in matches.items()
	}


def _item_of(header: str, instrument: Instrument, translate: Callable[[str], str]) -> Item | None:
	for item in instrument.items:
		if _starts_with(header, item.code) or _starts_with(header, f"{instrument.code} {item.code}"):
			return item
	for item in instrument.items:
		if plain(header) in (plain(item.label), plain(translate(item.label))):
			return item
	return None


def _starts_with(header: str, code: str) -> bool:
	header, code = header.casefold(), code.casefold()
	return header == code or header.startswith(tuple(code + end for end in CODE_ENDS))


def _items_by_values(
	table: Table, claimed: Mapping[str, ColumnRole], instrument: Instrument
) -> dict[str, ColumnRole]:
	"""Propose the items in order where just one run of unclaimed columns has their number and values."""
	runs: list[list[int]] = [[]]
	for position, header in enumerate(table.headers):
		if header not in claimed and _fits_some(table, position, instrument.items):
			runs[-1].append(position)
		elif runs[-1]:
			runs.append([])
	fitting = [
		run for run in runs if len(run) == len(instrument.items) and _fits_each(table, run, instrument)
	]
	if len(fitting) != 1:
		return {}
	headers = [table.headers[position] for position in fitting[0]]
	return {
		header: ColumnRole(header, "Answer", item.code, certain=False)
		for header, item in zip(headers, instrument.items, strict=True)
	}


def _fits_some(table: Table, position: int, items: Sequence[Item]) -> bool:
	return any(_fits(table, position, item) for item in items)


def _fits_each(table: Table, run: Sequence[int], instrument: Instrument) -> bool:
	return all(_fits(table, position, item) for position, item in zip(run, instrument.items, strict=True))


def _fits(table: Table, position: int, item: Item) -> bool:
	"""Whether the column holds at least one answer and nothing that is none."""
	values = [row.cells[position] for row in table.rows if row.cells[position] is not None]
	try:
		for value in values:
			check_answer(item, parse_number(value))
	except (CellError, AnswerError):
		return False
	return bool(values)

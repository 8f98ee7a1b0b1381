"""An instrument as people write it, in fields and rows, and as the domain scores it (N8).

Documents and workbooks have the same fields and tables; both give their values by `get`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from .instrument_parts import CHOICES, CONVERSIONS, CUTOFFS, ITEMS, NOT_ROUNDED, SUBSCALES, Flaw
from .instruments import Choice, Converted, Cutoff, Instrument, InstrumentError, Item, Subscale
from .text import Message, _

LARGEST = 1e9
"""Numbers of a definition lie between this and its negative, so that no sum of them runs over."""


class Values(Protocol):
	def get(self, key: str) -> object: ...


@dataclass(frozen=True)
class Line:
	"""A row of a table, or the instrument itself; notes in `flaws` what it cannot read."""

	values: Values
	flaws: list[Flaw]
	table: str = ""
	row: int = 0

	def text(self, column: str) -> str:
		value = self.values.get(column)
		return "" if value is None else str(value).strip()

	def yes(self, column: str) -> bool:
		return self.text(column) not in ("", "0", "False")

	def number(self, column: str) -> float:
		"""Return the number in a field, 0 for an empty one."""
		try:
			number = float(self.values.get(column) or 0)
		except (TypeError, ValueError):
			number = math.nan
		if not abs(number) <= LARGEST:
			self.refuse(Message(_("“{value}” is not a number to use."), {"value": self.text(column)}), column)
			return 0
		return int(number) if number == int(number) else number

	def whole(self, column: str) -> int:
		number = self.number(column)
		if number != int(number):
			self.refuse(Message(_("“{value}” is not a whole number."), {"value": self.text(column)}), column)
		return int(number)

	def refuse(self, message: Message, column: str) -> None:
		self.flaws.append(Flaw(message, self.table, self.row, column))


def build(definition: Values) -> Instrument:
	"""Return the instrument that the fields and rows of `definition` describe.

	Raises InstrumentError with every flaw that was found, each with its table, row and field.
	"""
	flaws: list[Flaw] = []
	scales = _scales(_lines(definition, CHOICES, flaws))
	subscales = _lines(definition, SUBSCALES, flaws)
	known = {"", *(line.text("subscale_code") for line in subscales)}
	cutoffs = _by_subscale(_lines(definition, CUTOFFS, flaws), known)
	conversion = _by_subscale(_lines(definition, CONVERSIONS, flaws), known)
	own = Line(definition, flaws)
	parts = {
		"items": tuple(_item(line, scales) for line in _lines(definition, ITEMS, flaws)),
		"subscales": tuple(
			Subscale(
				code=line.text("subscale_code"),
				label=line.text("subscale_label"),
				**_scoring(line, line.text("subscale_code"), cutoffs, conversion),
			)
			for line in subscales
		),
		**_scoring(own, "", cutoffs, conversion),
	}
	numbers = {name: own.number(name) or None for name in ("meaningful_change", "sd", "reliability")}
	if flaws:
		raise InstrumentError(*flaws)
	try:
		return Instrument(
			code=own.text("instrument_code"),
			version=own.text("version_number"),
			title=own.text("title"),
			reliability_source=own.text("reliability_source"),
			introduction=own.text("introduction"),
			**parts,
			**numbers,
		)
	except InstrumentError as error:
		rows = {CUTOFFS: cutoffs, CONVERSIONS: conversion}
		raise InstrumentError(*(_placed(flaw, rows) for flaw in error.flaws)) from None


def _lines(definition: Values, table: str, flaws: list[Flaw]) -> list[Line]:
	return [Line(values, flaws, table, row) for row, values in enumerate(definition.get(table) or [], 1)]


def _scales(lines: Sequence[Line]) -> dict[str, tuple[Choice, ...]]:
	"""Return the answers of each scale, in the order of the rows; notes those that cannot be told apart."""
	scales: dict[str, tuple[Choice, ...]] = {}
	for line in lines:
		scale, choice = line.text("scale"), Choice(line.number("value"), line.text("choice_label"))
		if not scale:
			line.refuse(Message(_("Write the name of the scale that this answer belongs to.")), "scale")
		if not choice.label:
			line.refuse(Message(_("Write the words of the answer.")), "choice_label")
		for other in scales.get(scale, ()):
			if other.value == choice.value:
				message = _("The scale “{scale}” already has an answer with this value: give it another.")
				line.refuse(Message(message, {"scale": scale}), "value")
			if other.label.casefold() == choice.label.casefold():
				message = _("The scale “{scale}” already has an answer with these words: word it otherwise.")
				line.refuse(Message(message, {"scale": scale}), "choice_label")
		scales[scale] = (*scales.get(scale, ()), choice)
	return scales


def _item(line: Line, scales: Mapping[str, tuple[Choice, ...]]) -> Item:
	scale = line.text("scale")
	choices = scales.get(scale, ()) if scale else ()
	if scale and not choices:
		message = _("There is no scale called “{scale}”: add its answers, or choose another.")
		line.refuse(Message(message, {"scale": scale}), "scale")
	values = [choice.value for choice in choices] or [line.number("minimum"), line.number("maximum")]
	return Item(
		code=line.text("item_code"),
		label=line.text("item_label"),
		minimum=min(values) if choices else values[0],
		maximum=max(values) if choices else values[1],
		reverse=line.yes("reverse"),
		subscale=line.text("subscale"),
		choices=choices,
		in_total=not line.yes("not_in_total"),
	)


def _by_subscale(lines: Sequence[Line], known: set[str]) -> dict[str, list[Line]]:
	groups: dict[str, list[Line]] = {}
	for line in lines:
		subscale = line.text("subscale")
		if subscale not in known:
			message = _("There is no subscale with the code “{subscale}”: add it, or choose another.")
			line.refuse(Message(message, {"subscale": subscale}), "subscale")
		groups.setdefault(subscale, []).append(line)
	return groups


def _scoring(
	line: Line, subscale: str, cutoffs: Mapping[str, list[Line]], conversion: Mapping[str, list[Line]]
) -> dict[str, object]:
	return {
		"method": line.text("method"),
		"multiplier": line.number("multiplier"),
		"missing_allowed": line.whole("missing_allowed"),
		"rounding": line.text("rounding") or NOT_ROUNDED,
		"rescale_to": (line.number("rescale_lowest"), line.number("rescale_highest"))
		if line.yes("rescale")
		else None,
		"cutoffs": tuple(
			Cutoff(row.number("upto"), row.text("reading")) for row in cutoffs.get(subscale, ())
		),
		"conversion": tuple(
			Converted(row.number("raw"), row.number("converted")) for row in conversion.get(subscale, ())
		),
	}


def _placed(flaw: Flaw, rows: Mapping[str, Mapping[str, list[Line]]]) -> Flaw:
	if flaw.table not in rows:
		return flaw
	return replace(flaw, row=rows[flaw.table][flaw.subscale][flaw.row - 1].row)

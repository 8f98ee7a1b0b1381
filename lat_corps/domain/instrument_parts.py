"""What the definition of an instrument is made of, and the places where a flaw in it stands (N8)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .text import Message, Term, _

SUM, MEAN, CONVERSION, NO_TOTAL = "Sum", "Mean", "Conversion Table", "No Total"

ScoreMethod = Literal["Sum", "Mean", "Conversion Table", "No Total"]
SCALE_METHODS: tuple[ScoreMethod, ...] = (SUM, MEAN, CONVERSION)
METHODS: tuple[ScoreMethod, ...] = (*SCALE_METHODS, NO_TOTAL)
"""How the score of an instrument is made; with `NO_TOTAL` its subscales alone have one."""

NOT_ROUNDED, NEAREST, NEXT = "Not Rounded", "Nearest Whole", "Next Whole"

Rounding = Literal["Not Rounded", "Nearest Whole", "Next Whole"]
ROUNDINGS: tuple[Rounding, ...] = (NOT_ROUNDED, NEAREST, NEXT)
"""What becomes of a sum in which missing answers were made up for, before it is scaled and read."""

ITEMS, CHOICES, SUBSCALES, CONVERSIONS, CUTOFFS = "items", "choices", "subscales", "conversion", "cutoffs"

TABLES = {
	ITEMS: _("Questions"),
	CHOICES: _("Answer scales"),
	SUBSCALES: _("Subscales"),
	CONVERSIONS: _("Conversion"),
	CUTOFFS: _("Readings"),
}
"""The tables of a definition, by the names that documents and workbooks give them."""


@dataclass(frozen=True)
class Flaw:
	"""What is wrong in a definition, and how to mend it.

	`table` is a key of TABLES and `row` counts from 1; both are empty for the instrument itself. `column` is
	the field, by the name that the document gives it. Readings and conversion count the rows of one scale
	alone: `subscale` says whose.
	"""

	message: Message
	table: str = ""
	row: int = 0
	column: str = ""
	subscale: str = ""

	@property
	def placed(self) -> Message:
		"""The message with the table and row in front."""
		if not self.table:
			return self.message
		values = {"table": Term(TABLES[self.table]), "row": self.row, "problem": self.message}
		return Message(_("{table}, row {row}: {problem}"), values)


@dataclass(frozen=True)
class Choice:
	"""One answer of a scale: the number that is stored and scored, and its words."""

	value: float
	label: str


@dataclass(frozen=True)
class Item:
	"""One question, answered by a number from `minimum` to `maximum`; `reverse` turns the scale around.

	With `choices` an answer is one of their values, of which the two limits are the smallest and the largest.
	An item that is not `in_total` counts in its subscale alone; without one it is asked and not scored.
	"""

	code: str
	label: str
	minimum: float
	maximum: float
	reverse: bool = False
	subscale: str = ""
	choices: tuple[Choice, ...] = ()
	in_total: bool = True

	def choice_label(self, answer: float) -> str:
		"""Return the words of an answer, or an empty string where it has none."""
		return next((choice.label for choice in self.choices if choice.value == answer), "")


@dataclass(frozen=True)
class Cutoff:
	"""How a score up to and including `upto` is read; None holds for every score above the one before."""

	upto: float | None
	label: str


@dataclass(frozen=True)
class Converted:
	"""One line of a conversion table: what the sum of the answers becomes, such as a T-score."""

	raw: float
	score: float


@dataclass(frozen=True)
class Subscale:
	"""A score of its own for the items that name it; scored as an Instrument is."""

	code: str
	label: str
	method: ScoreMethod = SUM
	multiplier: float = 1
	missing_allowed: int = 0
	cutoffs: tuple[Cutoff, ...] = ()
	rescale_to: tuple[float, float] | None = None
	conversion: tuple[Converted, ...] = ()
	rounding: Rounding = NOT_ROUNDED


@dataclass(frozen=True)
class Definition:
	"""What one version of a questionnaire says of itself, whether or not it hangs together (N8).

	The score is the sum or mean of the items, after reversal, times `multiplier`; or stretched so that the
	scale's own lowest and highest become `rescale_to`; or what `conversion` makes of the sum. Up to
	`missing_allowed` items may be empty; a sum in which they were made up for is rounded as `rounding` says,
	and then converted, scaled and read. With the method "No Total" only subscales have scores.
	`meaningful_change` is in points of the score, as is `sd`, the
	standard deviation; `reliability` is a coefficient from 0 to 1, and both come with `reliability_source`.
	"""

	code: str
	version: str
	title: str
	items: tuple[Item, ...]
	method: ScoreMethod
	multiplier: float
	missing_allowed: int
	cutoffs: tuple[Cutoff, ...] = ()
	meaningful_change: float | None = None
	rescale_to: tuple[float, float] | None = None
	conversion: tuple[Converted, ...] = ()
	subscales: tuple[Subscale, ...] = ()
	sd: float | None = None
	reliability: float | None = None
	reliability_source: str = ""
	introduction: str = ""
	rounding: Rounding = NOT_ROUNDED

	@property
	def reference(self) -> str:
		"""Code and version, as exports write it and imports compare it."""
		return f"{self.code} {self.version}"

	@property
	def shown_title(self) -> str:
		"""Title and version, as a person reads them; the same words in English and Danish."""
		return f"{self.title}, version {self.version}"

	@property
	def has_total(self) -> bool:
		return self.method != NO_TOTAL

	@cached_property
	def items_of_total(self) -> tuple[Item, ...]:
		"""The items that make the score of the whole, none where there is no such score."""
		return tuple(item for item in self.items if item.in_total) if self.has_total else ()

	@cached_property
	def items_needed(self) -> tuple[Item, ...]:
		"""The items that make what the instrument is answered for: its total, or else its subscales."""
		return self.items_of_total or tuple(item for item in self.items if item.subscale)

	@cached_property
	def items_by_code(self) -> Mapping[str, Item]:
		return {item.code: item for item in self.items}

	@cached_property
	def items_of_subscale(self) -> Mapping[str, tuple[Item, ...]]:
		"""Subscale code to its items."""
		return {
			subscale.code: tuple(item for item in self.items if item.subscale == subscale.code)
			for subscale in self.subscales
		}


def raw_range(method: ScoreMethod, items: Sequence[Item]) -> tuple[float, float]:
	"""Return the lowest and highest sum, or mean, of the answers to `items`."""
	divisor = len(items) if method == MEAN else 1
	lowest = math.fsum(item.minimum for item in items) / divisor
	return lowest, math.fsum(item.maximum for item in items) / divisor


def plain_number(value: float) -> str:
	"""Write a number the shortest way: 5 rather than 5.0."""
	return f"{value:.15g}" if isinstance(value, float) else str(value)

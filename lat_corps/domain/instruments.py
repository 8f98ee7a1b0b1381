"""Questionnaires as data: items, scoring and reading, so that no instrument is hard-wired (N8, T8)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .instrument_flaws import flaws_of
from .instrument_parts import (
	CONVERSION,
	MEAN,
	NEAREST,
	NOT_ROUNDED,
	Choice,
	Converted,
	Cutoff,
	Definition,
	Flaw,
	Item,
	Rounding,
	Subscale,
	plain_number,
	raw_range,
)
from .text import Message, _

__all__ = [
	"AnswerError",
	"Choice",
	"Converted",
	"Cutoff",
	"Instrument",
	"InstrumentError",
	"Item",
	"Score",
	"Subscale",
	"check_answer",
	"items_of",
	"plain_number",
	"raw_range",
	"reading",
	"score",
	"score_range",
]

DECIMALS = 9
"""Scores are rounded to as many, so that no cutoff is missed by the dust of floating point."""


LONGEST_READING = 140
"""Characters of a line, as the documents of the site hold it."""


class InstrumentError(ValueError):
	"""The definition of an instrument does not hang together; `message` is the first of the `flaws`."""

	def __init__(self, *flaws: Flaw) -> None:
		self.flaws = flaws
		self.message = flaws[0].placed
		super().__init__(self.message.render())


class AnswerError(InstrumentError):
	"""An answer does not belong to the instrument; `message` names the item."""

	def __init__(self, message: Message) -> None:
		super().__init__(Flaw(message))


@dataclass(frozen=True)
class Instrument(Definition):
	"""A definition that hangs together, to be answered and scored; else InstrumentError is raised."""

	def __post_init__(self) -> None:
		if flaws := tuple(flaws_of(self)):
			raise InstrumentError(*flaws)

	def item(self, code: str) -> Item:
		"""Return the item with this code; AnswerError when there is none."""
		if code in self.items_by_code:
			return self.items_by_code[code]
		raise AnswerError(
			Message(
				_("{instrument} has no item with the code {item}."),
				{"instrument": self.shown_title, "item": code},
			)
		)


@dataclass(frozen=True)
class Score:
	"""`value` is None when too many answers are missing; `missing` lists item codes in their order.

	`reading` tells how the score is read; where there is no total, the scores of the subscales. `subscales`
	and `subscale_readings` go by the code of the subscale. `complete` is whether there is what the instrument
	is answered for: its total, or where it has none, every subscale; `lacking` are the missing items of that.
	"""

	value: float | None
	answered: int
	missing: list[str]
	reading: str
	subscales: dict[str, float | None]
	subscale_readings: dict[str, str]
	complete: bool
	lacking: list[str]


def score(instrument: Instrument, answers: Mapping[str, float | None]) -> Score:
	"""Score `answers` (item code to number; None or absent is missing).

	A missing answer within `missing_allowed` counts as the mean of those given: as far along its own scale
	as they are along theirs on average. Raises AnswerError for an unknown item or a number that is no answer
	to its item.
	"""
	points = _points(instrument, answers)
	value = _value(instrument, instrument.items_of_total, points) if instrument.has_total else None
	subscales = {
		subscale.code: _value(subscale, instrument.items_of_subscale[subscale.code], points)
		for subscale in instrument.subscales
	}
	readings = {
		subscale.code: reading(subscale, subscales[subscale.code]) for subscale in instrument.subscales
	}
	return Score(
		value=value,
		answered=len(points),
		missing=[item.code for item in instrument.items if item.code not in points],
		reading=reading(instrument, value)
		if instrument.has_total
		else _in_words(instrument, subscales, readings),
		subscales=subscales,
		subscale_readings=readings,
		complete=None not in ((value,) if instrument.has_total else subscales.values()),
		lacking=[item.code for item in instrument.items_needed if item.code not in points],
	)


def _in_words(
	instrument: Instrument, subscales: Mapping[str, float | None], readings: Mapping[str, str]
) -> str:
	"""Return the scores of subscales without a total in one line: Worry 12 (high); Calm 3."""
	if instrument.has_total:
		return ""
	told = (
		f"{subscale.label} {plain_number(value).replace('.', ',')}"
		+ (f" ({readings[subscale.code]})" if readings[subscale.code] else "")
		for subscale in instrument.subscales
		if (value := subscales[subscale.code]) is not None
	)
	line = "; ".join(told)
	return line if len(line) <= LONGEST_READING else line[: LONGEST_READING - 1] + "…"


def check_answer(item: Item, answer: float) -> None:
	"""Raise AnswerError unless `answer` is a finite number in the item's range, and one of its choices."""
	if isinstance(answer, bool) or not item.minimum <= answer <= item.maximum:
		raise AnswerError(
			Message(
				_("“{value}” is outside the range of {item}, which goes from {minimum} to {maximum}."),
				{
					"value": plain_number(answer),
					"item": item.code,
					"minimum": plain_number(item.minimum),
					"maximum": plain_number(item.maximum),
				},
			)
		)
	if item.choices and not any(choice.value == answer for choice in item.choices):
		raise AnswerError(
			Message(
				_("“{value}” is no answer to {item}, whose answers are {choices}."),
				{
					"value": plain_number(answer),
					"item": item.code,
					"choices": [plain_number(choice.value) for choice in item.choices],
				},
			)
		)


def reading(scale: Instrument | Subscale, value: float | None) -> str:
	"""Return the label of the first cutoff that holds for `value`, or an empty string."""
	if value is None:
		return ""
	for cutoff in scale.cutoffs:
		if cutoff.upto is None or value <= cutoff.upto:
			return cutoff.label
	return ""


def score_range(instrument: Instrument, subscale: Subscale | None = None) -> tuple[float, float]:
	"""Return the lowest and highest score that a subscale, or an instrument with a total, can give."""
	scale = subscale or instrument
	items = items_of(instrument, subscale)
	if scale.method == CONVERSION:
		scores = [row.score for row in scale.conversion]
		return min(scores), max(scores)
	lowest, highest = raw_range(scale.method, items)
	return _scaled(scale, lowest, items), _scaled(scale, highest, items)


def items_of(instrument: Instrument, subscale: Subscale | None) -> tuple[Item, ...]:
	"""Return the items that make the score of a subscale, or of the whole."""
	return instrument.items_of_subscale[subscale.code] if subscale else instrument.items_of_total


def _points(instrument: Instrument, answers: Mapping[str, float | None]) -> dict[str, float]:
	points = {}
	for code, answer in answers.items():
		item = instrument.item(code)
		if answer is None:
			continue
		check_answer(item, answer)
		points[code] = item.minimum + item.maximum - answer if item.reverse else answer
	return points


def _value(scale: Instrument | Subscale, items: Sequence[Item], points: Mapping[str, float]) -> float | None:
	given = [(item, points[item.code]) for item in items if item.code in points]
	if not given or len(items) - len(given) > scale.missing_allowed:
		return None
	total = math.fsum(point for _item, point in given)
	if len(given) < len(items):
		along = math.fsum(_share(item, point) for item, point in given) / len(given)
		missing = [item for item in items if item.code not in points]
		total = math.fsum(
			(total, *(item.minimum + along * (item.maximum - item.minimum) for item in missing))
		)
		total = _rounded(scale.rounding, total)
	return _scaled(scale, total / len(items) if scale.method == MEAN else total, items)


def _rounded(rounding: Rounding, total: float) -> float:
	"""Round a sum as the instrument states; halfway between two whole numbers the nearest is the higher."""
	exact = round(total, DECIMALS)
	if rounding == NOT_ROUNDED:
		return total
	return math.floor(exact + 0.5) if rounding == NEAREST else math.ceil(exact)


def _share(item: Item, point: float) -> float:
	return (point - item.minimum) / (item.maximum - item.minimum)


def _scaled(scale: Instrument | Subscale, raw: float, items: Sequence[Item]) -> float:
	if scale.method == CONVERSION:
		return _converted(scale.conversion, round(raw, DECIMALS))
	if not scale.rescale_to:
		return round(raw * scale.multiplier, DECIMALS)
	lowest, highest = raw_range(scale.method, items)
	first, last = scale.rescale_to
	return round(first + (raw - lowest) / (highest - lowest) * (last - first), DECIMALS)


def _converted(conversion: Iterable[Converted], raw: float) -> float:
	"""Return the score of the nearest line; halfway between two, as with a missing answer, of the higher."""
	return min(conversion, key=lambda row: (abs(row.raw - raw), -row.raw)).score

"""Questionnaires as data: items, scoring and reading, so that no instrument is hard-wired (N8, T8)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .text import Message, _

ScoreMethod = Literal["Sum", "Mean"]


class InstrumentError(ValueError):
	"""The definition of an instrument does not hang together; `message` says where."""

	def __init__(self, message: Message) -> None:
		super().__init__(message.render())
		self.message = message


class AnswerError(InstrumentError):
	"""An answer does not belong to the instrument; `message` names the item."""


@dataclass(frozen=True)
class Choice:
	"""One answer of a scale: the number that is stored and scored, and its words."""

	value: float
	label: str


@dataclass(frozen=True)
class Item:
	"""One question, answered by a number from `minimum` to `maximum`; `reverse` turns the scale around."""

	code: str
	label: str
	minimum: float
	maximum: float
	reverse: bool = False
	subscale: str = ""
	choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Cutoff:
	"""How a score up to and including `upto` is read; None holds for every score above the one before."""

	upto: float | None
	label: str


@dataclass(frozen=True)
class Instrument:
	"""One version of a questionnaire (N8).

	The score is the sum or mean of the items, after reversal, times `multiplier`. Up to `missing_allowed`
	items may be empty. `meaningful_change` is in points of the score. Raises InstrumentError when the parts
	disagree.
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

	def __post_init__(self) -> None:
		for problem in _definition_problems(self):
			raise InstrumentError(problem)

	@property
	def reference(self) -> str:
		"""Code and version, as exports write it and imports compare it."""
		return f"{self.code} {self.version}"

	def item(self, code: str) -> Item:
		"""Return the item with this code; AnswerError when there is none."""
		for item in self.items:
			if item.code == code:
				return item
		raise AnswerError(
			Message(
				_("{instrument} has no item with the code {item}."),
				{"instrument": self.reference, "item": code},
			)
		)


@dataclass(frozen=True)
class Score:
	"""`value` is None when too many answers are missing; `missing` lists item codes in their order."""

	value: float | None
	answered: int
	missing: list[str]
	reading: str
	subscales: dict[str, float | None]


def score(instrument: Instrument, answers: Mapping[str, float | None]) -> Score:
	"""Score `answers` (item code to number; None or absent is missing).

	Missing answers within `missing_allowed` are replaced by the mean of those given. A subscale has a value
	only when all of its items are answered. Raises AnswerError for an unknown item or a number outside its
	range.
	"""
	points = _points(instrument, answers)
	missing = [item.code for item in instrument.items if item.code not in points]
	value = None
	if points and len(missing) <= instrument.missing_allowed:
		value = _combined(instrument, points.values(), len(instrument.items))
	return Score(
		value=value,
		answered=len(points),
		missing=missing,
		reading="" if value is None else reading(instrument, value),
		subscales=_subscales(instrument, points),
	)


def check_answer(item: Item, answer: float) -> None:
	"""Raise AnswerError unless `answer` is a finite number in the item's range."""
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


def reading(instrument: Instrument, value: float) -> str:
	"""Return the label of the first cutoff that holds for `value`, or an empty string."""
	for cutoff in instrument.cutoffs:
		if cutoff.upto is None or value <= cutoff.upto:
			return cutoff.label
	return ""


def score_range(instrument: Instrument) -> tuple[float, float]:
	"""Return the lowest and highest score that the instrument can give."""
	count = len(instrument.items)
	lowest = _combined(instrument, (item.minimum for item in instrument.items), count)
	highest = _combined(instrument, (item.maximum for item in instrument.items), count)
	return lowest, highest


def plain_number(value: float) -> str:
	"""Write a number the shortest way: 5 rather than 5.0."""
	return f"{value:.15g}" if isinstance(value, float) else str(value)


def _points(instrument: Instrument, answers: Mapping[str, float | None]) -> dict[str, float]:
	points = {}
	for code, answer in answers.items():
		item = instrument.item(code)
		if answer is None:
			continue
		check_answer(item, answer)
		points[code] = item.minimum + item.maximum - answer if item.reverse else answer
	return points


def _combined(instrument: Instrument, points: Iterable[float], items: int) -> float:
	given = list(points)
	mean = math.fsum(given) / len(given)
	if instrument.method == "Mean":
		return mean * instrument.multiplier
	total = math.fsum(given) if len(given) == items else mean * items
	return total * instrument.multiplier


def _subscales(instrument: Instrument, points: Mapping[str, float]) -> dict[str, float | None]:
	members: dict[str, list[str]] = {}
	for item in instrument.items:
		if item.subscale:
			members.setdefault(item.subscale, []).append(item.code)
	return {
		name: _combined(instrument, [points[code] for code in codes], len(codes))
		if all(code in points for code in codes)
		else None
		for name, codes in members.items()
	}


def _definition_problems(instrument: Instrument) -> Iterable[Message]:
	codes = [item.code for item in instrument.items]
	if not codes:
		yield Message(_("The instrument {instrument} has no items."), {"instrument": instrument.reference})
	for code in sorted({code for code in codes if codes.count(code) > 1}):
		yield Message(
			_("The item code {item} is used more than once in {instrument}."),
			{"item": code, "instrument": instrument.reference},
		)
	for item in instrument.items:
		if not item.minimum < item.maximum:
			yield Message(
				_("The lowest answer to {item} must be smaller than the highest."), {"item": item.code}
			)
	if instrument.method not in ("Sum", "Mean"):
		yield Message(
			_("The scoring method of {instrument} must be Sum or Mean."), {"instrument": instrument.reference}
		)
	if not 0 <= instrument.missing_allowed < max(len(codes), 1):
		yield Message(
			_("{instrument} can allow no fewer than 0 missing answers, and must need at least one answer."),
			{"instrument": instrument.reference},
		)
	limits = [math.inf if cutoff.upto is None else cutoff.upto for cutoff in instrument.cutoffs]
	if limits != sorted(set(limits)):
		yield Message(
			_("The cutoffs of {instrument} must rise from one to the next."),
			{"instrument": instrument.reference},
		)

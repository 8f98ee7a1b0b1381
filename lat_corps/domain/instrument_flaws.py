"""What can be wrong in the definition of an instrument, each with its row and how to mend it (N8, T8)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from .instrument_parts import (
	CONVERSION,
	CONVERSIONS,
	CUTOFFS,
	ITEMS,
	MEAN,
	NO_TOTAL,
	NOT_ROUNDED,
	ROUNDINGS,
	SCALE_METHODS,
	SUBSCALES,
	Definition,
	Flaw,
	Item,
	Subscale,
	plain_number,
	raw_range,
)
from .text import Message, Term, _

MOST_NAMED, MOST_SUMS = 10, 1000
"""So many missing sums are named; so many must be there, one by one, before the two ends are enough."""


def flaws_of(instrument: Definition) -> Iterator[Flaw]:
	"""Yield every flaw of a definition, in the order in which one reads it."""
	yield from _own_flaws(instrument)
	yield from _item_flaws(instrument)
	yield from _subscale_flaws(instrument)
	if instrument.items and instrument.has_total:
		yield from _total_flaws(instrument)
	elif instrument.items:
		yield from _no_total_flaws(instrument)
	for row, subscale in enumerate(instrument.subscales, 1):
		if items := [item for item in instrument.items if item.subscale == subscale.code]:
			yield from _scale_flaws(subscale, items, row)


def _own_flaws(instrument: Definition) -> Iterator[Flaw]:
	if not instrument.items:
		yield Flaw(
			Message(
				_("The instrument {instrument} has no items: add its questions."),
				{"instrument": instrument.shown_title},
			)
		)
	change = instrument.meaningful_change
	if change is not None and not (math.isfinite(change) and change > 0):
		yield Flaw(
			Message(_("A meaningful change is a number above 0; leave 0 when none is documented.")),
			column="meaningful_change",
		)
	yield from _reliability_flaws(instrument)


def _total_flaws(instrument: Definition) -> Iterator[Flaw]:
	if instrument.items_of_total:
		yield from _scale_flaws(instrument, instrument.items_of_total)
		return
	message = _("No question counts in the total: let one count, or choose {method}.")
	yield Flaw(Message(message, {"method": Term(NO_TOTAL)}), column="method")


def _no_total_flaws(instrument: Definition) -> Iterator[Flaw]:
	"""Yield what is said of a total that there is not."""
	if not instrument.subscales:
		yield Flaw(Message(_("Without a total there must be subscales: add them.")), column="method")
	for table, rows in ((CUTOFFS, instrument.cutoffs), (CONVERSIONS, instrument.conversion)):
		if rows:
			message = Message(_("There is no total: name the subscale that this row is about."))
			yield Flaw(message, table, 1, "subscale")
	for column in ("meaningful_change", "sd", "reliability"):
		if getattr(instrument, column) is not None:
			message = Message(_("There is no total of which this could be documented: leave it at 0."))
			yield Flaw(message, column=column)


def _reliability_flaws(instrument: Definition) -> Iterator[Flaw]:
	if (instrument.sd is None) != (instrument.reliability is None):
		yield Flaw(
			Message(
				_(
					"Reliable change needs both the standard deviation and the reliability: "
					"give both, or leave both at 0."
				)
			),
			column="reliability" if instrument.reliability is None else "sd",
		)
	if instrument.sd is not None and not (math.isfinite(instrument.sd) and instrument.sd > 0):
		yield Flaw(Message(_("The standard deviation is a number above 0.")), column="sd")
	if instrument.reliability is not None and not 0 < instrument.reliability < 1:
		yield Flaw(Message(_("The reliability lies between 0 and 1, such as 0.8.")), column="reliability")
	documented = instrument.sd is not None or instrument.reliability is not None
	if documented and not instrument.reliability_source.strip():
		yield Flaw(
			Message(_("Write where the standard deviation and the reliability are documented.")),
			column="reliability_source",
		)


def _item_flaws(instrument: Definition) -> Iterator[Flaw]:
	known = {subscale.code for subscale in instrument.subscales}
	yield from _code_flaws(ITEMS, "item_code", [item.code for item in instrument.items])
	for row, item in enumerate(instrument.items, 1):
		if not item.label.strip():
			yield Flaw(Message(_("Write the question.")), ITEMS, row, "item_label")
		yield from _answer_flaws(item, row)
		if item.subscale and item.subscale not in known:
			yield Flaw(
				Message(
					_("There is no subscale with the code “{subscale}”: add it, or choose another."),
					{"subscale": item.subscale},
				),
				ITEMS,
				row,
				"subscale",
			)


def _code_flaws(table: str, column: str, codes: Sequence[str]) -> Iterator[Flaw]:
	seen: dict[str, int] = {}
	for row, code in enumerate(codes, 1):
		if not code.strip():
			yield Flaw(Message(_("Write a code.")), table, row, column)
			continue
		first = seen.setdefault(code.casefold(), row)
		if first != row:
			yield Flaw(
				Message(
					_("The code “{code}” already stands in row {first}: give this row another."),
					{"code": code, "first": first},
				),
				table,
				row,
				column,
			)


def _answer_flaws(item: Item, row: int) -> Iterator[Flaw]:
	if not all(math.isfinite(limit) for limit in (item.minimum, item.maximum)):
		yield Flaw(Message(_("The lowest and highest answers are numbers.")), ITEMS, row, "maximum")
	elif not item.minimum < item.maximum:
		yield Flaw(
			Message(
				_(
					"The lowest answer to {item} must be smaller than the highest; "
					"a scale of answers needs at least two."
				),
				{"item": item.code},
			),
			ITEMS,
			row,
			"maximum",
		)
	values = [choice.value for choice in item.choices]
	if values and (min(values), max(values)) != (item.minimum, item.maximum):
		yield Flaw(
			Message(
				_("The limits of {item} must be the smallest and largest value of its scale of answers."),
				{"item": item.code},
			),
			ITEMS,
			row,
			"maximum",
		)


def _subscale_flaws(instrument: Definition) -> Iterator[Flaw]:
	used = {item.subscale for item in instrument.items}
	yield from _code_flaws(SUBSCALES, "subscale_code", [subscale.code for subscale in instrument.subscales])
	for row, subscale in enumerate(instrument.subscales, 1):
		if not subscale.label.strip():
			yield Flaw(Message(_("Write the name.")), SUBSCALES, row, "subscale_label")
		if subscale.code.strip() and subscale.code not in used:
			yield Flaw(
				Message(
					_("No question belongs to “{subscale}”: name it at its questions, or take it away."),
					{"subscale": subscale.code},
				),
				SUBSCALES,
				row,
				"subscale_code",
			)


def _scale_flaws(scale: Definition | Subscale, items: Sequence[Item], row: int = 0) -> Iterator[Flaw]:
	table, subscale = (SUBSCALES, scale.code) if row else ("", "")
	for message, column in (
		*_method_flaws(scale),
		*_missing_flaws(scale, len(items)),
		*_conversion_flaws(scale, items),
	):
		yield Flaw(message, table, row, column)
	yield from _cutoff_flaws(scale, subscale)
	yield from _order_flaws(scale, subscale)


def _method_flaws(scale: Definition | Subscale) -> Iterator[tuple[Message, str]]:
	if scale.method not in SCALE_METHODS:
		methods = [Term(method) for method in SCALE_METHODS]
		yield (
			Message(
				_("“{method}” is no way to make a score: choose among {methods}."),
				{"method": scale.method, "methods": methods},
			),
			"method",
		)
	if scale.rounding not in ROUNDINGS:
		roundings = [Term(rounding) for rounding in ROUNDINGS]
		yield (
			Message(
				_("“{rounding}” is no way to round: choose among {roundings}."),
				{"rounding": scale.rounding, "roundings": roundings},
			),
			"rounding",
		)
	if scale.method == MEAN and scale.rounding != NOT_ROUNDED:
		yield Message(_("Only a sum is rounded: a mean is not.")), "rounding"
	if not (math.isfinite(scale.multiplier) and scale.multiplier > 0):
		yield (
			Message(_("The score must be multiplied by a number above 0; use 1 for no change.")),
			"multiplier",
		)
	stretched = scale.rescale_to
	if scale.multiplier != 1 and (stretched or scale.method == CONVERSION):
		yield (
			Message(
				_("Rescaling and a conversion table say by themselves what the score is: multiply by 1.")
			),
			"multiplier",
		)
	if stretched and scale.method == CONVERSION:
		yield Message(_("A conversion table is not rescaled: use one of the two.")), "rescale"
	if stretched and not (all(math.isfinite(limit) for limit in stretched) and stretched[0] < stretched[1]):
		yield Message(_("Rescale from a lower number to a higher, such as 0 to 100.")), "rescale_highest"


def _missing_flaws(scale: Definition | Subscale, items: int) -> Iterator[tuple[Message, str]]:
	if not 0 <= scale.missing_allowed < items:
		yield (
			Message(
				_("Of {count} questions, from 0 to {most} answers may be missing."),
				{"count": items, "most": items - 1},
			),
			"missing_allowed",
		)


def _cutoff_flaws(scale: Definition | Subscale, subscale: str) -> Iterator[Flaw]:
	before = -math.inf
	for row, cutoff in enumerate(scale.cutoffs, 1):
		upto = math.inf if cutoff.upto is None else cutoff.upto
		if not upto > before:
			message = Message(
				_("“{reading}” must end above the reading before it: put the readings in rising order."),
				{"reading": cutoff.label},
			)
			yield Flaw(message, CUTOFFS, row, "upto", subscale)
		if not cutoff.label.strip():
			yield Flaw(Message(_("Write how the score is read.")), CUTOFFS, row, "reading", subscale)
		before = upto


def _order_flaws(scale: Definition | Subscale, subscale: str) -> Iterator[Flaw]:
	before = -math.inf
	for row, line in enumerate(scale.conversion, 1):
		if not math.isfinite(line.score):
			yield Flaw(Message(_("The score is a number.")), CONVERSIONS, row, "converted", subscale)
		if not (math.isfinite(line.raw) and line.raw > before):
			message = Message(_("The sums must rise from one row to the next: put them in order, each once."))
			yield Flaw(message, CONVERSIONS, row, "raw", subscale)
		before = line.raw


def _conversion_flaws(scale: Definition | Subscale, items: Sequence[Item]) -> Iterator[tuple[Message, str]]:
	if scale.method != CONVERSION:
		if scale.conversion:
			yield (
				Message(
					_(
						"The conversion table has rows for {scale}, whose score is not made by it: "
						"choose {method}."
					),
					{"scale": scale.code, "method": Term(CONVERSION)},
				),
				"method",
			)
		return
	raws = {line.raw for line in scale.conversion}
	if missing := [raw for raw in _needed(items) if raw not in raws]:
		yield (
			Message(
				_("The conversion table of {scale} lacks the sums {sums}: add them with their scores."),
				{"scale": scale.code, "sums": [plain_number(raw) for raw in missing[:MOST_NAMED]]},
			),
			"method",
		)


def _needed(items: Sequence[Item]) -> Iterable[float]:
	"""Return the sums that a table must hold: every whole number, or the two ends of what is not whole."""
	numbers = [number for item in items for number in _numbers(item)]
	if not all(math.isfinite(number) for number in numbers):
		return ()
	lowest, highest = raw_range(CONVERSION, items)
	if highest - lowest <= MOST_SUMS and all(float(number).is_integer() for number in numbers):
		return range(int(lowest), int(highest) + 1)
	return (lowest, highest)


def _numbers(item: Item) -> tuple[float, ...]:
	return tuple(choice.value for choice in item.choices) or (item.minimum, item.maximum)

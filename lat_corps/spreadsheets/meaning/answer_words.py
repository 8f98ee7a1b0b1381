"""Answers that are not written as a number: labels, "4 - Often", and what senders write for none (N10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping

from ...domain.instruments import Item, plain_number
from ...domain.text import Message, _
from ..cells.headings import plain, readable
from ..cells.table import CellError
from ..cells.values import DATE_DAMAGE, is_error_value, parse_number, shown

MISSING_WORDS = frozenset(
	{
		"ikkebesvaret", "ubesvaret", "ikkesvaret", "intetsvar", "ingensvar", "vedikke", "vedej",
		"ønskerikkeatsvare", "vilikkesvare", "uoplyst", "ikkerelevant", "irrelevant", "mangler", "missing",
		"na", "nil", "null", "none", "noanswer", "notanswered", "noresponse", "dontknow", "prefernottoanswer",
		"notapplicable", "ia", "tom",
	}
)  # fmt: skip
"""As `plain` writes them."""

MISSING_SIGNS = frozenset({".", "..", "-", "--", "–", "—", "?", "/", "*"})

MISSING_NUMBERS = frozenset(
	{-1, -7, -8, -9, -66, -77, -88, -97, -98, -99, -999, -9999, 97, 98, 99, 998, 999, 9999}
)
"""Numbers that statisticians write for a missing answer; they are that only outside the scale.

7, 8 and 9 are not among them: they may be answers on a longer scale than the instrument's.
"""

ALSO_ANSWERS = frozenset({"ikkerelevant", "irrelevant", "nil", "none", "notapplicable", "null"})
"""Words for "missing" that are answers on many scales: none, mild, severe."""

PERCENTAGE = re.compile(r"([-+]?[0-9]+)(?:[.,]([0-9]+))?\s*%")
IN_PERCENT, OF_ONE = 100, 1
"""Scales that tell what 80 % is: 80 where items go to 100, and 0.8 where they go to 1."""

LONGEST_LABEL = 150
LABELLED = re.compile(r"\(?(-?[0-9]{1,6})\)?\s*(?:[-–:=.,)]|\s)\s*([^\W\d_].*)", re.DOTALL)
LABEL_FIRST = re.compile(r"([^\W\d_].*?)\s*[-–:=(]\s*(-?[0-9]{1,6})\)?", re.DOTALL)

Translate = Callable[[str], str]


def means_missing(item: Item, value: object, known: Container[str] | None = None) -> bool:
	"""Whether senders write this where there is no answer; a person must confirm it.

	What is a label of the item is that answer and never missing; `known` are the labels, as `label_values`
	gives them.
	"""
	if isinstance(value, str):
		word = plain(value)
		if word and word in (label_values(item, str) if known is None else known):
			return False
		if word in MISSING_WORDS or readable(value) in MISSING_SIGNS:
			return True
	if is_error_value(value):
		return True
	try:
		number = parse_number(value)
	except CellError:
		return False
	return number in MISSING_NUMBERS and not item.minimum <= number <= item.maximum


def percentage(value: object) -> float | None:
	"""Return 80 for a text "80 %", None for everything else."""
	match = PERCENTAGE.fullmatch(readable(value)) if isinstance(value, str) else None
	return float(f"{match[1]}.{match[2] or 0}") if match else None


def answer_number(item: Item, value: object, decimal: str = ",") -> float:
	"""Read an answer written as a number, or in percent where the item's scale tells what that means.

	CellError for everything else.
	"""
	share = percentage(value)
	if share is None:
		return parse_number(readable(value) if isinstance(value, str) else value, decimal)
	if item.maximum not in (IN_PERCENT, OF_ONE):
		raise CellError(
			Message(
				_(
					"“{value}” is a percentage, and {item} goes from {minimum} to {maximum}. "
					"Say which answer it is."
				),
				{
					"value": shown(value),
					"item": item.code,
					"minimum": plain_number(item.minimum),
					"maximum": plain_number(item.maximum),
				},
			)
		)
	return share if item.maximum == IN_PERCENT else share / 100


def label_values(item: Item, translate: Translate) -> dict[str, float]:
	"""Return the value of each label of the item's answers, by `plain` label, in both languages."""
	values: dict[str, set[float]] = {}
	for choice in item.choices:
		for label in {choice.label, translate(choice.label) if choice.label else ""}:
			if plain(label):
				values.setdefault(plain(label), set()).add(choice.value)
	return {label: next(iter(meant)) for label, meant in values.items() if len(meant) == 1}


def numbered_label(value: object) -> tuple[float, str] | None:
	"""Return number and label of an answer such as "4 - Often", "(4) Often" or "Often (4)"."""
	if not isinstance(value, str) or DATE_DAMAGE.fullmatch(value):
		return None
	value = readable(value)
	if len(value) > LONGEST_LABEL:
		return None
	if match := LABELLED.fullmatch(value):
		return float(match[1]), match[2]
	if match := LABEL_FIRST.fullmatch(value):
		return float(match[2]), match[1]
	return None


def worded_answer(labels: Mapping[str, float], value: str) -> float | None:
	"""Return the value of a label, also with its number beside it; None for other text.

	CellError when number and label do not belong together.
	"""
	written = plain(value)
	if written in labels:
		return labels[written]
	numbered = numbered_label(value)
	if numbered is None or plain(numbered[1]) not in labels:
		return None
	number, label = numbered
	if labels[plain(label)] != number:
		raise CellError(
			Message(
				_(
					"“{value}” names the answer {number}, but “{label}” is {meant}. "
					"Say what the sender means."
				),
				{
					"value": shown(value),
					"number": plain_number(number),
					"label": label,
					"meant": plain_number(labels[plain(label)]),
				},
			)
		)
	return number


def could_be_answer(item: Item, value: object, known: Container[str] | None = None) -> bool:
	"""Whether a value may be an answer to the item, also one numbered from 1 rather than 0, or none given.

	`known` are the item's labels, as `label_values` gives them.
	"""
	known = label_values(item, str) if known is None else known
	if means_missing(item, value, known):
		return True
	if isinstance(value, str) and plain(value) in known:
		return True
	numbered = numbered_label(value)
	try:
		number = numbered[0] if numbered else answer_number(item, value)
	except CellError:
		number = percentage(value)
	if number is None:
		return False
	return item.minimum <= number <= item.maximum or number == item.maximum + 1

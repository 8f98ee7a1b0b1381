"""Answers that are not written as a number: labels, "4 - Often", and what senders write for none (N10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..domain.instruments import Item, plain_number
from ..domain.text import Message, _
from .errors import CellError
from .headings import plain
from .values import DATE_DAMAGE, is_error_value, parse_number, shown

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

LONGEST_LABEL = 150
LABELLED = re.compile(r"\(?(-?[0-9]{1,6})\)?\s*(?:[-–:=.,)]|\s)\s*([^\W\d_].*)", re.DOTALL)
LABEL_FIRST = re.compile(r"([^\W\d_].*?)\s*[-–:=(]\s*(-?[0-9]{1,6})\)?", re.DOTALL)

Translate = Callable[[str], str]


def means_missing(item: Item, value: object) -> bool:
	"""Whether senders write this where there is no answer; a person must confirm it."""
	if isinstance(value, str) and (plain(value) in MISSING_WORDS or value.strip() in MISSING_SIGNS):
		return True
	if is_error_value(value):
		return True
	try:
		number = parse_number(value)
	except CellError:
		return False
	return number in MISSING_NUMBERS and not item.minimum <= number <= item.maximum


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
	if not isinstance(value, str) or len(value) > LONGEST_LABEL or DATE_DAMAGE.fullmatch(value):
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


def could_be_answer(item: Item, value: object) -> bool:
	"""Whether a value may be an answer to the item, also one numbered from 1 rather than 0, or none given."""
	if means_missing(item, value):
		return True
	if isinstance(value, str) and plain(value) in label_values(item, str):
		return True
	numbered = numbered_label(value)
	try:
		number = numbered[0] if numbered else parse_number(value)
	except CellError:
		return False
	return item.minimum <= number <= item.maximum or number == item.maximum + 1

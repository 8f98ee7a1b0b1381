"""What a sender's codes of answers mean: proposed from their codebook, decided by a person (N10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...domain.instruments import AnswerError, Instrument, Item, check_answer, plain_number
from ...domain.text import Message, _
from ..cells.headings import plain
from ..cells.table import AnswerCode, Cell, CellError, Table
from ..cells.values import parse_number
from ..reading.column_values import DecimalSign, decimal_sign, distinct
from ..reading.header_rows import code_text, is_value
from .answer_words import (
	ALSO_ANSWERS,
	IN_PERCENT,
	answer_number,
	label_values,
	means_missing,
	numbered_label,
	percentage,
	worded_answer,
)
from .mapping import ColumnRole

MOST = (
	"Hele tiden", "Altid", "Meget ofte", "Hver dag", "Næsten hver dag", "Dagligt", "Helt enig", "Meget enig",
	"I meget høj grad", "I høj grad", "Særdeles godt", "Meget godt", "Meget tilfreds", "All of the time",
	"Always", "Very often", "Every day", "Nearly every day", "Strongly agree", "To a very high degree",
	"Very much", "Very good", "Excellent", "Very satisfied",
)  # fmt: skip
LEAST = (
	"Aldrig", "Aldrig eller næsten aldrig", "På intet tidspunkt", "Slet ikke", "Overhovedet ikke",
	"Helt uenig", "Meget uenig", "I meget lav grad", "Meget dårligt", "Meget utilfreds", "At no time",
	"Never", "None of the time", "Not at all", "Strongly disagree", "To a very low degree", "Very bad",
	"Very poor", "Very dissatisfied",
)  # fmt: skip

_MOST, _LEAST = (frozenset(plain(word) for word in words) for words in (MOST, LEAST))


def scale_falls(labels: Sequence[str]) -> bool:
	"""Whether labels, in the order of their codes, begin with the most of something or end with the least."""
	return plain(labels[0]) in _MOST or plain(labels[-1]) in _LEAST


CODE = re.compile(r"-?[0-9]{1,6}")

NAMED = 5
"""So many values a warning names."""


@dataclass(frozen=True)
class CodeProposal:
	"""`certain` is False where a person must confirm; `warnings` say what the file does not tell."""

	codes: list[AnswerCode] = field(default_factory=list)
	certain: bool = True
	warnings: list[Message] = field(default_factory=list)


@dataclass
class _Findings:
	codes: dict[str, float | None] = field(default_factory=dict)
	missing: dict[str, None] = field(default_factory=dict)
	numbered: dict[str, None] = field(default_factory=dict)
	unknown: dict[str, None] = field(default_factory=dict)
	by_order: list[str] = field(default_factory=list)
	unclear: list[str] = field(default_factory=list)
	shares: dict[str, str] = field(default_factory=dict)


def suggest_codes(
	table: Table,
	mapping: Sequence[ColumnRole],
	instrument: Instrument,
	translate: Callable[[str], str] = str,
) -> CodeProposal:
	"""Propose the meaning of every written answer that is not a number of the item's own scale.

	Labels in the sender's codebook are compared with those of the instrument. Where they differ, or there is
	no codebook, the order of the codes is proposed, or nothing, and a warning asks.
	"""
	codes: list[AnswerCode] = []
	all_found = _Findings()
	items = {item.code: item for item in instrument.items}
	places = {header: position for position, header in enumerate(table.headers)}
	columns = [
		(column.header, items[column.item_code or ""])
		for column in mapping
		if column.role == "Answer" and column.item_code in items and column.header in places
	]
	decimal = DecimalSign(table.settings.decimal or "")
	if not decimal.sign:
		decimal = decimal_sign(table, {places[header]: item for header, item in columns})
	for header, item in columns:
		found = _of_column(table, header, item, decimal.sign, translate)
		codes += [AnswerCode(written, value, header) for written, value in found.codes.items()]
		all_found.missing |= found.missing
		all_found.numbered |= found.numbered
		all_found.unknown |= found.unknown
		all_found.by_order += found.by_order
		all_found.unclear += found.unclear
		all_found.shares |= found.shares
	warnings = [*decimal.doubts, *_warnings(all_found)]
	own = {label for item in instrument.items for label in label_values(item, translate)}
	return CodeProposal(_shared(codes, len(columns), own), not warnings, warnings)


def _of_column(
	table: Table, header: str, item: Item, decimal: str, translate: Callable[[str], str]
) -> _Findings:
	found = _Findings()
	known = label_values(item, translate)
	labels = table.labels.codes.get(header, {})
	missing = {code: None for code, label in labels.items() if means_missing(item, label, known)}
	in_order = _one_for_each_step(labels, item)
	perhaps = set(missing) if in_order and _may_be_answers(labels, missing) else set()
	missing |= dict.fromkeys(table.labels.missing.get(header, ()))
	real = {code: label for code, label in labels.items() if code not in missing or code in perhaps}
	meant = _by_labels(real, known)
	if len(meant) < len(real):
		meant = _by_order(real, meant, item) if perhaps <= set(in_order[:1]) else {}
		found.unclear += [] if meant else [header]
		found.by_order += [header] if _renumbers(meant) else []
	if _renumbers(meant):
		found.codes.update(meant)
	none_given = {code: None for code in missing if code not in perhaps}
	found.codes.update(none_given)
	found.missing.update(none_given)
	values = distinct(table, table.headers.index(header))
	if item.maximum == IN_PERCENT and any(percentage(value) is not None for value in values):
		shares = [code_text(value) for value in values if _is_share(value, decimal)]
		found.shares |= {header: shares[0]} if shares else {}
	for value in values:
		written = code_text(value)
		if written not in found.codes and not _is_answer(value, item, known, decimal):
			_note(written, value, item, known, found)
	return found


def _is_share(value: Cell, decimal: str) -> bool:
	"""Whether the value may be a percentage of which the cell has lost its format: 0.8 for 80 %."""
	try:
		return 0 < parse_number(value, decimal) < 1
	except CellError:
		return False


def _may_be_answers(labels: Mapping[str, str], missing: Collection[str]) -> bool:
	return all(plain(labels[code]) in ALSO_ANSWERS for code in missing)


def _note(written: str, value: Cell, item: Item, known: Mapping[str, float], found: _Findings) -> None:
	"""Note a value of the column that no code explains so far and that is no answer as it stands."""
	numbered = numbered_label(value)
	if means_missing(item, value, known):
		found.codes[written] = None
		found.missing[written] = None
	elif (share := percentage(value)) is not None and _fits(item, share):
		found.codes[written] = share
		found.numbered[written] = None
	elif numbered and _fits(item, numbered[0]):
		found.codes[written] = numbered[0]
		found.numbered[written] = None
	else:
		found.unknown[written] = None


def _is_answer(value: Cell, item: Item, known: Mapping[str, float], decimal: str) -> bool:
	try:
		if isinstance(value, str) and worded_answer(known, value) is not None:
			return True
		check_answer(item, answer_number(item, value, decimal))
	except (CellError, AnswerError):
		return False
	return True


def _fits(item: Item, number: float) -> bool:
	try:
		check_answer(item, number)
	except AnswerError:
		return False
	return True


def _by_labels(labels: Mapping[str, str], known: Mapping[str, float]) -> dict[str, float]:
	"""Return the value of each code whose label is one of the instrument's; none where two are the same."""
	meant = {code: known[plain(label)] for code, label in labels.items() if plain(label) in known}
	return meant if len(set(meant.values())) == len(meant) else {}


def _by_order(labels: Mapping[str, str], known: Mapping[str, float], item: Item) -> dict[str, float]:
	"""Return the value of each code by its order, when there is one for each step of the scale.

	The few labels that are known decide whether the codes rise or fall. Where none is, the ends of both
	scales tell: they rise, unless the sender goes from always to never and the instrument does not.
	"""
	codes, steps = _one_for_each_step(labels, item), _steps(item)
	if not codes:
		return {}
	own = {choice.value: choice.label for choice in item.choices}
	falls = scale_falls([labels[code] for code in codes]) != scale_falls(
		[own.get(step, "") for step in steps]
	)
	for order in (steps[::-1], steps) if falls else (steps, steps[::-1]):
		meant = dict(zip(codes, order, strict=True))
		if all(meant[code] == value for code, value in known.items()):
			return meant
	return {}


def _one_for_each_step(codes: Collection[str], item: Item) -> list[str]:
	"""Return codes that are whole numbers without a gap, in order, when there are as many as steps."""
	if not codes or len(codes) != len(_steps(item)) or not all(CODE.fullmatch(code) for code in codes):
		return []
	ordered = sorted(codes, key=int)
	return ordered if int(ordered[-1]) - int(ordered[0]) == len(ordered) - 1 else []


def _renumbers(meant: Mapping[str, float]) -> bool:
	return any(code != plain_number(value) for code, value in meant.items())


def _steps(item: Item) -> list[float]:
	if item.choices:
		return sorted(choice.value for choice in item.choices)
	whole = float(item.minimum).is_integer() and float(item.maximum).is_integer()
	return [float(step) for step in range(int(item.minimum), int(item.maximum) + 1)] if whole else []


def _shared(codes: Sequence[AnswerCode], columns: int, own: Container[str]) -> list[AnswerCode]:
	"""Name the column only where the code does not hold in every column, and could be an answer there.

	`own` are the labels of the instrument, as `plain` writes them.
	"""
	meanings: dict[str, list[float | None]] = {}
	for code in codes:
		meanings.setdefault(code.written, []).append(code.value)
	shared = {
		written: values[0]
		for written, values in meanings.items()
		if len(set(values)) == 1
		and (len(values) == columns or not (is_value(written) or plain(written) in own))
	}
	return [
		*(AnswerCode(written, value) for written, value in shared.items()),
		*(code for code in codes if code.written not in shared),
	]


def _warnings(found: _Findings) -> Iterator[Message]:
	if found.by_order:
		yield Message(
			_(
				"The codebook's words for {columns} are not all the instrument's. An order of the codes is "
				"proposed: check which of them is the lowest answer."
			),
			{"columns": found.by_order[:NAMED]},
		)
	if found.unclear:
		yield Message(
			_(
				"The codebook's words for {columns} are not the instrument's. Say which answer each code is, "
				"or confirm that the numbers are those of the instrument."
			),
			{"columns": found.unclear[:NAMED]},
		)
	if found.missing:
		yield Message(
			_("{values} are proposed as missing answers. Check that the sender means that."),
			{"values": list(found.missing)[:NAMED]},
		)
	if found.numbered:
		yield Message(
			_("Answers such as “{value}” are proposed as the number in them. Check that it is the answer."),
			{"value": next(iter(found.numbered))},
		)
	for header, value in found.shares.items():
		yield Message(
			_("{column} holds percentages and also {value}. Say what the sender means by it."),
			{"column": header, "value": value},
		)
	if found.unknown:
		yield Message(
			_("The file does not tell what {values} mean as answers. Say which answer each of them is."),
			{"values": list(found.unknown)[:NAMED]},
		)

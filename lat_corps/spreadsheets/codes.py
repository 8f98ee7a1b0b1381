"""What a sender's codes of answers mean: proposed from their codebook, decided by a person (N10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..domain.instruments import Instrument, Item, plain_number
from ..domain.text import Message, _
from .answer_words import label_values, means_missing, numbered_label, worded_answer
from .column_values import distinct
from .errors import CellError
from .header_rows import is_value
from .headings import plain
from .labels import code_text
from .mapping import ColumnRole
from .settings import AnswerCode
from .table import Cell, Table
from .values import parse_number

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
	columns = 0
	for column in mapping:
		item = items.get(column.item_code or "")
		if column.role != "Answer" or item is None or column.header not in table.headers:
			continue
		columns += 1
		found = _of_column(table, column.header, item, translate)
		codes += [AnswerCode(written, value, column.header) for written, value in found.codes.items()]
		all_found.missing |= found.missing
		all_found.numbered |= found.numbered
		all_found.unknown |= found.unknown
		all_found.by_order += found.by_order
	warnings = list(_warnings(all_found))
	return CodeProposal(_shared(codes, columns), not warnings, warnings)


def _of_column(table: Table, header: str, item: Item, translate: Callable[[str], str]) -> _Findings:
	found = _Findings()
	known = label_values(item, translate)
	labels = table.labels.codes.get(header, {})
	missing = {code: None for code, label in labels.items() if means_missing(item, label)}
	real = {code: label for code, label in labels.items() if code not in missing}
	meant = _by_labels(real, known)
	if not meant and _numbers_every_step(real, item):
		meant = dict(zip(sorted(real, key=int), _steps(item), strict=True))
		found.by_order += [header] if _renumbers(meant) else []
	if _renumbers(meant):
		found.codes.update(meant)
	found.codes.update(missing)
	found.missing.update(missing)
	for value in distinct(table, table.headers.index(header)):
		_note(code_text(value), value, item, known, found)
	return found


def _note(written: str, value: Cell, item: Item, known: Mapping[str, float], found: _Findings) -> None:
	"""Note a value of the column that no code explains so far and that is no answer as it stands."""
	if written in found.codes or _is_answer(value, item, known):
		return
	numbered = numbered_label(value)
	if means_missing(item, value):
		found.codes[written] = None
		found.missing[written] = None
	elif numbered and item.minimum <= numbered[0] <= item.maximum:
		found.codes[written] = numbered[0]
		found.numbered[written] = None
	else:
		found.unknown[written] = None


def _is_answer(value: Cell, item: Item, known: Mapping[str, float]) -> bool:
	try:
		if isinstance(value, str) and worded_answer(dict(known), value) is not None:
			return True
		return item.minimum <= parse_number(value) <= item.maximum
	except CellError:
		return False


def _by_labels(labels: Mapping[str, str], known: Mapping[str, float]) -> dict[str, float]:
	"""Return the value of each code whose label is one of the instrument's; none where two are the same."""
	meant = {code: known[plain(label)] for code, label in labels.items() if plain(label) in known}
	return meant if len(set(meant.values())) == len(meant) else {}


def _renumbers(meant: Mapping[str, float]) -> bool:
	return any(code != plain_number(value) for code, value in meant.items())


def _numbers_every_step(labels: Mapping[str, str], item: Item) -> bool:
	"""Whether there is one label for each whole step of the scale, numbered without a gap."""
	if not labels or not all(code.lstrip("-").isdecimal() for code in labels):
		return False
	numbers = sorted(map(int, labels))
	consecutive = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
	return consecutive and len(numbers) == len(_steps(item))


def _steps(item: Item) -> list[float]:
	if item.choices:
		return sorted(choice.value for choice in item.choices)
	whole = float(item.minimum).is_integer() and float(item.maximum).is_integer()
	return [float(step) for step in range(int(item.minimum), int(item.maximum) + 1)] if whole else []


def _shared(codes: Sequence[AnswerCode], columns: int) -> list[AnswerCode]:
	"""Name the column only where the code does not hold in every column, and could be an answer there."""
	meanings: dict[str, list[float | None]] = {}
	for code in codes:
		meanings.setdefault(code.written, []).append(code.value)
	shared = {
		written: values[0]
		for written, values in meanings.items()
		if len(set(values)) == 1 and (len(values) == columns or not is_value(written))
	}
	return [
		*(AnswerCode(written, value) for written, value in shared.items()),
		*(code for code in codes if code.written not in shared),
	]


def _warnings(found: _Findings) -> Iterator[Message]:
	if found.by_order:
		yield Message(
			_(
				"The codebook's words for {columns} are not those of the instrument. The lowest code is proposed "
				"as the lowest answer: check that the sender does not count the other way."
			),
			{"columns": found.by_order[:NAMED]},
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
	if found.unknown:
		yield Message(
			_("The file does not tell what {values} mean as answers. Say which answer each of them is."),
			{"values": list(found.unknown)[:NAMED]},
		)

"""Columns of answers told by their place: numbered on, in a run, between columns that are known (N10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ...domain.instruments import Instrument, Item
from ..cells.headings import plain
from ..cells.table import Cell, Table
from ..reading.column_values import counted
from ..reading.header_rows import is_value
from .answer_words import could_be_answer, label_values

SLIPS = 4
"""One in so many cells of a column may hold something else than an answer: a row to mend."""

NUMBERS = (
	re.compile(r"(?P<stem>\W*)(?P<number>[0-9]{1,3})(?=[\s.:)\-–])", re.DOTALL),
	re.compile(r"(?P<stem>[^\W\d_]+[\s_.\-]*)(?P<number>[0-9]{1,3})(?=[\s.:)\]_\-–]|$)", re.DOTALL),
	re.compile(r"(?P<stem>.*\D)(?P<number>[0-9]{1,3})\W*$", re.DOTALL),
)
"""Where a question's number stands: 1. Calm; Q1: Calm; De sidste to uger [1]."""

QUESTION = "spørgsmål|spoergsmaal|spm|sp|item|question|nr|no|q|s|i"
"""What may stand between the name of an instrument and the number of its question."""

WORD = re.compile(r"[^\W\d_]+")
PIECES = re.compile(r"[^\W\d_]+|[0-9]+")
SHORTEST_WORD = 3
CLEARLY = 0.1
"""By so much a column must be likelier than the next."""


@dataclass(frozen=True)
class Names:
	"""Headings of one point, in the table's order, without the point; all texts of each; columns to skip."""

	stems: Mapping[str, str]
	texts: Mapping[str, Sequence[str]]
	skipped: Container[str]


def in_order(
	table: Table,
	names: Names,
	matches: Mapping[str, str],
	instrument: Instrument,
	translate: Callable[[str], str],
) -> dict[str, str]:
	"""Return a column for every item, header -> code, or nothing where that is not plain.

	They are numbered alike, or stand in one run, or between the columns that `matches` and the words of their
	headings tell. All of that must agree with `matches`, header -> code. Columns numbered under the
	instrument's own name are those items also where some are lacking.
	"""
	columns = {
		header: counted(table, position)
		for position, header in enumerate(table.headers)
		if header in names.stems
	}
	fitting = [header for header, held in columns.items() if _fits_one(held, instrument.items)]
	fitting_or_empty = [header for header, held in columns.items() if not held or header in fitting]
	worded = _by_words(fitting, names, instrument, translate)
	anchors = {**{code: header for header, code in matches.items()}, **worded}
	proposals = (
		_numbered(fitting, names, anchors, instrument),
		_numbered(fitting_or_empty, names, anchors, instrument),
		_in_a_run(table, fitting, names, instrument),
		_between(fitting, anchors, instrument),
	)
	for runs in proposals:
		agreeing = [
			run
			for run in runs
			if all(
				not columns[header] or _fits(columns[header], item)
				for header, item in zip(run, instrument.items, strict=True)
			)
			and any(columns[header] for header in run)
			and _agrees(run, matches, instrument)
		]
		if len(agreeing) == 1:
			return dict(zip(agreeing[0], (item.code for item in instrument.items), strict=True))
	return _under_its_name(columns, names, matches, instrument)


def may_answer(table: Table, header: str, others: Iterable[str], items: Sequence[Item]) -> bool:
	"""Whether a column may answer one of the items: by its values, or by words it shares with another."""
	held = counted(table, table.headers.index(header))
	if _fits_one(held, items):
		return True
	words = _words_of(held)
	return bool(words) and any(
		other != header and words & _words_of(counted(table, table.headers.index(other))) for other in others
	)


def never_answers(table: Table, header: str, instrument: Instrument) -> bool:
	"""Whether a column holds numbers of which none is an answer, and no codebook explains: a total."""
	held = counted(table, table.headers.index(header))
	if not held or header in table.labels.codes:
		return False
	return all(is_value(value) for value in held) and not any(
		could_be_answer(item, value) for item in instrument.items for value in held
	)


def _words_of(held: Counter[Cell]) -> set[str]:
	"""Return the words of a column that holds a few of them over and over, as a scale of answers does."""
	few = len(held) * 2 <= held.total() and all(isinstance(value, str) for value in held)
	return {plain(value) for value in held if isinstance(value, str) and WORD.search(value)} if few else set()


def _numbered(
	fitting: Sequence[str], names: Names, anchors: Mapping[str, str], instrument: Instrument
) -> list[list[str]]:
	"""Return the columns that are numbered on, one for each item, whatever stands among them.

	Where more are numbered, a column that is known tells which number is the first.
	"""
	groups: dict[str, dict[int, list[str]]] = {}
	for header in fitting:
		for stem, number in _numbers_in(names.stems[header]):
			groups.setdefault(stem, {}).setdefault(number, []).append(header)
	count = len(instrument.items)
	runs = []
	for group in groups.values():
		starts = [start for start in group if all(start + step in group for step in range(count))]
		for start in starts:
			numbered = [group[start + step] for step in range(count)]
			run = [headers[0] for headers in numbered]
			known = any(
				anchors.get(item.code) == header for item, header in zip(instrument.items, run, strict=True)
			)
			if all(len(headers) == 1 for headers in numbered) and (known or len(starts) == 1):
				runs.append(run)
	return _distinct(runs)


@lru_cache(maxsize=64)
def question_of(name: str) -> re.Pattern[str]:
	"""Return the pattern of a heading with an instrument's name and, as its group, a question's number."""
	spelled = r"[\W_]*".join(PIECES.findall(name)) or "(?!)"
	return re.compile(rf"{spelled}[\W_]+(?:(?:{QUESTION})[\W_]*)?([0-9]{{1,3}})(?![0-9])", re.IGNORECASE)


def _under_its_name(
	columns: Mapping[str, Counter[Cell]], names: Names, matches: Mapping[str, str], instrument: Instrument
) -> dict[str, str]:
	"""Return the columns that have the instrument's name and a question's number: WHO5_1, WHO-5 item 3.

	None where one of them alone has, as that may be another wave of a single figure, or where two have one.
	"""
	named = question_of(instrument.code)
	found: dict[str, str] = {}
	for header, held in columns.items():
		match = named.match(names.stems[header])
		number = int(match[1]) if match else 0
		if not 1 <= number <= len(instrument.items):
			continue
		item = instrument.items[number - 1]
		if matches.get(header, item.code) != item.code or (held and not _fits(held, item)):
			return {}
		found[header] = item.code
	taken = [*found.values(), *(code for header, code in matches.items() if header not in found)]
	return found if len(found) > 1 and len(set(taken)) == len(taken) else {}


def _numbers_in(stem: str) -> set[tuple[str, int]]:
	"""Return what may be the number of the question, each with the heading before it."""
	matches = (pattern.match(stem) for pattern in NUMBERS)
	return {(plain(match["stem"]), int(match["number"])) for match in matches if match}


def _distinct(runs: Sequence[list[str]]) -> list[list[str]]:
	return [run for place, run in enumerate(runs) if run not in runs[:place]]


def _in_a_run(table: Table, fitting: Sequence[str], names: Names, instrument: Instrument) -> list[list[str]]:
	"""Return the runs of as many columns of answers as there are items."""
	runs: list[list[str]] = [[]]
	for header in table.headers:
		if header in fitting:
			runs[-1].append(header)
		elif header not in names.skipped:
			runs.append([])
	return [run for run in runs if len(run) == len(instrument.items)]


def _between(fitting: Sequence[str], anchors: Mapping[str, str], instrument: Instrument) -> list[list[str]]:
	"""Return the columns that stand between those known by their words, where there is no choice."""
	if len(anchors) * 2 < len(instrument.items) or any(header not in fitting for header in anchors.values()):
		return []
	places = {header: place for place, header in enumerate(fitting)}
	known = [
		(step, places[anchors[item.code]])
		for step, item in enumerate(instrument.items)
		if item.code in anchors
	]
	borders = [(-1, -1), *known, (len(instrument.items), len(fitting))]
	if any(one[1] >= other[1] for one, other in pairwise(borders)):
		return []
	openings = Counter(_opening(anchors[code]) for code in anchors)
	run: list[str] = []
	for (step, place), (next_step, next_place) in pairwise(borders):
		gap = list(fitting[place + 1 : next_place])
		lacking = next_step - step - 1
		if lacking and len(gap) > lacking:
			gap = [header for header in gap if _opening(header) in openings]
		if lacking and len(gap) != lacking:
			return []
		run += gap if lacking else []
		run += [fitting[next_place]] if next_place < len(fitting) else []
	return [run]


def _opening(header: str) -> str:
	return next((word.casefold() for word in WORD.findall(header)), "")


def _by_words(
	fitting: Sequence[str], names: Names, instrument: Instrument, translate: Callable[[str], str]
) -> dict[str, str]:
	"""Return by code the column whose heading has the label's words, where each is clearly the other's."""
	written = {header: [WORD.findall(text.casefold()) for text in names.texts[header]] for header in fitting}
	scores: dict[tuple[str, str], float] = {}
	for item in instrument.items:
		labels = [_telling(label) for label in {item.label, translate(item.label) if item.label else ""}]
		for header in fitting:
			scores[item.code, header] = max(
				_shared(words, label) for words in written[header] for label in labels
			)
	found = {}
	for item in instrument.items:
		header = _clearest({header: scores[item.code, header] for header in fitting})
		if (
			header
			and _clearest({other.code: scores[other.code, header] for other in instrument.items}) == item.code
		):
			found[item.code] = header
	return found


def _clearest(scores: Mapping[str, float]) -> str:
	ranked = sorted(scores, key=lambda key: -scores[key])
	if not ranked or not scores[ranked[0]]:
		return ""
	return ranked[0] if len(ranked) == 1 or scores[ranked[0]] - scores[ranked[1]] >= CLEARLY else ""


def _telling(label: str) -> list[str]:
	words = WORD.findall(label.casefold())
	return [word for word in words if len(word) >= SHORTEST_WORD] or words


def _shared(written: Sequence[str], label: Sequence[str]) -> float:
	"""Return from 0 to 1 how much of the label's words stands at the beginning of written words."""
	alike = [max((_beginning(word, other) for other in written), default=0) for word in label]
	return sum(alike) / len(alike) if alike else 0


def _beginning(word: str, other: str) -> float:
	shorter, longer = (word, other) if len(word) <= len(other) else (other, word)
	return len(shorter) / len(longer) if len(shorter) > 1 and longer.startswith(shorter) else 0


def _agrees(run: Sequence[str], matches: Mapping[str, str], instrument: Instrument) -> bool:
	"""Whether the columns that are known have their items, and no item is another number than its column."""
	proposed = {header: item.code for header, item in zip(run, instrument.items, strict=True)}
	if any(proposed.get(header) != code for header, code in matches.items()):
		return False
	return not any(
		_differ(_digits(item.label), _digits(header))
		for header, item in zip(run, instrument.items, strict=True)
	)


def _digits(text: str) -> set[str]:
	return set(re.findall(r"[0-9]+", text))


def _differ(label: set[str], header: set[str]) -> bool:
	return bool(label and header) and not label <= header


def _fits_one(held: Counter[Cell], items: Sequence[Item]) -> bool:
	scales = {(item.minimum, item.maximum, item.choices): item for item in items}
	return any(_fits(held, item) for item in scales.values())


def _fits(held: Counter[Cell], item: Item) -> bool:
	"""Whether a column of these values holds answers, and of others so few that they may be slips."""
	total, others, known = held.total(), 0, label_values(item, str)
	for value, times in held.items():
		if not could_be_answer(item, value, known):
			others += times
			if others * SLIPS > total:
				return False
	return others < total

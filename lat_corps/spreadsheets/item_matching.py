"""Which columns are the answers to which items: by code, by label, by likeness, by their place (N8, N10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..domain.instruments import Instrument, Item
from .answer_words import could_be_answer
from .column_values import counted
from .headings import COMPARED_LENGTH, likeness, plain
from .points import WideColumn
from .table import Cell, Table

CODE_ENDS = (" ", ":", ".", ")", "–")
"""What separates an item's code from its label in a heading."""

PARTS = re.compile(r"\s*[\[\]]\.?\s*|\s+[–|]\s+|:\s+|\.\s+")
"""What separates group, code and question in a heading: Q1[SQ001]. Calm; The last weeks – calm."""

LETTER = re.compile(r"[^\W\d_]")

BY_CODE, BY_LABEL, CONTAINED, ALIKE_ENOUGH = 3.0, 2.0, 0.9, 0.78
SLIPS = 4
"""One in so many cells of a column may hold something else than an answer: a row to mend."""

CONTAINED_LENGTH = 8
"""Shorter labels stand in unrelated texts too."""


@dataclass(frozen=True)
class ItemMatch:
	"""The item that a column answers; not `chosen` where another column is proposed for it."""

	code: str
	certain: bool
	chosen: bool = True


def texts_of(table: Table, wide: Mapping[str, WideColumn]) -> dict[str, list[str]]:
	"""Return by heading everything that may name a column: heading, its parts, the sender's question text."""
	texts = {}
	for header in table.headers:
		stem = (wide[header].stem if header in wide else header)[:COMPARED_LENGTH]
		said = (table.labels.texts.get(header) or table.labels.texts.get(stem, ""))[:COMPARED_LENGTH]
		parts = [part for part in PARTS.split(stem) if part and part != stem]
		texts[header] = [text for text in (stem, said, *parts) if text] or [header]
	return texts


def match_items(
	table: Table,
	free: Sequence[str],
	texts: Mapping[str, list[str]],
	wide: Mapping[str, WideColumn],
	instrument: Instrument,
	translate: Callable[[str], str],
) -> dict[str, ItemMatch]:
	"""Return the columns among `free` that answer items, point by point."""
	by_point: dict[str, list[str]] = {}
	for header in free:
		if header in wide or not wide:
			by_point.setdefault(wide[header].point if header in wide else "", []).append(header)
	found: dict[str, ItemMatch] = {}
	for headers in by_point.values():
		sure = all(wide[header].certain for header in headers if header in wide)
		matches = _match_texts(headers, texts, instrument, translate)
		if len([match for match in matches.values() if match.chosen]) < len(instrument.items):
			skipped = {header for header in wide if header not in headers}
			matches = _completed_by_run(table, headers, skipped, matches, instrument)
		if not matches and len(instrument.items) == 1:
			bare = [header for header in headers if header in wide and not LETTER.search(wide[header].stem)]
			if len(bare) == 1:
				matches = {bare[0]: ItemMatch(instrument.items[0].code, certain=False)}
		for header, match in matches.items():
			found[header] = ItemMatch(match.code, match.certain and sure, match.chosen)
	return {**_at_other_points(wide, free, found), **found}


def _at_other_points(
	wide: Mapping[str, WideColumn], free: Sequence[str], found: Mapping[str, ItemMatch]
) -> dict[str, ItemMatch]:
	"""Propose the item of a column for those that differ from it in their point alone, and have no rival."""
	item_of = {plain(wide[header].stem): match for header, match in found.items() if header in wide}
	taken = {(wide[header].point, match.code) for header, match in found.items() if header in wide}
	proposed: dict[str, ItemMatch] = {}
	for header in free:
		if header in found or header not in wide:
			continue
		match = item_of.get(plain(wide[header].stem))
		if match and match.chosen and (wide[header].point, match.code) not in taken:
			proposed[header] = ItemMatch(match.code, certain=False)
			taken.add((wide[header].point, match.code))
	return proposed


def _match_texts(
	headers: Sequence[str],
	texts: Mapping[str, list[str]],
	instrument: Instrument,
	translate: Callable[[str], str],
) -> dict[str, ItemMatch]:
	"""Give the likeliest pair of column and item to each other first; nothing is given twice."""
	scored = [
		(score, header, code)
		for header in headers
		for code, score in _scores(texts[header], instrument, translate).items()
		if score >= ALIKE_ENOUGH
	]
	rivals = Counter(code for score, _header, code in scored if score >= BY_LABEL)
	matches: dict[str, ItemMatch] = {}
	taken: set[str] = set()
	for score, header, code in sorted(scored, key=lambda entry: -entry[0]):
		if header in matches:
			continue
		if code not in taken:
			matches[header] = ItemMatch(code, certain=score >= BY_LABEL and rivals[code] == 1)
			taken.add(code)
		elif score >= BY_LABEL:
			matches[header] = ItemMatch(code, certain=False, chosen=False)
	return matches


def _scores(
	texts: Sequence[str], instrument: Instrument, translate: Callable[[str], str]
) -> dict[str, float]:
	"""Return how well the texts of a column name each item; a code leaves no choice."""
	for prefix in (f"{instrument.code} ", ""):
		for item in instrument.items:
			if any(_is_code(text, prefix + item.code) for text in texts):
				return {item.code: BY_CODE}
	return {item.code: _label_score(texts, item, translate) for item in instrument.items}


def _label_score(texts: Sequence[str], item: Item, translate: Callable[[str], str]) -> float:
	labels = {label for label in (item.label, translate(item.label) if item.label else "") if label}
	words = {plain(label) for label in labels}
	if any(plain(text) in words for text in texts):
		return BY_LABEL
	if any(len(word) >= CONTAINED_LENGTH and word in plain(text) for word in words for text in texts):
		return CONTAINED
	return max((likeness(text, label) for text in texts for label in labels), default=0)


def _is_code(text: str, code: str) -> bool:
	text, code = text.casefold(), code.casefold()
	if text == code or text.startswith(tuple(code + end for end in CODE_ENDS)):
		return True
	return " " not in text and plain(text) == plain(code)


def _completed_by_run(
	table: Table,
	headers: Sequence[str],
	skipped: Container[str],
	matches: Mapping[str, ItemMatch],
	instrument: Instrument,
) -> dict[str, ItemMatch]:
	"""Propose the items in order where one run of columns has their number and values, and agrees so far.

	`skipped` are columns of other points, which may stand between.
	"""
	runs: list[list[str]] = [[]]
	held = {
		header: counted(table, position) for position, header in enumerate(table.headers) if header in headers
	}
	for header in table.headers:
		if header in headers and any(_fits(held[header], item) for item in instrument.items):
			runs[-1].append(header)
		elif header not in skipped:
			runs.append([])
	numbered = [list(group) for run in runs for _stem, group in groupby(run, key=_without_number)]
	fitting = _fitting(held, runs, instrument) or _fitting(held, numbered, instrument)
	if len(fitting) != 1:
		return dict(matches)
	proposed = {
		header: ItemMatch(item.code, certain=False)
		for header, item in zip(fitting[0], instrument.items, strict=True)
	}
	agreeing = all(
		header in proposed and proposed[header].code == match.code for header, match in matches.items()
	)
	return {**proposed, **matches} if agreeing else dict(matches)


def _fitting(
	held: Mapping[str, Counter[Cell]], runs: Sequence[list[str]], instrument: Instrument
) -> list[list[str]]:
	return [
		run
		for run in runs
		if len(run) == len(instrument.items)
		and all(_fits(held[header], item) for header, item in zip(run, instrument.items, strict=True))
	]


def _without_number(header: str) -> str:
	return header.rstrip("0123456789")


def _fits(values: Counter[Cell], item: Item) -> bool:
	"""Whether a column of these values holds answers, and of others so few that they may be slips."""
	answers = sum(times for value, times in values.items() if could_be_answer(item, value))
	return bool(answers) and (values.total() - answers) * SLIPS <= values.total()

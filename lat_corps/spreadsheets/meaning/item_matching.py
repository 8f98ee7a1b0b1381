"""Which columns are the answers to which items: by code, by label, by likeness, by their place (N8, N10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ...domain.instruments import Instrument, Item
from ..cells.headings import COMPARED_LENGTH, WideColumn, likeness, plain, without_zone
from ..cells.table import Table
from .item_order import Names, in_order, may_answer, never_answers, question_of

CODE_ENDS = (" ", ":", ".", ")", "–")
"""What separates an item's code from its label in a heading."""

PARTS = re.compile(r"\s*[\[\]]\.?\s*|\s+[–|]\s+|:\s+|\.\s+")
"""What separates group, code and question in a heading: Q1[SQ001]. Calm; The last weeks – calm."""

LETTER = re.compile(r"[^\W\d_]")
PIECES = re.compile(r"[^\W\d_]+|[0-9]+")

NOT_IN_WORDS = " \t\n_.:,;-–—|/()[]{}#"

IN_A_GROUP = 3
"""So many neighbours that begin alike are questions of one group."""

GROUP_WORDS = 2

WAVES = ("wave", "w", "t", "tid", "time", "runde", "round", "måling", "bølge", "gang", "nr")
NUMBER = r"(?:[0-9]{1,2}|(?:19|20)[0-9]{2})"
AGAIN = re.compile(rf"[\W_]*(?:{'|'.join(WAVES)})?[\W_]*{NUMBER}[\W_]*|[\W_]*[a-z]", re.IGNORECASE)
"""What follows an item's code in a column of another wave, or of a part of it: X1.2, X1 (wave 2), X1.a."""

NAMED_WAVES = "|".join(wave for wave in WAVES if wave != "nr")
GAP = r"[\W_]{0,4}"
A_WAVE = rf"(?:(?:{NAMED_WAVES}){GAP}{NUMBER}|{NUMBER}\.?{GAP}(?:{NAMED_WAVES}))"
OF_A_WAVE = re.compile(
	rf"{A_WAVE}[\W_]{GAP}(\S.*)|(.*\S)[\W_]{GAP}{A_WAVE}\W{{0,4}}", re.IGNORECASE | re.DOTALL
)
"""A column of a wave that its heading names: W2_X1, Bølge 2: X1, Calm (2. gang); nr. 2 is of a question."""

BY_CODE, BY_LABEL, CONTAINED, ALIKE_ENOUGH = 3.0, 2.0, 0.9, 0.78

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
	stems = {h: (wide[h].stem if h in wide else h)[:COMPARED_LENGTH] for h in table.headers}
	questions = _behind_a_group(list(stems.values()))
	for header, stem in stems.items():
		said = (table.labels.texts.get(header) or table.labels.texts.get(stem, ""))[:COMPARED_LENGTH]
		named = (stem, said, without_zone(stem), *_parts(stem), questions.get(stem))
		texts[header] = [text for text in dict.fromkeys(named) if text] or [header]
	return texts


def _behind_a_group(stems: Sequence[str]) -> dict[str, str]:
	"""Return by heading the words behind those with which several neighbours begin, as questions of a group.

	Nothing else separates them where a line break of the heading has been lost.
	"""
	found: dict[str, str] = {}
	split = [stem.split() for stem in stems]
	for place in range(len(split) - IN_A_GROUP + 1):
		neighbours = split[place : place + IN_A_GROUP]
		shared = len([*takewhile(lambda words: len(set(words)) == 1, zip(*neighbours, strict=False))])
		if shared >= GROUP_WORDS and all(len(words) > shared for words in neighbours):
			for words, stem in zip(neighbours, stems[place:], strict=False):
				rest = " ".join(words[shared:])
				if LETTER.search(rest) and not OF_A_WAVE.fullmatch(stem):
					found.setdefault(stem, rest)
	return found


def _parts(stem: str) -> Iterator[str]:
	"""Yield the parts of a heading, but for those that a number beside them makes another wave's."""
	if OF_A_WAVE.fullmatch(stem):
		return
	parts = [part for part in PARTS.split(stem) if part]
	for place, part in enumerate(parts):
		if part != stem and not any(AGAIN.fullmatch(again) for again in parts[place + 1 : place + 2]):
			yield part


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
			point = wide[header].point or wide[header].marker if header in wide else ""
			by_point.setdefault(point, []).append(header)
	found: dict[str, ItemMatch] = {}
	for headers in by_point.values():
		sure = all(wide[header].certain for header in headers if header in wide)
		matches = _match_texts(headers, texts, instrument, translate)
		totals = {header for header in matches if never_answers(table, header, instrument)}
		chosen = {h: match.code for h, match in matches.items() if match.chosen and h not in totals}
		if len(chosen) < len(instrument.items):
			again = _again(headers, texts, instrument) - chosen.keys()
			stems = {h: wide[h].stem if h in wide else h for h in headers if h not in again}
			names = Names(stems, texts, skipped={header for header in wide if header not in headers})
			placed = in_order(table, names, chosen, instrument, translate)
			doubted = {h: replace(matches[h], certain=False, chosen=not placed) for h in totals}
			proposed = {header: ItemMatch(code, certain=False) for header, code in placed.items()}
			matches = {**proposed, **matches, **doubted}
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
	groups = _groups(headers, texts, instrument)
	scored = [
		(score, header, code)
		for header in headers
		for code, score in _scores(texts[header], instrument, translate, groups).items()
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


def _groups(headers: Sequence[str], texts: Mapping[str, list[str]], instrument: Instrument) -> set[str]:
	"""Return the items called as their instrument of which several columns bear the name: that of a group."""
	return {
		item.code
		for item in instrument.items
		if _is_named_as(item, instrument)
		and sum(any(_bears(text, item.code) for text in texts[header]) for header in headers) > 1
	}


def _bears(text: str, code: str) -> bool:
	text, code = text.casefold(), code.casefold()
	return _is_spelled(text, code) or _begins_with(text, code)


def _is_named_as(item: Item, instrument: Instrument) -> bool:
	return plain(item.code) == plain(instrument.code)


def _scores(
	texts: Sequence[str],
	instrument: Instrument,
	translate: Callable[[str], str],
	groups: Container[str],
) -> dict[str, float]:
	"""Return how well the texts of a column name each item; a code leaves no choice."""
	for is_code in (_is_spelled, _begins_with, _has_letters_of):
		for prefix in (f"{instrument.code} ", ""):
			for item in instrument.items:
				own = _texts_of_item(texts, item, instrument, groups)
				if any(is_code(text.casefold(), (prefix + item.code).casefold()) for text in own):
					return {item.code: BY_CODE}
	return {item.code: _label_score(texts, item, translate) for item in instrument.items}


def _texts_of_item(
	texts: Sequence[str], item: Item, instrument: Instrument, groups: Container[str]
) -> Sequence[str]:
	"""Return the texts that may be the item's code, where it is not the instrument that they name.

	WHO5 question 1 is not the item WHO5, nor are WHO5: Calm and WHO5: Rest.
	"""
	if not _is_named_as(item, instrument):
		return texts
	if item.code in groups:
		return [text for text in texts[:1] if _is_spelled(text.casefold(), item.code.casefold())]
	return [text for text in texts if not question_of(instrument.code).match(text)]


def _label_score(texts: Sequence[str], item: Item, translate: Callable[[str], str]) -> float:
	labels = {label for label in (item.label, translate(item.label) if item.label else "") if label}
	words = {plain(label) for label in labels}
	if any(plain(text) in words for text in texts):
		return BY_LABEL
	others = [text for text in texts if not (_repeats(text) & words or OF_A_WAVE.fullmatch(text))]
	if any(len(word) >= CONTAINED_LENGTH and word in plain(text) for word in words for text in others):
		return CONTAINED
	return max((_alike(text, label) for text in others for label in labels), default=0)


def _alike(text: str, label: str) -> float:
	"""Return the likeness of a text and a label; Symptom 1 and Symptom 2 are not alike."""
	numbers = {*re.findall(r"[0-9]+", label)}
	return likeness(text, label) if numbers <= {*re.findall(r"[0-9]+", text)} else 0


def _repeats(text: str) -> set[str]:
	"""Return what the text may repeat, as `plain` writes it: Mood for Mood.1, Mood 2024, W2: Mood."""
	if match := OF_A_WAVE.fullmatch(text):
		return {plain(match[1] or match[2])}
	bare = text.casefold().rstrip(NOT_IN_WORDS)
	stem = bare.rstrip("0123456789")
	if stem == bare and len(bare) > 2 and bare[-2] in NOT_IN_WORDS:
		return {plain(bare[:-2])}
	if not stem or not re.fullmatch(NUMBER, bare[len(stem) :]):
		return set()
	stem = stem.rstrip(NOT_IN_WORDS)
	wave = next((wave for wave in WAVES if re.search(rf"[\W_]{wave}$", stem)), "")
	return {plain(stem), plain(stem.removesuffix(wave))} - {""}


def _again(headers: Sequence[str], texts: Mapping[str, list[str]], instrument: Instrument) -> set[str]:
	"""Return the columns of another wave: several that name one, or items by name with a number behind."""
	of_a_wave = {header for header in headers if OF_A_WAVE.fullmatch(texts[header][0])}
	words = _words_of(instrument)
	repeated = {
		(header, words[word])
		for header in headers
		for text in texts[header]
		for word in _repeats(text) & words.keys()
	}
	several = len({code for _header, code in repeated}) > 1
	return (of_a_wave if len(of_a_wave) > 1 else set()) | {header for header, _code in repeated if several}


def _words_of(instrument: Instrument) -> dict[str, str]:
	"""Return the code of an item by its code and label, as `plain` writes them."""
	return {plain(text): item.code for item in instrument.items for text in (item.code, item.label)}


def _is_spelled(text: str, code: str) -> bool:
	return text == code or (" " not in text and PIECES.findall(text) == PIECES.findall(code))


def _begins_with(text: str, code: str) -> bool:
	"""Whether the text is the code with a label behind it, and not with the number of a wave."""
	begins = text.startswith(tuple(code + end for end in CODE_ENDS))
	return begins and not AGAIN.fullmatch(text[len(code) :]) and not OF_A_WAVE.fullmatch(text)


def _has_letters_of(text: str, code: str) -> bool:
	"""Whether the text is the code without its separators: WHO51 for WHO5_1, but not X1.2 for X12."""
	return text.isalnum() and text == plain(code)


def unrecognised(
	table: Table,
	free: Sequence[str],
	texts: Mapping[str, list[str]],
	found: Mapping[str, ItemMatch],
	instrument: Instrument,
) -> set[str]:
	"""Return the columns without an item that may be answers all the same, of which a person must be asked.

	They are named like an item or like a column of answers, with a number behind; and where an item has no
	certain column, those that hold what may be answers; all of them where nothing tells of any.
	"""
	others = [header for header in free if header not in found]
	known = {plain(header) for header in found} | _words_of(instrument).keys()
	asked = {header for header in others if any(_repeats(text) & known for text in texts[header])}
	certain = {match.code for match in found.values() if match.chosen and match.certain}
	lacking = [item for item in instrument.items if item.code not in certain]
	asked |= {header for header in others if lacking and may_answer(table, header, others, lacking)}
	return asked if asked or any(match.chosen for match in found.values()) else set(others)

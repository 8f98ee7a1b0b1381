"""What a report may tell beside all that was told before (N6, R110).

A municipality's reports are of quarters, half-years and years: fixed periods that adjoin, or lie in one
another. Each person counts once, in the quarter of the first course, so that the counts of a longer period
are the sums of its quarters. What a report is to tell becomes one list of cells with all that was told before
of the same year, and with what could be reckoned from that: each quarter, and what a longer period leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, product
from math import prod

from .joint import fitted, reached, rings
from .suppression import protects, suppress
from .suppression_attack import GivenAway
from .suppression_tables import BOUND, HIDDEN, JOINT, OPEN, TOLD, UNTOLD, Cell, Tables

Of = tuple[tuple[str, str], ...]
"""Who is counted: (division, value) in the order of the divisions; nothing for all."""

Key = tuple[str, Of]
"""What is counted (who was referred, who has started), and of whom."""

Quarters = tuple[int, ...]

WHOLE_YEAR: Quarters = (1, 2, 3, 4)
PERIODS: tuple[Quarters, ...] = ((1,), (2,), (3,), (4,), (1, 2), (3, 4), WHOLE_YEAR)
WEIGHTS = (12, 2, 1)
"""What hiding costs: the number of all, a sum by one division, a cell of two."""

MOST_JOINT = 400
"""Cells of a table of which tables in a ring are sums: with more, telling takes minutes."""


@dataclass(frozen=True)
class Release:
	"""What was told of some quarters of a year: a count, or None where it was hidden."""

	quarters: Quarters
	counts: Mapping[Key, int | None]


def in_rows(counts: Mapping[Key, int | None]) -> list[list[object]]:
	"""Return counts as JSON can hold them; `of_rows` reads them."""
	return [[what, of, count] for (what, of), count in sorted(counts.items())]


def of_rows(rows: Iterable[Sequence]) -> dict[Key, int | None]:
	return {(what, tuple((division, value) for division, value in of)): count for what, of, count in rows}


def divisions_of(key: Key) -> tuple[str, ...]:
	"""Return who is counted, and by which divisions."""
	what, of = key
	return (what, *(division for division, _value in of))


def in_turn(tables: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
	"""Yield which tables are told together: the numbers of all, those by one division, then each by itself.

	It is quicker together; where what was told before leaves no room for all, each may still find some.
	"""
	subjects = dict.fromkeys(table[0] for table in tables)
	yield from ([(what,)] for what in subjects)
	yield from ([table for table in tables if table[0] == what and len(table) == 2] for what in subjects)
	yield from ([table] for table in sorted(tables, key=len))


NOBODY = Tables({}, (), 0)


@dataclass(frozen=True)
class Elsewhere:
	"""A count that is told in parts elsewhere: with `known` others, `told` and a rest, None where hidden."""

	quarters: Quarters
	key: Key
	known: int
	told: int
	rest: int | None


@dataclass(frozen=True)
class Year:
	"""The counts of each quarter of a year that has ended, and what was told of them.

	A count is asked for together with those it adds up to; an empty one may be left out of `counts`. `after`
	names pairs (later, earlier): nobody is counted as the later before having been counted as the earlier, in
	this year or, as `before` tells by number, until then; that holds of each value of the `lasting` divisions
	too. `at_least` says how many have been counted so far, at least, as is told elsewhere. `same` names pairs
	of values of two divisions that a reader takes for the same people, where none of the one is without the
	other. `among` are cells of other municipalities, and sums of them and of this one's cells, by quarters
	and key (`national.py`).
	"""

	counts: Mapping[int, Mapping[Key, int]]
	told: Sequence[Release] = ()
	after: Sequence[tuple[str, str]] = ()
	before: Mapping[Key, int] = field(default_factory=dict)
	at_least: Mapping[str, int] = field(default_factory=dict)
	lasting: Collection[str] = ()
	elsewhere: Sequence[Elsewhere] = ()
	same: Sequence[tuple[tuple[str, str], tuple[str, str]]] = ()
	among: Tables = NOBODY

	def value(self, quarters: Quarters, key: Key) -> int:
		return sum(self.counts[quarter].get(key, 0) for quarter in quarters)

	def tell(self, quarters: Quarters, keys: Collection[Key], threshold: int, seed: int) -> Release:
		"""Return what may be told of some quarters: the counts that are asked for, small ones hidden.

		`seed` is as in `suppress`: no reader may know it. Where what was told before leaves no room, counts
		by two divisions are left out, then those by one. Raises GivenAway where not even the number of all
		can be told or hidden; ValueError for quarters that are no period or have not ended, and where counts
		are not those that were told before.
		"""
		if quarters not in PERIODS or not {*quarters} <= {*self.counts}:
			raise ValueError("A report is of a quarter, a half-year or a year that has ended.")
		asked = with_wholes(keys)
		for divisions in sorted({len(of) for _what, of in asked}, reverse=True):
			some = frozenset(key for key in asked if len(key[1]) <= divisions)
			try:
				return self._told(quarters, some, threshold, seed)
			except GivenAway:
				continue
		raise GivenAway

	def as_read(self, needed: Collection[tuple[Quarters, Key]], threshold: int) -> Tables:
		"""Return what a reader of what was told has, with the counts of `needed`, told or not.

		Quarters stand in it only where they bear on it. What was told by a division in one period alone
		leaves to its quarters whatever adds up to their totals: they keep as much room as the period has.
		"""
		return _Reckoning(self, (), frozenset(), threshold, needed=frozenset(needed), lean=True).tables()

	def _told(self, quarters: Quarters, keys: frozenset[Key], threshold: int, seed: int) -> Release:
		sums, others = self.among.relations, self.among.cells
		needed = frozenset(cell for relation in sums for cell in relation if cell not in others)
		reckoning = _Reckoning(self, quarters, keys, threshold, needed=needed)
		tables = reckoning.tables()
		hidden = suppress(replace(reckoning, whole=True).tables(), seed)
		if not protects(tables, hidden):
			hidden = suppress(tables, seed)
		counts: dict[Key, int | None] = {}
		for key in sorted(keys):
			cell = tables.cells[quarters, key]
			counts[key] = None if cell.state == HIDDEN or (quarters, key) in hidden else cell.value
		return Release(quarters, counts)


@dataclass(frozen=True)
class _Reckoning:
	"""What a reader of all releases of a year, and of the one to come, can reckon with.

	With `whole`, tables by two divisions that are told for the year alone are not taken apart by quarter:
	that is quick to choose by, and has to be proved on the whole reckoning.
	"""

	year: Year
	quarters: Quarters
	asked: frozenset[Key]
	threshold: int
	whole: bool = False
	needed: frozenset[tuple[Quarters, Key]] = frozenset()
	lean: bool = False

	def tables(self) -> Tables:
		cells: dict[Hashable, Cell] = {}
		relations: list[dict[Hashable, int]] = []
		quarters = sorted(self.year.counts)
		for key in sorted(self._keys()):
			periods = [*self._longer(key)]
			whole = (
				len(key[1]) == 2
				and periods == [WHOLE_YEAR]
				and (self.whole or divisions_of(key) not in self._in_parts)
			)
			if self._stands_alone(key):
				periods, whole = [*self._periods[divisions_of(key)]], True
			if not whole:
				cells |= {((quarter,), key): self._cell((quarter,), key) for quarter in quarters}
			for period in periods:
				cells[period, key] = self._cell(period, key)
				if not whole:
					relations.append({**{((quarter,), key): 1 for quarter in period}, (period, key): -1})
		relations += self._lines(cells)
		if not (self.whole or self.lean):
			relations += self._joint(cells)
		for slack, cell, relation in (*self._between(), *self._within(cells)):
			cells[slack] = cell
			relations.append({**relation, slack: -1})
		for number, each in enumerate(self.year.elsewhere):
			whole, rest, others = (each.quarters, each.key), ("rest", number), ("others", number)
			left = cells[whole].value + each.known - each.told if whole in cells else -1
			if left >= 0:
				cells[rest] = Cell(left, 0, TOLD if left == each.rest else HIDDEN)
				cells[others] = Cell(each.told - each.known, 0, TOLD)
				relations.append({rest: 1, others: 1, whole: -1})
		among = self.year.among
		return Tables({**cells, **among.cells}, (*relations, *among.relations), self.threshold)

	def _keys(self) -> set[Key]:
		told = (key for release in self.year.told for key in release.counts)
		return {*self.asked, *told, *(key for _quarters, key in self.needed)}

	def _stands_alone(self, key: Key) -> bool:
		divisions = divisions_of(key)
		alone = self.lean and len(divisions) > 1 and not {*divisions[1:]} <= {*self.year.lasting}
		return alone and len(self._periods[divisions]) == 1

	@cached_property
	def _periods(self) -> dict[tuple[str, ...], set[Quarters]]:
		"""Who is counted, by which divisions -> the periods that are told of, or looked at."""
		cells = [(release.quarters, key) for release in self.year.told for key in release.counts]
		found: dict[tuple[str, ...], set[Quarters]] = {}
		for quarters, key in (*cells, *self.needed):
			found.setdefault(divisions_of(key), set()).add(quarters)
		return found

	def _cell(self, quarters: Quarters, key: Key) -> Cell:
		value, weight = self.year.value(quarters, key), WEIGHTS[len(key[1])]
		for release in self.year.told:
			if release.quarters == quarters and key in release.counts:
				told = release.counts[key]
				if told not in (None, value):
					raise ValueError("Counts are not those that were told before.")
				return Cell(value, weight, HIDDEN if told is None else TOLD)
		return Cell(value, weight, OPEN if quarters == self.quarters and key in self.asked else UNTOLD)

	@cached_property
	def _pairs(self) -> set[tuple[str, ...]]:
		"""The tables by two divisions: who is counted, and these."""
		return {divisions_of(key) for key in self._keys() if len(key[1]) == 2}

	@cached_property
	def _in_parts(self) -> set[tuple[str, ...]]:
		"""The tables by two divisions of which a reader knows something by quarter.

		Each side leads to a division of which some part of the year is told: where one side alone does, a
		reader knows no more of a quarter by both than of that quarter by this one.
		"""
		told = [(release.quarters, release.counts) for release in self.year.told]
		parts = {
			divisions_of(key)
			for quarters, keys in ((self.quarters, self.asked), *told)
			if quarters != WHOLE_YEAR
			for key in keys
		}
		found = set()
		for pair in self._pairs:
			what, *ends = pair
			others = [{*other[1:]} for other in self._pairs - {pair} if other[0] == what]
			if all(any((what, one) in parts for one in reached(end, others)) for end in ends):
				found.add(pair)
		return found

	def _joint(self, cells: dict[Hashable, Cell]) -> list[dict[Hashable, int]]:
		"""Add the cells of which tables that form a ring are sums; return these sums.

		Raises GivenAway where they are too many and what is asked for closes the ring.
		"""
		relations = []
		quarters = [(quarter,) for quarter in sorted(self.year.counts)]
		for what, ring in rings(self._pairs):
			keys = [
				(subject, of)
				for subject, of in sorted(self._keys())
				if subject == what and len(of) == 2 and {*dict(of)} <= ring
			]
			values = [
				sorted({one for _what, of in keys for one in of if one[0] == division})
				for division in sorted(ring)
			]
			if prod(len(some) for some in values) > MOST_JOINT:
				if any(cells[cell].state == OPEN for cell in cells if cell[1] in keys):
					raise GivenAway
				continue
			periods = quarters if any((quarters[0], key) in cells for key in keys) else [WHOLE_YEAR]
			parts = {
				(what, of): [people for people in product(*values) if {*of} <= {*people}]
				for _what, of in keys
			}
			for period in periods:
				fit = fitted([(self.year.value(period, key), people) for key, people in parts.items()])
				cells |= {(period, (what, people)): Cell(number, 0, JOINT) for people, number in fit.items()}
			for key, some in parts.items():
				for whole in periods if (periods[0], key) in cells else [WHOLE_YEAR]:
					within = product((period for period in periods if {*period} <= {*whole}), some)
					joint = {(period, (what, people)): 1 for period, people in within}
					relations.append({**joint, (whole, key): -1})
		return relations

	def _longer(self, key: Key) -> Iterator[Quarters]:
		"""Yield the longer periods that are told of, and what small number these leave between them."""
		of_key = {release.quarters for release in self.year.told if key in release.counts}
		of_key |= {self.quarters} if key in self.asked else set()
		of_key |= {quarters for quarters, needed in self.needed if needed == key}
		yield from (period for period in sorted(of_key) if len(period) > 1)
		apart = sum(len(period) for period in of_key) == len(
			{quarter for period in of_key for quarter in period}
		)
		if not apart:
			for size in range(2, len(self.year.counts) + 1):
				for some in combinations(sorted(self.year.counts), size):
					if some not in of_key and 0 < self.year.value(some, key) < self.threshold:
						yield some

	def _lines(self, cells: Mapping[Hashable, Cell]) -> Iterator[dict[Hashable, int]]:
		"""Yield how the values of a division add up, in each period of which they are all cells."""
		parts: dict[tuple[Key, str], list[Key]] = {}
		for what, of in self._keys():
			for place, (division, _value) in enumerate(of):
				parts.setdefault(((what, of[:place] + of[place + 1 :]), division), []).append((what, of))
		for period in dict.fromkeys(period for period, _key in cells):
			for (whole, _division), keys in sorted(parts.items()):
				if all((period, key) in cells for key in (whole, *keys)):
					yield {**{(period, key): 1 for key in sorted(keys)}, (period, whole): -1}

	def _between(self) -> Iterator[tuple[Hashable, Cell, dict[Hashable, int]]]:
		"""Yield what lies between two numbers of which one is not below the other, with the sum it ends."""
		keys, quarters = self._keys(), sorted(self.year.counts)
		sides = [
			({(earlier, of): 1, (later, of): -1}, quarters[:number], 0)
			for later, earlier in self.year.after
			for of in sorted({of for _what, of in keys})
			if {division for division, _value in of} <= {*self.year.lasting}
			for number in range(1, len(quarters) + 1)
		]
		sides += [({(what, ()): 1}, quarters, least) for what, least in self.year.at_least.items() if least]
		for signs, some, least in sides:
			value = -least + sum(
				sign * (self.year.before.get(key, 0) + self.year.value((*some,), key))
				for key, sign in signs.items()
			)
			if value >= 0 and {*signs} <= keys:
				slack = (*signs, len(some), least)
				relation = {((quarter,), key): sign for quarter in some for key, sign in signs.items()}
				yield slack, Cell(value, 0, BOUND), relation

	def _within(self, cells: Mapping[Hashable, Cell]) -> Iterator[tuple[Hashable, Cell, dict[Hashable, int]]]:
		"""Yield what lies between two cells of a period that tell of the same people in other words."""
		by_people = {(what, frozenset(of)): (what, of) for what, of in sorted(self._keys())}
		periods = dict.fromkeys(period for period, _key in cells)
		for narrow, wide in (pair for one in self.year.same for pair in (one, one[::-1])):
			for (what, people), key in by_people.items():
				other = by_people.get((what, people - {narrow} | {wide}))
				for period in periods if narrow in people and other else ():
					part, whole = (period, key), (period, other)
					if {part, whole} <= cells.keys() and cells[part].value <= cells[whole].value:
						left = cells[whole].value - cells[part].value
						yield ("within", part, whole), Cell(left, 0, BOUND), {whole: 1, part: -1}


def with_wholes(keys: Iterable[Key]) -> list[Key]:
	"""Return keys with all that they add up to."""
	found = set()
	for what, of in keys:
		for size in range(len(of) + 1):
			found.update((what, some) for some in combinations(of, size))
	return sorted(found)


def counted(
	what: str,
	people: Sequence[Mapping[str, str]],
	divisions: Mapping[str, Collection[str]],
	tables: Collection[tuple[str, ...]],
) -> dict[Key, int]:
	"""Return how many people there are in all and in each cell of some tables, by one division or by two.

	A person maps each division to one of its values. Raises KeyError for one who has none, or another.
	"""
	counts: dict[Key, int] = {(what, ()): len(people)}
	for table in {part for whole in tables for size in (1, 2) for part in combinations(whole, size)}:
		of_values = product(*([(division, value) for value in divisions[division]] for division in table))
		counts |= dict.fromkeys(((what, of) for of in of_values), 0)
		columns = ([person[division] for person in people] for division in table)
		for values, number in Counter(zip(*columns, strict=True)).items():
			counts[what, tuple(zip(table, values, strict=True))] += number
	return counts

"""What may be told of the country: sums of municipalities, beside all that each of them tells (R89, N9).

Two readers are kept away. The national centre reads the country's figures alone: what one municipality gives
nearly all of is hidden from it. And whoever reads every report besides could take what municipalities tell
from what the country tells: what is left must not betray what one of them hides. So what stands told of each
municipality and of the country, of whichever period, is one list of cells and sums.

A sum is sensitive by the p% rule, which grants each municipality what it gives itself: the second largest
must not reckon the largest more closely than to p per cent. Hundepool et al. (2012), "Statistical Disclosure
Control", Wiley, section 4.2.2. It holds of the whole sum, and of that part of it which no report tells.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .released import WEIGHTS, Key, Quarters, Year, divisions_of, in_turn, with_wholes
from .suppression import suppress
from .suppression_attack import GivenAway
from .suppression_tables import OPEN, SENSITIVE, TOLD, Cell, Tables
from .text import _

FEWEST_MUNICIPALITIES = 3
LEAST_MARGIN = 10
"""The lowest numbers allowed; a site may only raise them."""


CAVEATS = (
	_(
		"These are the people of the municipalities whose management has approved that they are counted "
		"here, not of the whole country. What is approved later is not in the figures."
	),
	_("A person counts once in each municipality, in the quarter of the first course there."),
	_(
		"Counts from 1 to {most} are hidden, and what fewer than {municipalities} municipalities give or one "
		"gives nearly all of, with others from which they could be computed, also by way of the "
		"municipalities’ own reports."
	),
	_("The figures say how many, not why, and nothing of effect."),
)


@dataclass(frozen=True)
class Rule:
	"""How many municipalities a sum takes, and how close, in per cent, one may come to another's part."""

	municipalities: int = FEWEST_MUNICIPALITIES
	margin: int = LEAST_MARGIN

	def __post_init__(self) -> None:
		if self.municipalities < FEWEST_MUNICIPALITIES or self.margin < LEAST_MARGIN:
			raise ValueError("A sum of municipalities cannot be less protected than that.")

	def hides(self, parts: Iterable[int]) -> bool:
		"""Tell whether a sum of what municipalities give is sensitive; one of nobody is not."""
		giving = sorted((part for part in parts if part), reverse=True)
		if not giving:
			return False
		return len(giving) < self.municipalities or 100 * sum(giving[2:]) < self.margin * giving[0]


@dataclass(frozen=True)
class Pooled:
	"""What was told of some municipalities together, in some quarters of a year; None is hidden."""

	quarters: Quarters
	members: tuple[str, ...]
	counts: Mapping[Key, int | None]


@dataclass(frozen=True)
class Country:
	"""A year of municipalities, by name, and what stands told of sums of them."""

	years: Mapping[str, Year]
	standing: Sequence[Pooled] = ()

	def tell(
		self,
		quarters: Quarters,
		members: Collection[str],
		keys: Collection[Key],
		rule: Rule,
		threshold: int,
		seed: int,
	) -> Pooled:
		"""Return what may be told of municipalities together in a period that has ended.

		Who was told of in a quarter is not told of again in a longer period: that would be the quarters that
		are left, of other municipalities. Tables for which what was told leaves no room are left out. Raises
		GivenAway where not even a number of all can be told or hidden; `seed` is as in `suppress`.
		"""
		told = {
			what
			for pooled in self.standing
			if {*pooled.quarters} & {*quarters}
			for what, _of in pooled.counts
		}
		asked = [key for key in with_wholes(keys) if key[0] not in told]
		members = tuple(sorted(members))
		found = Pooled(quarters, members, {})
		every = [*dict.fromkeys(divisions_of(key) for key in asked)]
		for tables in (every, *in_turn(every)):
			some = [key for key in asked if divisions_of(key) in tables or key in found.counts]
			if len(some) == len(found.counts):
				continue
			try:
				found = self._told(quarters, members, some, rule, threshold, seed)
			except GivenAway:
				continue
		if not found.counts:
			raise GivenAway
		return found

	def _told(
		self,
		quarters: Quarters,
		members: tuple[str, ...],
		keys: Sequence[Key],
		rule: Rule,
		threshold: int,
		seed: int,
	) -> Pooled:
		hidden = self._from_readers_of_all(quarters, members, keys, rule, threshold, seed)
		values = {key: self._parts(quarters, members, key) for key in keys}
		hidden = _from_the_centre(values, hidden, rule, threshold, seed)
		counts = {key: None if key in hidden else sum(parts.values()) for key, parts in values.items()}
		return Pooled(quarters, members, counts)

	def _from_readers_of_all(
		self,
		quarters: Quarters,
		members: Sequence[str],
		keys: Sequence[Key],
		rule: Rule,
		threshold: int,
		seed: int,
	) -> frozenset[Hashable]:
		"""Return the sums to hide from who can take from them what municipalities tell."""
		new = Pooled(quarters, tuple(members), dict.fromkeys(keys))
		cells, relations = self._read([*self.standing, new], threshold)
		for key in keys:
			parts = [
				(name, (quarters, key)) for name in members if cells[name, (quarters, key)].state != TOLD
			]
			if parts:
				values = [cells[part].value for part in parts]
				state = SENSITIVE if rule.hides(values) else OPEN
				cells[key] = Cell(sum(values), WEIGHTS[len(key[1])], state, of_others=True)
				relations.append({**dict.fromkeys(parts, 1), key: -1})
		return suppress(Tables(cells, relations, threshold), seed)

	def _parts(self, quarters: Quarters, members: Sequence[str], key: Key) -> dict[str, int]:
		return {name: self.years[name].value(quarters, key) for name in members}

	def beside(self, municipality: str, threshold: int) -> Tables:
		"""Return what stands told of a municipality's counts together with those of others: `Year.among`."""
		if not any(municipality in pooled.members for pooled in self.standing):
			return Tables({}, (), threshold)
		cells, relations = self._read(self.standing, threshold, without=municipality)
		own = [
			{cell[1] if cell[:1] == (municipality,) else cell: sign for cell, sign in relation.items()}
			for relation in relations
		]
		return Tables(cells, own, threshold)

	def _read(
		self, pooled: Sequence[Pooled], threshold: int, without: str | None = None
	) -> tuple[dict[Hashable, Cell], list[dict[Hashable, int]]]:
		"""Return what stands of all municipalities in some sums, and the sums of those that are told."""
		cells: dict[Hashable, Cell] = {}
		relations: list[dict[Hashable, int]] = []
		needed: dict[str, set[tuple[Quarters, Key]]] = {}
		for each in pooled:
			for name in each.members:
				needed.setdefault(name, set()).update((each.quarters, key) for key in each.counts)
		for name, of_name in sorted(needed.items()):
			if name == without:
				continue
			tables = self.years[name].as_read(of_name, threshold)
			cells |= {(name, key): replace(cell, of_others=True) for key, cell in tables.cells.items()}
			relations += [
				{(name, key): sign for key, sign in relation.items()} for relation in tables.relations
			]
		for number, each in enumerate(pooled):
			for key, count in each.counts.items():
				if count is not None:
					cells["told", number, key] = Cell(count, 0, TOLD)
					parts = [(name, (each.quarters, key)) for name in each.members]
					relations.append({**dict.fromkeys(parts, 1), ("told", number, key): -1})
		return cells, relations


def _from_the_centre(
	parts: Mapping[Key, Mapping[str, int]], hidden: Collection[Key], rule: Rule, threshold: int, seed: int
) -> frozenset[Hashable]:
	"""Return the sums to hide from who reads nothing but sums; those `hidden` from others are among them."""
	cells = {
		key: Cell(
			sum(of_key.values()),
			WEIGHTS[len(key[1])],
			SENSITIVE if key in hidden or rule.hides(of_key.values()) else OPEN,
		)
		for key, of_key in parts.items()
	}
	return suppress(Tables(cells, [*_lines(cells)], threshold), seed)


def _lines(keys: Collection[Key]) -> Iterator[dict[Hashable, int]]:
	"""Yield how the values of each division add up."""
	lines: dict[tuple[Key, str], dict[Hashable, int]] = {}
	for what, of in keys:
		for place, (division, _value) in enumerate(of):
			whole = (what, of[:place] + of[place + 1 :])
			lines.setdefault((whole, division), {whole: -1})[what, of] = 1
	yield from lines.values()

"""Cells of tables, and the sums among them, as a reader of all of them has them (N6).

The tables of a report, and of the reports before it, are one list of cells and of relations among them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from .programs import Programs
from .suppression_attack import Attack

OPEN, TOLD, HIDDEN, SENSITIVE, UNTOLD, BOUND, JOINT = range(7)
"""To be decided; told before; hidden before; to be hidden now, small or not; people in no table; what lies
between two cells; people in a table that nobody asks for, of which several tables are the sums: it may be
filled in any way (`joint.py`)."""


@dataclass(frozen=True)
class Cell:
	"""How many people a cell counts, what hiding it costs, and what stands about it already.

	Of a cell of others no more room is asked than it has: who tells something else cannot widen it.
	"""

	value: float
	weight: int = 1
	state: int = OPEN
	of_others: bool = False


@dataclass(frozen=True)
class Tables:
	"""Cells by key, and sums: in each relation the values, times their coefficients, add up to nothing."""

	cells: Mapping[Hashable, Cell]
	relations: Sequence[Mapping[Hashable, int]]
	threshold: int

	def question(self) -> tuple[list[Hashable], Attack]:
		"""Return the cells of which something open may tell, and what a reader can do with them.

		What is told parts the others into groups, of which each can be looked at alone.
		"""
		keys = list(self.cells)
		states = np.array([cell.state for cell in self.cells.values()])
		places = np.flatnonzero(states != TOLD)
		sums = self._sums[:, places]
		_count, group = connected_components(abs(sums.T) @ abs(sums), directed=False)
		within = np.isin(group, group[states[places] == OPEN])
		places, sums = places[within], sums[:, within]
		cells = [self.cells[keys[place]] for place in places]
		of_few = np.array([keys[place] in self._of_few for place in places], dtype=bool)
		values = np.array([cell.value for cell in cells], dtype=float)
		return [keys[place] for place in places], self._attack(sums, cells, of_few, values, states[places])

	def _attack(
		self,
		sums: csr_matrix,
		cells: Sequence[Cell],
		of_few: NDArray[np.bool_],
		values: NDArray[np.float64],
		states: NDArray[np.int_],
	) -> Attack:
		width = self.threshold - 2
		small = (values > 0) & (values < self.threshold)
		in_tables = states < UNTOLD
		positive = in_tables & ~of_few & (values > 0)
		joint = states == JOINT
		least = values - positive
		attack = Attack(
			programs=Programs(sums),
			weights=np.array([cell.weight if cell.state == OPEN else 0 for cell in cells], dtype=float),
			must=small | of_few | (states >= HIDDEN),
			asked=(states < BOUND) & (in_tables | small),
			down=np.where(joint, values, np.minimum(least, width)),
			up=np.where(joint, values[joint].sum() + width, width).astype(float),
			width=np.full(len(cells), float(width)),
		)
		of_others = np.array([cell.of_others for cell in cells], dtype=bool)
		return attack.sparing(of_others, least, np.isin(states, (OPEN, SENSITIVE)))

	@cached_property
	def _sums(self) -> csr_matrix:
		"""The relations as a matrix, a row for each."""
		place = {key: number for number, key in enumerate(self.cells)}
		entries = [
			(row, place[key], factor)
			for row, relation in enumerate(self.relations)
			for key, factor in relation.items()
		]
		rows, columns, factors = zip(*entries, strict=True) if entries else ((), (), ())
		return csr_matrix(
			(factors, (rows, columns)), shape=(len(self.relations), len(self.cells)), dtype=float
		)

	@cached_property
	def _of_few(self) -> set[Hashable]:
		"""Cells that could tell of few people that they are all the same.

		Where the total of a line is small, an empty cell in it says that nobody of these few is there. It is
		hidden with them, and so are its own parts, unless what was told before, or an empty total of another
		line, says so anyway.
		"""
		small = {key for key, cell in self.cells.items() if 0 < cell.value < self.threshold}
		empty = {key for key, cell in self.cells.items() if not cell.value}
		told = {key for key, cell in self.cells.items() if cell.state == TOLD}
		to_be_told = {key for key in empty if self.cells[key].state == OPEN}
		certain = self._certain(told | self._parts_of(told & empty))
		while True:
			few, more = set[Hashable](), self._parts_of(small) - certain
			while more:
				few |= more
				more = self._parts_of(more & empty) - certain - few
			# An empty total says so of its parts once it is told: not while it might be hidden itself.
			known = self._parts_of(to_be_told - few)
			if known <= certain:
				return few
			certain = self._certain(certain | known)

	def _parts_of(self, totals: Collection[Hashable]) -> set[Hashable]:
		return {part for total, parts in self._lines if total in totals for part in parts}

	@cached_property
	def _lines(self) -> list[tuple[Hashable, list[Hashable]]]:
		"""Totals and their parts: the relations that are such sums."""
		found = []
		for relation in self.relations:
			totals = [key for key, factor in relation.items() if factor == -1]
			parts = [key for key, factor in relation.items() if factor == 1]
			if len(totals) == 1 == len(relation) - len(parts) and self.cells[totals[0]].state != BOUND:
				found.append((totals[0], parts))
		return found

	def _certain(self, known: Collection[Hashable]) -> set[Hashable]:
		"""Return cells that are known, and those that these give away."""
		certain, grown = {*known}, True
		while grown:
			unknown = [{*relation} - certain for relation in self.relations]
			last = {key for keys in unknown if len(keys) == 1 for key in keys}
			grown = bool(last)
			certain |= last
		return certain

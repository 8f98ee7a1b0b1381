"""Nearly the fewest cells to hide, for tables that are too large for the fewest (N6).

The heuristic of Kelly, Golden and Assad (1992), "Cell suppression: disclosure protection for sensitive
tabular data", Networks 22(4), 397-417: for one cell after the other the cheapest way to let it differ as much
as it must is hidden, and in the end what has become needless is told again. `benchmarks/suppression.py`
measures it against the fewest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, vstack

from .suppression_attack import NOTHING, Attack, GivenAway

ORDERS = 3
"""Ways to go through the cells; the best of what they find is taken."""


def search(attack: Attack) -> NDArray[np.bool_]:
	"""Return which cells are hidden. Raises GivenAway where no choice protects."""
	found = [_Search(attack, seed).run() for seed in range(ORDERS)]
	return min(found, key=lambda hidden: float(attack.weights @ hidden))


class _Search:
	"""One walk through the cells. `ways` holds for each hidden one what lets it differ as much as it must."""

	def __init__(self, attack: Attack, seed: int):
		self.attack, self.hidden = attack, attack.must.copy()
		self.ways: dict[int, NDArray[np.bool_]] = {}
		self.chance = np.random.default_rng(seed)

	def run(self) -> NDArray[np.bool_]:
		if not self._protect(np.ones(len(self.hidden), dtype=bool)):
			raise GivenAway
		needless = np.flatnonzero(self.hidden & ~self.attack.must)
		for cell in sorted(needless, key=lambda each: -self.attack.weights[each]):
			self._tell(int(cell))
		return self.hidden

	def _protect(self, may: NDArray[np.bool_]) -> bool:
		"""Hide cells that may be hidden until each hidden one is protected; tell whether that is so."""
		while waiting := [
			int(cell) for cell in np.flatnonzero(self.hidden & self.attack.asked) if cell not in self.ways
		]:
			found = self._cheapest(int(self.chance.choice(waiting)), may)
			if found is None:
				return False
			way, differ = found
			self.hidden |= way
			self.ways |= {int(cell): way for cell in np.flatnonzero(differ)}
		return True

	def _tell(self, cell: int) -> None:
		"""Tell a cell again if the other hidden ones do without it."""
		before = self.hidden, self.ways
		self.hidden = self.hidden.copy()
		self.hidden[cell] = False
		self.ways = {other: way for other, way in self.ways.items() if not way[cell]}
		if not self._protect(self.hidden):
			self.hidden, self.ways = before

	def _cheapest(
		self, cell: int, may: NDArray[np.bool_]
	) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
		"""Return which cells let one differ as much as it must for the least weight; None where none do.

		They are those in which two other tables, one with more in the cell and one with less, differ from
		this one. Beside them stands which cells differ as much as they must between those two.
		"""
		cells = np.flatnonzero(may)
		sums = self.attack.programs.sums[:, cells]
		here = np.zeros(len(cells))
		here[np.searchsorted(cells, cell)] = 1
		up, down, none = self.attack.up[cells], self.attack.down[cells], np.zeros(len(cells))
		# Four parts: what the first table has more and less in each cell, and the second.
		room = np.concatenate([up, np.where(here, 0, down), np.where(here, 0, up), down])
		cost = np.where(self.hidden[cells], 0, self.attack.weights[cells])
		found = linprog(
			np.tile(cost, 4),
			A_eq=vstack(
				[
					hstack([sums, -sums, 0 * sums, 0 * sums]),
					hstack([0 * sums, 0 * sums, sums, -sums]),
					csr_matrix(np.concatenate([here, none, none, here])),
				]
			),
			b_eq=np.append(np.zeros(2 * sums.shape[0]), self.attack.width[cell]),
			bounds=np.column_stack([np.zeros(len(room)), room]),
			method="highs",
		)
		if found.x is None:
			return None
		parts = found.x.reshape(4, -1)
		way, differ = np.zeros(len(may), dtype=bool), np.zeros(len(may), dtype=bool)
		way[cells] = parts.max(0) > NOTHING
		apart = abs(parts[0] - parts[1] - parts[2] + parts[3])
		differ[cells] = apart > self.attack.width[cells] - NOTHING
		return way, differ

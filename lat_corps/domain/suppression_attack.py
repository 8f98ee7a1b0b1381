"""How near a reader comes to a hidden cell, by linear programming, and what would keep the reader away.

The attacker's problem of Fischetti and Salazar (2001): given the told cells and the sums, how much less and
how much more may a hidden cell be? Its dual names cells that bound it; one of those must be hidden too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .programs import Programs

Cut = NDArray[np.float64]
"""Coefficients of a choice of cells that must add up to 0 at least."""

NOTHING = 1e-6
AT_ONCE = 12
"""Cuts that are asked for before a choice is made anew: many cells are bounded by the same ones."""

IN_VAIN = 3
"""So often many cells are tried at once without finding any more of which that shows enough."""

SLIGHTLY = 1e-3
"""To the attacker what is told may move so little: that bounds with as few told cells as can be."""


class GivenAway(ValueError):
	"""No choice of cells protects: what was told before leaves too little room."""


@dataclass(frozen=True)
class Attack:
	"""Cells that are not told, and what a reader can reckon of them.

	`must` are hidden, the others may be, at their weight. `down` and `up` is how far each may differ where it
	is hidden. Of those `asked`, lowest and highest possible count must lie apart by the `width` of the cell.
	"""

	programs: Programs
	weights: NDArray[np.float64]
	must: NDArray[np.bool_]
	asked: NDArray[np.bool_]
	down: NDArray[np.float64]
	up: NDArray[np.float64]
	width: NDArray[np.float64]

	def sparing(self, cells: NDArray[np.bool_], down: NDArray[np.float64], new: NDArray[np.bool_]) -> Attack:
		"""Return this with no more asked of some cells than the room they have before something new is told.

		`down` is how far each could fall before it counts nobody, or one where that is known. Of what is
		`new` nothing is known before, and no cell is held to differ by the width at most.
		"""
		if not (self.asked & cells).any():
			return self
		many = down.sum() + self.width
		before = replace(self, asked=self.asked & cells, down=np.where(new, many, down), up=many)
		width, whole = self.width.copy(), np.ones(len(self.must))
		for cell in before._exposed(whole):
			most, least = (before._furthest(whole, [cell], sign)[cell] for sign in (1, -1))
			width[cell] = max(most - least - NOTHING, 0)
		return replace(self, width=width)

	def protects(self, chosen: NDArray) -> bool:
		"""Tell whether a choice leaves each hidden cell its width."""
		return next(self._exposed(chosen), None) is None

	def cuts(self, chosen: NDArray[np.float64]) -> list[Cut]:
		"""Return what a choice, whole or in fractions, lacks: nothing where it protects each hidden cell.

		What a cut names counts as hidden for those after it: each names other cells.
		"""
		found, granted = [], chosen.copy()
		for cell in self._exposed(granted):
			cuts = (self._cut(share, cell) for share in (np.minimum(granted + SLIGHTLY, 1), granted))
			for cut in cuts:
				if cut @ granted < -NOTHING:
					found.append(cut)
					granted[cut > 0] = 1
					break
			if len(found) == AT_ONCE:
				break
		return found

	def _exposed(self, chosen: NDArray) -> Iterator[int]:
		"""Yield the hidden cells to which a reader comes too near; `chosen` may grow meanwhile."""
		low, high = self._at_once(chosen)
		for cell in np.flatnonzero(self._near(chosen, low, high)):
			for sign in (1, -1):
				if self._near(chosen, low, high)[cell]:
					# One other table often shows of many cells how much they may differ.
					differs = self._furthest(chosen, [cell], sign)
					low, high = np.minimum(low, differs), np.maximum(high, differs)
			if self._near(chosen, low, high)[cell]:
				yield cell

	def _at_once(self, chosen: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
		"""Return how low and high cells differ, of many at once: few tables show it of most of them."""
		low, high = np.zeros(len(chosen)), np.zeros(len(chosen))
		chance, vain = np.random.default_rng(0), 0
		near = np.flatnonzero(self._near(chosen, low, high))
		while len(near) and vain < IN_VAIN:
			differs = self._furthest(chosen, near, chance.choice((1, -1), len(near)))
			low, high = np.minimum(low, differs), np.maximum(high, differs)
			before, near = len(near), np.flatnonzero(self._near(chosen, low, high))
			vain = vain + 1 if len(near) == before else 0
		return low, high

	def _near(self, chosen: NDArray, low: NDArray, high: NDArray) -> NDArray[np.bool_]:
		"""Return which hidden cells may, as far as is known, come too near to what they count."""
		return self.asked & (chosen > NOTHING) & (high - low < self.width * chosen - NOTHING)

	def _furthest(self, share: NDArray[np.float64], aims: Sequence[int], sign: int) -> NDArray[np.float64]:
		"""Return how a table differs that has the most (1) or the least (-1) in some cells together.

		`share` is how much of its room each other cell has: 1 for a hidden one.
		"""
		differs, _prices = self.programs.least(*self._aim(share, aims, sign))
		return differs

	def _cut(self, share: NDArray[np.float64], cell: int) -> Cut:
		adds = sum(self._bounding(share, cell, sign) for sign in (1, -1))
		needs = self.width[cell] - adds[cell]
		if needs < NOTHING:
			return np.zeros(len(share))
		# No cell needs to add more than all that is asked for: that leaves fewer fractions to try.
		cut = np.minimum(adds / needs, 1)
		cut[cut < NOTHING] = 0
		cut[cell] = -1
		return cut

	def _bounding(self, share: NDArray[np.float64], cell: int, sign: int) -> NDArray[np.float64]:
		"""Return how much each cell, if it were hidden, would let one differ more than it can."""
		_differs, prices = self.programs.least(*self._aim(share, [cell], sign))
		return np.maximum(-prices, 0) * self.up + np.maximum(prices, 0) * self.down

	def _aim(self, share: NDArray, cells: Sequence[int], sign: int) -> tuple[NDArray, NDArray, NDArray]:
		aim = np.zeros(len(share))
		aim[cells] = -sign
		low, high = -self.down * share, self.up * share
		if len(cells) == 1:
			low[cells], high[cells] = -self.down[cells], self.up[cells]
		return aim, low, high

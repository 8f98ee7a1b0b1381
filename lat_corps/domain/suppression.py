"""Which cells of tables are hidden, so that no small one can be computed from all that is told (N6, N9).

The tables of a report, and of the reports before it, are one list of cells and of sums among them. Whoever
reads them can reckon how low and how high each hidden cell may be. That interval must leave as many counts
possible as the threshold itself does: from 1 to threshold - 1. The fewest cells are hidden for which this
holds: the cell suppression problem of Fischetti and Salazar (2001), "Solving the cell suppression problem
on tabular data with linear constraints", Management Science 47(7), 1008-1027, here with the same width for
each hidden cell, small or not. Their model is solved by cuts: a choice of cells is attacked, and each attack
that comes too close says of which cells more must be hidden (`suppression_attack.py`).

The reader is granted more than there is to know: that a hidden cell which is not empty counts one at least.
Among choices of the same weight chance decides, so that the choice itself does not tell what it was made for.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import replace
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

from .suppression_attack import NOTHING, Attack, Cut, GivenAway
from .suppression_search import search
from .suppression_tables import OPEN, SENSITIVE, Tables

EXACT_CELLS = 13 * 13
"""Up to so many open cells, a table of 12 x 12 with its totals, the fewest are found; beyond, nearly so."""

FRACTIONS = 40
"""Rounds in which a cell may be hidden in part, which is quick to solve, before cells are whole."""


def suppress(tables: Tables, seed: int) -> frozenset[Hashable]:
	"""Return the keys of the cells to hide: the sensitive ones, and open ones beside them.

	`seed`, which no reader may know, decides among equals.

	Raises GivenAway where no choice protects, because of what was told before.
	"""
	keys, attack = tables.question()
	# Together less than the least weight.
	chance = np.random.default_rng(seed).random(len(keys)) / (2 * len(keys) + 1)
	attack = replace(attack, weights=np.where(attack.must, 0, attack.weights + chance))
	hidden = search(attack) if (~attack.must).sum() > EXACT_CELLS else fewest(attack)
	chosen = {key for key, hide in zip(keys, hidden, strict=True) if hide}
	return frozenset(
		key
		for key, cell in tables.cells.items()
		if cell.state == SENSITIVE or (cell.state == OPEN and key in chosen)
	)


def protects(tables: Tables, hidden: Collection[Hashable]) -> bool:
	"""Tell whether no small count can be computed where these open cells are hidden."""
	keys, attack = tables.question()
	return attack.protects(attack.must | np.array([key in hidden for key in keys], dtype=bool))


def fewest(attack: Attack) -> NDArray[np.bool_]:
	"""Return which cells are hidden in a choice of the least weight. Raises GivenAway where there is none."""
	if not replace(attack, asked=attack.asked & attack.must).protects(np.ones(len(attack.must))):
		raise GivenAway
	cuts, solve = list[Cut](), _relaxed
	chosen = attack.must.astype(float)
	for number in count():
		found = attack.cuts(chosen)
		if not found and not (chosen % 1).any():
			return chosen > 0
		if not found or number == FRACTIONS:
			solve = _whole
		cuts += found
		chosen = solve(attack, cuts)


def _relaxed(attack: Attack, cuts: list[Cut]) -> NDArray[np.float64]:
	found = linprog(
		attack.weights,
		A_ub=-csr_matrix(np.array(cuts)),
		b_ub=np.zeros(len(cuts)),
		bounds=np.column_stack([attack.must, np.ones(len(attack.must))]),
		method="highs",
	)
	return _solved(found)


def _whole(attack: Attack, cuts: list[Cut]) -> NDArray[np.float64]:
	found = milp(
		attack.weights,
		constraints=LinearConstraint(csr_matrix(np.array(cuts)), lb=0),
		integrality=1,
		bounds=Bounds(attack.must, 1),
		# Without it the solver ends within a gap that nobody asked for, and calls that optimal.
		options={"mip_rel_gap": 0},
	)
	return _solved(found)


def _solved(found: object) -> NDArray[np.float64]:
	if found.x is None:
		raise GivenAway
	# A solver's whole number is one but for a rounding error.
	return np.where(abs(found.x - np.round(found.x)) < NOTHING, np.round(found.x), found.x)

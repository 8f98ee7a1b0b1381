"""The best assignment of courses to the places of mentors, and nothing about either.

As many courses as can be are assigned; among such assignments the one with the least missing; among those the
one that loads the mentors most evenly. Each free place is a column of an assignment problem, which
`scipy.optimize.linear_sum_assignment` solves (Crouse 2016, after Jonker and Volgenant 1987).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

EXACT = 2**53
"""Up to here whole numbers are exact in the floating point that the solver reckons with."""


def assign(
	missing: NDArray[np.int32],
	allowed: NDArray[np.bool_],
	free: NDArray[np.intp],
	load: NDArray[np.intp],
) -> dict[int, int]:
	"""Return row -> column for the rows that get a place.

	`missing`, 0 or more, and `allowed` are rows x columns, `free` and `load` of each column its places
	left and those in use. Raises OverflowError where sums would no longer be exact.
	"""
	# A place beyond the number of rows is of no use.
	places = np.clip(free, 0, len(missing))
	owner = np.repeat(np.arange(len(places)), places)
	if not len(missing) or not len(owner):
		return {}
	starts = np.repeat(np.cumsum(places) - places, places)
	nth = np.arange(len(owner)) - starts + load[owner]
	# The solver begins with each row of what it gets at its cheapest: places that few want come in easily.
	pair_costs, left_over = _costs(missing, allowed, len(owner), int(nth.max()))
	costs = np.ascontiguousarray(pair_costs.T)
	order = np.argsort(costs.min(1)[owner] + nth, kind="stable")
	expanded = costs.take(owner[order], 0)
	expanded += nth[order][:, np.newaxis]
	# Who is left over loads nobody.
	np.minimum(expanded, left_over, out=expanded)
	taken, chosen = linear_sum_assignment(expanded)
	pairs = zip(chosen.tolist(), owner[order][taken].tolist(), strict=True)
	return {row: column for row, column in sorted(pairs) if allowed[row, column]}


def _costs(
	missing: NDArray, allowed: NDArray, places: int, highest: int
) -> tuple[NDArray[np.float64], float]:
	"""Return what each pair costs before its load, of `highest` at most, and what a row left over costs.

	Sums stay whole numbers: at an exact tie the solver ends a search early, which is five times as fast.
	"""
	assigned = min(len(missing), places)
	one_missing = assigned * highest + 1
	one_left_over = one_missing * (assigned * int(missing.max()) + 1)
	if one_left_over * assigned >= EXACT:
		raise OverflowError("too many courses and places for exact sums")
	return np.where(allowed, missing * float(one_missing), float(one_left_over)), float(one_left_over)

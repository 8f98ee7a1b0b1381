"""What tables by two divisions tell together of people by more than two (N6).

Counts by A and B, by B and C and by A and C are sums of one table by all three, in which no cell is below
nothing: a reader who has all three tables may know more of a hidden cell than each of them says. As edges
between divisions these tables form a ring. Where there is none, tables that agree in what they share are
always sums of such a table, and it says nothing new. Dobra and Fienberg (2000), "Bounds for cell entries in
contingency tables given marginal totals and decomposable graphs", PNAS 97(22), 11885-11892.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

Table = tuple[str, ...]
"""Who is counted, and two divisions."""


def reached(division: str, pairs: Collection[Collection[str]]) -> set[str]:
	"""Return the divisions to which pairs of them lead from one, and itself."""
	found = {division}
	while new := {one for pair in pairs if found & {*pair} for one in pair} - found:
		found |= new
	return found


def rings(tables: Collection[Table]) -> list[tuple[str, frozenset[str]]]:
	"""Return who is counted, and the divisions of tables that form a ring, or rings that hang together."""
	found = set()
	for what in {table[0] for table in tables}:
		pairs = {frozenset(divisions) for subject, *divisions in tables if subject == what}
		closing = {pair for pair in pairs if pair <= reached(min(pair), pairs - {pair})}
		found |= {(what, frozenset(reached(min(pair), closing))) for pair in closing}
	return sorted(found, key=lambda ring: (ring[0], sorted(ring[1])))


def fitted(sums: Sequence[tuple[int, Collection[Hashable]]]) -> Mapping[Hashable, float]:
	"""Return values of cells, none below nothing, with these sums, which some values are known to have."""
	place = {
		cell: number for number, cell in enumerate(dict.fromkeys(cell for _sum, of in sums for cell in of))
	}
	entries = [(row, place[cell]) for row, (_sum, of) in enumerate(sums) for cell in of]
	rows, columns = zip(*entries, strict=True)
	found = linprog(
		np.zeros(len(place)),
		A_eq=csr_matrix((np.ones(len(entries)), (rows, columns)), shape=(len(sums), len(place))),
		b_eq=[each for each, _of in sums],
		method="highs",
	)
	return dict(zip(place, np.maximum(found.x, 0), strict=True))

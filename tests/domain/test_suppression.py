"""The fewest cells are hidden from which no small one can be computed (N6)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Collection, Hashable, Sequence

import numpy as np
import pytest
from scipy.optimize import linprog

from lat_corps.domain.suppression import fewest, suppress
from lat_corps.domain.suppression_attack import Attack, GivenAway
from lat_corps.domain.suppression_search import search
from lat_corps.domain.suppression_tables import HIDDEN, OPEN, TOLD, Cell, Tables

THRESHOLD = 5
WIDTH = THRESHOLD - 2 - 1e-6
"""As far apart as 1 and the largest small count, but for a rounding error."""


def one_way(counts: Sequence[int], total: int = OPEN) -> Tables:
	cells = {place: Cell(count) for place, count in enumerate(counts)}
	cells["all"] = Cell(sum(counts), 12, total)
	return Tables(cells, ({**dict.fromkeys(range(len(counts)), 1), "all": -1},), THRESHOLD)


def two_way(inner: Sequence[Sequence[int]]) -> Tables:
	rows, columns = range(len(inner)), range(len(inner[0]))
	cells = {(row, column): Cell(inner[row][column]) for row in rows for column in columns}
	cells |= {(row, "all"): Cell(sum(inner[row]), 2) for row in rows}
	cells |= {("all", column): Cell(sum(line[column] for line in inner), 2) for column in columns}
	cells["all", "all"] = Cell(sum(map(sum, inner)), 12)
	relations = [
		*({**{(row, column): 1 for column in columns}, (row, "all"): -1} for row in (*rows, "all")),
		*({**{(row, column): 1 for row in rows}, ("all", column): -1} for column in (*columns, "all")),
	]
	return Tables(cells, tuple(relations), THRESHOLD)


def chance_table(chance: random.Random, rows: int, columns: int, mean: float) -> list[list[int]]:
	return [
		[0 if chance.random() < 0.15 else int(chance.expovariate(1 / mean)) for _column in range(columns)]
		for _row in range(rows)
	]


def narrowest(tables: Tables, hidden: Collection[Hashable]) -> float:
	"""Return the width of the narrowest interval that a reader of the table reckons for a hidden cell."""
	places = {key: number for number, key in enumerate(hidden)}
	sums = np.zeros((len(tables.relations), len(places)))
	for row, relation in enumerate(tables.relations):
		for key in places.keys() & relation.keys():
			sums[row, places[key]] = relation[key]
	bounds = [(-tables.cells[key].value, None) for key in places]
	widths = [np.inf]
	for place in places.values():
		aim = np.zeros(len(places))
		aim[place] = 1
		ends = [linprog(sign * aim, A_eq=sums, b_eq=sums[:, 0] * 0, bounds=bounds) for sign in (1, -1)]
		widths.append(sum(np.inf if end.status == 3 else -end.fun for end in ends))
	return min(widths)


def test_a_table_without_small_cells_is_told_whole() -> None:
	assert suppress(two_way([[5, 9], [0, 12]]), 1) == frozenset()


def test_a_small_cell_takes_another_with_it_so_that_the_total_does_not_betray_it() -> None:
	assert len(suppress(one_way([20, 3, 9]), 1)) == 2


def test_in_a_table_of_two_ways_three_more_are_hidden() -> None:
	assert len(suppress(two_way([[3, 20, 9], [14, 8, 30], [7, 11, 6]]), 1)) == 4


def test_two_that_make_up_too_little_take_another_with_them() -> None:
	assert len(suppress(one_way([2, 2, 9], TOLD), 1)) == 3
	assert len(suppress(one_way([2, 4, 9], TOLD), 1)) == 2


def test_where_each_must_be_one_the_total_goes_too() -> None:
	assert suppress(one_way([1] * 6), 1) == {*range(6), "all"}


def test_nobody_is_told_to_be_elsewhere_than_the_few() -> None:
	"""Three people, all of one kind: the empty kind is hidden with them."""
	assert suppress(one_way([3, 0]), 1) == {0, 1, "all"}
	few = suppress(two_way([[3, 0, 0], [20, 30, 0], [9, 9, 0]]), 1)
	assert (0, 1) in few
	# That nobody at all is of the third kind says nothing of the few.
	assert (0, 2) not in few


def test_what_was_told_stays_told_and_another_cell_is_hidden() -> None:
	tables = one_way([3, 9, 20])
	told = Tables({**tables.cells, 1: Cell(9, 1, TOLD)}, tables.relations, THRESHOLD)
	assert suppress(told, 1) == {0, 2}


def test_what_was_told_before_can_leave_no_room() -> None:
	tables = one_way([3, 9], TOLD)
	given = Tables({**tables.cells, 1: Cell(9, 1, TOLD)}, tables.relations, THRESHOLD)
	for choose in (fewest, search):
		with pytest.raises(GivenAway):
			hidden_by(choose, given)


def test_what_was_hidden_before_protects_too() -> None:
	tables = one_way([3, 9, 20])
	hidden = Tables({**tables.cells, 1: Cell(9, 1, HIDDEN)}, tables.relations, THRESHOLD)
	assert suppress(hidden, 1) == {0}


def hidden_by(choose: Callable[[Attack], Sequence[bool]], tables: Tables) -> set[Hashable]:
	keys, attack = tables.question()
	return {key for key, hide in zip(keys, choose(attack), strict=True) if hide}


@pytest.mark.parametrize("seed", range(4))
def test_no_choice_of_all_hides_less(seed: int) -> None:
	_keys, attack = two_way(chance_table(random.Random(seed), 2, 2, 8)).question()
	least = attack.weights @ fewest(attack)
	for more in itertools.product((0.0, 1.0), repeat=int((~attack.must).sum())):
		hidden = attack.must.astype(float)
		hidden[~attack.must] = more
		assert attack.weights @ hidden >= least or attack.cuts(hidden)


@pytest.mark.parametrize("choose", [fewest, search])
def test_no_hidden_cell_of_a_large_table_is_known_more_closely_than_the_threshold_says(choose) -> None:
	tables = two_way(chance_table(random.Random(2), 12, 12, 40))
	hidden = hidden_by(choose, tables)
	assert any(tables.cells[key].value >= THRESHOLD for key in hidden)
	assert narrowest(tables, hidden) >= WIDTH


def test_tables_beyond_twelve_by_twelve_are_searched() -> None:
	tables = two_way(chance_table(random.Random(4), 13, 14, 40))
	assert narrowest(tables, suppress(tables, 1)) >= WIDTH


def test_the_search_hides_nearly_as_little() -> None:
	chance = random.Random(8)
	cells = np.zeros(2)
	for _number in range(3):
		tables = two_way(chance_table(chance, 4, 4, 12))
		cells += len(hidden_by(fewest, tables)), len(hidden_by(search, tables))
	assert cells[1] <= 1.15 * cells[0]


def test_chance_decides_among_choices_alike() -> None:
	"""Always the same one would tell, where it is not hidden, that it was not needed."""
	assert {suppress(one_way([3, 9, 9]), seed) for seed in range(12)} == {
		frozenset({0, 1}),
		frozenset({0, 2}),
	}

"""Small cells stay hidden, from a reader who knows the rules too (N6)."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from lat_corps.domain.change import PairedChange, ReliableCounts, paired_change
from lat_corps.domain.disclosure import (
	RANKS,
	ProtectedCounts,
	protect_counts,
	protect_figures,
)


def test_a_table_without_small_cells_is_shown_whole() -> None:
	assert protect_counts({"women": 12, "men": 5, "other": 0}) == ProtectedCounts(
		shown={"women": 12, "men": 5, "other": 0}, hidden=(), total=17
	)


def test_a_small_cell_takes_another_with_it_so_that_the_total_does_not_betray_it() -> None:
	protected = protect_counts({"a": 20, "b": 3, "c": 9})
	assert protected == ProtectedCounts(shown={"c": 9}, hidden=("a", "b"), total=32)


def test_two_small_cells_that_sum_to_enough_protect_each_other() -> None:
	assert protect_counts({"a": 2, "b": 4, "c": 9}).shown == {"c": 9}


@pytest.mark.parametrize("small", [{"a": 1, "b": 1}, {"a": 4, "b": 4}, dict.fromkeys("abdef", 1)])
def test_cells_whose_sum_says_what_each_must_be_take_another_with_them(small: dict[str, int]) -> None:
	protected = protect_counts({**small, "c": 9})
	assert protected.shown == {}
	assert protected.total == sum(small.values()) + 9


def test_where_nothing_else_can_be_hidden_zeros_and_the_total_go_too() -> None:
	assert protect_counts({"women": 3, "men": 0}) == ProtectedCounts({}, ("women", "men"), None)


def test_an_empty_division_has_nothing_to_hide() -> None:
	assert protect_counts({"women": 0, "men": 0}).total == 0
	assert protect_counts({}).total == 0


def test_a_higher_threshold_hides_more() -> None:
	assert protect_counts({"a": 7, "b": 30, "c": 30}, threshold=10).shown == {"c": 30}


def test_a_reader_who_knows_the_rules_cannot_compute_a_hidden_cell() -> None:
	"""Publish every small table and look for a hidden count that all tables with the same output share."""
	labels, largest, beyond = "abc", 8, 24
	tables_of = defaultdict(list)
	for counts in itertools.product(range(beyond), repeat=len(labels)):
		protected = protect_counts(dict(zip(labels, counts, strict=True)))
		tables_of[tuple(protected.shown.items()), protected.hidden, protected.total].append(counts)
	for (_shown, hidden, _total), tables in tables_of.items():
		if max(map(max, tables)) > largest:
			continue
		for label in hidden:
			possible = {counts[labels.index(label)] for counts in tables}
			assert len(possible) > 1, (hidden, tables)


@pytest.mark.parametrize("threshold", [4, 1, 0, -5])
def test_nobody_can_lower_the_threshold_below_five(threshold: int) -> None:
	with pytest.raises(ValueError):
		protect_counts({"a": 3}, threshold)
	with pytest.raises(ValueError):
		protect_figures(changes(10), threshold)


def test_a_negative_count_is_refused() -> None:
	with pytest.raises(ValueError):
		protect_counts({"a": -1})


def changes(increased: int, same: int = 0, declined: int = 0, missing: int = 0) -> PairedChange:
	steps = [7.0 + number for number in range(increased)] + [0.0] * same + [-3.0] * declined
	before = [50.0 + number for number in range(len(steps))]
	after = [first + step for first, step in zip(before, steps, strict=True)]
	return paired_change(before + [None] * missing, after + [4.0] * missing)


def test_figures_on_fewer_pairs_than_the_threshold_are_all_hidden() -> None:
	protected = protect_figures(changes(4, missing=20))
	assert protected.shown == {}
	assert {"n_pairs", "n_missing", "mean_change", "t", "p"} <= set(protected.hidden)


def test_figures_on_enough_pairs_are_shown() -> None:
	protected = protect_figures(changes(6, same=5, missing=7))
	assert protected.hidden == ()
	assert (protected.shown["n_pairs"], protected.shown["n_missing"]) == (11, 7)


@pytest.mark.parametrize(("missing", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_small_number_of_missing_answers_is_hidden(missing: int, shown: bool) -> None:
	assert ("n_missing" in protect_figures(changes(9, missing=missing)).shown) is shown


def test_a_small_number_of_people_who_declined_is_hidden_with_another_direction() -> None:
	protected = protect_figures(changes(12, same=6, declined=2))
	assert set(protected.hidden) == {"n_increased", "n_declined", *RANKS}
	assert protected.shown["n_pairs"] == 20


def test_directions_that_cannot_be_protected_are_hidden_while_the_pairs_are_shown() -> None:
	protected = protect_figures(changes(4, declined=4))
	assert set(protected.hidden) == {"n_increased", "n_same", "n_declined", *RANKS}
	assert protected.shown["n_pairs"] == 8


def test_the_threshold_counts_for_figures_too() -> None:
	assert protect_figures(changes(9), threshold=10).shown == {}


def test_ranks_that_would_say_that_nobody_declined_go_with_the_counts() -> None:
	"""Four people without change and none who declined: W = 0 would tell both."""
	protected = protect_figures(changes(7, same=4))
	assert not set(RANKS) & set(protected.shown)
	assert protected.shown["n_pairs"] == 11


@pytest.mark.parametrize("scores", [([50.0] * 9, range(9)), (range(9), [50.0] * 9), (range(9), range(9))])
def test_figures_that_would_say_the_same_of_each_person_are_hidden(scores: tuple) -> None:
	assert protect_figures(paired_change(*map(list, scores))).shown == {}


def test_two_divisions_of_the_same_people_are_never_both_shown() -> None:
	"""Twelve increased and nine reliably: the three between them are a small cell."""
	protected = protect_figures(changes(12, declined=8), reliable=ReliableCounts(9, 6, 5, 9.3))
	assert protected.shown["reliably_n_increased"] == 9
	assert protected.shown["reliably_smallest"] == 9.3
	assert not {"n_increased", "n_same", "n_declined", "wilcoxon_n"} & set(protected.shown)


def test_small_reliable_counts_are_hidden_as_others_are() -> None:
	protected = protect_figures(changes(12, declined=8), reliable=ReliableCounts(9, 9, 2, 9.3))
	assert {"reliably_n_increased", "reliably_n_declined"} <= set(protected.hidden)
	assert protected.shown["reliably_n_unchanged"] == 9


def test_reliable_counts_of_too_few_pairs_are_hidden() -> None:
	protected = protect_figures(changes(4), reliable=ReliableCounts(4, 0, 0, 9.3))
	assert not {"reliably_n_increased", "reliably_n_unchanged"} & set(protected.shown)

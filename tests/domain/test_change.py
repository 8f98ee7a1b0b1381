"""Change between two measurements (R87, R90 to R92)."""

from __future__ import annotations

import math
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lat_corps.domain.change import CAVEATS, paired_change, reliable_change, reliable_counts

# Hours of extra sleep of ten people under two drugs: Student (1908), R's data set "sleep".
DRUG_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
DRUG_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)

scores = st.one_of(st.none(), st.integers(0, 100).map(float))
decimals = st.one_of(
	st.none(), st.just(math.nan), st.decimals(-1000, 1000, places=2).map(float), st.integers(0, 20).map(float)
)


def test_the_paired_t_test_of_the_sleep_data() -> None:
	change = paired_change(DRUG_1, DRUG_2)
	assert change.mean_change == pytest.approx(1.58)
	assert change.t == pytest.approx(4.0621, abs=5e-5)
	assert change.df == 9
	assert change.p == pytest.approx(0.002833, abs=5e-7)
	assert change.ci95 == pytest.approx((0.7001142, 2.4598858), abs=5e-8)
	assert (change.n_increased, change.n_same, change.n_declined) == (9, 1, 0)


def test_the_signed_ranks_of_the_sleep_data_as_r_prints_them() -> None:
	"""wilcox.test(extra ~ group, paired = TRUE) prints V = 0, p-value = 0.009091."""
	change = paired_change(DRUG_1, DRUG_2)
	assert (change.wilcoxon_n, change.wilcoxon_w, change.wilcoxon_exact) == (9, 0, False)
	assert change.wilcoxon_p == pytest.approx(0.009091, abs=5e-7)


def test_the_exact_signed_ranks_of_darwins_plants() -> None:
	"""Darwin's cross- and self-fertilised maize: W = 24 and p = 0.041 with 15 pairs (scipy's own example)."""
	change = paired_change([0] * 15, [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])
	assert (change.wilcoxon_n, change.wilcoxon_w, change.wilcoxon_exact) == (15, 24, True)
	assert change.wilcoxon_p == pytest.approx(0.04125976562, abs=5e-11)


def test_those_who_did_not_change_are_left_out_of_the_ranks() -> None:
	change = paired_change([1, 2, 3, 4], [1, 4, 2, 9])
	assert (change.n_same, change.wilcoxon_n, change.wilcoxon_w, change.wilcoxon_exact) == (1, 3, 1, False)


def test_equal_sizes_share_a_rank_however_floats_round_them() -> None:
	change = paired_change([0.2, 100.0, 7.0], [0.3, 100.1, 6.9])
	assert change.wilcoxon_w == 2
	assert not change.wilcoxon_exact


def test_where_nobody_changed_there_is_nothing_to_rank() -> None:
	change = paired_change([3, 4], [3, 4])
	assert [change.wilcoxon_n, change.wilcoxon_w, change.wilcoxon_p, change.wilcoxon_exact] == [None] * 4


def test_means_and_deviations_are_those_of_the_sample() -> None:
	change = paired_change([10, 20, 30], [20, 20, 20])
	assert (change.mean_before, change.mean_after, change.mean_change) == (20, 20, 0)
	assert (change.sd_before, change.sd_after, change.sd_change) == (10, 0, 10)
	assert (change.n_increased, change.n_same, change.n_declined) == (1, 1, 1)


def test_cohens_dz_is_mean_change_over_its_deviation() -> None:
	change = paired_change([0, 0, 0], [2, 4, 6])
	assert change.cohens_dz == pytest.approx(4 / 2)


def test_a_pair_with_a_gap_is_counted_as_missing_and_left_out() -> None:
	change = paired_change([10, None, 30, float("nan"), None], [20, 40, None, 5, None])
	assert (change.n_pairs, change.n_missing, change.mean_before) == (1, 4, 10)


def test_without_pairs_there_are_no_figures() -> None:
	change = paired_change([None], [4])
	assert astuple(change) == (0, 1, 0, 0, 0, *[None] * 15)


def test_one_pair_has_means_but_no_spread() -> None:
	change = paired_change([4], [8])
	assert change.mean_change == 4
	assert [change.sd_before, change.sd_change, change.ci95, change.t, change.df, change.p] == [None] * 6


@pytest.mark.parametrize("step", [0, 10, 0.1])
def test_equal_changes_have_no_t_value(step: float) -> None:
	before = [0.1, 0.7, 7.1, 33.3]
	change = paired_change(before, [value + step for value in before])
	assert change.sd_change == 0
	assert [change.ci95, change.t, change.p, change.cohens_dz] == [None] * 4


def test_rounding_of_floats_is_no_change() -> None:
	assert paired_change([0.3], [0.1 + 0.2]).n_same == 1


def test_measurements_of_different_people_cannot_be_compared() -> None:
	with pytest.raises(ValueError):
		paired_change([1, 2], [1])


@pytest.mark.parametrize("value", [math.inf, -math.inf, 1e101])
def test_what_can_be_no_score_is_refused(value: float) -> None:
	with pytest.raises(ValueError):
		paired_change([1], [value])


@pytest.mark.parametrize("size", [1e99, 1e-6])
def test_very_large_and_very_small_scores_give_the_same_figures(size: float) -> None:
	change = paired_change([first * size for first in DRUG_1], [second * size for second in DRUG_2])
	assert change.t == pytest.approx(4.0621, abs=5e-5)
	assert change.wilcoxon_p == pytest.approx(0.009091, abs=5e-7)


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_all_missing_gives_no_figure_but_their_number(count: int) -> None:
	change = paired_change([None] * count, [math.nan] * count)
	assert (change.n_pairs, change.n_missing) == (0, count)
	assert set(astuple(change)[5:]) == {None}


@given(st.lists(st.tuples(scores, scores), max_size=30))
def test_the_figures_agree_with_scipy_and_are_never_nan(
	pairs: list[tuple[float | None, float | None]],
) -> None:
	change = paired_change([first for first, _second in pairs], [second for _first, second in pairs])
	complete = [pair for pair in pairs if None not in pair]
	assert change.n_pairs + change.n_missing == len(pairs)
	assert change.n_increased + change.n_same + change.n_declined == change.n_pairs == len(complete)
	flat = [*astuple(change), *(change.ci95 or ())]
	assert not any(isinstance(value, float) and not math.isfinite(value) for value in flat)
	if change.t is not None:
		before, after = zip(*complete, strict=True)
		expected = stats.ttest_rel(after, before)
		interval = expected.confidence_interval(0.95)
		assert change.t == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
		assert change.p == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-9)
		assert change.ci95 == pytest.approx((interval.low, interval.high), rel=1e-9, abs=1e-9)


@given(st.lists(st.tuples(decimals, decimals), max_size=60))
def test_any_scores_give_the_t_test_and_signed_ranks_of_scipy(pairs: list[tuple]) -> None:
	change = paired_change([first for first, _second in pairs], [second for _first, second in pairs])
	complete = [pair for pair in pairs if not any(value is None or math.isnan(value) for value in pair)]
	moved = [round(second - first, 2) for first, second in complete if first != second]
	if change.t is not None:
		expected = stats.ttest_rel(*reversed(tuple(zip(*complete, strict=True))))
		assert change.t == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
		assert change.p == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-9)
	assert (change.wilcoxon_n or 0) == len(moved)
	if moved:
		method = "exact" if change.wilcoxon_exact else "approx"
		expected = stats.wilcoxon(moved, correction=True, method=method)
		assert change.wilcoxon_w == pytest.approx(expected.statistic, rel=1e-9, abs=1e-9)
		assert change.wilcoxon_p == pytest.approx(expected.pvalue, rel=1e-9, abs=1e-9)


def test_reliable_change_as_jacobson_and_truax_computed_it() -> None:
	change = reliable_change(before=47.5, after=32.5, sd=7.5, reliability=0.80)
	assert change.index == pytest.approx(-3.16, abs=5e-3)
	assert change.smallest == pytest.approx(9.30, abs=5e-3)
	assert change.reliable


def test_a_change_within_the_error_of_measurement_is_not_reliable() -> None:
	assert not reliable_change(before=47.5, after=38.3, sd=7.5, reliability=0.80).reliable


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (-1, 0.8), (7.5, 1), (7.5, -0.1)])
def test_reliable_change_needs_a_documented_spread_and_reliability(sd: float, reliability: float) -> None:
	with pytest.raises(ValueError):
		reliable_change(1, 2, sd, reliability)


def test_figures_come_with_both_caveats() -> None:
	assert [caveat.requirement for caveat in CAVEATS] == ["R91", "R92"]


def test_people_are_counted_by_reliable_change() -> None:
	"""With SD 7.5 and reliability 0.80 a change counts from 9.30 points on (Jacobson and Truax 1991)."""
	counts = reliable_counts([47.5, 47.5, 47.5, 47.5, None], [32.5, 38.3, 47.5, 57.0, 50], 7.5, 0.80)
	assert (counts.n_increased, counts.n_unchanged, counts.n_declined) == (1, 2, 1)
	assert counts.smallest == pytest.approx(9.30, abs=5e-3)


def test_nobody_is_counted_without_a_documented_reliability() -> None:
	with pytest.raises(ValueError):
		reliable_counts([], [], 7.5, 1)


@given(st.lists(st.tuples(scores, scores), max_size=30))
def test_the_reliable_counts_add_up_to_the_pairs(pairs: list[tuple[float | None, float | None]]) -> None:
	before, after = [first for first, _second in pairs], [second for _first, second in pairs]
	change, counts = paired_change(before, after), reliable_counts(before, after, 7.5, 0.80)
	assert counts.n_increased + counts.n_unchanged + counts.n_declined == change.n_pairs
	assert counts.n_increased <= change.n_increased and counts.n_declined <= change.n_declined

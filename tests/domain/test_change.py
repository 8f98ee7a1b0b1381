"""Change between two measurements (R87, R90 to R92)."""

from __future__ import annotations

import math
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lat_corps.domain.change import CAVEATS, paired_change, reliable_change

# Hours of extra sleep of ten people under two drugs: Student (1908), R's data set "sleep".
DRUG_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
DRUG_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)

scores = st.one_of(st.none(), st.integers(0, 100).map(float))


def test_the_paired_t_test_of_the_sleep_data() -> None:
	change = paired_change(DRUG_1, DRUG_2)
	assert change.mean_change == pytest.approx(1.58)
	assert change.t == pytest.approx(4.0621, abs=5e-5)
	assert change.df == 9
	assert change.p == pytest.approx(0.002833, abs=5e-7)
	assert change.ci95 == pytest.approx((0.7001142, 2.4598858), abs=5e-8)
	assert (change.n_increased, change.n_same, change.n_declined) == (9, 1, 0)


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
	assert astuple(change) == (0, 1, 0, 0, 0, *[None] * 11)


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


def test_an_infinite_measurement_is_refused() -> None:
	with pytest.raises(ValueError):
		paired_change([1], [math.inf])


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

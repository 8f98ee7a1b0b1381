"""Change between two measurements: of a group (R87, R90), of one person (Jacobson and Truax 1991).

Change is after minus before, in points of the score. "Increased" and "declined" say which way the number
went and nothing else: whether more is better is for the reader of the instrument to know, and no figure here
is a verdict on a course (R92).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .text import Message, _

CAVEATS: tuple[Message, Message] = (
	Message(
		_("Each answer shows how things were at that moment and depends on the situation it was given in."),
		requirement="R91",
	),
	Message(
		_(
			"The figures are indications. They cannot show that the course caused a change: "
			"much else in a person's life plays a part."
		),
		requirement="R92",
	),
)
"""What must stand beside every figure on change."""

ROUNDING = 1e-9
"""Differences up to this share of the values' size are rounding of floats, not change."""

LARGEST = 1e100
"""Beyond this size a number is no score, and its square would overflow."""

RELIABLE = 1.96
"""Two-sided 5 % limit of the normal distribution."""

EXACT_UP_TO = 50
"""Pairs for which the exact distribution of the signed ranks is worked out, as R and scipy do."""

RANKED_DIGITS = 9
"""Changes that agree in as many digits share a rank: what lies beyond is rounding of floats."""


@dataclass(frozen=True)
class PairedChange:
	"""Figures over complete pairs, in points of the score; change is after minus before.

	Standard deviations are of a sample (n - 1); `ci95` and `p` (two-sided) come from the t distribution with
	`df` degrees of freedom (Student 1908); `cohens_dz` is mean change over SD of change (Cohen 1988). A
	figure is None where it is not defined: all with no pairs, everything that needs a spread with one pair,
	and `ci95`, `t`, `p` and `cohens_dz` when everybody changed by the same amount. `n_missing` counts pairs
	with one or both sides missing.

	`wilcoxon_w` is Wilcoxon's (1945) signed-rank statistic, the smaller of the two sums of ranks, over
	`wilcoxon_n` pairs that changed; `wilcoxon_p` is two-sided. No change is left out (Wilcoxon's own way with
	zeros), equal sizes share the mean of their ranks. The p value is exact (`wilcoxon_exact`) with up to 50
	pairs, no zeros and no equal sizes; else it comes from the normal distribution, its variance corrected for
	equal sizes and with continuity correction, as in R's wilcox.test and as scipy.stats.wilcoxon says with
	correction=True. None when nobody changed.
	"""

	n_pairs: int
	n_missing: int
	n_increased: int
	n_same: int
	n_declined: int
	mean_before: float | None = None
	mean_after: float | None = None
	mean_change: float | None = None
	sd_before: float | None = None
	sd_after: float | None = None
	sd_change: float | None = None
	ci95: tuple[float, float] | None = None
	t: float | None = None
	df: int | None = None
	p: float | None = None
	cohens_dz: float | None = None
	wilcoxon_n: int | None = None
	wilcoxon_w: float | None = None
	wilcoxon_p: float | None = None
	wilcoxon_exact: bool | None = None


@dataclass(frozen=True)
class ReliableChange:
	"""`index` is Jacobson and Truax's RC; `smallest` the smallest reliable change, in points of the score."""

	index: float
	smallest: float
	reliable: bool


@dataclass(frozen=True)
class ReliableCounts:
	"""How many people changed by more than measurement error explains, and which way.

	The three add up to the complete pairs. `smallest` is the smallest reliable change, in points of the
	score.
	"""

	n_increased: int
	n_unchanged: int
	n_declined: int
	smallest: float


def paired_change(before: Sequence[float | None], after: Sequence[float | None]) -> PairedChange:
	"""Compare two measurements of the same people, position by position; None and NaN are missing.

	Raises ValueError when the lengths differ or a number is infinite or beyond any score (1e100). Show
	CAVEATS beside the result (R91, R92).
	"""
	pairs = _complete_pairs(before, after)
	changes = [_difference(first, second) for first, second in pairs]
	counts = {
		"n_pairs": len(pairs),
		"n_missing": len(before) - len(pairs),
		"n_increased": sum(change > 0 for change in changes),
		"n_same": sum(change == 0 for change in changes),
		"n_declined": sum(change < 0 for change in changes),
	}
	if not pairs:
		return PairedChange(**counts)
	befores, afters = zip(*pairs, strict=True)
	return PairedChange(
		**counts,
		mean_before=_mean(befores),
		mean_after=_mean(afters),
		mean_change=_mean(changes),
		sd_before=_sample_sd(befores),
		sd_after=_sample_sd(afters),
		sd_change=_sample_sd(changes),
		df=len(changes) - 1 or None,
		**_t_statistics(changes),
		**_wilcoxon(changes),
	)


def reliable_change(before: float, after: float, sd: float, reliability: float) -> ReliableChange:
	"""Say whether one person's change exceeds measurement error (Jacobson and Truax 1991).

	`sd` and `reliability` must be documented for the instrument. Never for a single 1 to 10 item without
	them. Raises ValueError unless sd is positive and reliability is from 0 up to, but not including, 1.
	"""
	if not (sd > 0 and 0 <= reliability < 1):
		raise ValueError("Reliable change needs a positive SD and a reliability from 0 and below 1.")
	difference_error = math.sqrt(2) * sd * math.sqrt(1 - reliability)
	index = (after - before) / difference_error
	return ReliableChange(index, RELIABLE * difference_error, abs(index) > RELIABLE)


def reliable_counts(
	before: Sequence[float | None], after: Sequence[float | None], sd: float, reliability: float
) -> ReliableCounts:
	"""Count the complete pairs by reliable change (Jacobson and Truax 1991).

	For instruments that document both `sd` and `reliability`, never for others. Raises ValueError as
	paired_change and reliable_change do.
	"""
	pairs = _complete_pairs(before, after)
	smallest = reliable_change(0, 0, sd, reliability).smallest
	reliable = [
		change.index
		for change in (reliable_change(first, second, sd, reliability) for first, second in pairs)
		if change.reliable
	]
	increased = sum(index > 0 for index in reliable)
	return ReliableCounts(increased, len(pairs) - len(reliable), len(reliable) - increased, smallest)


def _complete_pairs(
	before: Sequence[float | None], after: Sequence[float | None]
) -> list[tuple[float, float]]:
	pairs = [
		(first, second)
		for first, second in zip(before, after, strict=True)
		if not (_is_missing(first) or _is_missing(second))
	]
	if any(abs(value) > LARGEST for pair in pairs for value in pair):
		raise ValueError("A measurement cannot be infinite, or beyond any score.")
	return pairs


def _is_missing(value: float | None) -> bool:
	return value is None or math.isnan(value)


def _difference(first: float, second: float) -> float:
	return 0.0 if math.isclose(first, second, rel_tol=ROUNDING, abs_tol=ROUNDING) else second - first


def _mean(values: Sequence[float]) -> float:
	return math.fsum(values) / len(values)


def _sample_sd(values: Sequence[float]) -> float | None:
	if len(values) < 2:
		return None
	mean = _mean(values)
	sd = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
	return 0.0 if sd <= ROUNDING * max(1.0, abs(mean)) else sd


def _t_statistics(changes: Sequence[float]) -> dict[str, float | tuple[float, float]]:
	"""Return `ci95`, `t`, `p` and `cohens_dz`, or nothing when the changes have no spread."""
	sd = _sample_sd(changes)
	if not sd:
		return {}
	from scipy.stats import t as t_distribution

	df = len(changes) - 1
	mean = _mean(changes)
	error = sd / math.sqrt(len(changes))
	t = mean / error
	margin = float(t_distribution.ppf(0.975, df)) * error
	return {
		"ci95": (mean - margin, mean + margin),
		"t": t,
		"p": 2 * float(t_distribution.sf(abs(t), df)),
		"cohens_dz": mean / sd,
	}


def _wilcoxon(changes: Sequence[float]) -> dict[str, float | int | bool]:
	"""Return the `wilcoxon_` figures, or nothing when nobody changed."""
	moved = [float(f"{change:.{RANKED_DIGITS}g}") for change in changes if change]
	if not moved:
		return {}
	from scipy.stats import wilcoxon

	sizes = {abs(change) for change in moved}
	exact = len(sizes) == len(moved) == len(changes) <= EXACT_UP_TO
	# scipy's own choice of method has changed with its versions
	found = wilcoxon(moved, correction=True, method="exact" if exact else "approx")
	return {
		"wilcoxon_n": len(moved),
		"wilcoxon_w": float(found.statistic),
		"wilcoxon_p": float(found.pvalue),
		"wilcoxon_exact": exact,
	}

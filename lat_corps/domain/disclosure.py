"""Small-cell protection of pooled figures, so that nobody can be read out of a table (N6, N9).

Danish practice hides counts below 5, counts of missing answers too. What is hidden must not be computable
from what is shown, also not by a reader who knows these rules. One call protects one list of counts. Tables
of several ways, and reports of periods that lie in one another, are protected together (`released.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from .change import PairedChange, ReliableCounts

MINIMUM_THRESHOLD = 5
"""The lowest threshold allowed; a municipality may only raise it."""

DIRECTIONS = ("n_increased", "n_same", "n_declined")
RANKS = ("wilcoxon_n", "wilcoxon_w", "wilcoxon_p", "wilcoxon_exact")
"""Figures that tell how many changed, and which way most did."""

RELIABLY = "reliably_"
"""Before the names of ReliableCounts, where they stand among the figures of a change."""


@dataclass(frozen=True)
class ProtectedCounts:
	"""`shown` holds the counts that may be published, `hidden` the other labels; `total` None is hidden."""

	shown: dict[str, int]
	hidden: tuple[str, ...]
	total: int | None


@dataclass(frozen=True)
class ProtectedFigures:
	"""`shown` maps names of PairedChange fields to values that may be published; `hidden` names the rest."""

	shown: dict[str, object]
	hidden: tuple[str, ...]


def protect_counts(table: Mapping[str, int], threshold: int = MINIMUM_THRESHOLD) -> ProtectedCounts:
	"""Hide counts from 1 to threshold - 1, and more until they cannot be computed from the total.

	`table` maps the categories of one division (each person in one category) to numbers of people. Further
	cells are taken in the table's order, not by size, which would tell how large the hidden ones can be.
	Where that does not help, everything is hidden, zeros and total included: a lone zero would say that all
	people are in the other category. Raises ValueError for a threshold below 5 or a negative count.
	"""
	_check_threshold(threshold)
	if any(count < 0 for count in table.values()):
		raise ValueError("A count cannot be negative.")
	hidden = {label for label, count in table.items() if 0 < count < threshold}
	candidates = [label for label, count in table.items() if count >= threshold]
	while hidden and _computable([table[label] for label in hidden], threshold):
		if not candidates:
			return ProtectedCounts(shown={}, hidden=tuple(table), total=None)
		hidden.add(candidates.pop(0))
	return ProtectedCounts(
		shown={label: count for label, count in table.items() if label not in hidden},
		hidden=tuple(label for label in table if label in hidden),
		total=sum(table.values()),
	)


def protect_figures(
	change: PairedChange, threshold: int = MINIMUM_THRESHOLD, reliable: ReliableCounts | None = None
) -> ProtectedFigures:
	"""Hide all figures that rest on fewer than `threshold` pairs, and small counts among the others.

	The number of people who have missing answers is hidden from 1 to threshold - 1; the caller must then not
	show the number of all people either. With `reliable` the same people are divided twice, and the
	difference between the two divisions would be a small cell: its counts (`reliably_...`) are shown, those
	of any change are not. Ranks follow the counts of any change, and go with them. Where all changed by the
	same, or all gave the same score, the figures would say it of each single person: they are hidden. Raises
	ValueError for a threshold below 5.
	"""
	_check_threshold(threshold)
	figures = asdict(change)
	hidden: set[str] = set()
	if change.n_pairs < threshold or 0 in (change.sd_before, change.sd_after, change.sd_change):
		hidden.update(figures)
	if 0 < change.n_missing < threshold:
		hidden.add("n_missing")
	directions = protect_counts({name: figures[name] for name in DIRECTIONS}, threshold)
	hidden.update(directions.hidden)
	if directions.hidden:
		hidden.update(RANKS)
	if reliable:
		counts = {f"{RELIABLY}{name}": value for name, value in asdict(reliable).items()}
		figures |= counts
		counts.pop(f"{RELIABLY}smallest")
		hidden.update(protect_counts(counts, threshold).hidden if "n_pairs" not in hidden else counts)
		hidden.update((*DIRECTIONS, "wilcoxon_n", "wilcoxon_exact"))
	return ProtectedFigures(
		shown={name: value for name, value in figures.items() if name not in hidden},
		hidden=tuple(name for name in figures if name in hidden),
	)


def _computable(hidden: Collection[int], threshold: int) -> bool:
	"""Whether the sum of the hidden counts, which total minus shown gives away, says too much.

	It does when the hidden people are too few together, or when all hidden counts must be 1, or the largest
	that is hidden.
	"""
	total = sum(hidden)
	return total < threshold or total in (len(hidden), len(hidden) * (threshold - 1))


def _check_threshold(threshold: int) -> None:
	if threshold < MINIMUM_THRESHOLD:
		raise ValueError(f"The threshold for small cells cannot be below {MINIMUM_THRESHOLD}.")

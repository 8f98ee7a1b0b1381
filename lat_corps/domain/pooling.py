"""Change over the courses of a municipality or the country, in full or small-cell-safe (R87, R110, N6, N9).

Each instrument version is compared with itself alone (N8). In full is for who may open each course anyway.
Everybody else gets figures of periods that have ended and never overlap, because two reports of nearly the
same people would tell what lies between them: finished years of closing, joined until enough people are in
them. In such a period every row rests on the same people, for the same reason.

Persons are counted, not courses: each once, with one closing of one course. In full it is the first that
lacks the fewest scores. For everybody else it is the first of all, whatever is missing there: a later course,
or one that is reopened, must not change what was published, for the difference would be that one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from .change import paired_change, reliable_counts
from .disclosure import MINIMUM_THRESHOLD, RELIABLY, protect_figures
from .national import Rule

Pair = tuple[float | None, float | None]

TOTAL = ""
"""The scale that is the whole instrument; the others are its subscales, by code."""


@dataclass(frozen=True)
class CourseScores:
	"""Scores before and after of one course, by scale; `closed` is the year it closed, None under way.

	`person` is the same for courses of the same person; without one, it is a person of its own. `place` is
	the municipality.
	"""

	closed: int | None
	scales: Mapping[str, Pair]
	person: str = ""
	place: str = ""


@dataclass(frozen=True)
class Reliability:
	"""What an instrument documents for its total score, in points of it and from 0 to 1."""

	sd: float
	reliability: float


@dataclass(frozen=True)
class ScaleChange:
	"""Figures of PairedChange, and of ReliableCounts with `reliably_` in front; `hidden` names the rest."""

	scale: str
	figures: Mapping[str, object]
	hidden: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeriodChange:
	"""Courses that closed from the year `first` to the year `last`; both None for all courses."""

	first: int | None
	last: int | None
	scales: tuple[ScaleChange, ...]


def change_in_full(
	courses: Sequence[CourseScores], scales: Sequence[str], reliability: Reliability | None = None
) -> PeriodChange:
	"""Return the change of all people on each scale; counts by reliable change for the total alone.

	Of a person's courses, in the order in which they closed, the first that lacks the fewest scores counts.
	"""
	people = one_for_each(fullest_first(courses, scales))
	changes = []
	for scale in scales:
		before, after = _sides(people, scale)
		figures = asdict(paired_change(before, after))
		if scale == TOTAL and reliability:
			counts = reliable_counts(before, after, reliability.sd, reliability.reliability)
			figures |= {f"{RELIABLY}{name}": value for name, value in asdict(counts).items()}
		changes.append(ScaleChange(scale, figures))
	return PeriodChange(None, None, tuple(changes))


def protected_change(
	courses: Iterable[CourseScores],
	scales: Sequence[str],
	this_year: int,
	reliability: Reliability | None = None,
	threshold: int = MINIMUM_THRESHOLD,
	rule: Rule | None = None,
) -> list[PeriodChange]:
	"""Return the change per period that may be published, the earliest first.

	Years before `this_year` are joined until at least `threshold` people have all scores, and are, by `rule`,
	not nearly all of one municipality; the years since the last such period are one in which everything is
	hidden. Of the courses of a person, in the order in which
	they closed, the first counts. Raises ValueError for a threshold below 5.
	"""
	by_year: dict[int, list[CourseScores]] = {}
	for course in one_for_each(courses):
		if course.closed is not None and course.closed < this_year:
			by_year.setdefault(course.closed, []).append(_whole_or_missing(course, scales))
	if not by_year:
		return []
	periods, people, first = [], [], min(by_year)
	for year in range(first, this_year):
		people += by_year.get(year, [])
		whole = [course for course in people if _is_whole(course, scales)]
		by_place = Counter(course.place for course in whole)
		if len(whole) >= threshold and not (rule and rule.hides(by_place.values())):
			periods.append(_protected(first, year, people, scales, reliability, threshold))
			people, first = [], year + 1
	if people:
		more_than_all = max(threshold, len(people) + 1)
		periods.append(_protected(first, this_year - 1, people, scales, reliability, more_than_all))
	return periods


def fullest_first(courses: Iterable[CourseScores], scales: Sequence[str]) -> list[CourseScores]:
	"""Return courses by how few scores they lack, and those that lack as many in their order."""
	return sorted(courses, key=lambda course: _lacking(course, scales))


def one_for_each(courses: Iterable[CourseScores]) -> list[CourseScores]:
	"""Return the first course of each person, in their order."""
	seen: set[str] = set()
	people = []
	for course in courses:
		if not course.person or course.person not in seen:
			people.append(course)
			seen.add(course.person)
	return people


def _lacking(course: CourseScores, scales: Sequence[str]) -> int:
	return sum(None in course.scales.get(scale, (None, None)) for scale in scales)


def hide_missing_together(reports: Sequence[Sequence[PeriodChange]]) -> list[list[PeriodChange]]:
	"""Hide the number of missing in all reports on the same courses if it is hidden in one.

	Complete and missing add up to the same courses in each: what one hides, another would give away.
	"""
	changes = [scale for report in reports for period in report for scale in period.scales]
	if not any("n_missing" in change.hidden and "n_pairs" in change.figures for change in changes):
		return [list(report) for report in reports]
	return [
		[
			replace(period, scales=tuple(_without_missing(scale) for scale in period.scales))
			for period in report
		]
		for report in reports
	]


def _without_missing(change: ScaleChange) -> ScaleChange:
	shown = {name: value for name, value in change.figures.items() if name != "n_missing"}
	return replace(change, figures=shown, hidden=tuple(dict.fromkeys((*change.hidden, "n_missing"))))


def _protected(
	first: int,
	last: int,
	people: Sequence[CourseScores],
	scales: Sequence[str],
	reliability: Reliability | None,
	threshold: int,
) -> PeriodChange:
	changes = []
	for scale in scales:
		before, after = _sides(people, scale)
		counts = None
		if scale == TOTAL and reliability:
			counts = reliable_counts(before, after, reliability.sd, reliability.reliability)
		found = protect_figures(paired_change(before, after), threshold, counts)
		changes.append(ScaleChange(scale, found.shown, found.hidden))
	return PeriodChange(first, last, tuple(changes))


def _sides(courses: Iterable[CourseScores], scale: str) -> tuple[list[float | None], list[float | None]]:
	pairs = [course.scales.get(scale, (None, None)) for course in courses]
	return [before for before, _after in pairs], [after for _before, after in pairs]


def _whole_or_missing(course: CourseScores, scales: Sequence[str]) -> CourseScores:
	"""Leave out the scores of who has not all of them: rows must not differ in their people."""
	return course if _is_whole(course, scales) else replace(course, scales={})


def _is_whole(course: CourseScores, scales: Sequence[str]) -> bool:
	return not _lacking(course, scales)

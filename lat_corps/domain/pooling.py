"""Change over the courses of a municipality or the country, in full or small-cell-safe (R87, R110, N6, N9).

Each instrument version is compared with itself alone (N8). In full is for who may open each course anyway.
Everybody else gets figures of periods that have ended and never overlap, because two reports of nearly the
same people would tell what lies between them: finished years of closing, joined until enough people are in
them. In such a period every row rests on the same people, for the same reason; and it is counted once, for
an answer that comes in later would be the difference between two readings of it.

Persons are counted, not courses: each once, with one closing of one course. In full it is the first that
lacks the fewest scores. For everybody else it is the first of all, whatever is missing there: a later course,
or one that is reopened, must not change what was published, for the difference would be that one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from .change import paired_change, reliable_counts
from .disclosure import MINIMUM_THRESHOLD, RELIABLY, protect_figures
from .national import Rule

Year = tuple[str, int]
"""A municipality, and the year in which courses there have closed."""

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

	@property
	def is_told(self) -> bool:
		"""Whether anything is told of it: not where it waits for more people."""
		return any(scale.figures for scale in self.scales)

	@property
	def people(self) -> tuple[int, int | None]:
		"""How many have all scores and how many have not, None where hidden, of a period that is told."""
		(figures, *_others) = (scale.figures for scale in self.scales if scale.figures)
		return figures["n_pairs"], figures.get("n_missing")

	@property
	def hides_missing(self) -> bool:
		"""Whether it tells how many have all scores, and not how many have not."""
		return any("n_missing" in scale.hidden and "n_pairs" in scale.figures for scale in self.scales)


@dataclass(frozen=True)
class OfCountry:
	"""What municipalities give to sums of them, and what each tells of it itself (`national.py`).

	`told` are the years of which one tells of those who have all scores, `with_missing` those of which it
	tells how many have not, too.
	"""

	rule: Rule
	told: Collection[Year] = ()
	with_missing: Collection[Year] = ()

	def keeps_apart(self, whole: Iterable[CourseScores], threshold: int) -> bool:
		"""Tell whether a sum may be told: of all, and of those of whom no municipality tells."""
		whole = [*whole]
		return not self.rule.hides(_by_place(whole).values()) and self._far(whole, self.told, threshold)

	def hides_missing(self, missing: Iterable[CourseScores], threshold: int) -> bool:
		return not self._far(missing, self.with_missing, threshold)

	def _far(self, courses: Iterable[CourseScores], told: Collection[Year], threshold: int) -> bool:
		left = _by_place(course for course in courses if (course.place, course.closed) not in told)
		return not left or (left.total() >= threshold and not self.rule.hides(left.values()))


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
	of_country: OfCountry | None = None,
	since: int | None = None,
	counted_to: int | None = None,
) -> list[PeriodChange]:
	"""Return the change per period that may be published, the earliest first.

	Years before `this_year` are joined until at least `threshold` people have all scores, and `of_country`
	finds enough municipalities behind them; the years since the last such period are one in which everything
	is hidden. Of the courses of a person, in the order in which they closed, the first counts. Years before
	`since` have been told; no period ends by the year `counted_to`, of which others have been told without
	this one. Where few people closed in one of the years of a period, it does not tell how many are missing:
	all of them, less who closed in the other years, would be these few. Raises ValueError for a threshold
	below 5.
	"""
	by_year: dict[int, list[CourseScores]] = {}
	for course in one_for_each(courses):
		if course.closed is not None and (since or course.closed) <= course.closed < this_year:
			by_year.setdefault(course.closed, []).append(_whole_or_missing(course, scales))
	if not by_year:
		return []
	periods, people, first = [], [], since or min(by_year)
	for year in range(first, this_year):
		people += by_year.get(year, [])
		whole = [course for course in people if _is_whole(course, scales)]
		enough = len(whole) >= threshold and (not of_country or of_country.keeps_apart(whole, threshold))
		if enough and year > (counted_to or 0):
			missing = [course for course in people if not _is_whole(course, scales)]
			found = _protected(first, year, people, scales, reliability, threshold)
			small = any(0 < len(by_year.get(one, ())) < threshold for one in range(first, year + 1))
			hides = small or (of_country and of_country.hides_missing(missing, threshold))
			periods.append(_without_missing(found) if hides else found)
			people, first = [], year + 1
	if people:
		more_than_all = max(threshold, len(people) + 1)
		periods.append(_protected(first, this_year - 1, people, scales, reliability, more_than_all))
	return periods


def _by_place(courses: Iterable[CourseScores]) -> Counter[str]:
	return Counter(course.place for course in courses)


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


def hide_missing_together(
	reports: Sequence[Sequence[PeriodChange]], told: Iterable[PeriodChange] = ()
) -> list[list[PeriodChange]]:
	"""Hide the number of missing in all reports on the same courses if it is hidden in one, or in one `told`.

	Complete and missing add up to the same courses in each: what one hides, another would give away. What
	was told of years before all those that are told of now is no matter.
	"""
	new = [period for report in reports for period in report if period.is_told]
	since = min((period.first or 0 for period in new), default=0)
	if not any(period.hides_missing for period in (*new, *(one for one in told if (one.last or 0) >= since))):
		return [list(report) for report in reports]
	return [[_without_missing(period) for period in report] for report in reports]


def closed_at_least(told: Iterable[PeriodChange], last: int) -> int:
	"""Return how many people must have closed up to a year, as periods of one subject or several tell."""
	by_year: dict[int, int] = {}
	for period in sorted(told, key=lambda one: one.last or 0):
		if period.is_told and period.last <= last:
			complete, missing = period.people
			before = max((number for year, number in by_year.items() if year < period.first), default=0)
			number = before + complete + (missing or 0)
			by_year[period.last] = max(number, by_year.get(period.last, 0))
	return max(by_year.values(), default=0)


def _without_missing(period: PeriodChange) -> PeriodChange:
	return replace(period, scales=tuple(_scale_without_missing(scale) for scale in period.scales))


def _scale_without_missing(change: ScaleChange) -> ScaleChange:
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

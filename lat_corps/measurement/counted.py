"""What each closing of a course counts for in figures on change: scores before and after, ratings (R87)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from lat_corps.casework.closings import earlier_closings
from lat_corps.domain.documents.course import MATCHED, UNDER_WAY
from lat_corps.domain.instruments import score
from lat_corps.domain.pooling import TOTAL, CourseScores
from lat_corps.measurement.conversion import instrument_of, numbers_of_many

Read = Callable[..., list[frappe._dict]]
"""Reads records as `frappe.get_all` does, with the rights of whoever asks or without."""

Measured = dict[str, dict[str, dict[tuple[str, int], dict[str, float | None]]]]
"""Course -> instrument -> point and earlier closing -> scale -> score.

An instrument that was only asked for has no point.
"""

Rated = dict[str, list[tuple[date, float]]]


@dataclass(frozen=True)
class Closing:
	"""One closing of a course: the `number`th of its earlier ones, or with 0 the present.

	Without a `day` it is under way; `until` is the day on which the course was taken up again.
	"""

	case: str
	person: str
	place: str
	number: int
	day: date | None
	until: date | None = None

	@property
	def year(self) -> int | None:
		return self.day.year if self.day else None

	def covers(self, day: date) -> bool:
		"""Tell whether what was recorded on `day` was there while this closing was the last."""
		return self.until is None or day < self.until


def closings_of(read: Read, filters: dict, under_way: bool = False) -> list[Closing]:
	"""Return the closings of courses by their days; those under way, if asked for, come last.

	A course that has closed before counts by that, whatever has become of it since.
	"""
	cases = read(
		"LAT Case",
		filters={**filters, "stage": ["in", MATCHED]},
		fields=["name", "citizen", "municipality", "closed_on", "stage"],
		order_by="name asc",
	)
	earlier = earlier_closings([case.name for case in cases])
	found = []
	for case in cases:
		person = case.citizen or case.name
		for number, (day, until) in enumerate(earlier.get(case.name, ()), start=1):
			if day:
				found.append(Closing(case.name, person, case.municipality, number, day, until))
		closed = case.stage == "Closed"
		if closed or (under_way and case.stage in UNDER_WAY):
			day = getdate(case.closed_on) if closed and case.closed_on else None
			found.append(Closing(case.name, person, case.municipality, 0, day))
	return sorted(found, key=lambda closing: (closing.day is None, closing.day or date.max))


def measured_of(read: Read, filters: dict) -> Measured:
	rows = read(
		"LAT Measurement",
		filters={**filters, "measured_at": ["in", ("Before", "After")]},
		fields=["name", "lat_case", "instrument", "measured_at", "earlier_closing", "standing", "score"],
		order_by="name asc",
	)
	with_subscales = {name for name in {row.instrument for row in rows} if instrument_of(name).subscales}
	answers = numbers_of_many([row.name for row in rows if row.instrument in with_subscales])
	found: Measured = {}
	for row in rows:
		points = found.setdefault(row.lat_case, {}).setdefault(row.instrument, {})
		if row.standing == "Missing":
			continue
		has_total = instrument_of(row.instrument).has_total
		scores = {TOTAL: row.score if row.standing == "Answered" else None} if has_total else {}
		if row.instrument in with_subscales:
			scores |= score(instrument_of(row.instrument), answers.get(row.name, {})).subscales
		points[row.measured_at, row.earlier_closing] = scores
	return found


def people_of(closings: Iterable[Closing], found: Measured, instrument: str) -> list[CourseScores]:
	"""Return the closings that count for an instrument version: all but of courses measured by others.

	A course that was never measured is missing for each of them.
	"""
	people = []
	for closing in closings:
		used = found.get(closing.case, {})
		if used and instrument not in used:
			continue
		points = used.get(instrument, {})
		before, after = points.get(("Before", 0), {}), points.get(("After", closing.number), {})
		scores = {scale: (before.get(scale), after.get(scale)) for scale in {*before, *after}}
		people.append(CourseScores(closing.year, scores, closing.person, closing.place))
	return people


def ratings_of(read: Read, filters: dict) -> Rated:
	found: Rated = {}
	for row in read(
		"LAT Progression",
		filters=filters,
		fields=["lat_case", "rated_on", "rating"],
		order_by="rated_on asc, creation asc",
	):
		found.setdefault(row.lat_case, []).append((getdate(row.rated_on), float(row.rating)))
	return found


def rated_of(closings: Iterable[Closing], ratings: Rated) -> list[CourseScores]:
	"""Return for each closing the first and the latest rating that were there when it was the last."""
	people = []
	for closing in closings:
		values = [rating for day, rating in ratings.get(closing.case, []) if closing.covers(day)]
		scores = {TOTAL: (values[0], values[-1])} if len(values) > 1 else {}
		people.append(CourseScores(closing.year, scores, closing.person, closing.place))
	return people

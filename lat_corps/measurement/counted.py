"""What each closing of a course counts for in figures on change: scores before and after, ratings (R87)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

import frappe
from frappe.query_builder.functions import Count, Max, Min
from frappe.utils import getdate
from pypika import Criterion, CustomFunction, Table
from pypika.functions import Date

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

Rated = dict[tuple[str, int], tuple[float, float]]
"""Course and number of a closing -> the first and the latest of its ratings, where there are two at least."""


@dataclass(frozen=True)
class Closing:
	"""One closing of a course: the `number`th of its earlier ones, or with 0 the present.

	Without a `day` it is under way.
	"""

	case: str
	person: str
	place: str
	number: int
	day: date | None

	@property
	def year(self) -> int | None:
		return self.day.year if self.day else None


def closings_of(read: Read, filters: dict, under_way: bool = False) -> list[Closing]:
	"""Return the closings of courses by their days; those under way, if asked for, come last.

	A course that has closed before counts by that, whatever has become of it since.
	"""
	stages, earlier = ("Closed", *UNDER_WAY) if under_way else ("Closed",), earlier_closings()
	cases = read(
		"LAT Case",
		filters={**filters, "stage": ["in", MATCHED]},
		or_filters=[["stage", "in", stages], ["name", "in", [*earlier] or [""]]],
		fields=["name", "citizen", "municipality", "closed_on", "stage"],
		order_by="name asc",
	)
	found = []
	for case in cases:
		person = case.citizen or case.name
		for number, (day, _until) in enumerate(earlier.get(case.name, ()), start=1):
			if day:
				found.append(Closing(case.name, person, case.municipality, number, day))
		closed = case.stage == "Closed"
		if case.stage in stages:
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


def ratings_of(filters: Mapping[str, object]) -> Rated:
	"""Return the ratings that count, past the user's rights: for closings that were read with them.

	`filters` name fields with a value, or with a list that the value is in or not in.
	"""
	rating, earlier = frappe.qb.DocType("LAT Progression"), frappe.qb.DocType("LAT Earlier Closing")
	here = [rating.lat_case.isnotnull(), *_conditions(rating, filters)]
	moment = CustomFunction("CONCAT_WS", ["between", "day", "entered", "value"])(
		" ", rating.rated_on, rating.creation, rating.rating
	)
	ends = (Count(rating.name), Min(moment), Max(moment))
	found: Rated = {}
	last = (
		frappe.qb.from_(rating)
		.where(Criterion.all(here))
		.groupby(rating.lat_case)
		.having(Count(rating.name) > 1)
	)
	for case, _number, first, latest in last.select(rating.lat_case, *ends).run():
		found[case, 0] = _value(first), _value(latest)
	then = [rating.lat_case == earlier.parent, rating.rated_on < Date(earlier.taken_up_at), *here]
	before = (
		frappe.qb.from_(earlier)
		.left_join(rating)
		.on(Criterion.all(then))
		.where(earlier.parenttype == "LAT Case")
		.groupby(earlier.parent, earlier.idx)
		.orderby(earlier.parent, earlier.idx)
		.select(earlier.parent, *ends)
	)
	for case, closings in groupby(before.run(), key=itemgetter(0)):
		for number, (_case, many, first, latest) in enumerate(closings, start=1):
			if many > 1:
				found[case, number] = _value(first), _value(latest)
	return found


def _conditions(table: Table, filters: Mapping[str, object]) -> Iterator[Criterion]:
	for fieldname, value in filters.items():
		if isinstance(value, str):
			yield table[fieldname] == value
		else:
			operator, values = value
			yield table[fieldname].isin(values) if operator == "in" else table[fieldname].notin(values)


def _value(moment: str) -> float:
	"""Return the rating behind the day and moment by which the database has found it."""
	return float(moment.rpartition(" ")[2])


def rated_of(closings: Iterable[Closing], ratings: Rated) -> list[CourseScores]:
	"""Return for each closing the first and the latest rating that were there when it was the last."""
	people = []
	for closing in closings:
		ends = ratings.get((closing.case, closing.number))
		scores = {TOTAL: ends} if ends else {}
		people.append(CourseScores(closing.year, scores, closing.person, closing.place))
	return people

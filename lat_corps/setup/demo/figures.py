"""Figures of one municipality, as its coordinator and its management see them (R87, R90 to R94, N6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe.utils import getdate

from lat_corps.days import danish_today
from lat_corps.domain.change import PairedChange, paired_change
from lat_corps.domain.disclosure import ProtectedFigures, protect_figures
from lat_corps.domain.pooling import TOTAL, CourseScores, Pair, one_for_each

from .courses import WHO5

CASE_FIELDS = [
	"name",
	"citizen",
	"course_type",
	"stage",
	"mentor_name",
	"referred_on",
	"opened_on",
	"closed_on",
	"outcome",
	"next_progression_due",
	"last_rating",
	"after_missing_reason",
]


@dataclass(frozen=True)
class Course:
	"""A course with its own ratings as (day, 1 to 10) and its scores, None where there is none."""

	case: frappe._dict
	ratings: tuple[tuple[object, int], ...]
	before: float | None
	after: float | None

	@property
	def started(self) -> bool:
		return bool(self.case.opened_on)

	@property
	def closed(self) -> bool:
		return self.case.stage == "Closed"

	@property
	def overdue(self) -> bool:
		due = self.case.next_progression_due
		return bool(due and getdate(due) < danish_today())


@dataclass(frozen=True)
class Change:
	"""A comparison as the coordinator sees it, and what management may see of it."""

	full: PairedChange
	pooled: ProtectedFigures


def courses_of(municipality: str) -> list[Course]:
	"""Return the courses of a municipality that the present user may read."""
	ratings: dict[str, list[tuple[object, int]]] = {}
	for row in frappe.get_list(
		"LAT Progression",
		filters={"municipality": municipality},
		fields=["lat_case", "rated_on", "rating"],
		order_by="rated_on asc, creation asc",
		limit=0,
	):
		ratings.setdefault(row.lat_case, []).append((getdate(row.rated_on), row.rating))
	scores = {
		(row.lat_case, row.measured_at): row.score
		for row in frappe.get_list(
			"LAT Measurement",
			filters={"municipality": municipality, "instrument": WHO5, "standing": "Answered"},
			fields=["lat_case", "measured_at", "score"],
			order_by="lat_case asc, earlier_closing desc",
			limit=0,
		)
	}
	return [
		Course(
			case=case,
			ratings=tuple(ratings.get(case.name, ())),
			before=scores.get((case.name, "Before")),
			after=scores.get((case.name, "After")),
		)
		for case in frappe.get_list(
			"LAT Case",
			filters={"municipality": municipality},
			fields=CASE_FIELDS,
			order_by="name asc",
			limit=0,
		)
	]


def before_after(courses: list[Course]) -> Change:
	"""Compare the WHO-5 scores of closed courses; one without both measurements is missing (R90)."""
	return _change((course, (course.before, course.after)) for course in courses if course.closed)


def progression(courses: list[Course]) -> Change:
	"""Compare the first and the latest rating of courses that have started; one alone is missing (R94)."""
	return _change((course, _first_and_latest(course)) for course in courses if course.started)


def _first_and_latest(course: Course) -> Pair:
	ratings = [float(rating) for _day, rating in course.ratings]
	return (ratings[0] if ratings else None, ratings[-1] if len(ratings) > 1 else None)


def _change(pairs: Iterable[tuple[Course, Pair]]) -> Change:
	"""Compare persons, each with the first course."""
	people = one_for_each(
		CourseScores(None, {TOTAL: pair}, course.case.citizen or course.case.name) for course, pair in pairs
	)
	both = [person.scales[TOTAL] for person in people]
	change = paired_change([before for before, _after in both], [after for _before, after in both])
	return Change(change, protect_figures(change, frappe.get_cached_doc("LAT Settings").small_cell_threshold))

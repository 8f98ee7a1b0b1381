"""Each person of a municipality with the day on which a first course was referred, or started (R110, N6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import frappe
from frappe.utils import getdate

from lat_corps.domain.disclosure import protect_apart
from lat_corps.domain.quarters import Quarter

COLUMNS = ("citizen", "referred_on", "opened_on", "age_at_referral", "gender", "target_group", "course_type")


def first_courses(municipality: str, fieldname: str) -> Iterator[frappe._dict]:
	"""Yield for each person the course that comes first by a day: a later one changes no earlier period."""
	seen = set()
	for course in frappe.get_all(
		"LAT Case",
		filters={"municipality": municipality, fieldname: ["is", "set"]},
		fields=list(COLUMNS),
		order_by=f"{fieldname} asc, name asc",
	):
		if course.citizen not in seen:
			seen.add(course.citizen)
			yield course


def told_by_quarter(
	municipality: str, fieldname: str, quarters: Collection[Quarter], threshold: int
) -> dict[int, int | None]:
	"""Return quarter -> how many people it was the first for, as is told of it; None is hidden."""
	counts = dict.fromkeys((str(quarter.number) for quarter in quarters), 0)
	for course in first_courses(municipality, fieldname) if quarters else ():
		for quarter in quarters:
			counts[str(quarter.number)] += quarter.covers(getdate(course[fieldname]))
	return {int(number): count for number, count in protect_apart(counts, threshold).items()}

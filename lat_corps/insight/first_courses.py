"""Each person of a municipality with the day on which a first course was referred, or started (R110, N6)."""

from __future__ import annotations

from collections.abc import Iterator

import frappe

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

"""Courses whose retention has ended: a list for people, nothing is deleted by itself (N5)."""

from __future__ import annotations

import datetime as dt

import frappe
from frappe.utils import getdate

from lat_corps.days import danish_today
from lat_corps.domain.documents.course import FINISHED
from lat_corps.domain.retention import kept_until


def retention_years() -> int:
	return frappe.get_cached_doc("LAT Settings").retention_years


def keep_until(case: frappe._dict) -> dt.date | None:
	"""Return the last day a course is kept, or None while it is open, or when no retention is set.

	A declined course has no day of closing; it counts from the year in which it was last changed.
	"""
	years = retention_years()
	if case.stage not in FINISHED or not years:
		return None
	return kept_until(getdate(case.closed_on or case.modified), years)


def courses_of(citizen: str, read: object = None) -> list[frappe._dict]:
	"""Return the courses of a citizen as (name, stage, closed_on, modified); by default all there are."""
	return (read or frappe.get_all)(
		"LAT Case",
		filters={"citizen": citizen},
		fields=["name", "stage", "closed_on", "modified"],
		order_by="name asc",
		limit=0,
	)


def has_ended(courses: list[frappe._dict]) -> bool:
	"""Tell whether the retention of all the courses of a citizen has ended."""
	last_days = [keep_until(case) for case in courses]
	return bool(last_days) and all(day and day < danish_today() for day in last_days)


def citizens_past_retention(filters: dict | None = None) -> list[dict]:
	"""Return, for the courses the user may read, each citizen all of whose courses are past retention.

	Rows of citizen, municipality, courses (how many), ended_on, kept_until and erasure (a request under way).
	"""
	return [_row(courses) for courses in _by_citizen(filters) if has_ended(courses)]


def courses_past_retention(filters: dict | None = None) -> list[dict]:
	"""Return the courses past retention of citizens who have others that are not: rows with `course` too."""
	return [
		{**_row([case]), "course": case.name}
		for courses in _by_citizen(filters)
		if not has_ended(courses)
		for case in courses
		if has_ended([case])
	]


def _by_citizen(filters: dict | None) -> list[list[frappe._dict]]:
	cases = frappe.get_list(
		"LAT Case",
		filters=filters or {},
		fields=["name", "citizen", "municipality", "stage", "closed_on", "modified"],
		order_by="citizen asc, name asc",
		limit=0,
	)
	found: dict[str, list[frappe._dict]] = {}
	for case in cases:
		found.setdefault(case.citizen, []).append(case)
	return [*found.values()]


def _row(courses: list[frappe._dict]) -> dict:
	citizen = courses[0].citizen
	return {
		"citizen": citizen,
		"municipality": courses[0].municipality,
		"courses": len(courses),
		"ended_on": max(getdate(case.closed_on or case.modified) for case in courses),
		"kept_until": max(keep_until(case) for case in courses),
		"erasure": frappe.db.get_value("LAT Erasure", {"citizen": citizen, "standing": "Requested"}),
	}

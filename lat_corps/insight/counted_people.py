"""The people of a municipality as figures count them, each by the first course that makes it so (R110)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import frappe

from lat_corps.days import day_of
from lat_corps.domain.age_groups import age_group
from lat_corps.domain.counting import (
	CLOSED,
	REFERRED,
	STARTED,
	UNKNOWN,
	WITHOUT_AGREEMENT,
	Person,
	length,
	wait,
)
from lat_corps.domain.quarters import end_of_quarter
from lat_corps.insight.recorded import Recorded

COLUMNS = (
	*("name", "citizen", "referred_on", "opened_on", "closed_on", "outcome", "referral_agreement"),
	*("gender", "age_at_referral", "target_group", "course_type", "debrief_held_on"),
)


def people_of(municipality: str, what: str) -> list[Person]:
	"""Return the people who count as referred, started or closed, the earliest first."""
	return PEOPLE[what](municipality)


def _referred(municipality: str) -> list[Person]:
	kinds = _kinds_of_partners(municipality)
	return [
		Person(
			day_of(course.referred_on),
			{
				**_characteristics(course),
				"Referred by": kinds.get(course.referral_agreement or "", WITHOUT_AGREEMENT),
			},
			course.name,
		)
		for course in _first(_courses(municipality, "referred_on"))
	]


def _started(municipality: str) -> list[Person]:
	courses = list(_first(_courses(municipality, "opened_on")))
	recorded = Recorded(municipality)
	return [
		Person(
			day_of(course.opened_on),
			{
				"Wait": wait(_days(course.referred_on, course.opened_on)),
				**recorded.of_start(course.name, end_of_quarter(day_of(course.opened_on))),
			},
			course.name,
		)
		for course in courses
	]


def _closed(municipality: str) -> list[Person]:
	closings = sorted(_closings(municipality), key=lambda closing: (day_of(closing.closed_on), closing.name))
	recorded = Recorded(municipality)
	return [
		Person(
			day_of(closing.closed_on),
			{
				**_characteristics(closing),
				"Outcome": closing.outcome or UNKNOWN,
				"Length": length(_days(closing.opened_on, closing.closed_on)),
				**recorded.of_closing(closing),
			},
			closing.name,
		)
		for closing in _first(closings)
	]


PEOPLE: Mapping[str, Callable[[str], list[Person]]] = {
	REFERRED: _referred,
	STARTED: _started,
	CLOSED: _closed,
}


def _courses(municipality: str, fieldname: str) -> list[frappe._dict]:
	return frappe.get_all(
		"LAT Case",
		filters={"municipality": municipality, fieldname: ["is", "set"]},
		fields=list(COLUMNS),
		order_by=f"{fieldname} asc, name asc",
	)


def _closings(municipality: str) -> Iterator[frappe._dict]:
	"""Yield a course for each time it has closed, with what belongs to that closing.

	`until` is the day on which it was taken up again, None for one that was not.
	"""
	courses = {course.name: course for course in _courses(municipality, "opened_on")}
	yield from (frappe._dict(course, until=None) for course in courses.values() if course.closed_on)
	for row in frappe.get_all(
		"LAT Earlier Closing",
		filters={"parenttype": "LAT Case", "parent": ["in", [*courses] or [""]], "closed_on": ["is", "set"]},
		fields=["parent", "closed_on", "outcome", "debrief_held_on", "taken_up_at"],
		order_by="parent asc, idx asc",
	):
		of_closing = {name: row[name] for name in ("closed_on", "outcome", "debrief_held_on")}
		yield frappe._dict(courses[row.parent], **of_closing, until=day_of(row.taken_up_at))


def _first(courses: Iterator[frappe._dict] | list[frappe._dict]) -> Iterator[frappe._dict]:
	seen = set()
	for course in courses:
		if course.citizen not in seen:
			seen.add(course.citizen)
			yield course


def _characteristics(course: frappe._dict) -> dict[str, str]:
	return {
		"Gender": course.gender or UNKNOWN,
		"Age": age_group(course.age_at_referral) if course.age_at_referral else UNKNOWN,
		"Target group": course.target_group or UNKNOWN,
		"Course type": course.course_type,
	}


def _days(first: object, last: object) -> int | None:
	return (day_of(last) - day_of(first)).days if first and last else None


def _kinds_of_partners(municipality: str) -> dict[str, str]:
	"""Return agreement on referral -> the kind of service that made it."""
	kinds = dict(
		frappe.get_all(
			"LAT Partner",
			filters={"municipality": municipality},
			fields=["name", "kind"],
			order_by="name asc",
			as_list=True,
		)
	)
	return {
		agreement.name: kinds.get(agreement.partner, "Another service")
		for agreement in frappe.get_all(
			"LAT Outreach",
			filters={"municipality": municipality, "partner": ["is", "set"]},
			fields=["name", "partner"],
			order_by="name asc",
		)
	}

"""The people of a municipality as figures count them, each by the first course that makes it so (R110).

The database finds each person's first course; only people of the days that are asked for leave it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import frappe
from frappe.query_builder.functions import Count
from pypika.analytics import RowNumber
from pypika.queries import QueryBuilder
from pypika.terms import NullValue

from lat_corps.days import day_of
from lat_corps.domain.age_groups import age_group
from lat_corps.domain.counting import (
	CLOSED,
	LASTING,
	REFERRED,
	STARTED,
	SUBJECTS,
	UNKNOWN,
	WITHOUT_AGREEMENT,
	Person,
	as_counted,
	length,
	wait,
)
from lat_corps.domain.quarters import end_of_quarter
from lat_corps.domain.released import Key
from lat_corps.insight.recorded import Recorded

ANOTHER = "Another service"
CHARACTERISTICS = ("gender", "age_at_referral", "target_group", "course_type")


def people_of(municipality: str, what: str, first: date = date.min, last: date = date.max) -> list[Person]:
	"""Return the people who count as referred, started or closed on some days, the earliest first."""
	counted = FIRST_COURSES[what](municipality, last)
	query = frappe.qb.from_(counted).select("*").where(counted.place == 1).where(counted.day >= first)
	courses = query.orderby(counted.day).orderby(counted.name).run(as_dict=True)
	return [replace(one, of=as_counted(what, one.of)) for one in PEOPLE[what](municipality, courses)]


def counted_before(municipality: str, what: str, day: date, since: date = date.min) -> dict[Key, int]:
	"""Return how many people counted before a day, in all and by what a person has alike in each course."""
	counted = FIRST_COURSES[what](municipality, day - timedelta(days=1))
	query = frappe.qb.from_(counted).where(counted.place == 1)
	if since > date.min:
		query = query.where(counted.day >= since)
	found: dict[Key, int] = {(what, ()): 0}
	(gender,) = LASTING
	if what == STARTED:
		return {(what, ()): query.select(Count("*")).run()[0][0]}
	for value, number in query.select(counted.gender, Count("*")).groupby(counted.gender).run():
		of_value = (what, (*as_counted(what, {gender: value or UNKNOWN}).items(),))
		found[what, ()] += number
		found[of_value] = found.get(of_value, 0) + number
	return found


def _referred(municipality: str, courses: list[frappe._dict]) -> Iterator[Person]:
	kinds = _kinds_of_partners(municipality)
	for course in courses:
		agreement = kinds.get(course.referral_agreement or "", WITHOUT_AGREEMENT)
		yield Person(day_of(course.day), {**_characteristics(course), "Referred by": agreement}, course.name)


def _started(municipality: str, courses: list[frappe._dict]) -> Iterator[Person]:
	recorded = Recorded(municipality, [course.name for course in courses])
	for course in courses:
		day = day_of(course.day)
		yield Person(
			day,
			{
				"Wait": wait(_days(course.referred_on, day)),
				**recorded.of_start(course.name, end_of_quarter(day)),
			},
			course.name,
		)


def _closed(municipality: str, courses: list[frappe._dict]) -> Iterator[Person]:
	recorded = Recorded(municipality, [course.name for course in courses])
	for course in courses:
		yield Person(
			day_of(course.day),
			{
				**_characteristics(course),
				"Outcome": course.outcome or UNKNOWN,
				"Length": length(_days(course.opened_on, course.day)),
				**recorded.of_closing(frappe._dict(course, closed_on=course.day, until=day_of(course.until))),
			},
			course.name,
		)


PEOPLE: Mapping[str, Callable[[str, list[frappe._dict]], Iterator[Person]]] = {
	REFERRED: _referred,
	STARTED: _started,
	CLOSED: _closed,
}


def _first_referred(municipality: str, last: date) -> QueryBuilder:
	return _first_by("referred_on", municipality, last, *CHARACTERISTICS, "referral_agreement")


def _first_started(municipality: str, last: date) -> QueryBuilder:
	return _first_by("opened_on", municipality, last, "referred_on")


def _first_by(fieldname: str, municipality: str, last: date, *columns: str) -> QueryBuilder:
	"""Return courses with their `day`, and the `place` that each has among those of its person."""
	course = frappe.qb.DocType("LAT Case")
	day = course[fieldname]
	place = RowNumber().over(course.citizen).orderby(day).orderby(course.name)
	return (
		frappe.qb.from_(course)
		.select(course.name, day.as_("day"), place.as_("place"), *(course[column] for column in columns))
		.where(course.municipality == municipality)
		.where(day <= last)
		.as_("counted")
	)


def _first_closed(municipality: str, last: date) -> QueryBuilder:
	"""Return a course for each time it has closed, with what belongs to that closing.

	`until` is the moment at which it was taken up again, nothing for one that was not.
	"""
	course, earlier = frappe.qb.DocType("LAT Case"), frappe.qb.DocType("LAT Earlier Closing")
	of_course = [course[column] for column in ("name", "citizen", "opened_on", *CHARACTERISTICS)]
	here = (course.municipality == municipality) & course.opened_on.isnotnull()
	now = (
		frappe.qb.from_(course)
		.select(*of_course, course.closed_on.as_("day"), course.outcome, course.debrief_held_on)
		.select(NullValue().as_("until"))
		.where(here & (course.closed_on <= last))
	)
	before = (
		frappe.qb.from_(course)
		.join(earlier)
		.on((earlier.parent == course.name) & (earlier.parenttype == "LAT Case"))
		.select(*of_course, earlier.closed_on.as_("day"), earlier.outcome, earlier.debrief_held_on)
		.select(earlier.taken_up_at.as_("until"))
		.where(here & (earlier.closed_on <= last))
	)
	closing = now.union_all(before).as_("closing")
	place = RowNumber().over(closing.citizen).orderby(closing.day).orderby(closing.name)
	return frappe.qb.from_(closing).select("*", place.as_("place")).as_("counted")


FIRST_COURSES: Mapping[str, Callable[[str, date], QueryBuilder]] = {
	REFERRED: _first_referred,
	STARTED: _first_started,
	CLOSED: _first_closed,
}
"""Subject -> courses by `day`, up to a last one; a further division of a subject is a further column."""


def _characteristics(course: frappe._dict) -> dict[str, str]:
	return {
		"Gender": course.gender or UNKNOWN,
		"Age": age_group(course.age_at_referral) if (course.age_at_referral or 0) > 0 else UNKNOWN,
		"Target group": course.target_group or UNKNOWN,
		"Course type": course.course_type,
	}


def _days(first: object, last: object) -> int | None:
	return (day_of(last) - day_of(first)).days if first and last else None


def _kinds_of_partners(municipality: str) -> dict[str, str]:
	"""Return agreement on referral -> the kind of service that made it."""
	known = SUBJECTS[REFERRED]["Referred by"]
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
		agreement.name: kind if (kind := kinds.get(agreement.partner)) in known else ANOTHER
		for agreement in frappe.get_all(
			"LAT Outreach",
			filters={"municipality": municipality, "partner": ["is", "set"]},
			fields=["name", "partner"],
			order_by="name asc",
		)
	}

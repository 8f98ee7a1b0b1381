"""The figures of the first screen: a coordinator's courses, management's year (R6, R35, R110, N6)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.compat import count_of
from lat_corps.corps.facts import free_places
from lat_corps.days import danish_today
from lat_corps.domain.disclosure import protect_apart
from lat_corps.domain.documents.course import UNFINISHED, WAITS_FOR_MENTOR
from lat_corps.domain.my_day import Quarter, ended_quarters, waits_of

COUNTED = ("referred_on", "opened_on")
"""The days by which management's figures count people: referred, and started."""


def of_courses(municipalities: Collection[str]) -> dict[str, Any]:
	"""Return how many courses are at each stage, how long people wait, and how many places are free."""
	mentors, free = free_places(municipalities)
	numbers = _numbers(municipalities, "stage", UNFINISHED)
	came = _numbers(municipalities, "referred_on", WAITS_FOR_MENTOR)
	waits = waits_of({getdate(day): number for day, number in came.items() if day}, danish_today())
	return {
		"stages": [
			{"stage": stage, "label": _(stage, context="LAT Case"), "number": numbers.get(stage, 0)}
			for stage in UNFINISHED
		],
		"number": sum(numbers.values()),
		"waits": {"number": waits.number, "middle": waits.middle, "longest": waits.longest},
		"mentors": mentors,
		"free": free,
	}


def _numbers(municipalities: Collection[str], fieldname: str, stages: Collection[str]) -> dict[Any, int]:
	rows = frappe.get_list(
		"LAT Case",
		filters={"municipality": ["in", sorted(municipalities) or [""]], "stage": ["in", stages]},
		fields=[fieldname, count_of("LAT Case", "number")],
		group_by=fieldname,
		order_by=f"{fieldname} asc",
		limit=0,
	)
	return {row[fieldname]: row.number for row in rows}


def of_year(municipalities: Collection[str]) -> list[dict[str, Any]]:
	"""Return the figures of the year so far for each municipality, small cells hidden: None.

	Persons are counted, quarter by quarter once it has ended, and no sum is told. Of courses that have closed
	the page on change tells, year by year: here their number would betray what is hidden there.
	"""
	quarters = ended_quarters(danish_today())
	threshold = frappe.get_cached_doc("LAT Settings").small_cell_threshold
	return [
		{
			"municipality": name,
			"year": danish_today().year,
			"threshold": threshold,
			"quarters": [quarter.number for quarter in quarters],
			**{fieldname: _protected(name, fieldname, quarters, threshold) for fieldname in COUNTED},
		}
		for name in sorted(municipalities)
	]


def _protected(
	municipality: str, fieldname: str, quarters: list[Quarter], threshold: int
) -> list[int | None]:
	people: dict[str, set[str]] = {str(quarter.number): set() for quarter in quarters}
	if quarters:
		for row in frappe.get_all(
			"LAT Case",
			filters={
				"municipality": municipality,
				fieldname: ["between", [quarters[0].first, quarters[-1].last]],
			},
			fields=["citizen", fieldname],
			order_by="name asc",
		):
			day = getdate(row[fieldname])
			(quarter,) = (each for each in quarters if each.first <= day <= each.last)
			people[str(quarter.number)].add(row.citizen)
	return [*protect_apart({label: len(found) for label, found in people.items()}, threshold).values()]

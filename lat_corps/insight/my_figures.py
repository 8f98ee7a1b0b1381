"""The figures of the first screen: a coordinator's courses, management's year (R6, R35, R110, N6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

import frappe
from frappe.query_builder import Case
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from lat_corps.corps.facts import free_places
from lat_corps.days import danish_today
from lat_corps.domain.counting import CLOSED, REFERRED, STARTED, keys_of
from lat_corps.domain.documents.course import UNFINISHED, WAITS_FOR_MENTOR
from lat_corps.domain.my_day import waits_of
from lat_corps.domain.quarters import quarters_of
from lat_corps.domain.released import WHOLE_YEAR
from lat_corps.domain.text import danish_date
from lat_corps.insight.counted_periods import CountedYear, quarter_counted_on, quarters_to_count


def of_courses(municipalities: Collection[str], mentors: Collection[frappe._dict]) -> dict[str, Any]:
	"""Return how many courses are at each stage, how long people wait, and how many places are free.

	`municipalities` are such as the user coordinates, `mentors` those who work there.
	"""
	active = [mentor for mentor in mentors if mentor.stage == "Active"]
	numbers: Counter[str] = Counter()
	came: Counter[date] = Counter()
	for stage, day, number in _counted(municipalities):
		numbers[stage] += number
		if stage in WAITS_FOR_MENTOR and day:
			came[getdate(day)] += number
	waits = waits_of(came, danish_today())
	return {
		"stages": [{"stage": stage, "number": numbers[stage]} for stage in UNFINISHED],
		"number": sum(numbers.values()),
		"waits": {"number": waits.number, "middle": waits.middle, "longest": waits.longest},
		"mentors": len(active),
		"free": sum(free_places(mentor) for mentor in active),
	}


def _counted(municipalities: Collection[str]) -> tuple[tuple[str, date | None, int], ...]:
	"""Return (stage, day of referral, number) of open courses; the day of those that wait for a mentor."""
	if not municipalities:
		return ()
	course = frappe.qb.DocType("LAT Case")
	came = Case().when(course.stage.isin(WAITS_FOR_MENTOR), course.referred_on).else_(None)
	return (
		frappe.qb.from_(course)
		.where(course.municipality.isin(sorted(municipalities)) & course.stage.isin(UNFINISHED))
		.groupby(course.stage, came)
		.select(course.stage, came, Count(course.name))
	).run()


def of_year(municipalities: Collection[str]) -> list[dict[str, Any]]:
	"""Return the figures of the year so far for each municipality, small cells hidden: None.

	Of each quarter that was counted: how many people came and started, as was told of it; of the first that
	was not, from which day it is. The year before stays until a quarter of this one is counted. Of courses
	that have closed the page on change tells, year by year.
	"""
	this_year = danish_today().year
	year = this_year if quarters_to_count(this_year) else this_year - 1
	settings = frappe.get_cached_doc("LAT Settings")
	found = []
	for name in sorted(municipalities):
		quarters = CountedYear(name, year, keep=False).told_quarters
		waits = next((quarter for quarter in quarters_of(year) if quarter.number not in quarters), None)
		comes_on = waits and quarter_counted_on(waits)
		found.append(
			{
				"municipality": name,
				"year": year,
				"threshold": settings.small_cell_threshold,
				"days": settings.days_until_counted,
				"is_over": year < this_year,
				"quarters": [*quarters],
				"waits": waits
				and {
					"quarter": waits.number,
					"from": danish_date(comes_on),
					"is_late": comes_on < danish_today(),
				},
				**{
					what: [release.counts.get((what, ())) for release in quarters.values()]
					for what in (REFERRED, STARTED)
				},
				"matches": _matches(name, this_year - 1),
			}
		)
	return found


def _matches(municipality: str, year: int) -> dict[str, Any] | None:
	"""Return how matches worked for who closed in a year, as was told of it, or None (R112)."""
	told = CountedYear(municipality, year, keep=False).told_in(WHOLE_YEAR).counts
	fits = {of[0][1]: (what, of) for what, of in keys_of(CLOSED, "Fit")}
	if not {*fits.values()} <= told.keys():
		return None
	return {"year": year, "fits": {fit: told[key] for fit, key in fits.items()}}

"""What was told of municipalities together, once for each period; it stays (R89, N9)."""

from __future__ import annotations

import json

import frappe
from frappe.utils import cint

from lat_corps.domain.national import FEWEST_MUNICIPALITIES, LEAST_MARGIN, Pooled, Rule
from lat_corps.domain.released import Quarters, in_rows, of_rows
from lat_corps.holding import hold, rows

RELEASE = "LAT National Release"


def rule() -> Rule:
	"""Return what the site asks for of a sum of municipalities: never less than the app does."""
	settings = frappe.get_cached_doc("LAT Settings")
	return Rule(
		max(cint(settings.national_municipalities), FEWEST_MUNICIPALITIES),
		max(cint(settings.national_margin), LEAST_MARGIN),
	)


def standing(year: int, *, for_update: bool = False) -> list[Pooled]:
	return [
		Pooled(tuple(json.loads(row.quarters)), tuple(json.loads(row.members)), of_rows(json.loads(row.told)))
		for row in rows(
			RELEASE, {"year": year}, ("name", "quarters", "members", "told"), for_update=for_update
		)
	]


def of_period(year: int, quarters: Quarters) -> frappe._dict | None:
	"""Return the figures of a period, and when they were drawn, by which threshold and rule."""
	values = ("members", "told", "threshold", "municipalities", "creation")
	return frappe.db.get_value(
		RELEASE, {"year": year, "quarters": json.dumps(quarters)}, values, as_dict=True
	)


def hold_those_of(municipality: str, year: int) -> None:
	"""Hold what was told of a municipality with others: two that tell more would each know too little."""
	found = rows(RELEASE, {"year": year}, ("name", "members"))
	hold(RELEASE, *(row.name for row in found if municipality in json.loads(row.members)))


def keep(year: int, pooled: Pooled, threshold: int, municipalities: int) -> None:
	"""Keep what was told, and by which threshold and how few municipalities sums were hidden."""
	doc = frappe.get_doc(
		{
			"doctype": RELEASE,
			"name": frappe.generate_hash(length=10),
			"year": year,
			"quarters": json.dumps(pooled.quarters),
			"members": json.dumps(pooled.members, ensure_ascii=False),
			"told": json.dumps(in_rows(pooled.counts)),
			"threshold": threshold,
			"municipalities": municipalities,
		}
	)
	doc.db_insert()

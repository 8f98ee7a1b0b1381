"""Where it is kept what was counted, and told, of periods: a row for each municipality and period (N6)."""

from __future__ import annotations

import json

import frappe

from lat_corps.domain.released import Quarters
from lat_corps.holding import rows

COUNTED = "LAT Counted Period"
FIELDS = ("name", "year", "quarters", "counted", "told", "threshold", "change")


def stored(municipality: str | None, *, for_update: bool, **filters: object) -> list[frappe._dict]:
	"""Return the rows of a municipality, or with None those of the country, the earliest year first."""
	of_place = municipality or ["is", "not set"]
	found = rows(COUNTED, {"municipality": of_place, **filters}, FIELDS, for_update=for_update)
	return sorted(found, key=lambda row: (row.year, row.quarters))


def put(
	row: frappe._dict | None, municipality: str | None, year: int, quarters: Quarters, **values: object
) -> frappe._dict:
	"""Write values into a row, or into a new one; return it."""
	if row:
		frappe.db.set_value(COUNTED, row.name, values, update_modified=False)
		return frappe._dict({**row, **values})
	doc = frappe.get_doc(
		{
			"doctype": COUNTED,
			"name": frappe.generate_hash(length=10),
			"municipality": municipality,
			"year": year,
			"quarters": json.dumps(quarters),
			**values,
		}
	)
	doc.db_insert()
	return frappe._dict({field: doc.get(field) for field in FIELDS})

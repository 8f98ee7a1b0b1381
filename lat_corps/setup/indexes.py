"""Indexes over several columns, which no DocType JSON can name.

What the row rules ask for on every list, what a save counts with a lock (without an index it would lock the
whole table), and the keys by which nothing is there twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import frappe
from frappe import _

from lat_corps.domain.invariants import INVARIANTS

BY_TENANT = ("municipality", "modified")
"""The newest rows of a municipality, without sorting the rest."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
	"LAT Mentor": (BY_TENANT,),
	"LAT Partner": (BY_TENANT,),
	"LAT Outreach": (BY_TENANT,),
	"LAT Management Report": (BY_TENANT,),
	"LAT Experience": (("municipality", "year", "period"),),
	"LAT Experience Request": (("municipality", "due_on"),),
	"LAT Citizen": (BY_TENANT,),
	"LAT Case": (BY_TENANT, ("municipality", "stage", "referred_on")),
	"LAT Match": (BY_TENANT, ("mentor", "stage", "municipality", "lat_case"), ("lat_case", "stage")),
	"LAT Spoken Language": (("parent", "parenttype", "idx", "language"),),
	"LAT Plan": (BY_TENANT,),
	"LAT Session": (BY_TENANT, ("lat_case", "held_on")),
	"LAT Concern": (BY_TENANT,),
	"LAT Dilemma": (BY_TENANT,),
	"LAT Debrief": (BY_TENANT,),
	"LAT Learning Note": (BY_TENANT,),
	"LAT Consent": (BY_TENANT,),
	"LAT Coordination Meeting": (BY_TENANT,),
	"LAT Measurement": (BY_TENANT, ("lat_case", "instrument", "measured_at")),
	"LAT Progression": (BY_TENANT,),
	"LAT Reflection": (BY_TENANT,),
	"LAT Background Information": (BY_TENANT,),
	"LAT Briefing": (BY_TENANT,),
	"LAT Partner Effort": (BY_TENANT,),
	"LAT First Meeting": (BY_TENANT,),
	"LAT Match Review": (BY_TENANT,),
	"LAT Case Review": (BY_TENANT,),
	"LAT Handover": (BY_TENANT, ("lat_case", "stage")),
	"LAT Turn": (("user", "due_on", "creation"),),
	"LAT Deputy": (("municipality", "coordinator"),),
	"LAT Acknowledgement Request": (("municipality", "standing"),),
	"LAT Role Acknowledgement": (("municipality", "role_description"),),
	"LAT Role Description": (("municipality", "stage"), ("role", "municipality", "stage")),
}

KEYS = tuple((invariant.counted, invariant.key) for invariant in INVARIANTS if len(invariant.key) > 1)
"""The keys over several columns; one of a single column stands in the DocType."""


def create(say: Callable[[str], None] = print) -> None:
	"""Create what is missing; called at install and at every migrate."""
	for doctype, indexes in INDEXES.items():
		for columns in indexes:
			frappe.db.add_index(doctype, [*columns])
	for doctype, columns in KEYS:
		if twice := there_twice(doctype, columns):
			say(
				_(
					"{0}: these are there twice, so the key that keeps them apart is not made. "
					"Remove all but the first of each in the console, and migrate again: {1}"
				).format(_(doctype), "; ".join(" / ".join(values) for values in twice))
			)
		else:
			frappe.db.add_unique(doctype, [*columns])


def there_twice(doctype: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
	"""Return the values that several records share from before there was a key, in their order."""
	rows = frappe.get_all(doctype, fields=[*columns], order_by=f"{columns[0]} asc", as_list=True)
	return [values for values, times in Counter(tuple(row) for row in rows).items() if times > 1]

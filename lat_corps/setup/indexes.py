"""Indexes over several columns, which no DocType JSON can name: what the row rules ask for on every list."""

import frappe

BY_TENANT = ("municipality", "modified")
"""The newest rows of a municipality, without sorting the rest."""

INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
	"LAT Mentor": (BY_TENANT,),
	"LAT Citizen": (BY_TENANT,),
	"LAT Case": (BY_TENANT,),
	"LAT Match": (BY_TENANT, ("mentor", "stage", "municipality", "lat_case")),
	"LAT Plan": (BY_TENANT,),
	"LAT Consent": (BY_TENANT,),
	"LAT Measurement": (BY_TENANT,),
	"LAT Progression": (BY_TENANT,),
	"LAT Reflection": (BY_TENANT,),
	"LAT Background Information": (BY_TENANT,),
	"LAT Handover": (BY_TENANT,),
}


def create() -> None:
	"""Create what is missing; called at install and at every migrate."""
	for doctype, indexes in INDEXES.items():
		for columns in indexes:
			frappe.db.add_index(doctype, [*columns])

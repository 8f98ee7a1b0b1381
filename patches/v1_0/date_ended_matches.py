"""Matches that ended before the day was kept: nobody writes on one that has ended (R20)."""

import frappe


def execute() -> None:
	for match in frappe.get_all(
		"LAT Match",
		filters={"stage": "Ended", "ended_on": ["is", "not set"]},
		fields=["name", "modified"],
		order_by="name asc",
	):
		frappe.db.set_value("LAT Match", match.name, "ended_on", match.modified.date(), update_modified=False)

"""Give settings saved before role descriptions were asked for by a date their usual days."""

import frappe

USUAL = {"days_to_acknowledge": 14, "reminder_days_before": 3, "reminder_days_between": 7}


def execute() -> None:
	if not frappe.db.get_single_value("LAT Settings", "days_to_acknowledge"):
		for fieldname, days in USUAL.items():
			frappe.db.set_single_value("LAT Settings", fieldname, days)

"""Courses from before there was a log: none is silent for the time when nobody could note it."""

import frappe

from lat_corps.casework import watching
from lat_corps.days import danish_today


def execute() -> None:
	# Of an empty date `get_single_value` says that it is today.
	if not frappe.get_doc("LAT Settings").silence_counts_from:
		frappe.db.set_single_value("LAT Settings", "silence_counts_from", danish_today())
		frappe.clear_document_cache("LAT Settings", "LAT Settings")
	watching.refresh()

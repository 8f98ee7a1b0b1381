"""Number cards whose filters follow the person and the day.

Frappe from 15.101 on reads the filter of a shortcut as JSON alone, and drops one that names the session or
today.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils import add_days

from lat_corps.days import danish_today
from lat_corps.domain.asking import AWAITING
from lat_corps.permissions.counting import count_readable

EARLIEST = "1900-01-01"


@frappe.whitelist()
def awaiting_mine() -> dict:
	"""Return how many role descriptions wait for the user's acknowledgement, and their list (R16)."""
	return listed(
		"LAT Acknowledgement Request", {"standing": ["=", AWAITING], "user": ["=", frappe.session.user]}
	)


@frappe.whitelist()
def acknowledgements_overdue() -> dict:
	"""Return how many acknowledgements in the user's reach are past their date, and their list (R16)."""
	return listed("LAT Acknowledgement Request", {"standing": ["=", AWAITING], "due_on": before_today()})


def before_today() -> list:
	"""Return the condition of a date before today; a list takes an empty date for an early one."""
	return ["Between", [EARLIEST, str(add_days(danish_today(), -1))]]


def listed(doctype: str, filters: dict[str, Any]) -> dict:
	"""Return what a number card shows: how many records the user reads under `filters`, and their list.

	Raises frappe.PermissionError when the user may not read such records at all.
	"""
	return {
		"value": count_readable(doctype, filters),
		"fieldtype": "Int",
		"route": ["List", doctype],
		"route_options": filters,
	}

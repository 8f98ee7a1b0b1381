"""Courses finished before their match ended with them: nobody keeps access or a place by accident (R88)."""

import frappe

from lat_corps.casework import matches
from lat_corps.domain.documents.course import FINISHED


def execute() -> None:
	for stage in FINISHED:
		for name in frappe.get_all("LAT Case", filters={"stage": stage}, pluck="name", order_by="name asc"):
			matches.end(name, resumable=stage == "Closed")

"""Matches that work already are reviewed some weeks from now: nobody is late with what nobody asked for."""

import frappe

from lat_corps.casework.match_reviews import set_due
from lat_corps.domain.documents.course import UNDER_WAY


def execute() -> None:
	for case in frappe.get_all(
		"LAT Case", filters={"stage": ["in", UNDER_WAY]}, pluck="name", order_by="name asc"
	):
		set_due(case)

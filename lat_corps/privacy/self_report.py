"""All that a person has answered on a course, to be erased once it is taken back (N5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.casework.self_report import own_side_of_wheel
from lat_corps.compat import anywhere
from lat_corps.domain.erasing import SELF_REPORTS

if TYPE_CHECKING:
	from .traces import Found

PLAN, RATING = "LAT Plan", "LAT Plan Rating"
OF_THE_PERSON = ("person", "words")
"""What stands in a rating of the wheel of the person, beside the mentor's own."""


def self_report_of(case: str) -> dict[str, list[str]]:
	"""Return document type -> numbers of the measurements and ratings of a course."""
	found = {
		doctype: frappe.get_all(doctype, filters={"lat_case": case}, pluck="name", order_by="name asc")
		for doctype in SELF_REPORTS
	}
	return {doctype: names for doctype, names in found.items() if names}


def add_own_side_of_wheel(found: Found, case: str) -> None:
	"""Add what the person has rated on the wheel, and the history that tells of it; the mentor's stays."""
	rows = own_side_of_wheel(case)
	if not rows:
		return
	if alone := [row.name for row in rows if not row.mentor]:
		found.rows[RATING] = alone
	if beside := [row.name for row in rows if row.mentor]:
		found.links |= {(RATING, fieldname): beside for fieldname in OF_THE_PERSON}
	plans = sorted({row.parent for row in rows})
	history = {"ref_doctype": PLAN, "docname": ["in", plans], "data": ["like", anywhere('"ratings"')]}
	told = frappe.get_all("Version", filters=history, pluck="name", order_by="name asc")
	if told:
		found.traces["Version"] = sorted({*found.traces.get("Version", ()), *told})

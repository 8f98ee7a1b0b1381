"""Wishes were words alone, and a match knew its wishes by their words: both say now what is meant."""

import frappe

from lat_corps.casework import weighing, wishes
from lat_corps.domain.criteria import WISH
from lat_corps.domain.documents.match import NOT_APPROVED_YET


def execute() -> None:
	frappe.db.set_value(
		"LAT Preference", {"strength": ["is", "not set"]}, "strength", WISH, update_modified=False
	)
	for name in frappe.get_all(
		"LAT Match Criterion",
		filters={"stated": 1, "wish_row": ["is", "not set"]},
		pluck="name",
		order_by="idx asc",
	):
		_point(name)
	for name in frappe.get_all(
		"LAT Preference",
		filters={"criterion": ["in", list(wishes.NAMED_BY_WORDS)], "wish": ["is", "set"]},
		pluck="name",
		order_by="name asc",
	):
		row = frappe.get_doc("LAT Preference", name)
		wishes.take_over_words(row)
		row.db_update()
	for name in frappe.get_all(
		"LAT Match", filters={"stage": ["in", NOT_APPROVED_YET]}, pluck="name", order_by="name asc"
	):
		match = frappe.get_doc("LAT Match", name)
		weighing.weigh_anew(match)
		match.update_child_table("criteria")


def _point(criterion: str) -> None:
	"""Tie a stated criterion of a match to the wish of its course that has the same words."""
	row = frappe.get_doc("LAT Match Criterion", criterion)
	case = frappe.db.get_value("LAT Match", row.parent, "lat_case")
	wish = frappe.db.get_value(
		"LAT Preference", {"parent": case, "criterion": row.criterion, "wish": row.citizen_side or ""}
	)
	if wish:
		frappe.db.set_value("LAT Match Criterion", criterion, "wish_row", wish, update_modified=False)

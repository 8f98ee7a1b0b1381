"""The first meeting was prepared on the course, so that a new mentor wrote over the old one's sheet."""

import frappe
from frappe import _
from frappe.utils import escape_html

from lat_corps.domain.documents.match import ONCE_APPROVED
from lat_corps.domain.first_meeting import QUESTIONS

ROWS, SHEET = "LAT Preparation Topic", "LAT First Meeting"
ON_COURSE = {"parenttype": "LAT Case"}
CURRENT = ("Approved", "Ended", "Accepted", "Offered", "Proposed", "Declined")
"""Whose sheet it was, the likeliest first."""


def execute() -> None:
	for case in frappe.get_all(ROWS, filters=ON_COURSE, pluck="parent", distinct=True, order_by="parent asc"):
		move(case)
	for match in frappe.get_all(
		"LAT Match",
		filters={"stage": "Approved"},
		fields=["name", "lat_case", "municipality", "mentor"],
		order_by="name asc",
	):
		if not frappe.db.exists(SHEET, {"lat_match": match.name}):
			make(match)


def move(case: str) -> None:
	"""Give what stands on a course to the match that it was written for; a course without one notes it."""
	rows = frappe.get_all(
		ROWS,
		filters={**ON_COURSE, "parent": case},
		fields=["name", "topic", "answer", "skip_reason"],
		order_by="idx asc",
	)
	written = [row for row in rows if row.answer or row.skip_reason]
	match = match_of(case)
	if match and (written or match.stage in ONCE_APPROVED):
		sheet = make(match, topics=())
		for row in rows:
			frappe.db.set_value(
				ROWS,
				row.name,
				{"parent": sheet, "parenttype": SHEET, "parentfield": "topics"},
				update_modified=False,
			)
		return
	for row in written:
		said = f"{_(row.topic)}: {row.answer or row.skip_reason}"
		frappe.get_doc("LAT Case", case).add_comment("Info", escape_html(said))
	frappe.db.delete(ROWS, {**ON_COURSE, "parent": case})


def match_of(case: str) -> frappe._dict | None:
	found = frappe.get_all(
		"LAT Match",
		filters={"lat_case": case},
		fields=["name", "lat_case", "municipality", "mentor", "stage"],
		order_by="creation desc",
	)
	return min(found, key=lambda match: CURRENT.index(match.stage), default=None)


def make(match: frappe._dict, topics: tuple[str, ...] = tuple(QUESTIONS)) -> str:
	sheet = frappe.get_doc(
		{
			"doctype": SHEET,
			"lat_case": match.lat_case,
			"municipality": match.municipality,
			"lat_match": match.name,
			"mentor": match.mentor,
			"topics": [{"topic": topic} for topic in topics],
		}
	)
	sheet.set_new_name()
	sheet.db_insert()
	for row in sheet.topics:
		row.parent = sheet.name
		row.db_insert()
	return sheet.name

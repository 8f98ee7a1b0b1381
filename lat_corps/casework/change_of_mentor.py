"""A mentor offered, or another one in the place of the first, in one go (R11, R20, R26)."""

from __future__ import annotations

import frappe

from lat_corps.domain.documents.course import LIFECYCLE
from lat_corps.steps import go_to

MATCHING = "Matching"


@frappe.whitelist(methods=["POST"])
def offer(
	name: str,
	mentor: str | None = None,
	conflict_of_interest: str | None = None,
	end_reason: str | None = None,
	interpreter: str | None = None,
) -> dict[str, str | None]:
	"""End the match that a course has, take the course back to be matched, and offer it to `mentor`.

	What is done already stays as it is, so that the work can be taken up again; without `mentor` the course
	waits for one. All of it, or nothing where a guard refuses. Return the new match's number under "match".
	"""
	course = frappe.get_doc("LAT Case", name)
	course.check_permission("write")
	for (number,) in frappe.get_list(
		"LAT Match", filters={"lat_case": name, "stage": "Approved"}, fields=["name"], as_list=True
	):
		match = frappe.get_doc("LAT Match", number)
		match.end_reason = end_reason
		match.save()
		go_to(match, "Ended")
	course.reload()
	if (course.stage, MATCHING) in LIFECYCLE.steps:
		go_to(course, MATCHING)
	if not mentor:
		return {"match": None}
	if interpreter and interpreter != course.interpreter:
		course.interpreter = interpreter
		course.save()
	match = frappe.get_doc(
		{
			"doctype": "LAT Match",
			"lat_case": name,
			"mentor": mentor,
			"conflict_of_interest": conflict_of_interest or "Not checked",
		}
	).insert()
	go_to(match, "Offered")
	return {"match": match.name}

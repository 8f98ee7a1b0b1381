"""A mentor offered, or another one in the place of the first, in one go (R11, R20, R26)."""

from __future__ import annotations

import frappe
from frappe.utils import cint

from lat_corps.domain.documents.course import LIFECYCLE, UNDER_WAY
from lat_corps.steps import go_to

MATCHING = "Matching"


@frappe.whitelist(methods=["POST"])
def offer(
	name: str,
	mentor: str | None = None,
	conflict_of_interest: str | None = None,
	end_reason: str | None = None,
	interpreter: str | None = None,
	interim_cover: str | None = None,
	briefing_goes_on: bool | int | str = False,
) -> dict[str, str | None]:
	"""End the match that a course has and offer the course to `mentor`.

	A course under way stays so, and `interim_cover` is whom the person turns to meanwhile; one that is only
	prepared goes back to be matched. With `briefing_goes_on` the next briefing begins with the same facts.

	What is done already stays as it is, so that the work can be taken up again; without `mentor` the course
	waits for one. All of it, or nothing where a guard refuses. Return the new match's number under "match".
	"""
	course = frappe.get_doc("LAT Case", name)
	course.check_permission("write")
	for (number,) in frappe.get_list(
		"LAT Match", filters={"lat_case": name, "stage": "Approved"}, fields=["name"], as_list=True
	):
		match = frappe.get_doc("LAT Match", number)
		match.update(
			{
				"end_reason": end_reason,
				"interim_cover": interim_cover,
				"briefing_goes_on": cint(briefing_goes_on),
			}
		)
		match.save()
		go_to(match, "Ended")
	course.reload()
	if course.stage not in UNDER_WAY and (course.stage, MATCHING) in LIFECYCLE.steps:
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

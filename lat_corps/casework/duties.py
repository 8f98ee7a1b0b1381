"""Who is to do what now on a course, from the role descriptions in force (R8, R16)."""

import frappe

from lat_corps.casework.facts import DESCRIPTION_OF_COURSE
from lat_corps.corps.facts import current_description


@frappe.whitelist()
def now(case: str) -> list[dict]:
	"""Return (role, responsibility, task) for the stage of a course, in the order of the descriptions."""
	doc = frappe.get_doc("LAT Case", case)
	doc.check_permission("read")
	duties = []
	for role in ("Coordinator", DESCRIPTION_OF_COURSE[doc.course_type], "Caseworker"):
		description = current_description(role, doc.municipality)
		duties += [
			{"role": role, "responsibility": row.responsibility, "task": row.task}
			for row in frappe.get_all(
				"LAT Role Task",
				filters={
					"parent": description or "",
					"parenttype": "LAT Role Description",
					"case_stage": doc.stage,
				},
				fields=["responsibility", "task"],
				order_by="idx asc",
			)
		]
	return duties

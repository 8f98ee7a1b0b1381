"""Who is to do what now on a course, from the role descriptions in force (R8, R16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.casework.facts import DESCRIPTION_OF_COURSE
from lat_corps.corps.facts import current_description

if TYPE_CHECKING:
	from frappe.model.document import Document


def now(course: Document) -> list[dict]:
	"""Return (role, responsibility, task) for the stage of a course, in the order of the descriptions.

	Raises frappe.PermissionError for who may not read the course.
	"""
	course.check_permission("read")
	duties = []
	for role in ("Coordinator", DESCRIPTION_OF_COURSE[course.course_type], "Caseworker"):
		description = current_description(role, course.municipality)
		duties += [
			{"role": role, "responsibility": row.responsibility, "task": row.task}
			for row in frappe.get_all(
				"LAT Role Task",
				filters={
					"parent": description or "",
					"parenttype": "LAT Role Description",
					"case_stage": course.stage,
				},
				fields=["responsibility", "task"],
				order_by="idx asc",
			)
		]
	return duties

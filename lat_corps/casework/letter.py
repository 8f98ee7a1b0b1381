"""The letter to the citizen: who helps with what, in plain words, from the efforts of the course (R57).

It holds what its reader may know: a mentor prints it with what a consent lets the mentor see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import get_fullname

from lat_corps.casework import efforts, head, names
from lat_corps.domain.efforts import IN_PLACE, NOT_IN_LETTER
from lat_corps.domain.letter import headings_for

if TYPE_CHECKING:
	from frappe.model.document import Document


def of_course(printed: Document) -> dict:
	"""Return who helps the person of a course that is printed, as the letter tells it.

	`also` are the headings in the person's own language, where there are any.
	"""
	# A document that is printed has names where its links were.
	course = frappe.get_doc(printed.doctype, printed.name)
	course.check_permission("read")
	return {
		"person": names.shown(course.doctype, [course.name]).get(course.name, ""),
		"mentor": head.mentor_of(course),
		"helpers": [
			effort
			for effort in efforts.free_of_exchanges(course.name, efforts.of_course(course, *IN_PLACE))
			if effort.kind not in NOT_IN_LETTER
		],
		"coordinator": get_fullname(course.coordinator) if course.coordinator else "",
		"municipality": frappe.db.get_value(
			"LAT Municipality", course.municipality, ["name", "department", "phone", "email"], as_dict=True
		),
		"also": headings_for(_languages(course.citizen)),
	}


def _languages(citizen: str) -> list[str]:
	return frappe.get_all(
		"LAT Spoken Language",
		filters={"parent": citizen, "parenttype": "LAT Citizen"},
		pluck="language",
		order_by="idx asc",
	)

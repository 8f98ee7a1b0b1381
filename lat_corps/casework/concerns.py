"""Concerns on the page of a course: who may say one, what to do first, which are not decided on (R77)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.read_log.noting import A_DAY, LISTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Concern"


def on_course(course: Document) -> dict:
	"""Return `may_say`, what the municipality wants done `first`, and the `open` ones that the user reads."""
	may_say = course.stage in WITH_MENTOR and course.is_its_mentor()
	rows = frappe.has_permission(DOCTYPE, "read") and frappe.get_list(
		DOCTYPE,
		filters={"lat_case": course.name, "decided_on": ["is", "not set"]},
		fields=["name", "urgency", "raised_on"],
		order_by="creation asc",
		limit=0,
	)
	note(LISTED, DOCTYPE, [row.name for row in rows or []], fold=A_DAY)
	return {
		"may_say": may_say,
		"first": frappe.db.get_value("LAT Municipality", course.municipality, "acute_danger")
		if may_say
		else None,
		"open": rows or [],
	}


def undecided(case: str | None) -> tuple[str, ...]:
	"""Return the concerns about a course that wait for a decision, whoever reads them."""
	return tuple(
		frappe.get_all(
			DOCTYPE,
			filters={"lat_case": case or "", "decided_on": ["is", "not set"]},
			pluck="name",
			order_by="creation asc",
		)
	)

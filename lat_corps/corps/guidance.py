"""The library of guidance parts and leaflets, each at the step where it applies (R3, R54)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Guidance"
SHOWN = ("title", "kind", "part", "about", "link", "attached", "municipality")


def on_course(course: Document) -> list[dict]:
	"""Return what applies at the stage of a course, in its municipality or everywhere, by part and title."""
	rows = frappe.get_list(
		DOCTYPE,
		filters=[["in_use", "=", 1], ["LAT Guidance Step", "case_stage", "=", course.stage]],
		fields=["name", *SHOWN],
		order_by="part asc, title asc",
		limit=0,
	)
	return [row for row in rows if row.pop("municipality") in (None, "", course.municipality)]

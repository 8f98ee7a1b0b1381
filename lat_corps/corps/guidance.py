"""The library of guidance parts and leaflets, each at the step or the work where it applies (R3, R54)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE, STEP = "LAT Guidance", "LAT Guidance Step"
SHOWN = ("title", "kind", "part", "about", "link", "attached", "municipality", "course_type")


def on_course(course: Document) -> list[dict]:
	"""Return what applies at the stage of a course of its kind, in its municipality or everywhere."""
	rows = _shelf("case_stage", course.stage, course.municipality)
	return [row for row in rows if row.course_type in (None, "", course.course_type)]


@frappe.whitelist()
def beside(occasion: str, municipality: str | None = None) -> list[dict]:
	"""Return what applies beside work that is no step of a course, in a municipality or everywhere."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	return _shelf("occasion", occasion, municipality)


def _shelf(where: str, value: str, municipality: str | None) -> list[frappe._dict]:
	"""Return what the user reads of the library there, by part and title."""
	rows = frappe.get_list(
		DOCTYPE,
		filters=[["in_use", "=", 1], [STEP, where, "=", value]],
		fields=["name", *SHOWN],
		order_by="part asc, title asc",
		limit=0,
	)
	once = {row.name: row for row in rows}
	return [row for row in once.values() if row.municipality in (None, "", municipality)]

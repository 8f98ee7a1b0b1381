"""All that the form of a course shows beside its fields, by one request (R8, R86, N2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import frappe

from lat_corps.casework import (
	actors,
	background,
	briefing,
	case_reviews,
	concerns,
	consents,
	contact,
	coordination,
	duties,
	first_meeting,
	head,
	names,
	next_steps,
	plans,
	sessions,
	timeline,
)
from lat_corps.corps import guidance
from lat_corps.measurement import recording
from lat_corps.workflows import steps_of

if TYPE_CHECKING:
	from frappe.model.document import Document

PANELS: dict[str, Callable[[Document], object]] = {
	"people": names.of_record,
	"head": head.of_course,
	"ahead": next_steps.of_course,
	"steps": steps_of,
	"contact": contact.card,
	"meeting": first_meeting.on_course,
	"background": background.on_course,
	"briefing": briefing.on_course,
	"concerns": concerns.on_course,
	"review": case_reviews.on_course,
	"plan": plans.on_course,
	"log": sessions.on_course,
	"guidance": guidance.on_course,
	"coordination": coordination.on_course,
	"timeline": timeline.on_course,
	"actors": actors.on_course,
	"duties": duties.now,
	"consents": consents.on_course,
	"recording": recording.on_course,
}
"""What stands on the page, and who says it of the course that its reader may read."""


@frappe.whitelist()
def of_course(case: str, only: str = "[]") -> dict[str, object]:
	"""Return each of `PANELS`, or those named in a JSON list; None for one that failed, which the error log
	tells more of.

	Raises frappe.PermissionError for who may not read the course.
	"""
	course = frappe.get_doc("LAT Case", case)
	course.check_permission("read")
	shown = frappe.parse_json(only) or PANELS
	return {panel: _said(panel, say, course) for panel, say in PANELS.items() if panel in shown}


def _said(panel: str, say: Callable[[Document], object], course: Document) -> object:
	"""Return what a panel says: one that fails must not take the others with it."""
	try:
		return say(course)
	except Exception:
		frappe.log_error(f"The panel {panel} of a course")
		return None

"""The background information of a course that its reader may see, for the form (R39 to R43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.read_log.noting import LISTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Background Information"
SHOWN = ("kind", "origin", "content", "allowed_use", "received_on", "expires_on", "audience")


def on_course(course: Document) -> list[dict]:
	"""Return name and `SHOWN` of what the user reads, the newest first."""
	if not frappe.has_permission(DOCTYPE, "read"):
		return []
	rows = frappe.get_list(
		DOCTYPE,
		filters={"lat_case": course.name},
		fields=["name", *SHOWN],
		order_by="received_on desc, name desc",
		limit=0,
	)
	note(LISTED, DOCTYPE, [row.name for row in rows])
	return rows

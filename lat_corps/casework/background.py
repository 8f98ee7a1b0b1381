"""The background information of a course that its reader may see, for the form (R39 to R43)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lat_corps.casework.courses import listed

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Background Information"
SHOWN = ("kind", "origin", "content", "allowed_use", "received_on", "expires_on", "audience")


def on_course(course: Document) -> list[dict]:
	"""Return name and `SHOWN` of what the user reads, the newest first."""
	return listed(course, DOCTYPE, SHOWN, "received_on desc, name desc")

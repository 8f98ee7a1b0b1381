"""What belongs to one match of a course: the next mentor begins anew, and what was is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.holding import committed

if TYPE_CHECKING:
	from frappe.model.document import Document


def claim_match(doc: Document) -> None:
	"""Tie a new record to the approved match of its course, which has one of its kind; the course is held."""
	approved = committed("LAT Match", {"lat_case": doc.lat_case, "stage": "Approved"})
	if not approved:
		frappe.throw(_("The course needs an approved match first: this is made for one mentor."))
	doc.lat_match = approved[0].name
	others = committed(doc.doctype, {"lat_match": doc.lat_match, "name": ["!=", doc.name or ""]})
	if others:
		frappe.throw(_("The match has one already: work on with {0}.").format(others[0].name))

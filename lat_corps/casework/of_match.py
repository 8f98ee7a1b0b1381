"""What belongs to one match of a course: the next mentor begins anew, and what was is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.holding import committed

if TYPE_CHECKING:
	from frappe.model.document import Document


def approved_match(case: str) -> str:
	"""Return the approved match of a course that is held; it is refused that there is none."""
	approved = committed("LAT Match", {"lat_case": case, "stage": "Approved"})
	if not approved:
		frappe.throw(_("The course needs an approved match first: this is made for one mentor."))
	return approved[0].name


def claim_match(doc: Document) -> None:
	"""Tie a new record to the approved match of its course, which has one of its kind; the course is held."""
	doc.lat_match = approved_match(doc.lat_case)
	others = committed(doc.doctype, {"lat_match": doc.lat_match, "name": ["!=", doc.name or ""]})
	if others:
		frappe.throw(_("The match has one already: work on with {0}.").format(others[0].name))

"""The head of a course: what everybody who opens it looks for first (N2, R11, R86)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import get_fullname, getdate

from lat_corps.casework.facts import age_today
from lat_corps.days import danish_today
from lat_corps.domain.cadence import standing
from lat_corps.domain.documents.course import FINISHED
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.permissions.fields import card_fields
from lat_corps.permissions.hooks import acting_roles, reaches

if TYPE_CHECKING:
	from frappe.model.document import Document

BESIDE_THE_WAY = "Declined"
"""The stage that no course passes through on its way."""


def of_course(course: Document) -> dict:
	"""Return age, mentor, since when there is none, stages on the way, and what is due next.

	The age of today follows from the date of birth, and is for who reads that; anybody else has the one at
	referral. Who has no right to the mentor's record gets the name alone.
	"""
	knows_age = "birth_date" in card_fields(acting_roles(course, reading=True))
	return {
		"age": age_today(course.citizen) if knows_age else None,
		"age_at_referral": course.age_at_referral or None,
		"stage": course.stage,
		"stages": [stage for stage in LIFECYCLES[course.doctype].stages if stage != BESIDE_THE_WAY],
		"mentor": mentor_of(course),
		"alone": _alone(course),
		"due": {"what": course.next_due_what, "on": course.next_due, "standing": _due(course)}
		if course.next_due
		else None,
	}


def _due(course: Document) -> str:
	return standing(getdate(course.next_due), danish_today())


def mentor_of(course: Document) -> dict | None:
	if not course.mentor:
		return None
	own = reaches("LAT Mentor", course.mentor, frappe.session.user)
	name, phone, login = frappe.db.get_value("LAT Mentor", course.mentor, ["full_name", "phone", "user"])
	return {
		"number": course.mentor,
		"name": name,
		"own": own,
		"me": login == frappe.session.user,
		"phone": phone if own else None,
		"match": _match(course),
	}


def _match(course: Document) -> str | None:
	"""Return the match that carries the course, for who reads it."""
	approved = {"lat_case": course.name, "stage": "Approved"}
	names = frappe.has_permission("LAT Match", "read") and frappe.get_list(
		"LAT Match", filters=approved, pluck="name", order_by="creation asc", limit=1
	)
	return names[0] if names else None


def _alone(course: Document) -> dict | None:
	"""Return since when a course waits for another mentor, for how many days, and who covers; or None."""
	if course.mentor or course.stage in FINISHED:
		return None
	ended = frappe.get_all(
		"LAT Match",
		filters={"lat_case": course.name, "stage": "Ended", "ended_on": ["is", "set"]},
		fields=["ended_on", "interim_cover"],
		order_by="ended_on desc, creation desc",
		limit=1,
	)
	if not ended:
		return None
	since, cover = getdate(ended[0].ended_on), ended[0].interim_cover
	return {
		"since": since,
		"days": (danish_today() - since).days,
		"cover": get_fullname(cover) if cover else "",
	}

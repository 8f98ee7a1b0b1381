"""Reviews of a course: when the next is due, what the last decided, what an extension rests on (R105)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint

from lat_corps.casework.closings import leave_behind, taken_up_at
from lat_corps.casework.courses import listed
from lat_corps.days import day_of, latest_today
from lat_corps.domain.case_reviews import CLOSE, EXTEND, due_on
from lat_corps.domain.documents.course import UNDER_WAY
from lat_corps.domain.sessions import CONTACT
from lat_corps.read_log.noting import A_DAY

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Case Review"
SETTINGS = ("review_interval", "reviews_count_from")


def fields_of(case: Document) -> dict:
	"""Return what a course stores of its reviews: when the next is due, and what the last one decided."""
	last = newest_decided(case.name)
	settings = frappe.get_cached_doc("LAT Settings")
	events = (
		case.opened_on,
		last.held_on if last else None,
		taken_up_at(case),
		settings.reviews_count_from,
	)
	days = (day_of(day) for day in events)
	due = due_on(days, cint(settings.review_interval)) if case.stage == "Active" else None
	return {"review_due": due, "review_decision": last.decision if last else None}


def newest_decided(case: str | None) -> frappe._dict | None:
	"""Return the last review on which something was decided, of those that count for the present closing."""
	found = frappe.get_all(
		DOCTYPE,
		filters={"lat_case": case or "", "earlier_closing": 0, "decided_on": ["is", "set"]},
		fields=["name", "held_on", "decision", "new_end", "carried_out_on"],
		order_by="held_on desc, creation desc",
		limit=1,
	)
	return found[0] if found else None


def closing_is_reviewed(case: str | None) -> bool:
	last = newest_decided(case)
	return bool(last) and last.decision == CLOSE


def extension(case: str | None) -> frappe._dict | None:
	"""Return the review decided on last when that is an extension which has not been carried out."""
	last = newest_decided(case)
	return last if last and last.decision == EXTEND and not last.carried_out_on else None


def set_aside(case: Document) -> None:
	"""Leave the reviews to the closing just set aside, the extension it ended with as carried out."""
	closing = case.earlier_closings[-1]
	if closing.case_review:
		carried_out = {"carried_out_on": latest_today()}
		frappe.db.set_value(DOCTYPE, closing.case_review, carried_out, update_modified=False)
	leave_behind(case, DOCTYPE)
	case.db_set(fields_of(case), update_modified=False)


def follow_settings(settings: Document, *_arguments: object) -> None:
	"""Store anew when courses are reviewed once the interval of the settings has changed."""
	if settings.is_changed(SETTINGS):
		refresh()


def refresh() -> None:
	for name in frappe.get_all("LAT Case", filters={"stage": "Active"}, pluck="name", order_by="name asc"):
		case = frappe.get_doc("LAT Case", name)
		found = fields_of(case)
		if any(str(case.get(field) or "") != str(value or "") for field, value in found.items()):
			case.db_set(found, update_modified=False)


def on_course(course: Document) -> dict:
	"""Return what a review looks at beside figures and curve: contacts, match reviews, earlier reviews.

	`may_hold` tells who holds one; of each kind the user is shown what the user reads.
	"""
	of_review, of_match = ("held_on", "decision", "decided_on"), ("voice", "occasion", "asked_on", "fit")
	contacts = frappe.get_list(
		"LAT Session",
		filters={"lat_case": course.name, "kind": ["in", CONTACT]},
		pluck="name",
		order_by="name asc",
		limit=0,
	)
	return {
		"may_hold": course.stage in UNDER_WAY and bool(frappe.has_permission(DOCTYPE, "create")),
		"due": course.review_due,
		"expected_end": course.expected_end,
		"rating": course.last_rating,
		"contacts": len(contacts),
		"matches": listed(course, "LAT Match Review", of_match, "asked_on desc, creation desc", fold=A_DAY),
		"reviews": listed(course, DOCTYPE, of_review, "held_on desc, creation desc", fold=A_DAY),
	}

"""Match reviews: when they are due, and that each voice is heard once on each occasion (R20, R112)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from lat_corps.days import danish_today, latest_today
from lat_corps.domain.documents.course import UNDER_WAY
from lat_corps.domain.match_reviews import HEARD, OCCASIONS, due_on, occasions_due
from lat_corps.holding import committed

if TYPE_CHECKING:
	from frappe.model.document import Document

WEEKS = "match_review_weeks"


def refuse_heard_already(review: Document) -> None:
	"""Refuse a second answer of a voice on an occasion; the course is held."""
	# Without a voice or an occasion Frappe itself refuses the record, once this has been asked.
	field = HEARD.get((review.voice, review.occasion))
	if field and committed("LAT Match", {"name": review.lat_match, field: ["is", "set"]}):
		frappe.throw(_("This voice was heard on this occasion already: correct that review instead."))


def due_of(course: Document, voice: str) -> list[str]:
	"""Return the occasions on which a voice is due to be heard by now on the match that carries a course."""
	if course.stage not in UNDER_WAY or not frappe.has_permission("LAT Match", "read"):
		return []
	fields = {occasion: HEARD[voice, occasion] for occasion in OCCASIONS}
	approved = {"lat_case": course.name, "stage": "Approved"}
	return [
		occasion
		for match in frappe.get_list(
			"LAT Match",
			filters=approved,
			fields=["review_due", *fields.values()],
			order_by="creation asc",
		)
		for occasion in occasions_due(course.stage, match.review_due, danish_today())
		if not match[fields[occasion]]
	]


def note_heard(review: Document) -> None:
	"""Write on the match when a voice was heard, which settles whose turn it is."""
	field = HEARD[review.voice, review.occasion]
	frappe.db.set_value("LAT Match", review.lat_match, field, review.asked_on, update_modified=False)


def set_due(case: str) -> None:
	"""Set the day of the review on a match that has begun to work: its course is under way."""
	if frappe.db.get_value("LAT Case", case, "stage") not in UNDER_WAY:
		return
	weeks = frappe.get_cached_doc("LAT Settings").get(WEEKS) or 0
	for match in committed(
		"LAT Match", {"lat_case": case, "stage": "Approved", "review_due": ["is", "not set"]}
	):
		day = due_on(latest_today(), weeks)
		frappe.db.set_value("LAT Match", match.name, "review_due", day, update_modified=False)


def follow_settings(settings: Document, *_arguments: object) -> None:
	"""Move the reviews that are still ahead once their interval has changed."""
	before = settings.get_doc_before_save()
	days = 7 * (settings.get(WEEKS) - before.get(WEEKS)) if before else 0
	if not days:
		return
	for match in frappe.get_all(
		"LAT Match",
		filters={"stage": "Approved", "review_due": [">", danish_today()]},
		fields=["name", "review_due"],
		order_by="name asc",
	):
		moved = getdate(add_days(match.review_due, days))
		frappe.db.set_value("LAT Match", match.name, "review_due", moved, update_modified=False)

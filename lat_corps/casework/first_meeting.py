"""The sheet of the first meeting of a match: begun when it is approved, shown on the course (R44 to R51)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.casework.courses import listed
from lat_corps.domain.course_facts import Topic

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE, ROWS = "LAT First Meeting", "LAT Preparation Topic"


def begin(match: Document) -> None:
	"""Give a match that was approved its own sheet; one from an earlier approval is gone on with."""
	if not frappe.db.exists(DOCTYPE, {"lat_match": match.name}):
		frappe.get_doc({"doctype": DOCTYPE, "lat_case": match.lat_case}).insert()


def topics_of(match: str | None) -> dict[str, Topic]:
	"""Return what is prepared for the first meeting of a match, by topic."""
	sheet = frappe.db.get_value(DOCTYPE, {"lat_match": match or ""})
	return {
		row.topic: Topic(row.answer or "", bool(row.skipped), row.skip_reason or "")
		for row in frappe.get_all(
			ROWS,
			filters={"parent": sheet or "", "parenttype": DOCTYPE},
			fields=["topic", "answer", "skipped", "skip_reason"],
			order_by="idx asc",
		)
	}


def on_course(course: Document) -> list[dict]:
	"""Return the sheets of a course that the user reads, the newest first, each with its topics."""
	rows = listed(course, DOCTYPE, ("lat_match", "meets_on", "held_on", "noted"), "creation desc")
	return [
		{
			**row,
			"topics": [
				{"topic": topic, "settled": of_topic.settled}
				for topic, of_topic in topics_of(row.lat_match).items()
			],
		}
		for row in rows
	]

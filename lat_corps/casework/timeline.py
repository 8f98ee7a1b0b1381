"""What has happened on a course, the newest first: contacts, ratings, coaching, changes of stage (R65, R86).

What else belongs there is one more line of `SOURCES`. Days are those of what happened, not of when it was
written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint, getdate

from lat_corps.days import danish_today
from lat_corps.read_log.noting import A_DAY, LISTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

AT_FIRST, AT_MOST = 10, 500
"""How many entries a course shows, and how many may be asked for."""


@dataclass(frozen=True)
class Source:
	"""Records of a course that stand on its timeline.

	`day` is the field with the day, `title` the one that heads the entry, and `told` are those below it.
	`rows` is the table that names courses, of records that have one for several.
	"""

	document: str
	day: str
	title: str = ""
	told: tuple[str, ...] = ()
	rows: str = ""

	def of(self, case: str) -> dict:
		"""Return the filters of the records of a course."""
		if not self.rows:
			return {"lat_case": case}
		named = {"lat_case": case, "parenttype": self.document}
		numbers = frappe.get_all(self.rows, filters=named, pluck="parent", order_by="parent asc")
		return {"name": ["in", numbers or [""]]}


SOURCES = (
	Source(
		"LAT Session",
		"held_on",
		"kind",
		("minutes", "worked_on", "went_well", "next_step", "next_at", "mentor_name"),
	),
	Source("LAT Concern", "raised_on", "urgency", ("words", "decision", "agreed", "follow_up_on")),
	Source(
		"LAT Case Review",
		"held_on",
		"decision",
		("decided_words", "citizens_words", "mentors_words", "new_end"),
	),
	Source("LAT Dilemma", "noted_on", "kind", ("words", "taken_up_in", "taken_up_on", "learned")),
	Source("LAT Coaching Session", "held_on", "form", ("with_names", "coach_name"), "LAT Coaching Course"),
	Source("LAT Coordination Meeting", "held_on", told=("shared_goals",)),
	Source("LAT Disagreement", "said_on", "document_type", ("disputed", "words", "result", "answer")),
	Source("LAT Debrief", "held_on", told=("more_of", "otherwise", "next_task_on")),
	Source("LAT Progression", "rated_on", told=("rating", "why_not_lower", "one_step_up")),
	Source("LAT Measurement", "measured_on", "measured_at"),
)

STAGES = {
	"referred_on": "Referred",
	"opened_on": "Active",
	"closing_began_on": "Closing",
	"closed_on": "Closed",
}
"""Days of a course, and the stage that it came to then."""

AGAIN = {"closing_began_on": "Closing", "closed_on": "Closed", "taken_up_at": "Active"}
"""The same of an earlier closing."""


@frappe.whitelist()
def of_case(case: str, length: int | str = AT_FIRST) -> dict:
	"""Return what `on_course` does of a course by its number, with `length` entries."""
	course = frappe.get_doc("LAT Case", case)
	course.check_permission("read")
	return on_course(course, min(max(cint(length), 1), AT_MOST))


def on_course(course: Document, length: int = AT_FIRST) -> dict:
	"""Return the `length` newest `entries`, whether there are `more`, and how the course is in touch.

	`days` since the last contact are None without any; `lacks` is said once it is due.
	"""
	entries = [*_stages(course)]
	for source in SOURCES:
		entries += _entries(course, source, length + 1)
	entries.sort(key=lambda entry: (entry["on"], entry["made"]), reverse=True)
	shown = entries[:length]
	for document in {entry["doctype"] for entry in shown}:
		note(LISTED, document, [row["name"] for row in shown if row["doctype"] == document], fold=A_DAY)
	day = danish_today()
	return {
		"entries": shown,
		"more": len(entries) > length,
		"days": (day - getdate(course.last_contact_on)).days if course.last_contact_on else None,
		"silent": bool(course.silent_on) and getdate(course.silent_on) <= day,
		"lacks": course.method_gap if course.method_gap_on and getdate(course.method_gap_on) <= day else None,
	}


def _entries(course: Document, source: Source, length: int) -> Iterator[dict]:
	if not frappe.has_permission(source.document, "read"):
		return
	meta = frappe.get_meta(source.document)
	fields = [field for field in (source.title, *source.told) if field]
	for row in frappe.get_list(
		source.document,
		filters={**source.of(course.name), source.day: ["is", "set"]},
		fields=["name", "creation", f"{source.day} as happened_on", *fields],
		order_by=f"{source.day} desc, creation desc",
		limit=length,
	):
		yield {
			"on": getdate(row.happened_on),
			"made": str(row.creation),
			"doctype": source.document,
			"name": row.name,
			"title": row[source.title] if source.title else "",
			"told": [
				{"label": meta.get_label(field), "type": meta.get_field(field).fieldtype, "value": row[field]}
				for field in source.told
				if row[field]
			],
		}


def _stages(course: Document) -> Iterator[dict]:
	days = [(course.get(field), stage) for field, stage in STAGES.items()]
	for closing in course.earlier_closings:
		days += [(closing.get(field), stage) for field, stage in AGAIN.items()]
	for happened_on, stage in days:
		if happened_on:
			yield _of_course(course, getdate(happened_on), stage)


def _of_course(course: Document, day: date, stage: str) -> dict:
	return {
		"on": day,
		"made": "",
		"doctype": course.doctype,
		"name": course.name,
		"title": stage,
		"told": [],
	}

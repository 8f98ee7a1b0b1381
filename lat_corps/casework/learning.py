"""From a debrief to what the corps has learned: marked, read by a person, released, found again (R107, R108).

A note that is released names no course, and nothing leads from it to one: it is a record of its own.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.casework import debriefs, plans
from lat_corps.casework.courses import coordinated
from lat_corps.days import latest_today
from lat_corps.domain import criteria, learning, scrubber
from lat_corps.domain.scrubber import HOUSE, PERSON, PLACE, Known
from lat_corps.messages import refuse
from lat_corps.permissions.door.called import parsed

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Learning Note"
DRAFT = ("note_title", "note")
"""The fields of a debrief that a note is drafted in."""


def known_of(course: Document) -> list[Known]:
	"""Return what names the people and places of a course."""
	citizen = frappe.db.get_value("LAT Citizen", course.citizen, ["full_name", "working_name"]) or ()
	custody = frappe.get_all(
		"LAT Custody Holder",
		filters={"parent": course.citizen, "parenttype": "LAT Citizen"},
		pluck="full_name",
		order_by="idx asc",
	)
	consenting = frappe.get_all(
		"LAT Consent", filters={"lat_case": course.name}, pluck="given_by_name", order_by="creation asc"
	)
	mentors = frappe.get_all(
		"LAT Match", filters={"lat_case": course.name}, pluck="mentor", order_by="creation asc"
	)
	names = frappe.get_all(
		"LAT Mentor", filters={"name": ["in", mentors or [""]]}, pluck="full_name", order_by="name asc"
	)
	staff = [frappe.utils.get_fullname(login) for login in (course.coordinator, course.caseworker) if login]
	people = [*citizen, *custody, *consenting, *names, *staff]
	return [
		*(Known(PERSON, name) for name in dict.fromkeys(people) if name),
		Known(PLACE, course.municipality),
		*([Known(HOUSE, course.referred_by)] if course.referred_by else []),
	]


def marked(title: str | None, note: str | None, known: Collection[Known] = ()) -> dict:
	"""Return heading and note in parts, a marked one with what it may tell, and what to beware of."""
	return {
		"parts": [parts_of(text, known) for text in (title, note) if text],
		"advice": _(scrubber.ADVICE),
	}


def parts_of(text: str, known: Collection[Known]) -> list[dict]:
	parts, last = [], 0
	for mark in scrubber.marks(text, known):
		parts += [
			{"text": text[last : mark.start]},
			{"text": text[mark.start : mark.end], "kind": _(mark.kind), "reason": _(mark.reason)},
		]
		last = mark.end
	return [*(part for part in parts if part["text"]), {"text": text[last:]}]


@frappe.whitelist(methods=["POST"])
def release(debrief: str, about: list[str] | str, read_whole: int, competence: str | None = None) -> str:
	"""Release the learning note that is drafted in a debrief to the corps, and return its number.

	Raises frappe.ValidationError with all that stands in its way.
	"""
	talk: Any = frappe.get_doc(debriefs.DOCTYPE, debrief)
	talk.check_permission("write")
	course, asked = coordinated(talk.lat_case), parsed(about)
	debriefs.ask_for_consent(talk, course)
	refuse(
		learning.lacking(
			talk.note_title or "",
			talk.note or "",
			known_of(course),
			read_whole=bool(cint(read_whole)),
			background=_background_of(course.name),
		),
		title=_("The learning note is not released"),
	)
	note = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"municipality": talk.municipality,
			"title": talk.note_title,
			"note": talk.note,
			"competence": competence,
			**{field: int(criterion in asked) for criterion, field in learning.FIELDS.items()},
		}
	)
	note.flags.released = True
	note.insert()
	talk.db_set({"learning_noted_on": latest_today(), **dict.fromkeys(DRAFT)}, update_modified=False)
	_forget_draft(talk.name)
	return note.name


def _background_of(case: str) -> list[str]:
	return frappe.get_all(
		"LAT Background Information",
		filters={"lat_case": case, "content": ["is", "set"]},
		pluck="content",
		order_by="creation asc",
	)


def _forget_draft(debrief: str) -> None:
	"""Take the draft out of the history of a debrief: its words would lead from the note to the course."""
	for version in frappe.get_all(
		"Version",
		filters={"ref_doctype": debriefs.DOCTYPE, "docname": debrief},
		fields=["name", "data"],
		order_by="creation asc",
	):
		told = json.loads(version.data)
		changed = told.get("changed") or []
		kept = [change for change in changed if change[0] not in DRAFT]
		if len(kept) < len(changed):
			data = frappe.as_json({**told, "changed": kept}, indent=None)
			frappe.db.set_value("Version", version.name, "data", data, update_modified=False)


@frappe.whitelist()
def for_course(case: str) -> list[dict]:
	"""Return what the corps has learned that shares a wish or a chosen competence with a course."""
	course = frappe.get_doc("LAT Case", case)
	course.check_permission("read")
	return _shared(course.municipality, _wished(course.name), plans.chosen_in(course.name))


@frappe.whitelist()
def for_match(match: str) -> list[dict]:
	"""Return what the corps has learned that shares a criterion with what a match was asked for."""
	proposed = frappe.get_doc("LAT Match", match)
	proposed.check_permission("read")
	return _shared(proposed.municipality, {row.criterion for row in proposed.criteria if row.stated})


@frappe.whitelist()
def for_talk(session: str) -> list[dict]:
	"""Return what the corps has learned that shares a wish or a competence with the courses of a talk."""
	talk = frappe.get_doc("LAT Coaching Session", session)
	talk.check_permission("read")
	courses = [row.lat_case for row in talk.courses]
	return _shared(talk.municipality, _wished(*courses), plans.chosen_in(*courses))


def _shared(municipality: str, asked: set[str], chosen: Mapping[str, str] | None = None) -> list[dict]:
	"""Return the notes of a municipality that share most with what is asked for, of those the user reads.

	`chosen` are competences, each with what it is called.
	"""
	fields: dict = {learning.FIELDS[criterion]: 1 for criterion in asked if criterion in learning.FIELDS}
	if chosen:
		fields["competence"] = ["in", sorted(chosen)]
	if not fields or not frappe.has_permission(DOCTYPE, "read"):
		return []
	rows = frappe.get_list(
		DOCTYPE,
		filters={"municipality": municipality},
		or_filters=fields,
		fields=["name", "title", "note", "competence", *learning.FIELDS.values()],
		order_by="released_on desc, name asc",
		limit=0,
	)
	found = sorted(
		((_in_common(row, asked, chosen or {}), row) for row in rows),
		key=lambda each: len(each[0]),
		reverse=True,
	)
	return [
		{"name": row.name, "title": row.title, "note": row.note, "shared": shared}
		for shared, row in found[: learning.SHOWN]
	]


def _in_common(note: frappe._dict, asked: set[str], chosen: Mapping[str, str]) -> list[str]:
	competence = [chosen[note.competence]] if note.competence in chosen else []
	return [*learning.shared(note, asked), *competence]


def _wished(*courses: str) -> set[str]:
	return {
		*frappe.get_all(
			"LAT Preference",
			filters={
				"parent": ["in", courses or [""]],
				"parenttype": "LAT Case",
				"strength": ["in", criteria.STATED],
			},
			pluck="criterion",
			order_by="idx asc",
		)
	}

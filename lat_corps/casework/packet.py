"""What a handover tells about a course, taken from plan and measurements (R103)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import formatdate

from lat_corps.casework.disagreements import in_packet
from lat_corps.domain.instrument_parts import NO_TOTAL

if TYPE_CHECKING:
	from frappe.model.document import Document


def course_lines(case: str) -> list[dict]:
	"""Return handover lines for the goals and steps, the progression and the measurements of a course."""
	lines = [
		("Goals and steps", _goals(case)),
		("Documentation of development", _progression(case)),
		("Wellbeing and life mastery", _measurements(case)),
	]
	disputed = in_packet(case)
	return [
		{
			"information_type": kind,
			"origin": "The course",
			"content": "\n".join((content, *disputed.get(kind, ()))),
		}
		for kind, content in lines
		if content
	]


def _goals(case: str) -> str:
	name = frappe.db.get_value("LAT Plan", {"lat_case": case})
	if not name:
		return ""
	plan = frappe.get_doc("LAT Plan", name)
	goals = [f"{_(goal.progress)}: {goal.goal}" for goal in plan.goals]
	steps = [
		_("Step: {0} ({1})").format(step.step, formatdate(step.done_on) if step.done_on else _("not done"))
		for step in plan.steps
	]
	notes = [f"{note.heading}: {note.content}" for note in plan.notes]
	return "\n".join(goals + steps + notes)


def _progression(case: str) -> str:
	ratings = frappe.get_all(
		"LAT Progression",
		filters={"lat_case": case},
		fields=["rated_on", "rating"],
		order_by="rated_on asc, creation asc",
	)
	return "\n".join(
		_("{0}: grip on life {1} of 10").format(formatdate(row.rated_on), row.rating) for row in ratings
	)


def _measurements(case: str) -> str:
	measurements = frappe.get_all(
		"LAT Measurement",
		filters={"lat_case": case, "standing": "Answered"},
		fields=["measured_on", "measured_at", "instrument", "score", "reading"],
		order_by="measured_on asc, creation asc",
	)
	return "\n".join(
		_("{0} ({1}), {2}: {3}").format(
			_(row.measured_at),
			formatdate(row.measured_on),
			frappe.get_cached_value("LAT Instrument", row.instrument, "shown_title"),
			_scored(row),
		)
		for row in measurements
	)


def _scored(row: frappe._dict) -> str:
	"""Return the score and how it is read; of a questionnaire without a total, the scores of its parts."""
	if frappe.get_cached_value("LAT Instrument", row.instrument, "method") == NO_TOTAL:
		return row.reading or ""
	score = frappe.format(row.score, "Float")
	return f"{score} – {row.reading}" if row.reading else score


def packet_of(handover: Document) -> dict:
	"""Return what is frozen: the lines that pass, and nothing about what was put aside."""
	return {
		"number": handover.packet_number,
		"course": handover.lat_case,
		"citizen": _citizen(handover.lat_case),
		"coordinator": _coordinator(handover),
		"municipality": handover.municipality,
		"receiver": handover.receiver_name,
		"sent_on": str(handover.sent_on),
		"sent_by": frappe.utils.get_fullname(frappe.session.user),
		"answer": handover.answer or "",
		"lines": [
			{"information_type": row.information_type, "origin": row.origin, "content": row.content}
			for row in handover.lines
		],
	}


def _citizen(case: str) -> dict:
	"""Return who the packet is about: without it, the receiver could take it for somebody else's."""
	citizen = frappe.get_doc("LAT Citizen", frappe.db.get_value("LAT Case", case, "citizen"))
	return {"name": citizen.full_name, "birth_date": str(citizen.birth_date or "")}


def _coordinator(handover: Document) -> dict:
	"""Return whom the receiver asks: the course's coordinator, by the telephone of the corps if need be."""
	user = frappe.get_doc("User", frappe.db.get_value("LAT Case", handover.lat_case, "coordinator"))
	corps = frappe.db.get_value("LAT Municipality", handover.municipality, "phone")
	return {
		"name": user.full_name,
		"phone": user.mobile_no or user.phone or corps or "",
		"email": user.email,
	}

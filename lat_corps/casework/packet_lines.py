"""What a course has to hand over, line by line: of its plan, log, measurements, reviews and closing (R103).

What the person has agreed for a hard time is the person's own paper, and no line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.closings import in_words
from lat_corps.casework.derived import intervals
from lat_corps.casework.disagreements import in_packet
from lat_corps.domain.instrument_parts import NO_TOTAL
from lat_corps.domain.packet import (
	AGREED,
	DEVELOPMENT,
	GOAL,
	GOALS,
	MEASUREMENT,
	OF_THE_COURSE,
	OPEN,
	RATINGS,
	REVIEW,
	STEPS,
)
from lat_corps.domain.text import danish_date

if TYPE_CHECKING:
	from frappe.model.document import Document

OF_GOALS, OF_DEVELOPMENT = "Goals and steps", "Documentation of development"
OF_WELLBEING, OF_NETWORK = "Wellbeing and life mastery", "Network and family"

NEWEST = 3
"""How many of the mentor's notes on one goal or on the steps, and of the reviews, are proposed at most."""

NOTES = 12
"""How many notes on all goals together: a packet is read when it has two to four pages."""

Line = dict[str, Any]


def course_lines(case: str) -> list[Line]:
	"""Return the lines that a course proposes, in the order in which they are read.

	`source` says what each was taken from, `figures` what is known of it beside the words in `content`.
	"""
	course = frappe.get_doc("LAT Case", case)
	return [
		*_plan(case),
		*_ratings(course),
		*_measurements(case),
		*_reviews(case),
		*_closing(course),
		*_disputed(case),
	]


def _line(part: str, kind: str, source: str, heading: str, **said: Any) -> Line:
	return {
		"part": part,
		"information_type": kind,
		"origin": OF_THE_COURSE,
		"source": source,
		"heading": heading,
		"content": "",
		"figures": None,
		**said,
	}


def _plan(case: str) -> Iterator[Line]:
	name = frappe.db.get_value("LAT Plan", {"lat_case": case})
	if not name:
		return
	plan = frappe.get_doc("LAT Plan", name)
	worked = _what_worked(case)
	on_each = max(1, min(NEWEST, NOTES // max(1, len(plan.goals))))
	for goal in plan.goals:
		figures = {
			"kind": GOAL,
			"progress": goal.progress,
			"reached_on": _day(goal.reached_on),
			"sign": goal.sign or "",
			"steps": [],
		}
		said = "\n".join(worked.get(goal.name, ())[:on_each])
		yield _line(GOALS, OF_GOALS, goal.name, goal.goal, content=said, figures=figures)
	if plan.steps:
		of_steps = {step.name for step in plan.steps}
		said = "\n".join([notes[0] for row, notes in worked.items() if row in of_steps][:NEWEST])
		steps = [
			{
				"step": step.step,
				"responsible": step.responsible or "",
				"due_on": _day(step.due_on),
				"done_on": _day(step.done_on),
			}
			for step in plan.steps
		]
		figures = {"kind": STEPS, "steps": steps}
		yield _line(GOALS, OF_GOALS, "steps", _("Steps on the way"), content=said, figures=figures)
	for field in ("working_well", "wishes"):
		if plan.get(field):
			yield _line(GOALS, OF_GOALS, field, _(plan.meta.get_label(field)), content=plan.get(field))
	for note in plan.notes:
		yield _line(GOALS, OF_GOALS, note.name, note.heading or "", content=note.content or "")


def _what_worked(case: str) -> dict[str, list[str]]:
	"""Return row of the plan -> what the mentor's log says went well with it, the newest first in both."""
	found: dict[str, list[str]] = {}
	for row in frappe.get_all(
		"LAT Session",
		filters={"lat_case": case, "plan_row": ["is", "set"], "went_well": ["is", "set"]},
		fields=["held_on", "plan_row", "went_well"],
		order_by="held_on desc, creation desc",
	):
		found.setdefault(row.plan_row, []).append(
			_("{0}, this went well: {1}").format(danish_date(getdate(row.held_on)), row.went_well)
		)
	return found


def _ratings(course: Document) -> Iterator[Line]:
	ratings = frappe.get_all(
		"LAT Progression",
		filters={"lat_case": course.name},
		fields=["rated_on", "rating", "why_not_lower", "one_step_up"],
		order_by="rated_on asc, creation asc",
	)
	if not ratings:
		return
	last = ratings[-1]
	figures = {
		"kind": RATINGS,
		"started": _day(course.opened_on),
		"until": max(str(last.rated_on), str(course.closed_on or course.closing_began_on or "")),
		"interval_months": intervals().rating,
		"ratings": [{"on": str(row.rated_on), "rating": row.rating} for row in ratings],
	}
	meta = frappe.get_meta("LAT Progression")
	said = "\n".join(
		f"{_(meta.get_label(field))} {last[field]}"
		for field in ("why_not_lower", "one_step_up")
		if last[field]
	)
	heading = _("Grip on life, in the person's own eyes")
	yield _line(DEVELOPMENT, OF_DEVELOPMENT, "ratings", heading, content=said, figures=figures)


def _measurements(case: str) -> Iterator[Line]:
	points: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"LAT Measurement",
		filters={"lat_case": case, "standing": "Answered"},
		fields=["measured_on", "measured_at", "instrument", "score", "reading"],
		order_by="measured_on asc, creation asc",
	):
		scored = frappe.get_cached_value("LAT Instrument", row.instrument, "method") != NO_TOTAL
		points.setdefault(row.instrument, []).append(
			{
				"measured_at": row.measured_at,
				"on": str(row.measured_on),
				"score": row.score if scored else None,
				"reading": row.reading or "",
			}
		)
	for instrument, found in points.items():
		title = frappe.get_cached_value("LAT Instrument", instrument, "shown_title")
		figures = {"kind": MEASUREMENT, "points": found}
		yield _line(DEVELOPMENT, OF_WELLBEING, instrument, title, figures=figures)


def _reviews(case: str) -> Iterator[Line]:
	"""The newest reviews on which something was decided; what the caseworker said there is no news."""
	reviews = frappe.get_all(
		"LAT Case Review",
		filters={"lat_case": case, "decided_on": ["is", "set"]},
		fields=["name", "held_on", "decision", "decided_words", "citizens_words", "new_goals"],
		order_by="held_on desc, creation desc",
		limit=NEWEST,
	)
	meta = frappe.get_meta("LAT Case Review")
	for row in reversed(reviews):
		said = [row.decided_words] if row.decided_words else []
		said += [
			f"{_(meta.get_label(field))}: {row[field]}"
			for field in ("citizens_words", "new_goals")
			if row[field]
		]
		yield _line(
			DEVELOPMENT,
			OF_DEVELOPMENT,
			row.name,
			_("Review on {0}").format(danish_date(getdate(row.held_on))),
			content="\n".join(said),
			figures={"kind": REVIEW, "held_on": str(row.held_on), "decision": row.decision},
		)


def _closing(course: Document) -> Iterator[Line]:
	for part, kind, field in (
		(DEVELOPMENT, OF_DEVELOPMENT, "looking_back"),
		(AGREED, OF_GOALS, "ending_together"),
		(AGREED, OF_GOALS, "comes_instead"),
		(AGREED, OF_NETWORK, "support"),
	):
		if course.get(field):
			yield _line(part, kind, field, _(course.meta.get_label(field)), content=course.get(field))
	if course.last_contacts:
		said = "\n".join(in_words(row) for row in course.last_contacts)
		heading = _(course.meta.get_label("last_contacts"))
		yield _line(AGREED, OF_GOALS, "last_contacts", heading, content=said)


def _disputed(case: str) -> Iterator[Line]:
	"""What the person says is wrong in what is told of each type of information (GDPR article 16)."""
	for kind, notes in in_packet(case).items():
		heading = _("What the person says is wrong")
		yield _line(OPEN, kind, f"disputed {kind}", heading, content="\n".join(notes))


def _day(value: object) -> str | None:
	return str(value) if value else None

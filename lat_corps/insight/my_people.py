"""The people of the first screen: those whom a mentor meets, and the handovers of a caseworker."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import frappe
from frappe.utils import getdate

from lat_corps.casework import names, self_report
from lat_corps.casework.contact import phones
from lat_corps.casework.plans import is_late
from lat_corps.domain.documents.course import UNDER_WAY, WITH_MENTOR
from lat_corps.domain.text import danish_date
from lat_corps.read_log.noting import A_DAY, LISTED, note

LATEST = 10
"""How many handovers are shown."""

COURSE = ("name", "stage", "course_type", "municipality", "mentor_name", "next_due_what", "last_rating")


def cards(mentors: Collection[str]) -> list[dict[str, Any]]:
	"""Return a card for each person whom the user meets as a mentor, by what is due first."""
	found = frappe.get_list(
		"LAT Case",
		filters={"mentor": ["in", sorted(mentors) or [""]], "stage": ["in", WITH_MENTOR]},
		fields=[*COURSE],
		order_by="next_due asc, name asc",
		limit=0,
	)
	numbers = [course.name for course in found]
	consented = self_report.of_courses(numbers)
	called, telephones = names.shown("LAT Case", numbers), phones(numbers)
	plans, steps = _plans(numbers)
	return [
		{
			"lat_case": course.name,
			"person": called.get(course.name, ""),
			"course_type": course.course_type,
			"stage": course.stage,
			"phone": telephones.get(course.name, ""),
			"rating": course.last_rating or 0,
			"may_rate": course.stage in UNDER_WAY
			and not consented.get(course.name, self_report.UNASKED).stopped,
			"plan": plans.get(course.name, ""),
			"step": steps.get(plans.get(course.name, "")),
		}
		for course in found
	]


def _plans(numbers: Sequence[str]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
	"""Return course -> plan, and plan -> its next agreed step; what a step says is read by who sees it."""
	plans = frappe.get_list(
		"LAT Plan",
		filters={"lat_case": ["in", numbers or [""]]},
		fields=["name", "lat_case"],
		order_by="creation asc",
		limit=0,
	)
	steps: dict[str, dict[str, str]] = {}
	for row in frappe.get_list(
		"LAT Plan Step",
		parent_doctype="LAT Plan",
		filters={
			"parent": ["in", [plan.name for plan in plans] or [""]],
			"done_on": ["is", "not set"],
			"due_on": ["is", "set"],
		},
		fields=["parent", "step", "responsible", "due_on"],
		order_by="due_on asc, idx asc",
		limit=0,
	):
		steps.setdefault(
			row.parent,
			{
				"step": row.step,
				"responsible": row.responsible or "",
				"day": danish_date(getdate(row.due_on)),
				"late": is_late(row.due_on),
			},
		)
	note(LISTED, "LAT Plan", sorted(steps), fold=A_DAY)
	return {plan.lat_case: plan.name for plan in plans}, steps


def handovers() -> list[dict[str, str]]:
	"""Return the latest handovers that were sent to the user."""
	found = frappe.get_list(
		"LAT Handover",
		filters={"receiver": frappe.session.user},
		fields=["name", "stage", "sent_on"],
		order_by="sent_on desc, name desc",
		limit=LATEST,
	)
	called = names.shown("LAT Handover", [handover.name for handover in found])
	return [
		{
			"name": handover.name,
			"person": called.get(handover.name, ""),
			"stage": handover.stage,
			"day": danish_date(getdate(handover.sent_on)) if handover.sent_on else "",
		}
		for handover in found
	]

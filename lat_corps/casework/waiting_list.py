"""A plan for the courses that wait where the user coordinates: a proposal until a pair is offered (R11)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.casework import names
from lat_corps.casework.board import told
from lat_corps.casework.candidates import waiting_courses
from lat_corps.casework.mentors import candidate, mentors_of
from lat_corps.domain.documents.match import OVER
from lat_corps.domain.limits import said
from lat_corps.domain.plan import LeftOver, Pair, Pin, Planner
from lat_corps.domain.roles import COORDINATOR
from lat_corps.permissions.people import reach_of
from lat_corps.read_log.noting import A_DAY, LISTED, note

if TYPE_CHECKING:
	from lat_corps.domain.limits import Candidate, Waiting


@frappe.whitelist()
def proposal(pins: list | str | None = None) -> dict:
	"""Return a plan for the courses that wait without a match in the municipalities the user coordinates.

	`pins` are pairs of [course, mentor] to keep. `state` changes with the data that the plan rests on.
	"""
	frappe.has_permission("LAT Match", "create", throw=True)
	courses, rows = _waiting_list()
	mentors = [candidate(row) for row in rows]
	planner = Planner(courses, mentors, _pins(pins, courses, mentors))
	plan = planner.plan()
	note(LISTED, "LAT Case", [course.name for course in courses], fold=A_DAY)
	called = names.shown("LAT Case", [course.name for course in courses])
	full_names = {row.name: row.full_name for row in rows}
	return {
		"state": _state(courses, mentors),
		"pairs": [_pair(pair, called, full_names, _cost(planner, pair, called)) for pair in plan.pairs],
		"left_over": [_left_over(left, called) for left in plan.left_over],
		"refused_pins": [
			{
				"course": pin.course,
				"mentor": full_names[pin.mentor],
				"why": [says.render(_) for says, _lift in said(limits)],
			}
			for pin, limits in plan.refused_pins
		],
	}


@frappe.whitelist()
def state() -> str:
	"""Return what `proposal` would give as its state now."""
	frappe.has_permission("LAT Match", "create", throw=True)
	courses, rows = _waiting_list()
	return _state(courses, [candidate(row) for row in rows])


def _waiting_list() -> tuple[list[Waiting], list[frappe._dict]]:
	"""Return the courses that wait without a match, and the rows of the mentors who could take them."""
	own = sorted(reach_of(frappe.session.user).municipalities_as(COORDINATOR))
	waiting = frappe.get_list(
		"LAT Case",
		filters={"stage": "Matching", "municipality": ["in", own or [""]]},
		pluck="name",
		order_by="name asc",
		limit=0,
	)
	courses = [
		course.waiting
		for course in waiting_courses(waiting)
		if all(match.stage in OVER for match in course.matches)
	]
	return courses, mentors_of(own)


def _state(courses: Iterable[Waiting], mentors: Iterable[Candidate]) -> str:
	# Sets have another order in each process of the site.
	told = json.dumps([asdict(each) for each in (*courses, *mentors)], default=sorted, sort_keys=True)
	return hashlib.sha256(told.encode()).hexdigest()


def _pins(pins: list | str | None, courses: Iterable[Waiting], mentors: Iterable[Candidate]) -> list[Pin]:
	"""Return the pins that still name a waiting course and a mentor."""
	sent = frappe.parse_json(pins) or []
	known = ({course.name for course in courses}, {mentor.name for mentor in mentors})
	pairs = (
		[pair for pair in sent if isinstance(pair, list) and len(pair) == 2] if isinstance(sent, list) else []
	)
	return [Pin(*pair) for pair in pairs if pair[0] in known[0] and pair[1] in known[1]]


def _pair(pair: Pair, called: dict, full_names: dict, cost: str) -> dict:
	return {
		"course": pair.course.name,
		"called": called.get(pair.course.name, ""),
		"mentor": pair.mentor.name,
		"name": full_names[pair.mentor.name],
		"pinned": pair.pinned,
		"cost": cost,
		"findings": [told(finding, pair.course.weights) for finding in pair.reasons],
	}


def _cost(planner: Planner, pair: Pair, called: dict) -> str:
	"""Return what a pinned pair costs the others; "" for one that the plan has chosen itself."""
	if not pair.pinned:
		return ""
	cost = planner.cost_of(Pin(pair.course.name, pair.mentor.name))
	if cost.left_over:
		return _("Without this pair {0} more courses would get a mentor.").format(cost.left_over)
	if cost.worse:
		others = ", ".join(called.get(name) or name for name in cost.worse)
		return _("Without this pair these courses would get a mentor who fits better: {0}.").format(others)
	return _("This pair costs the others nothing.")


def _left_over(left: LeftOver, called: dict) -> dict:
	return {
		"course": left.course.name,
		"called": called.get(left.course.name, ""),
		"why": left.why.render(_),
		"helps": [_("{0} (mentors: {1})").format(help.render(_), count) for help, count in left.helps],
	}

"""The board of one course: every mentor who could be asked, criterion by criterion (R11, R26 to R36).

The order follows what is wished and the load; no figure of it is shown, and a person decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.casework.candidates import (
	candidate,
	fields_that_order,
	fill_in,
	matches_of,
	mentors_of,
	waiting_course,
	weights_of,
)
from lat_corps.casework.courses import coordinated
from lat_corps.domain import criteria
from lat_corps.domain.documents.match import OVER
from lat_corps.domain.limits import Waiting, limits_of, said
from lat_corps.domain.matching import Finding, Weighing
from lat_corps.domain.pair_costs import shortfall
from lat_corps.read_log.noting import A_DAY, OPENED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

AT_ONCE = 20
"""How many candidates stand on the board at first: as many as a list has rows."""

LONG_AGO = 10**6
"""Days since the last course of a mentor who has had none."""


@frappe.whitelist()
def of_course(case: str, many: int = AT_ONCE) -> dict:
	"""Return candidates of a course, those who can be offered it first, and what the person was asked.

	They are the first `many` in order, and whoever the course has a match with; `left` tells how many more
	there are. Raises frappe.PermissionError for who does not coordinate the course.
	"""
	course = coordinated(case)
	citizen = frappe.get_doc("LAT Citizen", course.citizen)
	for doc in (course, citizen):
		note(OPENED, doc.doctype, [doc.name], fold=A_DAY)
	matches = matches_of(case)
	waiting = waiting_course(course, citizen, matches, weights_of([course.municipality]))
	open_matches = {match.mentor: match for match in matches if match.stage not in OVER}
	order, shown = _in_order(waiting), cint(many)
	first = [row for place, row in enumerate(order) if place < shown or row.name in open_matches]
	fill_in(first)
	weighing = Weighing(waiting.side)
	return {
		"stage": course.stage,
		"unasked": _unasked(course),
		"about": {
			_(criterion): {"why": _(about.why), "source": _(about.source)}
			for criterion, about in criteria.ABOUT.items()
		},
		"candidates": [_shown(waiting, row, open_matches.get(row.name), weighing) for row in first],
		"left": len(order) - len(first),
	}


def _in_order(waiting: Waiting) -> list[frappe._dict]:
	"""Return the mentors of the municipality, those first who can be offered the course and lack least."""
	weighing = Weighing(waiting.side)

	def place(row: frappe._dict) -> tuple:
		mentor = candidate(row)
		since = LONG_AGO if row.days_since_last is None else row.days_since_last
		missing = shortfall(weighing.of(mentor.side), waiting.weights)
		return bool(limits_of(waiting, mentor)), missing, row.open_courses, -since, row.name

	return sorted(mentors_of([waiting.municipality], fields_that_order(waiting)), key=place)


def _unasked(course: Document) -> list[str]:
	"""Return the criteria that the person was not asked about, by a row that says so or by none at all."""
	asked = {row.criterion: row.strength != criteria.NOT_ASKED for row in course.preferences}
	return [
		_(criterion) for criterion in criteria.ABOUT if not asked.get(criterion, course.preferences_asked)
	]


def _shown(waiting: Waiting, row: frappe._dict, match: frappe._dict | None, weighing: Weighing) -> dict:
	mentor = candidate(row)
	return {
		"mentor": row.name,
		"name": row.full_name,
		"lent_by": row.municipality if row.municipality != waiting.municipality else "",
		"open": row.open_courses,
		"capacity": mentor.capacity,
		"offers": row.open_offers,
		"days_since_last": row.days_since_last,
		"limits": [
			{"says": says.render(_), "lift": lift.render(_)}
			for says, lift in said(limits_of(waiting, mentor))
		],
		"match": match and {"name": match.name, "stage": match.stage},
		"findings": [told(finding, waiting.weights) for finding in weighing.of(mentor.side)],
	}


def told(finding: Finding, weights: criteria.Weights) -> dict:
	weighed = finding.criterion in criteria.WEIGHT_FIELDS
	return {
		"key": f"{finding.criterion} {finding.key}",
		"criterion": _(finding.criterion),
		"weight": criteria.weight_of(weights, finding.criterion) if weighed else None,
		"strength": _(finding.strength) if finding.strength else "",
		"person": finding.citizen_side.render(_),
		"mentor": finding.mentor_side.render(_),
		"fit": finding.fit,
		"unconfirmed": finding.unconfirmed,
		"says": finding.says.render(_),
	}

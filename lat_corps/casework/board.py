"""The board of one course: every mentor who could be asked, criterion by criterion (R11, R26 to R36).

The order follows what is wished and the load; no figure of it is shown, and a person decides.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint

from lat_corps.casework.candidates import (
	matches_of,
	waiting_course,
	weights_of,
	wishes_of,
)
from lat_corps.casework.courses import coordinated
from lat_corps.casework.mentors import Mentors, candidate, fields_that_order, fill_in, mentors_of
from lat_corps.domain import criteria
from lat_corps.domain.documents.match import OVER
from lat_corps.domain.limits import Waiting, limits_of, said
from lat_corps.domain.matching import Finding, Weighing
from lat_corps.domain.ranking import standing
from lat_corps.read_log.noting import A_DAY, LISTED, OPENED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

AT_ONCE = 20
"""How many candidates stand on the board at first: as many as a list has rows."""


@frappe.whitelist()
def of_course(case: str, many: int = AT_ONCE) -> dict:
	"""Return candidates of a course, those who can be offered it first, and what the person was asked.

	They are the first `many` in order, and whoever the course has a match with; `left` tells how many more
	there are. Raises frappe.PermissionError for who does not coordinate the course.
	"""
	course = coordinated(case, tables=False)
	course.preferences = wishes_of(case)
	note(OPENED, "LAT Case", [course.name], fold=A_DAY)
	note(OPENED, "LAT Citizen", [course.citizen], fold=A_DAY)
	matches = matches_of(case)
	waiting = waiting_course(course, matches, weights_of([course.municipality]))
	open_matches = {match.mentor: match for match in matches if match.stage not in OVER}
	mentors, shown = mentors_of([course.municipality], fields_that_order(waiting)), cint(many)
	order, names = _in_order(waiting, mentors), mentors.names
	first = [
		mentors.row(place)
		for number, place in enumerate(order)
		if number < shown or names[place] in open_matches
	]
	fill_in(first)
	note(LISTED, "LAT Match", [open_matches[row.name].name for row in first if row.name in open_matches])
	weighing = Weighing(waiting.side, partial(told, weights=waiting.weights))
	return {
		"stage": course.stage,
		"unasked": _unasked(course),
		"about": {
			criterion: {"why": about.why, "source": about.source}
			for criterion, about in criteria.ABOUT.items()
		},
		"candidates": [_shown(waiting, row, open_matches.get(row.name), weighing) for row in first],
		"left": len(order) - len(first),
	}


def _in_order(waiting: Waiting, mentors: Mentors) -> list[int]:
	"""Return the places of mentors, those first who can be offered the course and lack least."""
	columns, (barred, missing) = mentors.columns, standing(waiting, mentors)
	# Who has had no course, or none for long, comes before who has just begun one.
	last_begun = [day or "" for day in columns["approved_on"]]
	names = mentors.names
	ranked = zip(barred, missing, columns["open_courses"], last_begun, names, range(len(names)), strict=True)
	return [place for *_standing, place in sorted(ranked)]


def _unasked(course: Document) -> list[str]:
	"""Return the criteria that the person was not asked about, by a row that says so or by none at all."""
	asked = {row.criterion: row.strength != criteria.NOT_ASKED for row in course.preferences}
	return [criterion for criterion in criteria.ABOUT if not asked.get(criterion, course.preferences_asked)]


def _shown(waiting: Waiting, row: frappe._dict, match: frappe._dict | None, weighing: Weighing[dict]) -> dict:
	mentor = candidate(row)
	return {
		"mentor": row.name,
		"name": row.full_name,
		"lent_by": row.municipality if row.municipality != waiting.municipality else "",
		"open": row.open_courses,
		"capacity": mentor.capacity,
		"offers": row.open_offers,
		"days_since_last": row.days_since_last,
		"limits": [{"says": says.text, "lift": lift.text} for says, lift in said(limits_of(waiting, mentor))],
		"match": match and {"name": match.name, "stage": match.stage},
		"findings": weighing.of(mentor.side),
	}


def told(finding: Finding, weights: criteria.Weights) -> dict:
	weighed = finding.criterion in criteria.WEIGHT_FIELDS
	return {
		"key": f"{finding.criterion} {finding.key}",
		"criterion": finding.criterion,
		"weight": criteria.weight_of(weights, finding.criterion) if weighed else None,
		"strength": finding.strength,
		"person": finding.citizen_side.for_page(),
		"mentor": finding.mentor_side.for_page(),
		"fit": finding.fit,
		"unconfirmed": finding.unconfirmed,
		"says": finding.says.for_page(),
	}

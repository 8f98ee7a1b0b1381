"""The board of one course: every mentor who could be asked, criterion by criterion (R11, R26 to R36).

The order follows what is wished and the load; no figure of it is shown, and a person decides.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint

from lat_corps.casework.candidates import waiting_courses
from lat_corps.casework.courses import coordinated
from lat_corps.casework.mentors import candidate
from lat_corps.casework.order import mentors_for
from lat_corps.domain import criteria
from lat_corps.domain.documents.match import OVER
from lat_corps.domain.limits import Waiting, limits_of, said
from lat_corps.domain.matching import Finding, Weighing
from lat_corps.read_log.noting import A_DAY, LISTED, OPENED, note

if TYPE_CHECKING:
	from collections.abc import Iterable

	from lat_corps.domain.match_sides import Wish

AT_ONCE = 20
"""How many candidates stand on the board at first: as many as a list has rows."""


@frappe.whitelist()
def of_course(case: str, many: int = AT_ONCE) -> dict:
	"""Return candidates of a course, those who can be offered it first, and what the person was asked.

	They are the first `many` in order, and whoever the course has a match with; `left` tells how many more
	there are. Each names its findings by their places among `findings`: many have the same.

	Raises frappe.PermissionError for who does not coordinate the course.
	"""
	course = coordinated(case, fields=("stage", "preferences_asked"))
	note(OPENED, "LAT Case", [course.name], fold=A_DAY)
	note(OPENED, "LAT Citizen", [course.citizen], fold=A_DAY)
	(found,) = waiting_courses([course.name])
	waiting, shown = found.waiting, cint(many)
	mentors = mentors_for(waiting)
	order, names = mentors.in_order(waiting), mentors.names
	matches = {match.mentor: match for match in found.matches if match.stage not in OVER}
	first = [place for number, place in enumerate(order) if number < shown or names[place] in matches]
	rows = mentors.whole(first)
	note(LISTED, "LAT Match", [match.name for mentor, match in matches.items() if mentor in rows])
	weighing = Weighing(waiting.side, partial(told, weights=waiting.weights))
	return {
		"stage": course.stage,
		"unasked": _unasked(waiting.side.wishes, course.preferences_asked),
		"about": {
			criterion: {"why": about.why, "source": about.source}
			for criterion, about in criteria.ABOUT.items()
		},
		"candidates": [
			_shown(waiting, rows[name], matches.get(name), weighing)
			for name in (names[place] for place in first)
		],
		"findings": weighing.told,
		"left": len(order) - len(first),
	}


def _unasked(wishes: Iterable[Wish], asked_at_all: int) -> list[str]:
	"""Return the criteria that the person was not asked about, by a row that says so or by none at all."""
	asked = {wish.criterion: wish.strength != criteria.NOT_ASKED for wish in wishes}
	return [criterion for criterion in criteria.ABOUT if not asked.get(criterion, asked_at_all)]


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

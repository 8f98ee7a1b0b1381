"""Courses that wait and mentors who could take them, as limits and plans read them (R11, R22, R35)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from lat_corps.casework.facts import age_today
from lat_corps.casework.sides import MENTORS_WORDS, citizen_side, mentor_side
from lat_corps.days import danish_today
from lat_corps.domain import criteria
from lat_corps.domain.criteria import MENTORS_WISH
from lat_corps.domain.documents.course import COUNTED_ON_MENTOR
from lat_corps.domain.documents.match import AWAITS_DECISION, HOLDS_PLACE
from lat_corps.domain.documents.mentor import IN_CORPS
from lat_corps.domain.limits import Candidate, Waiting
from lat_corps.domain.matching import ALWAYS_WEIGHED
from lat_corps.languages import language_name
from lat_corps.permissions.people import loans_today

if TYPE_CHECKING:
	from frappe.model.document import Document

CONFLICT = "There is one"


def matches_of(case: str) -> list[frappe._dict]:
	"""Return the matches of a course that the user reads."""
	return frappe.get_list(
		"LAT Match",
		filters={"lat_case": case},
		fields=["name", "mentor", "stage", "conflict_of_interest"],
		order_by="creation asc",
	)


def weights_of(municipalities: Collection[str]) -> dict[str, criteria.Weights]:
	"""Return for each municipality that has written weights how much each criterion counts there."""
	fields = criteria.WEIGHT_FIELDS
	return {
		row.municipality: {criterion: row[field] for criterion, field in fields.items()}
		for row in frappe.get_all(
			"LAT Match Weights",
			fields=["municipality", *fields.values()],
			filters={"municipality": ["in", sorted(municipalities) or [""]]},
			order_by="name asc",
		)
	}


def waiting_course(
	course: Document,
	citizen: Document,
	matches: Collection[frappe._dict],
	weights: Mapping[str, criteria.Weights],
) -> Waiting:
	return Waiting(
		course.name,
		citizen_side(course, citizen, age_today(citizen.name)),
		course.course_type,
		course.municipality,
		frozenset(match.mentor for match in matches if match.conflict_of_interest == CONFLICT),
		weights.get(course.municipality, {}),
	)


def candidate(row: frappe._dict) -> Candidate:
	"""Return a mentor of `mentors_of`."""
	return Candidate(
		row.name,
		mentor_side(row, row.as_of),
		row.kind,
		row.works_in,
		row.capacity,
		row.open_courses,
		active=row.stage == "Active",
	)


OF_LIMITS = ("name", "municipality", "kind", "stage", "capacity", "profile_unconfirmed", "confirmed_answers")
TOLD = (
	"full_name",
	*(name for names in criteria.PROFILE.values() for name in names if name != "languages"),
)


def fields_that_order(waiting: Waiting) -> set[str]:
	"""Return the fields of mentors that their order for a course rests on: own words are never weighed."""
	wished = {wish.criterion for wish in waiting.side.wishes if wish.stated}
	asked = (criteria.PROFILE.get(criterion, ()) for criterion in {*wished, *ALWAYS_WEIGHED, MENTORS_WISH})
	return {name for names in asked for name in names} - {"languages", *MENTORS_WORDS.values()}


def mentors_of(municipalities: Collection[str], fields: Collection[str] = TOLD) -> list[frappe._dict]:
	"""Return the mentors employed there or on loan there today, with where they work and their load.

	`fields` are those of what they tell of themselves that are needed; `fill_in` brings the others.
	"""
	loans: dict[str, set[str]] = {}
	for loan in loans_today(borrowing_municipality=["in", sorted(municipalities) or [""]]):
		loans.setdefault(loan.mentor, set()).add(loan.borrowing_municipality)
	mentors = frappe.get_all(
		"LAT Mentor",
		fields=[*OF_LIMITS, *sorted(fields)],
		filters={"stage": ["in", IN_CORPS]},
		or_filters={
			"municipality": ["in", sorted(municipalities) or [""]],
			"name": ["in", sorted(loans) or [""]],
		},
		order_by="name asc",
	)
	names = [mentor.name for mentor in mentors]
	spoken, load = _languages(names), _load(names)
	today, usual_capacity = danish_today(), frappe.get_cached_doc("LAT Settings").default_capacity
	for mentor in mentors:
		mentor.works_in = frozenset((mentor.municipality, *loans.get(mentor.name, ())))
		mentor.languages = spoken.get(mentor.name, [])
		mentor.as_of = today
		mentor.capacity = mentor.capacity or usual_capacity
		mentor.update(load[mentor.name])
	return mentors


def fill_in(mentors: Collection[frappe._dict]) -> None:
	"""Bring what `mentors_of` was not asked for."""
	told = frappe.get_all(
		"LAT Mentor",
		fields=["name", *TOLD],
		filters={"name": ["in", [mentor.name for mentor in mentors] or [""]]},
		order_by="name asc",
	)
	by_name = {row.name: row for row in told}
	for mentor in mentors:
		mentor.update(by_name[mentor.name])


def _languages(mentors: list[str]) -> dict[str, list[frappe._dict]]:
	rows = frappe.get_all(
		"LAT Spoken Language",
		fields=["parent", "language"],
		filters={"parenttype": "LAT Mentor", "parent": ["in", mentors or [""]]},
		order_by="idx asc",
		as_list=True,
	)
	spoken = {
		code: frappe._dict(language=code, called=language_name(code))
		for code in {code for _mentor, code in rows}
	}
	found: dict[str, list[frappe._dict]] = {}
	for mentor, code in rows:
		found.setdefault(mentor, []).append(spoken[code])
	return found


def _load(mentors: list[str]) -> dict[str, dict]:
	"""Return for each mentor the courses that take a place, open offers, and days since the last course."""
	matches = frappe.get_all(
		"LAT Match",
		fields=["mentor", "lat_case", "stage", "approved_on"],
		filters={"mentor": ["in", mentors or [""]]},
		order_by="creation asc",
	)
	holding = [match for match in matches if match.stage in HOLDS_PLACE]
	counted = {
		case.name
		for case in frappe.get_all(
			"LAT Case",
			fields=["name", "stage", "reopen_reason"],
			filters={"name": ["in", sorted({match.lat_case for match in holding}) or [""]]},
			order_by="name asc",
		)
		if case.stage in COUNTED_ON_MENTOR or (case.stage == "Closed" and case.reopen_reason)
	}
	today = danish_today()
	of_mentor: dict[str, list[frappe._dict]] = {}
	for match in matches:
		of_mentor.setdefault(match.mentor, []).append(match)
	found: dict[str, dict] = {}
	for mentor in mentors:
		own = of_mentor.get(mentor, [])
		places = {match.lat_case for match in own if match.stage in HOLDS_PLACE} & counted
		approved = [getdate(match.approved_on) for match in own if match.approved_on]
		found[mentor] = {
			"open_courses": len(places),
			"open_offers": sum(match.stage in AWAITS_DECISION for match in own),
			"days_since_last": (today - max(approved)).days if approved else None,
		}
	return found

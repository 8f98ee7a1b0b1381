"""Courses that wait, as limits and plans read them (R11, R22, R35)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from lat_corps.casework.sides import citizen_side
from lat_corps.days import danish_today
from lat_corps.domain import criteria
from lat_corps.domain.cadence import age_on
from lat_corps.domain.criteria import VALUE_FIELDS
from lat_corps.domain.limits import Waiting

if TYPE_CHECKING:
	from frappe.model.document import Document

CONFLICT = "There is one"


def wishes_of(case: str) -> list[frappe._dict]:
	"""Return the wishes of a course as its rows hold them, for one that is read without its tables."""
	return frappe.db.get_values(
		"LAT Preference",
		{"parent": case, "parenttype": "LAT Case"},
		[
			"name",
			"criterion",
			"wish",
			"strength",
			*(name for names in VALUE_FIELDS.values() for name in names),
		],
		as_dict=True,
		order_by="idx asc",
	)


def matches_of(case: str) -> list[frappe._dict]:
	"""Return the matches of a course that the user coordinates, and so reads."""
	return frappe.db.get_values(
		"LAT Match",
		{"lat_case": case},
		["name", "mentor", "stage", "conflict_of_interest"],
		as_dict=True,
		order_by="creation asc",
	)


def weights_of(municipalities: Collection[str]) -> dict[str, criteria.Weights]:
	"""Return for each municipality that has written weights how much each criterion counts there."""
	fields = criteria.WEIGHT_FIELDS
	return {
		row.municipality: {criterion: row[field] for criterion, field in fields.items()}
		for row in frappe.db.get_values(
			"LAT Match Weights",
			{"municipality": ["in", sorted(municipalities) or [""]]},
			["municipality", *fields.values()],
			as_dict=True,
			order_by="name asc",
		)
	}


def waiting_course(
	course: Document,
	matches: Collection[frappe._dict],
	weights: Mapping[str, criteria.Weights],
) -> Waiting:
	citizen = _citizen(course.citizen)
	born, today = citizen.birth_date, danish_today()
	return Waiting(
		course.name,
		citizen_side(course, citizen, age_on(getdate(born), today) if born else None),
		course.course_type,
		course.municipality,
		frozenset(match.mentor for match in matches if match.conflict_of_interest == CONFLICT),
		weights.get(course.municipality, {}),
	)


def _citizen(name: str) -> frappe._dict:
	"""Return of a citizen what a match is weighed by."""
	citizen = frappe.db.get_value("LAT Citizen", name, ["gender", "birth_date"], as_dict=True)
	citizen.languages = frappe.db.get_values(
		"LAT Spoken Language",
		{"parenttype": "LAT Citizen", "parent": name},
		["language"],
		as_dict=True,
		order_by="idx asc",
	)
	return citizen

"""Courses that wait, as limits and plans read them (R11, R22, R35)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import frappe
from frappe.utils import getdate

from lat_corps.at_once import Asked, rows_of
from lat_corps.casework.sides import Spoken, citizen_side
from lat_corps.days import danish_today
from lat_corps.domain import criteria
from lat_corps.domain.cadence import age_on
from lat_corps.domain.criteria import VALUE_FIELDS
from lat_corps.domain.limits import Waiting
from lat_corps.languages import language_name

CONFLICT = "There is one"

WISH = ("name", "criterion", "wish", "strength", *(name for names in VALUE_FIELDS.values() for name in names))
MATCH = ("name", "mentor", "stage", "conflict_of_interest")
COURSE = ("name", "course_type", "municipality", "interpreter")
CITIZEN = ("gender", "birth_date")


@dataclass(frozen=True)
class Course:
	"""A course that waits, and its matches as they came."""

	waiting: Waiting
	matches: list[frappe._dict]


def waiting_courses(cases: Collection[str]) -> list[Course]:
	"""Return courses that the user coordinates, in the order of their numbers."""
	if not cases:
		return []
	told = rows_of(ASKED, {"cases": sorted(cases)})
	weights = {place: dict(zip(criteria.WEIGHT_FIELDS, row, strict=True)) for place, *row in told["weights"]}
	wishes, matches = _by_course(told["wishes"], WISH), _by_course(told["matches"], MATCH)
	spoken: dict[str, list[Spoken]] = {}
	for case, _idx, code in sorted(told["spoken"]):
		spoken.setdefault(case, []).append(Spoken(code, language_name(code)))
	today, found = danish_today(), []
	for row in sorted(told["courses"]):
		course = frappe._dict(zip((*COURSE, *CITIZEN), row, strict=True))
		course.update(preferences=wishes.get(course.name, []), languages=spoken.get(course.name, []))
		of_it = matches.get(course.name, [])
		age = age_on(getdate(course.birth_date), today) if course.birth_date else None
		waiting = Waiting(
			course.name,
			citizen_side(course, course, age),
			course.course_type,
			course.municipality,
			frozenset(match.mentor for match in of_it if match.conflict_of_interest == CONFLICT),
			weights.get(course.municipality, {}),
		)
		found.append(Course(waiting, of_it))
	return found


def _by_course(rows: Collection[list], fields: Collection[str]) -> dict[str, list[frappe._dict]]:
	"""Return course -> records in their order, of rows that begin with course and place."""
	found: dict[str, list[frappe._dict]] = {}
	for case, _place, *values in sorted(rows, key=lambda row: row[:2]):
		found.setdefault(case, []).append(frappe._dict(zip(fields, values, strict=True)))
	return found


def _of(table: str, fields: Collection[str]) -> list[str]:
	return [f"{table}.`{name}`" for name in fields]


ASKED: dict[str, Asked] = {
	"courses": (
		[*_of("course", COURSE), *_of("citizen", CITIZEN)],
		"""from `tabLAT Case` course left join `tabLAT Citizen` citizen on citizen.name = course.citizen
		where course.name in %(cases)s""",
	),
	"spoken": (
		["course.name", "spoken.idx", "spoken.language"],
		"""from `tabLAT Case` course join `tabLAT Spoken Language` spoken
			on spoken.parent = course.citizen and spoken.parenttype = 'LAT Citizen'
		where course.name in %(cases)s""",
	),
	"wishes": (
		["wished.parent", "wished.idx", *_of("wished", WISH)],
		"""from `tabLAT Preference` wished
		where wished.parent in %(cases)s and wished.parenttype = 'LAT Case'""",
	),
	"matches": (
		["matched.lat_case", "matched.creation", *_of("matched", MATCH)],
		"from `tabLAT Match` matched where matched.lat_case in %(cases)s",
	),
	"weights": (
		["weights.municipality", *_of("weights", criteria.WEIGHT_FIELDS.values())],
		"""from `tabLAT Match Weights` weights where weights.municipality in (
			select municipality from `tabLAT Case` where name in %(cases)s
		)""",
	),
}

"""Mentors who could take courses that wait, with all that limits and fits rest on (R11, R22, R35)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import frappe
from frappe.utils import getdate

from lat_corps.at_once import Asked, rows_of
from lat_corps.casework.sides import Spoken, mentor_side
from lat_corps.days import danish_today
from lat_corps.domain import criteria
from lat_corps.domain.documents.course import COUNTED_ON_MENTOR
from lat_corps.domain.documents.match import AWAITS_DECISION, HOLDS_PLACE
from lat_corps.domain.documents.mentor import IN_CORPS
from lat_corps.domain.limits import Candidate
from lat_corps.languages import language_name
from lat_corps.permissions.people import LENT_TODAY, when_lent

TOLD = (
	"name",
	"full_name",
	"municipality",
	"kind",
	"stage",
	"capacity",
	"profile_unconfirmed",
	"confirmed_answers",
	*(name for names in criteria.PROFILE.values() for name in names if name != "languages"),
)

LOAD = {
	"open_courses": """count(distinct case when matched.stage in %(holds_place)s and (
		course.stage in %(counted)s or course.stage = %(closed)s and course.reopen_reason <> ''
	) then course.name end)""",
	"open_offers": "sum(matched.stage in %(awaits_decision)s)",
	"approved_on": "max(matched.approved_on)",
}
"""The courses that take a place of a mentor, the offers not decided, and the day of the last course."""

NO_LOAD = (0, 0, None)

LOANS = f"{LENT_TODAY} and loan.borrowing_municipality in %(municipalities)s"
THERE = f"""where mentor.stage in %(in_corps)s
	and (mentor.municipality in %(municipalities)s or mentor.name in (select loan.mentor {LOANS}))"""
AMONG = "where mentor.name in %(names)s"


def mentors_of(municipalities: Collection[str]) -> list[frappe._dict]:
	"""Return the mentors employed there or on loan there today, with where they work and their load."""
	lent = (("loan.mentor", "loan.borrowing_municipality"), LOANS)
	told = rows_of({**told_of(THERE), "loads": LOADS, "loans": lent}, who_is_there(municipalities))
	loads = {mentor: load for mentor, *load in told["loads"]}
	return _whole(told, loads, told["loans"])


def mentors_among(municipality: str, loads: Mapping[str, Sequence]) -> list[frappe._dict]:
	"""Return mentors who are there, and whose load is known."""
	told = rows_of(told_of(AMONG), {"names": sorted(loads) or [""]})
	return _whole(told, loads, [(name, municipality) for name in loads])


def _whole(
	told: Mapping[str, Sequence], loads: Mapping[str, Sequence], loans: Iterable[Sequence[str]]
) -> list[frappe._dict]:
	called = {code: language_name(code) for code in {code for _mentor, _idx, code in told["spoken"]}}
	spoken: dict[str, list[Spoken]] = {}
	for name, _idx, code in sorted(told["spoken"]):
		spoken.setdefault(name, []).append(Spoken(code, called[code]))
	works_in: dict[str, set[str]] = {}
	for name, municipality in loans:
		works_in.setdefault(name, set()).add(municipality)
	usual_capacity, today = frappe.get_cached_doc("LAT Settings").default_capacity, danish_today()
	mentors = []
	for row in sorted(told["mentors"], key=lambda row: row[0]):
		mentor = frappe._dict(zip(TOLD, row, strict=True))
		mentor.languages = spoken.get(mentor.name, [])
		mentor.works_in = frozenset((mentor.municipality, *works_in.get(mentor.name, ())))
		mentor.open_courses, mentor.open_offers, begun = loads.get(mentor.name, NO_LOAD)
		mentor.days_since_last = (today - getdate(begun)).days if begun else None
		mentor.capacity, mentor.as_of = mentor.capacity or usual_capacity, today
		mentors.append(mentor)
	return mentors


def candidate(row: frappe._dict) -> Candidate:
	return Candidate(
		row.name,
		mentor_side(row, row.as_of),
		row.kind,
		row.works_in,
		row.capacity,
		row.open_courses,
		active=row.stage == "Active",
	)


def who_is_there(municipalities: Collection[str]) -> dict[str, object]:
	"""Return the values of questions about mentors who are there."""
	return {
		**when_lent(),
		"municipalities": sorted(municipalities) or [""],
		"in_corps": IN_CORPS,
		"holds_place": HOLDS_PLACE,
		"awaits_decision": AWAITS_DECISION,
		"counted": COUNTED_ON_MENTOR,
		"closed": "Closed",
	}


def told_of(which: str) -> dict[str, Asked]:
	return {
		"mentors": ([f"mentor.`{name}`" for name in TOLD], f"from `tabLAT Mentor` mentor {which}"),
		"spoken": (("mentor.name", "spoken.idx", "spoken.language"), f"{SPOKEN} {which}"),
	}


SPOKEN = """from `tabLAT Mentor` mentor join `tabLAT Spoken Language` spoken
	on spoken.parent = mentor.name and spoken.parenttype = 'LAT Mentor'"""

LOADS: Asked = (
	("mentor", *LOAD),
	f"""from (
		select mentor.name as mentor, {", ".join(f"{total} as {name}" for name, total in LOAD.items())}
		from `tabLAT Mentor` mentor
		join `tabLAT Match` matched on matched.mentor = mentor.name
		left join `tabLAT Case` course on course.name = matched.lat_case
		{THERE}
		group by mentor.name
	) loads""",
)

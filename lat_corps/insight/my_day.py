"""The first screen of each role: what waits for the user, and the people and figures beside it (R6, R96)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, getdate

from lat_corps.casework import names
from lat_corps.corps.turns import TURN, Standing, read_out
from lat_corps.days import danish_today
from lat_corps.domain.cadence import DUTIES
from lat_corps.domain.charts import danish_date
from lat_corps.domain.my_day import NEWS, NEWS_LASTS, OVERDUE, WAITING, Waiting, by_urgency, urgency
from lat_corps.domain.roles import ADMINISTRATOR, ALL_ROLES, CASEWORKER, COORDINATOR, MANAGER, MENTOR
from lat_corps.domain.text import Message
from lat_corps.insight import my_figures, my_people
from lat_corps.permissions.counting import count_readable
from lat_corps.permissions.people import SYSTEM_MANAGER, Reach, reach_of

READERS = (*ALL_ROLES, SYSTEM_MANAGER)
HAVE_TURNS = frozenset((COORDINATOR, MANAGER, MENTOR, CASEWORKER))

AT_FIRST, AT_MOST = 20, 200
"""How many things that wait are shown, the most urgent of all, and how many may be asked for."""

ROW = ("name", "kind", "reference_doctype", "reference_name", "lat_case", "user", "due_on", "creation")
POINTS = {duty: point for point, duty in DUTIES.items()}


@frappe.whitelist()
def of_user(
	municipality: str | None = None, mentor: str | None = None, length: int | str = AT_FIRST
) -> dict[str, Any]:
	"""Return what stands on the user's first screen, a part for each role that the user holds today.

	`waiting` are the `length` most urgent things, in a municipality, and of the courses of a mentor, if these
	are given. A name is shown to who may know it, and logged as read.
	"""
	frappe.only_for(READERS)
	reach = reach_of(frappe.session.user)
	shown = _shown(reach)
	people = my_people.cards(reach.mentors) if MENTOR in reach.roles else []
	own = reach.municipalities_as(COORDINATOR)
	asked = own & {municipality} if municipality else own
	return {
		"shown": shown,
		"waiting": _waiting(reach, people, municipality, mentor, cint(length)),
		"choices": _choices(own) if own else None,
		"figures": my_figures.of_courses(asked) if own else None,
		"people": people,
		"handovers": my_people.handovers() if CASEWORKER in reach.roles else [],
		"year": my_figures.of_year(reach.municipalities_as(MANAGER)),
	}


def _shown(reach: Reach) -> list[str]:
	"""Return the roles whose part is shown; who looks after the site has one without a function too."""
	looks_after = {ADMINISTRATOR, SYSTEM_MANAGER} & reach.roles
	return [role for role in ALL_ROLES if role in reach.roles or (role == ADMINISTRATOR and looks_after)]


def _choices(municipalities: frozenset[str]) -> dict[str, list]:
	return {"municipalities": sorted(municipalities), "mentors": names.mentors_of(municipalities)}


def _waiting(
	reach: Reach, people: list[dict], municipality: str | None, mentor: str | None, length: int
) -> dict[str, Any]:
	if not reach.roles & HAVE_TURNS:
		return {"number": 0, "rows": []}
	filters: dict[str, Any] = {"user": reach.user}
	if municipality:
		filters["municipality"] = municipality
	if mentor and COORDINATOR in reach.roles:
		courses = frappe.get_list(
			"LAT Case", filters={"mentor": mentor}, pluck="name", order_by="name asc", limit=0
		)
		filters["lat_case"] = ["in", courses or [""]]
	elif people:
		numbers = [person["lat_case"] for person in people]
		filters["lat_case"] = ["not in", numbers]
		due = _lines(_rows({"user": reach.user, "lat_case": ["in", numbers]}, AT_MOST))
		for person in people:
			person["due"] = [line for line in due if line["lat_case"] == person["lat_case"]]
	return {
		"number": count_readable(TURN, filters, or_filters=_still_news()),
		"rows": _lines(_rows(filters, min(max(length, 1), AT_MOST))),
	}


def _still_news() -> list[list]:
	begin = danish_today() - NEWS_LASTS
	return [["kind", "not in", NEWS], ["creation", ">=", str(begin)]]


def _rows(filters: Mapping[str, Any], length: int) -> list[frappe._dict]:
	"""Return the most urgent rows of the user: the database has those with a day and the others in order."""
	found: list[frappe._dict] = []
	for there, order in (("set", "due_on asc, creation asc"), ("not set", "creation asc")):
		if len(found) < length:
			found += frappe.get_list(
				TURN,
				filters={**filters, "due_on": ["is", there]},
				or_filters=_still_news(),
				fields=[*ROW],
				order_by=f"{order}, name asc",
				limit=length - len(found),
			)
	rows = {row.name: row for row in found}
	ordered = by_urgency(
		Waiting(row.name, getdate(row.due_on) if row.due_on else None, get_datetime(row.creation))
		for row in found
	)
	return [rows[each.name] for each in ordered]


def _lines(rows: Iterable[frappe._dict]) -> list[dict[str, Any]]:
	"""Return what is shown of rows: who it is about, what waits, since when, why, and the button."""
	told = [(row, *found) for row in rows if (found := read_out(row))]
	numbers = sorted({row.lat_case for row, _standing, _said in told if row.lat_case})
	courses = {course.name: course for course in my_people.courses(numbers)}
	called = names.shown("LAT Case", [*courses])
	handovers = [
		standing.name
		for row, standing, _said in told
		if standing.doctype == "LAT Handover" and row.lat_case not in called
	]
	called |= names.shown("LAT Handover", handovers) if handovers else {}
	return [
		{
			"person": called.get(row.lat_case) or called.get(standing.name) or "",
			**_course(courses.get(row.lat_case)),
			**_line(row, standing, said),
		}
		for row, standing, said in told
	]


def _course(course: frappe._dict | None) -> dict[str, str]:
	if not course:
		return {"lat_case": "", "municipality": "", "mentor": "", "point": ""}
	return {
		"lat_case": course.name,
		"municipality": course.municipality,
		"course_type": course.course_type,
		"mentor": course.mentor_name or "",
		"point": POINTS.get(course.next_due_what, ""),
	}


def _line(row: frappe._dict, standing: Standing, said: Message) -> dict[str, Any]:
	day, turn = danish_today(), standing.turn
	urgent = urgency(standing.due_on, day)
	since = standing.due_on if urgent != WAITING else getdate(row.creation)
	return {
		"kind": row.kind,
		"doctype": standing.doctype,
		"number": standing.name,
		"sentence": said.render(_),
		"rule": _(turn.rule),
		"button": _(turn.button),
		"leads_to": turn.leads_to,
		"standing": urgent,
		"day": danish_date(since),
		"days": (day - since).days if urgent in (OVERDUE, WAITING) else (since - day).days,
	}

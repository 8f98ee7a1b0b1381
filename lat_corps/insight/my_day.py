"""The first screen of each role: what waits for the user, and the people and figures beside it (R6, R96)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe.utils import cint, get_datetime, getdate
from pypika.functions import Count

from lat_corps.casework import names
from lat_corps.corps.turns import TURN, Standing, read_out
from lat_corps.days import danish_today, day_of
from lat_corps.domain.cadence import DUTIES, OVERDUE
from lat_corps.domain.civil_numbers import without_civil_numbers
from lat_corps.domain.my_day import NEWS, NEWS_LASTS, WAITING, Waiting, by_urgency, urgency
from lat_corps.domain.plan_turns import STEP_DUE
from lat_corps.domain.roles import ADMINISTRATOR, ALL_ROLES, CASEWORKER, COORDINATOR, MANAGER, MENTOR
from lat_corps.domain.text import Message, danish_date
from lat_corps.insight import my_figures, my_people
from lat_corps.permissions.people import SYSTEM_MANAGER, Reach, reach_of

if TYPE_CHECKING:
	from pypika import Criterion, Table
	from pypika.queries import QueryBuilder

READERS = (*ALL_ROLES, SYSTEM_MANAGER)
HAVE_TURNS = frozenset((COORDINATOR, MANAGER, MENTOR, CASEWORKER))

AT_FIRST, AT_MOST = 20, 200
"""How many things that wait are shown, the most urgent of all, and how many may be asked for."""

ROW = ("name", "kind", "reference_doctype", "reference_name", "lat_case", "user", "due_on", "creation")
NEW = "News"
POINTS = {duty: point for point, duty in DUTIES.items()}


@frappe.whitelist()
def of_user(
	municipality: str | None = None, mentor: str | None = None, length: int | str = AT_FIRST
) -> dict[str, Any]:
	"""Return what stands on the user's first screen, a part for each role that the user holds today.

	`waiting` are the `length` most urgent things, in a municipality, and of the courses of a mentor, if these
	are given. A name is shown to who may know it, and logged as read. Words come as the tables have them: the
	page says them in the reader's language.
	"""
	frappe.only_for(READERS)
	reach = reach_of(frappe.session.user)
	shown = _shown(reach)
	people = my_people.cards(reach.mentors) if MENTOR in reach.roles else []
	own = reach.municipalities_as(COORDINATOR)
	mentors = names.mentors_of(own) if own else []
	asked = own & {municipality} if municipality else own
	asked_mentors = [each for each in mentors if each.municipality in asked]
	return {
		"shown": shown,
		"waiting": _waiting(reach, people, municipality, mentor, cint(length)),
		"choices": _choices(own, mentors) if own else None,
		"figures": my_figures.of_courses(asked, asked_mentors) if own else None,
		"people": people,
		"handovers": my_people.handovers() if CASEWORKER in reach.roles else [],
		"year": my_figures.of_year(reach.municipalities_as(MANAGER)),
	}


def _shown(reach: Reach) -> list[str]:
	"""Return the roles whose part is shown; who looks after the site has one without a function too."""
	looks_after = {ADMINISTRATOR, SYSTEM_MANAGER} & reach.roles
	return [role for role in ALL_ROLES if role in reach.roles or (role == ADMINISTRATOR and looks_after)]


def _choices(municipalities: frozenset[str], mentors: list[frappe._dict]) -> dict[str, list]:
	return {
		"municipalities": sorted(municipalities),
		"mentors": [(mentor.name, mentor.full_name) for mentor in mentors],
	}


def _waiting(
	reach: Reach, people: list[dict], municipality: str | None, mentor: str | None, length: int
) -> dict[str, Any]:
	if not reach.roles & HAVE_TURNS:
		return {"number": 0, "rows": []}
	met = [person["lat_case"] for person in people]
	due = _lines(_most_urgent(AT_MOST, _of_user(lambda turn: turn.lat_case.isin(met)))) if met else []
	for person in people:
		# Of the next step the card tells by itself.
		person["due"] = [
			line for line in due if line["lat_case"] == person["lat_case"] and line["kind"] != STEP_DUE
		]
	narrowed = []
	if municipality:
		narrowed.append(lambda turn: turn.municipality == municipality)
	if mentor and COORDINATOR in reach.roles:
		courses = frappe.get_all("LAT Case", filters={"mentor": mentor}, pluck="name", order_by="name asc")
		narrowed.append(lambda turn: turn.lat_case.isin(courses or [""]))
	elif met:
		narrowed.append(lambda turn: turn.lat_case.isnull() | turn.lat_case.notin(met))
	length = min(max(length, 1), AT_MOST)
	own = _of_user(*narrowed)
	rows = _most_urgent(length, own)
	# Counting over all rows while they are sorted would keep every one of them until the last is there.
	number = own.select(Count("*")).run()[0][0] if len(rows) == length else len(rows)
	return {"number": number, "rows": _lines(rows)}


def _of_user(*conditions: Callable[[Table], Criterion]) -> QueryBuilder:
	"""Return a query of what waits for the user."""
	turn = frappe.qb.DocType(TURN)
	asks_for_something = turn.kind.notin(NEWS) | (turn.creation >= danish_today() - NEWS_LASTS)
	query = frappe.qb.from_(turn).where((turn.user == frappe.session.user) & asks_for_something)
	for condition in conditions:
		query = query.where(condition(turn))
	return query


def _most_urgent(length: int, query: QueryBuilder) -> list[frappe._dict]:
	turn = frappe.qb.DocType(TURN)
	for field in (turn.due_on.isnull(), turn.due_on, turn.creation, turn.name):
		query = query.orderby(field)
	found = query.select(*ROW).limit(length).run(as_dict=True)
	rows = {row.name: row for row in found}
	ordered = by_urgency(Waiting(row.name, day_of(row.due_on), get_datetime(row.creation)) for row in found)
	return [rows[each.name] for each in ordered]


def _lines(rows: Iterable[frappe._dict]) -> list[dict[str, Any]]:
	"""Return what is shown of rows: who it is about, what waits, since when, why, and the button."""
	told = [(row, *found) for row in rows if (found := read_out(row))]
	numbers = sorted({row.lat_case for row, _standing, _said in told if row.lat_case})
	courses = names.courses_called(numbers, "course_type", "mentor_name", "next_due_what")
	handovers = [
		standing.name
		for row, standing, _said in told
		if standing.doctype == "LAT Handover" and row.lat_case not in courses
	]
	called = names.shown("LAT Handover", handovers) if handovers else {}
	return [
		{
			"person": courses[row.lat_case][1] if row.lat_case in courses else called.get(standing.name, ""),
			**_course(courses[row.lat_case][0] if row.lat_case in courses else None),
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
		"rule": turn.rule,
		"button": turn.button,
		"leads_to": turn.leads_to,
		"doctype": standing.doctype,
		"number": standing.name,
		"sentence": said.text,
		"values": {name: without_civil_numbers(str(value)) for name, value in said.values.items()},
		"standing": NEW if row.kind in NEWS else urgent,
		"day": danish_date(since),
		"days": (day - since).days if urgent in (OVERDUE, WAITING) else (since - day).days,
	}

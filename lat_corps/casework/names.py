"""The names of the people that a page is about, for who may know them; titles hold none (N2, security 6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from lat_corps.domain.documents.match import HOLDS_PLACE
from lat_corps.domain.naming import FULL_NAME, shown_to_mentor
from lat_corps.domain.roles import COORDINATOR
from lat_corps.permissions.door.called import parsed
from lat_corps.permissions.fields import card_fields
from lat_corps.permissions.hooks import reading_roles
from lat_corps.permissions.search import named_first, page_of
from lat_corps.read_log.noting import A_DAY, LISTED, note
from lat_corps.read_log.subjects import ABOUT

if TYPE_CHECKING:
	from frappe.model.document import Document

AT_ONCE = 500
"""Of how many records a page may ask the names: as many as the longest list but one that Frappe offers."""

NAMED_LINKS = ("LAT Case", "LAT Citizen", "User")

STAFF = (
	("LAT Municipality Member", "LAT Municipality", "user", "full_name"),
	("LAT Mentor", None, "user", "full_name"),
	("LAT Deputy", None, "deputy", "deputy_name"),
)
"""Where the names of logins stand: DocType, its document where it is a table, login and name."""


@dataclass(frozen=True)
class Called:
	"""A citizen, and the name by which the reader may know them."""

	citizen: str
	name: str


def courses_called(numbers: Collection[str], *fields: str) -> dict[str, tuple[frappe._dict, str]]:
	"""Return number -> fields and the name to show, of courses that the user knows by name; logged."""
	found = _called_on(numbers, *fields)
	note_named([called for _course, called in found.values()])
	return {number: (course, called.name) for number, (course, called) in found.items()}


@frappe.whitelist()
def of_page(records: dict | str) -> dict[str, dict[str, str]]:
	"""Return document type -> number -> the name to show, for the records that the user may know by name.

	`records` maps document types to numbers. What is out of reach, and what is not there, is left out alike.
	"""
	return _found(_asked(records))


def of_record(doc: Document) -> dict[str, dict[str, str]]:
	"""Return as `of_page` does who a record of the user and its links are about."""
	asked = {doc.doctype: {doc.name}}
	for field in doc.meta.get_link_fields():
		if field.options in NAMED_LINKS and doc.get(field.fieldname):
			asked.setdefault(field.options, set()).add(doc.get(field.fieldname))
	return _found({doctype: sorted(names) for doctype, names in asked.items()})


def _found(asked: dict[str, list[str]]) -> dict[str, dict[str, str]]:
	return {doctype: found for doctype, names in asked.items() if (found := shown(doctype, names))}


@frappe.whitelist()
def courses(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, ...]]:
	"""Return (course, name, type, last rating) of the courses that the user reads, by any of the first three.

	Who knows a person by initials finds them by these alone.
	"""
	frappe.has_permission("LAT Case", "read", throw=True)
	rows = frappe.get_list(
		"LAT Case",
		fields=["name", "course_type", "last_rating"],
		filters=frappe.parse_json(filters),
		order_by="name asc",
		limit=0,
	)
	called = called_in("LAT Case", [row.name for row in rows])
	ratings = {row.name: row.last_rating for row in rows}
	found = named_first(
		((row.name, called[row.name].name if row.name in called else "", _(row.course_type)) for row in rows),
		txt,
	)
	page = page_of(found, start, page_len)
	note_named([called[row[0]] for row in page if row[0] in called])
	return [
		(*row, _("last rating {0}").format(ratings[row[0]]) if ratings[row[0]] else _("no rating yet"))
		for row in page
	]


def _asked(records: dict | str) -> dict[str, list[str]]:
	asked = parsed(records)
	lists = asked.values() if isinstance(asked, dict) else [None]
	if not all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in lists):
		frappe.throw(_("Send the numbers of the records as lists, by the type of document."))
	if sum(len(names) for names in lists) > AT_ONCE:
		frappe.throw(_("Ask for the names of at most {0} records at once.").format(AT_ONCE))
	return {doctype: sorted(set(names)) for doctype, names in asked.items()}


def shown(doctype: str, names: list[str]) -> dict[str, str]:
	"""Return number -> the name to show, of those that the user may know; a citizen's is logged as read."""
	if doctype == "User":
		return _staff(names)
	if doctype == "LAT Mentor":
		return {row.name: row.full_name for row in _readable(doctype, names, "full_name")}
	called = called_in(doctype, names)
	note_named(called.values())
	return {name: person.name for name, person in called.items()}


def mentors_of(municipalities: Collection[str]) -> list[frappe._dict]:
	"""Return the mentors of municipalities that the user coordinates, by name, with stage and places.

	`taken` are the courses that count on the capacity, as `open_courses` tells of one mentor: a course
	that is finished has ended its matches, unless it is being taken up again.
	"""
	if not municipalities:
		return []
	mentor, match = frappe.qb.DocType("LAT Mentor"), frappe.qb.DocType("LAT Match")
	return (
		frappe.qb.from_(mentor)
		.left_join(match)
		.on((match.mentor == mentor.name) & match.stage.isin(HOLDS_PLACE))
		.where(mentor.municipality.isin(sorted(municipalities)))
		.groupby(mentor.name, mentor.full_name, mentor.municipality, mentor.stage, mentor.capacity)
		.orderby(mentor.full_name)
		.orderby(mentor.name)
		.select(
			mentor.name,
			mentor.full_name,
			mentor.municipality,
			mentor.stage,
			mentor.capacity,
			Count(match.lat_case).distinct().as_("taken"),
		)
	).run(as_dict=True)


def _staff(logins: list[str]) -> dict[str, str]:
	"""Return login -> name, of those that stand in a record that the user reads."""
	known = {}
	for doctype, parent, login, name in STAFF:
		if frappe.has_permission(parent or doctype):
			rows = frappe.get_list(
				doctype,
				parent_doctype=parent,
				filters={login: ["in", logins]},
				fields=[f"{login} as login", f"{name} as full_name"],
				limit=0,
				order_by="name asc",
			)
			known.update({row.login: row.full_name for row in rows if row.full_name})
	return known


def note_named(people: Collection[Called]) -> None:
	"""Log that the user has been shown who these citizens are: once a day, however often a page is drawn."""
	note(LISTED, "LAT Citizen", sorted({person.citizen for person in people}), fold=A_DAY)


def called_in(doctype: str, names: Collection[str]) -> dict[str, Called]:
	"""Return who the records are about, of those that the user reads and may know by name."""
	if doctype == "LAT Citizen":
		return {row.name: Called(row.name, row.full_name) for row in _readable(doctype, names, "full_name")}
	if doctype == "LAT Case":
		return {number: called for number, (_course, called) in _called_on(names).items()}
	if ABOUT.get(doctype) != "lat_case":
		return {}
	rows = _readable(doctype, names, "lat_case")
	on_course = _called_on({row.lat_case for row in rows})
	called = {row.name: on_course[row.lat_case][1] for row in rows if row.lat_case in on_course}
	if doctype == "LAT Handover":
		called |= _called_in_packets([row.name for row in rows if row.name not in called])
	return called


def _called_in_packets(names: Collection[str]) -> dict[str, Called]:
	"""Return who sent handovers are about, as the packet says: its receiver does not read the course."""
	rows = [row for row in _readable("LAT Handover", names, "lat_case", "packet") if row.packet]
	citizens = {row.name: row.citizen for row in _rows("LAT Case", {row.lat_case for row in rows}, "citizen")}
	told = {row.name: (frappe.parse_json(row.packet).get("citizen") or {}).get("name") for row in rows}
	return {row.name: Called(citizens[row.lat_case], told[row.name]) for row in rows if told[row.name]}


def _readable(doctype: str, names: Collection[str], *fields: str) -> list[frappe._dict]:
	if not names or not frappe.has_permission(doctype):
		return []
	return frappe.get_list(
		doctype, filters={"name": ["in", [*names]]}, fields=["name", *fields], limit=0, order_by="name asc"
	)


def _called_on(courses: Collection[str], *fields: str) -> dict[str, tuple[frappe._dict, Called]]:
	"""Return course -> fields, and the citizen as the user may know them there.

	Whole names are the coordinator's.
	"""
	roles = {
		course: held
		for course, held in reading_roles("LAT Case", courses).items()
		if "full_name" in card_fields(held)
	}
	rows = _rows("LAT Case", roles, "citizen", "municipality", *fields)
	citizens = {
		row.name: row
		for row in _rows("LAT Citizen", {row.citizen for row in rows}, "full_name", "working_name")
	}
	for_mentors = {row.municipality for row in rows if COORDINATOR not in roles[row.name]}
	choices = {
		row.name: row.citizen_name_for_mentors or FULL_NAME
		for row in _rows("LAT Municipality", for_mentors, "citizen_name_for_mentors")
	}
	called = {}
	for row in rows:
		citizen = citizens[row.citizen]
		choice = FULL_NAME if COORDINATOR in roles[row.name] else choices[row.municipality]
		shown = shown_to_mentor(citizen.full_name, citizen.working_name or "", choice)
		called[row.name] = row, Called(row.citizen, shown)
	return called


def _rows(doctype: str, names: Collection[str], *fields: str) -> list[frappe._dict]:
	if not names:
		return []
	return frappe.get_all(
		doctype, filters={"name": ["in", [*names]]}, fields=["name", *fields], order_by="name asc"
	)

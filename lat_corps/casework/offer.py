"""What a mentor reads of an offered course, to decide on it: no name, and nothing to open (G6, N2, R24)."""

from __future__ import annotations

from typing import TypedDict

import frappe
from frappe import _

from lat_corps.casework.facts import age_today
from lat_corps.casework.sides import citizen_side
from lat_corps.domain.match_sides import value_shown, with_words, years
from lat_corps.domain.naming import without_names
from lat_corps.read_log.noting import A_DAY, OPENED, note

TOLD = ("challenges", "wishes", "dreams")


class Part(TypedDict):
	label: str
	lines: list[str]


@frappe.whitelist()
def to_mentor(match: str) -> list[Part]:
	"""Return age, place, what the person needs and hopes for, and what is wished of the mentor."""
	offered = frappe.get_doc("LAT Match", match)
	offered.check_permission("read")
	course = frappe.get_doc("LAT Case", offered.lat_case)
	citizen = frappe.get_doc("LAT Citizen", course.citizen)
	for doc in (course, citizen):
		note(OPENED, doc.doctype, [doc.name], fold=A_DAY)
	age = age_today(citizen.name)
	side = citizen_side(course, citizen, age)
	names = citizen.every_name()
	parts = [
		Part(label=_("Age"), lines=[years(age).render(_)] if age is not None else []),
		Part(label=_(course.meta.get_label("course_type")), lines=[_(course.course_type)]),
		Part(label=_("Municipality"), lines=[course.municipality]),
		*(
			Part(
				label=_(course.meta.get_label(name)),
				lines=without_names(course.get(name) or "", names).splitlines(),
			)
			for name in TOLD
		),
		Part(label=_("Languages"), lines=[*side.languages.values()]),
		Part(
			label=_("Wishes for a match"),
			lines=[
				f"{_(wish.criterion)}: "
				+ without_names(with_words(value_shown(wish), wish.words).render(_), names)
				for wish in side.wishes
				if wish.stated
			],
		),
	]
	return [part for part in parts if part["lines"]]

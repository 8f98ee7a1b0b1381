"""The contact card of a course: what each reader may know of who the person is (N2)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.languages import language_name
from lat_corps.permissions.fields import card_fields
from lat_corps.permissions.hooks import acting_roles, may, reading_roles
from lat_corps.read_log.noting import A_DAY, LISTED, OPENED, note

if TYPE_CHECKING:
	from frappe.model.document import Document


def card(course: Document) -> dict:
	"""Return `fields`, as (fieldname, label, lines), of the citizen that the user may see on this course.

	A field without content has no lines. `citizen` is the record behind the card, or None for who may not
	open it. Raises frappe.PermissionError for who may not read the course.
	"""
	course.check_permission("read")
	citizen = frappe.get_doc("LAT Citizen", course.citizen)
	note(OPENED, citizen.doctype, [citizen.name], fold=A_DAY)
	return {
		"citizen": citizen.name if may(citizen, "read") else None,
		"fields": [
			{
				"fieldname": fieldname,
				"label": _(citizen.meta.get_label(fieldname), context="LAT Citizen"),
				"lines": _lines(citizen, fieldname),
			}
			for fieldname in card_fields(acting_roles(course, reading=True))
		],
	}


def phones(courses: Collection[str]) -> dict[str, str]:
	"""Return course -> telephone of its citizen, where the user may see it on the card; logged as read."""
	allowed = [
		course
		for course, roles in reading_roles("LAT Case", courses).items()
		if "phone" in card_fields(roles)
	]
	citizens = {row.name: row.citizen for row in _rows("LAT Case", allowed, "citizen")}
	numbers = {row.name: row.phone for row in _rows("LAT Citizen", [*citizens.values()], "phone")}
	note(LISTED, "LAT Citizen", sorted({*citizens.values()}), fold=A_DAY)
	return {course: numbers[citizen] for course, citizen in citizens.items() if numbers.get(citizen)}


def _rows(doctype: str, names: Collection[str], fieldname: str) -> list[frappe._dict]:
	if not names:
		return []
	return frappe.get_all(
		doctype, filters={"name": ["in", [*names]]}, fields=["name", fieldname], order_by="name asc"
	)


def _lines(citizen: Document, fieldname: str) -> list[str]:
	if fieldname == "languages":
		return [f"{language_name(row.language)}: {_(row.fluency)}" for row in citizen.languages]
	if fieldname == "custody_holders":
		return [
			", ".join(part for part in (row.full_name, row.relation, row.phone) if part)
			for row in citizen.custody_holders
		]
	if fieldname == "gender":
		return [_(citizen.gender, context="LAT Citizen")] if citizen.gender else []
	return [citizen.get_formatted(fieldname)] if citizen.get(fieldname) else []

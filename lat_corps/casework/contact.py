"""The contact card of a course: what each reader may know of who the person is (N2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.languages import language_name
from lat_corps.permissions.fields import card_fields
from lat_corps.permissions.hooks import acting_roles, may
from lat_corps.read_log.noting import A_DAY, OPENED, note

if TYPE_CHECKING:
	from frappe.model.document import Document


@frappe.whitelist()
def card(case: str) -> dict:
	"""Return `fields`, as (fieldname, label, lines), of the citizen that the user may see on this course.

	A field without content has no lines. `citizen` is the record behind the card, or None for who may not
	open it. Raises frappe.PermissionError for who may not read the course.
	"""
	doc = frappe.get_doc("LAT Case", case)
	doc.check_permission("read")
	citizen = frappe.get_doc("LAT Citizen", doc.citizen)
	note(OPENED, citizen.doctype, [citizen.name], fold=A_DAY)
	return {
		"citizen": citizen.name if may(citizen, "read") else None,
		"fields": [
			{
				"fieldname": fieldname,
				"label": _(citizen.meta.get_label(fieldname), context="LAT Citizen"),
				"lines": _lines(citizen, fieldname),
			}
			for fieldname in card_fields(acting_roles(doc, reading=True))
		],
	}


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

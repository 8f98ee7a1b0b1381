"""Courses: who coordinates one, what its reader sees of it, and those of one person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate

from lat_corps.at_once import rows_of
from lat_corps.days import day_of, latest_today
from lat_corps.domain.documents.course import FINISHED
from lat_corps.domain.outreach import AGREEMENT
from lat_corps.domain.roles import COORDINATOR, FUNCTION_ROLE
from lat_corps.holding import committed
from lat_corps.permissions.hooks import checked_roles
from lat_corps.permissions.people import members
from lat_corps.read_log.noting import A_MINUTE, LISTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document


def coordinated(case: str, right: str = "read", *, fields: Collection[str] | None = None) -> Document:
	"""Return a course that the user coordinates, where it is only read also with `fields` and links alone.

	Raises frappe.PermissionError for anybody else.
	"""
	row = None if fields is None else _row(case, fields)
	course = frappe.get_doc({"doctype": "LAT Case", **row}) if row else frappe.get_doc("LAT Case", case)
	if COORDINATOR not in checked_roles(course, right):
		frappe.throw(_("This is done by the coordinator of the course."), frappe.PermissionError)
	return course


def _row(case: str, fields: Collection[str]) -> frappe._dict | None:
	"""Return `fields` of a course beside those that Frappe asks for when it decides on a right."""
	links = [field.fieldname for field in frappe.get_meta("LAT Case").get_link_fields()]
	names = [*dict.fromkeys(("name", "owner", *links, *fields))]
	asked = {"course": ([f"`{name}`" for name in names], "from `tabLAT Case` where name = %(case)s")}
	rows = rows_of(asked, {"case": case})["course"]
	return frappe._dict(zip(names, rows[0], strict=True)) if rows else None


def listed(
	course: Document, doctype: str, fields: Sequence[str], order_by: str, fold: timedelta = A_MINUTE
) -> list[frappe._dict]:
	"""Return name and `fields` of the records of a course that the user reads, each noted as read."""
	if not frappe.has_permission(doctype, "read"):
		return []
	rows = frappe.get_list(
		doctype,
		filters={"lat_case": course.name},
		fields=["name", *fields],
		order_by=order_by,
		limit=0,
	)
	note(LISTED, doctype, [row.name for row in rows], fold)
	return rows


def refuse_people_from_elsewhere(course: Document) -> None:
	"""Refuse a citizen of another municipality, and a login that does not work for this one (N1)."""
	if frappe.db.get_value("LAT Citizen", course.citizen, "municipality") != course.municipality:
		frappe.throw(_("The citizen belongs to another municipality than the course."))
	for fieldname, function in (("coordinator", "Coordinator"), ("caseworker", "Caseworker")):
		user = course.get(fieldname)
		changed = course.is_new() or course.has_value_changed(fieldname)
		if user and changed and user not in members(function, course.municipality):
			frappe.throw(
				_("{0} lacks the function {1} in {2}: see the members of the municipality.").format(
					frappe.bold(frappe.utils.get_fullname(user)),
					_(FUNCTION_ROLE[function]),
					frappe.bold(course.municipality),
				)
			)


def refuse_used_id(case: Document) -> None:
	"""Refuse an id of other systems that another course of the municipality has; the municipality is held."""
	others = case.external_id and committed(
		"LAT Case",
		{
			"external_id": case.external_id,
			"municipality": case.municipality,
			"name": ["!=", case.name or ""],
		},
	)
	if others:
		frappe.throw(_("The id {0} is already used on {1}.").format(case.external_id, others[0].name))


def check_references(case: Document) -> None:
	refuse_people_from_elsewhere(case)
	refuse_used_id(case)
	settle_referral(case)


def settle_referral(case: Document) -> None:
	"""Refuse an agreement of elsewhere, or one that had ended, and let it say who referred (R24)."""
	stored = case.get_doc_before_save()
	if not case.referral_agreement or (stored and not case.has_value_changed("referral_agreement")):
		return
	facts = ["kind", "municipality", "called", "ended_on"]
	agreed = frappe.db.get_value("LAT Outreach", case.referral_agreement, facts, as_dict=True)
	if not agreed:
		return
	if (agreed.kind, agreed.municipality) != (AGREEMENT, case.municipality):
		frappe.throw(_("Choose an agreement on referral of the municipality of the course."))
	ended, referred = day_of(agreed.ended_on), day_of(case.referred_on) or latest_today()
	if ended and ended < referred:
		frappe.throw(
			_(
				"The agreement ended on {0}, before the referral: choose another, or write who referred."
			).format(formatdate(ended))
		)
	if not case.referral_source or (stored and case.referral_source == _called(stored.referral_agreement)):
		case.referral_source = agreed.called


def _called(agreement: str | None) -> str | None:
	return frappe.db.get_value("LAT Outreach", agreement, "called") if agreement else None


def refuse_before_referral(doc: Document, fieldname: str, stored: Document | None, course: Document) -> None:
	"""Refuse a day that is written now and lies before the course began."""
	day, referred = day_of(doc.get(fieldname)), day_of(course.referred_on)
	if day and referred and day < referred and not (stored and day_of(stored.get(fieldname)) == day):
		frappe.throw(
			_("{0} lies before {1}, when the course was referred: mend the day.").format(
				_(doc.meta.get_label(fieldname)), formatdate(referred)
			)
		)


def warn_of_another(case: Document) -> None:
	"""Say that the person has another open course in the municipality: it may be meant, or a slip (R11)."""
	others = frappe.get_list(
		"LAT Case",
		filters={
			"citizen": case.citizen,
			"municipality": case.municipality,
			"stage": ["not in", FINISHED],
			"name": ["!=", case.name],
		},
		pluck="name",
		order_by="name asc",
		limit=0,
	)
	if others:
		frappe.msgprint(
			_(
				"The person already has an open course here: {0}. Keep both if that is meant, or decline one."
			).format(frappe.bold(escape_html(", ".join(others)))),
			title=_("Another open course"),
			indicator="orange",
		)

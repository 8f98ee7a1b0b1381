"""The efforts of others around a person, as far as the reader may know of them (R52, R53, R57, N2).

`LAT Partner Effort` itself is the coordinator's alone; the mentor is told of those that a consent lets pass.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import frappe

from lat_corps.casework.facts import birth_date, section_115_material
from lat_corps.corps import turns
from lat_corps.days import danish_today
from lat_corps.domain.background import COORDINATOR_AND_MENTOR, tells_of
from lat_corps.domain.efforts import IN_PLACE
from lat_corps.domain.partners import KINDS
from lat_corps.domain.plan_types import fits_until
from lat_corps.domain.roles import COORDINATOR
from lat_corps.permissions.hooks import acting_roles
from lat_corps.read_log.noting import A_DAY, LISTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Partner Effort"
TOLD = (
	"name",
	"kind",
	"status",
	"because",
	"department",
	"helps_with",
	"agreed",
	"from_date",
	"to_date",
	"plan_type",
	"contact_name",
	"contact_function",
	"contact_phone",
	"contact_email",
)
OF_CONTACT = {"job_function": "contact_function", "phone": "contact_phone", "email": "contact_email"}


def coordinates(course: Document) -> bool:
	"""Tell whether the user reads a course as its coordinator, and so everything of it."""
	return COORDINATOR in acting_roles(course, reading=True)


def of_course(course: Document, *statuses: str) -> list[frappe._dict]:
	"""Return `TOLD` of the efforts that the reader of a course may know, by kind and day; noted as read.

	A mentor is told of none that repeats material of a section 115 exchange, whenever it became known.
	"""
	course.check_permission("read")
	all_of_it = coordinates(course)
	shared = {} if all_of_it else {"audience": COORDINATOR_AND_MENTOR}
	rows = frappe.get_all(
		DOCTYPE,
		filters={"lat_case": course.name, "status": ["in", statuses], **shared},
		fields=[*TOLD],
		order_by="from_date asc, name asc",
	)
	if not all_of_it:
		rows = free_of_exchanges(course.name, rows)
	note(LISTED, DOCTYPE, [row.name for row in rows], fold=A_DAY)
	return sorted(rows, key=lambda effort: KINDS.index(effort.kind))


def free_of_exchanges(case: str, rows: list[frappe._dict]) -> list[frappe._dict]:
	"""Return the efforts that repeat nothing of a section 115 exchange."""
	secrets = section_115_material(case)
	return [row for row in rows if not any(tells_of(secrets, str(text or "")) for text in row.values())]


def known_contact(partner: str, name: str | None) -> dict[str, str | None]:
	"""Return how a contact person of the directory is reached; nothing for one who does not stand there."""
	found = frappe.db.get_value(
		"LAT Partner Contact",
		{"parent": partner, "parenttype": "LAT Partner", "person_name": name or ""},
		[*OF_CONTACT],
		as_dict=True,
	)
	return {field: found[listed] for listed, field in OF_CONTACT.items()} if found else {}


def follow_partner(partner: Document, method: str | None = None) -> None:
	"""Bring what efforts in place say of a department, and how it is reached, up to the directory."""
	for effort in frappe.get_all(
		DOCTYPE,
		filters={"partner": partner.name, "status": ["in", IN_PLACE]},
		fields=["name", "contact_name"],
		order_by="name asc",
	):
		values = {"department": partner.title, **known_contact(partner.name, effort.contact_name)}
		frappe.db.set_value(DOCTYPE, effort.name, values, update_modified=False)


def plan_fits_until(effort: Document | frappe._dict, citizen: str) -> date | None:
	"""Return until when the plan of an effort in place fits the person's age."""
	if not effort.plan_type or effort.status not in IN_PLACE:
		return None
	return fits_until(effort.plan_type, birth_date(citizen), danish_today())


def follow_citizen(citizen: str) -> None:
	"""Store anew until when plans fit, and tell it, once a date of birth was mended."""
	for case in frappe.get_all("LAT Case", filters={"citizen": citizen}, pluck="name", order_by="name asc"):
		for effort in frappe.get_all(
			DOCTYPE,
			filters={"lat_case": case, "plan_type": ["is", "set"]},
			fields=["name", "status", "plan_type"],
			order_by="name asc",
		):
			last = plan_fits_until(effort, citizen)
			frappe.db.set_value(DOCTYPE, effort.name, "plan_fits_until", last, update_modified=False)
		turns.follow_record("LAT Case", case)

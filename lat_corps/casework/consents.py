"""The consents of a course as everybody who works on it needs them: for what, from whom, until when (N2).

`LAT Consent` itself, with the names and signatures of custody holders, is the coordinator's alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from lat_corps.casework.closings import ended_before, last_closed_on
from lat_corps.casework.facts import age_limits, birth_date, partners_of
from lat_corps.days import day_of, latest_today
from lat_corps.domain.consent import COORDINATION, COURSE, DEBRIEF, SELF_REPORT, Consent
from lat_corps.permissions.authored import for_the_app
from lat_corps.permissions.door.called import parsed
from lat_corps.permissions.hooks import reaches
from lat_corps.read_log.noting import A_DAY, LISTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

NEEDED = ("purpose", "given_by", "given_on", "valid_until", "withdrawn_on")

IN_COMMON = (
	"purpose",
	"receiver",
	"consent_form",
	"informed",
	"language",
	"explained",
	"given_on",
	"valid_until",
)
"""What consents that are given together have in common, beside the types of information."""


def on_course(course: Document) -> list[dict]:
	"""Return `NEEDED`, the types of information and the receiver of each consent, the newest first.

	`outgrown` tells that the person's age has changed since who consents (N4), `ended` that the course has
	been taken up again since, which asks anew. `name` is None, and no partner is told, for who may not open
	the record.

	Raises frappe.PermissionError for who may not read the course.
	"""
	course.check_permission("read")
	born = birth_date(course.citizen)
	rows = frappe.get_all(
		"LAT Consent",
		filters={"lat_case": course.name},
		fields=["name", "receiver", *NEEDED],
		order_by="given_on desc, name desc",
	)
	note(LISTED, "LAT Consent", [row.name for row in rows], fold=A_DAY)
	types = frappe.get_all(
		"LAT Consent Information",
		filters={"parent": ["in", [row.name for row in rows] or [""]], "parenttype": "LAT Consent"},
		fields=["parent", "information_type"],
		order_by="idx asc",
	)
	taken_up = ended_before(course)
	begun_anew = {COURSE: taken_up, SELF_REPORT: taken_up, DEBRIEF: last_closed_on(course)}
	mine = {row.name for row in rows if reaches("LAT Consent", row.name, frappe.session.user)}
	partners = partners_of([row.name for row in rows if row.name in mine and row.purpose == COORDINATION])
	return [
		{
			**{fieldname: row[fieldname] for fieldname in NEEDED},
			"name": row.name if row.name in mine else None,
			"partners": sorted(partners.get(row.name, ())),
			"outgrown": Consent(
				row.purpose, row.given_by, getdate(row.given_on), born=born, limits=age_limits()
			).outgrown_on(latest_today()),
			"ended": bool((day := begun_anew.get(row.purpose)) and getdate(row.given_on) < day),
			"receiver": get_fullname(row.receiver) if row.receiver else "",
			"information_types": [line.information_type for line in types if line.parent == row.name],
		}
		for row in rows
	]


def outgrown_since(consent: Document | frappe._dict, born: date | None) -> date | None:
	"""Return the birthday from which a consent counts no more, as of the ages of the settings."""
	given = Consent(
		consent.purpose, consent.given_by, getdate(consent.given_on), born=born, limits=age_limits()
	)
	return given.outgrown_since


@for_the_app
def every_day() -> None:
	"""Store when consents are outgrown: a date of birth or the settings may have moved it."""
	consent, course, citizen = (
		frappe.qb.DocType(name) for name in ("LAT Consent", "LAT Case", "LAT Citizen")
	)
	kept = (consent.name, consent.purpose, consent.given_by, consent.given_on, consent.outgrown_on)
	query = frappe.qb.from_(consent).join(course).on(consent.lat_case == course.name)
	query = query.join(citizen).on(course.citizen == citizen.name).where(consent.withdrawn_on.isnull())
	for row in query.select(*kept, citizen.birth_date).orderby(consent.name).run(as_dict=True):
		day = outgrown_since(row, day_of(row.birth_date))
		if day != day_of(row.outgrown_on):
			frappe.db.set_value("LAT Consent", row.name, "outgrown_on", day, update_modified=False)


@frappe.whitelist(methods=["POST"])
def write_down(
	case: str,
	people: list[dict] | str,
	values: dict | str,
	information_types: list[str] | str = "[]",
	partners: list[str] | str = "[]",
) -> list[str]:
	"""Store a consent of each of `people`, who have given the same one; all of them, or none.

	Each has `given_by` and `given_by_name`. Return the numbers of the consents.
	"""
	frappe.get_doc("LAT Case", case).check_permission("read")
	common = {field: value for field, value in parsed(values).items() if field in IN_COMMON}
	types = [{"information_type": kind} for kind in parsed(information_types)]
	named = [{"partner": partner} for partner in parsed(partners)]
	if not parsed(people):
		frappe.throw(_("Say who consents."))
	return [
		frappe.get_doc(
			{
				**common,
				"doctype": "LAT Consent",
				"lat_case": case,
				"given_by": giver["given_by"],
				"given_by_name": giver["given_by_name"],
				"information_types": types,
				"partners": named,
			}
		)
		.insert()
		.name
		for giver in parsed(people)
	]

"""A new course in one go: who it is about, who referred, and who consents at this age (R24, R25, N4)."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.facts import age_limits, age_today
from lat_corps.casework.names import Called, note_named
from lat_corps.days import danish_today
from lat_corps.domain.cadence import age_on
from lat_corps.domain.consent import CITIZEN, COURSE, CUSTODY_HOLDER, SELF_REPORT, required_givers
from lat_corps.permissions.door.called import parsed
from lat_corps.steps import take_if_ready

PERSON = ("full_name", "birth_date", "gender", "phone")
REFERRAL = (
	"municipality",
	"course_type",
	"target_group",
	"referral_agreement",
	"referral_source",
	"referred_by",
	"referral_reason",
)
CONSENT = ("given_by", "given_by_name", "consent_form", "given_on", "informed")
NEXT = "Assessed"


@frappe.whitelist()
def givers(citizen: str | None = None, birth_date: str | None = None) -> list[dict[str, Any]]:
	"""Return who consents to a course of this person today, each with the names that are known.

	The person is a citizen of the corps, or one who is new to it and born on `birth_date`.
	"""
	frappe.has_permission("LAT Case", "create", throw=True)
	if not citizen:
		age = age_on(getdate(birth_date), danish_today()) if birth_date else None
		return [{"given_by": giver, "names": []} for giver in required_givers(age, age_limits())]
	person = frappe.get_doc("LAT Citizen", citizen)
	person.check_permission("read")
	note_named([Called(person.name, person.full_name)])
	known = {CITIZEN: [person.full_name], CUSTODY_HOLDER: [row.full_name for row in person.custody_holders]}
	return [
		{"given_by": giver, "names": known[giver]}
		for giver in required_givers(age_today(citizen), age_limits())
	]


@frappe.whitelist(methods=["POST"])
def begin(values: dict[str, Any] | str) -> dict[str, Any]:
	"""Write down a person who is not a known `citizen`, the referral and the `consents`: all or nothing.

	With `self_report` the same people consent to it too.
	The course goes on to Assessed when nothing stands in its way. Return its number, and under "open" what
	does.
	"""
	frappe.has_permission("LAT Case", "create", throw=True)
	asked = parsed(values)
	consents = [{field: row.get(field) for field in CONSENT} for row in asked.get("consents") or []]
	citizen = asked.get("citizen") or _new_citizen(asked, consents)
	course = frappe.get_doc(
		{
			"doctype": "LAT Case",
			"citizen": citizen,
			"coordinator": frappe.session.user,
			**{field: asked.get(field) for field in REFERRAL if asked.get(field)},
		}
	).insert()
	for purpose in (COURSE, SELF_REPORT) if asked.get("self_report") else (COURSE,):
		for consent in consents:
			frappe.get_doc(
				{"doctype": "LAT Consent", "lat_case": course.name, "purpose": purpose, **consent}
			).insert()
	unmet = take_if_ready(course, NEXT)
	return {"name": course.name, "open": [message.render(_) for message in unmet]}


def _new_citizen(asked: dict[str, Any], consents: list[dict[str, Any]]) -> str:
	holders = [row["given_by_name"] for row in consents if row["given_by"] == CUSTODY_HOLDER]
	spoken = asked.get("language")
	return (
		frappe.get_doc(
			{
				"doctype": "LAT Citizen",
				"municipality": asked.get("municipality"),
				**{field: asked.get(field) for field in PERSON},
				"languages": [{"language": spoken, "fluency": "Mother tongue"}] if spoken else [],
				"custody_holders": [{"full_name": name} for name in holders if name],
			}
		)
		.insert()
		.name
	)

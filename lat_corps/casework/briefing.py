"""What a mentor is let know: whether it may be passed on, when it is read, and when it closes (R37 to R43).

A briefing holds chosen facts, each with origin and age. It closes with its match, and both it and shared
background information go back to the coordinator when no consent covers them any more.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import frappe
from frappe.utils import now_datetime

from lat_corps.casework.courses import listed
from lat_corps.casework.facts import consents_of, givers_for
from lat_corps.corps import turns
from lat_corps.days import danish_today, day_of, latest_today
from lat_corps.domain.background import (
	COORDINATOR_AND_MENTOR,
	COORDINATOR_ONLY,
	WITHDRAWN,
	has_run_out,
	information_type,
	unmet_by_consents,
	unmet_for_sharing,
)
from lat_corps.domain.consent import BRIEFING, COLLECTING, no_longer_passed_on
from lat_corps.domain.documents.course import UNFINISHED
from lat_corps.domain.documents.match import ENDED
from lat_corps.domain.partners import INFORMATION
from lat_corps.domain.text import Message, _
from lat_corps.holding import committed, hold
from lat_corps.permissions.authored import for_the_app

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE, BACKGROUND, EFFORT = "LAT Briefing", "LAT Background Information", "LAT Partner Effort"
MATCH_ENDED, NOT_COVERED, TAKEN_BACK = "The match ended", "A consent no longer covers it", "Taken back"


def unmet(briefing: Document) -> list[Message]:
	"""Return all that keeps a briefing from being passed on to its mentor."""
	messages = []
	if frappe.db.get_value("LAT Match", briefing.lat_match, "stage") != "Approved":
		messages.append(
			Message(_("The match has ended: a new mentor gets a new briefing."), requirement="R39")
		)
	for row in briefing.facts:
		of_row = unmet_for_sharing(
			row.origin,
			row.allowed_use or "",
			day_of(row.expires_on),
			danish_today(),
		)
		of_row += unmet_to_collect(frappe.db.get_value(BACKGROUND, row.background, "consent"))
		messages += [
			Message(_("Facts, row {row}: {reason}"), {"row": row.idx, "reason": each}) for each in of_row
		]
	return messages + unmet_consents(briefing.lat_case, [row.kind for row in briefing.facts])


def unmet_to_collect(consent: str | None) -> list[Message]:
	"""Return what is said of information that was collected with a consent withdrawn since (R37)."""
	withdrawn = consent and frappe.db.get_value("LAT Consent", consent, "withdrawn_on")
	return [WITHDRAWN] if withdrawn else []


def unmet_consents(case: str, kinds: Collection[str]) -> list[Message]:
	"""Return what consents lack before these kinds of information may reach the mentor of a course."""
	citizen = frappe.db.get_value("LAT Case", case, "citizen")
	return unmet_by_consents(kinds, consents_of(case), givers_for(citizen), latest_today())


def consent_answer(case: str) -> dict[str, object]:
	"""Return what a briefing keeps of the consents that it is passed on by: from whom, and on which day."""
	givers = givers_for(frappe.db.get_value("LAT Case", case, "citizen"))
	return {
		"consent_from": ", ".join(frappe._(giver) for giver in givers),
		"consent_asked_on": latest_today(),
	}


def closed(because: str) -> dict:
	"""Return the fields of a briefing that the mentor sees no more."""
	return {"passed_on": 0, "closed_on": latest_today(), "closed_because": because}


def open_of(case: str | None) -> list[str]:
	"""Return the briefings of a course that its mentor sees today."""
	day = danish_today()
	return [
		row.name
		for row in frappe.get_all(
			DOCTYPE,
			filters={"lat_case": case or "", "passed_on": 1},
			fields=["name", "open_until"],
			order_by="name asc",
		)
		if not has_run_out(row.open_until, day)
	]


def close_with(*matches: str) -> None:
	"""Close the briefings of matches that have ended: the facts were needed for the course alone."""
	for row in committed(DOCTYPE, {"lat_match": ["in", matches or [""]], "passed_on": 1}):
		frappe.db.set_value(DOCTYPE, row.name, closed(MATCH_ENDED))


def take_over(match: Document) -> None:
	"""Begin the briefing of a next mentor with the facts of the one before, where the change said so.

	It is passed on by nobody but the coordinator, and by the consents of that day.
	"""
	if frappe.db.exists(DOCTYPE, {"lat_match": match.name}):
		return
	before = frappe.get_all(
		"LAT Match",
		filters={"lat_case": match.lat_case, "stage": ENDED, "briefing_goes_on": 1},
		pluck="name",
		order_by="ended_on desc, creation desc",
		limit=1,
	)
	facts = before and frappe.get_all(
		"LAT Briefing Fact",
		filters={"parent": ["in", _of_match(before[0])], "parenttype": DOCTYPE},
		fields=["fact", "background"],
		order_by="idx asc",
	)
	if facts:
		frappe.get_doc({"doctype": DOCTYPE, "lat_case": match.lat_case, "facts": facts}).insert()


def _of_match(match: str) -> list[str]:
	return frappe.get_all(DOCTYPE, filters={"lat_match": match}, pluck="name", order_by="name asc") or [""]


def note_read(case: str) -> None:
	"""Write on the open briefing of a course when its mentor has confirmed to have read it."""
	for name in open_of(case):
		frappe.db.set_value(DOCTYPE, name, "read_on", now_datetime())


def stop_uncovered(case: str) -> None:
	"""Take back from the mentor what a consent has covered and covers no more (forvaltningsloven § 28).

	So is what was collected with a consent that was withdrawn since (R37).
	"""
	citizen = frappe.db.get_value("LAT Case", case, "citizen")
	types = no_longer_passed_on(consents_of(case), givers_for(citizen), latest_today())
	sources = _collected_with_withdrawn(case)
	if not types and not sources:
		return
	for row in committed(DOCTYPE, {"lat_case": case, "passed_on": 1}):
		facts = frappe.get_all(
			"LAT Briefing Fact",
			filters={"parent": row.name, "parenttype": DOCTYPE},
			fields=["kind", "background"],
			order_by="idx asc",
		)
		if any(information_type(fact.kind) in types or fact.background in sources for fact in facts):
			frappe.db.set_value(DOCTYPE, row.name, closed(NOT_COVERED))
	for doctype, named in ((BACKGROUND, information_type), (EFFORT, INFORMATION.get)):
		for row in committed(
			doctype, {"lat_case": case, "audience": COORDINATOR_AND_MENTOR}, ("name", "kind")
		):
			if named(row.kind) in types or row.name in sources:
				frappe.db.set_value(doctype, row.name, {"audience": COORDINATOR_ONLY, "shared_on": None})


def _collected_with_withdrawn(case: str) -> set[str]:
	withdrawn = frappe.get_all(
		"LAT Consent",
		filters={"lat_case": case, "purpose": COLLECTING, "withdrawn_on": ["is", "set"]},
		pluck="name",
		order_by="name asc",
	)
	if not withdrawn:
		return set()
	resting = {"lat_case": case, "consent": ["in", withdrawn]}
	return set(frappe.get_all(BACKGROUND, filters=resting, pluck="name", order_by="name asc"))


@for_the_app
def every_day() -> None:
	"""Take back what rests on a consent that has run out, or that the person's age has outgrown."""
	asked = frappe.get_all(
		"LAT Consent", filters={"purpose": BRIEFING}, pluck="lat_case", distinct=True, order_by="lat_case asc"
	)
	for case in frappe.get_all(
		"LAT Case",
		filters={"name": ["in", asked or [""]], "stage": ["in", UNFINISHED]},
		pluck="name",
		order_by="name asc",
	):
		hold("LAT Case", case)
		stop_uncovered(case)
		turns.follow_record("LAT Case", case)


def on_course(course: Document) -> list[dict]:
	"""Return the briefings of a course that the user reads, each with its facts and how old they are."""
	rows = listed(course, DOCTYPE, (), "creation desc")
	return [_told(frappe.get_doc(DOCTYPE, row.name)) for row in rows]


def _told(briefing: Document) -> dict:
	fields = ("name", "lat_match", "passed_on", "read_on", "open_until", "closed_on", "closed_because")
	return {
		**{field: briefing.get(field) for field in fields},
		"facts": [briefing.told(row) for row in briefing.facts],
	}

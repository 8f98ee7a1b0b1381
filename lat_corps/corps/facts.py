"""Facts about mentors and role descriptions, gathered from the site for the guards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint, getdate

from lat_corps.days import danish_today
from lat_corps.domain.documents.course import COUNTED_ON_MENTOR
from lat_corps.domain.documents.loan import HOLDING
from lat_corps.domain.documents.match import HOLDS_PLACE
from lat_corps.domain.documents.mentor import MentorFacts
from lat_corps.domain.documents.role_description import Acknowledgement, DescriptionFacts
from lat_corps.domain.lending import covered_until
from lat_corps.domain.roles import MANAGER, NATIONAL_CENTRE
from lat_corps.domain.text import Message, _
from lat_corps.holding import rows
from lat_corps.permissions.people import holds_function, loans_today

if TYPE_CHECKING:
	from frappe.model.document import Document


def mentor_facts(mentor: Document, *, for_update: bool = False) -> MentorFacts:
	return MentorFacts(
		employed=bool(mentor.employed),
		relation_work=mentor.relation_work or "",
		modules_passed=frozenset(row.module for row in mentor.training_modules),
		knowledge_confirmed=frozenset(row.area for row in mentor.knowledge_checks),
		status_reason=mentor.status_reason or "",
		open_courses=_courses_as_the_employer_knows_them(mentor, for_update),
		open_loans=tuple(
			loan.name
			for loan in rows(
				"LAT Mentor Loan",
				{"mentor": mentor.name, "stage": ["in", HOLDING]},
				for_update=for_update,
			)
		),
	)


def _courses_as_the_employer_knows_them(mentor: Document, for_update: bool) -> tuple[str | Message, ...]:
	"""Name own courses; of those in a borrowing municipality only where they are."""
	known: list[str | Message] = []
	for row in rows(
		"LAT Case",
		{"name": ["in", open_courses(mentor.name, for_update=for_update) or [""]]},
		("name", "municipality"),
		for_update=for_update,
	):
		if row.municipality == mentor.municipality:
			known.append(row.name)
		else:
			known.append(Message(_("a course in {municipality}"), {"municipality": row.municipality}))
	return tuple(known)


def capacity_of(mentor: Document | frappe._dict) -> int:
	return mentor.capacity or frappe.get_cached_doc("LAT Settings").default_capacity


def works_in(mentor: str, municipality: str) -> bool:
	"""Tell whether a mentor may take courses of a municipality today: employed there, or on loan (R22)."""
	return frappe.db.get_value("LAT Mentor", mentor, "municipality") == municipality or bool(
		loans_today(mentor=mentor, borrowing_municipality=municipality)
	)


def open_courses(mentor: str, but_not: str = "", *, for_update: bool = False) -> tuple[str, ...]:
	"""Return the open courses that count on a mentor's capacity: offered, accepted or approved (R35).

	A closed course counts with the mentor who was found for it, once there is a reason for reopening it. Who
	takes a place holds the mentor first and counts `for_update`.
	"""
	matches = rows(
		"LAT Match",
		{"mentor": mentor, "stage": ["in", HOLDS_PLACE], "name": ["!=", but_not]},
		("lat_case",),
		for_update=for_update,
	)
	if not matches:
		return ()
	cases = rows(
		"LAT Case",
		{"name": ["in", sorted({match.lat_case for match in matches})]},
		("name", "stage", "reopen_reason"),
		for_update=for_update,
	)
	return tuple(
		case.name
		for case in cases
		if case.stage in COUNTED_ON_MENTOR or (case.stage == "Closed" and case.reopen_reason)
	)


def free_places(mentor: frappe._dict) -> int:
	"""Return how many places a mentor has free, of whom `taken` courses count on the capacity."""
	return max(capacity_of(mentor) - mentor.taken, 0)


def lent_until(mentor: str, municipality: str) -> date | None:
	"""Return the last day to which loans hold from today on without a gap, or None when none holds today."""
	periods = frappe.get_all(
		"LAT Mentor Loan",
		filters={
			"mentor": mentor,
			"borrowing_municipality": municipality,
			"stage": ["in", HOLDING],
			"to_date": [">=", danish_today()],
		},
		fields=["from_date", "to_date"],
		order_by="from_date asc",
	)
	return covered_until(
		[(getdate(period.from_date), getdate(period.to_date)) for period in periods], danish_today()
	)


def loan_standing(mentor: str | None, municipality: str) -> dict | None:
	"""Return when the loan of a course's mentor ends, and whether that is soon; None for one's own mentor.

	`last_day` is None when no loan holds today: the course then needs a new mentor or a new loan (R22).
	"""
	if not mentor or frappe.db.get_value("LAT Mentor", mentor, "municipality") == municipality:
		return None
	last = lent_until(mentor, municipality)
	notice = frappe.get_cached_doc("LAT Settings").loan_notice_days or 0
	return {
		"last_day": str(last) if last else None,
		"soon": last is None or (last - danish_today()).days <= notice,
	}


def description_facts(description: Document) -> DescriptionFacts:
	user = frappe.session.user
	return DescriptionFacts(
		national=not description.municipality,
		actor_is_author=user == description.author,
		actor_manages_municipality=holds_function(user, description.municipality, MANAGER),
		actor_is_centre=NATIONAL_CENTRE in frappe.get_roles(user),
		has_tasks=bool(description.tasks),
	)


def current_description(role: str, municipality: str) -> str | None:
	"""Return the published role description for a role in a municipality, or None."""
	return frappe.db.get_value(
		"LAT Role Description", {"role": role, "municipality": municipality, "stage": "Published"}
	)


def has_acknowledged(user: str | None, description: str | None) -> bool:
	return bool(
		user
		and description
		and frappe.db.exists("LAT Role Acknowledgement", {"role_description": description, "user": user})
	)


def acknowledgement(role: str, municipality: str, user: str | None) -> Acknowledgement:
	"""Return whether `user` has acknowledged what binds that role in the municipality today (R16)."""
	description = current_description(role, municipality)
	return Acknowledgement(
		role=role,
		person=frappe.utils.get_fullname(user) if user else "",
		published=bool(description),
		acknowledged=has_acknowledged(user, description),
	)


TOOLS = {"upp_label": "UPP", "tpm_label": "TPM"}
"""The settings that name the two tools of the method, and by which code the log knows each."""


def tool_called(fieldname: str) -> str:
	"""Return what the settings call one of the two tools."""
	return frappe.get_cached_doc("LAT Settings").get(fieldname) or TOOLS[fieldname]


def called(doctype: str) -> str:
	"""Return what a document is called in the reader's language, the plan as the settings have it."""
	return tool_called("upp_label") if doctype == "LAT Plan" else frappe._(doctype)


def small_cell_threshold() -> int:
	"""Return the smallest number of people that pooled figures show (N6)."""
	return cint(frappe.get_cached_doc("LAT Settings").small_cell_threshold)


def centre_contact() -> list[str]:
	"""Return how the national centre is reached, for the foot of a paper (R116, T6)."""
	settings = frappe.get_cached_doc("LAT Settings")
	contact = (
		settings.centre_name,
		settings.centre_phone,
		settings.centre_email,
		settings.centre_website,
	)
	return [part for part in contact if part]

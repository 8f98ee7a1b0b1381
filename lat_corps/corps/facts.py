"""Facts about mentors and role descriptions, gathered from the site for the guards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

from lat_corps.domain.guards import Acknowledgement, DescriptionFacts, MentorFacts
from lat_corps.domain.roles import MANAGER, NATIONAL_CENTRE
from lat_corps.permissions.people import holds_function

if TYPE_CHECKING:
	from frappe.model.document import Document

OPEN_STAGES = ("Matching", "Preparing", "Active", "Closing")
HOLDING_STAGES = ("Offered", "Accepted", "Approved")


def mentor_facts(mentor: Document) -> MentorFacts:
	return MentorFacts(
		employed=bool(mentor.employed),
		relation_work=mentor.relation_work or "",
		modules_passed=frozenset(row.module for row in mentor.training_modules),
		knowledge_confirmed=frozenset(row.area for row in mentor.knowledge_checks),
		status_reason=mentor.status_reason or "",
		open_courses=open_courses(mentor.name),
	)


def open_courses(mentor: str, but_not: str = "") -> tuple[str, ...]:
	"""Return the open courses that count on a mentor's capacity: offered, accepted or approved (R35)."""
	cases = frappe.get_all(
		"LAT Match",
		filters={"mentor": mentor, "stage": ["in", HOLDING_STAGES], "name": ["!=", but_not]},
		pluck="lat_case",
		order_by="lat_case asc",
	)
	return tuple(
		frappe.get_all(
			"LAT Case",
			filters={"name": ["in", cases], "stage": ["in", OPEN_STAGES]},
			pluck="name",
			order_by="name asc",
		)
		if cases
		else ()
	)


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


def open_draft(role: str, municipality: str) -> str | None:
	"""Return the text for a role in a municipality that is still being written or reviewed, or None."""
	return frappe.db.get_value(
		"LAT Role Description",
		{"role": role, "municipality": municipality, "stage": ["in", ("Draft", "In Review")]},
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

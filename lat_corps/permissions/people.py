"""What a person reaches: the municipalities and mentors behind the login (R2, N1).

Functions come from `LAT Municipality`, never from a field that the person can edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe.utils import getdate, today

from lat_corps.domain.loans import HOLDING_STAGES
from lat_corps.domain.roles import (
	ADMINISTRATOR,
	ALL_ROLES,
	FUNCTION_ROLE,
	MENTOR,
	NATIONAL_CENTRE,
)

SYSTEM_MANAGER = "System Manager"


@dataclass(frozen=True)
class Reach:
	"""`municipalities` maps a role to the municipalities where the person holds it today."""

	user: str
	roles: frozenset[str]
	municipalities: dict[str, frozenset[str]] = field(default_factory=dict)
	mentors: frozenset[str] = frozenset()

	def municipalities_as(self, role: str) -> frozenset[str]:
		return self.municipalities.get(role, frozenset())

	@property
	def any_municipality(self) -> frozenset[str]:
		return frozenset().union(*self.municipalities.values())


def reach_of(user: str) -> Reach:
	"""Return the reach of `user` today; a role counts only where a municipality has given its function."""
	held = frozenset(frappe.get_roles(user)) & {*ALL_ROLES, SYSTEM_MANAGER}
	if not held:
		return Reach(user, held)
	municipalities: dict[str, set[str]] = {}
	for member in frappe.get_all(
		"LAT Municipality Member",
		filters={"user": user, "parenttype": "LAT Municipality"},
		fields=["parent", "member_function", "from_date", "to_date"],
		order_by="parent asc",
	):
		role = FUNCTION_ROLE[member.member_function]
		if role in held and _holds_today(member):
			municipalities.setdefault(role, set()).add(member.parent)
	mentors = {}
	if MENTOR in held:
		mentors = {
			mentor.name: mentor.municipality
			for mentor in frappe.get_all(
				"LAT Mentor",
				filters={"user": user, "stage": ["!=", "Left"]},
				fields=["name", "municipality"],
				order_by="name asc",
			)
		}
		municipalities[MENTOR] = {
			*mentors.values(),
			*(loan.borrowing_municipality for loan in loans_today(mentor=["in", sorted(mentors)])),
		}
	return Reach(
		user=user,
		roles=frozenset(
			role
			for role in held
			if role in (SYSTEM_MANAGER, ADMINISTRATOR, NATIONAL_CENTRE) or municipalities.get(role)
		),
		municipalities={role: frozenset(names) for role, names in municipalities.items()},
		mentors=frozenset(mentors),
	)


def loans_today(**filters: object) -> list[frappe._dict]:
	"""Return (mentor, borrowing_municipality) of the loans within the corps that hold today (R22).

	Asked of the dates each time: access opens and ends with the period, whether or not a job has run.
	"""
	day = today()
	return frappe.get_all(
		"LAT Mentor Loan",
		filters={
			"stage": ["in", HOLDING_STAGES],
			"from_date": ["<=", day],
			"to_date": [">=", day],
			"borrowing_municipality": ["is", "set"],
			**filters,
		},
		fields=["mentor", "borrowing_municipality"],
		order_by="name asc",
	)


def _holds_today(member: frappe._dict) -> bool:
	day = getdate(today())
	return (not member.from_date or getdate(member.from_date) <= day) and (
		not member.to_date or day <= getdate(member.to_date)
	)


def holds_function(user: str, municipality: str, role: str) -> bool:
	"""Tell whether `user` holds `role` in `municipality` today."""
	return municipality in reach_of(user).municipalities_as(role)


def holders(function: str, municipality: str) -> frozenset[str]:
	"""Return the logins that hold a function (`FUNCTION_ROLE`) in a municipality today."""
	members = frappe.get_all(
		"LAT Municipality Member",
		filters={"parent": municipality, "parenttype": "LAT Municipality", "member_function": function},
		fields=["user", "from_date", "to_date"],
		order_by="idx asc",
	)
	return logins_in_role(
		(member.user for member in members if _holds_today(member)), FUNCTION_ROLE[function]
	)


def logins_in_role(users: Iterable[str], role: str) -> frozenset[str]:
	"""Return those of `users` who can log in and have been given `role`: the others reach nothing."""
	enabled = frappe.get_all(
		"User",
		filters={"name": ["in", sorted({"", *users})], "enabled": 1},
		pluck="name",
		order_by="name asc",
	)
	return frozenset(user for user in enabled if role in frappe.get_roles(user))

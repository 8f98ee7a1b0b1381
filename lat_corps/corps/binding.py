"""Whom a role description binds (R16)."""

from __future__ import annotations

import frappe

from lat_corps.domain.roles import FUNCTION_ROLE, MENTOR
from lat_corps.permissions.people import holders, logins_in_role


def bound_by(role: str, municipality: str | None) -> frozenset[str]:
	"""Return the logins that `role` binds in a municipality today; a national template binds nobody.

	Everything that asks who must acknowledge, or who may, asks here.
	"""
	if role in FUNCTION_ROLE:
		return holders(role, municipality or "")
	mentors = frappe.get_all(
		"LAT Mentor",
		filters={
			"municipality": municipality or "",
			"kind": ["in", (role, "Both")],
			"stage": ["!=", "Left"],
		},
		pluck="user",
		order_by="user asc",
	)
	return logins_in_role(mentors, MENTOR)

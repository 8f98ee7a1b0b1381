"""Whom a role description binds (R16)."""

from __future__ import annotations

import frappe

from lat_corps.domain.documents.mentor import IN_CORPS
from lat_corps.domain.roles import FUNCTION_ROLE, MENTOR
from lat_corps.permissions.people import holders, loans_today, logins_in_role


def bound_by(role: str, municipality: str | None) -> frozenset[str]:
	"""Return the logins that `role` binds in a municipality today; a national template binds nobody.

	A mentor on loan is bound where the loan holds (R22), a candidate only when the training begins.

	Everything that asks who must acknowledge, or who may, asks here.
	"""
	if role in FUNCTION_ROLE:
		return holders(role, municipality or "")
	borrowed = [loan.mentor for loan in loans_today(borrowing_municipality=municipality or "")]
	mentors = frappe.get_all(
		"LAT Mentor",
		filters={"kind": ["in", (role, "Both")], "stage": ["in", IN_CORPS]},
		or_filters={"municipality": municipality or "", "name": ["in", borrowed or [""]]},
		pluck="user",
		order_by="user asc",
	)
	return logins_in_role(mentors, MENTOR)

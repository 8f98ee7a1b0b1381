"""The notes of a talk before who stands in for its coordinator: by a reason, seen by who spoke (R9, R68)."""

from __future__ import annotations

import frappe
from frappe import _

from lat_corps.coaching.invitations import logins_of
from lat_corps.corps.bell import ring_in_words
from lat_corps.days import latest_today
from lat_corps.domain.coaching import OBSERVES, OPENED
from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.text import Message
from lat_corps.permissions.people import reach_of, stood_in_for

SESSION = "LAT Coaching Session"
SHOWN = ("name", "held_on", "planned_on", "with_names", "coach_name")
AT_MOST = 50


@frappe.whitelist()
def talks() -> list[dict]:
	"""Return the latest talks of those for whom the user stands in today, while the user does not read them.

	Who took part and when, and nothing of what was said.
	"""
	frappe.has_permission(SESSION, "read", throw=True)
	found = []
	for period in _periods():
		found += frappe.get_all(
			SESSION,
			filters={"coach": period.coordinator, "municipality": period.municipality},
			fields=list(SHOWN),
			order_by="creation desc",
			limit=AT_MOST,
		)
	read = found and frappe.get_list(
		SESSION, filters={"name": ["in", [talk.name for talk in found]]}, pluck="name", limit=0
	)
	return [talk for talk in found if talk.name not in read]


@frappe.whitelist(methods=["POST"])
def give_reason(talk: str, reason: str) -> None:
	"""Open the notes of a talk to who stands in for its coordinator, for that time."""
	frappe.has_permission(SESSION, "read", throw=True)
	reason = reason.strip()
	if not reason:
		frappe.throw(_("Write why you need to read the notes."))
	found = frappe.db.get_value(SESSION, talk, ["coach", "municipality"], as_dict=True, for_update=True)
	period = found and next(
		(
			each
			for each in _periods()
			if (each.coordinator, each.municipality) == (found.coach, found.municipality)
		),
		None,
	)
	if not period:
		frappe.throw(_("There is no such record, or it is not yours to read."), frappe.PermissionError)
	session = frappe.get_doc(SESSION, talk)
	row = session.append(
		"readings",
		{"deputy": period.deputy, "given_on": latest_today(), "reason": reason, "stands_in": period.name},
	)
	row.deputy_name = period.deputy_name
	row.db_insert()
	ring_in_words(
		{session.coach, *logins_of(row for row in session.participants if row.part != OBSERVES)},
		session,
		Message(
			OPENED,
			{"deputy": period.deputy_name, "coordinator": period.coordinator_name, "number": session.name},
		),
	)


def _periods() -> list[frappe._dict]:
	return stood_in_for(reach_of(frappe.session.user), COORDINATOR)

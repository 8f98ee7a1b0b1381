"""What an earlier closing of a course leaves, once the course is taken up again (R90, R98 to R108).

It stays readable on the course, and counts for no later closing.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from lat_corps.days import day_of
from lat_corps.domain.cadence import BEFORE
from lat_corps.domain.text import danish_date

if TYPE_CHECKING:
	from frappe.model.document import Document

WRITTEN_FOR_A_CLOSING = (
	"looking_back",
	"support",
	"relapse_agreement",
	"ending_together",
	"comes_instead",
	"broken_off_reason",
	"after_missing_reason",
	"no_handover_reason",
	"debrief_held_on",
	"debrief_waived_reason",
	"debrief_learning",
)
"""What each closing has of its own, beside outcome, after measurement and handover."""

MANY = 1_000
"""Courses from which on it takes longer to name them all than to read what all have."""

KEPT = (
	"outcome",
	"closing_began_on",
	"closed_on",
	"expected_end",
	"reopen_reason",
	*WRITTEN_FOR_A_CLOSING,
)


def set_aside(case: Document, extension: frappe._dict | None) -> None:
	"""Keep what was written for the closing that the course leaves; the next one begins with nothing.

	A course that is extended has the new end that was decided with `extension`, a review.
	"""
	kept = {fieldname: case.get(fieldname) for fieldname in KEPT}
	kept["last_contacts"] = "\n".join(in_words(row) for row in case.last_contacts)
	decided = {"case_review": extension.name, "reopen_reason": None} if extension else {}
	case.append("earlier_closings", {**kept, **decided, "taken_up_at": now_datetime()})
	case.update(dict.fromkeys(WRITTEN_FOR_A_CLOSING))
	case.set("last_contacts", [])
	case.expected_end = extension.new_end if extension else None


def in_words(contact: Document) -> str:
	"""Return one of the last contacts as a line: when, how, with whom."""
	day = danish_date(getdate(contact.planned_on))
	return ", ".join(part for part in (day, contact.kind and _(contact.kind), contact.who) if part)


def set_measurements_aside(case: Document) -> None:
	"""Mark what was answered for the closing just set aside: the next one asks anew."""
	leave_behind(case, "LAT Measurement", measured_at=["!=", BEFORE])


def leave_behind(case: Document, doctype: str, **filters: object) -> None:
	"""Mark records of a course as those of the closing just set aside."""
	frappe.db.set_value(
		doctype,
		{"lat_case": case.name, "earlier_closing": 0, **filters},
		"earlier_closing",
		len(case.earlier_closings),
		update_modified=False,
	)


def taken_up_at(case: Document) -> datetime | None:
	"""Return when a course was last extended or reopened."""
	return get_datetime(case.earlier_closings[-1].taken_up_at) if case.earlier_closings else None


def asked_anew_since(case: Document) -> date | None:
	"""Return the day from which a consent counts for a course that was, or is to be, taken up again.

	A person who consented to a course that has closed since has not consented to the next one.
	"""
	day = case.closed_on or case.closing_began_on
	return getdate(day) if day else ended_before(case)


def ended_before(case: Document) -> date | None:
	"""Return the day of the closing that a course was taken up from, None for one that never was."""
	if not case.earlier_closings:
		return None
	last = case.earlier_closings[-1]
	day = last.closed_on or last.closing_began_on
	return day_of(day)


def last_closed_on(case: Document) -> date | None:
	"""Return the day on which a course that was reopened had last closed."""
	days = [getdate(row.closed_on) for row in case.earlier_closings if row.closed_on]
	return days[-1] if days else None


def earlier_closed_on(cases: Collection[str]) -> dict[str, list[date | None]]:
	"""Return the days on which the earlier closings of courses were closed, by course (`answer_dates`)."""
	return {
		case: [closed for closed, _taken_up in closings] for case, closings in earlier_closings(cases).items()
	}


def earlier_closings(cases: Collection[str] | None = None) -> dict[str, list[tuple[date | None, date]]]:
	"""Return for each earlier closing of courses, by course, when it was closed and when taken up again.

	Of many courses there may be others among them, and of None those of all: few are taken up again.
	"""
	found: dict[str, list[tuple[date | None, date]]] = {}
	by_name = {"parent": ["in", list(cases) or [""]]} if cases is not None and len(cases) < MANY else {}
	for row in frappe.get_all(
		"LAT Earlier Closing",
		filters={**by_name, "parenttype": "LAT Case"},
		fields=["parent", "closed_on", "taken_up_at"],
		order_by="parent asc, idx asc",
	):
		closed = day_of(row.closed_on)
		found.setdefault(row.parent, []).append((closed, getdate(row.taken_up_at)))
	return found

"""The management report of a municipality: drawn, sent, given back, approved (R109 to R115, N6).

As long as it is a draft, coordinators alone read it, and its figures are drawn anew at each save. Once it is
sent they stay, and what a later report tells is measured against them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lat_corps.corps.turns import follow_record
from lat_corps.days import danish_today, latest_today
from lat_corps.domain import management_report as report
from lat_corps.domain.age_groups import age_group
from lat_corps.domain.handover import fingerprint
from lat_corps.domain.management_report import (
	CAVEATS,
	DIVISIONS,
	PERIODS,
	REFERRED,
	STARTED,
	TOO_FEW,
	UNKNOWN,
	Figures,
	Person,
	Start,
)
from lat_corps.domain.quarters import ended_quarters
from lat_corps.domain.released import Key, Release
from lat_corps.domain.report_standings import APPROVED, BEING_WRITTEN, DRAFT, OUTSIDE, RETURNED, SENT
from lat_corps.domain.roles import COORDINATOR, MANAGER
from lat_corps.domain.suppression_attack import GivenAway
from lat_corps.domain.text import danish_number
from lat_corps.holding import hold
from lat_corps.insight import change
from lat_corps.insight.first_courses import first_courses, told_by_quarter
from lat_corps.insight.report_days import answer_by
from lat_corps.permissions.hooks import acting_roles

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Management Report"
LEFT_OUT = {
	"Gender": "without_gender",
	"Age": "without_age",
	"Target group": "without_target_group",
	"Course type": "without_course_type",
}
"""Division -> the field of LAT Municipality by which its reports do without it (R115)."""


def draw(doc: Document) -> Figures:
	"""Return the figures of a report as of today. Raises frappe.ValidationError where none can be told."""
	year, quarters = cint(doc.year), PERIODS[doc.period]
	ended = ended_quarters(danish_today(), year)
	if not {*quarters} <= {quarter.number for quarter in ended}:
		frappe.throw(_("The period has not ended yet: a report is of a quarter, half-year or year that has."))
	left_out = frappe.db.get_value("LAT Municipality", doc.municipality, [*LEFT_OUT.values()], as_dict=True)
	threshold = cint(frappe.get_cached_doc("LAT Settings").small_cell_threshold)
	try:
		return report.figures(
			_people(doc.municipality),
			_starts(doc.municipality),
			year,
			quarters,
			[division for division in DIVISIONS if not left_out[LEFT_OUT[division]]],
			_told(doc, threshold),
			change.closed_by(doc.municipality, year, threshold) if len(ended) == 4 else 0,
			danish_today(),
			threshold,
			secrets.randbits(64),
		)
	except GivenAway:
		frappe.throw(
			_("Reports sent before leave no room for this period: its numbers would tell what they hide.")
		)
	except ValueError:
		frappe.throw(
			_(
				"Numbers of a report sent before have changed since: beside it, this period would tell "
				"whom the change is about. Choose a period that has nothing in common with it."
			)
		)


def _people(municipality: str) -> list[Person]:
	return [
		Person(
			getdate(course.referred_on),
			{
				"Gender": course.gender or UNKNOWN,
				"Age": age_group(course.age_at_referral) if course.age_at_referral else UNKNOWN,
				"Target group": course.target_group or UNKNOWN,
				"Course type": course.course_type,
			},
		)
		for course in first_courses(municipality, "referred_on")
	]


def _starts(municipality: str) -> list[Start]:
	found = []
	for course in first_courses(municipality, "opened_on"):
		started, referred = getdate(course.opened_on), course.referred_on and getdate(course.referred_on)
		found.append(Start(started, (started - referred).days if referred else None))
	return found


def _told(doc: Document, threshold: int) -> list[Release]:
	"""Return what was told of the year: by quarters on management's first screen, and in reports."""
	sent = frappe.get_all(
		DOCTYPE,
		filters={
			"municipality": doc.municipality,
			"year": doc.year,
			"standing": ["in", OUTSIDE],
			"name": ["!=", doc.name or ""],
		},
		pluck="told",
		order_by="sent_on asc, name asc",
	)
	return [*_first_screen(doc, threshold), *(Figures.of_text(told).release for told in sent)]


def _first_screen(doc: Document, threshold: int) -> list[Release]:
	quarters = ended_quarters(danish_today(), cint(doc.year))
	counts: dict[int, dict[Key, int | None]] = {quarter.number: {} for quarter in quarters}
	for what, fieldname in ((REFERRED, "referred_on"), (STARTED, "opened_on")):
		for quarter, number in told_by_quarter(doc.municipality, fieldname, quarters, threshold).items():
			counts[quarter][what, ()] = number
	return [Release((quarter,), told) for quarter, told in counts.items()]


@frappe.whitelist(methods=["POST"])
def send(name: str) -> None:
	"""Send a report to management (R109): figures are drawn for the last time, or stay as they were sent."""
	doc: Any = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("write")
	_hold(doc, COORDINATOR, BEING_WRITTEN)
	told = draw(doc).as_text() if doc.standing == DRAFT else doc.told
	_take(doc, {"told": told, "standing": SENT, "sent_on": latest_today(), "due_on": answer_by()})


@frappe.whitelist(methods=["POST"])
def give_back(name: str, question: str) -> None:
	"""Give a report back to its coordinator with a question; the words may change, the figures do not."""
	doc: Any = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	_hold(doc, MANAGER, (SENT,))
	if not question.strip():
		frappe.throw(_("Write what is asked of the coordinator."))
	_take(doc, {"standing": RETURNED, "question": question, "due_on": answer_by()})


@frappe.whitelist(methods=["POST"])
def approve(name: str) -> None:
	"""Approve a report: nothing in it changes any more, and its fingerprint tells so."""
	doc: Any = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	_hold(doc, MANAGER, (SENT,))
	words = [doc.get(fieldname) or "" for fieldname in report.WORDS]
	_take(
		doc,
		{
			"standing": APPROVED,
			"approved_by": frappe.session.user,
			"approved_on": latest_today(),
			"fingerprint": fingerprint("\n".join((doc.name, doc.told, *words))),
		},
	)


def _hold(doc: Document, role: str, standings: tuple[str, ...]) -> None:
	"""Hold a report for a step, together with all others of its municipality, which it is measured against.

	Raises frappe.PermissionError where the user does not act on it in a role.
	"""
	if role not in acting_roles(doc):
		frappe.throw(_("This step is not yours to take."), frappe.PermissionError)
	hold("LAT Municipality", doc.municipality)
	doc.reload()
	if doc.standing not in standings:
		frappe.throw(_("The report has gone another way meanwhile: load the page again."))


def _take(doc: Document, values: dict[str, object]) -> None:
	"""Take a step, and tell whose turn it is by then."""
	doc.db_set(values)
	follow_record(DOCTYPE, doc.name)


def told(doc: Document) -> dict[str, Any]:
	"""Return what the report tells, in the reader's language, for the form and for paper."""
	figures = Figures.of_text(doc.told)
	counts, waits = figures.release.counts, figures.waits
	return {
		"referred": _number(counts.get((REFERRED, ()))),
		"started": _number(counts.get((STARTED, ()))),
		"divisions": [_division(division, counts) for division in DIVISIONS if _is_told(division, counts)],
		"left_out": [_(division) for division in DIVISIONS if not _is_told(division, counts)],
		"waits": {
			name: _("hidden") if value is None else danish_number(value)
			for name, value in (("n", waits.n), ("missing", waits.missing), ("middle", waits.middle))
		},
		"caveats": [_(text).format(most=figures.threshold - 1) for text in CAVEATS],
		"too_few": None if figures.tells_a_number else _(TOO_FEW),
	}


def _is_told(division: str, counts: Mapping[Key, int | None]) -> bool:
	return (REFERRED, ((division, DIVISIONS[division][0]),)) in counts


def _division(division: str, counts: Mapping[Key, int | None]) -> dict[str, Any]:
	told = {value: counts[REFERRED, ((division, value),)] for value in DIVISIONS[division]}
	most = max((count for count in told.values() if count), default=1)
	return {
		"title": _(division),
		"rows": [
			{"label": _(value), "shown": _number(count), "width": round(100 * (count or 0) / most)}
			for value, count in told.items()
		],
	}


def _number(count: int | None) -> str:
	return _("hidden") if count is None else str(count)

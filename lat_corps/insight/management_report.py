"""The management report of a municipality: drawn, sent, given back, approved (R109 to R115, N6).

As long as it is a draft, coordinators alone read it, and its figures are drawn anew at each save. Once it is
sent they stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.corps.turns import follow_record
from lat_corps.days import latest_today
from lat_corps.domain import management_report as report
from lat_corps.domain.counting import HEADINGS, SUBJECTS, TITLES, keys_of
from lat_corps.domain.handover import fingerprint
from lat_corps.domain.management_report import CAVEATS, PERIODS, TOO_FEW, Figures
from lat_corps.domain.released import Key
from lat_corps.domain.report_standings import APPROVED, BEING_WRITTEN, DRAFT, RETURNED, SENT
from lat_corps.domain.roles import COORDINATOR, MANAGER
from lat_corps.holding import hold
from lat_corps.insight.counted_periods import CountedYear
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


def draw(doc: Document, keep: bool = False) -> Figures:
	"""Return the figures of a report as of today; with `keep` they are told, and stay so for every reader.

	Raises frappe.ValidationError for a period that has not ended.
	"""
	left_out = frappe.db.get_value("LAT Municipality", doc.municipality, [*LEFT_OUT.values()], as_dict=True)
	tables = [
		(what, *divisions)
		for what, *divisions in report.TABLES
		if not any(division in LEFT_OUT and left_out[LEFT_OUT[division]] for division in divisions)
	]
	year = CountedYear(doc.municipality, cint(doc.year), keep)
	return Figures(year.tell(PERIODS[doc.period], tables), year.threshold)


@frappe.whitelist(methods=["POST"])
def send(name: str) -> None:
	"""Send a report to management (R109): figures are drawn for the last time, or stay as they were sent."""
	doc: Any = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("write")
	_hold(doc, COORDINATOR, BEING_WRITTEN)
	told = draw(doc, keep=True).as_text() if doc.standing == DRAFT else doc.told
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
	"""Hold a report for a step, together with all others of its municipality.

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
	counts = figures.release.counts
	return {
		"subjects": [_subject(what, counts) for what in SUBJECTS if (what, ()) in counts],
		"left_out": [
			_(TITLES[division])
			for what, *divisions in report.TABLES
			for division in divisions
			if (what, ()) in counts and not _is_told(what, division, counts)
		],
		"caveats": [_(text).format(most=figures.threshold - 1) for text in CAVEATS],
		"too_few": None if figures.tells_a_number else _(TOO_FEW),
	}


def _subject(what: str, counts: Mapping[Key, int | None]) -> dict[str, Any]:
	return {
		"title": _(HEADINGS[what]),
		"number": _number(counts[what, ()]),
		"divisions": [
			_division(what, division, counts)
			for division in SUBJECTS[what]
			if _is_told(what, division, counts)
		],
	}


def _is_told(what: str, division: str, counts: Mapping[Key, int | None]) -> bool:
	return all(key in counts for key in keys_of(what, division))


def _division(what: str, division: str, counts: Mapping[Key, int | None]) -> dict[str, Any]:
	told = {value: counts[key] for key in keys_of(what, division) for ((_of, value),) in [key[1]]}
	most = max((count for count in told.values() if count), default=1)
	return {
		"title": _(TITLES[division]),
		"rows": [
			{"label": _(value), "shown": _number(count), "width": round(100 * (count or 0) / most)}
			for value, count in told.items()
		],
	}


def _number(count: int | None) -> str:
	return _("hidden") if count is None else str(count)

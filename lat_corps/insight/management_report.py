"""The management report of a municipality: drawn, sent, given back, approved (R109 to R115, N6).

As long as it is a draft, coordinators alone read it, and its figures are drawn anew at each save. Once it is
sent they stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.corps.turns import follow_record
from lat_corps.days import danish_today, latest_today
from lat_corps.domain import management_report as report
from lat_corps.domain.handover import fingerprint
from lat_corps.domain.quarters import ended_quarters
from lat_corps.domain.report_standings import APPROVED, BEING_WRITTEN, DRAFT, RETURNED, SENT
from lat_corps.domain.roles import COORDINATOR, MANAGER
from lat_corps.downloads import send_file
from lat_corps.holding import hold
from lat_corps.insight.report_days import answer_by
from lat_corps.insight.report_drawing import draw
from lat_corps.permissions.hooks import acting_roles
from lat_corps.spreadsheets.writing.management_report import report_workbook

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Management Report"


@frappe.whitelist()
def periods(year: int | str | None = None) -> dict[str, Any]:
	"""Return the periods of a year that have ended; without a year, of the last in which one has."""
	frappe.has_permission(DOCTYPE, "create", throw=True)
	day = danish_today()
	asked = cint(year) or report.last_ended(day, "Each quarter")[0]
	ended = len(ended_quarters(day, asked)) if 0 < asked <= day.year else 0
	return {"year": asked, "periods": report.ended_periods(ended)}


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
def approve(name: str, nationally: int | str | None = None) -> None:
	"""Approve a report: nothing in it changes any more, and its fingerprint tells so.

	`nationally` is whether it counts in the figures of the country (R89); without it the coordinator's word.
	"""
	doc: Any = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	_hold(doc, MANAGER, (SENT,))
	nationally = cint(doc.nationally if nationally is None else nationally)
	words = [doc.get(fieldname) or "" for fieldname in report.WORDS]
	_take(
		doc,
		{
			"standing": APPROVED,
			"nationally": nationally,
			"approved_by": frappe.session.user,
			"approved_on": latest_today(),
			"fingerprint": fingerprint("\n".join((doc.name, doc.told, str(nationally), *words))),
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


@frappe.whitelist()
def download(name: str) -> None:
	"""Send what a report tells as a workbook, with n, what is missing and the caveats."""
	doc: Any = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	content = report_workbook(doc.for_reading(), doc.change_groups(), doc.words(), _)
	title = " ".join((_("Report to management"), doc.municipality, _(doc.period), str(doc.year), doc.name))
	send_file(content, f"{title}.xlsx")

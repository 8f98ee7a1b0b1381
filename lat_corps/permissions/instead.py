"""Ours in place of methods of Frappe's that answer past the row rules, or tell more than the answer.

Like those in `queries`, each hands on to Frappe's own for what is not the app's.
"""

from __future__ import annotations

import frappe
from frappe import _

from lat_corps.domain.roles import COORDINATOR

from .core_doctypes import TRACES
from .hooks import reaches
from .links import OPEN
from .people import loans_today, reach_of
from .table import ROWS
from .traces import OWN, records_of

HEATMAP = "Heatmap"


@frappe.whitelist()
def validate_link(doctype: str, docname: str, fields: list | str | None = None) -> dict:
	"""Check a link as Frappe 15 does; to a record of the app, only where the user may link to it.

	Frappe tells of every record of the DocType whether it is there.
	"""
	if doctype in ROWS and doctype not in OPEN and not _may_link(doctype, docname):
		if not frappe.has_permission(doctype, "read"):
			raise frappe.PermissionError
		return {"name": None}
	from frappe.client import validate_link as validate_any

	return validate_any(doctype, docname, fields)


def _may_link(doctype: str, name: str) -> bool:
	user = frappe.session.user
	if reaches(doctype, name, user):
		return True
	municipalities = sorted(reach_of(user).municipalities_as(COORDINATOR))
	return bool(
		doctype == "LAT Mentor"
		and municipalities
		and loans_today(mentor=name, borrowing_municipality=["in", municipalities])
	)


@frappe.whitelist()
def get_chart(
	chart_name: str | None = None,
	chart: dict | str | None = None,
	no_cache: bool | str | None = None,
	filters: dict | list | str | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	timespan: str | None = None,
	time_interval: str | None = None,
	heatmap_year: str | int | None = None,
	refresh: bool | str | None = None,
) -> dict:
	"""Return a chart as Frappe does, but no heatmap of what is kept about records: it asks past the rules."""
	sent = frappe.parse_json(chart)
	stored = chart_name and frappe.db.get_value(
		"Dashboard Chart", chart_name, ["document_type", "type"], as_dict=True
	)
	for asked in (stored or {}, sent if isinstance(sent, dict) else {}):
		if asked.get("type") == HEATMAP and asked.get("document_type") in TRACES:
			frappe.throw(
				_(
					"A heatmap of {0} would count what others may not read: choose another type of chart."
				).format(frappe.bold(_(asked["document_type"]))),
				frappe.PermissionError,
			)
	from frappe.desk.doctype.dashboard_chart.dashboard_chart import get as get_any

	return get_any(
		chart_name=chart_name,
		chart=chart,
		no_cache=no_cache,
		filters=filters,
		from_date=from_date,
		to_date=to_date,
		timespan=timespan,
		time_interval=time_interval,
		heatmap_year=heatmap_year,
		refresh=refresh,
	)


@frappe.whitelist()
def get_events(
	start: str,
	end: str,
	user: str | None = None,
	for_reminder: bool = False,
	filters: dict | list | str | None = None,
) -> list[dict]:
	"""Return the events of a calendar as Frappe does, but none about a record that the user does not read.

	Frappe asks the table itself, for public events and those of an owner who may not reach it any more.
	"""
	from frappe.desk.doctype.event.event import get_events as get_any

	events = get_any(start, end, user, for_reminder, filters)
	about = frappe.get_all(
		"Event",
		filters={
			"name": ["in", [event["name"] for event in events] or [""]],
			"reference_doctype": ["in", sorted(OWN)],
		},
		fields=["name", "reference_doctype", "reference_docname"],
		order_by="name asc",
	)
	hidden = {
		event.name
		for event in about
		if not all(reaches(*record, frappe.session.user) for record in records_of("Event", event))
	}
	return [event for event in events if event["name"] not in hidden]


@frappe.whitelist(methods=["POST", "PUT"])
def bulk_update(docs: str) -> dict:
	"""Change records as Frappe does; of the app's own it answers which failed, without a trace."""
	from frappe.client import bulk_update as update_any

	answer = update_any(docs)
	for failed in answer["failed_docs"]:
		if failed["doc"].get("doctype") in OWN:
			failed["exc"] = _("This record was not changed: open it and save it there.")
	return answer

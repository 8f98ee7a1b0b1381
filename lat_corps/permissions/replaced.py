"""Methods of Frappe that the app answers in its place: with the rows of the app as their reader sees them.

Frappe counts without any check, compares with records that nobody reads, and asks tables themselves
(security 3, 7 and 9).
"""

from __future__ import annotations

from collections import Counter

import frappe
from frappe import _

from lat_corps.domain.roles import COORDINATOR

from .core_doctypes import TRACES
from .counting import count_readable
from .door.called import as_document, parsed
from .hooks import reaches
from .links import OPEN
from .people import loans_today, reach_of
from .table import CHILD_TABLES, ROWS
from .traces import OWN, records_of

HEATMAP = "Heatmap"

SHOWN_AT_MOST = 100
"""Frappe says 99+ of what hangs on a record when there are as many."""


@frappe.whitelist()
def get(
	doctype: str,
	name: str | int | None = None,
	filters: dict | list | str | None = None,
	parent: str | None = None,
) -> dict:
	"""Return a record as Frappe does; one of the app that is sought by its fields, only among those in reach.

	Frappe says "not found" of a record that is not there, and "not permitted" of one that is.
	"""
	from frappe.client import get as get_any

	if doctype in ROWS and not name:
		filters = parsed(filters)
		found = frappe.get_list(doctype, filters=filters, pluck="name", limit=1, order_by="name asc")
		if not found:
			raise frappe.PermissionError
		name = found[0]
	return get_any(doctype, name, filters, parent)


@frappe.whitelist()
def get_next(
	doctype: str,
	value: str,
	prev: int,
	filters: dict | list | str | None = None,
	sort_order: str = "desc",
	sort_field: str = "modified",
) -> str | None:
	"""Return the next record as Frappe does, beside a record that the user reads.

	Frappe compares with any record, so that its fields could be found out by halving.
	"""
	if doctype in OWN:
		frappe.has_permission(doctype, "read", doc=str(value), throw=True)
	from frappe.desk.form.utils import get_next as get_any_next

	return get_any_next(doctype, value, prev, filters, sort_order, sort_field)


@frappe.whitelist()
def get_count(
	doctype: str, filters: dict | list | str | None = None, debug: bool = False, cache: bool = False
) -> int:
	"""Count records as Frappe does; those of the app, and what is kept about them, as the user sees them."""
	if doctype not in OWN and doctype not in TRACES:
		from frappe.client import get_count as count_all

		return count_all(doctype, filters, debug, cache)
	parents = CHILD_TABLES.get(doctype, (None,))
	parent = next((parent for parent in parents if parent and frappe.has_permission(parent)), parents[0])
	if isinstance(filters, str):
		filters = parsed(filters) or {"name": filters}
	return count_readable(doctype, filters, parent)


@frappe.whitelist()
def get_open_count(doctype: str, name: str, items: list | str | None = None) -> dict:
	"""Count what hangs on a record as Frappe does; of the app's own documents what the user may read."""
	frappe.has_permission(doctype, "read", doc=name, throw=True)
	from frappe.desk.notifications import get_open_count as count_all

	answer = count_all(doctype, name, items)
	links = frappe.get_meta(doctype).get_dashboard_data()
	for link in answer["count"]["external_links_found"]:
		linked = link["doctype"]
		if linked in OWN:
			fieldname = links.get("non_standard_fieldnames", {}).get(linked, links.get("fieldname"))
			readable = fieldname and frappe.has_permission(linked, "read")
			link["count"] = min(count_readable(linked, {fieldname: name}), SHOWN_AT_MOST) if readable else 0
			link["open_count"] = min(link["open_count"], link["count"])
	return answer


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str, field: str) -> list[dict]:
	"""Count records by a field as Frappe does; assignments of the app's records only for those one sees."""
	if doctype not in OWN or field != "assigned_to":
		from frappe.desk.listview import get_group_by_count as count_all

		return count_all(doctype, current_filters, field)
	tasks = frappe.get_all(
		"ToDo",
		filters={"reference_type": doctype, "status": ["!=", "Cancelled"]},
		fields=["reference_name", "allocated_to"],
		order_by="allocated_to asc",
	)
	seen = frappe.get_list(
		doctype,
		filters=parsed(current_filters),
		or_filters=[["name", "in", sorted({task.reference_name for task in tasks}) or [""]]],
		pluck="name",
		limit=0,
		order_by="name asc",
	)
	people = Counter(task.allocated_to for task in tasks if task.reference_name in {*seen})
	return [{"name": person, "count": count} for person, count in people.items()]


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
		and loans_today(mentor=name, borrowing_municipality=municipalities)
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
	sent = parsed(chart)
	stored = chart_name and frappe.db.get_value(
		"Dashboard Chart", chart_name, ["document_type", "type"], as_dict=True
	)
	for asked in (stored or {}, sent if isinstance(sent, dict) else {}):
		counted = asked.get("document_type")
		if asked.get("type") == HEATMAP and counted in TRACES:
			frappe.throw(
				_(
					"A heatmap of {0} would count what others may not read: choose another type of chart."
				).format(frappe.bold(_(counted))),
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


@frappe.whitelist()
def get_transitions(doc: dict | str, raise_exception: bool = False) -> list[dict]:
	"""Return the steps of a record as Frappe does; of the app's own none that its reader may not change.

	Frappe offers a step to whoever holds the role and reads the record, and refuses it afterwards.
	"""
	from frappe.model.workflow import get_transitions as get_any

	steps = get_any(doc, raise_exception=raise_exception)
	record = as_document(doc)
	return steps if _may_change(record.get("doctype"), record.get("name")) else []


@frappe.whitelist()
def get_common_transition_actions(docs: list | str, doctype: str) -> list[str]:
	"""Return the steps that records share as Frappe does; of the app's own as `get_transitions`."""
	from frappe.model.workflow import get_common_transition_actions as get_any

	records = [as_document(doc) for doc in parsed(docs) or []]
	if not all(_may_change(record.get("doctype") or doctype, record.get("name")) for record in records):
		return []
	return get_any(docs, doctype)


def _may_change(doctype: str | None, name: str | None) -> bool:
	return doctype not in ROWS or bool(frappe.has_permission(doctype, "write", doc=name))


@frappe.whitelist(methods=["POST", "PUT"])
def bulk_update(docs: str) -> dict:
	"""Change records as Frappe does; of the app's own it answers which failed, without a trace."""
	from frappe.client import bulk_update as update_any

	answer = update_any(docs)
	for failed in answer["failed_docs"]:
		if failed["doc"].get("doctype") in OWN:
			failed["exc"] = _("This record was not changed: open it and save it there.")
	return answer


@frappe.whitelist(methods=["POST"])
def execute_code(doc: str) -> dict:
	"""Run code of the System Console as Frappe does, but for Administrator alone: it asks every table."""
	frappe.only_for("Administrator")
	from frappe.desk.doctype.system_console.system_console import execute_code as execute

	return execute(doc)

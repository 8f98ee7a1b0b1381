"""The administrator's decision on a newer shipped version: see the difference, take it over, or keep ours."""

from __future__ import annotations

import json
from collections.abc import Iterator

import frappe
from frappe import _

from .shipped import AS_SHIPPED, KEY_FIELDS, mark, shape, shipped, shipped_key, to_store

ROW_NAMES: dict[str, tuple[str, ...]] = {
	"Workflow Document State": ("state",),
	"Workflow Transition": ("state", "action", "next_state", "allowed"),
	"LAT Role Task": ("phase", "task"),
	"LAT Instrument Item": ("item_code",),
	"LAT Instrument Choice": ("scale", "choice_label"),
	"LAT Instrument Subscale": ("subscale_code",),
	"LAT Instrument Conversion": ("subscale", "raw"),
	"LAT Instrument Cutoff": ("subscale", "reading"),
}
"""By which columns a row of a table is known again."""

WORDS = (
	("states", "state", "Workflow State"),
	("transitions", "action", "Workflow Action Master"),
)
"""What a workflow is made of, and must find when it is taken over."""


@frappe.whitelist()
def difference(name: str) -> list[dict]:
	"""Return what differs between the record here and the newest shipped version.

	Each is a dictionary of `place` (a row of a table, or nothing), `field`, `here` and `shipped`, in the
	words of the reader. A record that was removed differs in nothing: there is none.
	"""
	trace = frappe.get_doc("LAT Shipped Record", name)
	trace.check_permission("read")
	if not frappe.db.exists(trace.document_type, trace.document_name):
		return []
	new = json.loads(trace.offered)
	current = shape(frappe.get_doc(trace.document_type, trace.document_name).as_dict(), new)
	return [*_differences(trace.document_type, current, shape(new, new))]


def _differences(doctype: str, here: dict, new: dict) -> Iterator[dict]:
	meta = frappe.get_meta(doctype)
	for fieldname, value in new.items():
		df = meta.get_field(fieldname)
		if isinstance(value, list):
			yield from _row_differences(df, here[fieldname], value)
		elif df and here[fieldname] != value:
			yield _line("", df, here[fieldname], value)


def _row_differences(table, here: list[dict], new: list[dict]) -> Iterator[dict]:
	ours, theirs = _by_name(table.options, here), _by_name(table.options, new)
	fields = frappe.get_meta(table.options)
	for name in {**theirs, **ours}:
		place = " · ".join(_(word) for word in name if word)
		if name not in theirs or name not in ours:
			stands, lacks = _("Is there"), _("Is not there")
			yield {
				"place": place,
				"field": _(table.label or table.fieldname),
				"here": stands if name in ours else lacks,
				"shipped": stands if name in theirs else lacks,
			}
			continue
		for column, value in theirs[name].items():
			if ours[name].get(column) != value:
				yield _line(place, fields.get_field(column), ours[name].get(column), value)
	if list(ours) != list(theirs) and set(ours) == set(theirs):
		order = {"here": _("In another order"), "shipped": _("In the shipped order")}
		yield {"place": "", "field": _(table.label or table.fieldname), **order}


def _by_name(table: str, rows: list[dict]) -> dict[tuple[str, ...], dict]:
	columns = ROW_NAMES.get(table)
	return {
		tuple(row.get(column) or "" for column in columns) if columns else (str(number),): row
		for number, row in enumerate(rows, start=1)
	}


def _line(place: str, df, here: str, new: str) -> dict:
	return {
		"place": place,
		"field": _(df.label or df.fieldname),
		"here": _shown(df, here),
		"shipped": _shown(df, new),
	}


def _shown(df, value: str | None) -> str:
	if df.fieldtype == "Check":
		return _("Yes") if value else _("No")
	return _(value) if value and df.fieldtype in ("Select", "Link") else value or ""


@frappe.whitelist(methods=["POST"])
def take_over(name: str) -> None:
	"""Put the newest shipped version in the place of the record here, by the rights of the user.

	Raises what saving raises: an unsafe workflow is refused, and so is what is in use.
	"""
	trace = frappe.get_doc("LAT Shipped Record", name)
	trace.check_permission("read")
	_take_over(trace)


def _take_over(trace) -> None:
	new = json.loads(trace.offered)
	if new["doctype"] == "Workflow":
		_restore_words(new)
	if frappe.db.exists(trace.document_type, trace.document_name):
		current = frappe.get_doc(trace.document_type, _named_as_shipped(trace, new))
		current.check_permission("write")
		current.update(to_store(new))
		current.save()
	else:
		current = frappe.get_doc(to_store(new)).insert()
	mark(
		trace,
		document_name=current.name,
		standing=AS_SHIPPED,
		content=new,
		offered=new,
		kept="",
		waiting=0,
		note="",
	)


def _named_as_shipped(trace, new: dict) -> str:
	"""Give a renamed record its shipped name again, where the name is one of its fields."""
	autoname = frappe.get_meta(trace.document_type).autoname or ""
	fieldname = KEY_FIELDS[trace.document_type][0]
	if autoname == f"field:{fieldname}" and trace.document_name != new[fieldname]:
		return frappe.rename_doc(
			trace.document_type, trace.document_name, new[fieldname], force=True, show_alert=False
		)
	return trace.document_name


def _restore_words(workflow: dict) -> None:
	needed = {(doctype, row[column]) for table, column, doctype in WORDS for row in workflow.get(table) or []}
	for record in shipped():
		key = KEY_FIELDS[record["doctype"]][0]
		word = (record["doctype"], record.get(key))
		if word in needed and not frappe.db.exists(*word):
			name = frappe.db.get_value("LAT Shipped Record", {"shipped_key": shipped_key(record)})
			_take_over(frappe.get_doc("LAT Shipped Record", name))


@frappe.whitelist(methods=["POST"])
def keep_ours(name: str) -> None:
	"""Keep the record as it is here; this shipped version asks no more, the next one does."""
	trace = frappe.get_doc("LAT Shipped Record", name)
	trace.check_permission("read")
	frappe.has_permission(trace.document_type, "write", throw=True)
	mark(trace, kept=trace.offered, waiting=0)

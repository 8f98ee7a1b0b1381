"""Which records a request has listed, and whether it asked for what they say about people (N3).

A list of numbers, stages, dates and staff shows nothing about the citizen and is not logged. A request that
asks for anything else, or filters or sorts by it, is; the records are then asked for once more by number, as
the same user, because the answer itself may leave the numbers out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import frappe
from frappe.utils import cint
from openpyxl import load_workbook

from lat_corps.permissions.hooks import LISTED_DOCTYPES
from lat_corps.permissions.table import CHILD_TABLES

from .noting import EXPORTED, GATHERED, LISTED, OPENED, note
from .subjects import ABOUT, REFERENCES, parents_about

NOT_CONTENT = frozenset(
	"name owner creation modified modified_by docstatus idx parent parenttype parentfield doctype "
	"_assign _liked_by _seen _comment_count municipality stage workflow_state standing lat_case citizen "
	"course_type coordinator mentor mentor_name caseworker receiver receiver_name instrument measured_at "
	"purpose given_by".split()
)
DATES = ("Date", "Datetime")
ABOUT_THE_PERSON = ("birth_date",)
BESIDE_THE_RECORD = ("_comments", "_user_tags")
"""Every list page asks for these columns; they say something only where somebody has written."""

COUNT = re.compile(r"count\((?:distinct )?(?:`?tab[\w ]+`?\.)?(?:`?name`?|\*)\)(?: as \w+)?", re.IGNORECASE)
SIMPLE_ORDER = re.compile(r"\s*(?:`?tab[\w ]+`?\.)?`?(\w+)`?(?:\s+(?:asc|desc))?\s*", re.IGNORECASE)

WITHOUT_CONTENT = frozenset(
	(
		"frappe.desk.form.load.getdoc",
		"frappe.desk.notifications.get_open_count",
		"frappe.desk.reportview.get_sidebar_stats",
		"frappe.desk.reportview.get_stats",
		"lat_corps.casework.names.of_page",
		"lat_corps.insight.my_day.of_user",
		"lat_corps.measurement.course_page.of_course",
		"lat_corps.measurement.templates.download_template",
		"lat_corps.privacy.exporting.download_read_log",
		"lat_corps.privacy.exporting.download_key",
		"LAT Retention Ended",
	)
)
"""Calls, and reports by name, that list by number, stage, date and staff alone, or log by themselves."""


@dataclass(frozen=True)
class Query:
	"""What a client asked of a list; `length` 0 stands for all rows."""

	doctype: str
	fields: tuple[str, ...] = ("name",)
	filters: tuple = ()
	or_filters: tuple = ()
	order_by: str = ""
	start: int = 0
	length: int = 0
	parent: str = ""
	action: str = LISTED
	grouped: bool = False


def _from_list(asked: frappe._dict, default_length: int = 20, action: str = LISTED) -> Query:
	given = next(
		(asked[key] for key in ("limit_page_length", "page_length", "limit") if asked.get(key)), None
	)
	return Query(
		doctype=asked.doctype or "",
		fields=_listed(asked.fields) or ("name",),
		filters=_conditions(asked.filters),
		or_filters=_conditions(asked.or_filters),
		order_by=asked.order_by or "",
		start=cint(asked.limit_start or asked.start),
		length=cint(given) if given is not None else default_length,
		parent=asked.parent or asked.parent_doctype or "",
		action=action,
		grouped=bool(asked.group_by or asked.distinct),
	)


def _from_value(asked: frappe._dict) -> Query:
	return Query(
		doctype=asked.doctype or "",
		fields=_listed(asked.fieldname),
		filters=_conditions(asked.filters),
		length=1,
		parent=asked.parent or "",
	)


def _from_export(asked: frappe._dict) -> Query:
	if asked.selected_items:
		asked.filters = [["name", "in", frappe.parse_json(asked.selected_items)]]
	asked.limit_page_length = asked.page_length = asked.limit = None
	return _from_list(asked, default_length=0, action=EXPORTED)


def _from_whole_export(asked: frappe._dict) -> Query:
	if asked.export_records == "blank_template" or str(asked.with_data or "") in ("0", "false", "False"):
		return Query("")
	return Query(
		doctype=asked.doctype or "",
		fields=("*",),
		filters=_conditions(asked.export_filters or asked.filters),
		action=EXPORTED,
	)


def _from_link(asked: frappe._dict) -> Query:
	fields = _listed(asked.fields or asked.fields_to_fetch)
	return Query(asked.doctype or "", fields, (["name", "=", asked.docname],), length=1)


def _from_count(asked: frappe._dict) -> Query:
	return Query(
		asked.doctype or "",
		_listed(asked.field) or ("name",),
		(*_conditions(asked.filters), *_conditions(asked.current_filters)),
		_conditions(asked.or_filters),
	)


CALLS: dict[str, Callable[[frappe._dict], Query]] = {
	"frappe.client.get_list": _from_list,
	"frappe.client.get_count": _from_count,
	"frappe.client.get_value": _from_value,
	"frappe.client.validate_link": _from_link,
	"frappe.client.validate_link_and_fetch": _from_link,
	"frappe.desk.reportview.get": _from_list,
	"frappe.desk.reportview.get_list": _from_list,
	"frappe.desk.reportview.get_count": _from_count,
	"frappe.desk.reportview.export_query": _from_export,
	"frappe.desk.listview.get_group_by_count": _from_count,
	"frappe.core.doctype.data_export.exporter.export_data": _from_whole_export,
	"frappe.core.doctype.data_import.data_import.download_template": _from_whole_export,
}
"""Frappe's calls that list records, and how each says what it asks for."""

LIST_PAGE = "frappe.desk.reportview.get"
"""The Desk's list pages: their answers are rows of named columns, so they are not asked for once more."""


def note_listed(path: str, method: str, asked: frappe._dict) -> None:
	"""Note the records that a successful request has listed with content."""
	call, asked = called(path, method, asked)
	if call in WITHOUT_CONTENT or asked.get("report_name") in WITHOUT_CONTENT:
		return
	if call in CALLS:
		query = CALLS[call](asked)
		shown = rows_shown(query) if call == LIST_PAGE else None
		for doctype, names in records_of(query, shown).items():
			note(query.action, doctype, names)
		return
	listed = frappe.local.flags.get(LISTED_DOCTYPES) or ()
	touched = {about for doctype in listed for about in (doctype, *parents_about(doctype)) if about in ABOUT}
	if call.startswith("frappe.desk.query_report."):
		touched = set(ABOUT)
	if touched:
		action = EXPORTED if frappe.response.get("filecontent") else LISTED
		words = sorted(set(_words(dict(frappe.response))))
		# A record that was handed out whole is an opening, also when it was looked up in a list first.
		opened = {(kind, name) for act, kind, name in frappe.local.flags.get(GATHERED) or () if act == OPENED}
		for doctype in sorted(touched):
			names = _existing(doctype, words)
			note(action, doctype, [name for name in names if (doctype, name) not in opened])


def called(path: str, method: str, asked: frappe._dict) -> tuple[str, frappe._dict]:
	"""Return the dotted call behind a request, REST lists included, and its arguments."""
	parts = [unquote(part) for part in path.strip("/").split("/")]
	if parts and parts[0] == "api":
		parts = parts[2:] if parts[1:2] and parts[1] in ("v1", "v2") else parts[1:]
		if method == "GET" and len(parts) == 2 and parts[0] in ("resource", "document"):
			return "frappe.client.get_list", frappe._dict(asked, doctype=parts[1])
		if parts[0:1] == ["doctype"] and parts[2:] == ["count"]:
			return "frappe.client.get_count", frappe._dict(asked, doctype=parts[1])
		if parts[0:1] == ["method"] and not asked.get("cmd"):
			return ".".join(parts[1:2]), frappe._dict(asked)
	return asked.get("cmd") or "", frappe._dict(asked)


def rows_shown(query: Query) -> list[dict] | None:
	"""Return the rows of a list page just answered; None where its columns could be others than they say."""
	answer = frappe.response.get("message")
	if not answer:
		return []
	own = re.compile(rf"(?:`?tab{re.escape(query.doctype)}`?\.)?`?\w+`?")
	if (
		not isinstance(answer, dict)
		or query.grouped
		or not all(own.fullmatch(name) for name in query.fields)
		or not {"name", *content_asked(query)} <= set(answer["keys"])
	):
		return None
	return [dict(zip(answer["keys"], row, strict=True)) for row in answer["values"]]


def records_of(query: Query, shown: list[dict] | None = None) -> dict[str, list[str]]:
	"""Return document type -> numbers of what the query lists with content, as the user may see it.

	`shown` are the rows of the answer where they carry the numbers; without them the records are asked for.
	"""
	doctype = query.doctype
	child = bool(parents_about(doctype)) and doctype in CHILD_TABLES
	if not (doctype in ABOUT or doctype in REFERENCES or child):
		return {}
	asked = content_asked(query)
	if not asked:
		return {}
	beside = asked <= set(BESIDE_THE_RECORD) and doctype in ABOUT
	rows = _asked_again(query, child, asked if beside else set()) if shown is None or child else shown
	found: dict[str, list[str]] = {}
	for row in rows:
		if not beside or any(str(row.get(column) or "").strip("[] ") for column in asked):
			found.setdefault(row["parenttype"] if child else doctype, []).append(
				row["parent"] if child else row["name"]
			)
	return found


def _asked_again(query: Query, child: bool, columns: set[str]) -> list[dict]:
	paged = not query.grouped and all(SIMPLE_ORDER.fullmatch(part) for part in _parts(query.order_by))
	by = "parent" if child else "modified"
	return frappe.get_list(
		query.doctype,
		fields=["parent", "parenttype"] if child else ["name", *sorted(columns)],
		filters=[list(condition) for condition in query.filters],
		or_filters=[list(condition) for condition in query.or_filters],
		parent_doctype=query.parent or None,
		order_by=(paged and query.order_by) or f"`tab{query.doctype}`.`{by}` desc",
		limit_start=query.start if paged else 0,
		limit_page_length=query.length if paged else 0,
		distinct=child,
	)


def content_asked(query: Query) -> set[str]:
	"""Return what the query reads, filters or sorts by that says something about the person."""
	conditions = [*query.filters, *query.or_filters]
	named = [
		*query.fields,
		*(str(condition[1] if len(condition) > 3 else condition[0]) for condition in conditions),
		*(match[1] if (match := SIMPLE_ORDER.fullmatch(part)) else part for part in _parts(query.order_by)),
	]
	return {_plain(name) for name in named if not _is_harmless(query.doctype, _plain(name))}


def _plain(name: str) -> str:
	return re.sub(r"^`?tab[\w ]+`?\.", "", name.strip()).strip("`'\" ")


def _is_harmless(doctype: str, fieldname: str) -> bool:
	if fieldname in NOT_CONTENT or COUNT.fullmatch(fieldname):
		return True
	df = frappe.get_meta(doctype).get_field(fieldname)
	return bool(df and df.fieldtype in DATES and fieldname not in ABOUT_THE_PERSON and doctype in ABOUT)


def _parts(order_by: str) -> list[str]:
	return [part for part in order_by.split(",") if part.strip()]


def _parsed(value: object) -> object:
	"""Return what a text says as JSON, or the text itself."""
	try:
		return frappe.parse_json(value)
	except ValueError:
		return value


def _listed(value: object) -> tuple[str, ...]:
	"""Return field names from what a client may send: a list, its JSON, or one name."""
	value = _parsed(value)
	if isinstance(value, str):
		return (value,)
	return tuple(str(item) for item in value or ())


def _conditions(value: object) -> tuple:
	"""Return filters as [field, operator, value] or [document, field, operator, value]."""
	value = _parsed(value)
	if isinstance(value, str):
		return (["name", "=", value],)
	if isinstance(value, dict):
		return tuple(
			[key, *condition] if isinstance(condition, list | tuple) else [key, "=", condition]
			for key, condition in value.items()
		)
	return tuple(list(condition) for condition in value or ())


def _existing(doctype: str, words: list[str]) -> list[str]:
	return frappe.get_all(doctype, filters={"name": ["in", words or [""]]}, pluck="name", order_by="name asc")


def _words(answer: object, depth: int = 8) -> Iterator[str]:
	"""Yield every short text of an answer, the cells of a workbook or CSV included."""
	if isinstance(answer, str):
		if len(answer) <= 140:
			yield answer
	elif isinstance(answer, bytes):
		yield from _cells(answer)
	elif isinstance(answer, dict):
		for value in answer.values():
			yield from _words(value, depth - 1)
	elif isinstance(answer, list | tuple | set) and depth:
		for value in answer:
			yield from _words(value, depth - 1)


def _cells(content: bytes) -> Iterator[str]:
	if content.startswith(b"PK"):
		for sheet in load_workbook(io.BytesIO(content), read_only=True):
			for row in sheet.iter_rows(values_only=True):
				yield from (value for value in row if isinstance(value, str))
	elif not content.startswith(b"%PDF"):
		text = content.decode("utf-8-sig", "replace")
		for delimiter in ",;\t":
			for row in csv.reader(io.StringIO(text), delimiter=delimiter):
				yield from row

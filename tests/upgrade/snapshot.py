"""What a site holds, under any version of the app: every record, the figures people see, who may do what.

`python snapshot.py SITE FILE [stored]`, with the Python of a bench and in its `sites` folder, writes JSON.
It asks by public ways alone (tables, `get_list`, `has_permission`, `query_report.run`, methods of pages), so
that an older checkout answers as well as a newer one.
"""

from __future__ import annotations

import html
import json
import re
import sys
from pathlib import Path
from typing import Any

import frappe

LEFT_OUT = frozenset(
	("__Auth", "__UserSettings", "__global_search", "tabSessions", "tabSeries", "__wiki_search")
)
"""Password hashes, what a browser remembers, what is rebuilt, and who is logged in."""

RIGHTS = ("read", "write", "create", "delete", "submit", "cancel", "amend", "report", "export", "import")
RIGHTS += ("share", "print", "email", "if_owner")
ASKED = ("read", "write", "print", "delete")


def snapshot() -> dict[str, Any]:
	return {
		**stored(),
		"reach": {person: reach(person) for person in people()},
		"figures": {person: figures(person) for person in people()},
	}


def stored() -> dict[str, Any]:
	return {"version": frappe.__version__, "records": records(), "rights": rights()}


def own_doctypes() -> list[str]:
	"""Return the DocTypes of the app that stand by themselves."""
	modules = frappe.get_all("Module Def", filters={"app_name": "lat_corps"}, pluck="name")
	return sorted(
		frappe.get_all(
			"DocType", filters={"module": ["in", modules], "istable": 0, "issingle": 0}, pluck="name"
		)
	)


def people() -> list[str]:
	"""Return every login that can be logged in with, among them those without any role of the app."""
	return sorted(frappe.get_all("User", filters={"enabled": 1, "name": ["!=", "Guest"]}, pluck="name"))


def records() -> dict[str, dict[str, dict[str, str]]]:
	"""Return table -> name -> column -> value, of every table that has names."""
	found = {}
	for table in sorted(frappe.db.get_tables(cached=False)):
		columns = {row[0] for row in frappe.db.sql(f"show columns from `{table}`")}
		if table in LEFT_OUT or "name" not in columns:
			continue
		rows = frappe.db.sql(f"select * from `{table}`", as_dict=True)
		found[table] = {str(row.name): {key: text(value) for key, value in row.items()} for row in rows}
	found["tabSingles"] = {
		f"{row.doctype}.{row.field}": {"value": text(row.value)}
		for row in frappe.db.sql("select doctype, field, value from `tabSingles`", as_dict=True)
	}
	return found


def text(value: object) -> str:
	return "" if value is None else str(value)


def rights() -> dict[str, dict[str, list[str]]]:
	"""Return DocType -> "role at level" -> the rights that it gives, as Frappe asks them of the site."""
	found = {}
	for doctype in own_doctypes():
		rows: dict[str, set[str]] = {}
		for row in frappe.get_meta(doctype).permissions:
			given = rows.setdefault(f"{row.role} at {row.permlevel or 0}", set())
			given |= {right for right in RIGHTS if row.get(right)}
		found[doctype] = {key: sorted(given) for key, given in sorted(rows.items())}
	return found


def reach(person: str) -> dict[str, dict[str, list[str]]]:
	"""Return DocType -> right -> names of the records it holds for; "list" is what a list shows."""
	everything = {doctype: frappe.get_all(doctype, pluck="name", limit=0) for doctype in own_doctypes()}
	frappe.set_user(person)
	try:
		return {doctype: reach_of(doctype, names) for doctype, names in everything.items()}
	finally:
		frappe.set_user("Administrator")


def reach_of(doctype: str, names: list[str]) -> dict[str, list[str]]:
	found = {"list": sorted(listed(doctype))}
	if not any(frappe.has_permission(doctype, right) for right in ASKED):
		return found
	documents = [frappe.get_doc(doctype, name) for name in sorted(names)]
	for right in ASKED:
		found[right] = [doc.name for doc in documents if frappe.has_permission(doctype, right, doc=doc)]
	return found


def listed(doctype: str) -> list[str]:
	try:
		return frappe.get_list(doctype, pluck="name", limit=0, order_by="name asc")
	except frappe.PermissionError:
		return []


def figures(person: str) -> dict[str, Any]:
	"""Return what reports, the page of pooled figures and the number cards say to a person."""
	frappe.set_user(person)
	try:
		return {**reports(), **pooled(), **cards()}
	finally:
		frappe.set_user("Administrator")


def reports() -> dict[str, Any]:
	from frappe.desk.query_report import run

	modules = frappe.get_all("Module Def", filters={"app_name": "lat_corps"}, pluck="name")
	names = frappe.get_all("Report", filters={"module": ["in", modules]}, pluck="name", order_by="name asc")
	found = {}
	for name in names:
		answer = asked(run, name, filters={})
		rows = answer.get("result", []) if isinstance(answer, dict) else answer
		found[f"report {name}"] = json.loads(json.dumps(rows, default=str))
	return found


def pooled() -> dict[str, Any]:
	from lat_corps.insight import change

	places = asked(change.places)
	if isinstance(places, str):
		return {"pooled": places}
	return {f"pooled {place['label']}": words(asked(change.show, place["value"])["html"]) for place in places}


def words(page: str) -> list[str]:
	"""Return the texts of a page, one after the other."""
	plain = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.S)
	return [
		part.strip() for part in html.unescape(re.sub(r"<[^>]+>", "\n", plain)).split("\n") if part.strip()
	]


def cards() -> dict[str, Any]:
	found = {}
	for card in frappe.get_all(
		"Number Card",
		filters={"method": ["like", "lat_corps.%"]},
		fields=["name", "method"],
		order_by="name asc",
	):
		answer = asked(frappe.get_attr(card.method))
		found[f"card {card.name}"] = answer["value"] if isinstance(answer, dict) else answer
	return found


def asked(function: Any, *args: Any, **values: Any) -> Any:
	try:
		return function(*args, **values)
	except frappe.PermissionError:
		return "refused"


def main(site: str, target: str, only: str = "") -> None:
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	try:
		Path(target).write_text(
			json.dumps((stored if only else snapshot)(), indent=1, sort_keys=True, default=str), "utf-8"
		)
	finally:
		frappe.destroy()


if __name__ == "__main__":
	main(*sys.argv[1:])

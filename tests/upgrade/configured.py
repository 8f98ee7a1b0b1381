"""What an administrator builds on the app's documents: kept by a migrate, gone after uninstalling.

`python configured.py SITE ACTION FILE`, with the Python of a bench and in its `sites` folder: `standing`
writes what names the app before it is installed, and `gone` compares with that; `make` writes what is built,
and `kept` compares with that.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import frappe

STATE, FIELD = "Venter på borgeren", "own_number"
BUILT: list[dict[str, Any]] = [
	{"doctype": "Workflow State", "workflow_state_name": STATE},
	{
		"doctype": "Custom Field",
		"dt": "LAT Case",
		"fieldname": FIELD,
		"label": "Eget nummer",
		"fieldtype": "Data",
	},
	{
		"doctype": "Custom Field",
		"dt": "ToDo",
		"fieldname": "about_course",
		"fieldtype": "Link",
		"options": "LAT Case",
	},
	{
		"doctype": "Property Setter",
		"doctype_or_field": "DocField",
		"doc_type": "LAT Case",
		"field_name": "challenges",
		"property": "label",
		"property_type": "Data",
		"value": "Udfordringer hos os",
	},
	{
		"doctype": "Report",
		"report_name": "Forløb hos os",
		"ref_doctype": "LAT Case",
		"report_type": "Report Builder",
		"is_standard": "No",
		"json": json.dumps({"fields": [["name", "LAT Case"], ["stage", "LAT Case"]]}),
	},
	{
		"doctype": "Kanban Board",
		"kanban_board_name": "Forløb efter trin",
		"reference_doctype": "LAT Case",
		"field_name": "stage",
		"columns": [{"column_name": "Active"}],
	},
	{
		"doctype": "Notification",
		"name": "Nyt forløb hos os",
		"subject": "Nyt forløb",
		"document_type": "LAT Case",
		"event": "New",
		"channel": "System Notification",
		"message": "Se listen",
		"recipients": [{"receiver_by_role": "LAT Coordinator"}],
	},
	{
		"doctype": "Assignment Rule",
		"name": "Forløb fordeles",
		"document_type": "LAT Case",
		"description": "Tag fat",
		"assign_condition": "False",
		"rule": "Round Robin",
		"users": [{"user": "Administrator"}],
		"assignment_days": [{"day": "Monday"}],
	},
	{
		"doctype": "List Filter",
		"filter_name": "Mine",
		"reference_doctype": "LAT Case",
		"for_user": "Administrator",
		"filters": json.dumps([["LAT Case", "stage", "=", "Active"]]),
	},
	{"doctype": "List View Settings", "name": "LAT Case", "disable_count": 1},
	{
		"doctype": "Number Card",
		"name": "Forløb i gang hos os",
		"label": "Forløb i gang hos os",
		"type": "Document Type",
		"document_type": "LAT Case",
		"function": "Count",
		"is_public": 1,
		"filters_json": json.dumps([["LAT Case", "stage", "=", "Active"]]),
	},
	{
		"doctype": "Client Script",
		"name": "Forløb: hilsen",
		"dt": "LAT Case",
		"view": "Form",
		"enabled": 1,
		"script": "frappe.ui.form.on('LAT Case', {});",
	},
	{
		"doctype": "Print Format",
		"name": "Forløb på vores papir",
		"doc_type": "LAT Case",
		"print_format_type": "Jinja",
		"standard": "No",
		"custom_format": 1,
		"html": "{{ doc.name }}",
	},
	{
		"doctype": "Calendar View",
		"name": "Forløb i kalender",
		"reference_doctype": "LAT Case",
		"subject_field": "name",
		"start_date_field": "opened_on",
		"end_date_field": "closed_on",
	},
	{
		"doctype": "Form Tour",
		"title": "Forløbet vist rundt",
		"name": "Forløbet vist rundt",
		"reference_doctype": "LAT Case",
		"steps": [{"fieldname": "stage", "title": "Trin", "description": "Her", "position": "Top"}],
	},
	{
		"doctype": "Workspace",
		"label": "Vores rum",
		"title": "Vores rum",
		"name": "Vores rum",
		"public": 1,
		"content": "[]",
		"shortcuts": [{"label": "Forløb", "type": "DocType", "link_to": "LAT Case", "doc_view": "List"}],
		"links": [{"label": "Forløb", "type": "Link", "link_type": "DocType", "link_to": "LAT Case"}],
	},
	{
		"doctype": "Dashboard Chart",
		"chart_name": "Vores kurve",
		"chart_type": "Count",
		"document_type": "LAT Case",
		"based_on": "creation",
		"timeseries": 1,
		"filters_json": "[]",
	},
	{"doctype": "Email Template", "name": "Brev om forløb", "subject": "Forløb", "response": "Se LAT Case"},
	{
		"doctype": "Role Profile",
		"role_profile": "Koordinator hos os",
		"roles": [{"role": "LAT Coordinator"}, {"role": "LAT Mentor"}],
	},
	{
		"doctype": "Module Profile",
		"module_profile_name": "Uden LAT",
		"block_modules": [{"module": "Casework"}],
	},
	{
		"doctype": "DocType",
		"name": "Vores sag",
		"module": "Custom",
		"custom": 1,
		"fields": [
			{"fieldname": "course", "label": "Forløb", "fieldtype": "Link", "options": "LAT Case"},
			{"fieldname": "words", "label": "Ord", "fieldtype": "Data"},
		],
		"permissions": [{"role": "LAT Coordinator", "read": 1}, {"role": "System Manager", "read": 1}],
	},
	{
		"doctype": "Report",
		"report_name": "Mangler hos os",
		"ref_doctype": "LAT Case",
		"report_type": "Custom Report",
		"reference_report": "LAT Recording Gaps",
		"is_standard": "No",
		"json": "{}",
	},
	{"doctype": "Prepared Report", "report_name": "LAT Recording Gaps", "status": "Completed"},
	{"doctype": "Access Log", "report_name": "LAT Recording Gaps", "user": "Administrator"},
	{
		"doctype": "Custom Role",
		"report": "LAT Recording Gaps",
		"ref_doctype": "LAT Case",
		"roles": [{"role": "LAT Coordinator"}],
	},
	{"doctype": "Role", "role_name": "Vores rolle", "home_page": "/app/lat-courses"},
	{
		"doctype": "Dashboard",
		"dashboard_name": "Vores overblik",
		"charts": [{"chart": "Vores kurve"}],
		"cards": [{"card": "Forløb i gang hos os"}],
	},
	{
		"doctype": "Workspace",
		"label": "Vores rum under LAT",
		"title": "Vores rum under LAT",
		"name": "Vores rum under LAT",
		"public": 1,
		"content": "[]",
		"parent_page": "LAT Courses",
		"shortcuts": [{"label": "Liste", "type": "URL", "url": "/app/lat-case"}],
	},
]
"""What an administrator builds. What the app refuses today is put there as if it stood from before."""

CHANGED = (
	{"doctype": "Workflow", "name": "LAT Course"},
	{"doctype": "Workflow State", "name": "Course closed"},
)
"""What ships with the app and is changed by the administrator."""

STAYS = (
	("Dashboard", "Vores overblik"),
	("DocType", "Vores sag"),
	("Email Template", "Brev om forløb"),
	("Module Profile", "Uden LAT"),
	("Role", "Vores rolle"),
	("Role Profile", "Koordinator hos os"),
	("Workspace", "Vores rum"),
	("Workspace", "Vores rum under LAT"),
)
"""What the administrator built that only mentions the app."""

NAMED = re.compile(r"\bLAT[ _-][A-Z0-9]|lat_corps|\blat-[a-z]+\b|\bLAT(?:Case|Mentor|Match)", re.UNICODE)
"""How a row would name the app: its documents, roles and numbers, its code, the addresses of its lists."""

MODULES = frozenset((Path(__file__).parents[2] / "lat_corps/modules.txt").read_text("utf-8").split())

KEPT_ON_PURPOSE = {
	"tabEmail Template": "a letter in the administrator's own words",
}


def make() -> dict[str, Any]:
	for doctype, name in STAYS:
		frappe.delete_doc(doctype, name, force=True, ignore_missing=True, delete_permanently=True)
	for values in BUILT:
		if not frappe.db.exists("DocType", values["doctype"]) or _stored(values):
			continue
		doc = frappe.get_doc(values)
		doc.flags.name_set = bool(values.get("name"))
		try:
			doc.insert()
		except frappe.ValidationError as error:
			print(f"refused today, stands from before: {values['doctype']} ({str(error)[:90]})")
			frappe.clear_messages()
			_put(values)
	workflow = frappe.get_doc("Workflow", "LAT Course")
	if STATE not in {row.state for row in workflow.states}:
		_extend(workflow)
	frappe.get_doc("Workflow State", "Course closed").update({"style": "Inverse"}).save()
	frappe.get_doc("User", "Administrator").add_roles("LAT Administrator")
	frappe.db.set_value(
		"User", "Administrator", {"default_app": "lat_corps", "default_workspace": "LAT Courses"}
	)
	frappe.db.set_single_value("System Settings", "default_app", "lat_corps")
	_append(
		"Navbar Settings", "settings_dropdown", item_type="Route", item_label="Forløb", route="/app/lat-case"
	)
	_append("Portal Settings", "custom_menu", title="Forløb", route="/app/my-lat-courses", enabled=1)
	_append("Website Settings", "top_bar_items", label="Forløb", url="/app/lat-courses?stage=New")
	frappe.db.commit()
	return kept()


def _append(single: str, table: str, **values: Any) -> None:
	doc = frappe.get_doc(single)
	doc.append(table, values)
	doc.save()


def _put(values: dict[str, Any]) -> None:
	doc = frappe.get_doc(values)
	doc.set_new_name(set_child_names=True) if not values.get("name") else setattr(doc, "name", values["name"])
	doc.set_parent_in_children()
	doc.db_insert()
	for row in doc.get_all_children():
		row.name = row.name or frappe.generate_hash(length=10)
		row.db_insert()


def _extend(workflow: Any) -> None:
	workflow.append(
		"states",
		{
			"state": STATE,
			"doc_status": "0",
			"update_field": "stage",
			"update_value": "Active",
			"allow_edit": "LAT Coordinator",
		},
	)
	for state, following, action in (
		("Course under way", STATE, "Pause mentor"),
		(STATE, "Course closing", "Begin closing"),
	):
		workflow.append(
			"transitions",
			{
				"state": state,
				"action": action,
				"next_state": following,
				"allowed": "LAT Coordinator",
				"allow_self_approval": 1,
			},
		)
	workflow.save()


def _stored(values: dict[str, Any]) -> str | None:
	about = {
		key: value
		for key, value in values.items()
		if key != "doctype" and isinstance(value, str) and len(value) < 60
	}
	return frappe.db.exists(values["doctype"], about)


def kept() -> dict[str, Any]:
	"""Return what stands of it now, whole."""
	found = {}
	for values in (*BUILT, *CHANGED):
		if not frappe.db.exists("DocType", values["doctype"]):
			continue
		name = _stored(values)
		doc = frappe.get_doc(values["doctype"], name).as_dict(no_default_fields=True) if name else None
		found[f"{values['doctype']}: {name}"] = json.loads(json.dumps(doc, default=str, sort_keys=True))
	return found


def gone(standing: list[str]) -> list[str]:
	"""Return what names the app and did not before it came, and what is gone that should have stayed."""
	lost = [f"gone: {doctype} {name}" for doctype, name in STAYS if not frappe.db.exists(doctype, name)]
	return lost + [row for row in naming() if row not in standing]


def naming() -> list[str]:
	"""Return each row of each table that names the app, as "table.column name: value"."""
	found = []
	for table in frappe.db.get_tables(cached=False):
		if table in KEPT_ON_PURPOSE:
			continue
		rows = frappe.db.sql(f"select * from `{table}`", as_dict=True)
		for row in rows:
			for column, value in row.items():
				if column == "module" and value in MODULES:
					found.append(f"{table}.{column} {row.get('name', '')}: {value}")
				elif isinstance(value, str) and (match := NAMED.search(value)):
					start = max(0, match.start() - 30)
					found.append(
						f"{table}.{column} {row.get('name', '')}: {value[start : match.end() + 40]!r}"
					)
	return found


def main(site: str, action: str, target: str) -> int:
	frappe.init(site=site, sites_path=".")
	frappe.connect()
	path = Path(target)
	try:
		if action in ("standing", "make"):
			written = make() if action == "make" else naming()
			path.write_text(json.dumps(written, indent=1, ensure_ascii=False), "utf-8")
			return 0
		was = json.loads(path.read_text("utf-8"))
		if action == "kept":
			now = kept()
			differ = [key for key in was if was[key] != now.get(key)]
		else:
			differ = gone(was)
		print("\n".join(differ) or f"{action}: nothing differs")
		return int(bool(differ))
	finally:
		frappe.destroy()


if __name__ == "__main__":
	sys.exit(main(*sys.argv[1:]))

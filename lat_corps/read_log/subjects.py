"""Which records are about a citizen, and about whom: for the read log and for erasure (N3, N5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import frappe

from lat_corps.permissions.table import CHILD_TABLES

ABOUT: dict[str, str] = {
	"LAT Citizen": "",
	"LAT Case": "name",
	"LAT Match": "lat_case",
	"LAT Partner Effort": "lat_case",
	"LAT Plan": "lat_case",
	"LAT Session": "lat_case",
	"LAT Concern": "lat_case",
	"LAT Dilemma": "lat_case",
	"LAT Debrief": "lat_case",
	"LAT Consent": "lat_case",
	"LAT Coordination Meeting": "lat_case",
	"LAT Measurement": "lat_case",
	"LAT Progression": "lat_case",
	"LAT Reflection": "lat_case",
	"LAT Handover": "lat_case",
	"LAT Handover Omission": "lat_case",
	"LAT Background Information": "lat_case",
	"LAT Disagreement": "lat_case",
	"LAT Briefing": "lat_case",
	"LAT First Meeting": "lat_case",
	"LAT Match Review": "lat_case",
	"LAT Case Review": "lat_case",
	"LAT Turn": "lat_case",
	"LAT Survey Import": "log.lat_case",
	"LAT Coaching Session": "courses.lat_case",
}
"""Documents about citizens, with the field that names the course; `table.field` where rows name courses."""

NOT_ABOUT: dict[str, str] = {
	"LAT Municipality": "members and settings of a municipality",
	"LAT Partner": "a department or service, and who answers there",
	"LAT Guidance": "a part of the guidance or a leaflet",
	"LAT Outreach": "how the effort was made known, without persons of courses",
	"LAT Mentor": "an employee",
	"LAT Role Description": "what a role does",
	"LAT Role Acknowledgement": "what an employee has acknowledged",
	"LAT Match Weights": "how much each criterion of a match counts in a municipality",
	"LAT Mentor Loan": "terms between two municipalities, no citizen",
	"LAT Turn Mail": "whether an employee wants a mail",
	"LAT Deputy": "which employee stands in for which, and when",
	"LAT Loan Offer": "which employee is offered on loan",
	"LAT Acknowledgement Request": "what an employee is asked to acknowledge",
	"LAT Corps Meeting": "what a corps met for, without persons of courses",
	"LAT Learning Note": "what a corps has learned, with nobody to be recognised by it",
	"LAT Experience": "what somebody of a corps has told without a name, of nobody",
	"LAT Experience Request": "what an employee is asked to tell",
	"LAT Management Report": "protected figures and words on all courses, with nobody to be recognised",
	"LAT Training": "what an employee has learned",
	"LAT Conversation Card": "questions for a conversation, no answers",
	"LAT Instrument": "a questionnaire without answers",
	"LAT Method Tool": "the name of a tool of the method",
	"LAT Competence": "what a place of the wheel is called",
	"LAT Import Profile": "how a sender's files are read, no answers",
	"LAT Read Log": "a log of readings of the log would never end; an export of it is logged",
	"LAT Refused Request": "which method was refused to whom, and no record",
	"LAT Counted Period": "numbers of people, of nobody who could be found",
	"LAT National Release": "numbers of people in several municipalities, of nobody who could be found",
	"LAT Kept Figure": "scores and a year, of nobody who could be found",
	"LAT Erasure": "numbers only, and kept as the proof of the act",
}
"""The other documents, each with what it holds instead."""

REFERENCES: dict[str, tuple[str, str]] = {
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Event": ("reference_doctype", "reference_docname"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Reminder": ("reminder_doctype", "reminder_docname"),
	"ToDo": ("reference_type", "reference_name"),
	"Version": ("ref_doctype", "docname"),
}
"""Frappe's own documents that carry content of the record they refer to: somebody has written in them."""


@dataclass(frozen=True)
class Subject:
	"""A record and whom it is about; without course or citizen where it names none."""

	doctype: str
	name: str
	lat_case: str = ""
	citizen: str = ""
	municipality: str = ""


def parents_about(child: str) -> tuple[str, ...]:
	"""Return the documents about citizens in which rows of `child` stand."""
	return tuple(parent for parent in CHILD_TABLES.get(child, ()) if parent in ABOUT)


def subjects_of(doctype: str, names: Iterable[str]) -> list[Subject]:
	"""Return whom the records are about; one that concerns several courses comes once for each.

	Names without a record are left out.
	"""
	names = sorted(set(names))
	if not names:
		return []
	if doctype == "LAT Citizen":
		return [
			Subject(doctype, row.name, citizen=row.name, municipality=row.municipality)
			for row in _rows(doctype, names, "name", "municipality")
		]
	own = {row.name: row.municipality for row in _rows(doctype, names, "name", "municipality")}
	courses = _courses_of(doctype, list(own))
	cases = {
		row.name: row
		for row in _rows(
			"LAT Case", sorted({case for _name, case in courses}), "name", "citizen", "municipality"
		)
	}
	named = [
		Subject(doctype, name, case, cases[case].citizen or "", cases[case].municipality or "")
		for name, case in courses
		if case in cases
	]
	without = set(own) - {subject.name for subject in named}
	return named + [Subject(doctype, name, municipality=own[name] or "") for name in sorted(without)]


def _courses_of(doctype: str, names: list[str]) -> list[tuple[str, str]]:
	table, _dot, field = ABOUT[doctype].rpartition(".")
	if not table:
		return [(row.name, row[field]) for row in _rows(doctype, names, "name", field)]
	child = frappe.get_meta(doctype).get_field(table).options
	rows = frappe.get_all(
		child,
		filters={"parent": ["in", names or [""]], "parenttype": doctype, field: ["is", "set"]},
		fields=["parent", field],
		distinct=True,
		order_by="parent asc",
	)
	return [(row.parent, row[field]) for row in rows]


def _rows(doctype: str, names: list[str], *fields: str) -> list[frappe._dict]:
	if not names:
		return []
	return frappe.get_all(doctype, filters={"name": ["in", names]}, fields=list(fields), order_by="name asc")

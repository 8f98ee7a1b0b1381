"""The mentor's log of a course: what a line of it can name (R63, R65)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.domain.plans import OVER
from lat_corps.holding import committed, hold
from lat_corps.permissions.door.called import parsed
from lat_corps.read_log.noting import A_DAY, LISTED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

NOTED = ("held_on", "kind", "minutes", "plan_row", "went_well", "next_step", "next_at")
"""What a person writes of a contact, beside the tools."""


@frappe.whitelist()
def of_case(case: str) -> dict:
	"""Return what `on_course` does of a course by its number, for pages that list several."""
	course = frappe.get_doc("LAT Case", case)
	course.check_permission("read")
	return on_course(course)


@frappe.whitelist(methods=["POST"])
def note_down(case: str, draft: str, values: dict | str, tools: list[str] | str = "[]") -> str:
	"""Note a contact and return its number; what was sent before as the same `draft` stands there already.

	An answer that is lost on its way leaves the person with a draft that was saved.
	"""
	frappe.get_doc("LAT Case", case).check_permission("read")
	hold("LAT Case", case)
	if there := committed("LAT Session", {"lat_case": case, "draft": draft, "owner": frappe.session.user}):
		return there[0].name
	noted = {field: value for field, value in parsed(values).items() if field in NOTED}
	used = [{"tool": tool} for tool in parsed(tools)]
	return (
		frappe.get_doc({**noted, "doctype": "LAT Session", "lat_case": case, "draft": draft, "tools": used})
		.insert()
		.name
	)


def on_course(course: Document) -> dict:
	"""Return `may_note`, and for who may the open `goals` and `steps` of the plan, and the `tools` in use.

	A goal or step is (row, words), a tool (number, label).
	"""
	if course.stage not in WITH_MENTOR or not course.is_its_mentor():
		return {"may_note": False}
	return {
		"may_note": True,
		"goals": _rows(course.name, "LAT Plan Goal", "goal", {"progress": ["not in", OVER]}),
		"steps": _rows(course.name, "LAT Plan Step", "step", {"done_on": ["is", "not set"]}),
		"tools": [
			(tool.name, tool.tool_label)
			for tool in frappe.get_list(
				"LAT Method Tool",
				filters={"enabled": 1},
				fields=["name", "tool_label"],
				order_by="position asc, tool_label asc",
				limit=0,
			)
		],
	}


def words_of(case: str, row: str) -> str:
	"""Return what a goal or step of the course's plan says, as it stands today."""
	for doctype, words in (("LAT Plan Goal", "goal"), ("LAT Plan Step", "step")):
		if found := _rows(case, doctype, words, {"name": row}):
			return found[0][1]
	frappe.throw(_("Choose a goal or step of this course."))


def _rows(case: str, doctype: str, words: str, filters: dict) -> list[tuple[str, str]]:
	plans = frappe.get_list("LAT Plan", filters={"lat_case": case}, pluck="name", order_by="creation asc")
	note(LISTED, "LAT Plan", plans, fold=A_DAY)
	rows = frappe.get_list(
		doctype,
		parent_doctype="LAT Plan",
		filters={"parent": ["in", plans or [""]], **filters},
		fields=["name", words],
		order_by="idx asc",
		limit=0,
	)
	return [(row.name, row[words]) for row in rows]

"""A learning note names the place of its competence in the wheel, and a plan knows its next step."""

import frappe
from frappe.query_builder import DocType

from lat_corps.domain.plans import next_step


def execute() -> None:
	note = DocType("LAT Learning Note")
	for place in range(1, 11):
		earlier = f"Competence {place}"
		frappe.qb.update(note).set(note.competence, f"LAT-WH-{place}").where(note.competence == earlier).run()
	for plan in frappe.get_all("LAT Plan", pluck="name", order_by="name asc"):
		steps = frappe.get_all(
			"LAT Plan Step",
			filters={"parent": plan, "parenttype": "LAT Plan"},
			fields=["due_on", "done_on"],
			order_by="idx asc",
		)
		day = next_step((step.due_on, step.done_on) for step in steps)
		frappe.db.set_value("LAT Plan", plan, "next_step_on", day, update_modified=False)

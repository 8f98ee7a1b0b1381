"""What mentors note while a course runs, each about their own (R63, R65)."""

from __future__ import annotations

from datetime import date, datetime, time

import frappe

from .story import Story
from .words import word
from .workbooks import Row


def keep_log(story: Story, row: Row, until: date | None = None) -> None:
	"""Note the contacts of a course up to a day, and each only once, as its mentor of then."""
	name = story.courses[row["Id"]]
	noted = {str(day) for day in frappe.get_list("LAT Session", filters={"lat_case": name}, pluck="held_on")}
	for contact in story.data.of_course("Logbog", row["Id"]):
		if str(contact["Dato"]) in noted or (until and contact["Dato"] > until):
			continue
		story.insert(
			{
				"doctype": "LAT Session",
				"lat_case": name,
				"held_on": contact["Dato"],
				"kind": word(contact["Slags"]),
				"minutes": contact["Minutter"],
				"plan_row": step_called(name, contact["Skridt"]),
				"went_well": contact["Gik godt"],
				"next_step": contact["Hvad nu"],
				"next_at": datetime.combine(contact["Næste aftale"], time(15))
				if contact["Næste aftale"]
				else None,
				"tools": [{"tool": tool_called(label)} for label in labels(contact["Redskaber"])],
			}
		)


def labels(text: str | None) -> list[str]:
	return [label.strip() for label in (text or "").split(";") if label.strip()]


def step_called(case: str, words: str | None) -> str | None:
	"""Return the row of the plan with these words, which the course must have."""
	if not words:
		return None
	plans = frappe.get_list("LAT Plan", filters={"lat_case": case}, pluck="name", order_by="creation asc")
	plan = frappe.get_doc("LAT Plan", plans[0])
	return next(step.name for step in plan.steps if step.step == words)


def tool_called(label: str) -> str:
	return frappe.get_list(
		"LAT Method Tool", filters={"tool_label": label}, pluck="name", order_by="creation asc"
	)[0]

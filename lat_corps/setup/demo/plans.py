"""The plan of a course: both views, the wheel as it was rated, goals by SMART, and steps (R65, R96)."""

from __future__ import annotations

import frappe

from .story import Story
from .words import word
from .workbooks import Row


def write_plan(story: Story, row: Row) -> None:
	name, plan = story.courses[row["Id"]], story.data.first("Plan", row["Id"])
	if not plan or frappe.db.exists("LAT Plan", {"lat_case": name}):
		return
	steps = [*story.data.of_course("Skridt", row["Id"]), *_rows(story, "Skridt", row)]
	story.insert(
		{
			"doctype": "LAT Plan",
			"lat_case": name,
			"worries": plan["Bekymringer"],
			"working_well": plan["Det der virker"],
			"wishes": plan["Ønsker"],
			**_mentors_view(story, row),
			"ratings": [
				{
					"rated_on": rating["Dato"],
					"competence": _place(rating["Plads"]),
					"person": rating["Personen"],
					"mentor": rating["Mentoren"],
					"words": rating["Hvad de ser"],
				}
				for rating in _rows(story, "Hjul", row)
			],
			"goals": [
				{
					"goal": goal["Mål"],
					"sign": goal["Tegn"],
					"progress": word(goal["Status"]),
					"reached_on": goal["Nået den"],
					**_by_smart(story, goal),
				}
				for goal in story.data.of_course("Mål", row["Id"])
			],
			"steps": [
				{
					"step": step["Skridt"],
					"responsible": step["Hvem"],
					"due_on": step["Senest"],
					"done_on": step["Gjort den"],
				}
				for step in steps
			],
		}
	)


def _rows(story: Story, sheet: str, row: Row) -> list[Row]:
	return [each for each in story.data.plans[sheet] if each["Id"] == row["Id"]]


def _place(number: object) -> str:
	return frappe.get_list(
		"LAT Competence", filters={"slot": str(number)}, pluck="name", order_by="name asc"
	)[0]


def _mentors_view(story: Story, row: Row) -> Row:
	views = _rows(story, "Mentors syn", row)
	if not views:
		return {}
	return {
		"mentor_differs": 1,
		"mentor_worries": views[0]["Bekymringer"],
		"mentor_working_well": views[0]["Det der virker"],
		"mentor_wishes": views[0]["Ønsker"],
	}


def _by_smart(story: Story, goal: Row) -> Row:
	for answers in _rows(story, "Mål", goal):
		if answers["Mål"] == goal["Mål"]:
			return {
				"competence": _place(answers["Plads"]),
				"specific": answers["Helt konkret"],
				"within_reach": answers["Muligt fordi"],
				"matters": answers["Vigtigt fordi"],
				"reach_by": answers["Nået senest"],
			}
	return {}

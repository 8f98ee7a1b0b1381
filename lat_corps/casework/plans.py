"""The plan of a course as it is shown: its wheel, how SMART its goals are, what is late (R65, R96)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.courses import listed
from lat_corps.corps.facts import TOOLS, tool_called
from lat_corps.days import danish_today
from lat_corps.domain.charts import NARROW
from lat_corps.domain.plans import OVER, SMART, Place, Rated, Wheel, unanswered
from lat_corps.domain.text import danish_date, danish_number
from lat_corps.domain.wheel import wheel_chart
from lat_corps.read_log.noting import A_DAY

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Plan"


def places() -> list[Place]:
	"""Return the places of the wheel in their order, as the centre calls them."""
	rows = frappe.get_list(
		"LAT Competence", fields=["name", "competence_label"], order_by="position asc", limit=0
	)
	return [Place(row.name, row.competence_label) for row in rows]


def ratings_of(plan: Document) -> list[Rated]:
	return [
		Rated(getdate(row.rated_on), row.competence, row.person or None, row.mentor or None, row.words or "")
		for row in plan.ratings
		if row.rated_on and row.competence
	]


def wheel_of(plan: Document, shown: Sequence[Place]) -> dict:
	"""Return what the wheel shows on the form and on paper: the drawing, the table, and where they differ."""
	wheel = Wheel(shown, ratings_of(plan))
	days = wheel.days_shown()
	return {
		"drawn": bool(days),
		"wide": wheel_chart(f"{plan.name}-wheel", wheel, _),
		"narrow": wheel_chart(f"{plan.name}-wheel-narrow", wheel, _, NARROW),
		"days": [{"day": danish_date(day), "mentor": bool(wheel.values("mentor", day))} for day in days],
		"left_out": len(wheel.days()) - len(days),
		"rows": [_row(wheel, place, number, days) for number, place in enumerate(wheel.places, start=1)],
		"differing": [
			{"label": place.label, "person": rated.person, "mentor": rated.mentor, "words": rated.words}
			for place, rated in wheel.differing()
		],
	}


def _row(wheel: Wheel, place: Place, number: int, days: list) -> dict:
	said = [wheel.on(day).get(place.name) for day in days]
	change = wheel.change(place.name)
	return {
		"number": number,
		"label": place.label,
		"values": [(rated.person, rated.mentor) if rated else (None, None) for rated in said],
		"change": "" if change is None else danish_number(change, signed=True),
	}


def on_form(plan: Document) -> dict[str, object]:
	"""Return what the form of a plan shows beside its fields: the `wheel` as HTML, and its `goals`."""
	shown = places()
	wheel = frappe.get_template("lat_corps/templates/measuring/wheel.html")
	return {
		"wheel": wheel.render({"wheel": wheel_of(plan, shown), "on_screen": True}),
		"goals": goals_of(plan, shown),
	}


def goals_of(plan: Document, shown: Sequence[Place]) -> list[dict]:
	"""Return each goal with its competence, its SMART answers, and the questions without one."""
	labels = {place.name: place.label for place in shown}
	return [
		{
			"goal": row.goal,
			"progress": row.progress,
			"over": row.progress in OVER,
			"reached_on": danish_date(getdate(row.reached_on)) if row.reached_on else "",
			"competence": labels.get(row.competence or "", ""),
			"answers": [
				(_question(row, name), _answer(row, name)) for name in SMART if name not in unanswered(row)
			],
			"lacks": [_question(row, name) for name in unanswered(row)],
		}
		for row in plan.goals
	]


def _question(goal: Document, name: str) -> str:
	return _(goal.meta.get_label(name), context=goal.doctype)


def _answer(goal: Document, name: str) -> str:
	value = goal.get(name)
	return danish_date(getdate(value)) if goal.meta.get_field(name).fieldtype == "Date" else value


def chosen_in(*courses: str) -> dict[str, str]:
	"""Return the competences that open goals of courses have chosen, with their names; of plans in reach."""
	plans = frappe.has_permission(DOCTYPE, "read") and frappe.get_list(
		DOCTYPE, filters={"lat_case": ["in", courses or [""]]}, pluck="name", order_by="name asc", limit=0
	)
	goals = plans and frappe.get_list(
		"LAT Plan Goal",
		parent_doctype=DOCTYPE,
		filters={"parent": ["in", plans], "competence": ["is", "set"], "progress": ["not in", OVER]},
		pluck="competence",
		order_by="name asc",
		limit=0,
	)
	return {place.name: place.label for place in places() if place.name in goals} if goals else {}


def is_late(day: object) -> bool:
	return bool(day) and getdate(day) < danish_today()


def name_in_desk(bootinfo: frappe._dict) -> None:
	"""Let every page call the plan what the settings do: buttons, lists, links and ways."""
	bootinfo["__messages"] = {**(bootinfo.get("__messages") or {}), DOCTYPE: tool_called("upp_label")}


def on_course(course: Document) -> dict:
	"""Return the plan of a course, for who reads it: its open goals, and the open step that comes first."""
	rows = listed(course, DOCTYPE, (), "creation asc", fold=A_DAY)
	said = {"called": tool_called("upp_label"), "plan": rows[0].name if rows else ""}
	if not rows:
		return said
	goals = _rows_of(rows[0].name, "LAT Plan Goal", {"progress": ["not in", OVER]}, "goal")
	steps = _rows_of(
		rows[0].name,
		"LAT Plan Step",
		{"done_on": ["is", "not set"], "due_on": ["is", "set"]},
		"step",
		"responsible",
		"due_on",
		order_by="due_on asc, idx asc",
	)
	return {
		**said,
		"goals": [row.goal for row in goals],
		"late": len([row for row in steps if is_late(row.due_on)]),
		"step": steps[0] if steps else None,
	}


def _rows_of(
	plan: str, doctype: str, filters: dict, *fields: str, order_by: str = "idx asc"
) -> list[frappe._dict]:
	return frappe.get_list(
		doctype,
		parent_doctype=DOCTYPE,
		filters={"parent": plan, **filters},
		fields=[*fields],
		order_by=order_by,
		limit=0,
	)


def follow_settings(settings: Document, *_arguments: object) -> None:
	"""Let the log call the two tools what the settings call them from now."""
	for fieldname, code in TOOLS.items():
		if settings.is_changed([fieldname]):
			frappe.db.set_value("LAT Method Tool", {"tool_code": code}, "tool_label", settings.get(fieldname))

"""The folder that the demo leaves: index.html, papers, packets, workbooks, each fetched by its reader."""

from __future__ import annotations

import re
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.days import danish_today
from lat_corps.domain.change import CAVEATS, PairedChange
from lat_corps.domain.documents.course import UNDER_WAY
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.measurement.exporting import workbook

from .charts import before_after_chart, rating_chart
from .corps import coordinator_of, municipalities
from .figures import Change, Course, before_after, courses_of, progression
from .story import Story

PRINTED = re.compile(r'<div class="print-format">(.*)</div>\s*</div>\s*<(?:script|/body)', re.DOTALL)
"""What a print format wrote, inside the page that the site puts around it."""


def write_folder(story: Story, out: Path) -> None:
	"""Write the folder; what stands there under the same names is replaced."""
	out.mkdir(parents=True, exist_ok=True)
	context = {
		"lang": frappe.local.lang,
		"drawn_up_on": day(danish_today()),
		"first_referral": day(min(row["Henvist den"] for row in story.data.referrals["Henvisninger"])),
		"stages": LIFECYCLES["LAT Case"].stages,
		"municipalities": [municipality_part(story, name, out) for name in municipalities(story)],
		"descriptions": [
			paper
			for (municipality, _role), versions in story.descriptions.items()
			for paper in description_parts(story, municipality, versions, out)
		],
		"handovers": [handover_part(story, name, out) for name in story.handovers.values()],
		"imports": [{"log": log, "person": story.names[log.person]} for log in story.imports],
		"refusals": [
			{"refusal": refusal, "person": story.names[refusal.person]} for refusal in story.refusals
		],
		"people": people_part(story),
		"caveats": [caveat.render(_) for caveat in CAVEATS],
	}
	page = frappe.get_template("lat_corps/templates/demo/index.html").render(context)
	out.joinpath("index.html").write_text(page, "utf-8")


def day(value: object) -> str:
	return f"{getdate(value):%d-%m-%Y}" if value else ""


def number(value: float | None, signed: bool = False) -> str:
	"""Return a number with one decimal and a decimal comma; a dash when it is not defined."""
	return "–" if value is None else f"{value:{'+' if signed else ''}.1f}".replace(".", ",")


def municipality_part(story: Story, name: str, out: Path) -> dict:
	"""Gather what the coordinator of a municipality sees of its courses."""
	coordinator = coordinator_of(story, name)
	with story.as_person(coordinator):
		courses = courses_of(name)
		measured, rated = before_after(courses), progression(courses)
		file_name = f"measurements-{frappe.scrub(name)}.xlsx"
		out.joinpath(file_name).write_bytes(workbook(name))
	started = [course for course in courses if course.started]
	running = [course for course in courses if course.case.stage in UNDER_WAY]
	closed = [course for course in courses if course.closed]
	return {
		"name": name,
		"slug": frappe.scrub(name),
		"coordinator": story.names[coordinator],
		"workbook": file_name,
		"courses": [course_part(course) for course in courses],
		"counts": {stage: sum(course.case.stage == stage for course in courses) for stage in _stages()},
		"measured": change_part(measured),
		"measured_chart": before_after_chart(
			[(course.case.name, course.before, course.after) for course in closed]
		),
		"rated": change_part(rated),
		"rated_charts": [
			{"course": course.case.name, "svg": rating_chart(course.case.name, course.ratings)}
			for course in started
		],
		"closed": len(closed),
		"started": len(started),
		"running": len(running),
		"overdue": [course.case.name for course in running if course.overdue],
	}


def _stages() -> tuple[str, ...]:
	return LIFECYCLES["LAT Case"].stages


def course_part(course: Course) -> dict:
	case = course.case
	return {
		"name": case.name,
		"course_type": case.course_type,
		"stage": case.stage,
		"mentor": case.mentor_name or "",
		"referred_on": day(case.referred_on),
		"opened_on": day(case.opened_on),
		"closed_on": day(case.closed_on),
		"outcome": case.outcome or "",
		"ratings": " · ".join(str(rating) for _day, rating in course.ratings),
		"due": day(case.next_progression_due),
		"overdue": course.overdue,
		"before": "" if course.before is None else f"{course.before:.0f}",
		"after": "" if course.after is None else f"{course.after:.0f}",
		"missing": (case.after_missing_reason or "") if course.after is None and course.closed else "",
	}


def change_part(change: Change) -> dict:
	"""Prepare a comparison for reading: all of it for the coordinator, the protected part for management."""
	return {"full": _told(change.full), "pooled": _told(change.pooled.shown), "hidden": change.pooled.hidden}


def _told(figures: PairedChange | dict) -> dict:
	shown = figures if isinstance(figures, dict) else vars(figures)
	told = {name: number(shown[name]) for name in ("mean_before", "mean_after") if name in shown}
	if "mean_change" in shown:
		told["mean_change"] = number(shown["mean_change"], signed=True)
	if shown.get("ci95"):
		told["ci95"] = _("{0} to {1}").format(*(number(limit, signed=True) for limit in shown["ci95"]))
	return {**told, **{name: value for name, value in shown.items() if name.startswith("n_")}}


def description_parts(story: Story, municipality: str, versions: list[str], out: Path) -> list[dict]:
	"""Print each version of a role description as its coordinator, with those who signed it (R16)."""
	parts = []
	with story.as_person(coordinator_of(story, municipality)):
		for name in versions:
			doc = frappe.get_doc("LAT Role Description", name)
			signed = frappe.get_list(
				"LAT Role Acknowledgement",
				filters={"role_description": name},
				fields=["user", "signed_name"],
				order_by="signed_name asc",
				limit=0,
			)
			parts.append(
				{
					"municipality": municipality,
					"role": doc.role,
					"version": doc.version_number,
					"stage": doc.stage,
					"published_by": story.names[doc.published_by],
					"signed": [row.signed_name for row in signed],
					"file": write_paper(out, "LAT Role Description", name, "LAT Role Agreement"),
				}
			)
	return parts


def handover_part(story: Story, name: str, out: Path) -> dict:
	"""Print a packet as the caseworker who received it; what was left out is for the coordinator to see."""
	receiver, municipality = frappe.db.get_value("LAT Handover", name, ["receiver", "municipality"])
	with story.as_person(receiver):
		doc = frappe.get_doc("LAT Handover", name)
		doc.check_permission("read")
		file = write_paper(out, "LAT Handover", name, "LAT Handover Packet")
		out.joinpath(f"handovers/{name}.json").write_bytes(doc.packet.encode())
	with story.as_person(coordinator_of(story, municipality)):
		left_out = frappe.get_list(
			"LAT Handover Omission",
			filters={"handover": name},
			fields=["information_type as information", "reason"],
			order_by="line_number asc",
		)
	return {
		"number": doc.packet_number,
		"course": doc.lat_case,
		"municipality": municipality,
		"receiver": story.names[receiver],
		"stage": doc.stage,
		"hash": doc.packet_hash,
		"passed": [row.information_type for row in doc.lines],
		"left_out": left_out,
		"question": doc.question,
		"answer": doc.answer,
		"file": file,
		"json": f"handovers/{name}.json",
	}


def write_paper(out: Path, doctype: str, name: str, print_format: str) -> str:
	"""Write the print of a document as a page of its own and return its path inside the folder."""
	printed = frappe.get_print(doctype, name, print_format=print_format, no_letterhead=1)
	path = f"{'handovers' if doctype == 'LAT Handover' else 'roles'}/{name}.html"
	page = frappe.get_template("lat_corps/templates/demo/paper.html").render(
		{"lang": frappe.local.lang, "title": name, "body": PRINTED.search(printed)[1]}
	)
	out.joinpath(path).parent.mkdir(exist_ok=True)
	out.joinpath(path).write_text(page, "utf-8")
	return path


def people_part(story: Story) -> list[dict]:
	rows: dict[str, dict] = {}
	for row in story.data.corps["Personer"]:
		person = rows.setdefault(
			row["Login"],
			{
				"name": row["Navn"],
				"login": row["Login"],
				"municipality": row["Kommune"] or "",
				"functions": [],
				"steps": story.steps.get(row["Login"], 0),
			},
		)
		person["functions"].append(row["Funktion"])
	return list(rows.values())

"""The corps at work beside the courses: talks, a group, meetings and later training (R12, R66 to R76)."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days

from lat_corps.days import danish_today
from lat_corps.domain.documents.course import UNDER_WAY

from .corps import coordinator_of, municipalities
from .story import Story

TALKS = (
	(
		36,
		"At jeg finder en vej, når mentee melder afbud.",
		"Jeg skriver en kort besked dagen før mødet.",
		"Mentee svarer på den.",
		6,
	),
	(
		8,
		"At vi får gang i det mål, vi har udskudt.",
		"Vi vælger ét lille skridt sammen på næste møde.",
		"Vi begge kan sige højt, hvad det er.",
		5,
	),
)
WENT = "Det gik bedre, end jeg havde ventet: der kom svar begge gange."
MEETINGS = ((75, "Korpsmøde om mål"), (21, "Korpsmøde om den første samtale"))


def coach(story: Story) -> None:
	"""Let each coordinator coach the mentors with a course, alone and as a group, and gather the corps."""
	talks = 0
	for municipality in municipalities(story):
		courses = _courses(municipality)
		for mentor, course in courses.items():
			talks += _talk(story, municipality, mentor, course)
		if len(courses) > 1:
			_group(story, municipality, sorted(courses)[:3])
		_meet(story, municipality)
	_learn(story)
	story.say(_("{0} talks of coaching, and the meetings of each corps.").format(talks))


def _courses(municipality: str) -> dict[str, str]:
	"""Return mentor -> a course under way, of those who work in the municipality."""
	rows = frappe.get_all(
		"LAT Case",
		filters={"municipality": municipality, "stage": ["in", UNDER_WAY], "mentor": ["is", "set"]},
		fields=["name", "mentor"],
		order_by="name desc",
	)
	here = {*_mentors(municipality)}
	return {row.mentor: row.name for row in rows if row.mentor in here}


def _mentors(municipality: str) -> list[str]:
	return frappe.get_all(
		"LAT Mentor", filters={"municipality": municipality}, pluck="name", order_by="name asc"
	)


def _talk(story: Story, municipality: str, mentor: str, course: str) -> int:
	"""Two talks: the coordinator notes them, and the mentor says how the first step went."""
	coordinator = coordinator_of(story, municipality)
	for days, hope, step, sign, number in TALKS:
		with story.as_person(coordinator):
			session = story.insert(
				{
					"doctype": "LAT Coaching Session",
					"municipality": municipality,
					"form": "One mentor",
					"participants": [{"mentor": mentor}],
					"courses": [{"lat_case": course}],
					"held_on": add_days(danish_today(), -days),
					"best_hope": hope,
					"next_step": step,
					"seen_by": sign,
					"next_step_on": add_days(danish_today(), 14 - days),
				}
			)
			scale = next(row for row in session.notes if row.form == "Scale")
			scale.number = number
			advice = {"advice": "Spørg til sidste gang.", "asked_leave": 1, "was_useful": "Yes"}
			session.append("advice", advice)
			story.count()
			session.save()
	with story.as_person(frappe.db.get_value("LAT Mentor", mentor, "user")):
		story.save("LAT Coaching Session", session.name, step_went=WENT)
	return len(TALKS)


def _group(story: Story, municipality: str, mentors: list[str]) -> None:
	with story.as_person(coordinator_of(story, municipality)):
		story.insert(
			{
				"doctype": "LAT Coaching Session",
				"municipality": municipality,
				"form": "A group",
				"participants": [{"mentor": mentor} for mentor in mentors],
				"held_on": add_days(danish_today(), -15),
				"best_hope": "At vi låner gode greb af hinanden.",
				"worry": "Flere møder bliver aflyst sidst på måneden.",
				"exception": "Når næste møde er aftalt, før vi går hver til sit.",
				"next_step": "Alle aftaler næste møde, før de siger farvel.",
				"next_step_on": danish_today(),
			}
		)


def _meet(story: Story, municipality: str) -> None:
	for days, title in MEETINGS:
		day = add_days(danish_today(), -days)
		with story.as_person(coordinator_of(story, municipality)):
			meeting = story.insert(
				{
					"doctype": "LAT Corps Meeting",
					"municipality": municipality,
					"kind": "Local meeting",
					"title": title,
					"planned_on": f"{day} 13:00:00",
					"place": "Rådhuset",
					"agenda": "Siden sidst\nEt redskab, vi prøver af\nNæste møde",
				}
			)
			for row in meeting.attendance[:-1] or meeting.attendance:
				row.attended = 1
			meeting.update(
				{
					"held_on": day,
					"method": "Skalaen virker bedst, når vi også spørger, hvorfor tallet ikke er lavere.",
					"next_on": add_days(day, 54),
				}
			)
			story.count()
			meeting.save()


def _learn(story: Story) -> None:
	"""One coordinator writes down what the corps has learned since the basic training."""
	municipality = municipalities(story)[0]
	coordinator = coordinator_of(story, municipality)
	mentor = frappe.db.get_value("LAT Mentor", _mentors(municipality)[0], "user")
	with story.as_person(coordinator):
		for login, kind, title in (
			(coordinator, "Other training", "Løsningsfokuseret coaching"),
			(mentor, "Refresher", "Genopfriskning af metoden"),
		):
			story.insert(
				{
					"doctype": "LAT Training",
					"municipality": municipality,
					"user": login,
					"kind": kind,
					"title": title,
					"taken_on": add_days(danish_today(), -60),
					"valid_until": add_days(danish_today(), 670),
				}
			)

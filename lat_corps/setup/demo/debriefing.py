"""What a corps learns when a course has ended, and who needs to know (R106, R108)."""

from __future__ import annotations

import frappe

from lat_corps.casework import learning

from .corps import coordinator_of
from .story import Story
from .words import words
from .workbooks import Row

QUESTIONS = {
	"stays": "Hænger ved",
	"person": "Om personen",
	"surprise": "Kom bag på os",
	"others": "Burde have været med",
	"more_of": "Gør mere af",
	"otherwise": "Gør anderledes",
}


def hold_debrief(story: Story, row: Row, closing: Row) -> None:
	"""Coordinator and mentor talk the course over; one debrief is written in full, the others in a line."""
	talk = next((talk for talk in story.data.debriefs["Opsamling"] if talk["Id"] == row["Id"]), None)
	tasks = [task for task in story.data.debriefs["Hvem skal vide det"] if task["Id"] == row["Id"]]
	answers = {field: talk[heading] for field, heading in QUESTIONS.items()} if talk else {}
	story.insert(
		{
			"doctype": "LAT Debrief",
			"lat_case": story.courses[row["Id"]],
			"held_on": closing["Opsamling den"],
			"participants": [{"part": "Coordinator"}, {"part": "Mentor or parent coach"}],
			"more_of": closing["Læring"],
			**answers,
			"tasks": [
				{
					"who": task["Hvem"],
					"what": task["Hvad"],
					"responsible": coordinator_of(story, row["Kommune"]),
					"due_on": task["Senest"],
					"done": int(bool(task["Fortalt"])),
				}
				for task in tasks
			],
			"nobody_else": int(not tasks),
		}
	)


def share_learning(story: Story, row: Row) -> None:
	"""What others can use of a debrief goes to the whole corps, once its coordinator has read it through."""
	for note in story.data.debriefs["Læringsnotat"]:
		if note["Id"] != row["Id"]:
			continue
		debrief = frappe.get_list(
			"LAT Debrief",
			filters={"lat_case": story.courses[row["Id"]]},
			pluck="name",
			order_by="creation desc",
		)[0]
		story.save("LAT Debrief", debrief, note_title=note["Overskrift"], note=note["Notat"])
		learning.release(debrief, words(note["Handler om"]), 1)
		story.count()

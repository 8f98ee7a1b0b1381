"""Answers from the survey systems: uploaded, checked, mended and imported by the coordinator (N10, R90)."""

from __future__ import annotations

import frappe
from frappe import _

from lat_corps.measurement.doctype.lat_survey_import.lat_survey_import import check, run

from .corps import coordinator_of
from .courses import WHO5
from .story import ImportLog, Story
from .workbooks import survey

FILES = {
	"Fjordby": ("survey-fjordby.csv",),
	"Skovborg": ("survey-skovborg.xlsx", "survey-skovborg-rettet.xlsx"),
}
"""Files by municipality, in the order in which they were sent; a later one mends the one before."""


def bring_in(story: Story) -> None:
	for municipality, sent in FILES.items():
		with story.as_person(coordinator_of(story, municipality)):
			name = ""
			for file_name in sent:
				url = upload(story, file_name)
				if name:
					story.save("LAT Survey Import", name, survey_file=url)
				else:
					name = story.insert(
						{
							"doctype": "LAT Survey Import",
							"municipality": municipality,
							"instrument": WHO5,
							"survey_file": url,
						}
					).name
				counts = check(name)
				story.count()
				keep(story, name, file_name)
			if not counts["Error"]:
				if counts["Corrected"]:
					story.save("LAT Survey Import", name, corrections_confirmed=1)
				run(name)
				story.count()
				keep(story, name, sent[-1])


def upload(story: Story, file_name: str) -> str:
	"""Upload as a private file of the coordinator's own, as the attach button does."""
	return story.insert(
		{
			"doctype": "File",
			"file_name": file_name,
			"content": survey(file_name, story.data.moved),
			"is_private": 1,
		}
	).file_url


def keep(story: Story, name: str, file_name: str) -> None:
	"""Keep the log as it stands now: the next check writes it anew."""
	doc = frappe.get_doc("LAT Survey Import", name)
	counts = {
		"New": doc.count_new,
		"Corrected": doc.count_corrected,
		"Unchanged": doc.count_unchanged,
		"Skipped": doc.count_skipped,
		"Error": doc.count_error,
	}
	story.imports.append(
		ImportLog(
			survey_import=doc.name,
			municipality=doc.municipality,
			file_name=file_name,
			person=frappe.session.user,
			standing=doc.standing,
			description=doc.file_description or "",
			counts=counts,
			rows=[
				{
					"number": row.line_number,
					"outcome": row.outcome,
					"course": row.lat_case or "",
					"point": row.measured_at or "",
					"score": row.score or "",
					"message": row.message or "",
				}
				for row in doc.log
			],
		)
	)
	story.say(
		f"{file_name}: {_(doc.standing)}, "
		+ ", ".join(f"{_(outcome)} {count}" for outcome, count in counts.items() if count)
	)

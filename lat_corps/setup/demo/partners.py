"""The directory of each municipality, and who else helps the people of its courses (R52, R54, R57, R59)."""

from __future__ import annotations

import frappe

from lat_corps.domain.consent import BRIEFING
from lat_corps.domain.partners import INFORMATION

from .corps import coordinator_of, municipalities
from .courses import take_consents
from .story import Story
from .words import word
from .workbooks import Row


def join_efforts(story: Story) -> None:
	"""Coordinators list departments, and write what these do for whom and who is not relevant."""
	for municipality in municipalities(story):
		with story.as_person(coordinator_of(story, municipality)):
			list_departments(story, municipality)
	for row in story.data.partners["Indsatser"]:
		case = frappe.get_doc("LAT Case", story.courses[row["Id"]])
		with story.as_person(case.coordinator):
			add_effort(story, case.name, case.municipality, row)


def list_departments(story: Story, municipality: str) -> None:
	for row in story.data.partners["Oversigt"]:
		if row["Kommune"] != municipality:
			continue
		story.insert(
			{
				"doctype": "LAT Partner",
				"municipality": municipality,
				"kind": word(row["Slags"]),
				"title": row["Navn"],
				"phone": row["Telefon"],
				"email": row["E-mail"],
				"offers": row["Hjælper med"],
				"way_in": row["Vejen ind"],
				"contacts": [
					{
						"person_name": contact["Navn"],
						"job_function": contact["Funktion"],
						"phone": contact["Telefon"],
						"email": contact["E-mail"],
					}
					for contact in story.data.partners["Kontaktpersoner"]
					if (contact["Kommune"], contact["Afdeling"]) == (municipality, row["Navn"])
				],
			}
		)


def add_effort(story: Story, case: str, municipality: str, row: Row) -> None:
	"""The mentor is told of an effort once the person has consented to it."""
	kind = word(row["Slags"])
	if row["Mentor må vide"]:
		referral = next(each for each in story.data.referrals["Henvisninger"] if each["Id"] == row["Id"])
		take_consents(story, referral, BRIEFING, information_types=[{"information_type": INFORMATION[kind]}])
	listed = frappe.get_list(
		"LAT Partner", filters={"municipality": municipality, "title": row["Afdeling"] or ""}, pluck="name"
	)
	story.insert(
		{
			"doctype": "LAT Partner Effort",
			"lat_case": case,
			"kind": kind,
			"status": word(row["Står"]),
			"partner": listed[0] if listed else None,
			"department": row["Afdeling"],
			"contact_name": row["Kontakt"],
			"helps_with": row["Hjælper med"],
			"agreed": row["Aftalt"],
			"afterwards": row["Hvad følger"],
			"because": row["Ikke relevant fordi"],
			"from_date": row["Fra"],
			"to_date": row["Til"],
			"plan_type": word(row["Plan"]) if row["Plan"] else None,
			"plan_aligned_on": row["Plan afstemt den"],
			"audience": "Coordinator and mentor" if row["Mentor må vide"] else "Coordinator only",
		}
	)

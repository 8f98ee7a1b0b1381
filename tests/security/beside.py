"""What people write beside a course, for those who attack it: by whom, and who else may read it."""

from __future__ import annotations

import frappe
from frappe.utils import today

from tests.factories import as_user

WORDS = "Han sover hos sin fætter, og det må ingen vide."
BESIDE = {
	"LAT Session": ("mentor", {"kind": "Meeting", "went_well": WORDS}),
	"LAT Concern": ("mentor", {"urgency": "This week", "words": WORDS}),
	"LAT Dilemma": ("mentor", {"kind": "Dilemma", "words": WORDS}),
	"LAT Coaching Session": ("coordinator", {"form": "One mentor", "worry": WORDS}),
	"LAT Coordination Meeting": ("coordinator", {"shared_goals": WORDS}),
	"LAT Partner Effort": (
		"coordinator",
		{"kind": "Housing", "department": "Boligkontoret", "helps_with": "En bolig.", "agreed": WORDS},
	),
	"LAT Partner": ("coordinator", {"kind": "Housing", "title": "Boligkontoret", "way_in": WORDS}),
	"LAT Outreach": ("coordinator", {"kind": "Talk", "with_whom": "Skolen", "words": WORDS}),
	"LAT Guidance": (
		"administrator",
		{
			"title": "Pjece",
			"kind": "Good advice",
			"link": "https://vejledning.example/pjece",
			"about": WORDS,
		},
	),
}
"""What is written beside a course, and by whom."""

READERS = {
	"LAT Partner": ("second_mentor", "manager", "administrator"),
	"LAT Outreach": ("manager",),
	"LAT Guidance": ("second_mentor", "caseworker", "other_caseworker", "manager", "administrator"),
}
"""Who may read what belongs to a whole municipality."""


def write_beside(course, doctype: str, world):
	person, values = BESIDE[doctype]
	facts = {"lat_case": course.name, "municipality": course.municipality, "meets_on": today(), **values}
	if doctype == "LAT Coaching Session":
		facts["participants"] = [{"mentor": course.mentor}]
		facts["courses"] = [{"lat_case": course.name}]
	with as_user(world[person]):
		return frappe.get_doc({"doctype": doctype, **facts}).insert()

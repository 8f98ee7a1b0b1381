"""What worries a mentor, and what the coordinator decides (R77)."""

from __future__ import annotations

import frappe

from .closing import mentor_of
from .story import Story
from .words import word


def decide_on_concern(story: Story) -> None:
	"""One mentor says a concern; the coordinator talks it through and decides (R77)."""
	for row in story.data.referrals["Bekymring"]:
		case = frappe.get_doc("LAT Case", story.courses[row["Id"]])
		with story.as_person(mentor_of(story, row)):
			concern = story.insert(
				{
					"doctype": "LAT Concern",
					"lat_case": case.name,
					"urgency": word(row["Haster"]),
					"words": row["Ord"],
				}
			)
		with story.as_person(case.coordinator):
			story.save(
				"LAT Concern",
				concern.name,
				experience=row["Hvordan det viser sig"],
				support=row["Hvad der vil hjælpe"],
				within_reach=row["Kan korpset bære det"],
				techniques=row["Hvad vi prøver"],
				calm=row["Hvornår det er roligere"],
				decision=word(row["Beslutning"]),
				agreed=row["Aftalt"],
				follow_up_on=row["Følges op"],
			)

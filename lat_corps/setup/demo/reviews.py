"""What coordinator, mentor and person see of a course together, and what is decided (R20, R105)."""

from __future__ import annotations

from .corps import coordinator_of
from .story import Story
from .words import word
from .workbooks import Row


def hold(story: Story, row: Row, mentor: str) -> None:
	"""Hold the review that the workbook has of a course: the mentor writes before it is decided."""
	told = story.data.first("Forløbsopfølgning", row["Id"])
	coordinator = coordinator_of(story, row["Kommune"])
	with story.as_person(coordinator):
		review = story.insert(
			{
				"doctype": "LAT Case Review",
				"lat_case": story.courses[row["Id"]],
				"held_on": told["Holdt den"],
				"citizens_words": told["Borgeren siger"],
				"caseworker": row["Sagsbehandler"] if told["Sagsbehandleren siger"] else None,
				"caseworkers_words": told["Sagsbehandleren siger"],
				"mentor_took_part": 1,
			}
		)
	with story.as_person(mentor):
		story.save("LAT Case Review", review.name, mentors_words=told["Mentor siger"])
	with story.as_person(coordinator):
		story.save(
			"LAT Case Review",
			review.name,
			decision=word(told["Beslutning"]),
			decided_words=told["Hvad det betyder"],
			arguments_for=told["For forlængelse"],
			arguments_against=told["Imod forlængelse"],
			potential=told["Kan nås med mere tid"],
			new_end=told["Ny slutdato"],
			new_goals=told["Nye mål"],
		)

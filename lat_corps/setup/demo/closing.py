"""The end of a course: outcome, extension, handover, looking back, debrief, reopening (R97 to R108)."""

from __future__ import annotations

import frappe
from frappe import _

from lat_corps.casework import handover_reading
from lat_corps.casework.doctype.lat_handover.lat_handover import fetch_from_course
from lat_corps.days import danish_today
from lat_corps.domain.consent import CITIZEN, DEBRIEF, HANDOVER
from lat_corps.domain.handover import READ_ON_SCREEN

from . import reviews
from .corps import coordinator_of, people
from .courses import consent_to_course, rate
from .debriefing import hold_debrief, share_learning
from .log import keep_log
from .story import Story
from .words import word, words
from .workbooks import Row


def extend(story: Story) -> None:
	"""Extend what the workbook extends, before the files with the after measurements arrive (R105)."""
	for row, closing in closings(story):
		if not closing["Første udfald"]:
			continue
		choose_outcome(story, row, word(closing["Første udfald"]))
		reviews.hold(story, row, mentor_of(story, row))
		with story.as_person(coordinator_of(story, row["Kommune"])):
			consent_to_course(story, row, given_on=danish_today())
			story.act("LAT Case", story.courses[row["Id"]], "Extend course")


def closings(story: Story) -> list[tuple[Row, Row]]:
	"""Return the referral and the closing of each course that the workbook ends, in its order."""
	referrals = {row["Id"]: row for row in story.data.referrals["Henvisninger"]}
	return [(referrals[closing["Id"]], closing) for closing in story.data.referrals["Afslutning"]]


def close(story: Story) -> None:
	"""Close what the workbook closes, in its order."""
	ended = closings(story)
	for number, (row, closing) in enumerate(ended, start=1):
		close_course(story, row, closing)
		name = story.courses[row["Id"]]
		outcome, stage = word(closing["Udfald"]), frappe.db.get_value("LAT Case", name, "stage")
		story.say(f"[{number:2}/{len(ended)}] {name}  {row['Kommune']:<9} {_(outcome)}: {_(stage)}")


def close_course(story: Story, row: Row, closing: Row) -> None:
	name, coordinator = story.courses[row["Id"]], coordinator_of(story, row["Kommune"])
	choose_outcome(story, row, word(closing["Udfald"]))
	if not closing["Lukket den"]:
		plan_last_contacts(story, row)
		return
	if not closing["Første udfald"] and story.data.first("Forløbsopfølgning", row["Id"]):
		reviews.hold(story, row, mentor_of(story, row))
	if handover := story.data.first("Overlevering", row["Id"]):
		hand_over(story, row, handover)
	with story.as_person(mentor_of(story, row)):
		story.save(
			"LAT Case",
			name,
			looking_back=closing["Tilbageblik"],
			support=closing["Støtte"],
			relapse_agreement=closing["Aftale ved tilbagefald"],
			ending_together=closing["Afsluttet sammen"],
			comes_instead=closing["Kommer i stedet"],
		)
	with story.as_person(coordinator):
		learn(story, row, closing)
		story.act("LAT Case", name, "Close course")
		share_learning(story, row)
		if closing["Genåbnet fordi"]:
			story.save("LAT Case", name, reopen_reason=closing["Genåbnet fordi"])
			consent_to_course(story, row, given_on=danish_today())
			story.act("LAT Case", name, "Reopen course")
	if closing["Genåbnet fordi"]:
		with story.as_person(mentor_of(story, row)):
			rate(story, row)
			keep_log(story, row)


def plan_last_contacts(story: Story, row: Row) -> None:
	"""A course ends little by little: its mentor plans the last contacts (R97)."""
	with story.as_person(mentor_of(story, row)):
		story.save(
			"LAT Case",
			story.courses[row["Id"]],
			last_contacts=[
				{"planned_on": contact["Den"], "kind": word(contact["Hvordan"]), "who": contact["Hvem"]}
				for contact in story.data.of_course("Sidste kontakter", row["Id"])
			],
		)


def review(story: Story) -> None:
	"""Review what the workbook reviews of the courses that go on."""
	ended = {row["Id"] for row, _closing in closings(story)}
	for row in story.data.referrals["Henvisninger"]:
		if row["Id"] not in ended and story.data.first("Forløbsopfølgning", row["Id"]):
			reviews.hold(story, row, mentor_of(story, row))


def mentor_of(story: Story, row: Row) -> str:
	mentor = frappe.db.get_value("LAT Case", story.courses[row["Id"]], "mentor")
	return next(login for login, name in story.mentors.items() if name == mentor)


def choose_outcome(story: Story, row: Row, outcome: str) -> None:
	"""Coordinator and mentor each choose, and closing begins when they agree (R98, R99)."""
	name, coordinator = story.courses[row["Id"]], coordinator_of(story, row["Kommune"])
	with story.as_person(mentor_of(story, row)):
		story.save("LAT Case", name, mentor_outcome=outcome)
	with story.as_person(coordinator):
		story.save("LAT Case", name, outcome=outcome)
		story.act("LAT Case", name, "Begin closing")


def learn(story: Story, row: Row, closing: Row) -> None:
	"""After measurement or why it is missing, and the debrief with the person's consent (R90, R106, R107)."""
	if closing["Samtykke til opsamling"]:
		story.insert(
			{
				"doctype": "LAT Consent",
				"lat_case": story.courses[row["Id"]],
				"purpose": DEBRIEF,
				"given_by": CITIZEN,
				"given_by_name": row["Borger"],
				"given_on": closing["Samtykke til opsamling"],
				"informed": 1,
			}
		)
		hold_debrief(story, row, closing)
	story.save(
		"LAT Case",
		story.courses[row["Id"]],
		after_missing_reason=closing["Ingen eftermåling fordi"],
		no_handover_reason=closing["Ingen overlevering fordi"],
		broken_off_reason=closing["Afbrudt fordi"],
		debrief_learning=closing["Læring"],
		debrief_waived_reason=closing["Ingen opsamling fordi"],
		closed_on=closing["Lukket den"],
	)


def hand_over(story: Story, row: Row, handover: Row) -> None:
	"""What the person has consented to goes to the caseworker, who may ask before receiving (R103, R104)."""
	coordinator, receiver = coordinator_of(story, row["Kommune"]), handover["Modtager"]
	with story.as_person(coordinator):
		name = draft_handover(story, row, handover)
		if handover["Spørgsmål"]:
			story.refused(
				_("A handover is sent before the person has consented to it"),
				coordinator,
				("R104",),
				lambda: story.act("LAT Handover", name, "Send handover"),
			)
		consent_to_handover(story, row, handover)
		read_with_person(story, name)
		story.act("LAT Handover", name, "Send handover")
	if handover["Spørgsmål"]:
		with story.as_person(receiver):
			story.save("LAT Handover", name, question=handover["Spørgsmål"])
			story.act("LAT Handover", name, "Return with a question")
		with story.as_person(coordinator):
			story.act("LAT Handover", name, "Take back to draft")
			story.save("LAT Handover", name, answer=handover["Svar"])
			story.act("LAT Handover", name, "Send handover")
	with story.as_person(receiver):
		story.act("LAT Handover", name, "Confirm receipt")


def draft_handover(story: Story, row: Row, handover: Row) -> str:
	name = story.insert(
		{
			"doctype": "LAT Handover",
			"lat_case": story.courses[row["Id"]],
			"receiver": handover["Modtager"],
			"lines": [
				{
					"information_type": word(line["Oplysning"]),
					"origin": word(line["Kommer fra"]),
					"content": line["Indhold"],
				}
				for line in story.data.of_course("Overlevering linjer", row["Id"])
			],
		}
	).name
	fetch_from_course(name)
	story.count()
	story.handovers[row["Id"]] = name
	return name


def read_with_person(story: Story, name: str) -> None:
	"""The person reads it first, together with the coordinator (R104)."""
	marks = handover_reading.shown(name)["marks"]
	handover_reading.read_with_person(name, {"way": READ_ON_SCREEN, "marks": marks})
	story.count()


def consent_to_handover(story: Story, row: Row, handover: Row) -> None:
	story.insert(
		{
			"doctype": "LAT Consent",
			"lat_case": story.courses[row["Id"]],
			"purpose": HANDOVER,
			"receiver": handover["Modtager"],
			"given_by": word(handover["Samtykke fra"]),
			"given_by_name": row["Borger"],
			"given_on": handover["Givet den"],
			"valid_until": handover["Gælder til"],
			"informed": 1,
			"information_types": [{"information_type": kind} for kind in words(handover["Samtykke til"])],
		}
	)


def open_a_strangers_course(story: Story, row: Row) -> None:
	"""A mentor sees own courses, not those of colleagues (R88, N2)."""
	mentors = people(story, "Mentor", row["Kommune"])
	stranger = next(login for login in reversed(mentors) if login != mentor_of(story, row))
	story.refused(
		_("A mentor opens the course of another mentor"),
		stranger,
		("R88", "N2"),
		lambda: frappe.get_doc("LAT Case", story.courses[row["Id"]]).check_permission("read"),
	)

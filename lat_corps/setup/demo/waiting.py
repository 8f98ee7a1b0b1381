"""What waits when the year ends: a text to approve, one to read, a deputy, a loan, an erasure."""

from __future__ import annotations

import frappe
from frappe.utils import add_days

from lat_corps.corps.doctype.lat_role_description.lat_role_description import acknowledge, draft_from
from lat_corps.days import danish_today

from .corps import coordinator_of, people
from .story import Story

DEPUTY = "grethe.vad@example.org"
CHANGED_TASK = "Holder det første møde der, hvor forælderen er mest tryg: hjemme, ude eller i kommunens hus."
ADDED_TASK = {
	"phase": "During",
	"responsibility": "Contributes",
	"case_stage": "Active",
	"task": "Deltager i korpsets møde den første torsdag i hver måned.",
}
ADDED_FOR_CASEWORKERS = {
	"phase": "Closing",
	"responsibility": "Does",
	"case_stage": "Closing",
	"task": "Kvitterer for en overlevering eller stiller et spørgsmål inden for fem hverdage.",
}


def leave_waiting(story: Story) -> None:
	"""Begin what others are to end, each step by the person whose it is."""
	revise_two_texts(story, "Skovborg")
	appoint_deputy(story, "Fjordby")
	ask_for_coach(story, "Skovborg", "Fjordby")
	request_erasure(story, "Fjordby")


def revise_two_texts(story: Story, municipality: str) -> None:
	"""One new version waits for the manager, another for the caseworker who has not read it yet (R16)."""
	author, manager = coordinator_of(story, municipality), people(story, "Leder", municipality)[-1]
	with story.as_person(author):
		coach = _new_version(story, municipality, "Parent Coach", ADDED_TASK, CHANGED_TASK)
		caseworker = _new_version(story, municipality, "Caseworker", ADDED_FOR_CASEWORKERS)
		for name in (coach, caseworker):
			story.act("LAT Role Description", name, "Send to review")
	with story.as_person(manager):
		story.act("LAT Role Description", caseworker, "Publish text")
	reader = people(story, "Sagsbehandler", municipality)[0]
	with story.as_person(reader):
		acknowledge(caseworker, story.names[reader])
		story.count()


def _new_version(story: Story, municipality: str, role: str, added: dict, reworded: str = "") -> str:
	name = draft_from(story.descriptions[(municipality, role)][-1], municipality)
	story.count()
	draft = frappe.get_doc("LAT Role Description", name)
	if reworded:
		draft.tasks[-1].task = reworded
	draft.append("tasks", added)
	story.save("LAT Role Description", name, tasks=draft.tasks)
	return name


def appoint_deputy(story: Story, municipality: str) -> None:
	"""The manager finds somebody for the weeks in which the only coordinator is away (R9)."""
	with story.as_person(people(story, "Leder", municipality)[0]):
		story.insert(
			{
				"doctype": "LAT Deputy",
				"municipality": municipality,
				"coordinator": coordinator_of(story, municipality),
				"deputy": DEPUTY,
				"from_date": add_days(danish_today(), 6),
				"to_date": add_days(danish_today(), 19),
			}
		)


def ask_for_coach(story: Story, lender: str, borrower: str) -> None:
	with story.as_person(coordinator_of(story, borrower)):
		story.insert(
			{
				"doctype": "LAT Mentor Loan",
				"lending_municipality": lender,
				"borrowing_municipality": borrower,
				"kind": "Parent Coach",
				"from_date": add_days(danish_today(), 14),
				"to_date": add_days(danish_today(), 194),
				"extent": "To timer om ugen",
				"competences": "Erfaring med forældre, hvis barn har brudt kontakten",
				"purpose": "Et forældrecoachforløb. Begge vores egne coaches kender familien privat.",
			}
		)


def request_erasure(story: Story, municipality: str) -> None:
	"""A person whose course was declined asks to be erased; a second person carries it out."""
	with story.as_person(coordinator_of(story, municipality)):
		citizen = frappe.get_list(
			"LAT Case",
			filters={"municipality": municipality, "stage": "Declined"},
			pluck="citizen",
			order_by="creation asc",
			limit=1,
		)
		for name in citizen:
			story.insert(
				{
					"doctype": "LAT Erasure",
					"municipality": municipality,
					"citizen": name,
					"reason": "The citizen's request",
					"legal_basis": "Databeskyttelsesforordningens artikel 17: Forløbet blev ikke til noget.",
				}
			)

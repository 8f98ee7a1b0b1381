"""How many clicks a piece of work takes, over all who have a part in it; what is typed is no click."""

from __future__ import annotations

import frappe
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import PHONE, Desk, stored
from tests.factories import as_user

HANDOVER = 14
CHANGE_OF_MENTOR = 20

IN_A_LIST = 2
"""Clicks of a person who chooses from a list of the browser's own, which a test sets at once."""


def create(form: Desk, words: str) -> Desk:
	form.press("Opret")
	form.find(".inner-group-button .dropdown-item").filter(has_text=words).click()
	return form.settle()


def test_a_handover_is_made_and_sent(desk, world, active):
	with as_user(world["coordinator"]):
		active.caseworker = world["caseworker"]
		active.save()
		factories.consent_to_handover(active, world["caseworker"], "Goals and steps")
		frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": active.name, "goals": [{"goal": "En læreplads."}]}
		).insert()
	form = desk("coordinator").open("LAT Case", active.name)
	before = form.clicks
	create(form, "Overlevering")
	form.save()
	form.act("Hent fra forløbet")
	with form.page.expect_response(lambda answer: "steps.take" in answer.url):
		form.choose_step("Send overlevering")
	assert stored("LAT Handover", lat_case=active.name).stage == "Sent"
	assert form.clicks - before <= HANDOVER


def test_a_mentor_is_changed_by_three_people(desk, world, active):
	form = desk("coordinator").open("LAT Case", active.name)
	before = form.clicks
	form.find('[data-doctype="LAT Match"] .document-link-badge').first.click()
	form.settle().find(".list-row .list-subject a").first.click()
	form.settle().choose_step("Afslut match").write_and_go(end_reason="Mentoren flytter.")
	form.open("LAT Case", active.name)
	with form.page.expect_response(lambda answer: "getdoc" in answer.url):
		form.choose_step("Match på ny")
	create(form.settle(), "Match")
	form.input("mentor").fill(world.mentors["second_mentor"])
	form.find(".awesomplete [role=option]").filter(has_text=world.mentors["second_mentor"]).click()
	form.save().choose_step("Tilbyd match")
	form.dialog.locator("select").select_option("None")
	form.write_and_go()
	match = stored("LAT Match", lat_case=active.name, stage="Offered")
	mentor = desk("second_mentor", PHONE).open("LAT Match", match.name)
	with mentor.page.expect_response(lambda answer: "steps.take" in answer.url):
		mentor.choose_step("Acceptér match")
	form.open("LAT Match", match.name).choose_step("Godkend match")
	expect(form.dialog.locator(".control-label")).to_have_count(1)
	form.write_and_go(rationale="De har sprog og fodbold til fælles.")
	assert stored("LAT Match", name=match.name).stage == "Approved"
	assert form.clicks - before + IN_A_LIST + mentor.clicks <= CHANGE_OF_MENTOR

"""The end of a course in one dialog: both sides' outcome, the handover with its consents, and the closing."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import formatdate, today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, Desk, stored
from tests.factories import act, as_user

END = "Afslutning og overlevering"
BROKEN_OFF = "Broken off"


@pytest.fixture
def told(world, active):
	"""A course under way with something to tell a caseworker."""
	with as_user(world["coordinator"]):
		frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": active.name, "goals": [{"goal": "En læreplads."}]}
		).insert()
	return active


@pytest.fixture
def closing(world, told):
	factories.choose_outcome(told, world, BROKEN_OFF)
	return act(told, "Begin closing", world["coordinator"])


def opened(desk, case, size=DESK) -> Desk:
	form = desk("coordinator", size).open("LAT Case", case.name)
	form.press(END).await_dialog()
	return form


def read_with_person(form: Desk) -> None:
	"""Read the draft together on the screen, from the dialog and back to it."""
	form.confirm("handover_reading.shown").await_dialog()
	form.dialog.locator('[data-fieldname="way"] select').select_option("Read together on screen")
	form.confirm("read_with_person").await_dialog()
	expect(form.dialog).to_contain_text("Læst sammen på skærm")


def part(form: Desk, words: str) -> None:
	expect(form.dialog.locator(".lat-parts [aria-current]")).to_have_text(words)


def test_both_sides_stand_beside_each_other_until_they_agree(desk, world, told):
	with as_user(world["mentor"]):
		told.mentor_outcome = BROKEN_OFF
		told.save()
	form = opened(desk, told)
	part(form, "Udfald")
	expect(form.dialog.locator('[data-fieldname="mentor_outcome"]')).to_contain_text("Afbrudt")
	outcome = form.dialog.locator('[data-fieldname="outcome"] select')
	outcome.select_option("Goals reached")
	expect(form.dialog.get_by_role("status")).to_contain_text("forskellige udfald")
	outcome.select_option(BROKEN_OFF)
	expect(form.dialog.get_by_role("status")).to_contain_text("Afslutningen kan begynde.")
	form.confirm("ending.go_on")
	part(form, "Overlevering")
	case = stored("LAT Case", name=told.name)
	assert (case.stage, case.outcome) == ("Closing", BROKEN_OFF)


def test_what_is_left_half_way_is_there_again(desk, world, closing):
	form = opened(desk, closing)
	part(form, "Overlevering")
	expect(form.dialog.locator(".lat-preview")).to_contain_text("Der er ikke gyldigt samtykke")
	form.write("more", "Bor alene.")
	form.close_dialog().press(END).await_dialog()
	expect(form.dialog.locator('[data-fieldname="more"] textarea')).to_have_value("Bor alene.")
	form.dialog.locator('[data-fieldname="more_type"] select').select_option("Life situation")
	with form.page.expect_response(lambda answer: "hand_over" in answer.url):
		form.dialog.get_by_role("button", name="Gem, og fortsæt senere").click()
	form.settle()
	handover = stored("LAT Handover", lat_case=closing.name)
	assert (handover.stage, len(handover.lines)) == ("Draft", 2)
	again = opened(desk, closing)
	expect(again.dialog.locator(".lat-preview")).to_contain_text("Bor alene.")
	expect(again.dialog.locator('[data-fieldname="more"] textarea')).to_have_value("")


def test_a_returned_handover_is_answered_received_and_the_course_closed_on_a_phone(desk, world, closing):
	with as_user(world["coordinator"]):
		factories.consent_to_handover(closing, world["caseworker"], "Goals and steps")
	form = opened(desk, closing, PHONE)
	expect(form.dialog.locator(".lat-preview")).to_contain_text("En læreplads.")
	expect(form.dialog.locator(".lat-consenting").locator("visible=true")).to_have_count(0)
	expect(form.dialog.locator('[data-fieldname="receiver"] input')).to_have_value("Peter Lund")
	read_with_person(form)
	form.confirm("hand_over")
	handover = stored("LAT Handover", lat_case=closing.name)
	with as_user(world["caseworker"]):
		handover.question = "Hvem har aftalt det?"
		handover.save()
	act(handover, "Return with a question", world["caseworker"])
	frappe.db.commit()
	form.open("LAT Case", closing.name).press(END).await_dialog()
	part(form, "Overlevering")
	expect(form.dialog).to_contain_text("Hvem har aftalt det?")
	form.write("answer", "Det har moderen.").confirm("send_again")
	caseworker = desk("caseworker", PHONE).open("LAT Handover", handover.name)
	with caseworker.page.expect_response(lambda answer: "steps.take" in answer.url):
		caseworker.choose_step("Kvittér for modtagelse")
	form.open("LAT Case", closing.name).press(END).await_dialog()
	part(form, "Afslutning")
	form.write("broken_off_reason", "Familien flytter.")
	form.write("after_missing_reason", "Ville ikke svare.").confirm("ending.go_on")
	part(form, "Afslutning")
	expect(form.dialog.locator('[data-met="false"]')).to_have_count(1)
	assert form.too_wide <= 0
	form.write("debrief_held_on", formatdate(today()))
	form.dialog.get_by_label("Mikkel Prøvesen (Borger)").locator("visible=true").check()
	form.tick("debrief_informed").confirm("ending.go_on")
	expect(form.page.locator(".modal.show")).to_have_count(0)
	case = stored("LAT Case", name=closing.name)
	assert (case.stage, case.after_missing_reason) == ("Closed", "Ville ikke svare.")

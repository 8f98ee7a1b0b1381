"""How many clicks a piece of work takes, over all who have a part in it; what is typed is no click."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, add_months, formatdate, today
from playwright.sync_api import expect

from lat_corps.domain.course_facts import PREPARATION_TOPICS
from tests import factories
from tests.browser.desk import DESK, PHONE, Desk, stored
from tests.browser.test_ending import read_with_person
from tests.factories import as_user

HANDOVER = 14
CHANGE_OF_MENTOR = 12
ASSESSED = 35
STARTED = 35
RATING = 3
BEFORE = 8

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
	form.press("Læs den med borgeren").await_dialog()
	form.dialog.locator('[data-fieldname="way"] select').select_option("Read together on screen")
	form.confirm("read_with_person")
	with form.page.expect_response(lambda answer: "steps.take" in answer.url):
		form.choose_step("Send overlevering")
	assert stored("LAT Handover", lat_case=active.name).stage == "Sent"
	assert form.clicks - before <= HANDOVER


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_handover_is_consented_to_made_and_sent(desk, world, active, size):
	with as_user(world["coordinator"]):
		goals = [{"goal": "En læreplads."}]
		frappe.get_doc({"doctype": "LAT Plan", "lat_case": active.name, "goals": goals}).insert()
		factories.measure(active, "Before")
	factories.choose_outcome(active, world, "Broken off")
	factories.act(active, "Begin closing", world["coordinator"])
	form = desk("coordinator", size).open("LAT Case", active.name)
	before = form.clicks
	form.press("Afslutning og overlevering").await_dialog()
	expect(form.dialog.locator("[data-left-out=true]").first).to_contain_text("En læreplads.")
	form.dialog.get_by_label("Mikkel Prøvesen (Borger)").check()
	form.dialog.get_by_label("Mål og skridt").check()
	expect(form.dialog.locator("[data-left-out=false]")).to_contain_text("En læreplads.")
	expect(form.dialog.locator("[data-left-out=true]")).to_contain_text("WHO-5 (trivsel), version 1")
	form.tick("informed")
	read_with_person(form)
	form.confirm("hand_over")
	expect(form.page.locator(".modal.show")).to_have_count(0)
	assert stored("LAT Handover", lat_case=active.name).stage == "Sent"
	assert form.clicks - before <= HANDOVER
	assert form.too_wide <= 0


def test_a_mentor_is_changed_by_three_people(desk, world, active):
	form = desk("coordinator").open("LAT Case", active.name)
	before = form.clicks
	form.press("Skift mentor").await_dialog()
	choose(form, "mentor", world.mentors["second_mentor"])
	form.dialog.locator('[data-fieldname="conflict_of_interest"] select').select_option("None")
	form.write("end_reason", "Mentoren flytter.").confirm("change_of_mentor")
	match = stored("LAT Match", lat_case=active.name, stage="Offered")
	mentor = desk("second_mentor", PHONE).open("LAT Match", match.name)
	with mentor.page.expect_response(lambda answer: "steps.take" in answer.url):
		mentor.choose_step("Acceptér match")
	form.open("LAT Match", match.name).choose_step("Godkend match")
	expect(form.dialog.locator(".control-label")).to_have_count(1)
	form.write_and_go(rationale="De har sprog og fodbold til fælles.")
	assert stored("LAT Match", name=match.name).stage == "Approved"
	assert form.clicks - before + IN_A_LIST + mentor.clicks <= CHANGE_OF_MENTOR


def choose(form: Desk, fieldname: str, words: str) -> None:
	"""Choose a record in the dialog that is open: typed, and taken from what is found."""
	form.dialog.locator(f'[data-fieldname="{fieldname}"] input').fill(words)
	form.dialog.locator(".awesomplete [role=option]").filter(has_text=words).first.click()


def test_a_citizen_comes_to_a_course_that_is_assessed(desk, world):
	page = desk("coordinator").go("lat-case")
	before = page.clicks
	page.find(".page-head .primary-action").last.click()
	page.await_dialog()
	for fieldname, value in (
		("full_name", "Yusra Prøvesen"),
		("birth_date", formatdate(add_days(add_months(today(), -12 * 16), -1))),
		("referral_source", "Familieafdelingen"),
		("referred_by", "Mona Krag"),
		("referral_reason", "En lærer er bekymret for, hvem hun ses med."),
	):
		page.write(fieldname, value)
	choose(page, "language", "Arabisk")
	for fieldname, value in (("gender", "Woman"), ("target_group", "Vulnerable to extremism")):
		page.dialog.locator(f'[data-fieldname="{fieldname}"] select').select_option(value)
	expect(page.dialog).to_contain_text(
		"I denne alder skal disse samtykke: Borger, Forældremyndighedsindehaver."
	)
	page.tick("citizen_consents").tick("custody_consents").tick("informed")
	page.write("custody_name", "Ingrid Prøvesen").confirm("intake.begin")
	page.page.wait_for_function("cur_frm?.doctype === 'LAT Case' && cur_frm.doc.stage === 'Assessed'")
	assert page.clicks - before + 2 * IN_A_LIST <= ASSESSED


def test_a_match_is_found_and_the_course_is_started(desk, world):
	"""With all that a start asks for: topics, what the mentor must know, and the measurement before."""
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		wish = {"criterion": "Other wish", "wish": "Kan lide at fiske.", "strength": "Wish"}
		case.append("preferences", wish)
		case.save()
		factories.may_be_passed_on(case)
	form = desk("coordinator").open("LAT Case", case.name)
	before = form.clicks
	form.press("Matchtavle").settle()
	name = frappe.db.get_value("LAT Mentor", world.mentors["mentor"], "full_name")
	form.button(f"Tilbyd: {name}").click()
	form.await_dialog()
	form.dialog.locator('[data-fieldname="conflict_of_interest"] select').select_option("None")
	form.confirm("change_of_mentor")
	match = stored("LAT Match", lat_case=case.name)
	mentor = desk("mentor", PHONE).open("LAT Match", match.name)
	with mentor.page.expect_response(lambda answer: "steps.take" in answer.url):
		mentor.choose_step("Acceptér match")
	form.open("LAT Match", match.name).choose_step("Godkend match")
	(unmet,) = (row for row in match.criteria if row.criterion == "Other wish")
	reason = {f"criteria.{unmet.idx}.reason": "Sprog og fodbold vejer tungere."}
	expect(form.dialog).to_contain_text("Grund til afvigelse: Andet ønske")
	expect(form.dialog).to_contain_text("Kan lide at fiske.")
	form.write_and_go(rationale="De har sprog og fodbold til fælles.", **reason)
	form.open("LAT Case", case.name)
	take_from_checklist(form, "Forbered forløb")
	form.find(".lat-ahead a").filter(has_text="Ark til første møde").click()
	expect(form.find(".lat-topic textarea")).to_have_count(len(PREPARATION_TOPICS))
	for topic in form.find(".lat-topic textarea").all():
		topic.fill("Aftalt med mentoren.")
	form.save().open("LAT Case", case.name)
	form.press("Opret: Baggrundsoplysning").settle()
	form.input("kind").select_option("Other knowledge")
	form.input("origin").select_option("The course")
	form.input("content").fill("Bor hos sin moster.")
	form.input("legal_basis").fill("Samtykke fra borgeren")
	form.save()
	mentor.open("LAT Case", case.name).choose_step("Læs og bekræft")
	with mentor.page.expect_response(lambda answer: "savedocs" in answer.url):
		mentor.dialog.get_by_role("button", name="Jeg har læst det").click()
	answer_before(mentor)
	form.open("LAT Case", case.name)
	take_from_checklist(form, "Start forløb")
	assert stored("LAT Case", name=case.name).stage == "Active"
	lists = 3 * IN_A_LIST
	assert form.clicks - before + lists + mentor.clicks <= STARTED


def take_from_checklist(form: Desk, words: str) -> None:
	with form.page.expect_response(lambda answer: "steps.take" in answer.url):
		form.find(".lat-take").filter(has_text=words).click()
	form.settle()


def answer_before(mentor: Desk) -> None:
	mentor.find('[data-answer="Before"][data-instrument="WHO5-v1"]').first.tap()
	for number in range(1, 6):
		expect(mentor.find(".lat-answering [role=status]")).to_have_text(f"Spørgsmål {number} af 5")
		mentor.find(".lat-choice").nth(3).tap()
	with mentor.page.expect_response(lambda answer: "savedocs" in answer.url):
		mentor.press("Gem svarene")


def test_a_mentor_rates_with_the_person(desk, active):
	mentor = desk("mentor", PHONE).open("LAT Case", active.name)
	before = mentor.clicks
	mentor.find(".lat-scale [data-rating='6']").tap()
	mentor.press("Gem målingen")
	expect(mentor.find(".modal.show")).to_have_count(0)
	assert stored("LAT Progression", lat_case=active.name).rating == 6
	assert mentor.clicks - before <= RATING


def test_the_five_questions_before_are_answered(desk, world):
	case = factories.case_at("Preparing", world)
	mentor = desk("mentor", PHONE).open("LAT Case", case.name)
	before = mentor.clicks
	answer_before(mentor)
	assert len(stored("LAT Measurement", lat_case=case.name).answers) == 5
	assert mentor.clicks - before <= BEFORE

"""The form made for answering: all questions at once on a desk, one at a time on a phone (issue 4, R65)."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, Desk, Size, stored

ITEMS = ("WHO1", "WHO2", "WHO3", "WHO4", "WHO5")
MULTIPLIER = 4


@pytest.fixture
def case(world):
	"""A course that waits for its before measurement."""
	return factories.case_at("Preparing", world)


@pytest.fixture
def form(desk, case) -> Desk:
	return from_course(desk, case, DESK)


@pytest.fixture
def phone(desk, case) -> Desk:
	return from_course(desk, case, PHONE)


def from_course(desk, case, size: Size) -> Desk:
	"""The mentor's form as it is reached from the course."""
	mentor = desk("mentor", size).open("LAT Case", case.name)
	mentor.find('[data-answer="Before"][data-instrument="WHO5-v1"]').first.click()
	expect(mentor.find(".lat-answering")).to_be_visible()
	return mentor.settle()


def choose(form: Desk, item: str, answer: int) -> None:
	form.find(f'tr[data-item="{item}"] input[type=radio]').nth(answer).check()


def choose_on_phone(phone: Desk, answer: int) -> None:
	"""Tap an answer, which goes on to the next question by itself."""
	words = phone.find(".lat-answering [tabindex='-1']").inner_text()
	phone.find(".lat-choice").nth(answer).tap()
	expect(phone.find(".lat-answering [tabindex='-1']")).not_to_have_text(words)


def skip_with_first_reason(form: Desk) -> str:
	reason = form.find(".lat-reasons button").first
	reason.click()
	return reason.inner_text()


def test_a_desk_shows_all_questions_at_once(form):
	expect(form.find("tr[data-item]")).to_have_count(len(ITEMS))
	expect(form.find(".lat-question")).to_have_count(0)


def test_answers_of_a_desk_reach_the_record_and_its_score(form, case):
	for answer, item in enumerate(ITEMS):
		choose(form, item, answer)
	form.save()
	measurement = stored("LAT Measurement", lat_case=case.name)
	assert [row.answer for row in measurement.answers] == ["0", "1", "2", "3", "4"]
	assert measurement.score == MULTIPLIER * (0 + 1 + 2 + 3 + 4)
	form.press("Vis svar og resultat")
	expect(form.field("score")).to_contain_text("40")


def test_a_digit_chooses_and_goes_on(form, case):
	form.find('tr[data-item="WHO1"] input[type=radio]').first.focus()
	form.page.keyboard.type("33333")
	form.save()
	assert stored("LAT Measurement", lat_case=case.name).score == MULTIPLIER * 15


def test_a_question_is_skipped_with_a_reason(form, case):
	for item in ITEMS[1:]:
		choose(form, item, 3)
	form.find('tr[data-item="WHO1"] input[type=radio]').last.check()
	reason = skip_with_first_reason(form)
	form.save()
	measurement = stored("LAT Measurement", lat_case=case.name)
	assert (measurement.standing, measurement.answers[0].skip_reason) == ("Partly answered", reason)
	form.press("Vis svar og resultat")
	expect(form.find(".lat-told")).to_contain_text(f"Sprunget over: {reason}")


def test_a_question_without_answer_is_pointed_out(form, case):
	for item in ITEMS[1:]:
		choose(form, item, 3)
	form.press("Gem")
	expect(form.dialog).to_contain_text("Besvar hvert spørgsmål, eller vælg Spring over")
	expect(form.find("tr.lat-lacking")).to_have_attribute("data-item", "WHO1")
	form.expect_refusal("Besvar hvert spørgsmål", "complain()")


def test_a_phone_asks_one_question_at_a_time(phone):
	expect(phone.find(".lat-question legend")).to_have_text("Godt humør")
	expect(phone.find("[role=status]").last).to_have_text("Spørgsmål 1 af 5")
	expect(phone.find(".lat-answering progress")).to_have_js_property("value", 1)
	assert phone.too_wide <= 0


def test_a_phone_goes_on_and_back_with_what_was_chosen(phone):
	choose_on_phone(phone, 4)
	expect(phone.find(".lat-question legend")).to_have_text("Ro")
	expect(phone.find(".lat-answering progress")).to_have_js_property("value", 2)
	phone.press("Tilbage")
	expect(phone.find(".lat-choice").nth(4).locator("input")).to_be_checked()


def test_who_chooses_with_the_keys_of_a_phone_goes_on_when_they_say_so(phone):
	phone.find(".lat-choice input").first.focus()
	phone.page.keyboard.press("Space")
	phone.page.wait_for_timeout(600)
	expect(phone.find(".lat-question legend")).to_have_text("Godt humør")
	phone.press("Næste")
	expect(phone.find(".lat-question legend")).to_have_text("Ro")


def test_a_phone_goes_on_from_no_question_without_answer_or_reason(phone):
	phone.press("Næste")
	expect(phone.find(".lat-question legend")).to_have_text("Godt humør")
	expect(phone.find(".lat-reason")).to_be_visible()


def test_answers_of_a_phone_reach_the_record_and_its_score(phone, case):
	phone.press("Næste")
	reason = skip_with_first_reason(phone)
	phone.press("Næste")
	for _item in ITEMS[1:]:
		choose_on_phone(phone, 2)
	expect(phone.find(".lat-told tr")).to_have_count(len(ITEMS))
	phone.find(".lat-told tr").first.get_by_role("button").click()
	choose_on_phone(phone, 5)
	for _item in ITEMS[1:]:
		phone.press("Næste")
	with phone.page.expect_response(lambda answer: "savedocs" in answer.url):
		phone.press("Gem svarene")
	phone.settle()
	measurement = stored("LAT Measurement", lat_case=case.name)
	assert [row.answer for row in measurement.answers] == ["5", "2", "2", "2", "2"]
	assert not measurement.answers[0].skip_reason and reason
	assert measurement.score == MULTIPLIER * 13


def test_a_questionnaire_that_cannot_be_answered_is_missing_with_a_reason(phone, case):
	phone.press("Kan skemaet ikke besvares nu?")
	phone.input("reason").fill("Personen er rejst.")
	with phone.page.expect_response(lambda answer: "savedocs" in answer.url):
		phone.press("Gem begrundelsen")
	measurement = stored("LAT Measurement", lat_case=case.name)
	assert (measurement.standing, measurement.missing_reason) == ("Missing", "Personen er rejst.")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_who_answered_is_thanked_and_sees_no_score_and_no_word_on_it(desk, case, size):
	form = from_course(desk, case, size)
	for item in ITEMS:
		if size is PHONE:
			choose_on_phone(form, 0)
		else:
			choose(form, item, 0)
	if size is PHONE:
		with form.page.expect_response(lambda answer: "savedocs" in answer.url):
			form.press("Gem svarene")
		form.settle()
	else:
		form.save()
	measurement = stored("LAT Measurement", lat_case=case.name)
	assert measurement.score == 0 and measurement.reading
	thanks = form.find(".lat-answering")
	expect(thanks).to_contain_text("Tak for dine svar.")
	expect(thanks).to_contain_text("De samme spørgsmål kommer igen, når forløbet slutter.")
	shown = form.find(".layout-main").inner_text()
	assert measurement.reading not in shown and "Score" not in shown
	for fieldname in ("score", "reading", "standing"):
		expect(form.find(f'.frappe-control[data-fieldname="{fieldname}"]')).to_have_count(0)
	assert form.too_wide <= 0
	form.press("Vis svar og resultat")
	expect(form.field("reading")).to_contain_text(frappe._(measurement.reading, "da"))
	form.page.reload()
	form.settle()
	expect(form.field("score")).to_be_visible()


def test_what_cannot_be_answered_is_a_question_and_no_error(phone):
	phone.press("Næste")
	expect(phone.find(".lat-reason")).to_contain_text("Kan det ikke besvares nu? Sig hvorfor.")
	expect(phone.find(".lat-lacking")).to_have_count(0)
	expect(phone.page.locator(".modal.show")).to_have_count(0)
	phone.press("Kan skemaet ikke besvares nu?")
	expect(phone.dialog.locator(".modal-title")).to_have_text("Kan skemaet ikke besvares nu?")

"""A new record says itself what can be known."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from lat_corps.domain.consent import CITIZEN, COURSE, CUSTODY_HOLDER, HANDOVER
from lat_corps.domain.documents.course import PREPARATION_TOPICS
from lat_corps.domain.first_meeting import QUESTIONS
from tests import factories
from tests.browser.desk import DESK, PHONE, stored
from tests.factories import HOME, act, as_user, propose


@pytest.mark.parametrize(
	"doctype", ["LAT Citizen", "LAT Case", "LAT Mentor", "LAT Deputy", "LAT Survey Import"]
)
def test_it_belongs_to_the_municipality_of_who_works_for_one(desk, doctype):
	form = desk("coordinator").open(doctype)
	expect(form.input("municipality")).to_have_value(HOME)


def test_a_course_belongs_to_the_coordinator_who_writes_it_down(desk, world):
	form = desk("coordinator").open("LAT Case")
	expect(form.input("coordinator")).to_have_value("Birgit Holm")
	assert form.page.evaluate("cur_frm.doc.coordinator") == world["coordinator"]


def test_a_new_row_answers_nothing_and_is_dropped_untouched(desk):
	form = desk("coordinator").open("LAT Citizen")
	form.input("full_name").fill("Zeinab Prøvesen")
	form.find('[data-fieldname="languages"] .grid-add-row').click()
	assert form.page.evaluate("cur_frm.doc.languages.map((row) => row.language + row.fluency)") == [""]
	add = form.find('[data-fieldname="custody_holders"] .grid-add-row')
	add.click()
	add.click()
	# The row that was added last stands open.
	holder = form.find('[data-fieldname="custody_holders"] .grid-body input[data-fieldname="full_name"]').last
	holder.fill("Hanne Prøvesen")
	form.save()
	citizen = stored("LAT Citizen", name=form.name("LAT Citizen"))
	assert [row.full_name for row in citizen.custody_holders] == ["Hanne Prøvesen"]
	assert not citizen.languages


@pytest.fixture
def handover_consent(desk, world, active):
	"""A new consent to a handover, as it is begun from the course."""
	form = desk("coordinator").open("LAT Consent", lat_case=active.name)
	form.input("purpose").select_option(HANDOVER)
	form.page.evaluate("(user) => cur_frm.set_value('receiver', user)", world["caseworker"])
	return form


def test_what_a_consent_covers_is_ticked(handover_consent):
	form = handover_consent
	tick = form.find(".lat-ticks").get_by_label("Livssituation")
	tick.check()
	form.find(".lat-ticks").get_by_label("Netværk og familie").check()
	tick.uncheck()
	form.input("given_by_name").fill("Mikkel Prøvesen")
	form.input("informed").check()
	form.save()
	consent = stored("LAT Consent", name=form.name("LAT Consent"))
	assert [row.information_type for row in consent.information_types] == ["Network and family"]
	expect(form.find(".lat-ticks").get_by_label("Netværk og familie")).to_be_checked()
	expect(form.find(".lat-ticks").get_by_label("Livssituation")).to_be_disabled()


def test_a_consent_of_several_is_written_once(desk, world):
	case = factories.refer(world, {"age": 16, "custody_holders": [{"full_name": "Hanne Prøvesen"}]})
	form = desk("coordinator").open("LAT Consent", lat_case=case.name)
	form.press("Skriv ned for flere")
	form.dialog.locator('[data-fieldname="purpose"] select').select_option(COURSE)
	form.dialog.get_by_role("checkbox", name="Oplyst om").check()
	expect(form.dialog.get_by_label("Hanne Prøvesen (Forældremyndighedsindehaver)")).to_be_checked()
	with form.page.expect_response(lambda answer: "write_down" in answer.url):
		form.dialog.locator(".modal-footer .btn-primary").click()
	form.settle()
	frappe.db.rollback()
	given = frappe.get_all(
		"LAT Consent", {"lat_case": case.name}, ["given_by", "given_by_name"], order_by="given_by asc"
	)
	assert [(row.given_by, row.given_by_name) for row in given] == [
		(CITIZEN, "Mikkel Prøvesen"),
		(CUSTODY_HOLDER, "Hanne Prøvesen"),
	]


def test_another_mentor_is_chosen_in_the_form_until_the_offer(desk, world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = propose(case, world.mentors["mentor"])
	form = desk("coordinator").open("LAT Match", match.name)
	mentor = form.input("mentor")
	mentor.fill(world.mentors["second_mentor"])
	form.find(".awesomplete [role=option]").first.click()
	form.save()
	expect(form.input("conflict_of_interest")).to_have_value("Not checked")
	assert stored("LAT Match", name=match.name).mentor == world.mentors["second_mentor"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_each_topic_of_the_preparation_is_answered_under_its_questions(desk, world, size):
	case = factories.case_at("Preparing", world)
	form = desk("mentor", size).open("LAT First Meeting", factories.sheet_of(case).name)
	topics = form.find(".lat-topic")
	expect(topics).to_have_count(len(PREPARATION_TOPICS))
	expect(form.find(".lat-topic li")).to_have_count(sum(len(questions) for questions in QUESTIONS.values()))
	topics.first.get_by_label("Åbning", exact=True).fill("Vi begynder med fodbold.")
	topics.nth(1).get_by_label("Udeladt", exact=True).check()
	expect(topics.nth(1).locator("textarea")).to_be_hidden()
	topics.nth(1).locator("input[type=text]").fill("Aftales på mødet.")
	form.save()
	rows = stored("LAT First Meeting", lat_case=case.name).topics
	assert (rows[0].answer, rows[0].skipped) == ("Vi begynder med fodbold.", 0)
	assert (rows[1].skipped, rows[1].skip_reason) == (1, "Aftales på mødet.")
	expect(topics.first.locator("textarea")).to_have_value("Vi begynder med fodbold.")
	expect(topics.first.locator("li")).to_have_count(len(QUESTIONS["Opening"]))
	assert form.too_wide <= 0


def test_who_may_not_answer_a_topic_reads_it(desk, world):
	"""As the mentor does for some days after the course has closed."""
	case = factories.case_at("Closing", world)
	sheet = factories.sheet_of(case)
	with as_user(world["coordinator"]):
		fields = ("looking_back", "relapse_agreement", "after_missing_reason", "debrief_waived_reason")
		case.update(dict.fromkeys(fields, "Aftalt."))
		case.save()
		sheet.topics[0].answer = None
		sheet.save()
	act(case, "Close course", world["coordinator"])
	form = desk("mentor").open("LAT First Meeting", sheet.name)
	expect(form.find(".lat-topic").first).to_contain_text("Ikke besvaret endnu")
	expect(form.find(".lat-topic").nth(1)).to_contain_text("Aftalt.")
	expect(form.find(".lat-topic :is(textarea, input)")).to_have_count(0)


def test_a_fact_is_written_in_view_of_where_it_comes_from(desk, world):
	case = factories.case_at("Preparing", world)
	with as_user(world["coordinator"]):
		source = factories.write_background(case, content="Hele udredningen.")
	frappe.db.commit()
	form = desk("coordinator").open("LAT Briefing", lat_case=case.name)
	form.press("Tilføj en oplysning").await_dialog()
	expect(form.dialog).to_contain_text("Hele udredningen.")
	form.write("fact", "Tal stille.")
	form.dialog.locator(".modal-footer .btn-primary").locator("visible=true").click()
	form.save()
	(fact,) = stored("LAT Briefing", lat_case=case.name).facts
	assert (fact.fact, fact.background, fact.origin) == ("Tal stille.", source.name, "The course")

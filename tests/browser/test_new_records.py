"""A new record says itself what can be known."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import stored
from tests.factories import HOME, as_user, propose


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


def test_a_new_row_answers_nothing_and_is_dropped_untouched(desk, world, active):
	form = desk("coordinator").open("LAT Consent", lat_case=active.name)
	form.input("purpose").select_option("Handover to the caseworker")
	form.page.evaluate("(user) => cur_frm.set_value('receiver', user)", world["caseworker"])
	add = form.find('[data-fieldname="information_types"] .grid-add-row')
	add.click()
	add.click()
	assert form.page.evaluate("cur_frm.doc.information_types.map((row) => row.information_type)") == ["", ""]
	# The row that was added last stands open.
	form.find('[data-fieldname="information_types"] .grid-body select').select_option("Life situation")
	form.input("given_by_name").fill("Mikkel Prøvesen")
	form.input("informed").check()
	form.save()
	consent = stored("LAT Consent", name=form.name("LAT Consent"))
	assert [row.information_type for row in consent.information_types] == ["Life situation"]


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

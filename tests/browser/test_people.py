"""People have names where the reader may know them, beside the number and in the page alone (N2)."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE
from tests.factories import HOME, as_user

NAME = "Mikkel Prøvesen"
TITLE = ".page-head .title-area:not(:has(.title-text-form)) .title-text, .page-head .title-text-form"
"""Frappe 16 has a crumb of its own for the record."""
ROW = ".list-subject"


@pytest.mark.parametrize(("person", "size"), [("coordinator", DESK), ("mentor", PHONE)])
def test_a_list_and_a_title_say_who_a_course_is_about(desk, active, person, size):
	page = desk(person, size).go("lat-case")
	expect(page.find(ROW).filter(has_text=active.name)).to_contain_text(NAME)
	page.open("LAT Case", active.name)
	expect(page.find(TITLE)).to_contain_text(NAME)
	expect(page.find(TITLE)).to_contain_text(active.name)


@pytest.mark.parametrize(("person", "size"), [("coordinator", DESK), ("mentor", PHONE)])
def test_a_rating_says_whose_it_will_be(desk, active, person, size):
	form = desk(person, size).open("LAT Progression", lat_case=active.name)
	expect(form.field("lat_case").locator(".lat-person")).to_have_text(NAME)


@pytest.fixture
def initials():
	frappe.db.set_value("LAT Municipality", HOME, "citizen_name_for_mentors", "Initials")
	yield
	frappe.db.set_value("LAT Municipality", HOME, "citizen_name_for_mentors", "Full name")
	frappe.db.commit()


def test_a_mentor_sees_initials_where_the_municipality_has_chosen_so(desk, active, initials):
	page = desk("mentor", PHONE).open("LAT Case", active.name)
	expect(page.find(TITLE)).to_contain_text("M.P.")


def test_no_name_is_left_in_the_window_or_in_what_the_browser_keeps(desk, active):
	page = desk("coordinator").go("lat-case")
	expect(page.find(ROW).filter(has_text=active.name)).to_contain_text(NAME)
	page.open("LAT Case", active.name)
	expect(page.find(TITLE)).to_contain_text(NAME)
	kept = page.page.evaluate(
		"[document.title, location.href, JSON.stringify([localStorage, sessionStorage, frappe._link_titles])]"
	)
	assert not any("Mikkel" in text for text in kept)


@pytest.mark.parametrize(("person", "size"), [("coordinator", DESK), ("mentor", PHONE)])
def test_a_course_is_picked_for_a_rating_by_name_and_last_rating(desk, world, active, person, size):
	with as_user(world["mentor"]):
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": active.name, "rating": 4}).insert()
	form = desk(person, size).open("LAT Progression")
	form.input("lat_case").press_sequentially("proevesen")
	choice = form.find("[role=option]").filter(has_text=active.name)
	expect(choice).to_contain_text(f"{NAME}, Mentorforløb, seneste måling 4")
	choice.click()
	expect(form.field("lat_case").locator(".lat-person")).to_have_text(NAME)
	expect(form.field("lat_case").locator(".lat-course")).to_have_text("Mentorforløb, seneste måling 4")
	form.find(".lat-scale [data-rating='6']").click()
	expect(form.dialog.locator(".modal-title")).to_have_text(f"Greb om tilværelsen: {NAME}")


def test_the_scale_on_a_course_says_whose_it_is(desk, active):
	mentor = desk("mentor", PHONE).open("LAT Case", active.name)
	mentor.find(".lat-scale [data-rating='6']").click()
	expect(mentor.dialog.locator(".modal-title")).to_have_text(f"Greb om tilværelsen: {NAME}")


def test_a_colleague_has_a_name_where_the_login_has_an_address(desk, world, active):
	form = desk("coordinator").open("LAT Case", active.name)
	expect(form.input("coordinator")).to_have_value("Birgit Holm")
	expect(form.input("caseworker")).to_have_value("Peter Lund")
	expect(desk("mentor", PHONE).open("LAT Case", active.name).field("caseworker")).to_contain_text(
		"Peter Lund"
	)
	active.reload()
	assert (active.coordinator, active.caseworker) == (world["coordinator"], world["caseworker"])


def test_the_report_of_gaps_says_who_lacks_something(desk, active):
	report = desk("coordinator").go("query-report/LAT Recording Gaps", everything="1")
	expect(report.find(".dt-row").filter(has_text=active.name)).to_contain_text(NAME)

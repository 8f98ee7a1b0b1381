"""Coaching at the table: the card beside the notes on a phone, the mentor's own step, a card of one's own."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
from frappe.utils import add_days, today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, Size, stored
from tests.factories import HOME, as_user
from tests.site.test_coaching_sessions import plan

SESSION = "LAT Coaching Session"
SIZES = (DESK, Size(820, 1100), PHONE)


@pytest.fixture
def talk(world, active) -> Iterator:
	doc = plan(world, courses=[{"lat_case": active.name}], planned_on=f"{today()} 09:00:00")
	frappe.db.commit()
	yield doc
	frappe.db.rollback()
	for name in frappe.get_all(SESSION, pluck="name"):
		frappe.delete_doc(SESSION, name, force=True)
	frappe.db.commit()


def fits(desk) -> bool:
	return desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def save(desk) -> None:
	with desk.page.expect_response(lambda answer: "savedocs" in answer.url):
		desk.page.keyboard.press("Control+s")
	desk.settle()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_the_card_stands_beside_the_notes(desk, talk, size):
	page = desk("coordinator", size).open(SESSION, talk.name)
	first = page.find(".lat-talk details").first
	expect(first.locator("summary")).to_have_text("Mål")
	began = page.clicks
	first.locator("textarea").first.fill("At hun kommer igen.")
	own = page.find(".lat-talk details").nth(1)
	own.locator("summary").click()
	own.locator("[data-rating='6']").click()
	assert fits(page)
	page.save()
	# A section, a number, and the save: what is written needs no more.
	assert page.clicks - began <= 3
	found = stored(SESSION, name=talk.name)
	assert found.notes[0].answer == "At hun kommer igen."
	assert [row.number for row in found.notes if row.number] == [6]
	expect(page.find(".lat-talk-course")).to_contain_text(talk.courses[0].lat_case)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_the_mentor_reads_it_and_writes_the_own_step(world, desk, talk, size):
	with as_user(world["coordinator"]):
		talk.reload()
		talk.notes[0].answer = "At hun kommer igen."
		talk.save()
	page = desk("mentor", size).open(SESSION, talk.name)
	expect(page.find(".lat-talk-said").first).to_have_text("At hun kommer igen.")
	assert not page.find(".lat-talk textarea").count()
	page.input("next_step").fill("Ringer på tirsdag.")
	page.input("next_step_on").fill(frappe.utils.formatdate(add_days(today(), 3), "dd-mm-yyyy"))
	page.input("seen_by").fill("Hende.")
	assert fits(page)
	save(page)
	assert stored(SESSION, name=talk.name).next_step == "Ringer på tirsdag."


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_a_deputy_says_why_before_the_notes_open(world, desk, talk, size):
	factories.appoint(world)
	with as_user(world["coordinator"]):
		talk.reload().update({"held_on": today(), "worry": "Skolen svarer ikke."}).save()
	try:
		deputy = desk("deputy", size).go("lat-coaching-session")
		if size != DESK:
			deputy.find(".page-head .menu-btn-group button").last.click()
			deputy.find(".page-head .menu-btn-group a").filter(has_text="Læs en samtale").first.click()
		else:
			deputy.press("Læs en samtale som stedfortræder")
		deputy.await_dialog()
		deputy.input("talk").select_option(talk.name)
		deputy.input("reason").fill("Samir er syg, og forløbet skal have en vikar.")
		assert fits(deputy)
		deputy.confirm("reading.give_reason")
		deputy.page.wait_for_function("cur_frm?.doctype === 'LAT Coaching Session'")
		deputy.settle()
		expect(deputy.find(".lat-read-by")).to_contain_text("Samir er syg")
		assert not deputy.find(".lat-talk textarea").count()
		assert fits(deputy)
		mentor = desk("mentor", size).open(SESSION, talk.name)
		expect(mentor.find(".lat-read-by")).to_contain_text("Stine Vedel")
	finally:
		frappe.db.rollback()
		frappe.db.delete("LAT Deputy", {"deputy": world["deputy"]})
		frappe.db.commit()


def test_a_talk_is_begun_from_the_mentor(world, desk, talk):
	page = desk("coordinator").open("LAT Mentor", world.mentors["mentor"])
	page.press("Coachingsamtale").settle()
	expect(page.field("participants")).to_contain_text("Samir Haddad")
	expect(page.field("coach_name")).to_contain_text("Birgit Holm")
	save(page)
	frappe.db.rollback()
	assert frappe.db.count(SESSION, {"municipality": HOME}) == 2


def test_a_municipality_makes_its_own_card(desk, talk):
	national = frappe.db.get_value(
		"LAT Conversation Card", {"kind": "Goals", "municipality": ["is", "not set"]}
	)
	page = desk("coordinator").open("LAT Conversation Card", national)
	page.press("Kopiér til min kommune")
	page.page.wait_for_function("cur_frm.doc.municipality")
	copy = stored("LAT Conversation Card", municipality=HOME)
	assert copy.based_on == national
	copy.delete(force=True)
	frappe.db.commit()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
@pytest.mark.parametrize("person", ["coordinator", "mentor"])
def test_the_lists_open(desk, talk, person, size):
	for doctype in (SESSION, "LAT Conversation Card", "LAT Corps Meeting", "LAT Training"):
		page = desk(person, size).go(frappe.scrub(doctype).replace("_", "-"))
		assert fits(page)

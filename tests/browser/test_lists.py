"""Lists show what people decide by: columns at a desk, cards where there is less room (14)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days
from playwright.sync_api import expect

from lat_corps.days import latest_today
from tests import factories
from tests.browser.desk import PHONE, Size
from tests.factories import HOME

TABLET = Size(820, 1180, touch=True)
ROW, HEAD, CHOOSE = ".list-row-container .list-row", ".list-row-head .list-row-col", ".lat-choose"
CASE, MATCH = "lat-case", "lat-match"


@pytest.fixture
def waiting(active):
	"""The course under way, which came to its stage twelve days ago."""
	active.db_set("stage_since", add_days(latest_today(), -12))
	return active


def test_a_desk_shows_the_columns_that_people_decide_by(desk, waiting):
	courses = desk("coordinator").go(CASE)
	heads = [text.strip() for text in courses.find(HEAD).all_inner_texts()]
	assert heads == ["Navn og nummer", "Trin", "Mentor", "Næste forfald", "På trinnet i"]
	row = courses.find(ROW).filter(has_text=waiting.name)
	for words in ("Mikkel Prøvesen", "Forløb i gang", "Samir Haddad", "12 dage"):
		expect(row).to_contain_text(words)
	number, column = (row.locator(part).bounding_box() for part in (".lat-number", ".list-subject"))
	assert number["x"] + number["width"] <= column["x"] + column["width"], "the number is cut off"
	assert courses.too_wide <= 0


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_a_card_says_what_each_value_is(desk, waiting, size):
	courses = desk("coordinator", size).go(CASE)
	card = courses.find(ROW).filter(has_text=waiting.name)
	expect(card.locator('[data-column="Mentor"]')).to_be_visible()
	expect(card.locator('[data-column="På trinnet i"]')).to_have_text("12 dage")
	for fieldname in ("Mentor", "Næste forfald", "På trinnet i"):
		edge = card.locator(f'[data-column="{fieldname}"]').bounding_box()
		assert edge is None or edge["x"] + edge["width"] <= size.width
	assert courses.too_wide <= 0


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_one_button_opens_what_chooses_and_sorts(desk, waiting, size):
	courses = desk("coordinator", size).go(CASE, stage="Active")
	button = courses.find(CHOOSE)
	expect(button).to_have_text("Filtrér og sortér (1)")
	fields = courses.page.locator(".page-form .standard-filter-section")
	expect(fields).to_be_hidden()
	button.click()
	expect(courses.find('.standard-filter-section [data-fieldname="stage"]').first).to_be_visible()


@pytest.mark.parametrize("records", [CASE, MATCH, "lat-role-description"])
def test_stage_and_status_are_one_word(desk, waiting, records):
	found = desk("coordinator").go(records)
	expect(found.find(HEAD).get_by_text("Trin", exact=True)).to_have_count(1)
	expect(found.find(HEAD).get_by_text("Status", exact=True)).to_have_count(0)


@pytest.mark.parametrize("records", [CASE, MATCH, "lat-mentor"])
def test_who_filters_finds_stage_once(desk, waiting, records):
	found = desk("coordinator").go(records)
	found.find(".filter-selector .filter-button").first.click()
	fields = found.find(".filter-popover .filter-box input").first
	fields.click()
	fields.fill("Trin")
	words = found.find(
		".filter-popover [role=option], .filter-popover .filter-field-select"
	).all_inner_texts()
	assert [text.strip() for text in words].count("Trin") == 1 and "Status" not in words


def test_what_is_filtered_by_stays_while_a_person_looks_at_a_record(desk, world, waiting):
	"""Back from a record, and by another way."""
	factories.case_at("Referred", world)
	courses = desk("coordinator").go(CASE, stage="Active")
	shown = courses.find(ROW)
	expect(shown.filter(has_text=waiting.name)).to_be_visible()
	number = shown.count()
	shown.filter(has_text=waiting.name).locator(".list-subject a").first.click()
	expect(courses.find(".form-layout").first).to_be_visible()
	courses.page.go_back()
	expect(shown).to_have_count(number)
	courses.page.evaluate("frappe.set_route('lat-my-day')")
	courses.settle().page.evaluate("frappe.set_route('List', 'LAT Case')")
	expect(courses.settle().find(ROW)).to_have_count(number)


def test_what_is_filtered_by_stays_when_the_page_is_loaded_again(desk, world, waiting):
	factories.case_at("Referred", world)
	courses = desk("coordinator").go(CASE)
	courses.find('.standard-filter-section [data-fieldname="stage"] select').select_option("Active")
	expect(courses.settle().find(ROW).filter(has_text="Forløb henvist")).to_have_count(0)
	number = courses.find(ROW).count()
	courses.page.reload()
	expect(courses.settle().find(ROW)).to_have_count(number)


def test_a_template_and_an_own_description_are_told_apart(desk, world):
	texts = desk("coordinator").go("lat-role-description", role="Mentor")
	expect(texts.find(ROW).filter(has_text="National skabelon").first).to_be_visible()
	own = world.descriptions["Mentor", HOME]
	expect(texts.find(f'{ROW}:has([data-name="{own}"])')).to_contain_text(HOME)


@pytest.mark.parametrize("linked", ["LAT Match", "LAT Consent", "LAT Measurement"])
def test_a_badge_says_as_many_as_the_list_it_opens(desk, world, active, linked):
	"""Also where the list was seen whole before, and another record was."""
	other = factories.case_at("Active", world)
	for case in (active, other):
		factories.measure(case, "Before")
	form = desk("coordinator").go(frappe.scrub(linked).replace("_", "-"))
	for case in (other, active):
		form.page.evaluate("(name) => frappe.set_route('Form', 'LAT Case', name)", case.name)
		fold = form.settle().find(".lat-fold").filter(has_text="hører til forløbet")
		# Frappe counts what comes into sight.
		fold.evaluate("(fold) => { fold.open = true; fold.scrollIntoView(); }")
		link = form.settle().find(f'.document-link[data-doctype="{linked}"]')
		badge = link.locator(".count:not(.hidden)")
		expect(badge).to_be_visible()
		told = int(badge.inner_text())
		link.locator(".badge-link").click()
		form.settle()
		expect(form.find(ROW)).to_have_count(told)


def test_a_list_opens_whole_whatever_was_filtered_by_last_time(desk, waiting):
	courses = desk("coordinator").go(CASE, stage="Closed")
	expect(courses.find(ROW)).to_have_count(0)
	courses.go(CASE)
	expect(courses.find(ROW).filter(has_text=waiting.name)).to_be_visible()

"""The figures desk in the browser: by keys at a desk, by touch on a phone, with and without courses (R85)."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
from playwright.sync_api import expect

from lat_corps.insight import figures
from lat_corps.insight.counted_rows import COUNTED
from tests.browser.desk import DESK, PHONE
from tests.factories import HOME
from tests.site.test_management_report import courses

YEAR = "2024"


@pytest.fixture
def referred(world) -> Iterator:
	made = [
		*courses(world, 14, f"{YEAR}-02-01", gender="Woman"),
		*courses(world, 9, f"{YEAR}-05-10", gender="Man"),
		*courses(world, 2, f"{YEAR}-05-10", gender="Another gender"),
	]
	frappe.db.commit()
	yield made
	frappe.db.rollback()
	frappe.db.delete(COUNTED, {"municipality": HOME})
	for person in ("coordinator", "manager"):
		figures.forget_views(frappe._dict(name=world[person]))
	for case in made:
		frappe.delete_doc("LAT Case", case.name, force=True)
	frappe.db.commit()


def chosen(page, **values: str):
	for fieldname, value in values.items():
		page.find(f'.page-form [data-fieldname="{fieldname}"] select').select_option(value)
	return page


def test_the_coordinator_opens_the_courses_behind_a_number_by_keys(desk, referred):
	page = chosen(desk("coordinator").go("lat-figures"), year=YEAR, period="The whole year", first="Gender")
	page.button("Vis tabellen").focus()
	page.page.keyboard.press("Enter")
	table = page.page.get_by_role("table", name="Henvist for første gang")
	expect(table.get_by_role("rowheader", name="Kvinde")).to_be_visible()
	expect(page.find(".lat-figures svg")).to_be_visible()
	expect(page.find(".lat-figures h1")).to_be_focused()
	page.page.get_by_role("button", name="Kvinde").focus()
	page.page.keyboard.press("Enter")
	expect(page.find(".lat-courses li")).to_have_count(14)
	expect(page.find(".lat-courses a").first).to_have_text(min(case.name for case in referred))


def choices(page, fieldname: str) -> list[str]:
	return page.find(f'.page-form [data-fieldname="{fieldname}"] select').locator("option").all_inner_texts()


def test_what_is_not_told_of_a_period_is_not_offered(desk, referred):
	page = chosen(
		desk("coordinator").go("lat-figures"), year=YEAR, what="Closed", first="Gender", second="Age"
	)
	chosen(page, period="First half-year")
	expect(page.find(".page-body")).to_contain_text("kun for hele år")
	expect(page.find('.page-form [data-fieldname="second"]')).to_have_count(0)
	assert choices(page, "what") == ["Henvist for første gang", "Startet for første gang"]
	page.press("Vis tabellen").settle()
	expect(page.find(".lat-figures table")).to_contain_text("Alle")
	chosen(page, period="The whole year", what="Closed", first="Gender")
	assert "Køn" not in choices(page, "second") and "Alder ved henvisning" in choices(page, "second")


def test_a_number_of_nobody_leads_nowhere_and_courses_are_not_printed(desk, referred):
	page = chosen(
		desk("coordinator").go("lat-figures"), year=YEAR, period="Quarter by quarter", first="Gender"
	)
	page.press("Vis tabellen").settle()
	expect(page.find(".lat-figures td").get_by_text("0", exact=True).first).to_be_visible()
	assert page.page.get_by_role("button", name=": 0.").count() == 0
	page.page.get_by_role("button", name="Kvinde, Første kvartal").click()
	expect(page.find(".lat-courses li")).to_have_count(14)
	page.page.emulate_media(media="print")
	expect(page.find(".lat-figures table")).to_be_visible()
	expect(page.find(".lat-courses, .page-head, .page-form")).to_have_count(0)


def test_each_choice_says_what_it_chooses(desk, referred):
	page = desk("manager", PHONE).go("lat-figures")
	for words in ("År", "Periode", "Hvem", "Opdelt efter", "Og fordelt på"):
		expect(page.find(".page-form label").get_by_text(words, exact=True)).to_be_visible()
		expect(page.page.get_by_label(words, exact=True)).to_be_visible()
	assert page.find(".page-head .title-text").evaluate("title => title.scrollWidth <= title.clientWidth")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_management_sees_the_table_and_opens_no_course(desk, referred, size):
	page = chosen(desk("manager", size).go("lat-figures"), year=YEAR, first="Gender")
	chosen(page, period="Quarter by quarter")
	page.button("Vis tabellen").click()
	expect(page.find(".lat-figures table")).to_contain_text("skjult")
	expect(page.find(".lat-figures svg")).to_be_visible()
	assert page.find(".lat-open").count() == 0
	assert page.too_wide <= 0


def test_a_view_is_saved_and_opened_again(desk, referred):
	page = chosen(desk("manager").go("lat-figures"), year=YEAR, period="The whole year", first="Gender")
	page.press("Gem visningen").await_dialog().write("name", "Køn, hele året").confirm("save_view")
	page = desk("manager").go("lat-figures")
	chosen(page, view="Køn, hele året").settle()
	expect(page.find(".lat-figures table")).to_contain_text("Kvinde")

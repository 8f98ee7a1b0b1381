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


def test_who_asked_for_a_table_that_is_not_told_asks_for_another(desk, referred):
	page = chosen(desk("coordinator").go("lat-figures"), year=YEAR, period="First half-year", what="Closed")
	page.press("Vis tabellen")
	expect(page.dialog).to_contain_text("kun for hele år")
	page.expect_refusal("417")
	page.close_dialog()
	chosen(page, period="The whole year").press("Vis tabellen").settle()
	expect(page.find(".lat-figures table")).to_contain_text("Alle")


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

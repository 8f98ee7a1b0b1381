"""The figures of the country at a desk and on a phone: what is lacking, and how they are drawn (R89, N9)."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
from playwright.sync_api import expect

from lat_corps.insight.counted_rows import COUNTED
from tests.browser.desk import DESK, PHONE
from tests.browser.test_my_day import CONTRAST, NAMED
from tests.site.test_management_report import REPORT
from tests.site.test_national import PERIOD, YEAR, approved, people

TOWNS = ("Landby 1", "Landby 2", "Landby 3")


@pytest.fixture
def approved_reports(world) -> Iterator[None]:
	for town in TOWNS:
		doc = frappe.new_doc("LAT Municipality")
		doc.update({"name": town, "municipality_name": town}).db_insert()
		people(town, 6)
		people(town, 5, gender="Man")
		approved(town)
	frappe.db.commit()
	yield
	frappe.db.rollback()
	for doctype in (REPORT, COUNTED, "LAT Case", "LAT Citizen"):
		frappe.db.delete(doctype, {"municipality": ["in", TOWNS]})
	frappe.db.delete("LAT Municipality", {"name": ["in", TOWNS]})
	frappe.db.delete("LAT National Release")
	frappe.db.commit()


def opened(desk, size=DESK):
	page = desk("centre", size).go("lat-national")
	page.find('.page-form [data-fieldname="year"] select').select_option(str(YEAR))
	page.settle().find('.page-form [data-fieldname="period"] select').select_option(PERIOD)
	return page.settle()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_figures_are_not_drawn_before_municipalities_are_ready(desk, world, size):
	page = opened(desk, size)
	expect(page.button("Træk tallene")).to_be_disabled()
	expect(page.find(".page-body")).to_contain_text("Der mangler 3")
	assert page.too_wide <= 0


def test_figures_are_drawn_once_and_read_at_a_desk_and_on_a_phone(desk, world, approved_reports):
	page = opened(desk)
	expect(page.find(".page-body")).to_contain_text("Kommuner, der har godkendt at tælle med: 3")
	page.press("Træk tallene").await_dialog().press("Ja").settle()
	for drawn in (page, opened(desk, PHONE)):
		expect(drawn.page.get_by_role("heading", name=f"Landstal · Første kvartal {YEAR}")).to_be_visible()
		expect(drawn.find(".lat-report .lat-key")).to_contain_text("33")
		expect(drawn.find(".lat-report .lat-picture").first).to_contain_text("3 kommuner")
		expect(drawn.button("Træk tallene")).to_have_count(0)
		assert drawn.too_wide <= 0
		assert drawn.find(".lat-report :is(a, button, summary)").evaluate_all(NAMED) == []
		assert drawn.find(".lat-report *").evaluate_all(CONTRAST) == []


def test_the_centre_finds_them_at_the_head_of_its_room(desk, world):
	page = desk("centre").go("lat-corps")
	page.find(".shortcut-widget-box").get_by_text("Landstal", exact=True).click()
	expect(page.find(".title-text").get_by_text("Landstal", exact=True)).to_be_visible()

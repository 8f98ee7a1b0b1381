"""The plan for the waiting list: a pair is kept, and offered."""

from __future__ import annotations

import re

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, Size, stored

TABLET = Size(820, 1180, touch=True)


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["desk", "tablet"])
def test_a_pair_of_the_plan_is_kept_and_offered(desk, world, size):
	case = factories.case_at("Matching", world)
	page = desk("coordinator", size).go("lat-waiting-list")
	pair = page.page.get_by_role("article").filter(has=page.page.locator(f'[data-course="{case.name}"]'))
	expect(pair).to_contain_text("Sprog: Opfyldt")
	expect(pair.get_by_role("listitem").filter(has_text="Sprog")).to_contain_text("Vægt: 1")
	pair.get_by_role("button", name="Behold dette par").focus()
	page.page.keyboard.press("Enter")
	expect(pair).to_contain_text("Dette par koster ikke de andre noget.")
	expect(pair.get_by_role("button", name="Lad planen vælge")).to_have_attribute("aria-pressed", "true")
	expect(pair.get_by_role("button", name="Lad planen vælge")).to_be_focused()
	pair.get_by_role("button", name="Tilbyd").click()
	page.dialog.locator('[data-fieldname="conflict_of_interest"] select').select_option("None")
	page.dialog.locator(".modal-footer .btn-primary").click()
	expect(pair).to_have_count(0)
	expect(page.page.locator(".lat-told")).to_be_focused()
	assert stored("LAT Match", lat_case=case.name).stage == "Offered"
	assert page.too_wide <= 0


def test_who_comes_back_is_told_that_the_plan_has_grown_old_and_keeps_its_pins(desk, world):
	case = factories.case_at("Matching", world)
	page = desk("coordinator", TABLET).go("lat-waiting-list")
	changed = page.page.get_by_role("status").filter(has_text="er ændret: planlæg igen")
	pair = page.page.get_by_role("article").filter(has=page.page.locator(f'[data-course="{case.name}"]'))
	pair.get_by_role("button", name="Behold dette par").click()
	expect(pair.get_by_role("button", name="Lad planen vælge")).to_be_visible()

	def come_back() -> None:
		page.page.evaluate("frappe.set_route('lat-my-day')")
		expect(page.page).to_have_url(re.compile("lat-my-day"))
		with page.page.expect_response(lambda answer: "state" in answer.url):
			page.page.go_back()
		page.settle()

	come_back()
	expect(changed).to_have_count(0)
	factories.case_at("Matching", world)
	frappe.db.commit()
	come_back()
	expect(changed).to_have_count(1)
	expect(pair.get_by_role("button", name="Lad planen vælge")).to_be_visible()
	page.press("Planlæg igen")
	expect(changed).to_have_count(0)
	expect(pair.get_by_role("button", name="Lad planen vælge")).to_be_visible()
	assert page.too_wide <= 0

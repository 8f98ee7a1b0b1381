"""A newcomer is shown round the first record of the role, and an administrator what comes first (14)."""

from __future__ import annotations

import re

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import PHONE, Desk
from tests.factories import HOME

OFFER, WORDS = ".lat-tour", "#driver-popover-item"
AT_MOST = 8
WENT_ON = """(heading) => {
	const shown = document.querySelector("#driver-popover-item .driver-popover-title");
	return !cur_frm.tour.driver.isActivated || (shown?.textContent && shown.textContent !== heading);
}"""


@pytest.fixture(autouse=True)
def nobody_has_seen(world):
	frappe.cache.delete_value("_user_settings")
	frappe.db.delete("__UserSettings", {"user": ["in", list(world.people.values())]})
	frappe.db.commit()


FIRST = {
	"coordinator": "LAT Case",
	"mentor": "LAT Case",
	"caseworker": "LAT Handover",
	"manager": "LAT Role Description",
}
BEGINS = {
	"coordinator": "Hvem forløbet handler om",
	"mentor": "Hvem du møder",
	"caseworker": "Hvad du får overleveret",
	"manager": "Hvad rollen gør",
}


@pytest.fixture
def first(world, active, sent) -> dict[str, str]:
	waiting = {"municipality": HOME, "stage": "In Review"}
	name = frappe.db.get_value("LAT Role Description", waiting)
	review = name or factories.description_in_review("Caseworker", HOME, world["coordinator"])
	return {
		"coordinator": active.name,
		"mentor": active.name,
		"caseworker": sent.name,
		"manager": getattr(review, "name", review),
	}


def walk_round(form: Desk) -> list[str]:
	"""Press Enter until the tour ends, on a phone tap; return the headings that were shown."""
	seen: list[str] = []
	words = form.page.locator(WORDS)
	while form.page.evaluate("cur_frm.tour.driver.isActivated"):
		assert len(seen) < AT_MOST, seen
		form.page.wait_for_function("document.activeElement.matches('[role=dialog] .driver-next-btn')")
		seen.append(words.locator(".driver-popover-title").inner_text())
		if form.size.touch:
			words.locator(".driver-next-btn").tap()
		else:
			form.page.keyboard.press("Enter")
		form.page.wait_for_function(WENT_ON, arg=seen[-1])
	return seen


@pytest.mark.parametrize("person", FIRST)
def test_a_newcomer_is_shown_round_once(desk, first, person):
	form = desk(person).open(FIRST[person], first[person])
	offer = form.find(OFFER)
	expect(offer).to_contain_text("Ny her?")
	offer.get_by_role("button", name="Vis mig rundt").click()
	expect(form.page.locator(WORDS)).to_be_visible()
	seen = walk_round(form)
	assert seen[0] == BEGINS[person] and len(seen) > 1
	assert len(seen) == len(set(seen))
	form.open(FIRST[person], first[person])
	expect(form.find(".form-layout").first).to_be_visible()
	expect(form.find(OFFER)).to_have_count(0)


def test_who_declines_finds_the_tour_in_the_menu(desk, first):
	form = desk("mentor", PHONE).open("LAT Case", first["mentor"])
	form.find(OFFER).get_by_role("button", name="Nej tak").click()
	expect(form.find(OFFER)).to_have_count(0)
	form.find(".page-head .menu-btn-group button").last.click()
	form.find(".page-head .menu-btn-group a").filter(has_text="Vis mig rundt").first.click()
	expect(form.page.locator(WORDS)).to_contain_text(BEGINS["mentor"])
	assert walk_round(form) and form.too_wide <= 0


@pytest.fixture
def onboarding(world):
	"""The site as it is after Frappe's own setup wizard; a step that somebody took is left as it was."""
	before = frappe.db.get_single_value("System Settings", "enable_onboarding")
	frappe.db.set_single_value("System Settings", "enable_onboarding", 1)
	frappe.db.commit()
	yield
	frappe.db.set_single_value("System Settings", "enable_onboarding", before)
	frappe.db.set_value("Onboarding Step", {"name": ["like", "LAT %"]}, {"is_complete": 0, "is_skipped": 0})
	frappe.db.commit()


def test_an_administrator_is_led_through_what_comes_first(desk, onboarding):
	room = desk("administrator").go("lat-corps")
	# Frappe 16 shows it beside each page, and of a step what there is to do alone.
	box = room.find(".onboarding-widget-box, .onb-panel")
	expect(box).to_contain_text("Sæt korpset op")
	for words in ("Opret kommunen|Opret en kommune", "Giv folk deres funktion|Se kommunerne"):
		expect(box).to_contain_text(re.compile(words))
	box.get_by_text("Se, hvad der står i vejen").click()
	expect(room.settle().page.locator('[data-page-route="lat-check"], #page-lat-check').first).to_be_visible()
	frappe.db.rollback()
	assert frappe.db.get_value("Onboarding Step", "LAT Check the Site", "is_complete")


def test_who_looks_after_no_site_is_not_told_to_set_it_up(desk, onboarding):
	room = desk("coordinator").go("lat-corps")
	expect(room.find(".shortcut-widget-box").first).to_be_visible()
	expect(room.find(".onboarding-widget-box, .onb-panel")).to_have_count(0)

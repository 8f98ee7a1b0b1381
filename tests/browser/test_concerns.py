"""A concern in two taps and the own words; in acute danger comes first what is to be done first."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE, Size, stored
from tests.factories import HOME

TABLET = Size(820, 1180, touch=True)
WORDS = "Han vil ikke sige, hvor han har været."


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["390", "820", "1280"])
def test_two_taps_and_the_own_words(desk, active, size):
	mentor = desk("mentor", size).open("LAT Case", active.name)
	began = mentor.clicks
	mentor.press("Denne uge")
	mentor.await_dialog()
	mentor.input("words").fill(WORDS)
	mentor.press("Sig det til koordinatoren")
	expect(mentor.find(".modal.show")).to_have_count(0)
	assert mentor.clicks - began == 2
	concern = stored("LAT Concern", lat_case=active.name)
	assert (concern.urgency, concern.words) == ("This week", WORDS)
	expect(mentor.find(".lat-worry")).to_contain_text("Ikke besluttet endnu")
	assert mentor.too_wide <= 0
	coordinator = desk("coordinator", size).go("lat-my-day")
	expect(coordinator.find(".lat-day").first).to_contain_text(f"Bekymring {concern.name}")
	coordinator.open("LAT Concern", concern.name)
	expect(coordinator.field("experience")).to_be_visible()
	coordinator.input("decision").select_option("Nothing now")
	coordinator.input("agreed").fill("Vi taler om en uge.")
	coordinator.page.evaluate("cur_frm.set_value('follow_up_on', '2099-01-07')")
	coordinator.save()
	assert coordinator.too_wide <= 0
	assert stored("LAT Concern", lat_case=active.name).decided_on


def test_acute_danger_shows_first_what_the_municipality_has_written(desk, active):
	frappe.db.set_value("LAT Municipality", HOME, "acute_danger", "Ring 112. Ring så til vagttelefonen.")
	mentor = desk("mentor", PHONE).open("LAT Case", active.name)
	mentor.press("Akut fare")
	mentor.await_dialog()
	expect(mentor.dialog).to_contain_text("vagttelefonen")
	expect(mentor.dialog.locator("textarea")).to_have_count(0)
	mentor.press("Gå videre, og sig det til koordinatoren")
	expect(mentor.find('.modal.show [data-fieldname="words"] textarea')).to_be_visible()

"""A mentor's own profile: changed on the phone, and confirmed by the coordinator."""

from __future__ import annotations

import frappe
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE, stored
from tests.factories import as_user


def test_what_the_mentor_changes_the_coordinator_confirms(desk, world):
	mentor = frappe.get_doc("LAT Mentor", world.mentors["mentor"])
	with as_user(world["coordinator"]):
		mentor.update({"temperament": "", "profile_unconfirmed": 0})
		mentor.save()
	own = desk("mentor", PHONE).open("LAT Mentor", mentor.name)
	own.find("summary").filter(has_text="Hvorfor hvert kriterium tæller").click()
	expect(own.field("profile_help")).to_contain_text("Oxford Research 2018")
	own.input("temperament").select_option("Caring and familiar")
	own.save()
	expect(own.page.get_by_text("Koordinatoren har ikke bekræftet endnu:")).to_be_visible()
	assert own.too_wide <= 0
	form = desk("coordinator", DESK).open("LAT Mentor", mentor.name)
	expect(form.page.get_by_text("Temperament: Omsorgsfuld og familiær (før: –)")).to_be_visible()
	form.press("Bekræft profilen")
	expect(form.page.get_by_text("Mentoren har ændret sin egen profil:")).to_have_count(0)
	assert not stored("LAT Mentor", name=mentor.name).profile_unconfirmed

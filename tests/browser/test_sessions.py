"""A contact noted in a minute: on a phone in six taps and one text, and kept when the connection goes."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import today
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE, Size, stored
from tests.factories import as_user

TABLET = Size(820, 1180, touch=True)
NOTED = "Han kom til tiden."


@pytest.fixture
def planned(world, active):
	with as_user(world["mentor"]):
		frappe.get_doc(
			{"doctype": "LAT Plan", "lat_case": active.name, "steps": [{"step": "Ringe til skolen."}]}
		).insert()
	return active


def tap(mentor, chips: str, words: str) -> None:
	mentor.dialog.locator(f'[data-chips="{chips}"] label').filter(has_text=words).first.click()


def kept(mentor) -> list[str]:
	return mentor.page.evaluate(
		"Object.keys(localStorage).filter((key) => key.startsWith('lat_corps.session'))"
	)


EVERY_SIZE = pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["390", "820", "1280"])


@EVERY_SIZE
def test_a_contact_in_six_taps_and_one_text(desk, planned, size):
	mentor = desk("mentor", size).open("LAT Case", planned.name)
	began = mentor.clicks
	mentor.press("Notér kontakt")
	mentor.await_dialog()
	tap(mentor, "kind", "Møde")
	tap(mentor, "minutes", "60")
	tap(mentor, "plan_row", "Ringe til skolen.")
	mentor.input("went_well").fill(NOTED)
	tap(mentor, "tools", "Skalaspørgsmål")
	assert mentor.too_wide <= 0
	mentor.confirm("sessions.note_down")
	expect(mentor.find(".modal.show")).to_have_count(0)
	assert mentor.clicks - began <= 6
	line = stored("LAT Session", lat_case=planned.name)
	assert (line.kind, line.minutes, line.worked_on, line.went_well) == (
		"Meeting",
		60,
		"Ringe til skolen.",
		NOTED,
	)
	assert (str(line.held_on), [row.tool_label for row in line.tools]) == (today(), ["Skalaspørgsmål"])
	assert kept(mentor) == []


@EVERY_SIZE
def test_what_is_written_without_a_connection_is_there_again(desk, planned, size):
	mentor = desk("mentor", size).open("LAT Case", planned.name)
	mentor.press("Notér kontakt")
	mentor.await_dialog()
	tap(mentor, "kind", "Telefonsamtale")
	mentor.input("went_well").fill(NOTED)
	mentor.page.context.set_offline(True)
	try:
		mentor.dialog.locator(".modal-footer .btn-primary").click()
		expect(mentor.find(".desk-alert").filter(has_text="bliver på denne enhed")).to_be_visible()
	finally:
		mentor.page.context.set_offline(False)
	assert mentor.too_wide <= 0
	mentor.expect_refusal("ERR_INTERNET_DISCONNECTED")
	assert len(kept(mentor)) == 1
	mentor.open("LAT Case", planned.name).press("Notér kontakt")
	mentor.await_dialog()
	expect(mentor.dialog).to_contain_text("Det er ikke gemt endnu")
	expect(mentor.input("went_well")).to_have_value(NOTED)
	mentor.confirm("sessions.note_down")
	expect(mentor.find(".modal.show")).to_have_count(0)
	assert stored("LAT Session", lat_case=planned.name).kind == "Phone call"
	assert kept(mentor) == []


def test_a_draft_is_kept_for_no_other_login(desk, planned):
	other = desk("coordinator").go("lat-my-day")
	other.page.evaluate("localStorage.setItem('lat_corps.session:en@anden.dk:LAT-1', 'hemmeligt')")
	other.page.evaluate("localStorage.setItem(`lat_corps.session:${frappe.session.user}:LAT-1`, '{}')")
	other.go("lat-my-day")
	assert [key.split(":")[-2] for key in kept(other)] == [other.page.evaluate("frappe.session.user")]
	other.page.evaluate("frappe.call = () => {}; frappe.app.logout()")
	assert kept(other) == []


def test_the_first_screen_notes_a_contact_too(desk, planned):
	mentor = desk("mentor", PHONE).go("lat-my-day")
	mentor.find('[aria-label^="Notér kontakt"]').first.click()
	mentor.await_dialog()
	tap(mentor, "kind", "Besked")
	mentor.confirm("sessions.note_down")
	expect(mentor.find(".modal.show")).to_have_count(0)

"""A debrief at the table: what may tell whom it is about is taken out, and the corps finds the rest."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, Size, stored
from tests.factories import as_user

TABLET = Size(820, 1180, touch=True)
NOTE = {"note_title": "Korte møder", "note": "Gå en tur, når det er svært. Det hjalp i Esbjerg den 3. maj."}


@pytest.fixture
def debrief(world, active):
	with as_user(world["coordinator"]):
		doc = factories.write_debrief(active, **NOTE)
	frappe.db.set_value("LAT Case", active.name, "stage", "Closing")
	active.append("preferences", {"criterion": "Language", "strength": "Wish", "wish": "Prøve."}).db_insert()
	frappe.db.commit()
	return doc


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["390", "820", "1280"])
def test_marked_taken_out_released_and_found(desk, debrief, size):
	coordinator = desk("coordinator", size).open("LAT Debrief", debrief.name)
	expect(coordinator.find(".lat-marked mark")).to_have_text(["Esbjerg", "den 3. maj"])
	expect(coordinator.find(".lat-marked")).to_contain_text("Læs hver linje")
	assert coordinator.too_wide <= 0
	coordinator.press("Fjern det markerede")
	expect(coordinator.find(".lat-marked")).to_contain_text("Der er ikke markeret noget")
	coordinator.press("Frigiv læringsnotatet").await_dialog()
	coordinator.tick("about_3").tick("read_whole").confirm("learning.release")
	note = stored("LAT Learning Note", title=NOTE["note_title"])
	assert note.note == "Gå en tur, når det er svært. Det hjalp i … …." and note.about_language
	mentor = desk("mentor", size).open("LAT Debrief", debrief.name)
	expect(mentor.field("more_of")).to_contain_text("Korte møder")
	expect(mentor.button("Frigiv læringsnotatet")).to_have_count(0)
	assert mentor.too_wide <= 0
	board = desk("coordinator", size).go(f"lat-match-board/{debrief.lat_case}")
	expect(board.find(".lat-learned summary")).to_contain_text(["Korte møder"])
	frappe.db.delete("LAT Learning Note", {"name": note.name})
	frappe.db.commit()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_it_is_written_from_the_course(world, desk, active, size):
	with as_user(world["coordinator"]):
		factories.give_consent(active, "Debrief")
	frappe.db.set_value("LAT Case", active.name, "stage", "Closing")
	frappe.db.commit()
	page = desk("coordinator", size).open("LAT Debrief", lat_case=active.name, held_on=today())
	page.page.evaluate("cur_frm.add_child('participants', { part: 'Coordinator' })")
	page.input("more_of").fill("At gå en tur.")
	page.input("nobody_else").check()
	page.save()
	assert stored("LAT Debrief", lat_case=active.name).consent_from == "Borger"
	assert page.too_wide <= 0

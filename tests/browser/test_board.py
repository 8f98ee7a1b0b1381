"""The match board of a course: by mouse and by keyboard, at a desk and on a tablet."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, Size, stored
from tests.factories import HOME, as_user

TABLET = Size(820, 1180, touch=True)


@pytest.mark.parametrize("size", [DESK, TABLET], ids=["desk", "tablet"])
def test_a_mentor_is_offered_the_course_from_the_board(desk, world, size):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		case.append("preferences", {"criterion": "Gender", "wish": "Mand", "strength": "Must"})
		case.save()
		mentors = [world.mentors[person] for person in ("mentor", "second_mentor")]
	form = desk("coordinator", size).open("LAT Case", case.name)
	form.press("Matchtavle").settle()
	board = form.page.get_by_role("region", name="Kandidater side om side")
	expect(board.get_by_role("columnheader").first).to_be_visible()
	expect(board.get_by_role("rowheader").filter(has_text="Køn")).to_contain_text("Krav")
	why = board.get_by_role("rowheader").filter(has_text="Køn").locator("summary")
	why.focus()
	form.page.keyboard.press("Enter")
	expect(board.get_by_text("Oxford Research 2018").first).to_be_visible()
	expect(board.get_by_role("rowheader").filter(has_text="Køn")).to_contain_text("Vægt: 1")
	names = [frappe.db.get_value("LAT Mentor", mentor, "full_name") for mentor in mentors]
	pin = board.locator(f'[data-pin="{mentors[1]}"]')
	pin.focus()
	form.page.keyboard.press("Enter")
	expect(board.get_by_role("columnheader").first).to_contain_text(names[1])
	expect(board.locator(f'[data-pin="{mentors[1]}"]')).to_be_focused()
	expect(board.locator(f'[data-pin="{mentors[1]}"]')).to_have_attribute("aria-pressed", "true")
	board.get_by_role("button", name=f"Tilbyd: {names[0]}").click()
	form.dialog.locator('[data-fieldname="conflict_of_interest"] select').select_option("None")
	form.dialog.locator(".modal-footer .btn-primary").click()
	expect(board.get_by_role("button", name="Match: Tilbudt")).to_be_visible()
	expect(board.get_by_role("button", name="Match: Tilbudt")).to_be_focused()
	match = stored("LAT Match", lat_case=case.name)
	assert (match.mentor, match.stage) == (mentors[0], "Offered")
	assert form.too_wide <= 0


def test_the_weights_of_a_municipality_are_written_in_a_form(desk, world):
	frappe.db.delete("LAT Match Weights", {"municipality": HOME})
	form = desk("coordinator").open("LAT Match Weights", municipality=HOME)
	expect(form.input("weighs_language")).to_have_value("1")
	form.input("weighs_language").fill("0")
	form.save()
	expect(form.dialog).to_contain_text("En vægt er et helt tal fra 1 til 10. Skriv et tal ved: Sprog.")
	form.expect_refusal("417")
	form.close_dialog()
	form.input("weighs_language").fill("4")
	form.save()
	assert stored("LAT Match Weights", municipality=HOME).weighs_language == 4

"""The wishes of a person, asked for question by question on the form of the course."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE
from tests.factories import as_user

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@SIZES
def test_wishes_are_asked_for_in_one_dialog(desk, world, size):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		case.db_set("preferences_asked", 0)
		case.append("preferences", {"criterion": "Gender", "wish": "Kvinde"})
		case.save()
	form = desk("coordinator", size).open("LAT Case", case.name)
	form.press("Spørg til ønsker")
	dialog = form.dialog
	expect(dialog).to_contain_text(
		"Hvem lytter du til: en, der er varm og nær, eller en, der er klar og fast?"
	)
	expect(dialog).to_contain_text("Oxford Research 2018")
	expect(dialog.locator('[data-fieldname="Gender:gender"] select')).to_have_value("Woman")
	expect(dialog.locator('.frappe-control[data-fieldname="Age:age_from"]')).to_be_hidden()
	dialog.locator('[data-fieldname="Gender:strength"] select').select_option("Must")
	dialog.locator('[data-fieldname="Age:strength"] select').select_option("Wish")
	dialog.locator('[data-fieldname="Age:age_from"] input').fill("40")
	dialog.locator('[data-fieldname="Age:age_to"] input').fill("30")
	dialog.locator(".modal-footer .btn-primary").click()
	expect(form.dialog).to_contain_text("det laveste tal står først")
	form.expect_refusal("417", "ValidationError")
	form.dialog.locator(".btn-modal-close").click()
	expect(form.find(".modal.show")).to_have_count(1)
	dialog.locator('[data-fieldname="Age:age_to"] input').fill("50")
	with form.page.expect_response(lambda answer: "savedocs" in answer.url):
		dialog.locator(".modal-footer .btn-primary").click()
	form.settle()
	frappe.db.rollback()
	kept = {row.criterion: row for row in frappe.get_doc("LAT Case", case.name).preferences}
	assert (kept["Gender"].strength, kept["Gender"].gender) == ("Must", "Woman")
	assert (kept["Age"].strength, kept["Age"].age_from, kept["Age"].age_to) == ("Wish", 40, 50)
	assert not frappe.db.get_value("LAT Case", case.name, "preferences_asked")
	assert form.too_wide <= 0

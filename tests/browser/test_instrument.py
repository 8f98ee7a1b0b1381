"""The form of an instrument: a live example beside what is edited, and versions in use that stay (N8)."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import Desk
from tests.factories import TRIAL_INSTRUMENT, as_user


@pytest.fixture
def instrument(world):
	"""An instrument of one question from 0 to 4 that nobody has answered."""
	doc = frappe.get_doc(
		{
			"doctype": "LAT Instrument",
			"instrument_code": TRIAL_INSTRUMENT,
			"version_number": 1,
			"title": "Prøveskema",
			"items": [{"item_code": "P1", "item_label": "Går det godt?", "minimum": 0, "maximum": 4}],
		}
	).insert()
	yield doc
	frappe.db.rollback()
	for name in frappe.get_all("LAT Instrument", {"instrument_code": TRIAL_INSTRUMENT}, pluck="name"):
		frappe.delete_doc("LAT Instrument", name, force=True)
	frappe.db.commit()


@pytest.fixture
def form(desk, instrument) -> Desk:
	return desk("administrator").open("LAT Instrument", instrument.name)


def answer(form: Desk, words: str) -> None:
	form.tab("example_tab").find(".lat-example-answers label").get_by_text(words, exact=True).click()


def test_the_example_is_scored_as_it_is_answered(form):
	answer(form, "3")
	expect(form.find(".lat-example-result tbody tr").first).to_contain_text("3")


def test_the_example_follows_what_is_edited(form):
	answer(form, "3")
	expect(form.find(".lat-example-result tbody strong").first).to_have_text("3")
	form.tab("scoring_tab").input("multiplier").fill("5")
	form.page.keyboard.press("Tab")
	form.tab("example_tab")
	expect(form.find(".lat-example-result tbody strong").first).to_have_text("15")
	assert frappe.get_doc("LAT Instrument", {"instrument_code": TRIAL_INSTRUMENT}).multiplier == 1


def test_what_is_to_be_mended_stands_where_the_score_would_be(form):
	form.tab("scoring_tab").input("missing_allowed").fill("-1")
	form.page.keyboard.press("Tab")
	form.tab("example_tab")
	expect(form.find(".lat-example-result")).to_contain_text("Ret dette først")


def test_a_version_in_use_says_that_it_is_frozen(desk, world, active):
	with as_user(world["mentor"]):
		factories.missing_measurement(active)
	form = desk("administrator").open("LAT Instrument", "WHO5-v1")
	expect(form.find(".form-page").first).to_contain_text("En version i brug er låst")
	form.tab("scoring_tab").input("multiplier").fill("5")
	form.save()
	expect(form.dialog).to_contain_text("WHO-5 (trivsel), version 1 er i brug og låst")
	form.expect_refusal("417", "ValidationError")
	assert frappe.db.get_value("LAT Instrument", "WHO5-v1", "multiplier") == 4

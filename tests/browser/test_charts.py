"""How a course develops, on its form, and change over many courses (R88, R90 to R95)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_months, today
from playwright.sync_api import expect

from lat_corps.casework import derived
from tests import factories
from tests.browser.desk import DESK, PHONE, stored
from tests.factories import as_user


@pytest.fixture
def rated(world):
	"""A course of ten months with two ratings, and five months between them that nobody rated."""
	case = factories.case_at("Active", world)
	case.db_set(dict.fromkeys(("referred_on", "opened_on"), add_months(today(), -10)))
	with as_user(world["mentor"]):
		for rating, months in ((3, -9), (6, -4)):
			frappe.get_doc(
				{
					"doctype": "LAT Progression",
					"lat_case": case.name,
					"rating": rating,
					"rated_on": add_months(today(), months),
					"rated_by": "Mentee",
				}
			).insert()
		factories.missing_measurement(case)
	derived.refresh([case.name])
	return case


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_line_shows_ratings_gaps_and_what_is_due(desk, rated, size):
	mentor = desk("mentor", size).open("LAT Case", rated.name).tab("development_tab")
	chart = mentor.find(".lat-chart svg").first
	expect(chart).to_be_visible()
	expect(chart).to_contain_text("Ingen måling")
	expect(mentor.field("development")).to_contain_text("Progressionsmålingen forfaldt")
	assert mentor.too_wide <= 0


def test_a_rating_on_the_course_lengthens_the_line(desk, rated):
	mentor = desk("mentor").open("LAT Case", rated.name)
	mentor.find(".lat-scale [data-rating='8']").click()
	mentor.press("Gem målingen")
	expect(mentor.find(".modal.show")).to_have_count(0)
	mentor.settle().tab("development_tab")
	mentor.field("development").locator("summary").click()
	expect(mentor.field("development").locator("details tbody tr")).to_have_count(3)


def test_a_reflection_on_the_course_opens_and_saves(desk, rated):
	mentor = desk("mentor").open("LAT Case", rated.name).tab("development_tab")
	mentor.press("Progression: Skriv en refleksion")
	mentor.input("movement").fill("Det går fremad.")
	mentor.save()
	reflection = stored("LAT Reflection", lat_case=rated.name)
	assert (reflection.about, reflection.movement) == ("Progression", "Det går fremad.")
	mentor.open("LAT Case", rated.name).tab("development_tab")
	expect(mentor.find(".lat-held")).to_contain_text("Det går fremad.")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_change_over_many_courses_comes_with_its_caveats(desk, rated, size):
	coordinator = desk("coordinator", size).go("lat-change")
	expect(coordinator.find(".lat-change .lat-caveats p").first).to_be_visible()
	assert coordinator.too_wide <= 0

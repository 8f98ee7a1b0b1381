"""The person's own 1 to 10 in one tap, and the two questions that follow it (R71)."""

from __future__ import annotations

import pytest
from frappe.utils import today
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE, stored


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_tap_on_the_course_asks_the_two_questions_and_saves(desk, active, size):
	mentor = desk("mentor", size).open("LAT Case", active.name)
	mentor.find(".lat-scale [data-rating='6']").click()
	expect(mentor.dialog).to_contain_text("Hvorfor er tallet ikke lavere?")
	expect(mentor.dialog).to_contain_text("Hvad ville være et tegn på ét trin op?")
	mentor.input("why_not_lower").fill("Han har en ven.")
	mentor.input("one_step_up").fill("En læreplads.")
	mentor.press("Gem målingen")
	expect(mentor.find(".modal.show")).to_have_count(0)
	rating = stored("LAT Progression", lat_case=active.name)
	assert (rating.rating, rating.rated_by, str(rating.rated_on)) == (6, "Mentee", today())
	assert (rating.why_not_lower, rating.one_step_up) == ("Han har en ven.", "En læreplads.")


def test_another_number_may_be_tapped_before_it_is_saved(desk, active):
	mentor = desk("mentor").open("LAT Case", active.name)
	mentor.find(".lat-scale [data-rating='6']").click()
	mentor.dialog.locator("[data-rating='7']").click()
	mentor.press("Gem målingen")
	expect(mentor.find(".modal.show")).to_have_count(0)
	assert stored("LAT Progression", lat_case=active.name).rating == 7


@pytest.mark.parametrize(
	("rating", "asked", "not_asked"),
	[(1, "one_step_up", "why_not_lower"), (10, "why_not_lower", "one_step_up")],
)
def test_an_end_of_the_scale_is_not_asked_about_what_lies_beyond(desk, active, rating, asked, not_asked):
	mentor = desk("mentor").open("LAT Case", active.name)
	mentor.find(f".lat-scale [data-rating='{rating}']").click()
	expect(mentor.dialog.locator(f"[data-fieldname={asked}] textarea")).to_be_visible()
	expect(mentor.dialog.locator(f"[data-fieldname={not_asked}] textarea")).to_be_hidden()


def test_the_form_of_a_rating_has_the_same_scale(desk, active):
	mentor = desk("mentor").open("LAT Progression", lat_case=active.name)
	mentor.find(".lat-scale [data-rating='3']").click()
	mentor.press("Gem målingen")
	mentor.name("LAT Progression")
	assert stored("LAT Progression", lat_case=active.name).rating == 3

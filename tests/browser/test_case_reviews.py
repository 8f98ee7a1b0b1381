"""A course is reviewed from its page, with its figures beside; the mentor writes before it is decided."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE, Size, stored

TABLET = Size(820, 1180, touch=True)


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["390", "820", "1280"])
def test_it_is_begun_contributed_to_and_decided(desk, active, size):
	coordinator = desk("coordinator", size).open("LAT Case", active.name)
	expect(coordinator.find(".lat-reviews")).to_contain_text("Næste opfølgning senest")
	coordinator.act("Følg op på forløbet")
	expect(coordinator.find(".lat-beside")).to_contain_text("Kontakter i logbogen")
	coordinator.input("citizens_words").fill("Jeg vil gerne blive ved.")
	coordinator.save()
	assert coordinator.too_wide <= 0
	review = stored("LAT Case Review", lat_case=active.name)
	mentor = desk("mentor", size).open("LAT Case Review", review.name)
	mentor.input("mentors_words").fill("Han møder op hver gang.")
	mentor.save()
	assert mentor.too_wide <= 0
	coordinator.open("LAT Case Review", review.name)
	expect(coordinator.field("mentors_words")).to_contain_text("Han møder op hver gang.")
	coordinator.input("decision").select_option("Continue")
	coordinator.save()
	review = stored("LAT Case Review", lat_case=active.name)
	assert (review.decision, bool(review.decided_on)) == ("Continue", True)
	coordinator.open("LAT Case", active.name)
	expect(coordinator.find(".lat-reviews")).to_contain_text("Fortsæt")
	assert coordinator.too_wide <= 0

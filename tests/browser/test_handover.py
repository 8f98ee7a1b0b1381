"""A handover says who it is about, to who reads it (R103)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, stored
from tests.factories import as_user


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_caseworker_sees_who_it_is_about_and_whom_to_ask(desk, sent, size):
	packet = desk("caseworker", size).open("LAT Handover", sent.name).find("[data-packet]")
	expect(packet).to_contain_text("Mikkel Prøvesen")
	expect(packet).to_contain_text("Birgit Holm")
	expect(packet).to_contain_text("Læst sammen på skærm")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_the_person_wants_out_and_says_is_kept_line_by_line(desk, world, active, size):
	with as_user(world["coordinator"]):
		lines = [("Life situation", "The course", content) for content in ("Bor alene.", "Ser sin far.")]
		handover = factories.draft_handover(active, world["caseworker"], *lines)
	form = desk("mentor", size).open("LAT Handover", handover.name)
	form.press("Læs den med borgeren").await_dialog()
	answers = form.dialog.locator("[data-answer]")
	answers.nth(0).get_by_label("Borgeren vil have den taget ud").check()
	answers.nth(1).locator("textarea").fill("Det er jeg glad for.")
	expect(answers.nth(0)).to_contain_text("Venter på samtykke")
	form.dialog.locator('[data-fieldname="way"] select').select_option("Read together on screen")
	assert form.too_wide <= 0
	form.confirm("read_with_person")
	kept = stored("LAT Handover", name=handover.name)
	assert [(row.wanted_out, row.persons_words or "") for row in kept.lines] == [
		(1, ""),
		(0, "Det er jeg glad for."),
	]

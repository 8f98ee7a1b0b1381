"""A handover says who it is about, to who reads it (R103)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import DESK, PHONE


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_caseworker_sees_who_it_is_about_and_whom_to_ask(desk, sent, size):
	packet = desk("caseworker", size).open("LAT Handover", sent.name).find("[data-packet]")
	expect(packet).to_contain_text("Mikkel Prøvesen")
	expect(packet).to_contain_text("Birgit Holm")

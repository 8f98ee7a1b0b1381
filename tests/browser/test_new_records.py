"""A new record says itself what can be known."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import HOME


@pytest.mark.parametrize(
	"doctype", ["LAT Citizen", "LAT Case", "LAT Mentor", "LAT Deputy", "LAT Survey Import"]
)
def test_it_belongs_to_the_municipality_of_who_works_for_one(desk, doctype):
	form = desk("coordinator").open(doctype)
	expect(form.input("municipality")).to_have_value(HOME)

"""An offer on the phone of a mentor: what is needed to decide, and no name before it is accepted."""

from __future__ import annotations

import frappe
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import PHONE, stored
from tests.factories import act, as_user


@pytest.fixture
def offered(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		case.append("preferences", {"criterion": "Gender", "gender": "Woman"})
		case.save()
		match = factories.propose(case, world.mentors["mentor"])
	return act(match, "Offer match", world["coordinator"])


def test_a_mentor_reads_it_and_accepts(desk, world, offered):
	form = desk("mentor", PHONE).open("LAT Match", offered.name)
	told = form.field("offer")
	expect(told).to_contain_text("Står uden for fællesskaber.")
	expect(told).to_contain_text("Køn: Kvinde")
	expect(told.get_by_role("heading", name="Alder")).to_be_visible()
	case = frappe.get_doc("LAT Case", offered.lat_case)
	name = frappe.db.get_value("LAT Citizen", case.citizen, "full_name")
	expect(form.page.locator(".page-container").locator("visible=true").last).not_to_contain_text(name)
	expect(form.find(f'.page-container a[href*="{case.name}"]')).to_have_count(0)
	expect(form.field("lat_case")).to_have_count(0)
	assert form.too_wide <= 0
	form.choose_step("Acceptér match")
	expect(form.field("offer")).to_have_count(0)
	expect(form.field("lat_case")).to_be_visible()
	assert stored("LAT Match", name=offered.name).stage == "Accepted"
	assert not form.errors


def test_a_mentor_declines_it_with_a_reason(desk, world, offered):
	form = desk("mentor", PHONE).open("LAT Match", offered.name)
	expect(form.field("offer")).to_contain_text("En læreplads.")
	form.choose_step("Afvis match").write_and_go(decline_reason="Ingen tid før påske.")
	match = stored("LAT Match", name=offered.name)
	assert (match.stage, match.decline_reason) == ("Declined", "Ingen tid før påske.")
	assert not form.errors

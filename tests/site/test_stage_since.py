"""Since when a record stands at its stage: what a list counts the days of waiting from."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, getdate

from lat_corps.days import latest_today
from tests import factories
from tests.factories import act, as_user, propose

LONG_AGO = "2026-01-05"


@pytest.fixture
def match(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		return propose(case, world.mentors["mentor"])


def test_it_begins_when_the_record_is_made(world, match):
	assert match.reload().stage_since == getdate(latest_today())
	assert frappe.get_doc("LAT Case", match.lat_case).stage_since == getdate(latest_today())


def test_a_step_begins_it_anew_and_another_save_does_not(world, match):
	match.db_set("stage_since", LONG_AGO)
	with as_user(world["coordinator"]):
		match.reload()
		match.rationale = "Fælles sprog."
		match.conflict_of_interest = "None"
		match.save()
	assert match.reload().stage_since == getdate(LONG_AGO)
	act(match, "Offer match", world["coordinator"])
	assert match.reload().stage_since == getdate(latest_today())


def test_nobody_writes_it(world, match):
	with as_user(world["coordinator"]):
		match.reload()
		match.stage_since = add_days(latest_today(), -90)
		match.save()
	assert match.reload().stage_since == getdate(latest_today())

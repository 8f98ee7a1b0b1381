"""Number cards follow the person and the day, and lead to the list that they count."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework.cards import background_run_out
from lat_corps.corps.cards import acknowledgements_overdue, awaiting_mine
from tests import factories
from tests.factories import as_user


def as_listed(card: dict) -> int:
	"""Return how many rows the list holds that the card leads to."""
	_list, doctype = card["route"]
	return len(frappe.get_list(doctype, filters=card["route_options"], limit=0, order_by="name asc"))


@pytest.fixture
def awaited(world):
	"""A new version of the mentors' role description, which nobody has acknowledged."""
	return factories.published_description("Mentor", factories.HOME, world["coordinator"], world["manager"])


def test_what_waits_for_me_is_mine_alone(world, awaited):
	counts = {}
	for person in ("mentor", "coordinator"):
		with as_user(world[person]):
			card = awaiting_mine()
			counts[person] = card["value"]
			assert card["value"] == as_listed(card)
			assert card["route_options"]["user"] == ["=", world[person]]
	assert counts["mentor"] == 1


def test_an_acknowledgement_is_overdue_after_its_day(world, awaited):
	request = frappe.get_doc(
		"LAT Acknowledgement Request", {"role_description": awaited, "user": world["mentor"]}
	)
	for due_on, late in ((today(), 0), (add_days(today(), -1), 1)):
		request.db_set("due_on", due_on)
		with as_user(world["coordinator"]):
			card = acknowledgements_overdue()
			names = frappe.get_list(
				"LAT Acknowledgement Request",
				filters=card["route_options"],
				pluck="name",
				order_by="name asc",
				limit=0,
			)
		assert card["value"] == len(names)
		assert (request.name in names) is bool(late)


def test_background_without_a_last_day_never_runs_out(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		before = background_run_out()["value"]
		kept, gone = (factories.write_background(case) for _number in range(2))
		kept.db_set("expires_on", None)
		gone.db_set("expires_on", add_days(today(), -1))
		card = background_run_out()
	assert card["value"] == before + 1
	with as_user(world["coordinator"]):
		assert as_listed(card) == card["value"]


def test_who_may_not_read_such_records_is_told_no_number(world):
	with as_user("Guest"), pytest.raises(frappe.PermissionError):
		awaiting_mine()

"""A person just past midnight on a site whose own day has not ended, as a browser or a script sends it."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import getdate

from tests import factories
from tests.site.test_checks import setting
from tests.site.test_days import DATED

pytestmark = pytest.mark.real_site


def past_midnight() -> int:
	"""Return by how many hours a zone is ahead of UTC in which the clock now stands between 0 and 1."""
	hour = datetime.now(timezone.utc).hour
	return 24 - hour if hour >= 10 else -hour


def zone(ahead: int) -> str:
	"""Return the name of the zone so many hours ahead of UTC: the tz database counts the other way."""
	return f"Etc/GMT{-ahead:+d}"


@pytest.fixture(scope="module")
def midnight(world, connected):
	"""The day that has begun for every person, and not on the site, which is one hour behind them."""
	ahead = past_midnight()
	setting(time_zone=zone(ahead - 1))
	for user in world.people.values():
		frappe.db.set_value("User", user, "time_zone", zone(ahead))
	frappe.db.commit()
	frappe.clear_cache()
	yield datetime.now(ZoneInfo(zone(ahead))).date()
	setting(time_zone="Europe/Copenhagen")
	for user in world.people.values():
		frappe.db.set_value("User", user, "time_zone", "Europe/Copenhagen")
	frappe.db.commit()
	frappe.clear_cache()


@pytest.fixture
def case(world):
	case = factories.case_at("Active", world)
	frappe.db.commit()
	return case


def sent(make, case) -> dict:
	"""Return what a script would send; what it names is committed, so that the server finds it."""
	record = make(case).as_dict()
	frappe.db.commit()
	return {key: value for key, value in record.items() if value and not key.startswith("_")}


@pytest.mark.parametrize(("make", "fieldname", "person"), DATED)
def test_the_local_day_is_accepted_and_filled_in(client, midnight, case, make, fieldname, person):
	record = sent(make, case)
	for given in ({}, {fieldname: str(midnight)}):
		answer = client(person).post(f"/api/resource/{record['doctype']}", **record, **given)
		assert answer.ok, answer.text
		name = answer.json()["data"]["name"]
		frappe.db.rollback()
		assert getdate(frappe.db.get_value(record["doctype"], name, fieldname)) == midnight
		if record["doctype"] == "LAT Measurement":
			frappe.delete_doc("LAT Measurement", name, force=True)
			frappe.db.commit()


@pytest.mark.parametrize(("make", "fieldname", "person"), DATED)
def test_a_day_that_has_begun_for_nobody_is_refused(client, midnight, case, make, fieldname, person):
	record = {**sent(make, case), fieldname: str(midnight + timedelta(days=2))}
	answer = client(person).post(f"/api/resource/{record['doctype']}", **record)
	assert answer.status_code == 417 and "future" in answer.text

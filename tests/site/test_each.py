"""Work of the day for municipalities: one that fails stops no other."""

from __future__ import annotations

import frappe
import pytest

from lat_corps.each import each_alone
from lat_corps.insight import experience, report_days
from tests.factories import AWAY, HOME


def test_what_fails_is_undone_and_the_others_stand(world):
	def work(name: str) -> None:
		frappe.db.set_value("LAT Municipality", name, "department", "written")
		if name == AWAY:
			raise ValueError(name)

	before = frappe.db.get_value("LAT Municipality", AWAY, "department")
	each_alone([AWAY, HOME], work, "Work")
	assert frappe.db.get_value("LAT Municipality", HOME, "department") == "written"
	assert frappe.db.get_value("LAT Municipality", AWAY, "department") == before
	fields = ["method", "error", "reference_name"]
	(logged,) = frappe.get_all("Error Log", fields=fields, order_by="creation desc", limit=1)
	assert (logged.method, logged.reference_name) == ("ValueError, LAT Municipality", AWAY)
	assert AWAY not in logged.error


@pytest.mark.parametrize(
	("daily", "step"), [(report_days, "_is_begun"), (experience, "ask")], ids=["reports", "experience"]
)
def test_one_municipality_stops_no_other(world, monkeypatch, daily, step):
	frappe.db.set_value("LAT Municipality", {"name": ["in", (HOME, AWAY)]}, "report_pace", "Each year")
	asked = []

	def fails_for_the_first(municipality, *_args, **_named):
		asked.append(municipality)
		if len(asked) == 1:
			raise ValueError(municipality)
		return True

	monkeypatch.setattr(daily, step, fails_for_the_first)
	daily.every_day()
	assert {HOME, AWAY} <= {*asked}

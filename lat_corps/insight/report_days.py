"""When a report to management is drafted, and by when it is written, answered or approved (R109, R115)."""

from __future__ import annotations

from datetime import date, timedelta

import frappe
from frappe.utils import cint

from lat_corps.days import danish_today
from lat_corps.domain.management_report import PERIODS, last_ended
from lat_corps.each import each_alone
from lat_corps.permissions.authored import for_the_app

DOCTYPE = "LAT Management Report"


def answer_by() -> date:
	"""Return the day by which whoever has a report now is to be done with it."""
	return danish_today() + timedelta(days=cint(frappe.get_cached_doc("LAT Settings").report_days))


@for_the_app
def every_day() -> None:
	"""Draft what municipalities wait for: the report of the last period that has ended at their pace."""
	pace = dict(
		frappe.get_all(
			"LAT Municipality",
			filters={"report_pace": ["is", "set"]},
			fields=["name", "report_pace"],
			order_by="name asc",
			as_list=True,
		)
	)

	def draft(municipality: str) -> None:
		year, period = last_ended(danish_today(), pace[municipality])
		if not _is_begun(municipality, year, period):
			report = {"doctype": DOCTYPE, "municipality": municipality, "year": year, "period": period}
			frappe.get_doc(report).insert()

	each_alone(pace, draft, "The report of a municipality could not be drafted")


def _is_begun(municipality: str, year: int, period: str) -> bool:
	"""Tell whether some report covers a period already."""
	begun = frappe.get_all(
		DOCTYPE, filters={"municipality": municipality, "year": year}, pluck="period", order_by="name asc"
	)
	return any({*PERIODS[period]} <= {*PERIODS[each]} for each in begun)

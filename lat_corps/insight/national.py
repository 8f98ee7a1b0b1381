"""Figures of the country: municipalities that opted in, of a period that has ended (R89, N9).

The national centre draws them when it chooses, once for each period: a municipality that approves its report
later is not in them, for the difference would be that municipality alone.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lat_corps.corps.facts import small_cell_threshold
from lat_corps.days import danish_today, own_today
from lat_corps.domain.counting import told_of
from lat_corps.domain.management_report import PERIODS, ended_periods
from lat_corps.domain.national import CAVEATS, Country
from lat_corps.domain.quarters import ended_quarters
from lat_corps.domain.released import WHOLE_YEAR, Key, Quarters, of_rows
from lat_corps.domain.report_parts import PARTS, tables_of
from lat_corps.domain.report_standings import APPROVED
from lat_corps.domain.roles import NATIONAL_CENTRE
from lat_corps.domain.suppression_attack import GivenAway
from lat_corps.domain.text import danish_date
from lat_corps.downloads import send_file
from lat_corps.holding import hold
from lat_corps.insight import national_releases
from lat_corps.insight.counted_periods import CountedYear
from lat_corps.insight.management_report import DOCTYPE
from lat_corps.insight.national_releases import rule
from lat_corps.insight.report_reading import subjects_of
from lat_corps.spreadsheets.writing.national_figures import national_workbook

FIRST_YEAR = 2019


@frappe.whitelist()
def show(year: int | str, period: str) -> dict[str, Any]:
	"""Return the figures of a period as `html`, or how many municipalities are ready to be counted.

	`drawn` says whether there are figures, `may_draw` whether there are municipalities enough to draw them.
	"""
	frappe.only_for(NATIONAL_CENTRE)
	number, quarters = _asked(year, period)
	ready, least = len(_ready(number, period)), rule().municipalities
	figures = _figures(number, quarters, period)
	html = frappe.get_template("lat_corps/templates/insight/national.html").render(
		{
			"figures": figures,
			"ready": ready,
			"least": least,
		}
	)
	return {"html": html, "drawn": bool(figures), "may_draw": ready >= least}


@frappe.whitelist()
def periods() -> list[dict[str, Any]]:
	"""Return the years of which a period has ended, last year first, each with those periods."""
	frappe.only_for(NATIONAL_CENTRE)
	this_year = danish_today().year
	years = [*range(this_year - 1, FIRST_YEAR - 1, -1), this_year]
	found = {year: ended_periods(len(ended_quarters(danish_today(), year))) for year in years}
	return [
		{
			"value": year,
			"label": str(year),
			"periods": [{"value": period, "label": _(period)} for period in ended],
		}
		for year, ended in found.items()
		if ended
	]


@frappe.whitelist(methods=["POST"])
def draw(year: int | str, period: str) -> None:
	"""Tell of a period what may be told of the municipalities that are ready; it stays as it is."""
	frappe.only_for(NATIONAL_CENTRE)
	number, quarters = _asked(year, period)
	if not {*quarters} <= {quarter.number for quarter in ended_quarters(danish_today(), number)}:
		frappe.throw(_("The period has not ended yet."))
	members = _ready(number, period)
	if len(members) < rule().municipalities:
		frappe.throw(
			_("Figures can be drawn once {0} municipalities have approved it; {1} have.").format(
				rule().municipalities, len(members)
			)
		)
	hold("LAT Municipality", *members)
	standing = national_releases.standing(number, for_update=True)
	if any(pooled.quarters == quarters for pooled in standing):
		frappe.throw(_("The figures of this period have been drawn already, and stay as they are."))
	names = {*members, *(name for pooled in standing for name in pooled.members)}
	counted = {name: CountedYear(name, number, keep=True) for name in sorted(names)}
	country = Country({name: year.as_read() for name, year in counted.items()}, standing)
	keys = keys_for(quarters, [counted[name] for name in members])
	try:
		pooled = country.tell(quarters, members, keys, rule(), small_cell_threshold(), secrets.randbits(64))
	except GivenAway:
		frappe.throw(
			_("Beside what has been told already, nothing more can be told of these municipalities.")
		)
	national_releases.keep(number, pooled, small_cell_threshold(), rule().municipalities)


@frappe.whitelist()
def download(year: int | str, period: str) -> None:
	"""Send the figures of a period as a workbook, with n, municipalities and caveats."""
	frappe.only_for(NATIONAL_CENTRE)
	figures = _figures(*_asked(year, period), period)
	if not figures:
		frappe.throw(_("The figures of this period have not been drawn yet."))
	title = _("Figures of the country")
	content = national_workbook(
		figures["report"]["subjects"], figures["municipalities"], figures["report"]["caveats"], _
	)
	send_file(content, f"{title} {_(period)} {cint(year)} {own_today()}.xlsx")


def _asked(year: int | str, period: str) -> tuple[int, Quarters]:
	if period not in PERIODS or cint(year) < FIRST_YEAR:
		frappe.throw(_("A report is of a quarter, a half-year or a year."))
	return cint(year), PERIODS[period]


def _ready(year: int, period: str) -> list[str]:
	"""Return the municipalities whose report of a period is approved, and approved for the country."""
	found = frappe.get_all(
		DOCTYPE,
		filters={"year": year, "period": period, "standing": APPROVED, "nationally": 1},
		pluck="municipality",
		order_by="municipality asc",
	)
	return sorted({*found})


def keys_for(quarters: Quarters, years: Sequence[CountedYear]) -> list[Key]:
	"""Return what is told of a period of municipalities: that by which each of them has counted everybody."""
	tables = [table for table in tables_of(PARTS) if told_of(table, quarters == WHOLE_YEAR)]
	cells = [[year.cells_of(table) for year in years] for table in tables]
	return [key for of_table in cells if all(of_table) for key in of_table[0]]


def _figures(year: int, quarters: Quarters, period: str) -> Mapping[str, Any] | None:
	"""Return what was told of a period in the reader's language; None where it has not been drawn."""
	release = national_releases.of_period(year, quarters)
	if not release:
		return None
	caveats = [
		_(text).format(most=release.threshold - 1, municipalities=release.municipalities) for text in CAVEATS
	]
	members = json.loads(release.members)
	source = _("{0} municipalities, {1} {2}.").format(len(members), _(period).lower(), year)
	subjects = subjects_of(of_rows(json.loads(release.told)), source)
	return {
		"report": {"subjects": subjects, "caveats": caveats, "change": [], "on_screen": True},
		"title": f"{_('Figures of the country')} · {_(period)} {year}",
		"municipalities": len(members),
		"drawn_on": danish_date(getdate(release.creation)),
	}

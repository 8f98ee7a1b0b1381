"""What a report to management tells of its period, drawn from what is recorded (R109 to R115, N6)."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.domain.counting import REFERRED, STARTED
from lat_corps.domain.management_report import ANSWERS_COME_IN, PERIODS, Figures, longer_than
from lat_corps.domain.quarters import quarters_of
from lat_corps.domain.released import WHOLE_YEAR, Quarters, Release, in_rows, of_rows
from lat_corps.domain.report_parts import (
	AGREEMENTS,
	CENTRE,
	CHANGE,
	DESCRIPTIONS,
	INFOHUS,
	LEAFLETS,
	LOCAL,
	NETWORK,
	NOTES,
	PARTS,
	PROGRESSION,
	TALKS,
	TRAININGS,
	tables_of,
	work_of,
)
from lat_corps.domain.text import danish_date
from lat_corps.insight import change
from lat_corps.insight.counted_periods import CountedYear

if TYPE_CHECKING:
	from frappe.model.document import Document

COUNTS = {
	TALKS: ("LAT Outreach", "held_on", {"kind": "Talk"}),
	AGREEMENTS: ("LAT Outreach", "held_on", {"kind": "Agreement on referral"}),
	INFOHUS: ("LAT Outreach", "held_on", {"kind": "Infohus meeting"}),
	LOCAL: ("LAT Corps Meeting", "held_on", {"kind": "Local meeting"}),
	NETWORK: ("LAT Corps Meeting", "held_on", {"kind": "Network meeting"}),
	CENTRE: ("LAT Corps Meeting", "held_on", {"kind": "Activity of the centre"}),
	TRAININGS: ("LAT Training", "taken_on", {}),
	DESCRIPTIONS: ("LAT Role Description", "published_on", {}),
	NOTES: ("LAT Learning Note", "released_on", {}),
}
"""Work -> which records are counted, by which day."""

AN_HOUR = 60 * 60


def draw(doc: Document, keep: bool = False) -> Figures:
	"""Return the figures of a report as of today; with `keep` they are told, and stay so for every reader.

	Raises frappe.ValidationError for a period that has not ended.
	"""
	quarters, number = PERIODS[doc.period], cint(doc.year)
	year = CountedYear(doc.municipality, number, keep)
	parts = parts_of(doc.municipality)
	of_change = {CHANGE, PROGRESSION} & {*parts} if quarters == WHOLE_YEAR else set()
	release = _told(year, quarters, tables_of(parts))
	*questionnaires, ratings = change.groups_of(year.change_by_then, number) if of_change else [None]
	return Figures(
		release,
		year.told_by(quarters),
		doc.municipality,
		number,
		parts,
		[group for group in questionnaires if group.periods and CHANGE in parts],
		[ratings] if ratings and ratings.periods and PROGRESSION in parts else [],
		{kind: _done(kind, doc.municipality, number, quarters) for kind in work_of(parts)},
	)


def still_to_come(doc: Document) -> str:
	"""Say until when answers can still come in that a report would tell of; nothing where none can."""
	if PERIODS[doc.period] != WHOLE_YEAR:
		return ""
	year = CountedYear(doc.municipality, cint(doc.year), keep=False)
	opens = year.change_waits_until
	return (
		_(ANSWERS_COME_IN).format(year=year.year, day=danish_date(opens - timedelta(days=1))) if opens else ""
	)


def parts_of(municipality: str) -> list[str]:
	"""Return the parts that reports of a municipality contain (R115)."""
	chosen = frappe.db.get_value(
		"LAT Municipality", municipality, [f"report_{part}" for part in PARTS], as_dict=True
	)
	return [part for part in PARTS if chosen[f"report_{part}"]]


def longer_periods(doc: Document) -> list[tuple[str, bool]]:
	"""Return the longer periods in which numbers may be told: the name of each, and whether it has ended."""
	year = CountedYear(doc.municipality, cint(doc.year), keep=False)
	found = []
	for name in longer_than(PERIODS[doc.period]):
		ended = year.has_ended(PERIODS[name])
		if not ended or any(year.tell(PERIODS[name], [(REFERRED,), (STARTED,)]).counts.values()):
			found.append((name, ended))
	return found


def _told(year: CountedYear, quarters: Quarters, tables: list[tuple[str, ...]]) -> Release:
	"""Return what may be told; of a draft, what was found last while nothing has changed that it rests on."""
	if year.keep or not year.has_ended(quarters):
		return year.tell(quarters, tables)
	rests_on = json.dumps([year.rests_on, quarters, tables], sort_keys=True, default=str)
	key = f"lat_report:{hashlib.sha256(rests_on.encode()).hexdigest()}"
	kept = frappe.cache.get_value(key, expires=True)
	if kept:
		return Release(quarters, of_rows(json.loads(kept)))
	found = year.tell(quarters, tables)
	frappe.cache.set_value(key, json.dumps(in_rows(found.counts)), expires_in_sec=AN_HOUR)
	return found


def _done(kind: str, municipality: str, year: int, quarters: Quarters) -> int:
	if kind == LEAFLETS:
		rows = frappe.get_all(
			"LAT Outreach",
			filters={
				"municipality": municipality,
				"kind": "Leaflets handed out",
				"held_on": _between(year, quarters),
			},
			pluck="number",
			order_by="name asc",
		)
		return sum(number or 0 for number in rows)
	doctype, day, filters = COUNTS[kind]
	return frappe.db.count(doctype, {"municipality": municipality, day: _between(year, quarters), **filters})


def _between(year: int, quarters: Quarters) -> list[object]:
	days: list[date] = [
		day
		for quarter in quarters_of(year)
		if quarter.number in quarters
		for day in (quarter.first, quarter.last)
	]
	return ["between", [days[0], days[-1]]]

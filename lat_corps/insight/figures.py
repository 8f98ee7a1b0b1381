"""The figures desk of coordinators and management: tables, the courses behind them, saved views (R85, R110).

A table is told once and for all, as a report is: both roles see the same, small cells hidden. Coordinators
alone open the courses behind a number, as of today and by their own rights; that is a reading like any other.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.days import danish_today, day_of
from lat_corps.domain.bars import NARROW, WIDE
from lat_corps.domain.civil_numbers import holds_civil_number
from lat_corps.domain.counting import CLOSED, HEADINGS, SUBJECTS, TITLES
from lat_corps.domain.figures_desk import CLOSED_WAITS, WHOLE_YEAR_ALONE, Chosen, Desk, offers
from lat_corps.domain.quarters import ended_quarters, quarters_of
from lat_corps.domain.released import Of
from lat_corps.domain.roles import COORDINATOR, MANAGER
from lat_corps.domain.text import danish_date
from lat_corps.insight.counted_people import people_of
from lat_corps.insight.counted_periods import CountedYear, quarter_counted_on, quarters_to_count
from lat_corps.permissions.door.called import parsed
from lat_corps.permissions.people import reach_of
from lat_corps.read_log.noting import LISTED, note

READERS = (COORDINATOR, MANAGER)
YEARS = 5
VIEWS = "lat_figures_views"
"""The default value of a user that holds the saved views, as JSON."""

MOST_VIEWS, LONGEST_NAME = 20, 60
CHOICE = ("municipality", "year", "period", "what", "first", "second")


@frappe.whitelist()
def choices() -> dict[str, Any]:
	"""Return what the user may ask for, in the reader's language, and the views that the user has saved."""
	frappe.only_for(READERS)
	return {
		"places": [_place(name) for name in _places(*READERS)],
		"years": _years(),
		"subjects": [
			{
				"value": what,
				"label": _(HEADINGS[what]),
				"divisions": [{"value": division, "label": _(TITLES[division])} for division in divisions],
			}
			for what, divisions in SUBJECTS.items()
		],
		"views": _views(),
	}


@frappe.whitelist(methods=["POST"])
def show(
	municipality: str,
	year: int | str,
	period: str,
	what: str,
	first: str | None = None,
	second: str | None = None,
	narrow: int | str = 0,
) -> dict[str, Any]:
	"""Tell a table of people and return it as `html`: what it tells stays told, and so is kept (N6).

	Raises frappe.PermissionError for a municipality that is not the user's, frappe.ValidationError for a
	table or a period that there is not.
	"""
	frappe.only_for(READERS)
	if municipality not in _places(*READERS):
		frappe.throw(_("These figures are not yours to see."), frappe.PermissionError)
	chosen = _chosen(year, period, what, first, second)
	if not chosen.is_told:
		frappe.throw(_(WHOLE_YEAR_ALONE))
	if opens := _counted_on(cint(year), chosen):
		words = _("The quarter is counted on {0}: until then what belongs to it can still be recorded.")
		frappe.throw(words.format(danish_date(opens)))
	counted = CountedYear(municipality, cint(year), keep=True)
	if what == CLOSED and (opens := counted.change_waits_until):
		frappe.throw(_(CLOSED_WAITS).format(year=cint(year), day=danish_date(opens)))
	told = {quarters: counted.tell(quarters, [chosen.table]).counts for _name, quarters in chosen.columns}
	desk = Desk(chosen, told, counted.told_by(*told))
	title = " · ".join((chosen.title(_), municipality, f"{_(period)} {cint(year)}"))
	html = frappe.get_template("lat_corps/templates/insight/figures.html").render(
		{
			"title": title,
			"refused": _(desk.refused) if desk.refused else "",
			"desk": desk,
			"chart": "" if desk.refused else desk.chart(title, _, NARROW if cint(narrow) else WIDE),
			"opens_courses": municipality in _places(COORDINATOR),
			"translate": _,
		}
	)
	return {"html": html}


@frappe.whitelist()
def courses(
	municipality: str, year: int | str, quarters: str, what: str, of: str = "[]"
) -> list[dict[str, Any]]:
	"""Return the courses by which people count in a cell, as they are recorded today, and note the reading.

	`quarters` and `of` are those of the cell. Raises frappe.PermissionError for whoever does not coordinate
	the municipality.
	"""
	frappe.only_for(COORDINATOR)
	if municipality not in _places(COORDINATOR):
		frappe.throw(_("The courses behind a figure are the coordinator's to open."), frappe.PermissionError)
	cell, numbers = _cell(what, of, quarters)
	within = [quarter for quarter in ended_quarters(danish_today(), cint(year)) if quarter.number in numbers]
	names = [
		person.course
		for person in people_of(municipality, what)
		if any(quarter.covers(person.day) for quarter in within)
		and all(person.of[division] == value for division, value in cell)
	]
	rows = frappe.get_list(
		"LAT Case",
		filters={"name": ["in", names or [""]], "municipality": municipality},
		fields=["name", "stage", "course_type", "referred_on", "opened_on", "closed_on"],
		order_by="name asc",
		limit=0,
	)
	note(LISTED, "LAT Case", [row.name for row in rows])
	return [
		{
			"name": row.name,
			"stage": _(row.stage),
			"course_type": _(row.course_type),
			**{
				day: danish_date(day_of(row[day])) if row[day] else ""
				for day in ("referred_on", "opened_on", "closed_on")
			},
		}
		for row in rows
	]


@frappe.whitelist(methods=["POST"])
def save_view(name: str, choice: str) -> list[dict[str, Any]]:
	"""Keep a choice under a name for the user alone, in the place of one of that name; return all of them."""
	frappe.only_for(READERS)
	name, sent = name.strip(), _parsed(choice, dict)
	given = {part: sent.get(part) for part in CHOICE}
	if not name or len(name) > LONGEST_NAME or holds_civil_number(name):
		frappe.throw(
			_("Give the view a name of at most {0} letters, without numbers of persons.").format(LONGEST_NAME)
		)
	if not all(isinstance(value or "", str | int) for value in given.values()):
		frappe.throw(_("There is no such table."))
	if given["municipality"] not in _places(*READERS):
		frappe.throw(_("These figures are not yours to see."), frappe.PermissionError)
	_chosen(*(given[part] for part in ("year", "period", "what", "first", "second")))
	kept = [view for view in _views() if view["name"] != name]
	if len(kept) >= MOST_VIEWS:
		frappe.throw(_("You have saved {0} views: remove one first.").format(MOST_VIEWS))
	return _keep([*kept, {"name": name, "choice": {**given, "year": cint(given["year"])}}])


@frappe.whitelist(methods=["POST"])
def remove_view(name: str) -> list[dict[str, Any]]:
	"""Forget a saved view of the user; return those that are left."""
	frappe.only_for(READERS)
	return _keep([view for view in _views() if view["name"] != name])


def forget_views(doc: Any, method: str | None = None) -> None:
	"""Saved views go with their login."""
	frappe.defaults.set_default(VIEWS, None, doc.name)


def _views() -> list[dict[str, Any]]:
	return json.loads(frappe.defaults.get_defaults_for(frappe.session.user).get(VIEWS) or "[]")


def _keep(views: list[dict[str, Any]]) -> list[dict[str, Any]]:
	in_order = sorted(views, key=lambda view: view["name"].lower())
	frappe.defaults.set_default(VIEWS, json.dumps(in_order), frappe.session.user)
	return in_order


def _places(*roles: str) -> list[str]:
	reach = reach_of(frappe.session.user)
	return sorted({name for role in roles for name in reach.municipalities_as(role)})


def _place(name: str) -> dict[str, Any]:
	"""Return a municipality, and of which year it cannot be told yet who has closed."""
	year = danish_today().year - 1
	opens = CountedYear(name, year, keep=False).change_waits_until
	words = _(CLOSED_WAITS).format(year=year, day=danish_date(opens)) if opens else ""
	return {"value": name, "label": name, "waits": {"year": year, "words": words} if words else None}


def _years() -> list[dict[str, Any]]:
	"""Return the years of which something can be told, last year first, each with its periods."""
	this_year = danish_today().year
	years = (*range(this_year - 1, this_year - YEARS, -1), this_year)
	found = [{"value": year, "label": str(year), "periods": _offers(year)} for year in years]
	return [year for year in found if year["periods"]]


def _offers(year: int) -> list[dict[str, Any]]:
	return [
		{"value": each.period, "label": _(each.period), "subjects": each.subjects, "by_two": each.by_two}
		for each in offers(_ended(year))
	]


def _ended(year: int) -> int:
	"""Return of how many quarters the desk tells: who asks must not have one counted before its day."""
	return len(quarters_to_count(year))


def _counted_on(year: int, chosen: Chosen) -> date | None:
	"""Return the day on which what has ended is counted; None where that is past, or nothing has ended."""
	last = quarters_of(year)[chosen.last - 1]
	day = quarter_counted_on(last)
	return day if last.last < danish_today() < day else None


def _cell(what: str, of: str, quarters: str) -> tuple[Of, set[int]]:
	cell = tuple(
		(str(each[0]), str(each[-1])) for each in _parsed(of, list) if isinstance(each, list) and each
	)
	divisions = SUBJECTS.get(what, {})
	if what not in SUBJECTS or any(value not in divisions.get(division, ()) for division, value in cell):
		frappe.throw(_("There is no such table."))
	return cell, {cint(number) for number in _parsed(quarters, list)}


def _parsed(text: str, kind: type) -> Any:
	found = parsed(text)
	if not isinstance(found, kind):
		frappe.throw(_("There is no such table."))
	return found


def _chosen(year: object, period: str, what: str, *divisions: str | None) -> Chosen:
	try:
		return Chosen.of(what, [division for division in divisions if division], period, _ended(cint(year)))
	except ValueError:
		frappe.throw(_("There is no such table."))

"""Pooled change for coordinators, management and the centre (R81, R87, R89, R110, N6, N9).

A coordinator may open every course of the own municipality and sees its figures in full; management sees
those of the own municipality, and the national centre those of the whole country, small-cell-safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.days import own_today
from lat_corps.domain.change import CAVEATS
from lat_corps.domain.change_words import (
	CONVENTIONS,
	OF_A_MUNICIPALITY,
	OF_THE_COUNTRY,
	PROTECTION,
	ChangeGroup,
	period_name,
)
from lat_corps.domain.pooling import PeriodChange, change_in_full
from lat_corps.domain.roles import COORDINATOR, MANAGER, NATIONAL_CENTRE
from lat_corps.domain.text import danish_date
from lat_corps.downloads import send_file
from lat_corps.insight.change_subjects import Subject, people_by_subject, subject_of
from lat_corps.insight.counted_change import COUNTRY, CountedChange
from lat_corps.permissions.people import reach_of
from lat_corps.spreadsheets.writing.change_report import change_workbook

READERS = (COORDINATOR, MANAGER, NATIONAL_CENTRE)

ALL_OF_THEM = "*"
"""Stands for the country where a page names a municipality."""


@dataclass(frozen=True)
class View:
	"""What the user may see: a municipality or, with COUNTRY, all of them, in full or protected."""

	municipality: str | None
	in_full: bool

	@property
	def value(self) -> str:
		return self.municipality or ALL_OF_THEM

	@property
	def name(self) -> str:
		return self.municipality or _("The whole country")


@frappe.whitelist()
def places() -> list[dict]:
	"""Return the views that the user may choose: `value` is a municipality, "*" for the whole country."""
	frappe.only_for(READERS)
	return [{"value": view.value, "label": view.name, "in_full": view.in_full} for view in _views()]


@frappe.whitelist()
def show(municipality: str | None = None, under_way: int | str = 0) -> dict:
	"""Return the figures of a view as `html`; `in_full` says whether courses under way can be asked for.

	Raises frappe.PermissionError for a view that is not the user's.
	"""
	frappe.only_for(READERS)
	view = _view(municipality)
	context = _context(view, bool(cint(under_way)))
	html = frappe.get_template("lat_corps/templates/insight/change.html").render({"report": context})
	return {"html": html, "in_full": view.in_full}


@frappe.whitelist()
def download(municipality: str | None = None, under_way: int | str = 0) -> None:
	"""Send the figures of a view as a workbook, with n, missing and caveats."""
	frappe.only_for(READERS)
	view = _view(municipality)
	context = _context(view, bool(cint(under_way)))
	content = change_workbook(context["groups"], [*context["caveats"], *context["notes"]], _)
	send_file(content, f"{_('Change from before to after')} {view.name} {own_today()}.xlsx")


def _views() -> Iterator[View]:
	reach = reach_of(frappe.session.user)
	own = reach.municipalities_as(COORDINATOR)
	yield from (View(name, in_full=True) for name in sorted(own))
	yield from (View(name, in_full=False) for name in sorted(reach.municipalities_as(MANAGER) - own))
	if NATIONAL_CENTRE in reach.roles:
		yield View(COUNTRY, in_full=False)


def _view(municipality: str | None) -> View:
	for view in _views():
		if municipality in (None, view.value):
			return view
	frappe.throw(_("These figures are not yours to see."), frappe.PermissionError)


def _context(view: View, under_way: bool) -> dict:
	notes = [_(text) for text in CONVENTIONS]
	if view.in_full:
		groups = _in_full(view, under_way)
	else:
		counted = CountedChange.of(view.municipality)
		groups = groups_of(counted)
		of_place = OF_A_MUNICIPALITY if view.municipality else OF_THE_COUNTRY
		notes += [_(text).format(threshold=counted.threshold) for text in (*PROTECTION, *of_place)]
	return {
		"place": view.name,
		"day": danish_date(own_today()),
		"in_full": view.in_full,
		"scope": _scope(view, under_way),
		"groups": groups,
		"caveats": [caveat.render(_) for caveat in CAVEATS],
		"notes": notes,
	}


def _scope(view: View, under_way: bool) -> str:
	if not view.in_full:
		return _("Courses that closed in years that have been counted.")
	return _("Closed courses and courses under way.") if under_way else _("Closed courses.")


def groups_of(counted: CountedChange, year: int | None = None) -> list[ChangeGroup]:
	"""Return a group for each instrument version of which something was counted, and for the ratings, last.

	With a year they are of the periods alone that end with it, and of which something is told.
	"""
	return [
		_group(
			subject_of(name),
			[each for each in periods if year is None or (each.is_told and each.last == year)],
		)
		for name, periods in counted.by_subject.items()
	]


def _in_full(view: View, under_way: bool) -> list[ChangeGroup]:
	of_place = {"municipality": view.municipality}
	people = people_by_subject(partial(frappe.get_list, limit=0), of_place, in_full=True, under_way=under_way)
	found = [(subject_of(name), courses) for name, courses in people.items()]
	return [
		_group(subject, [change_in_full(courses, subject.codes, subject.reliability)])
		for subject, courses in found
	]


def _group(subject: Subject, periods: Iterable[PeriodChange]) -> ChangeGroup:
	named = tuple((period_name(period, _), period.scales) for period in periods)
	return ChangeGroup(subject.title, subject.reference, subject.about, subject.scales, named)

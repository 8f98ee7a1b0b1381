"""Pooled change for coordinators, management and the centre (R81, R87, R89, R110, N6, N9).

A coordinator may open every course of the own municipality and sees its figures in full; management sees
those of the own municipality, and the national centre those of the whole country, small-cell-safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.corps.facts import small_cell_threshold
from lat_corps.days import danish_today, own_today
from lat_corps.domain.change import CAVEATS
from lat_corps.domain.change_words import (
	CONVENTIONS,
	OF_THE_COUNTRY,
	PROTECTION,
	SINGLE,
	ChangeGroup,
	Scale,
	period_name,
)
from lat_corps.domain.instruments import Instrument, score_range
from lat_corps.domain.pooling import (
	TOTAL,
	CourseScores,
	PeriodChange,
	Reliability,
	change_in_full,
	hide_missing_together,
	protected_change,
)
from lat_corps.domain.roles import COORDINATOR, MANAGER, NATIONAL_CENTRE
from lat_corps.domain.text import danish_date, danish_number
from lat_corps.downloads import send_file
from lat_corps.insight.national_releases import rule
from lat_corps.measurement.conversion import instrument_of
from lat_corps.measurement.counted import (
	Closing,
	Read,
	closings_of,
	measured_of,
	people_of,
	rated_of,
	ratings_of,
)
from lat_corps.permissions.people import reach_of
from lat_corps.privacy.kept_figures import GRIP_ON_LIFE, Figures
from lat_corps.spreadsheets.writing.change_report import change_workbook

READERS = (COORDINATOR, MANAGER, NATIONAL_CENTRE)

COUNTRY = "*"
"""Stands for a municipality where all of them are meant."""


@dataclass(frozen=True)
class View:
	"""What the user may see: a municipality or the whole country, in full or protected."""

	municipality: str
	in_full: bool

	@property
	def filters(self) -> dict:
		return {} if self.municipality == COUNTRY else {"municipality": self.municipality}

	@property
	def name(self) -> str:
		return _("The whole country") if self.municipality == COUNTRY else self.municipality


@frappe.whitelist()
def places() -> list[dict]:
	"""Return the views that the user may choose: `value` is a municipality, "*" for the whole country."""
	frappe.only_for(READERS)
	return [{"value": view.municipality, "label": view.name, "in_full": view.in_full} for view in _views()]


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
		if municipality is None or view.municipality == municipality:
			return view
	frappe.throw(_("These figures are not yours to see."), frappe.PermissionError)


def _context(view: View, under_way: bool) -> dict:
	threshold = small_cell_threshold()
	notes = [_(text) for text in CONVENTIONS]
	if not view.in_full:
		notes += [_(text).format(threshold=threshold) for text in PROTECTION]
	if view.municipality == COUNTRY:
		notes.append(_(OF_THE_COUNTRY))
	return {
		"place": view.name,
		"day": danish_date(own_today()),
		"in_full": view.in_full,
		"scope": _scope(view, under_way),
		"groups": _groups(view, under_way, threshold),
		"caveats": [caveat.render(_) for caveat in CAVEATS],
		"notes": notes,
	}


def _scope(view: View, under_way: bool) -> str:
	if not view.in_full:
		return _("Courses that closed in years that have ended.")
	return _("Closed courses and courses under way.") if under_way else _("Closed courses.")


@dataclass(frozen=True)
class Told:
	"""What management is told of who closed from the year `first` to `last`; `missing` None is hidden."""

	subject: str
	first: int
	last: int
	complete: int
	missing: int | None


def told_of_closings(municipality: str, threshold: int) -> list[Told]:
	"""Return how many closings the figures on change tell of, for each subject and row of years."""
	view = View(municipality, in_full=False)
	subjects = _subjects(view, under_way=False)
	return [
		Told(subject.title, period.first, period.last, figures["n_pairs"], figures.get("n_missing"))
		for subject, report in zip(subjects, _reports(view, subjects, threshold), strict=True)
		for period in report
		for figures in [period.scales[0].figures if period.scales else {}]
		if "n_pairs" in figures
	]


@dataclass(frozen=True)
class _Subject:
	"""What is compared: an instrument version or the ratings, with the courses that count for it."""

	title: str
	reference: str
	about: str
	scales: list[Scale]
	people: list[CourseScores]
	reliability: Reliability | None = None


def of_year(municipality: str, year: int, threshold: int) -> tuple[list[ChangeGroup], list[ChangeGroup]]:
	"""Return what management sees of who closed in the years that end with one: questionnaires, ratings.

	A group of which nothing is told with that year is in neither.
	"""
	view = View(municipality, in_full=False)
	subjects = _subjects(view, under_way=False)
	reports = [
		[period for period in report if period.last == year] for report in _reports(view, subjects, threshold)
	]
	*questionnaires, ratings = _named(subjects, reports)
	return [group for group in questionnaires if group.periods], [ratings] if ratings.periods else []


def _groups(view: View, under_way: bool, threshold: int) -> list[ChangeGroup]:
	"""Return a group for each instrument version that was used, and one for the ratings."""
	subjects = _subjects(view, under_way)
	return _named(subjects, _reports(view, subjects, threshold))


def _named(subjects: Sequence[_Subject], reports: Sequence[Sequence[PeriodChange]]) -> list[ChangeGroup]:
	return [
		ChangeGroup(
			subject.title,
			subject.reference,
			subject.about,
			tuple(subject.scales),
			tuple((period_name(period, _), period.scales) for period in report),
		)
		for subject, report in zip(subjects, reports, strict=True)
	]


def _subjects(view: View, under_way: bool) -> list[_Subject]:
	read = _reader(view)
	closings = closings_of(read, view.filters, under_way and view.in_full)
	figures = Figures(view.filters, view.in_full)
	return [*_instruments(view, read, closings, figures), _grip_on_life(view, closings, figures)]


def _reports(view: View, subjects: Iterable[_Subject], threshold: int) -> list[list[PeriodChange]]:
	reports = [_changes(view, subject, threshold) for subject in subjects]
	return reports if view.in_full else hide_missing_together(reports)


def _instruments(view: View, read: Read, closings: Sequence[Closing], figures: Figures) -> Iterator[_Subject]:
	found = measured_of(read, view.filters)
	for name in sorted({name for used in found.values() for name in used} | figures.instruments):
		instrument = instrument_of(name)
		people, scales = figures.with_kept(people_of(closings, found, name), name), _scales_of(instrument)
		if instrument.sd is None or instrument.reliability is None:
			about = _("The instrument documents no SD and reliability: reliable change is not told.")
			yield _Subject(instrument.shown_title, instrument.reference, about, scales, people)
			continue
		about = _("SD {0}, reliability {1}: {2}").format(
			danish_number(instrument.sd), danish_number(instrument.reliability), instrument.reliability_source
		)
		reliability = Reliability(instrument.sd, instrument.reliability)
		yield _Subject(instrument.shown_title, instrument.reference, about, scales, people, reliability)


def _grip_on_life(view: View, closings: Sequence[Closing], figures: Figures) -> _Subject:
	people = figures.with_kept(rated_of(closings, ratings_of(view.filters)), GRIP_ON_LIFE)
	title = _("Grip on life (1-10): first and latest rating")
	return _Subject(title, "", _(SINGLE), [Scale(TOTAL, _("Rating"), 1, 10)], people)


def _changes(view: View, subject: _Subject, threshold: int) -> list[PeriodChange]:
	scales = [scale.code for scale in subject.scales]
	if view.in_full:
		return [change_in_full(subject.people, scales, subject.reliability)]
	this_year = danish_today().year
	of_the_country = rule() if view.municipality == COUNTRY else None
	return protected_change(subject.people, scales, this_year, subject.reliability, threshold, of_the_country)


def _scales_of(instrument: Instrument) -> list[Scale]:
	totals = [Scale(TOTAL, _("In total"), *score_range(instrument))] if instrument.has_total else []
	return [
		*totals,
		*(
			Scale(subscale.code, _(subscale.label), *score_range(instrument, subscale))
			for subscale in instrument.subscales
		),
	]


def _reader(view: View) -> Read:
	"""Return what reads records as the user, or all of them where nothing but protected figures comes out."""

	def read(doctype: str, **query: object) -> list[frappe._dict]:
		return (
			frappe.get_list(doctype, limit=0, **query) if view.in_full else frappe.get_all(doctype, **query)
		)

	return read

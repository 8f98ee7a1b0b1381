"""The plan of an import on this site: which courses the user reaches, and what is recorded already (N10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.closings import earlier_closed_on
from lat_corps.casework.derived import intervals
from lat_corps.days import latest_today
from lat_corps.domain.answer_dates import CourseSpan
from lat_corps.domain.cadence import FOLLOW_UP
from lat_corps.measurement.conversion import instrument_of
from lat_corps.measurement.import_recipe import Recipe
from lat_corps.spreadsheets.cells.errors import CellError, SpreadsheetError
from lat_corps.spreadsheets.cells.values import parse_number
from lat_corps.spreadsheets.meaning.civil_columns import refuse_civil_headings
from lat_corps.spreadsheets.planning.answers import Existing, ImportPlan, plan_import
from lat_corps.spreadsheets.reading.uploads import Table, read_answers

Key = tuple[str, str, dt.date | int | None]
"""Course, point, and of a follow-up its date: there may be several, and a later one corrects none before.

Of an after measurement it is the number of the earlier closing it stands from, None for the present one.
"""


@dataclass(frozen=True, slots=True)
class Recorded:
	name: str
	content: Existing


class ColumnsUnclear(frappe.ValidationError):
	"""What the columns or codes of a file mean is still to be chosen."""


def key_of(case: str, point: str, date: dt.date | None, earlier_closing: int = 0) -> Key:
	return case, point, date if point == FOLLOW_UP else earlier_closing or None


def read(content: bytes, filename: str, recipe: Recipe) -> Table:
	"""Return the file's table; frappe.ValidationError says how to mend the file."""
	try:
		table = read_answers(content, filename, recipe.settings)
		refuse_civil_headings(table)
		return table
	except SpreadsheetError as error:
		frappe.throw(error.message.render(_), title=_("The file cannot be read"))


def plan(table: Table, recipe: Recipe) -> ImportPlan:
	"""Say for every row what an import would do, by what the user reaches and what is recorded now.

	A course of another municipality is as unknown as one that there is not. Raises ColumnsUnclear when the
	columns do not fit.
	"""
	ids, courses = cases_in_reach(recipe.municipality)
	found = recorded(recipe.instrument, recipe.municipality)
	known = {key if key[2] else key[:2]: row.content for key, row in found.items()}
	try:
		return plan_import(
			table,
			recipe.mapping,
			instrument_of(recipe.instrument),
			ids,
			known,
			settings=recipe.settings,
			codes=recipe.codes,
			today=latest_today(),
			translate=_,
			choices=recipe.choices,
			courses=courses,
			follow_up_interval=intervals().follow_up,
			closed=earlier_closed_on(set(ids.values())),
		)
	except SpreadsheetError as error:
		frappe.throw(error.message.render(_), ColumnsUnclear, title=_("The columns cannot be read"))


def cases_in_reach(municipality: str) -> tuple[dict[str, str], dict[str, CourseSpan]]:
	"""Return what a sender may write -> the course, and course -> its days, where the user may measure."""
	frappe.has_permission("LAT Measurement", "create", throw=True)
	cases = frappe.get_list(
		"LAT Case",
		filters={"municipality": municipality},
		fields=["name", "external_id", "referred_on", "closed_on"],
		order_by="name asc",
		limit=0,
	)
	ids = {case.external_id: case.name for case in cases if case.external_id}
	ids.update({case.name: case.name for case in cases})
	spans = {case.name: CourseSpan(_day(case.referred_on), _day(case.closed_on)) for case in cases}
	return ids, spans


def _day(value: object) -> dt.date | None:
	return getdate(value) if value else None


def recorded(
	instrument: str, municipality: str | None = None, cases: Collection[str] | None = None
) -> dict[Key, Recorded]:
	"""Return what is recorded with an instrument, of a municipality or of some courses, in two queries.

	Of courses as it is committed now: whoever writes holds them first.
	"""
	measurement, answer = frappe.qb.DocType("LAT Measurement"), frappe.qb.DocType("LAT Answer")

	def limited(query):
		query = query.where(measurement.instrument == instrument)
		if cases is not None:
			return query.where(measurement.lat_case.isin(sorted(cases) or [""]))
		return query.where(measurement.municipality == municipality)

	measurements = frappe.qb.from_(measurement).select(
		measurement.name,
		measurement.lat_case,
		measurement.measured_at,
		measurement.measured_on,
		measurement.earlier_closing,
	)
	if cases is not None:
		measurements = measurements.for_update()
	answers: dict[str, dict[str, float | None]] = {}
	number = _remembered(_number)
	for name, code, text in limited(
		frappe.qb.from_(answer)
		.join(measurement)
		.on((answer.parent == measurement.name) & (answer.parenttype == "LAT Measurement"))
		.select(answer.parent, answer.item_code, answer.answer)
	).run():
		answers.setdefault(name, {})[code] = number(text)
	return {
		key_of(case, point, _day(date), earlier): Recorded(name, Existing(_day(date), answers.get(name, {})))
		for name, case, point, date, earlier in limited(measurements).orderby(measurement.name).run()
	}


def _number(text: str | None) -> float | None:
	"""Return a stored answer as a number; what no form would have taken counts as none."""
	if not (text or "").strip():
		return None
	try:
		return parse_number(text)
	except CellError:
		return None


def _remembered(function: Callable) -> Callable:
	known: dict = {}

	def of(value: object) -> object:
		if value not in known:
			known[value] = function(value)
		return known[value]

	return of

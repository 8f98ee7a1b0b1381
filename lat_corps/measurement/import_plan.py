"""How a file becomes measurements: the recipe that an import and a profile share, and the plan by it (N10).

A plan knows the courses that the user reaches on this site, and what is recorded of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.casework.closings import earlier_closed_on
from lat_corps.casework.derived import intervals
from lat_corps.casework.self_report import of_courses
from lat_corps.days import day_of, latest_today
from lat_corps.domain.answer_dates import CourseSpan
from lat_corps.domain.cadence import FOLLOW_UP
from lat_corps.domain.instruments import plain_number
from lat_corps.holding import hold
from lat_corps.measurement.conversion import instrument_of
from lat_corps.spreadsheets.cells.table import AnswerCode, CellError, FileSettings, SpreadsheetError
from lat_corps.spreadsheets.cells.values import parse_number
from lat_corps.spreadsheets.meaning.civil_columns import refuse_civil_headings
from lat_corps.spreadsheets.meaning.mapping import ColumnRole
from lat_corps.spreadsheets.meaning.profiles import apply_mapping, fingerprint, similarity
from lat_corps.spreadsheets.planning.answers import AS_SENT, Choices, Existing, ImportPlan, plan_import
from lat_corps.spreadsheets.reading.uploads import Table, read_answers

if TYPE_CHECKING:
	from frappe.model.document import Document

	from lat_corps.spreadsheets.cells.table import Table

PROFILE = "LAT Import Profile"
ALIKE = 0.75
"""So many of the headings must be the same for a profile to be offered."""

SETTINGS = (
	"encoding",
	"delimiter",
	"decimal",
	"sheet",
	"second_sheet",
	"header_rows",
	"first_row",
	"date_order",
	"layout",
)
TABLES = ("mapping", "codes")
CHOICES = ("blanks_empty", "ignore_zeros", "one_date", "go_without")
"""What a person says of one file: no profile keeps it, and another file asks anew."""

TAB = "Tab"
TOLD = ("Case", "Point")
"""Columns whose codes stand for a course or a point; where nothing is said of one, it is unknown."""


@dataclass(frozen=True)
class Recipe:
	"""What is left open in `settings` is recognised; without `mapping` columns are proposed."""

	municipality: str
	instrument: str
	settings: FileSettings
	mapping: tuple[ColumnRole, ...] = ()
	codes: tuple[AnswerCode, ...] = ()
	choices: Choices = AS_SENT


def recipe_of(doc: Document) -> Recipe:
	"""Return what an import or a profile says; frappe.ValidationError for a meaning that is no number."""
	told = told_columns(doc)
	meant: dict[str, dict[str, str]] = {}
	codes = []
	for row in doc.codes:
		if row.header in told:
			if (row.meaning or "").strip():
				meant.setdefault(row.header, {})[row.written] = row.meaning
		else:
			codes.append(AnswerCode(row.written, _meaning(row), row.header or ""))
	mapping = tuple(
		ColumnRole(
			row.header,
			row.column_role,
			row.item_code or "",
			bool(row.certain),
			codes=meant.get(row.header, {}),
			point=row.point or "",
			position=row.position,
		)
		for row in doc.mapping
	)
	return Recipe(
		doc.municipality, doc.instrument, _settings_of(doc), mapping, tuple(codes), _choices_of(doc)
	)


def told_columns(doc: Document) -> set[str]:
	"""Return the headings of the columns whose codes stand for courses or points."""
	return {row.header for row in doc.mapping if row.column_role in TOLD}


def refuse_unreadable(doc: Document) -> None:
	"""Refuse a meaning that is neither a number nor empty, before a file is read with it."""
	recipe_of(doc)


def settings_as_fields(doc: Document, settings: FileSettings) -> dict[str, object]:
	"""Return settings as field values; what a field has no choice for stays open, to be recognised again."""
	values = {}
	for name in SETTINGS:
		value = getattr(settings, name)
		df = doc.meta.get_field(name)
		value = TAB if value == "\t" else value
		if df.fieldtype == "Select" and value not in (df.options or "").split("\n"):
			value = None
		values[name] = value
	return values


def mapping_as_rows(mapping: Sequence[ColumnRole]) -> list[dict]:
	return [
		{
			"header": column.header,
			"column_role": column.role,
			"item_code": column.item_code,
			"point": column.point,
			"certain": column.certain,
			"position": position if column.position is None else column.position,
		}
		for position, column in enumerate(mapping)
	]


def codes_as_rows(mapping: Sequence[ColumnRole], codes: Sequence[AnswerCode]) -> list[dict]:
	"""Return what a sender's ids, points and answers mean, as rows of one table."""
	told = [
		{"header": column.header, "written": written, "meaning": meaning}
		for column in mapping
		if column.role in TOLD
		for written, meaning in column.codes.items()
	]
	return told + [
		{
			"header": code.header,
			"written": code.written,
			"meaning": "" if code.value is None else plain_number(code.value),
		}
		for code in codes
	]


def _settings_of(doc: Document) -> FileSettings:
	said = {name: doc.get(name) or None for name in SETTINGS}
	said["delimiter"] = "\t" if said["delimiter"] == TAB else said["delimiter"]
	return FileSettings(**said)


def _choices_of(doc: Document) -> Choices:
	one_date = doc.get("one_date")
	return Choices(
		blanks_empty=bool(doc.get("blanks_empty")),
		ignore_zeros=bool(doc.get("ignore_zeros")),
		one_date=day_of(one_date),
	)


def _meaning(row: Document) -> float | None:
	if not (row.meaning or "").strip():
		return None
	try:
		return parse_number(row.meaning)
	except CellError as error:
		frappe.throw(_("Codes, row {0}: {1}").format(row.idx, error.message.render(_)))


def looks_like(table: Table, survey_import: Document) -> str | None:
	"""Return the profile, among those that the user reaches, whose headings the file has, or nearly has."""
	ours = fingerprint(table.headers)
	best, found = ALIKE, None
	for row in frappe.get_list(
		PROFILE,
		filters={"municipality": survey_import.municipality, "instrument": survey_import.instrument},
		fields=["name", "fingerprint"],
		order_by="modified desc",
		limit=0,
	):
		if row.fingerprint == ours:
			return row.name
		headers = [column.header for column in frappe.get_doc(PROFILE, row.name).mapping]
		if (alike := similarity(table.headers, headers)) >= best:
			best, found = alike, row.name
	return found


def fitted(table: Table, recipe: Recipe) -> tuple[list[dict], list[dict], list[str]]:
	"""Return the columns and codes of a profile as they fit the table, and what differs from its file."""
	applied = apply_mapping(table, recipe.mapping)
	return (
		mapping_as_rows(applied.mapping),
		codes_as_rows(applied.mapping, recipe.codes),
		[change.render(_) for change in applied.changes],
	)


def save_as_profile(survey_import: Document, title: str) -> str:
	"""Save how the file was read as the profile of a sender, in the place of the user's own of that name."""
	recipe = recipe_of(survey_import)
	if not recipe.mapping:
		frappe.throw(_("Check the file first."))
	same = {
		"title": title,
		"municipality": survey_import.municipality,
		"instrument": survey_import.instrument,
	}
	hold("LAT Municipality", survey_import.municipality)
	names = frappe.get_list(PROFILE, filters=same, pluck="name", order_by="creation asc", limit=1)
	profile = frappe.get_doc(PROFILE, names[0]) if names else frappe.new_doc(PROFILE, **same)
	profile.update(settings_as_fields(profile, recipe.settings))
	profile.set("mapping", mapping_as_rows(recipe.mapping))
	# What the ids of people mean stands on their courses, where erasure finds it.
	mapping = [replace(column, codes={}) if column.role == "Case" else column for column in recipe.mapping]
	profile.set("codes", codes_as_rows(mapping, recipe.codes))
	return profile.save().name


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
			refused={
				case: said.refusal() for case, said in of_courses(set(ids.values())).items() if said.stopped
			},
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
	spans = {case.name: CourseSpan(day_of(case.referred_on), day_of(case.closed_on)) for case in cases}
	return ids, spans


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
		key_of(case, point, day_of(date), earlier): Recorded(
			name, Existing(day_of(date), answers.get(name, {}))
		)
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

"""How a file becomes measurements: what an import and a profile have in common, and give each other (N10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.domain.instruments import plain_number
from lat_corps.holding import hold
from lat_corps.spreadsheets.cells.errors import CellError
from lat_corps.spreadsheets.cells.settings import AnswerCode, FileSettings
from lat_corps.spreadsheets.cells.values import parse_number
from lat_corps.spreadsheets.meaning.mapping import ColumnRole
from lat_corps.spreadsheets.meaning.profiles import apply_mapping, fingerprint, similarity
from lat_corps.spreadsheets.planning.answers import AS_SENT, Choices

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
		one_date=getdate(one_date) if one_date else None,
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

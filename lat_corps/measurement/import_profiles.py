"""A sender's profile: offered when a file looks like theirs, saved from an import, used when chosen (N10)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.holding import hold
from lat_corps.measurement.import_recipe import (
	Recipe,
	codes_as_rows,
	mapping_as_rows,
	recipe_of,
	settings_as_fields,
)
from lat_corps.spreadsheets.meaning.profiles import apply_mapping, fingerprint, similarity

if TYPE_CHECKING:
	from frappe.model.document import Document

	from lat_corps.spreadsheets.cells.table import Table

PROFILE = "LAT Import Profile"
ALIKE = 0.75
"""So many of the headings must be the same for a profile to be offered."""


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

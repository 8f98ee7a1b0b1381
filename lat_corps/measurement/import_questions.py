"""What an import tells and asks a person: columns that are gone, unknown values, corrections (N10)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.domain.civil_numbers import holds_civil_number, without_civil_numbers
from lat_corps.measurement.conversion import answer_text
from lat_corps.measurement.import_plan import ColumnsUnclear, recipe_of, told_columns
from lat_corps.spreadsheets.cells.headings import plain
from lat_corps.spreadsheets.meaning.profiles import apply_mapping, lacking
from lat_corps.spreadsheets.planning.answers import ImportPlan, RowOutcome

if TYPE_CHECKING:
	from frappe.model.document import Document

	from lat_corps.domain.text import Message
	from lat_corps.spreadsheets.cells.table import Table
	from lat_corps.spreadsheets.meaning.mapping import ColumnRole

MOST_OPEN = 200
"""So many values are listed to be explained; for more, the sender's ids belong on the courses."""


def origin_of(survey_import: Document) -> Document | None:
	"""Return what says how the file is read: the sender's profile, or the import whose rows it mends.

	Raises frappe.PermissionError for an import that the user may not read.
	"""
	if survey_import.profile:
		return frappe.get_doc("LAT Import Profile", survey_import.profile)
	if survey_import.continues:
		origin = frappe.get_doc("LAT Survey Import", survey_import.continues)
		origin.check_permission("read")
		return origin
	return None


def ask_about_lost_columns(survey_import: Document) -> None:
	"""Raise ColumnsUnclear when a column of the sender is gone and nobody has said to go on without it."""
	origin = origin_of(survey_import)
	if origin is None or survey_import.go_without:
		return
	mapping = recipe_of(survey_import).mapping
	headers = {plain(column.header) for column in mapping}
	lost = [
		column
		for column in lacking(recipe_of(origin).mapping, mapping)
		if plain(column.header) not in headers
	]
	if survey_import.one_date:
		lost = [column for column in lost if column.role != "Date"]
	if lost:
		frappe.throw(
			_(
				"The sender's last file had {0}, this one has not. Choose the columns that hold the same, "
				"or tick to go on without them: what is recorded of it then stays."
			).format(names_of(lost)),
			ColumnsUnclear,
			title=_("Columns are gone"),
		)


def ask_about_renamed_columns(survey_import: Document, table: Table) -> None:
	"""Raise ColumnsUnclear when columns of another name have just been taken for those that are gone."""
	origin = origin_of(survey_import)
	if origin is None or not (renamed := apply_mapping(table, recipe_of(origin).mapping).renamed):
		return
	frappe.throw(
		_(
			"{0} stand where the sender's last file had other names. If they hold the same, check the file "
			"again; otherwise choose the columns anew."
		).format(names_of(renamed)),
		ColumnsUnclear,
		title=_("Columns have other names"),
	)


def names_of(columns: Sequence[ColumnRole]) -> str:
	return ", ".join(f"“{column.header}”" for column in columns)


def list_open_codes(survey_import: Document, found: ImportPlan) -> None:
	"""List the ids and occasions that nobody knows, each to be explained, in the place of earlier ones."""
	told = told_columns(survey_import)
	kept = [row for row in survey_import.codes if row.header not in told or (row.meaning or "").strip()]
	survey_import.set("codes", kept)
	for number, row in enumerate(kept, 1):
		row.idx = number
	for code in found.open_codes[:MOST_OPEN]:
		if not holds_civil_number(code.written):
			survey_import.append("codes", {"header": code.header, "written": code.written})


def drop_codes_of_other_columns(survey_import: Document, before: Document) -> None:
	"""Drop codes of a column that no longer tells courses or points: beside an answer they mean none."""
	gone = told_columns(before) - told_columns(survey_import)
	survey_import.set("codes", [row for row in survey_import.codes if row.header not in gone])


def refuse_unconfirmed(survey_import: Document) -> None:
	"""Refuse to change what is recorded before a person has looked at old and new."""
	if survey_import.count_corrected and not survey_import.corrections_confirmed:
		frappe.throw(
			_(
				"{0} rows change what is recorded. Look at old and new under the rows to look at, and "
				"confirm that the corrections are right."
			).format(survey_import.count_corrected),
			title=_("Corrections to confirm"),
		)


def refuse_other_corrections(survey_import: Document, found: ImportPlan) -> None:
	"""Refuse corrections that nobody has seen, because something was recorded after the check."""
	if found.counts["Corrected"] > (survey_import.count_corrected or 0):
		frappe.throw(_("More rows than before change what is recorded. Check the file again."))


FIRST_ROWS = 10
ERRORS_SHOWN = 100
CORRECTIONS_SHOWN = 100
"""A form shows so many rows; all rows with errors are in the workbook."""


def counts_as_fields(plan: ImportPlan) -> dict[str, int]:
	return {f"count_{outcome.lower()}": count for outcome, count in plan.counts.items()}


def log_of(plan: ImportPlan) -> list[dict]:
	"""Return the first errors, the first corrections with old and new, and the first of the other rows."""
	errors = itertools.islice(plan.errors(), ERRORS_SHOWN)
	corrected = [row for row in plan.rows if row.outcome == "Corrected"][:CORRECTIONS_SHOWN]
	others = [row for row in plan.rows if row.outcome not in ("Error", "Corrected")]
	# What a row has to say comes before rows that say nothing.
	others = sorted(others, key=lambda row: not row.messages)[:FIRST_ROWS]
	return [
		*(_as_log(row, messages) for row, messages in errors),
		*(_as_log(row, row.messages) for row in (*corrected, *others)),
	]


def described(table: Table, plan: ImportPlan, changes: Sequence[str] = ()) -> str:
	first = [plan.unscored.render(_)] if plan.unscored else []
	found = [_("{0} rows, {1} columns").format(len(table.rows), len(table.headers))]
	if table.sheet:
		found.append(_("sheet {0}").format(without_civil_numbers(table.sheet)))
	if table.encoding:
		found.append(_("encoding {0}").format(table.encoding))
	if table.delimiter:
		separator = _("tab") if table.delimiter == "\t" else table.delimiter
		found.append(_("separated by {0}").format(separator))
	warnings = (warning.render(_) for warning in (*table.warnings, *plan.warnings))
	return "\n\n".join(dict.fromkeys((*first, ", ".join(found), *changes, *warnings)))


def _as_log(row: RowOutcome, messages: Sequence[Message]) -> dict:
	return {
		"line_number": row.number,
		"outcome": row.outcome,
		"lat_case": row.case,
		"measured_at": row.point,
		"measured_on": row.date,
		"answers": ", ".join(
			f"{code}: {answer_text(value)}" for code, value in row.answers.items() if value is not None
		),
		"score": "" if row.score is None or row.score.value is None else answer_text(row.score.value),
		"message": "\n".join(message.render(_) for message in messages),
	}

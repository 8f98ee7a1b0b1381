"""An import from the command line: a profile says how the file is read, a person whose rights count (N10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.measurement import import_job, importing
from lat_corps.measurement.import_files import rejected_of
from lat_corps.measurement.import_plan import fitted, plan, read, recipe_of, settings_as_fields
from lat_corps.measurement.import_questions import described
from lat_corps.spreadsheets.meaning.profiles import apply_mapping, lacking
from lat_corps.spreadsheets.planning.answers import ImportPlan
from lat_corps.spreadsheets.writing.rejected import rejected_workbook

if TYPE_CHECKING:
	from lat_corps.measurement.import_plan import Recipe
	from lat_corps.spreadsheets.reading.uploads import Table

Say = Callable[[str], None]

DONE, REFUSED, WITH_ERRORS, STOPPED = 0, 1, 2, 130
"""How a command ends: all written or nothing to mend; refused; some rows with errors; stopped by Ctrl-C."""


@dataclass(frozen=True)
class Order:
	"""What is asked for; with `rejected`, the rows with errors are written to that file.

	`corrections` may be written without a person having seen them; the last three are `Choices`.
	"""

	file: Path
	profile: str
	dry_run: bool = False
	all_or_nothing: bool = False
	rejected: Path | None = None
	corrections: bool = False
	blanks_empty: bool = False
	ignore_zeros: bool = False
	one_date: date | None = None

	@property
	def choices(self) -> dict[str, object]:
		return {name: getattr(self, name) for name in ("blanks_empty", "ignore_zeros", "one_date")}


def carry_out(order: Order, say: Say) -> int:
	"""Try or import a file as the present user, and return how it ended.

	Raises frappe.ValidationError or frappe.PermissionError when the file or the person is refused: nothing is
	written then. A dry run writes nothing at all.
	"""
	profile = frappe.get_doc("LAT Import Profile", order.profile)
	if not profile.has_permission("read"):
		frappe.throw(
			_("{0} belongs to another municipality: import as its coordinator.").format(profile.name),
			frappe.PermissionError,
		)
	content = order.file.read_bytes()
	if order.dry_run:
		return _try(order, profile, content, say)
	survey_import = _new_import(order, profile, content)
	importing.check(survey_import)
	survey_import.reload()
	if survey_import.standing == "Failed":
		frappe.throw(survey_import.failure)
	say(survey_import.file_description)
	_say_counts({name: survey_import.get(f"count_{name.lower()}") for name in COUNTED}, say)
	# What the log tells of the file goes with the file.
	for row in survey_import.log:
		if row.outcome == "Error":
			say(row.message)
	if survey_import.count_corrected and not order.corrections:
		_refuse_corrections(survey_import, say)
	survey_import.db_set("standing", "Importing", update_modified=False)
	# The import is to be found, and gone on with, whatever happens to this process.
	frappe.db.commit()  # nosemgrep: frappe-manual-commit
	say(_("Import {0}").format(survey_import.name))
	try:
		import_job.work(survey_import.name, tell=lambda _name, done, total: say(f"{done} / {total}"))
	except KeyboardInterrupt:
		import_job.stop(survey_import.name, "Cancelled", None)
	survey_import.reload()
	if survey_import.standing != "Imported":
		say(survey_import.failure or _(survey_import.standing))
		return STOPPED if survey_import.standing == "Cancelled" else REFUSED
	_hand_over_errors(survey_import, order, say)
	return WITH_ERRORS if survey_import.count_error else DONE


COUNTED = ("New", "Corrected", "Unchanged", "Skipped", "Error")


def _try(order: Order, profile: frappe.model.document.Document, content: bytes, say: Say) -> int:
	recipe = recipe_of(profile)
	table = read(content, order.file.name, recipe)
	probe = frappe.new_doc(
		"LAT Survey Import", municipality=profile.municipality, instrument=profile.instrument
	)
	_refuse_lost_columns(table, recipe, order)
	columns, codes, changes = fitted(table, recipe)
	fields = {**settings_as_fields(probe, recipe.settings), **order.choices}
	probe.update({**fields, "mapping": columns, "codes": codes})
	found = plan(table, recipe_of(probe))
	say(described(table, found, changes))
	_say_counts(found.counts, say)
	_say_errors(found, say)
	if order.rejected and found.counts["Error"]:
		order.rejected.write_bytes(rejected_workbook(table, found, _))
	return WITH_ERRORS if found.counts["Error"] else DONE


def _refuse_lost_columns(table: Table, recipe: Recipe, order: Order) -> None:
	"""Refuse a file without a column of the profile: nobody is there to say what took its place."""
	applied = apply_mapping(table, recipe.mapping)
	lost = [
		*lacking(recipe.mapping, applied.mapping),
		*(column for column in applied.renamed if column.role != "Ignore"),
	]
	if order.one_date:
		lost = [column for column in lost if column.role != "Date"]
	if lost:
		said = [change.render(_) for change in applied.changes]
		question = _("Import the file on its form, where you can choose the columns anew.")
		frappe.throw("\n".join([*said, question]), title=_("Columns are gone"))


def _refuse_corrections(survey_import: frappe.model.document.Document, say: Say) -> None:
	for row in survey_import.log:
		if row.outcome == "Corrected":
			say(row.message)
	frappe.throw(
		_("{0} rows change what is recorded. If they are right, give the command --corrections.").format(
			survey_import.count_corrected
		)
	)


def _new_import(order: Order, profile: frappe.model.document.Document, content: bytes):
	recipe = recipe_of(profile)
	_refuse_lost_columns(read(content, order.file.name, recipe), recipe, order)
	file = frappe.get_doc(
		{"doctype": "File", "file_name": order.file.name, "content": content, "is_private": 1}
	).insert()
	survey_import = frappe.new_doc(
		"LAT Survey Import",
		municipality=profile.municipality,
		instrument=profile.instrument,
		survey_file=file.file_url,
		rows_with_errors=importing.NOTHING if order.all_or_nothing else "Import all good rows",
		**order.choices,
	)
	survey_import.insert()
	survey_import.flags.result = {
		**settings_as_fields(survey_import, recipe.settings),
		"profile": profile.name,
	}
	survey_import.save()
	survey_import.flags.result = None
	return survey_import


def _hand_over_errors(survey_import: frappe.model.document.Document, order: Order, say: Say) -> None:
	"""Say where the rows with errors are to be mended."""
	if not survey_import.count_error:
		return
	content, _name = rejected_of(survey_import)
	if order.rejected:
		order.rejected.write_bytes(content)
		say(_("Rows with errors: {0}").format(order.rejected))
	else:
		say(_("The workbook of rows with errors is on {0}.").format(survey_import.name))


def _say_counts(counts: dict, say: Say) -> None:
	say(", ".join(f"{_(outcome)} {count or 0}" for outcome, count in counts.items()))


def _say_errors(found: ImportPlan, say: Say) -> None:
	for _row, messages in found.errors():
		for message in messages:
			say(message.render(_))

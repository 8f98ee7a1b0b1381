"""An import from the command line: a profile says how the file is read, a person whose rights count (N10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import frappe
from frappe import _

from lat_corps.measurement import import_job, importing
from lat_corps.measurement.import_files import rejected_of
from lat_corps.measurement.import_plan import plan, read
from lat_corps.measurement.import_profiles import fitted
from lat_corps.measurement.import_recipe import recipe_of, settings_as_fields
from lat_corps.measurement.import_report import described
from lat_corps.spreadsheets.answers import ImportPlan
from lat_corps.spreadsheets.rejected import rejected_workbook

Say = Callable[[str], None]

DONE, REFUSED, WITH_ERRORS, STOPPED = 0, 1, 2, 130
"""How a command ends: all written or nothing to mend; refused; some rows with errors; stopped by Ctrl-C."""


@dataclass(frozen=True)
class Order:
	"""What is asked for; with `rejected`, the rows with errors are written to that file."""

	file: Path
	profile: str
	dry_run: bool = False
	all_or_nothing: bool = False
	rejected: Path | None = None


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
	columns, codes, changes = fitted(table, recipe)
	probe.update({**settings_as_fields(probe, recipe.settings), "mapping": columns, "codes": codes})
	found = plan(table, recipe_of(probe))
	say(described(table, found, changes))
	_say_counts(found.counts, say)
	_say_errors(found, say)
	if order.rejected and found.counts["Error"]:
		order.rejected.write_bytes(rejected_workbook(table, found, _))
	return WITH_ERRORS if found.counts["Error"] else DONE


def _new_import(order: Order, profile: frappe.model.document.Document, content: bytes):
	file = frappe.get_doc(
		{"doctype": "File", "file_name": order.file.name, "content": content, "is_private": 1}
	).insert()
	survey_import = frappe.new_doc(
		"LAT Survey Import",
		municipality=profile.municipality,
		instrument=profile.instrument,
		survey_file=file.file_url,
		rows_with_errors=importing.NOTHING if order.all_or_nothing else "Import all good rows",
	)
	survey_import.insert()
	recipe = recipe_of(profile)
	survey_import.flags.result = {
		**settings_as_fields(survey_import, recipe.settings),
		"profile": profile.name,
	}
	survey_import.save()
	survey_import.flags.result = None
	return survey_import


def _hand_over_errors(survey_import: frappe.model.document.Document, order: Order, say: Say) -> None:
	"""Say the first rows with errors, and where all of them are to be mended."""
	if not survey_import.count_error:
		return
	for row in survey_import.log:
		if row.outcome == "Error":
			say(row.message)
	content, _name = rejected_of(survey_import)
	if order.rejected:
		order.rejected.write_bytes(content)
		say(_("Rows with errors: {0}").format(order.rejected))
	else:
		say(_("The workbook of rows with errors is on {0}.").format(survey_import.name))


def _say_counts(counts: dict, say: Say) -> None:
	say(", ".join(f"{_(outcome)} {count or 0}" for outcome, count in counts.items()))


def _say_errors(found: ImportPlan, say: Say) -> None:
	for row in found.rows:
		if row.outcome == "Error":
			for message in row.messages:
				say(message.render(_))

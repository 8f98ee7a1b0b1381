"""From a survey file to measurements: checked whole before anything is written, and idempotent (N10)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import now_datetime

from lat_corps.domain.civil_numbers import holds_civil_number
from lat_corps.domain.text import Message
from lat_corps.holding import committed
from lat_corps.measurement import import_lock as lock
from lat_corps.measurement.conversion import instrument_of
from lat_corps.measurement.import_files import content_of, forget_after_import, keep_rejected, listed
from lat_corps.measurement.import_plan import (
	ColumnsUnclear,
	codes_as_rows,
	fitted,
	looks_like,
	mapping_as_rows,
	plan,
	read,
	recipe_of,
	settings_as_fields,
)
from lat_corps.measurement.import_questions import (
	ask_about_lost_columns,
	ask_about_renamed_columns,
	counts_as_fields,
	described,
	list_open_codes,
	log_of,
	origin_of,
	refuse_other_corrections,
	refuse_unconfirmed,
)
from lat_corps.measurement.import_writing import CHUNK, Writer
from lat_corps.spreadsheets.meaning.civil_columns import civil_columns, civil_warning
from lat_corps.spreadsheets.meaning.codes import suggest_codes
from lat_corps.spreadsheets.meaning.mapping import suggest_mapping, with_point_codes
from lat_corps.spreadsheets.planning.answers import ImportPlan
from lat_corps.spreadsheets.reading.uploads import effort
from lat_corps.spreadsheets.writing.rejected import rejected_workbook

if TYPE_CHECKING:
	from frappe.model.document import Document

	from lat_corps.spreadsheets.meaning.mapping import ColumnRole
	from lat_corps.spreadsheets.planning.answers import RowOutcome
	from lat_corps.spreadsheets.reading.uploads import Table

IN_ONE_REQUEST = 1_000
"""Work, in new rows, that is done while the person waits; more goes to the background."""

CHECKED_AT_ONCE = 1 << 20
"""Effort of a file, as `effort` tells it, that is checked while the person waits: seconds."""

CORRECTION = 3
"""New rows that are written in about the time of one correction with its history."""

Tell = Callable[[str, int, int], None]
"""Told the import, the rows done and the rows in all."""

NOTHING = "Import nothing"
STARTABLE = ("Checked", "Importing", "Cancelled", "Failed")
"""Importing too: a worker may have been killed. Whoever still writes holds the lock."""


def start_check(survey_import: Document) -> dict:
	"""Check the file now and return the counts, or in the background when it is large and return {}."""
	_refuse_check(survey_import)
	content, _filename = content_of(survey_import)
	if effort(content) <= CHECKED_AT_ONCE:
		return check(survey_import)
	survey_import.db_set({"standing": "Checking", "failure": None}, update_modified=False)
	frappe.enqueue(
		"lat_corps.measurement.import_job.check",
		queue="long",
		timeout=lock.AN_HOUR,
		enqueue_after_commit=True,
		name=survey_import.name,
		language=frappe.local.lang,
	)
	return {}


def _refuse_check(survey_import: Document) -> None:
	if survey_import.standing == "Imported":
		frappe.throw(_("This file is imported or being imported: start a new import for another one."))
	if lock.is_running(survey_import):
		frappe.throw(_("The import is running: cancel it first."))


def check(survey_import: Document) -> dict:
	"""Recognise the file and try every row without writing; store what was found, and rows to look at.

	Where columns are still to be chosen that is stored as "Failed", with those that were recognised.
	"""
	_refuse_check(survey_import)
	content, filename = content_of(survey_import)
	table = read(content, filename, recipe_of(survey_import))
	survey_import.flags.result = settings_as_fields(survey_import, table.settings)
	changes: list[str] = []
	chosen = bool(survey_import.mapping)
	if not chosen:
		changes = _propose(survey_import, table)
	elif not survey_import.row_count:
		# Columns have just been chosen of which nobody could say before what their codes mean.
		changes = _propose_codes(survey_import, table, recipe_of(survey_import).mapping)
	failure = None
	try:
		ask_about_lost_columns(survey_import)
		if not chosen:
			ask_about_renamed_columns(survey_import, table)
		found = plan(table, recipe_of(survey_import))
	except ColumnsUnclear as unclear:
		found, failure = ImportPlan([], civil_warning(table, civil_columns(table))), str(unclear)
	list_open_codes(survey_import, found)
	keep_rejected(survey_import, rejected_workbook(table, found, _) if found.counts["Error"] else None)
	survey_import.flags.result |= {
		"standing": "Failed" if failure else "Checked",
		"failure": failure,
		"file_description": described(table, found, changes),
		"sheets": "\n".join(table.sheets),
		"suggested_profile": None if survey_import.profile else looks_like(table, survey_import),
		"decimal": found.settings.decimal,
		"row_count": len(found.rows),
		"rows_done": 0,
		"corrections_confirmed": 0,
		"courses": listed(found.courses),
		**_outcome(survey_import, found),
	}
	survey_import.save()
	return found.counts


def _propose(survey_import: Document, table: Table) -> list[str]:
	"""Fill in columns and codes: by the sender's profile or the import it continues, else by the file."""
	origin = origin_of(survey_import)
	if not origin or not origin.mapping:
		mapping = suggest_mapping(table, instrument_of(survey_import.instrument), _, table.settings)
		survey_import.set("mapping", mapping_as_rows(mapping))
		return _propose_codes(survey_import, table, mapping)
	columns, codes, changes = fitted(table, recipe_of(origin))
	survey_import.set("mapping", columns)
	survey_import.set("codes", codes)
	return changes


def _propose_codes(survey_import: Document, table: Table, mapping: Sequence[ColumnRole]) -> list[str]:
	"""Add what codes of points and answers mean that nobody has said; return what the file leaves open."""
	mapping = with_point_codes(table, mapping)
	proposal = suggest_codes(table, mapping, instrument_of(survey_import.instrument), _)
	said = {(row.header or "", row.written) for row in survey_import.codes}
	for row in codes_as_rows(mapping, proposal.codes):
		known = said & {(row["header"], row["written"]), ("", row["written"])}
		if not known and not holds_civil_number(row["written"]):
			survey_import.append("codes", row)
	return [warning.render(_) for warning in proposal.warnings]


def _outcome(survey_import: Document, found: ImportPlan) -> dict:
	return {
		**counts_as_fields(found),
		"log": log_of(found),
		"rejected_file": survey_import.rejected_file,
	}


def carry_out(survey_import: Document, commit_chunks: bool = False, tell: Tell = lock.tell_progress) -> dict:
	"""Write new and corrected answers as measurements, with the rights of the user, and return the counts.

	With `commit_chunks`, in a process of its own, rows that are written stay written: `rows_done` goes into
	the same transaction, so a run that was killed goes on where it stopped. A run that imports nothing when
	rows have errors is one transaction. Raises frappe.ValidationError when the file was not checked as it
	stands, when nothing may be written, or when the file no longer fits what is recorded; Cancelled when the
	user has asked to stop.
	"""
	_refuse_second_run(survey_import)
	with lock.alone(survey_import):
		recipe = recipe_of(survey_import)
		content, filename = content_of(survey_import)
		table = read(content, filename, recipe)
		ask_about_lost_columns(survey_import)
		found = plan(table, recipe)
		refuse_other_corrections(survey_import, found)
		all_or_none = survey_import.rows_with_errors == NOTHING
		if all_or_none and found.counts["Error"]:
			frappe.throw(
				_("{0} rows have errors: mend the file and check it again, or import all good rows.").format(
					found.counts["Error"]
				)
			)
		writer = Writer(recipe.municipality, recipe.instrument, survey_import.name)
		first_run = not survey_import.rows_done
		_write(survey_import, writer, found, commit_chunks and not all_or_none, tell)
		survey_import.reload()
		_finish(survey_import, table, _with_refused(found, writer), first_run)
		return found.counts


def _refuse_second_run(survey_import: Document) -> None:
	"""Refuse to write a file that is not checked, or that somebody else has begun to write this moment."""
	stored = committed(survey_import.doctype, {"name": survey_import.name}, ("standing",))[0]
	if stored.standing == "Imported":
		frappe.throw(_("This file is imported or being imported: start a new import for another one."))
	if stored.standing not in STARTABLE:
		frappe.throw(_("Check the file first."))


class Cancelled(frappe.ValidationError):
	"""The user has asked to stop the import."""


def _write(
	survey_import: Document, writer: Writer, found: ImportPlan, commit_chunks: bool, tell: Tell
) -> None:
	start, total = survey_import.rows_done or 0, len(found.rows)
	for done in _pauses(found.rows, start):
		if lock.is_asked_to_stop(survey_import.name):
			frappe.throw(_("The import was cancelled."), Cancelled)
		# Frappe ends a transaction of many writes halfway; this one is meant to be whole.
		frappe.db.transaction_writes = 0
		writer.write(found.rows[start:done])
		if writer.refused and survey_import.rows_with_errors == NOTHING:
			row, message = writer.refused[0]
			frappe.throw(_("Nothing was written. Row {0}: {1}").format(row.number, message))
		if commit_chunks:
			survey_import.db_set("rows_done", done, update_modified=False)
			# Not in a document event: a job of its own, whose rows so far are to outlive a crash.
			frappe.db.commit()  # nosemgrep: frappe-manual-commit
		tell(survey_import.name, done, total)
		start = done


def _pauses(rows: Sequence[RowOutcome], start: int) -> Iterator[int]:
	"""Yield after how many rows to commit, tell, and ask whether to stop: after CHUNK new rows' work."""
	work = 0
	for done, row in enumerate(itertools.islice(rows, start, None), start + 1):
		work += CORRECTION if row.outcome == "Corrected" else 1
		if work >= CHUNK or done == len(rows):
			yield done
			work = 0


def _with_refused(found: ImportPlan, writer: Writer) -> ImportPlan:
	"""Return the plan with what a save refused among the rows with errors."""
	reasons = {id(row): Message("{reason}", {"reason": reason}) for row, reason in writer.refused}
	rows = [
		replace(row, outcome="Error", messages=[reasons[id(row)]]) if id(row) in reasons else row
		for row in found.rows
	]
	return replace(found, rows=rows) if reasons else found


def _finish(survey_import: Document, table: Table, found: ImportPlan, first_run: bool) -> None:
	"""Store how it ended; a run that goes on finds its own rows recorded, so the counts of the first stay."""
	outcome = {}
	if first_run:
		if found.counts["Error"] != survey_import.count_error:
			keep_rejected(survey_import, rejected_workbook(table, found, _))
		outcome = _outcome(survey_import, found)
	survey_import.flags.result = {
		**outcome,
		"standing": "Imported",
		"imported_on": now_datetime(),
		"rows_done": len(found.rows),
		"failure": None,
	}
	survey_import.save()


def run(survey_import: Document) -> dict:
	"""Import now and return the counts, or in the background when the file is large and return {}.

	Raises frappe.ValidationError when the file was not checked, or a person has not confirmed corrections.
	"""
	_refuse_second_run(survey_import)
	if survey_import.standing == "Failed" and not survey_import.row_count:
		frappe.throw(survey_import.failure or _("Check the file first."))
	refuse_unconfirmed(survey_import)
	lock.start_anew(survey_import.name)
	work = (survey_import.row_count or 0) + CORRECTION * (survey_import.count_corrected or 0)
	if work <= IN_ONE_REQUEST and not survey_import.rows_done:
		counts = carry_out(survey_import)
		forget_after_import(survey_import)
		return counts
	with lock.alone(survey_import):
		survey_import.db_set({"standing": "Importing", "failure": None}, update_modified=False)
	frappe.enqueue(
		"lat_corps.measurement.import_job.work",
		queue="long",
		timeout=6 * lock.AN_HOUR,
		enqueue_after_commit=True,
		name=survey_import.name,
		language=frappe.local.lang,
	)
	return {}


def cancel(survey_import: Document) -> None:
	"""Stop after the chunk that is being written; an import that no process writes is cancelled at once."""
	lock.ask_to_stop(survey_import.name)
	if survey_import.standing == "Importing" and not lock.is_running(survey_import):
		survey_import.db_set("standing", "Cancelled", update_modified=False)


def status(survey_import: Document) -> dict:
	"""Return standing, rows done and in all, and whether a process is writing."""
	done, _total = lock.progress_of(survey_import.name)
	return {
		"standing": survey_import.standing,
		"done": max(done, survey_import.rows_done or 0),
		"total": survey_import.row_count or 0,
		"running": lock.is_running(survey_import),
	}

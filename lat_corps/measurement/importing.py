"""From a survey file to measurements: checked whole before anything is written, and idempotent (N10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lat_corps.measurement.conversion import answer_text, instrument_of, numbers_of
from lat_corps.spreadsheets.answers import (
	ColumnRole,
	Existing,
	ImportPlan,
	RowOutcome,
	plan_import,
	suggest_mapping,
)
from lat_corps.spreadsheets.errors import SpreadsheetError
from lat_corps.spreadsheets.reading import Table, read_table

if TYPE_CHECKING:
	from frappe.model.document import Document

PROGRESS_STEP = 100
"""Rows between two reports of progress."""


def check(survey_import: Document) -> dict:
	"""Recognise the file and plan every row; store the mapping, the counts and the log."""
	table = _read(survey_import)
	if not survey_import.mapping:
		for column in suggest_mapping(table, instrument_of(survey_import.instrument), _):
			survey_import.append(
				"mapping",
				{
					"header": column.header,
					"column_role": column.role,
					"item_code": column.item_code,
					"certain": column.certain,
				},
			)
	plan = _plan(survey_import, table)
	return _store(survey_import, plan, {"standing": "Checked", "file_description": _describe(table, plan)})


def run(survey_import: Document) -> dict:
	"""Write new and corrected answers as measurements, with the rights of the user.

	Raises frappe.ValidationError when the file was not checked as it stands, or a row has an error: then
	nothing is written.
	"""
	if survey_import.standing != "Checked":
		frappe.throw(_("Check the file first."))
	plan = _plan(survey_import, _read(survey_import))
	if plan.counts["Error"]:
		frappe.throw(
			_("{0} rows have errors: mend the file and check it again.").format(plan.counts["Error"])
		)
	_write_all(plan.rows, survey_import)
	return _store(survey_import, plan, {"standing": "Imported", "imported_on": now_datetime()})


def _read(survey_import: Document) -> Table:
	file = frappe.get_doc("File", {"file_url": survey_import.survey_file})
	file.check_permission("read")
	content = file.get_content()
	try:
		return read_table(content.encode() if isinstance(content, str) else content, file.file_name)
	except SpreadsheetError as error:
		frappe.throw(error.message.render(_), title=_("The file cannot be read"))


def _plan(survey_import: Document, table: Table) -> ImportPlan:
	cases = frappe.get_all(
		"LAT Case",
		filters={"municipality": survey_import.municipality},
		fields=["name", "external_id"],
		order_by="name asc",
	)
	ids = {case.external_id: case.name for case in cases if case.external_id}
	ids.update({case.name: case.name for case in cases})
	mapping = [
		ColumnRole(row.header, row.column_role, row.item_code or "", bool(row.certain))
		for row in survey_import.mapping
	]
	try:
		return plan_import(
			table,
			mapping,
			instrument_of(survey_import.instrument),
			ids,
			_existing(survey_import),
			translate=_,
		)
	except SpreadsheetError as error:
		frappe.throw(error.message.render(_), title=_("The columns cannot be read"))


def _existing(survey_import: Document) -> dict[tuple[str, str], Existing]:
	existing = {}
	for name in frappe.get_all(
		"LAT Measurement",
		filters={
			"instrument": survey_import.instrument,
			"municipality": survey_import.municipality,
			"measured_at": ["in", ("Before", "After")],
		},
		pluck="name",
		order_by="name asc",
	):
		doc = frappe.get_doc("LAT Measurement", name)
		existing[(doc.lat_case, doc.measured_at)] = Existing(
			date=getdate(doc.measured_on) if doc.measured_on else None,
			answers=numbers_of(doc),
		)
	return existing


def _write_all(rows: list[RowOutcome], survey_import: Document) -> None:
	frappe.db.savepoint("survey_import")
	for position, row in enumerate(rows, start=1):
		try:
			_write(row, survey_import)
		except frappe.ValidationError as error:
			frappe.db.rollback(save_point="survey_import")
			frappe.clear_last_message()
			frappe.throw(_("Nothing was written. Row {0}: {1}").format(row.number, error))
		if position % PROGRESS_STEP == 0:
			frappe.publish_progress(position * 100 / len(rows), title=_("Importing answers"))


def _write(row: RowOutcome, survey_import: Document) -> None:
	if row.outcome not in ("New", "Corrected"):
		return
	key = {"lat_case": row.case, "instrument": survey_import.instrument, "measured_at": row.point}
	name = frappe.db.get_value("LAT Measurement", key) if row.outcome == "Corrected" else None
	measurement = (
		frappe.get_doc("LAT Measurement", name) if name else frappe.new_doc("LAT Measurement", **key)
	)
	measurement.measured_on = row.date
	measurement.set("answers", [])
	for code, value in row.answers.items():
		measurement.append("answers", {"item_code": code, "answer": answer_text(value)})
	if not any(value is not None for value in row.answers.values()):
		measurement.missing_reason = measurement.missing_reason or _("The file has no answers.")
	measurement.flags.survey_import = survey_import.name
	measurement.save()


def _describe(table: Table, plan: ImportPlan) -> str:
	found = [_("{0} rows, {1} columns").format(len(table.rows), len(table.headers))]
	if table.sheet:
		found.append(_("sheet {0}").format(table.sheet))
	if table.encoding:
		found.append(_("encoding {0}").format(table.encoding))
	if table.delimiter:
		separator = _("tab") if table.delimiter == "\t" else table.delimiter
		found.append(_("separated by {0}").format(separator))
	return "\n".join(
		[", ".join(found), *(warning.render(_) for warning in (*table.warnings, *plan.warnings))]
	)


def _store(survey_import: Document, plan: ImportPlan, result: dict) -> dict:
	counts = dict(plan.counts)
	log = [
		{
			"line_number": row.number,
			"outcome": row.outcome,
			"lat_case": row.case,
			"measured_at": row.point,
			"score": _score_shown(row),
			"message": "\n".join(message.render(_) for message in row.messages),
		}
		for row in plan.rows
	]
	survey_import.flags.result = {
		**result,
		**{f"count_{outcome.lower()}": count for outcome, count in counts.items()},
		"log": log,
	}
	survey_import.save()
	return counts


def _score_shown(row: RowOutcome) -> str:
	return "" if row.score is None or row.score.value is None else answer_text(row.score.value)

"""From planned rows to measurements, a chunk at a time: new ones in bulk, corrections through save (N10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _

from lat_corps.casework.closings import earlier_closed_on
from lat_corps.casework.derived import refresh
from lat_corps.holding import hold
from lat_corps.measurement.conversion import answer_text, instrument_of
from lat_corps.measurement.import_plan import Key, Recorded, key_of, recorded
from lat_corps.measurement.import_rows import insert_measurements
from lat_corps.spreadsheets.answers import Closings, RowOutcome

CHUNK = 1_000
"""New rows, or corrections that take as long, that are written and committed at a time."""


@dataclass
class Writer:
	"""Writes rows of a plan with the rights of the user; what a save refused is kept in `refused`."""

	municipality: str
	instrument: str
	survey_import: str
	refused: list[tuple[RowOutcome, str]] = field(default_factory=list)

	def write(self, rows: Sequence[RowOutcome]) -> None:
		"""Write the new and corrected ones of these rows.

		Raises frappe.PermissionError for a course out of reach, and frappe.ValidationError when something
		has been recorded since the plan was made: nothing of the chunk is written then.
		"""
		rows = [row for row in rows if row.outcome in ("New", "Corrected")]
		if not rows:
			return
		cases = {row.case for row in rows}
		self._refuse_out_of_reach(cases)
		hold("LAT Case", *cases)
		known, closings = recorded(self.instrument, cases=cases), Closings(earlier_closed_on(cases))
		new = [row for row in rows if row.outcome == "New"]
		self._refuse_recorded_since(new, known, closings)
		insert_measurements(
			[(row, closings.number(row.case, row.point, row.date)) for row in new],
			instrument_of(self.instrument),
			{
				"municipality": self.municipality,
				"instrument": self.instrument,
				"survey_import": self.survey_import,
			},
			frappe.get_meta("LAT Measurement").autoname,
		)
		corrected = [row for row in rows if row.outcome == "Corrected"]
		for row, found in self._as_seen(corrected, known, closings):
			self._correct(row, found)
		refresh(cases)

	def _refuse_out_of_reach(self, cases: set[str]) -> None:
		"""Refuse rows past the walls as a save of each would: rights may have ended since the plan."""
		frappe.has_permission("LAT Measurement", "create", throw=True)
		reached = frappe.get_list(
			"LAT Case",
			filters={"name": ["in", sorted(cases)], "municipality": self.municipality},
			pluck="name",
			order_by="name asc",
			limit=0,
		)
		if cases - set(reached):
			frappe.throw(
				_("You may no longer measure some of these courses. Check the file again."),
				frappe.PermissionError,
			)

	def _refuse_recorded_since(
		self, rows: Sequence[RowOutcome], known: dict[Key, Recorded], closings: Closings
	) -> None:
		for row in rows:
			if found := known.get(_key(row, closings)):
				frappe.throw(
					_(
						"Row {0}: {1} has been recorded since the file was checked. Check the file again."
					).format(row.number, found.name)
				)

	def _as_seen(
		self, rows: Sequence[RowOutcome], known: dict[Key, Recorded], closings: Closings
	) -> Iterator[tuple[RowOutcome, Recorded | None]]:
		"""Yield the corrections whose old values are still those that a person has looked at."""
		for row in rows:
			found = known.get(_key(row, closings))
			if row.before is None or found is None or found.content == row.before:
				yield row, found
			else:
				changed = _(
					"The measurement has been changed since the file was checked. Check the file again."
				)
				self.refused.append((row, changed))

	def _correct(self, row: RowOutcome, found: Recorded | None) -> None:
		"""Save a correction with its history; a refusal leaves the measurement as it is."""
		if not found:
			self.refused.append((row, _("The measurement is no longer there. Check the file again.")))
			return
		frappe.db.savepoint("survey_row")
		try:
			measurement = frappe.get_doc("LAT Measurement", found.name)
			measurement.measured_on = row.date
			given = {answer.item_code: answer for answer in measurement.answers}
			for code, value in row.answers.items():
				answer = given.get(code) or measurement.append("answers", {"item_code": code})
				answer.answer = answer_text(value)
			if not any(value is not None for value in row.answers.values()):
				measurement.missing_reason = measurement.missing_reason or _("The file has no answers.")
			measurement.flags.survey_import = self.survey_import
			measurement.flags.refreshed_later = True
			measurement.save()
		except frappe.ValidationError as error:
			frappe.db.rollback(save_point="survey_row")
			frappe.clear_last_message()
			self.refused.append((row, str(error)))


def _key(row: RowOutcome, closings: Closings) -> Key:
	return key_of(row.case or "", row.point or "", row.date, closings.number(row.case, row.point, row.date))

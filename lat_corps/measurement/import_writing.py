"""From planned rows to measurements, a chunk at a time and in bulk, as saves of each would write (N10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _

from lat_corps.casework.closings import earlier_closed_on
from lat_corps.casework.derived import refresh
from lat_corps.casework.self_report import refuse_new_answers
from lat_corps.holding import hold
from lat_corps.measurement.conversion import instrument_of
from lat_corps.measurement.import_plan import Key, Recorded, key_of, recorded
from lat_corps.measurement.import_rows import correct_measurements, insert_measurements
from lat_corps.spreadsheets.planning.answers import Closings, RowOutcome

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
		refuse_new_answers(*(row.case for row in rows if row.case and row.says_more))
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
		self._correct(self._as_seen(corrected, known, closings))
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
				self._refuse(row, changed)

	def _correct(self, rows: Iterable[tuple[RowOutcome, Recorded | None]]) -> None:
		"""Write corrections with their history; a refusal leaves the measurement as it is."""
		named: list[tuple[RowOutcome, str]] = []
		for row, found in rows:
			if found:
				named.append((row, found.name))
			else:
				self._refuse(row, _("The measurement is no longer there. Check the file again."))
		correct_measurements(named, self.survey_import, self._refuse)

	def _refuse(self, row: RowOutcome, reason: str) -> None:
		self.refused.append((row, reason))


def _key(row: RowOutcome, closings: Closings) -> Key:
	return key_of(row.case or "", row.point or "", row.date, closings.number(row.case, row.point, row.date))

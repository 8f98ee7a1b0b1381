"""The missing events of courses as rows of an export: owed, skipped, and gaps between ratings (R65, R87)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import frappe

from lat_corps.casework import self_report
from lat_corps.casework.derived import (
	closing_began_on,
	dates_of,
	intervals,
	settled_by,
	without_after,
)
from lat_corps.days import danish_today, day_of
from lat_corps.domain.cadence import AFTER, BEFORE, DUTIES
from lat_corps.domain.documents.course import RECORDED
from lat_corps.domain.missing import SKIPPED, UNSCORED, MissingEvent, missing_events
from lat_corps.spreadsheets.writing.export import MissingRow

CASE_FIELDS = (
	"name",
	"municipality",
	"course_type",
	"stage",
	"opened_on",
	"closed_on",
	"closing_began_on",
	"before_deferred_until",
	"before_deferred_reason",
	"after_missing_reason",
)


@dataclass(frozen=True)
class Records:
	"""What is recorded on courses, by course: measurements of every point, and days of ratings."""

	measurements: Mapping[str, list[frappe._dict]]
	rated: Mapping[str, list[date]]


def missing_rows(
	cases: Iterable[frappe._dict], records: Records, references: Mapping[str, str]
) -> Iterator[MissingRow]:
	"""Yield a MissingRow for each missing event of courses with CASE_FIELDS.

	`references` maps names of instruments to code and version.
	"""
	cases = list(cases)
	consented = self_report.of_courses([case.name for case in cases])
	for case in cases:
		measurements = records.measurements.get(case.name, [])
		for row in measurements:
			if row.standing != "Answered":
				yield _row(
					case,
					MissingEvent(DUTIES[row.measured_at], None, _day(row), _standing(row)),
					references[row.instrument],
					_reason(row),
				)
		if case.stage not in RECORDED:
			continue
		for event in missing_events(
			dates_of(case, closing_began_on(case), consented.get(case.name, self_report.UNASKED)),
			records.rated.get(case.name, []),
			settled_by(measurements),
			intervals(),
			danish_today(),
		):
			lacking = _lacking(event, measurements)
			for instrument in lacking or [""]:
				yield _row(case, event, references.get(instrument, ""), _why(case, event))


def _row(case: frappe._dict, event: MissingEvent, reference: str, reason: str) -> MissingRow:
	return MissingRow(
		case.name,
		case.municipality,
		case.course_type or "",
		event.what,
		reference,
		event.due,
		event.until,
		event.standing,
		reason,
	)


def _day(measurement: frappe._dict) -> date | None:
	return day_of(measurement.measured_on)


def _standing(measurement: frappe._dict) -> str:
	return UNSCORED if measurement.standing == "Partly answered" else SKIPPED


def _reason(measurement: frappe._dict) -> str:
	skipped = (reason for reason in measurement.get("skip_reasons") or () if reason)
	return measurement.missing_reason or "; ".join(dict.fromkeys(skipped))


def _lacking(event: MissingEvent, measurements: Collection[frappe._dict]) -> list[str]:
	"""Return the questionnaires that were answered before and have no after: those are missing."""
	if event.what != DUTIES[AFTER]:
		return []
	return sorted(without_after(measurements))


def _why(case: frappe._dict, event: MissingEvent) -> str:
	"""Return what people have written about a measurement that was put off, or that never came."""
	reasons = {DUTIES[BEFORE]: case.before_deferred_reason, DUTIES[AFTER]: case.after_missing_reason}
	return reasons.get(event.what) or ""

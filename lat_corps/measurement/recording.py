"""What is to be recorded on a course now, and how the course develops, for its form (R65, R86, R88)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework import self_report
from lat_corps.casework.derived import (
	answered_before,
	closing_began_on,
	dues_of,
	has_records,
	intervals,
	last_rating,
	present,
)
from lat_corps.days import danish_today
from lat_corps.domain.cadence import (
	AFTER,
	BEFORE,
	DUE_SOON,
	DUTIES,
	FOLLOW_UP,
	OVERDUE,
	POINTS,
	Due,
	standing,
)
from lat_corps.domain.documents.course import UNDER_WAY, WITH_MENTOR
from lat_corps.domain.self_report import SelfReport
from lat_corps.domain.text import danish_date, danish_number
from lat_corps.measurement.conversion import instrument_of
from lat_corps.measurement.development import as_html, curve_of, measurements_of

if TYPE_CHECKING:
	from frappe.model.document import Document

ANSWERED_AT = {
	BEFORE: WITH_MENTOR,
	AFTER: ("Closing",),
	FOLLOW_UP: ("Closed",),
}
"""The stages in which a point can be measured: what was missed later stays a gap."""


@frappe.whitelist()
def of_case(case: str) -> dict:
	"""Return what `on_course` does of a course by its number, for pages that list several."""
	doc = frappe.get_doc("LAT Case", case)
	doc.check_permission("read")
	return on_course(doc)


def on_course(case: Document) -> dict:
	"""Return `notices`, `points`, `questionnaires`, `may_rate` and the `development` block of a course.

	`refusal` says why nothing can be answered any more, and "" while it can.

	A notice is (what, point, day, standing) of what is due. A questionnaire has one cell for each point: its
	measurement, if there is one, and whether it can be answered now. Raises frappe.PermissionError for who
	may not read the course.
	"""
	case.check_permission("read")
	if not has_records(case):
		return {}
	measurements, said = measurements_of(case.name), self_report.of_course(case.name)
	points = [point for point in POINTS if _is_shown(case, point, measurements)]
	return {
		"notices": _notices(case, measurements, said),
		"refusal": said.refusal().render(_) if said.stopped else "",
		"points": points,
		"questionnaires": _questionnaires(case, points, measurements, said),
		"may_rate": case.stage in UNDER_WAY and not said.stopped,
		"development": as_html(case, measurements),
		"curve": curve_of(case),
	}


def _is_shown(case: Document, point: str, measurements: Iterable[Document]) -> bool:
	if point != FOLLOW_UP:
		return True
	asked = case.stage == "Closed" and intervals().follow_up > 0
	return asked or any(measurement.measured_at == point for measurement in present(measurements))


def _notices(case: Document, measurements: Iterable[Document], said: SelfReport) -> list[dict]:
	"""Return what the course owes, the most urgent first; a follow-up only once it is near."""
	if said.stopped:
		return []
	last, now = last_rating(case.name), danish_today()
	owed = dues_of(case, closing_began_on(case), getdate(last.rated_on) if last else None, said=said)
	if case.stage == "Preparing" and not any(found.measured_at == BEFORE for found in measurements):
		waits = case.before_deferred_until
		owed.append(Due(DUTIES[BEFORE], getdate(waits) if waits else now))
	return [
		{
			"what": due.what,
			"point": next((point for point, duty in DUTIES.items() if duty == due.what), None),
			"day": danish_date(due.on),
			"standing": found,
		}
		for due in owed
		if (found := _standing(case, due, now)) in (OVERDUE, DUE_SOON) or due.what != DUTIES[FOLLOW_UP]
	]


def _standing(case: Document, due: Due, now: date) -> str:
	"""A course that has not started can be late with nothing: it cannot start without (G9)."""
	found = standing(due.on, now)
	return DUE_SOON if case.stage == "Preparing" else found


def _questionnaires(
	case: Document, points: Iterable[str], measurements: Iterable[Document], said: SelfReport
) -> list[dict]:
	by_name: dict[str, dict[str, Document]] = {}
	for measurement in present(measurements):
		by_name.setdefault(measurement.instrument, {})[measurement.measured_at] = measurement
	compared = answered_before(measurements)
	return [
		{
			"instrument": row.name,
			"title": row.title,
			"cells": [
				_cell(
					case,
					point,
					by_name.get(row.name, {}).get(point),
					not compared or row.name in compared,
					said.stopped,
				)
				for point in points
			],
		}
		for row in _offered({measurement.instrument for measurement in measurements})
	]


def _offered(used: set[str]) -> list[frappe._dict]:
	"""Return the questionnaires used on the course, and of others the newest version in use."""
	rows = frappe.get_list(
		"LAT Instrument",
		fields=["name", "title", "instrument_code", "version_number", "enabled"],
		order_by="instrument_code asc, version_number desc",
		limit=0,
	)
	codes = {row.instrument_code for row in rows if row.name in used}
	newest: dict[str, str] = {}
	for row in rows:
		if row.enabled:
			newest.setdefault(row.instrument_code, row.name)
	return [
		row
		for row in rows
		if row.name in used
		or (row.instrument_code not in codes and newest.get(row.instrument_code) == row.name)
	]


def _cell(case: Document, point: str, measurement: Document | None, comparable: bool, stopped: bool) -> dict:
	if measurement is None:
		asked = case.stage in ANSWERED_AT[point] and (point == BEFORE or comparable)
		gone = _has_passed(case, point) and not asked and not stopped
		return {"point": point, "open": asked and not stopped, "gone": gone}
	return {
		"point": point,
		"name": measurement.name,
		"standing": measurement.standing,
		"day": danish_date(getdate(measurement.measured_on)) if measurement.measured_on else "",
		"score": _score(measurement) if measurement.standing == "Answered" else "",
		"reason": measurement.missing_reason or "",
	}


def _score(measurement: Document) -> str:
	has_total = instrument_of(measurement.instrument).has_total
	return danish_number(measurement.score) if has_total else measurement.reading


def _has_passed(case: Document, point: str) -> bool:
	return case.stage == "Closed" and point != FOLLOW_UP

"""Which courses lack a measurement or a rating, and what is overdue (R19, R65, R86, R88, R96)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from lat_corps.casework import self_report
from lat_corps.casework.derived import (
	MEASURED_FIELDS,
	closing_began_on,
	dates_of,
	dues_of,
	grouped_by_case,
	intervals,
	present,
	settled_by,
)
from lat_corps.corps.cards import before_today, listed
from lat_corps.days import danish_today
from lat_corps.domain.cadence import AFTER, BEFORE, OVERDUE, gaps, standing
from lat_corps.domain.documents.course import ENDING, RECORDED
from lat_corps.domain.self_report import SelfReport
from lat_corps.domain.text import _

ANSWERED, PARTLY, SKIPPED = _("Answered"), _("Partly answered"), _("Skipped")
MISSING, LATER, NO_CONSENT = _("Missing"), _("Not yet"), _("No consent")

CASE_FIELDS = (
	"name",
	"municipality",
	"mentor_name",
	"stage",
	"opened_on",
	"closing_began_on",
	"closed_on",
	"before_deferred_until",
)


@dataclass(frozen=True)
class Course:
	"""What is recorded of a course; `late` is the first thing overdue with its day, or None.

	`consent` is how the consent to self-report stands, a term of `domain.self_report`.
	"""

	name: str
	municipality: str
	mentor_name: str
	stage: str
	before: str
	after: str
	ratings: int
	rated_on: date | None
	rating_gaps: int
	late: tuple[str, date] | None
	days_late: int
	consent: str

	@property
	def has_gaps(self) -> bool:
		"""Tell whether something lacks that should be there, with a reason or without one."""
		lacking = (PARTLY, SKIPPED, MISSING)
		return bool(self.before in lacking or self.after in lacking or self.rating_gaps or self.late)


def courses(municipality: str | None = None) -> list[Course]:
	"""Return the courses that the user reads, from preparing to closed, the longest overdue first."""
	filters = {"stage": ["in", RECORDED]}
	if municipality:
		filters["municipality"] = municipality
	cases = frappe.get_list("LAT Case", filters=filters, fields=[*CASE_FIELDS], order_by="name asc", limit=0)
	measured = _by_case("LAT Measurement", filters, MEASURED_FIELDS)
	rated = _by_case("LAT Progression", filters, ("rated_on",))
	consented = self_report.of_courses([case.name for case in cases])
	found = [
		_course(
			case,
			measured.get(case.name, []),
			rated.get(case.name, []),
			consented.get(case.name, self_report.UNASKED),
		)
		for case in cases
	]
	return sorted(found, key=lambda course: (-course.days_late, not course.has_gaps, course.name))


@frappe.whitelist()
def overdue() -> dict:
	"""Return how many of the user's courses have something overdue, and their list, for a number card."""
	return listed("LAT Case", {"next_due": before_today()})


@frappe.whitelist()
def with_gaps() -> dict:
	"""Return how many of the user's courses have gaps, and the report of them, for a number card."""
	return {
		"value": sum(course.has_gaps for course in courses()),
		"fieldtype": "Int",
		"route": ["query-report", "LAT Recording Gaps"],
	}


def _by_case(doctype: str, filters: dict, fields: Iterable[str]) -> dict[str, list[frappe._dict]]:
	return grouped_by_case(
		frappe.get_list(
			doctype,
			filters={"municipality": filters["municipality"]} if "municipality" in filters else {},
			fields=["lat_case", *fields],
			order_by="creation asc",
			limit=0,
		)
	)


def _course(
	case: frappe._dict,
	measurements: list[frappe._dict],
	ratings: Iterable[frappe._dict],
	said: SelfReport,
) -> Course:
	now, days = danish_today(), sorted(getdate(row.rated_on) for row in ratings)
	settled, last = settled_by(measurements), days[-1] if days else None
	owed = dues_of(case, closing_began_on(case), last, settled, said)
	late = next(((due.what, due.on) for due in owed if standing(due.on, now) == OVERDUE), None)
	dates = dates_of(case, closing_began_on(case), said)
	started = dates.started
	return Course(
		name=case.name,
		municipality=case.municipality,
		mentor_name=case.mentor_name or "",
		stage=case.stage,
		before=_point(measurements, BEFORE, settled, started is not None, said),
		after=_point(measurements, AFTER, settled, case.stage in ENDING, said),
		ratings=len(days),
		rated_on=last,
		rating_gaps=len(gaps(started, days, intervals().rating, dates.counted_until(now))) if started else 0,
		late=late,
		days_late=(now - late[1]).days if late else 0,
		consent=said.standing,
	)


def _point(
	measurements: Iterable[frappe._dict], point: str, settled: set[str], asked: bool, said: SelfReport
) -> str:
	found = {row.standing for row in present(measurements) if row.measured_at == point}
	if found and point in settled:
		return next(
			words
			for standing_, words in (
				("Answered", ANSWERED),
				("Partly answered", PARTLY),
				("Missing", SKIPPED),
			)
			if standing_ in found
		)
	if found:
		return PARTLY
	if asked and said.stopped:
		return NO_CONSENT
	return MISSING if asked else LATER

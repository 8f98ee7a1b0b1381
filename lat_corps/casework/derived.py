"""What follows from the records around a course: its mentor, its last rating, and what is due next (T10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from lat_corps.casework import case_reviews, self_report
from lat_corps.casework.coordination import paced
from lat_corps.casework.matches import carrying
from lat_corps.casework.watching import watched
from lat_corps.days import day_of, latest_today
from lat_corps.domain.cadence import AFTER, BEFORE, RATING, CourseDates, Due, Intervals, age_on, dues
from lat_corps.domain.documents.course import RECORDED
from lat_corps.domain.self_report import SelfReport

if TYPE_CHECKING:
	from frappe.model.document import Document

DATE_FIELDS = ("stage", "opened_on", "closing_began_on", "closed_on", "before_deferred_until")
INTERVALS = (
	*("progression_interval", "after_interval", "follow_up_interval"),
	*("own_consent_from_age", "custody_consent_below_age"),
)
"""Settings by which something is due, or by whose age it is consented to."""

DUE_FIELDS = ("next_progression_due", "next_due", "next_due_what")

MEASURED_FIELDS = ("measured_at", "instrument", "standing", "earlier_closing")
"""What `settled_by` and `without_after` ask for of a measurement."""


def derived(case: Document) -> dict:
	"""Return the fields of a course that no client can write."""
	born = frappe.db.get_value("LAT Citizen", case.citizen, "birth_date")
	matches = carrying(case.name)
	mentor = matches[0].mentor if matches else None
	last = last_rating(case.name)
	closing = closing_began_on(case)
	owed = dues_of(case, closing, getdate(last.rated_on) if last else None)
	return {
		"age_at_referral": max(age_on(getdate(born), getdate(case.referred_on)), 0) if born else 0,
		"mentor": mentor,
		"mentor_name": frappe.db.get_value("LAT Mentor", mentor, "full_name") if mentor else None,
		"last_rating": last.rating if last else 0,
		"closing_began_on": closing,
		**_due_fields(owed),
		**watched(case, mentor),
		**paced(case),
		**case_reviews.fields_of(case),
	}


def refresh(cases: Iterable[str] | None = None) -> None:
	"""Store anew what is due on courses, or on all, after something else than a save of theirs.

	An import writes its measurements past their saves, and an interval of the settings concerns every course.
	"""
	names = sorted(set(cases)) if cases is not None else None
	measured = _by_case("LAT Measurement", names, MEASURED_FIELDS)
	rated = _by_case("LAT Progression", names, ("rated_on",))
	consented = self_report.of_courses(names)
	changed: dict[tuple, list[str]] = {}
	for case in frappe.get_all(
		"LAT Case",
		filters={"stage": ["in", RECORDED], **({"name": ["in", names]} if names is not None else {})},
		fields=["name", *DATE_FIELDS, *DUE_FIELDS],
		order_by="name asc",
	):
		last = max((getdate(row.rated_on) for row in rated.get(case.name, [])), default=None)
		settled = settled_by(measured.get(case.name, []))
		said = consented.get(case.name, self_report.UNASKED)
		owed = dues_of(case, closing_began_on(case), last, settled, said)
		due = _due_fields(owed)
		if any(str(case[field] or "") != str(due[field] or "") for field in DUE_FIELDS):
			changed.setdefault(tuple(due.values()), []).append(case.name)
	for values, theirs in changed.items():
		due = dict(zip(DUE_FIELDS, values, strict=True))
		frappe.db.set_value("LAT Case", {"name": ["in", theirs]}, due, update_modified=False)


def follow_birth_date(citizen: str) -> None:
	"""Store anew what is due on the courses of a person whose age decides otherwise who consents."""
	refresh(frappe.get_all("LAT Case", filters={"citizen": citizen}, pluck="name", order_by="name asc"))


def every_day() -> None:
	"""Let what is due follow the consents to self-report: one runs out, or is outgrown, without a save."""
	refresh(self_report.of_courses())


def follow_settings(settings: Document, *_arguments: object) -> None:
	"""Store anew what is due once an interval of the settings has changed."""
	if settings.is_changed(INTERVALS):
		refresh()


def _by_case(doctype: str, cases: list[str] | None, fields: Iterable[str]) -> dict[str, list[frappe._dict]]:
	return grouped_by_case(
		frappe.get_all(
			doctype,
			filters={"lat_case": ["in", cases]} if cases is not None else {},
			fields=["lat_case", *fields],
			order_by="creation asc",
		)
	)


def grouped_by_case(rows: Iterable[frappe._dict]) -> dict[str, list[frappe._dict]]:
	"""Return records by the course they belong to, in their order."""
	found: dict[str, list[frappe._dict]] = {}
	for row in rows:
		found.setdefault(row.lat_case, []).append(row)
	return found


def _due_fields(owed: list[Due]) -> dict:
	return {
		"next_progression_due": next((due.on for due in owed if due.what == RATING), None),
		"next_due": owed[0].on if owed else None,
		"next_due_what": owed[0].what if owed else None,
	}


def has_records(case: Document) -> bool:
	"""Tell whether ratings and measurements stand on a course, or are to: they stay in sight (R90)."""
	measured = case.opened_on or frappe.db.exists("LAT Measurement", {"lat_case": case.name})
	return case.stage in RECORDED or bool(measured)


def closing_began_on(case: Document | frappe._dict) -> date | None:
	"""Return the day closing began, as far as the course has not gone back from it."""
	if case.stage == "Closing":
		return getdate(case.closing_began_on or latest_today())
	return getdate(case.closing_began_on) if case.closing_began_on and case.stage == "Closed" else None


def dues_of(
	case: Document | frappe._dict,
	closing: date | None,
	rated_on: date | None,
	settled: set[str] | None = None,
	said: SelfReport | None = None,
) -> list[Due]:
	"""Return what the course owes, the earliest first.

	`settled` saves asking for its measurements, `said` for its consents to self-report.
	"""
	return dues(
		dates_of(case, closing, said or self_report.of_course(case.name)),
		rated_on,
		settled_points(case.name) if settled is None else settled,
		intervals(),
	)


def dates_of(case: Document | frappe._dict, closing: date | None, said: SelfReport) -> CourseDates:
	"""Return what has happened on a course, of the document or of its row in a list."""

	def day(fieldname: str) -> date | None:
		return day_of(case.get(fieldname))

	return CourseDates(
		case.stage,
		day("opened_on"),
		closing,
		day("closed_on"),
		day("before_deferred_until"),
		said.stopped_on,
	)


def intervals() -> Intervals:
	settings = frappe.get_cached_doc("LAT Settings")
	return Intervals(
		rating=settings.progression_interval,
		after=settings.after_interval or 0,
		follow_up=settings.follow_up_interval or 0,
	)


def last_rating(case: str | None) -> frappe._dict | None:
	found = frappe.get_all(
		"LAT Progression",
		filters={"lat_case": case or ""},
		fields=["rated_on", "rating"],
		order_by="rated_on desc, creation desc",
		limit=1,
	)
	return found[0] if found else None


def settled_points(case: str | None) -> set[str]:
	"""Return the points that are answered, or skipped with a reason."""
	return settled_by(
		frappe.get_all(
			"LAT Measurement",
			filters={"lat_case": case or ""},
			fields=list(MEASURED_FIELDS),
			order_by="creation asc",
		)
	)


def settled_by(measurements: Collection[frappe._dict]) -> set[str]:
	"""Return the points that measurements of one course settle, each with MEASURED_FIELDS.

	After is settled once every questionnaire answered before has an after: others cannot be compared (N8).
	"""
	lacking = without_after(measurements)
	return {row.measured_at for row in present(measurements) if not (row.measured_at == AFTER and lacking)}


def present(measurements: Iterable[frappe._dict | Document]) -> list[frappe._dict | Document]:
	"""Leave out what was answered for an earlier closing: it settles nothing of the present one."""
	return [row for row in measurements if not row.earlier_closing]


def answered_before(measurements: Iterable[frappe._dict | Document]) -> set[str]:
	"""Return the questionnaires whose before has answers: an after is compared with it (N8)."""
	return {row.instrument for row in measurements if row.measured_at == BEFORE and row.standing != "Missing"}


def without_after(measurements: Collection[frappe._dict]) -> set[str]:
	"""Return the questionnaires that were answered before and have no after."""
	after = {row.instrument for row in present(measurements) if row.measured_at == AFTER}
	return answered_before(measurements) - after

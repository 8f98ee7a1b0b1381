"""What the consents of a course say of the person's own answers, and what they refuse (N4, R90, R94)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.facts import age_limits
from lat_corps.days import danish_today, day_of, latest_today
from lat_corps.domain.cadence import age_on
from lat_corps.domain.consent import AgeLimits, Consent, required_givers
from lat_corps.domain.erasing import ALL_SELF_REPORT, SELF_REPORTS
from lat_corps.domain.purposes import SELF_REPORT
from lat_corps.domain.self_report import ERASED, NONE, NOT_ASKED, SelfReport, self_report_on
from lat_corps.holding import rows

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Consent"
GIVEN = ("lat_case", "given_by", "given_on", "valid_until", "withdrawn_on", "informed")
UNASKED = SelfReport(NOT_ASKED)
LEGAL_BASIS = "Databeskyttelsesforordningen artikel 7, stk. 3, og artikel 17, stk. 1, litra b."


def of_course(case: str) -> SelfReport:
	return of_courses([case]).get(case, UNASKED)


def of_courses(cases: Collection[str] | None = None, *, held: bool = False) -> dict[str, SelfReport]:
	"""Return course -> how it stands, of those that were asked for the consent; None asks for all of them.

	`held` are courses that a save decides on: their consents are read as they are committed now.
	"""
	within = {} if cases is None else {"lat_case": ["in", sorted(cases) or [""]]}
	by_case: dict[str, list[frappe._dict]] = {}
	for row in rows(DOCTYPE, {"purpose": SELF_REPORT, **within}, GIVEN, for_update=held):
		by_case.setdefault(row.lat_case, []).append(row)
	if not by_case:
		return {}
	anew, limits, born = _begun_anew(by_case), age_limits(), _birth_dates(by_case)
	found = {}
	for case, given in by_case.items():
		age = age_on(born[case], danish_today()) if born[case] else None
		found[case] = self_report_on(
			[_consent(row, born[case], limits) for row in given],
			required_givers(age, limits),
			anew.get(case),
			latest_today(),
		)
	return found


def _consent(row: frappe._dict, born: date | None, limits: AgeLimits) -> Consent:
	return Consent(
		SELF_REPORT,
		row.given_by,
		getdate(row.given_on),
		valid_until=day_of(row.valid_until),
		withdrawn_on=day_of(row.withdrawn_on),
		informed=bool(row.informed),
		born=born,
		limits=limits,
	)


def _birth_dates(cases: Iterable[str]) -> dict[str, date | None]:
	course, citizen = frappe.qb.DocType("LAT Case"), frappe.qb.DocType("LAT Citizen")
	query = frappe.qb.from_(course).join(citizen).on(course.citizen == citizen.name)
	found = query.select(course.name, citizen.birth_date).where(course.name.isin(sorted(cases))).run()
	return {name: day_of(born) for name, born in found}


def _begun_anew(cases: Iterable[str]) -> dict[str, date | None]:
	"""Return course -> the day of the closing that it was last taken up from."""
	return {
		row.parent: day_of(row.closed_on or row.closing_began_on)
		for row in frappe.get_all(
			"LAT Earlier Closing",
			filters={"parent": ["in", sorted(cases)], "parenttype": "LAT Case"},
			fields=["parent", "closed_on", "closing_began_on"],
			order_by="parent asc, idx asc",
		)
	}


def refuse_new_answers(*cases: str) -> None:
	"""Refuse what persons newly answer on courses, which the save holds, where the consent holds no more."""
	for found in of_courses(cases, held=True).values():
		if found.stopped:
			frappe.throw(found.refusal().render(_), title=_("The consent to self-report holds no more"))


def has_answers(case: str) -> bool:
	"""Tell whether the person has answered anything on a course."""
	if any(frappe.db.exists(doctype, {"lat_case": case}) for doctype in SELF_REPORTS):
		return True
	return bool(own_side_of_wheel(case))


def own_side_of_wheel(case: str) -> list[frappe._dict]:
	"""Return the ratings on the wheel of a course that hold a number or words of the person."""
	plans = frappe.get_all("LAT Plan", filters={"lat_case": case}, pluck="name", order_by="name asc")
	rows = frappe.get_all(
		"LAT Plan Rating",
		filters={"parent": ["in", plans or [""]], "parenttype": "LAT Plan"},
		fields=["name", "parent", "person", "mentor", "words"],
		order_by="name asc",
	)
	return [row for row in rows if row.person or row.words]


def settle_answers(consent: Document) -> None:
	"""Let a withdrawn consent say what becomes of the answers so far, where there are any."""
	if consent.purpose != SELF_REPORT or not consent.withdrawn_on:
		consent.answers_so_far = None
	elif not consent.answers_so_far and not has_answers(consent.lat_case):
		consent.answers_so_far = NONE


def request_erasure(consent: Document) -> None:
	"""Ask that all that was answered on the course goes, as the one who writes it down (GDPR article 17)."""
	stored = consent.get_doc_before_save()
	if consent.answers_so_far != ERASED or (stored and stored.answers_so_far == ERASED):
		return
	frappe.get_doc(
		{
			"doctype": "LAT Erasure",
			"municipality": consent.municipality,
			"scope": ALL_SELF_REPORT,
			"course_number": consent.lat_case,
			"reason": "Consent withdrawn",
			"legal_basis": LEGAL_BASIS,
		}
	).insert()


def follow(consent: Document) -> None:
	"""Let what is due on a course follow a consent to self-report that was saved."""
	if consent.purpose == SELF_REPORT:
		frappe.get_doc("LAT Case", consent.lat_case, for_update=True).refresh_derived()

"""What was recorded of a course by the end of the quarter in which its person counts (R98, R107, R112)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

import frappe
from frappe.query_builder.functions import Min

from lat_corps.days import day_of
from lat_corps.domain.cadence import BEFORE
from lat_corps.domain.counting import (
	ANSWERED,
	CHANGED_MENTOR,
	GIVEN,
	HELD,
	NO_HANDOVER,
	NOT_ANSWERED,
	NOT_GIVEN,
	NOT_HELD,
	ONE_MENTOR,
	UNKNOWN,
	handover,
)
from lat_corps.domain.match_reviews import CITIZEN, FITS, NOT_ASKED
from lat_corps.domain.quarters import end_of_quarter

Rows = dict[str, list[frappe._dict]]


class Recorded:
	"""The records of some courses of a municipality, each kind read when it is first asked for."""

	def __init__(self, municipality: str, courses: Iterable[str]):
		self._of_courses = {"municipality": municipality, "lat_case": ["in", [*courses] or [""]]}

	def of_start(self, course: str, last: date) -> dict[str, str]:
		return {
			"Before measurement": self._measured_before(course, last),
			"First rating": GIVEN if self._first_rated.get(course, date.max) <= last else NOT_GIVEN,
		}

	def of_closing(self, closing: frappe._dict) -> dict[str, str]:
		"""Return what belongs to a closing; what came once the course was taken up again does not."""
		quarter = end_of_quarter(day_of(closing.closed_on))
		last = min(quarter, closing.until) if closing.until else quarter
		mentors = {row.mentor for row in _by(self._matches.get(closing.name, ()), "approved_on", last)}
		said = [row.fit for row in _by(self._said.get(closing.name, ()), "asked_on", last)]
		held = day_of(closing.debrief_held_on)
		return {
			"Debrief": HELD if held and held <= last else NOT_HELD,
			"Mentors": (ONE_MENTOR if len(mentors) == 1 else CHANGED_MENTOR) if mentors else UNKNOWN,
			"Fit": said[-1] if said else NOT_ASKED,
			"Handover": self._handed_over(closing.name, last),
		}

	def _measured_before(self, course: str, last: date) -> str:
		answered = self._measurements.get(course, ())
		if _by(answered, "measured_on", last):
			return ANSWERED
		return UNKNOWN if any(not row.measured_on for row in answered) else NOT_ANSWERED

	def _handed_over(self, course: str, last: date) -> str:
		sent = _by(self._handovers.get(course, ()), "sent_on", last)
		if not sent:
			return NO_HANDOVER
		received = _by(sent, "received_on", last)
		if not received:
			return handover(None, asked=False)
		first = received[0]
		days = (day_of(first.received_on) - day_of(first.sent_on)).days
		return handover(days, asked=bool(first.answered_question))

	@cached_property
	def _measurements(self) -> Rows:
		answered = ["in", ("Answered", "Partly answered")]
		return self._read("LAT Measurement", "measured_on", measured_at=BEFORE, standing=answered)

	@cached_property
	def _first_rated(self) -> dict[str, date]:
		rating = frappe.qb.DocType("LAT Progression")
		municipality, (_in, courses) = self._of_courses.values()
		of_courses = (rating.municipality == municipality) & rating.lat_case.isin(courses)
		here = frappe.qb.from_(rating).where(of_courses)
		found = here.select(rating.lat_case, Min(rating.rated_on)).groupby(rating.lat_case).run()
		return {course: day_of(day) for course, day in found if day}

	@cached_property
	def _matches(self) -> Rows:
		return self._read("LAT Match", "approved_on", "mentor", approved_on=["is", "set"])

	@cached_property
	def _said(self) -> Rows:
		return self._read("LAT Match Review", "asked_on", "fit", voice=CITIZEN, fit=["in", FITS])

	@cached_property
	def _handovers(self) -> Rows:
		return self._read(
			"LAT Handover", "received_on", "sent_on", "answered_question", sent_on=["is", "set"]
		)

	def _read(self, doctype: str, day: str, *others: str, **filters: object) -> Rows:
		"""Return rows by course, those of a course in the order of a day."""
		found: Rows = {}
		for row in frappe.get_all(
			doctype,
			filters={**self._of_courses, **filters},
			fields=["lat_case", day, *others],
			order_by=f"{day} asc, name asc",
		):
			found.setdefault(row.lat_case, []).append(row)
		return found


def _by(rows: Iterable[frappe._dict], fieldname: str, last: date) -> list[frappe._dict]:
	"""Return the rows that were there by a day."""
	return [row for row in rows if row[fieldname] and day_of(row[fieldname]) <= last]

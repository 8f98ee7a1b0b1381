"""The days on which a course can have been answered, asked of every record that is saved (R71, R90)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.derived import intervals
from lat_corps.days import day_of
from lat_corps.domain.answer_dates import CourseSpan, why_impossible

if TYPE_CHECKING:
	from frappe.model.document import Document


def refuse_impossible_day(record: Document, fieldname: str, point: str) -> None:
	"""Refuse a new or changed day, in the field, before the referral or long after the closing of the course.

	A day that is recorded already stays. `point` is a measurement point as in `domain.cadence`. Raises
	frappe.ValidationError with the reason.
	"""
	day, stored = record.get(fieldname), record.get_doc_before_save()
	if not day or (stored and stored.get(fieldname) and getdate(stored.get(fieldname)) == getdate(day)):
		return
	referred, closed = frappe.db.get_value("LAT Case", record.lat_case, ["referred_on", "closed_on"])
	span = CourseSpan(day_of(referred), day_of(closed))
	why = why_impossible(getdate(day), point, span, intervals().follow_up)
	if why:
		frappe.throw(why.render(_))

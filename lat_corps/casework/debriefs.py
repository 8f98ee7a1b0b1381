"""The debrief of a course: when it may be written and by whose consent (R106, R107)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework.closings import last_closed_on, leave_behind
from lat_corps.casework.facts import givers_for, missing_debrief_consents
from lat_corps.days import latest_today
from lat_corps.domain.documents.course import ENDING
from lat_corps.domain.roles import COORDINATOR
from lat_corps.holding import committed
from lat_corps.permissions.people import holds_function

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Debrief"

QUESTIONS = ("stays", "person", "surprise", "others", "more_of", "otherwise")
"""Six of the seven questions; who needs to know is the seventh."""

OF_THE_TALK = ("held_on", "participants", *QUESTIONS, "note_title", "note")
"""What is said of the course."""
TO_BE_TOLD = ("who", "what", "responsible", "due_on")
"""What is said of who needs to know; that they were told is noted whatever becomes of the consent."""


def begin(debrief: Document, course: Document) -> None:
	"""Tie a new debrief to the course as it ends now, which is held; each closing has one."""
	if course.stage not in ENDING:
		frappe.throw(_("A debrief is held when a course closes, and not at {0}.").format(_(course.stage)))
	if committed(DOCTYPE, {"lat_case": course.name, "earlier_closing": 0}):
		frappe.throw(_("This closing has its debrief already: go on with that one."))
	closed = last_closed_on(course)
	if closed and debrief.held_on and getdate(debrief.held_on) < closed:
		frappe.throw(_("The course has closed once before: its debrief is held after that."))
	debrief.update({"mentor": course.mentor, "mentor_name": course.mentor_name, "earlier_closing": 0})


def says_more(debrief: Document, stored: Document | None) -> bool:
	"""Tell whether a save says anything of the course that was not stored before it."""
	before = [_to_be_told(row) for row in stored.tasks] if stored else []
	return (
		not stored
		or any(debrief.differs(stored, fieldname) for fieldname in OF_THE_TALK)
		or any(_to_be_told(row) not in before for row in debrief.tasks)
	)


def _to_be_told(task: Document) -> list[str]:
	return [str(task.get(fieldname) or "") for fieldname in TO_BE_TOLD]


def ask_for_consent(debrief: Document, course: Document) -> None:
	"""Refuse to write of the course without consents to this closing that hold on the day of it and today.

	Who consents is stored with it.
	"""
	givers = givers_for(course.citizen)
	days = {latest_today(), getdate(debrief.held_on) if debrief.held_on else latest_today()}
	missing = {giver for day in days for giver in missing_debrief_consents(course, day)}
	lacks = [giver for giver in givers if giver in missing]
	if lacks:
		frappe.throw(
			_("A valid consent to the debrief is missing from: {givers}. Add it under Consents.").format(
				givers=", ".join(_(giver) for giver in lacks)
			),
			title=_("The debrief needs a consent"),
		)
	debrief.update(
		{"consent_from": ", ".join(_(giver) for giver in givers), "consent_asked_on": latest_today()}
	)


def refuse_strangers(debrief: Document, course: Document) -> None:
	"""Refuse a task for somebody who neither coordinates there nor was the mentor of the course."""
	mentor = frappe.db.get_value("LAT Mentor", debrief.mentor, "user") if debrief.mentor else None
	for row in debrief.tasks:
		if row.responsible != mentor and not holds_function(
			row.responsible, course.municipality, COORDINATOR
		):
			frappe.throw(
				_("Who needs to know, row {0}: a coordinator or the mentor of the course tells them.").format(
					row.idx
				)
			)


def note_held(debrief: Document) -> None:
	"""Write on the course that its debrief was held: the closing asks for that."""
	if not debrief.earlier_closing:
		frappe.db.set_value(
			"LAT Case", debrief.lat_case, "debrief_held_on", debrief.held_on, update_modified=False
		)


def set_aside(case: Document) -> None:
	"""Mark the debrief of the closing just set aside: the next one has its own."""
	leave_behind(case, DOCTYPE)

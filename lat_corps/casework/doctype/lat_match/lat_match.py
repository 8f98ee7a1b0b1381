from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import now_datetime

from lat_corps.casework import briefing, coordination, first_meeting, match_reviews, weighing
from lat_corps.casework.facts import match_facts
from lat_corps.corps.facts import open_courses, works_in
from lat_corps.days import latest_today
from lat_corps.document import StagedDocument
from lat_corps.domain.documents.match import ACCEPTED, LIFECYCLE, NOT_APPROVED_YET, OVER, MatchFacts
from lat_corps.domain.roles import COORDINATOR
from lat_corps.holding import committed, hold
from lat_corps.permissions.hooks import acting_roles
from lat_corps.permissions.people import holds_function, loans_today

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField

	from lat_corps.document import LatDocument


NOTHING_KNOWN = {"conflict_of_interest": "Not checked", "conflict_note": None, "rationale": None}


class LATMatch(StagedDocument):
	def before_insert(self) -> None:
		if not self.criteria:
			weighing.propose(self)

	def may_name(self, field: DocField, name: str | int) -> bool:
		"""A borrowed mentor is proposed too, whose record stays with the employer (R22)."""
		return super().may_name(field, name) or (field.fieldname == "mentor" and self.is_borrowed(name))

	def is_borrowed(self, mentor: str | int) -> bool:
		municipality = frappe.db.get_value("LAT Case", self.lat_case, "municipality")
		return bool(municipality and loans_today(mentor=mentor, borrowing_municipality=municipality))

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		chosen_anew = bool(stored) and self.differs(stored, "mentor")
		if (not stored or chosen_anew) and committed(
			"LAT Match",
			{
				"lat_case": self.lat_case,
				"mentor": self.mentor,
				"stage": ["not in", OVER],
			},
		):
			frappe.throw(_("This mentor is already proposed for the course."))
		if chosen_anew:
			self.begin_anew(stored)
		elif stored:
			self.keep_rows(stored)
		if self.interim_cover and (not stored or self.differs(stored, "interim_cover")):
			self.check_cover()
		# Not fetched by the form: the record of a borrowed mentor stays with the employer (R22).
		self.mentor_name = frappe.db.get_value("LAT Mentor", self.mentor, "full_name")
		# Who judges the criteria sees them as they are today; a mentor answers the offer that was made.
		if stored and stored.stage in NOT_APPROVED_YET and COORDINATOR in acting_roles(self):
			weighing.weigh_anew(self)
		super().validate()

	def keep_rows(self, stored: LatDocument) -> None:
		"""Keep the criteria as stored: none goes or is unticked by hand, the reason alone is written.

		The fit is judged by hand too, where no rule has settled it.
		"""
		written = {row.name: row for row in self.criteria}
		self.criteria = []
		for kept in stored.criteria:
			row = self.append("criteria", kept.as_dict())
			if hand := written.get(kept.name):
				row.update({"reason": hand.reason, "fit": kept.fit if kept.by_rule else hand.fit})

	def check_cover(self) -> None:
		"""A coordinator of the municipality, or a mentor who works there, covers meanwhile."""
		mentor = frappe.db.get_value("LAT Mentor", {"user": self.interim_cover})
		coordinates = holds_function(self.interim_cover, self.municipality, COORDINATOR)
		if not coordinates and not (mentor and works_in(mentor, self.municipality)):
			frappe.throw(_("A coordinator or mentor of the municipality covers until there is a new mentor."))

	def begin_anew(self, stored: LatDocument) -> None:
		"""Weigh another mentor who is chosen before the offer: what was found of the first counts no more."""
		if stored.stage != LIFECYCLE.initial:
			frappe.throw(_("The mentor has got the offer: decline this match, and make another one."))
		self.criteria = []
		weighing.propose(self)
		for fieldname, unknown in NOTHING_KNOWN.items():
			if not self.differs(stored, fieldname):
				self.set(fieldname, unknown)

	def stage_facts(self) -> MatchFacts:
		"""Hold the course and the mentor: the last place is offered once (G5)."""
		hold("LAT Mentor", self.mentor)
		return match_facts(
			self,
			case=frappe.get_doc("LAT Case", self.lat_case, for_update=True),
			mentor=frappe.get_doc("LAT Mentor", self.mentor, for_update=True),
			other_courses=open_courses(self.mentor, but_not=self.name, for_update=True),
			other_approved=committed(
				"LAT Match", {"lat_case": self.lat_case, "stage": "Approved", "name": ["!=", self.name]}
			),
		)

	def entered(self, stage: str) -> None:
		if stage in ACCEPTED:
			self.set(f"{stage.lower()}_by", frappe.session.user)
			self.set(f"{stage.lower()}_on", now_datetime())
		if stage == "Ended":
			self.ended_on = latest_today()

	def on_update(self) -> None:
		if self.stage in OVER:
			briefing.close_with(self.name)
		if self.stage == "Approved":
			first_meeting.begin(self)
			briefing.take_over(self)
			match_reviews.set_due(self.lat_case)
		frappe.get_doc("LAT Case", self.lat_case, for_update=True).refresh_derived()
		coordination.follow_mentor(self.lat_case)

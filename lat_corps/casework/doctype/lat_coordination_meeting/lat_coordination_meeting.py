from __future__ import annotations

import frappe
from frappe import _

from lat_corps.casework import agreements, coordination, exchanged
from lat_corps.casework.courses import refuse_before_referral
from lat_corps.days import is_newly_ahead, latest_today
from lat_corps.document import LatDocument
from lat_corps.domain.coordination import CANCELLED, clock, first_open, standing
from lat_corps.domain.documents.course import UNFINISHED
from lat_corps.domain.roles import COORDINATOR
from lat_corps.permissions.authored import on_paper
from lat_corps.permissions.hooks import acting_roles

WRITTEN = (
	"person_takes_part",
	"meets_on",
	"meets_at",
	"minutes",
	"place",
	"held_on",
	"cancelled_because",
	"participants",
	"shared_goals",
	"agenda",
	"points",
	"working_together",
)


class LATCoordinationMeeting(LatDocument):
	"""A meeting with partners around a person: shared goals, agreements, minutes for them (R55, R56, R62)."""

	def onload(self) -> None:
		if COORDINATOR in acting_roles(self):
			self.set_onload("partners", coordination.standing_of_partners(self))

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		course = frappe.get_doc("LAT Case", self.lat_case, for_update=True)
		if not stored:
			self.begin(course)
		self.name_participants(course)
		self.check_days(stored, course)
		self.keep_to_own_agreements(stored)
		self.keep_closed(stored)
		agreements.settle(self, stored)
		exchanged.keep_out(self, stored, _("Coordination meeting"))
		self.close_or_open()
		self.settle(course.mentor)

	def on_update(self) -> None:
		coordination.follow(self.lat_case)

	def begin(self, course) -> None:
		if course.stage not in UNFINISHED:
			frappe.throw(_("No meeting is planned on a course at {0}.").format(_(course.stage)))
		if not self.participants:
			self.extend("participants", coordination.invited(course))

	def name_participants(self, course) -> None:
		inside = coordination.inside(course)
		for row in self.participants:
			if row.listed:
				row.organisation = frappe.db.get_value("LAT Partner", row.listed, "title")
			if row.user not in inside and not row.organisation:
				frappe.throw(
					_("Row {0}: say which department or service {1} comes from.").format(row.idx, row.who)
				)
		names = [row.who for row in self.participants]
		if len(names) != len(set(names)):
			frappe.throw(_("Somebody takes part twice."))

	def check_days(self, stored, course) -> None:
		if self.meets_at:
			self.meets_at = clock(self.meets_at)
			if not self.meets_at:
				frappe.throw(_("Write the time as 13:30."))
		if is_newly_ahead(self, "held_on", stored):
			frappe.throw(_("A meeting that lies ahead is planned, not held."))
		for fieldname in ("meets_on", "held_on"):
			refuse_before_referral(self, fieldname, stored, course)
		if self.held_on:
			self.cancelled_because = None

	def keep_to_own_agreements(self, stored) -> None:
		"""The mentor ticks the own agreements, and changes nothing else of them."""
		if not stored or self.is_written_by_the_app() or COORDINATOR in acting_roles(self):
			return
		if not agreements.ticks_own_alone(self, stored, frappe.session.user):
			frappe.throw(
				_("You tick your own agreements; the rest of them is the coordinator's."),
				frappe.PermissionError,
			)

	def keep_closed(self, stored) -> None:
		if not stored or not stored.closed_on or self.flags.opens_again:
			return
		agreed = agreements.words(self.agreements) != agreements.words(stored.agreements)
		if agreed or any(self.differs(stored, name) for name in WRITTEN):
			frappe.throw(_("The minutes are closed: open them again before you change them."))

	def close_or_open(self) -> None:
		if self.flags.closes:
			self.update({"closed_on": latest_today(), "closed_by": frappe.session.user})
			self.update(coordination.consent_answer(self))
		elif self.flags.opens_again:
			self.update({"closed_on": None, "closed_by": None, **coordination.NO_ANSWER})

	def settle(self, mentor: str | None) -> None:
		"""Write what follows: where the meeting stands, and by when the next agreement is due."""
		self.standing = standing(bool(self.held_on), bool(self.closed_on), bool(self.cancelled_because))
		login = frappe.db.get_value("LAT Mentor", mentor, "user") if mentor else None
		own = {row.who for row in self.participants if login and row.user == login}
		self.mentor = mentor if own else None
		open_ones = () if self.standing == CANCELLED else agreements.facts(self.agreements, own)
		self.agreement_due = first_open(open_ones, of_mentor=False)
		self.mentor_due = first_open(open_ones, of_mentor=True)

	@on_paper
	def for_partners(self) -> dict:
		"""Return what the paper for partners holds today, by the consents that stand today."""
		# A print puts names in the place of numbers: what is asked for goes by the stored record.
		return coordination.for_partners(frappe.get_doc(self.doctype, self.name))

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from lat_corps.casework import exchanged
from lat_corps.casework.closings import last_closed_on
from lat_corps.days import is_newly_ahead, latest_today
from lat_corps.document import NO_VALUE, LatDocument
from lat_corps.domain.case_reviews import EXTEND, WEIGHED, Decision, lacking
from lat_corps.domain.documents.course import UNDER_WAY
from lat_corps.domain.roles import CASEWORKER
from lat_corps.messages import refuse
from lat_corps.permissions.people import holds_function, reach_of


class LATCaseReview(LatDocument):
	"""What is seen of a course together, and what is decided: each extension too (R20, R105)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		course = frappe.get_doc("LAT Case", self.lat_case, for_update=True)
		if stored:
			self.keep_what_is_settled(stored)
		else:
			self.begin(course)
		self.decide_on_course_under_way(stored, course)
		self.keep_the_mentors_words(stored)
		if is_newly_ahead(self, "held_on", stored):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("held_on"))))
		self.hold_within_course(stored, course)
		if self.caseworker and not holds_function(self.caseworker, self.municipality, CASEWORKER):
			frappe.throw(_("Choose a caseworker of the municipality."))
		exchanged.keep_out(self, stored, _("The review is not decided on yet"), but=("mentors_words",))
		refuse(lacking(self.written()), title=_("The review is not decided on yet"))
		self.stamp(stored, course)

	def begin(self, course) -> None:
		self.update({"mentor": course.mentor, "mentor_name": course.mentor_name})

	def decide_on_course_under_way(self, stored, course) -> None:
		decides = not stored or self.differs(stored, "decision")
		if decides and course.stage not in UNDER_WAY:
			frappe.throw(
				_("A course is reviewed while it is under way; this one is at {0}.").format(_(course.stage))
			)

	def hold_within_course(self, stored, course) -> None:
		if not self.held_on or (stored and not self.differs(stored, "held_on")):
			return
		began = last_closed_on(course) or course.opened_on
		if began and getdate(self.held_on) < getdate(began):
			frappe.throw(
				_("Held on lies before {0}, when the course began or had last closed: mend the day.").format(
					formatdate(getdate(began))
				)
			)

	def written(self) -> Decision:
		lasts = bool(self.new_end and self.held_on and getdate(self.new_end) > getdate(self.held_on))
		return Decision(
			decision=self.decision or "",
			decided_words=self.decided_words or "",
			**{field: self.get(field) or "" for field in WEIGHED},
			mentor_took_part=bool(self.mentor_took_part) or not self.mentor,
			caseworker=self.caseworker or "",
			new_end=bool(self.new_end),
			lasts=lasts,
		)

	def stamp(self, stored, course) -> None:
		if not self.decision:
			self.update({"decided_on": None, "decided_by": None})
		elif not stored or stored.decision != self.decision:
			self.update({"decided_on": latest_today(), "decided_by": frappe.session.user})
		# A course that is closing is extended by its own step, which asks for what it rests on.
		if self.decision == EXTEND and course.stage == "Active" and not self.earlier_closing:
			self.carried_out_on = self.carried_out_on or latest_today()

	def keep_what_is_settled(self, stored) -> None:
		settled = stored.carried_out_on or stored.earlier_closing
		fields = [field.fieldname for field in self.meta.fields if field.fieldtype not in NO_VALUE]
		if settled and any(self.differs(stored, name) for name in fields):
			frappe.throw(
				_("It was carried out, or is of an earlier closing, and stays as it was: hold a new review.")
			)

	def keep_the_mentors_words(self, stored) -> None:
		before = stored.mentors_words if stored else None
		if (self.mentors_words or None) == (before or None):
			return
		if self.mentor not in reach_of(frappe.session.user).mentors:
			frappe.throw(_("What the mentor says is the mentor's alone to write."), frappe.PermissionError)
		if stored and stored.decided_on:
			frappe.throw(_("It is decided already: what was said before stays as it was."))
		self.mentor_heard_on = latest_today() if self.mentors_words else None

	def on_update(self) -> None:
		course = frappe.get_doc("LAT Case", self.lat_case, for_update=True)
		stored = self.get_doc_before_save()
		if self.carried_out_on and not (stored and stored.carried_out_on):
			course.db_set("expected_end", self.new_end, update_modified=False)
		course.refresh_derived()

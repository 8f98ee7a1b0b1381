import frappe
from frappe import _

from lat_corps.days import latest_today
from lat_corps.document import LatDocument
from lat_corps.domain.concerns import Decision, lacking
from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.messages import refuse
from lat_corps.permissions.people import reach_of

OF_THE_MENTOR = ("urgency", "words")


class LATConcern(LatDocument):
	"""What a mentor is worried about, and what the coordinator decides (R77, T4)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if stored:
			self.mentor = stored.mentor
			self.keep_the_mentors_words(stored)
		else:
			self.begin(frappe.get_doc("LAT Case", self.lat_case, for_update=True))
		refuse(
			lacking(
				Decision(
					decision=self.decision or "",
					leads_to=self.leads_to or "",
					agreed=self.agreed or "",
					follow_up=bool(self.follow_up_on),
					followed_up=bool(self.followed_up_on),
				)
			),
			title=_("The concern is not decided on yet"),
		)
		if not self.decision:
			self.update({"decided_on": None, "decided_by": None})
		elif not stored or stored.decision != self.decision:
			self.update({"decided_on": latest_today(), "decided_by": frappe.session.user})

	def begin(self, course) -> None:
		if not course.is_its_mentor():
			frappe.throw(_("Only the mentor of the course can say a concern."), frappe.PermissionError)
		if course.stage not in WITH_MENTOR:
			frappe.throw(_("No concern is said on a course at {0}.").format(_(course.stage)))
		self.update({"mentor": course.mentor, "mentor_name": course.mentor_name, "raised_on": latest_today()})

	def keep_the_mentors_words(self, stored) -> None:
		changed = any(self.differs(stored, fieldname) for fieldname in OF_THE_MENTOR)
		if changed and (stored.decision or stored.mentor not in reach_of(frappe.session.user).mentors):
			frappe.throw(
				_("What the mentor said stays in the mentor's words, and as it was decided on."),
				frappe.PermissionError,
			)

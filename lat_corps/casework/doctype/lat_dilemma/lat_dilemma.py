import frappe
from frappe import _

from lat_corps.days import is_newly_ahead, latest_today
from lat_corps.document import LatDocument
from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.domain.roles import COORDINATOR
from lat_corps.permissions.hooks import acting_roles


class LATDilemma(LatDocument):
	"""A dilemma or a need for sparring on a course, open until it is taken up (R13, R79)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if stored:
			self.mentor = stored.mentor
		else:
			self.begin(frappe.get_doc("LAT Case", self.lat_case, for_update=True))
		if bool(self.taken_up_in) != bool(self.taken_up_on):
			frappe.throw(_("Write both where it was taken up and on which day."))
		if is_newly_ahead(self, "taken_up_on", stored):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("taken_up_on"))))

	def begin(self, course) -> None:
		if COORDINATOR not in acting_roles(self) and not course.is_its_mentor():
			frappe.throw(
				_("A dilemma is noted by the mentor of the course or its coordinator."),
				frappe.PermissionError,
			)
		if course.stage not in WITH_MENTOR or not course.mentor:
			frappe.throw(_("No dilemma is noted on a course at {0}.").format(_(course.stage)))
		self.update({"mentor": course.mentor, "mentor_name": course.mentor_name, "noted_on": latest_today()})

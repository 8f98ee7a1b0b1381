import frappe
from frappe import _
from frappe.utils import cint

from lat_corps.casework import watching
from lat_corps.casework.sessions import words_of
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.domain.sessions import DID_NOT_COME, LONGEST
from lat_corps.permissions.people import reach_of


class LATSession(LatDocument):
	"""What the mentor notes about a contact with the person, in a minute (R63, R65)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		course = frappe.get_doc("LAT Case", self.lat_case, for_update=True)
		noted_by = stored.mentor if stored else course.mentor
		if noted_by != course.mentor or noted_by not in reach_of(frappe.session.user).mentors:
			frappe.throw(
				_("The log of a course is its mentor's to write, and each changes only their own lines."),
				frappe.PermissionError,
			)
		if not stored and course.stage not in WITH_MENTOR:
			frappe.throw(_("Nothing is noted in the log of a course at {0}.").format(_(course.stage)))
		if is_newly_ahead(self, "held_on", stored):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("held_on"))))
		if cint(self.minutes) > LONGEST:
			frappe.throw(_("A contact lasts {0} minutes at most.").format(LONGEST))
		if self.kind == DID_NOT_COME:
			self.minutes = 0
		if not self.plan_row:
			self.worked_on = None
		elif not stored or self.has_value_changed("plan_row"):
			self.worked_on = words_of(self.lat_case, self.plan_row)
		self.mentor = noted_by
		if not stored:
			self.mentor_name = course.mentor_name

	def on_update(self) -> None:
		watching.follow(self.lat_case)

from datetime import date

import frappe
from frappe import _
from frappe.utils import now_datetime

from lat_corps.casework import briefing, coordination, exchanged
from lat_corps.casework.efforts import known_contact, plan_fits_until
from lat_corps.casework.facts import birth_date
from lat_corps.days import day_of, latest_today
from lat_corps.document import LatDocument
from lat_corps.domain.background import COORDINATOR_AND_MENTOR
from lat_corps.domain.documents.course import FINISHED
from lat_corps.domain.efforts import Effort, lacking
from lat_corps.domain.partners import INFORMATION
from lat_corps.messages import refuse


class LATPartnerEffort(LatDocument):
	"""What somebody else does for the person, or why nobody of a kind is to (R15, R52, R59, R60).

	It tells of health and of a day of birth: it is the coordinator's to read, what the mentor is let know
	stands on the course.
	"""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		course = frappe.db.get_value("LAT Case", self.lat_case, ["stage", "citizen"], as_dict=True)
		if not stored and course.stage in FINISHED:
			frappe.throw(_("Nobody joins a course at {0}.").format(_(course.stage)))
		self.take_from_directory()
		exchanged.keep_out(self, stored, _("This effort cannot be saved yet"))
		refuse(
			lacking(self.as_written(stored), birth_date(course.citizen), latest_today()),
			title=_("This effort cannot be saved yet"),
		)
		self.pass_on(stored)
		if stored and stored.plan_type != self.plan_type and self.plan_aligned_on == stored.plan_aligned_on:
			self.plan_aligned_on = None
		self.plan_fits_until = plan_fits_until(self, course.citizen)

	def on_update(self) -> None:
		coordination.follow(self.lat_case)

	def take_from_directory(self) -> None:
		if not self.partner:
			return
		listed = frappe.db.get_value(
			"LAT Partner", self.partner, ["title", "kind", "municipality"], as_dict=True
		)
		if listed.municipality != self.municipality:
			frappe.throw(_("Choose from the directory of the course's own municipality."))
		self.update({"department": listed.title, "kind": listed.kind})
		self.update(known_contact(self.partner, self.contact_name))

	def as_written(self, stored: "LATPartnerEffort | None") -> Effort:
		return Effort(
			status=self.status or "",
			because=self.because or "",
			department=self.department or "",
			helps_with=self.helps_with or "",
			begins=self.day("from_date"),
			ends=self.day("to_date"),
			plan=self.plan_type or "",
			plan_before=(stored and stored.plan_type) or "",
			afterwards=self.afterwards or "",
		)

	def pass_on(self, stored: "LATPartnerEffort | None") -> None:
		shared = self.audience == COORDINATOR_AND_MENTOR
		if shared and (not self.shared_on or (stored and stored.kind != self.kind)):
			refuse(
				briefing.unmet_consents(self.lat_case, [INFORMATION[self.kind]]),
				title=_("This cannot be passed on to the mentor yet"),
			)
		self.shared_on = (self.shared_on or now_datetime()) if shared else None

	def day(self, fieldname: str) -> date | None:
		return day_of(self.get(fieldname))

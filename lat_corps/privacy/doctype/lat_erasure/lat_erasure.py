import frappe
from frappe import _
from frappe.utils import get_fullname, now_datetime

from lat_corps.document import LatDocument
from lat_corps.domain.erasing import (
	ALL_SELF_REPORT,
	BY_RULE,
	CITIZEN,
	OF_A_COURSE,
	RETENTION_ENDED,
	RUN_OUT,
	SELF_REPORTS,
)
from lat_corps.holding import committed, hold
from lat_corps.privacy import erasing
from lat_corps.privacy.retention import courses_of, has_ended
from lat_corps.privacy.traces import find, names_of


class LATErasure(LatDocument):
	"""The request to erase, and afterwards the proof of it: kept for good (GDPR article 17)."""

	def validate(self) -> None:
		if self.flags.result:
			self.update(self.flags.result)
		elif self.is_new():
			self.request()
		elif self.get_doc_before_save().standing != erasing.REQUESTED:
			frappe.throw(_("An erasure is kept as it was carried out or called off."))

	def request(self) -> None:
		self.update(
			{
				"standing": erasing.REQUESTED,
				"requested_by": frappe.session.user,
				"requested_by_name": get_fullname(frappe.session.user),
				"requested_on": now_datetime(),
			}
		)
		if self.scope == RUN_OUT or self.reason == BY_RULE:
			frappe.throw(_("What has run out is deleted by rule, and never asked for."))
		self.settle_whom()
		hold("LAT Citizen", self.citizen)
		others = committed("LAT Erasure", {"citizen": self.citizen, "standing": erasing.REQUESTED})
		if others:
			frappe.throw(
				_("The erasure of this citizen is requested already: see {0}.").format(others[0].name)
			)
		courses = [case for case in courses_of(self.citizen) if self.course_number in (None, "", case.name)]
		if self.reason == RETENTION_ENDED and not has_ended(courses):
			frappe.throw(_("The retention of the citizen's courses has not ended: choose another reason."))
		note = (self.legal_basis or "").casefold()
		if any(name.casefold() in note for name in names_of(find(self.citizen))):
			frappe.throw(_("Leave the person's name out of the legal basis: this note stays."))

	def settle_whom(self) -> None:
		"""Take the citizen from the record that is to go; refuse one that is not of the municipality."""
		if self.scope == CITIZEN:
			self.update({"course_number": None, "document_type": None, "document_number": None})
			whom, about = self.citizen, _("There is no citizen of this number in the municipality.")
		else:
			about = _("There is no such record in the municipality.")
			if self.scope in OF_A_COURSE:
				self.update({"document_type": None, "document_number": None})
				case = self.course_number
			else:
				self.course_number = None
				case = self.document_type in SELF_REPORTS and frappe.db.get_value(
					self.document_type, str(self.document_number), "lat_case"
				)
			whom = self.citizen = case and frappe.db.get_value("LAT Case", case, "citizen")
		if not whom or frappe.db.get_value("LAT Citizen", whom, "municipality") != self.municipality:
			frappe.throw(about)
		if self.scope == ALL_SELF_REPORT and not erasing.found_for(self).counts():
			frappe.throw(_("The person has answered nothing on this course."))

	def on_trash(self) -> None:
		frappe.throw(_("An erasure is kept as the proof that it was carried out."), frappe.PermissionError)


@frappe.whitelist()
def preview(name: str) -> dict:
	"""Return what would be erased, as (kind, document type, number), and what stands in the way."""
	erasure = frappe.get_doc("LAT Erasure", name)
	erasure.check_permission("read")
	found = erasing.found_for(erasure) if erasure.standing == erasing.REQUESTED else None
	return {
		"counts": found.counts() if found else [],
		"obstacles": erasing.obstacles(erasure),
		"files_left": bool(erasure.files_left),
	}


@frappe.whitelist(methods=["POST"])
def carry_out(name: str, confirmation: str) -> None:
	"""Erase what was asked for; typed confirmation is its number. All or nothing."""
	erasing.carry_out(_to_write(name), confirmation, _show_progress)


@frappe.whitelist(methods=["POST"])
def remove_files(name: str) -> int:
	"""Remove the files that an interrupted erasure has left on disk; return how many remain."""
	erasure = _to_write(name)
	if erasure.standing != erasing.CARRIED_OUT:
		frappe.throw(_("The erasure has not been carried out."))
	return erasing.remove_files(name)


@frappe.whitelist(methods=["POST"])
def call_off(name: str) -> None:
	"""Withdraw a request that has not been carried out."""
	erasure = _to_write(name)
	if erasure.standing != erasing.REQUESTED:
		frappe.throw(_("An erasure is kept as it was carried out or called off."))
	erasure.flags.result = {"standing": erasing.CALLED_OFF, "called_off_by": frappe.session.user}
	erasure.save()


def _to_write(name: str) -> LATErasure:
	erasure = frappe.get_doc("LAT Erasure", name)
	erasure.check_permission("write")
	return erasure


def _show_progress(done: int, total: int) -> None:
	frappe.publish_progress(done * 100 / total, title=_("Erasing"))

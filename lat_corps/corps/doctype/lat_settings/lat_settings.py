from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from lat_corps.corps.acknowledgement_requests import reminder_rules
from lat_corps.document import refuse_discard
from lat_corps.domain.national import FEWEST_MUNICIPALITIES, LEAST_MARGIN
from lat_corps.domain.reminders import problems
from lat_corps.messages import refuse

LOWEST_THRESHOLD = 5
LOWEST_OF_THE_COUNTRY = {
	"national_municipalities": FEWEST_MUNICIPALITIES,
	"national_margin": LEAST_MARGIN,
}


class LATSettings(Document):
	"""What differs from place to place, the names of UPP and TPM included (R115, T9)."""

	def validate(self) -> None:
		# Frappe stores whatever document status is sent for a single document, and then keeps it closed.
		self.docstatus = 0
		if self.small_cell_threshold < LOWEST_THRESHOLD:
			frappe.throw(_("The smallest number shown must be {0} or more.").format(LOWEST_THRESHOLD))
		for fieldname, least in LOWEST_OF_THE_COUNTRY.items():
			if (self.get(fieldname) or least) < least:
				frappe.throw(_("{0} must be {1} or more.").format(_(self.meta.get_label(fieldname)), least))
		if self.own_consent_from_age > self.custody_consent_below_age:
			frappe.throw(
				_("Own consent must begin before the custody holder's consent ends: mend the two ages.")
			)
		for fieldname in (
			"progression_interval",
			"default_capacity",
			"match_review_weeks",
			"retention_years",
			"keep_rejected_days",
			"days_between_notices",
			"report_days",
			"experience_years",
		):
			if self.get(fieldname) < 1:
				frappe.throw(_("{0} must be 1 or more.").format(_(self.meta.get_label(fieldname))))
		for fieldname in (
			"after_interval",
			"follow_up_interval",
			"own_notes_days",
			"days_after_expiry",
			"loan_notice_days",
			"due_notice_days",
			"consent_notice_days",
			"effort_notice_days",
			"plan_notice_days",
			"silent_after_days",
			"review_interval",
			"coaching_interval",
			"meeting_interval",
			"training_months",
			"days_until_counted",
			"experience_days",
		):
			if (self.get(fieldname) or 0) < 0:
				frappe.throw(_("{0} must be 0 or more.").format(_(self.meta.get_label(fieldname))))
		refuse(problems(reminder_rules(self)), title=_("Acknowledgement of role descriptions"))

	def is_changed(self, fields: Iterable[str]) -> bool:
		"""Tell whether this save has changed one of the fields, and have the new settings read from now."""
		before = self.get_doc_before_save()
		changed = before and any(str(self.get(name) or "") != str(before.get(name) or "") for name in fields)
		if changed:
			# Frappe forgets the earlier settings only after this
			self.clear_cache()
		return bool(changed)

	def before_discard(self) -> None:
		refuse_discard(self)

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from lat_corps.casework import briefing
from lat_corps.casework.facts import consents_of
from lat_corps.days import danish_today, day_of, is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.background import (
	COORDINATOR_AND_MENTOR,
	reaches_mentor,
	unmet_for_sharing,
	unmet_to_rest_on,
)
from lat_corps.messages import refuse

ASKED_OF_CONSENT = ("consent", "kind", "received_on")
READ_BY_MENTOR = ("kind", "origin", "content", "legal_basis", "allowed_use", "received_on")


class LATBackgroundInformation(LatDocument):
	"""What is known of the person from elsewhere, passed on to the mentor as far as needed (R37 to R43)."""

	def validate(self) -> None:
		self.check_dates()
		self.check_consent()
		shared = self.audience == COORDINATOR_AND_MENTOR
		if shared and (not self.shared_on or self.is_changed_for_mentor(self.get_doc_before_save())):
			self.check_sharing()
		self.shared_on = (self.shared_on or now_datetime()) if shared else None

	def check_dates(self) -> None:
		if is_newly_ahead(self, "received_on", self.get_doc_before_save()):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("received_on"))))
		if self.expires_on and getdate(self.expires_on) < getdate(self.received_on):
			frappe.throw(_("It may be kept until a day after it was received: mend one of the two dates."))

	def check_consent(self) -> None:
		stored = self.get_doc_before_save()
		if self.consent and (not stored or any(self.differs(stored, field) for field in ASKED_OF_CONSENT)):
			(consent,) = consents_of(self.lat_case, name=self.consent) or (None,)
			refuse(
				unmet_to_rest_on(consent, self.kind, getdate(self.received_on)),
				title=_("This cannot rest on the consent {0}").format(self.consent),
			)

	def check_sharing(self) -> None:
		refuse(
			unmet_for_sharing(self.origin, self.allowed_use or "", self.expiry(), danish_today())
			+ briefing.unmet_to_collect(self.consent)
			+ briefing.unmet_consents(self.lat_case, [self.kind]),
			title=_("This cannot be passed on to the mentor yet"),
		)

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		newly = not (stored and self.reaches(stored))
		if self.reaches(self) and (newly or self.is_changed_for_mentor(stored)):
			frappe.get_doc("LAT Case", self.lat_case).ask_to_read_anew()

	def expiry(self) -> date | None:
		return day_of(self.expires_on)

	def reaches(self, doc: Document) -> bool:
		return reaches_mentor(doc.audience, doc.expiry(), danish_today())

	def is_changed_for_mentor(self, stored: Document) -> bool:
		return any(self.differs(stored, fieldname) for fieldname in READ_BY_MENTOR)

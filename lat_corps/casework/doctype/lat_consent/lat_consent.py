import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.casework import briefing, self_report
from lat_corps.casework.consents import outgrown_since
from lat_corps.casework.facts import birth_date
from lat_corps.casework.withdrawal import stop_handovers
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.consent import COORDINATION, NAMES_INFORMATION
from lat_corps.domain.purposes import EXPLAINED
from lat_corps.languages import language_name


class LATConsent(LatDocument):
	"""A consent as given: it can be withdrawn or run out, never widened (retssikkerhedsloven § 11 a)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not self.informed:
			frappe.throw(
				_("Tell the person that consent is voluntary and can be withdrawn, and tick that you did.")
			)
		if is_newly_ahead(self, "given_on", stored):
			frappe.throw(_("The consent is given on a day in the future."))
		if is_newly_ahead(self, "withdrawn_on", stored):
			frappe.throw(_("The consent is withdrawn on a day in the future: write it on the day."))
		for fieldname in ("valid_until", "withdrawn_on"):
			if self.get(fieldname) and getdate(self.get(fieldname)) < getdate(self.given_on):
				frappe.throw(
					_("{0} lies before the day the consent was given.").format(
						_(self.meta.get_label(fieldname))
					)
				)
		if self.purpose in NAMES_INFORMATION and not self.information_types:
			frappe.throw(_("Name the types of information: a blanket consent does not do."))
		self.name_partners()
		self_report.settle_answers(self)
		born = birth_date(frappe.db.get_value("LAT Case", self.lat_case, "citizen"))
		self.outgrown_on = outgrown_since(self, born)
		self.keep_what_was_given()

	def name_partners(self) -> None:
		if self.purpose != COORDINATION:
			self.partners = []
			return
		for row in self.partners:
			if row.listed:
				row.partner = frappe.db.get_value("LAT Partner", row.listed, "title")
		self.partners = [row for row in self.partners if row.partner]
		if not self.partners:
			frappe.throw(_("Name the partners that may know: a blanket consent does not do."))

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if self.withdrawn_on and not (stored and stored.withdrawn_on):
			stop_handovers(self.lat_case)
			briefing.stop_uncovered(self.lat_case)
		self_report.follow(self)
		self_report.request_erasure(self)

	def keep_what_was_given(self) -> None:
		stored = self.get_doc_before_save()
		if not stored:
			return
		if self.differs(stored, "information_types"):
			frappe.throw(_("The types of information stay as they were consented to: add a new consent."))
		if self.differs(stored, "partners"):
			frappe.throw(_("The partners stay as they were consented to: add a new consent."))
		if stored.withdrawn_on and not self.withdrawn_on:
			frappe.throw(_("A withdrawn consent stays withdrawn: add a new consent."))

	def said(self) -> dict[str, str]:
		"""Return what its paper says: the purpose in plain words, what a withdrawal stops, the language."""
		words = EXPLAINED[self.purpose]
		return {
			"means": _(words.means),
			"stops": _(words.stops),
			"language": language_name(self.language) if self.language else "",
		}

import frappe
from frappe import _

from lat_corps.corps.facts import open_courses
from lat_corps.corps.loan_facts import composed_profile, loan_facts
from lat_corps.document import LatDocument
from lat_corps.domain.documents.loan import NOT_AGREED_YET, guard_loan_offered
from lat_corps.domain.lending import tells_name
from lat_corps.domain.staging import unmet
from lat_corps.holding import committed, hold
from lat_corps.messages import refuse


class LATLoanOffer(LatDocument):
	"""Which mentor stands behind a profile: the lender's own record until both sides agree (R22).

	Both coordinators have the same role, so a hidden field on the loan would answer to filters, and the
	version history would show it.
	"""

	def validate(self) -> None:
		loan = frappe.get_doc("LAT Mentor Loan", self.loan, for_update=True)
		if loan.stage not in NOT_AGREED_YET:
			frappe.throw(_("The mentor of a loan stays as agreed: request a new loan instead."))
		if committed("LAT Loan Offer", {"loan": self.loan, "name": ["!=", self.name or ""]}):
			frappe.throw(_("A mentor is offered for this loan already: change that offer instead."))
		mentor = frappe.get_doc("LAT Mentor", self.mentor)
		if mentor.municipality != loan.lending_municipality:
			frappe.throw(_("Offer a mentor of the lending municipality."))
		stored = self.get_doc_before_save()
		if not self.profile or (stored and stored.mentor != self.mentor and stored.profile == self.profile):
			self.profile = composed_profile(mentor)
		if tells_name(self.profile, mentor.full_name):
			frappe.throw(_("The profile tells the mentor's name: take it out of the text."))
		if loan.stage == "Offered":
			hold("LAT Mentor", self.mentor)
			held = frappe.get_doc("LAT Mentor", self.mentor, for_update=True)
			facts = loan_facts(loan, held, open_courses(self.mentor, for_update=True))
			refuse(unmet(guard_loan_offered(facts)), title=_("This offer is not possible"))

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if stored and (stored.mentor, stored.profile) != (self.mentor, self.profile):
			frappe.get_doc("LAT Mentor Loan", self.loan, for_update=True).take_other_offer(self.profile)

	def on_trash(self) -> None:
		frappe.throw(_("An offer belongs to its loan and stays with it."))

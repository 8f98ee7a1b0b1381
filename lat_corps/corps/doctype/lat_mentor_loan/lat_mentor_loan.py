import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lat_corps.corps.acknowledgement_requests import bring_up_to_date
from lat_corps.corps.facts import centre_contact, open_courses
from lat_corps.corps.loan_facts import loan_facts, mentor_of, offer_of, sides_of, terms_in_words
from lat_corps.days import latest_today
from lat_corps.document import StagedDocument
from lat_corps.domain.documents.loan import ENDED, NOT_AGREED_YET, LoanFacts
from lat_corps.domain.lending import BORROWING, LENDING, TERMS
from lat_corps.holding import hold
from lat_corps.permissions.authored import on_paper

PERIOD = ("from_date", "to_date", "extent")
REQUEST = (
	"kind",
	"languages",
	"competences",
	"purpose",
	"outside_contact",
	"outside_phone",
	"outside_email",
)
SIGNED = ("kind", "purpose", *PERIOD, *TERMS, "other_terms")
"""A change of these takes both signatures back."""

NO_SIGNATURES = dict.fromkeys(
	(
		"lender_signed_name",
		"lender_signed_on",
		"lender_signed_by",
		"borrower_signed_name",
		"borrower_signed_title",
		"paper_signed_on",
		"borrower_signed_on",
		"borrower_signed_by",
	)
)


class LATMentorLoan(StagedDocument):
	"""A mentor of one municipality on loan to another; it names no course and no citizen (R22)."""

	def onload(self) -> None:
		self.set_onload("sides", sides_of(self))

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		self.check_borrower()
		if getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("The last day of the loan lies before the first."))
		if not stored:
			self.check_requester()
		elif stored.stage not in NOT_AGREED_YET:
			self.keep_what_was_agreed(stored)
		elif any(self.differs(stored, fieldname) for fieldname in SIGNED):
			self.take_signatures_back()
		super().validate()

	def check_borrower(self) -> None:
		self.borrower_outside = (self.borrower_outside or "").strip() or None
		if bool(self.borrowing_municipality) == bool(self.borrower_outside):
			frappe.throw(
				_("Choose the borrowing municipality, or write who borrows when it is outside the corps.")
			)
		if self.borrowing_municipality == self.lending_municipality:
			frappe.throw(_("A loan goes from one municipality to another."))

	def check_requester(self) -> None:
		if BORROWING not in sides_of(self):
			frappe.throw(
				_("A loan is requested by a coordinator of the borrower; from outside, of the lender.")
				if self.borrower_outside
				else _("A loan is requested by a coordinator of the borrowing municipality."),
				frappe.PermissionError,
			)

	def keep_what_was_agreed(self, stored: "LATMentorLoan") -> None:
		ended = ("status_reason",) if stored.stage in ENDED else ()
		if any(self.differs(stored, fieldname) for fieldname in {*REQUEST, *SIGNED, *ended}):
			frappe.throw(_("What was agreed stays as it is: request a new loan to change or extend it."))

	def take_signatures_back(self) -> None:
		if self.lender_signed_on or self.borrower_signed_on:
			self.update(NO_SIGNATURES)
			frappe.msgprint(_("The signatures were taken back: both sides sign what stands here now."))

	def take_other_offer(self, profile: str) -> None:
		"""Show the profile of another mentor, which nobody has signed for yet."""
		if self.stage == "Offered":
			self.db_set({**NO_SIGNATURES, "profile": profile})
			self.add_comment("Info", _("Another profile was offered."))

	def stage_facts(self) -> LoanFacts:
		name = mentor_of(self)
		if not name:
			return loan_facts(self, mentor=None, courses=())
		hold("LAT Mentor", name)
		mentor = frappe.get_doc("LAT Mentor", name, for_update=True)
		return loan_facts(self, mentor, open_courses(name, for_update=True))

	def entered(self, stage: str) -> None:
		if stage == "Offered":
			self.profile = offer_of(self.name).profile
		elif stage == "Agreed":
			offer = offer_of(self.name)
			self.update({"mentor": offer.mentor, "mentor_name": offer.mentor_name})
		elif stage == "Returned":
			self.returned_on = latest_today()

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		moved = stored is None or stored.stage != self.stage
		if moved and self.borrowing_municipality:
			bring_up_to_date(self.borrowing_municipality)

	@on_paper
	def agreement(self) -> dict:
		"""Return what the printed agreement adds: the terms in words, and the centre's contact."""
		return {"terms": terms_in_words(self), "centre": centre_contact()}

	def sign_for(self, side: str, signed_name: str, **paper: object) -> None:
		"""Write a signature; only methods that have checked the person call it."""
		if self.stage != "Offered":
			frappe.throw(_("Sign when a mentor is offered and before the loan is agreed."))
		prefix = "lender" if side == LENDING else "borrower"
		if self.get(f"{prefix}_signed_on"):
			frappe.throw(_("This side has already signed."))
		signed_name = signed_name.strip()
		if not signed_name:
			frappe.throw(_("Write the name of the one who signs."))
		self.db_set(
			{
				f"{prefix}_signed_name": signed_name,
				f"{prefix}_signed_on": now_datetime(),
				f"{prefix}_signed_by": frappe.session.user,
				**paper,
			}
		)

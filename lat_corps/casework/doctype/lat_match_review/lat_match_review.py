import frappe
from frappe import _

from lat_corps.casework import match_reviews
from lat_corps.casework.of_match import approved_match
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.match_reviews import MENTOR, NOT_ASKED
from lat_corps.permissions.people import reach_of


class LATMatchReview(LatDocument):
	"""How a match works, in the voice of the citizen or of the mentor (R20, R112)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored:
			self.lat_match = approved_match(self.lat_case)
			match_reviews.refuse_heard_already(self)
		changed = not stored or any(self.differs(stored, name) for name in ("fit", "words"))
		if changed and self.voice == MENTOR and self.fit != NOT_ASKED and not self.is_own():
			frappe.throw(
				_("The mentor of the match answers, nobody else: write “Not asked” and why if there is none.")
			)
		if self.fit == NOT_ASKED and not self.words:
			frappe.throw(_("Write why nobody was asked."))
		if is_newly_ahead(self, "asked_on", stored):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("asked_on"))))

	def is_own(self) -> bool:
		mentor = frappe.db.get_value("LAT Match", self.lat_match, "mentor")
		return mentor in reach_of(frappe.session.user).mentors

	def on_update(self) -> None:
		match_reviews.note_heard(self)

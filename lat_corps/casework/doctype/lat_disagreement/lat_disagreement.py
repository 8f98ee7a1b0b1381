import frappe
from frappe import _

from lat_corps.casework.disagreements import settle_subject
from lat_corps.days import is_newly_ahead, latest_today
from lat_corps.document import LatDocument
from lat_corps.domain.disagreements import unmet_to_answer
from lat_corps.messages import refuse

IN_THEIR_WORDS = ("place", "disputed", "said_by", "said_on", "words")


class LATDisagreement(LatDocument):
	"""What a person says is wrong in a record, in the person's words, and the answer (GDPR article 16)."""

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored and self.document_type and self.document_number:
			settle_subject(self)
		if is_newly_ahead(self, "said_on", stored):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("said_on"))))
		if stored and stored.answered_on and any(self.differs(stored, field) for field in IN_THEIR_WORDS):
			frappe.throw(_("What was answered stays in the person's words: write a new note."))
		refuse(unmet_to_answer(self.result or "", self.answer or ""), title=_("The note is not answered yet"))
		if not self.answer:
			self.update({"answered_on": None, "answered_by": None})
		elif not stored or self.differs(stored, "answer") or self.differs(stored, "result"):
			self.update({"answered_on": latest_today(), "answered_by": frappe.session.user})

import frappe
from frappe import _

from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument

QUESTIONS = {
	"Before and after": ("wellbeing", "why_change", "elements", "tools"),
	"Progression": ("movement", "ups_and_downs", "keeping"),
}


class LATReflection(LatDocument):
	"""What mentor and coordinator make of a course's figures: the guide's questions to them (R93, R95)."""

	def validate(self) -> None:
		if is_newly_ahead(self, "reflected_on", self.get_doc_before_save()):
			frappe.throw(_("The reflection is dated in the future."))
		for about, fieldnames in QUESTIONS.items():
			if about != self.about:
				self.update(dict.fromkeys(fieldnames))
		if not any((self.get(fieldname) or "").strip() for fieldname in QUESTIONS[self.about]):
			frappe.throw(_("Answer at least one of the questions."))

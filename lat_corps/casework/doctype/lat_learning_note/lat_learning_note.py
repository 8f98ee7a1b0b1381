import frappe
from frappe import _

from lat_corps.casework.learning import marked
from lat_corps.days import latest_today
from lat_corps.document import LatDocument


class LATLearningNote(LatDocument):
	"""What a corps has learned in some course, nobody knows which (R108)."""

	def validate(self) -> None:
		if not self.get_doc_before_save():
			if not self.flags.released:
				frappe.throw(_("A learning note is drafted in a debrief, and released from there."))
			self.released_on = latest_today()

	def onload(self) -> None:
		self.set_onload("marks", marked(self.title, self.note))

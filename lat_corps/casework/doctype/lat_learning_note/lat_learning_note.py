import frappe
from frappe import _
from frappe.utils import get_datetime

from lat_corps.casework.learning import marked
from lat_corps.days import latest_today
from lat_corps.document import LatDocument


class LATLearningNote(LatDocument):
	"""What a corps has learned in some course, nobody knows which (R108)."""

	def autoname(self) -> None:
		# A random name of Frappe's own begins with the time, and so tells when its debrief was open.
		self.name = frappe.generate_hash(length=16)

	def validate(self) -> None:
		if not self.get_doc_before_save():
			if not self.flags.released:
				frappe.throw(_("A learning note is drafted in a debrief, and released from there."))
			self.released_on = latest_today()
			# Who released it at which minute leads to the debrief too: it is the corps' own, of that day.
			day = get_datetime(self.released_on)
			self.update(
				{"owner": "Administrator", "modified_by": "Administrator", "creation": day, "modified": day}
			)

	def onload(self) -> None:
		self.set_onload("marks", marked(self.title, self.note))

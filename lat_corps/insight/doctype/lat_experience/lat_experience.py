import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATExperience(LatDocument):
	"""What somebody of a corps has told, nobody knows who; `insight.experience` alone writes it."""

	def validate(self) -> None:
		self.refuse_by_hand()

	def on_trash(self) -> None:
		self.refuse_by_hand()

	def refuse_by_hand(self) -> None:
		frappe.throw(_("What was told is kept as it was given; nobody writes it."))

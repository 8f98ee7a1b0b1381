import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATExperienceRequest(LatDocument):
	"""Who is asked to tell of a quarter, and who is done; `insight.experience` alone writes it."""

	def validate(self) -> None:
		self.refuse_by_hand()

	def on_trash(self) -> None:
		self.refuse_by_hand()

	def refuse_by_hand(self) -> None:
		frappe.throw(_("Who is asked follows from the corps and the quarter; nobody writes it."))

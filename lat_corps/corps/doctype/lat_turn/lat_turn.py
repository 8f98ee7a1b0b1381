import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATTurn(LatDocument):
	"""A turn that stands, with what was told of it; `corps.turns` alone writes it."""

	def validate(self) -> None:
		self.refuse_by_hand()

	def on_trash(self) -> None:
		self.refuse_by_hand()

	def refuse_by_hand(self) -> None:
		frappe.throw(_("Whose turn it is follows from the records; nobody writes it."))

import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATAcknowledgementRequest(LatDocument):
	"""Who is asked to acknowledge which version by when (R16); `acknowledgement_requests` alone writes it."""

	def validate(self) -> None:
		frappe.throw(_("Requests follow from who is bound and who has acknowledged; nobody writes them."))

	def on_trash(self) -> None:
		frappe.throw(_("Requests follow from who is bound and who has acknowledged; nobody writes them."))

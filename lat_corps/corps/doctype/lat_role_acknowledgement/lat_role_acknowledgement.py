import frappe
from frappe import _
from frappe.utils import now_datetime

from lat_corps.document import LatDocument


class LATRoleAcknowledgement(LatDocument):
	"""Who has acknowledged which version, and when: written once, never changed (R16)."""

	def validate(self) -> None:
		if not self.is_new():
			frappe.throw(_("An acknowledgement is kept as it was given."))
		self.user = frappe.session.user
		self.acknowledged_on = now_datetime()
		self.signed_name = (self.signed_name or "").strip()
		if frappe.db.get_value("LAT Role Description", self.role_description, "stage") != "Published":
			frappe.throw(_("Only a published role description can be acknowledged."))
		if frappe.db.exists(
			"LAT Role Acknowledgement", {"role_description": self.role_description, "user": self.user}
		):
			frappe.throw(_("You have already acknowledged this version."))

	def on_trash(self) -> None:
		frappe.throw(_("An acknowledgement is kept as it was given."))

import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATNationalRelease(LatDocument):
	"""What was told of municipalities together: numbers that no role reads as a record (R89, N9)."""

	def validate(self) -> None:
		frappe.throw(_("What was counted and told is written by the server alone."), frappe.PermissionError)

import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATCountedPeriod(LatDocument):
	"""What was counted of a quarter, or told of a period: numbers that no role reads (R110, N6)."""

	def validate(self) -> None:
		frappe.throw(_("What was counted and told is written by the server alone."), frappe.PermissionError)

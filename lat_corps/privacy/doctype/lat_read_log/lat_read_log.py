import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATReadLog(LatDocument):
	"""A line of the read log: written by `read_log.noting` alone, never changed or deleted (N3)."""

	def validate(self) -> None:
		frappe.throw(_("The read log is written by the system alone."), frappe.PermissionError)

	def on_trash(self) -> None:
		frappe.throw(_("The read log is kept as it was written."), frappe.PermissionError)

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import add_days

from lat_corps.days import danish_today
from lat_corps.document import LatDocument


class LATRefusedRequest(LatDocument):
	"""A line of what the door has refused: written by `permissions.door.refusals` alone."""

	def validate(self) -> None:
		frappe.throw(_("The log of refused requests is written by the system alone."), frappe.PermissionError)

	def on_trash(self) -> None:
		frappe.throw(
			_("The log of refused requests is emptied by Log Settings alone."), frappe.PermissionError
		)

	@staticmethod
	def clear_old_logs(days: int = 90) -> None:
		"""Delete the lines that are older than `days`; Frappe calls this as Log Settings says."""
		frappe.db.delete("LAT Refused Request", {"day": ["<", add_days(danish_today(), -int(days))]})

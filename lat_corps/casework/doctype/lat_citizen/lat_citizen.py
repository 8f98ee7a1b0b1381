import frappe
from frappe import _
from frappe.utils import getdate, today

from lat_corps.document import LatDocument


class LATCitizen(LatDocument):
	"""Who the person is, apart from the course and without version history (N2)."""

	def validate(self) -> None:
		if self.birth_date and getdate(self.birth_date) > getdate(today()):
			frappe.throw(_("The date of birth lies in the future."))

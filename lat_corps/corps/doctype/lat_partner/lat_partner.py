import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATPartner(LatDocument):
	"""A department or service that helps people of a municipality, and who answers there (R54)."""

	def validate(self) -> None:
		for row in self.contacts:
			if not (row.phone or row.email):
				frappe.throw(
					_("Row {0}: write the telephone or the email of {1}.").format(row.idx, row.person_name)
				)

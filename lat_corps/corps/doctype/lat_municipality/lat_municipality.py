import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.corps.requests import bring_up_to_date
from lat_corps.document import LatDocument
from lat_corps.domain.roles import FUNCTION_ROLE


class LATMunicipality(LatDocument):
	def validate(self) -> None:
		for row in self.members:
			if row.from_date and row.to_date and getdate(row.to_date) < getdate(row.from_date):
				frappe.throw(_("Row {0}: the last day lies before the first.").format(row.idx))
		self.tell_missing_roles()

	def on_update(self) -> None:
		bring_up_to_date(self.name)

	def tell_missing_roles(self) -> None:
		"""A function opens nothing without the role of the login, which a user administrator gives."""
		for row in self.members:
			role = FUNCTION_ROLE[row.member_function]
			if role not in frappe.get_roles(row.user):
				frappe.msgprint(
					_("{0} lacks the role {1}: a user administrator must add it.").format(
						frappe.bold(row.full_name or row.user), frappe.bold(_(role))
					),
					title=_("Role missing"),
					indicator="orange",
				)

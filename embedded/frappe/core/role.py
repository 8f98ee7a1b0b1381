"""Roles."""

from __future__ import annotations

import frappe
from frappe.model.document import Document


class Role(Document):
	def validate(self) -> None:
		if self.disabled:
			if self.name in ("Administrator", "System Manager", "Script Manager", "All", "Guest"):
				frappe.throw(frappe._("Standard roles cannot be disabled"))
			frappe.db.delete("Has Role", {"role": self.name})
			frappe.clear_cache()
		elif self.name == "Guest":
			self.desk_access = 0

	def on_update(self) -> None:
		if not frappe.flags.in_install and self.has_value_changed("desk_access"):
			self._update_users()

	def _update_users(self) -> None:
		"""Whether a user is one of the desk depends on its roles."""
		granted = "System User" if self.desk_access else "Website User"
		for name in frappe.get_all("Has Role", {"role": self.name, "parenttype": "User"}, pluck="parent"):
			user = frappe.get_doc("User", name)
			if user.user_type != granted:
				user.save()

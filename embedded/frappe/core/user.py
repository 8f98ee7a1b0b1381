"""Users."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import STANDARD_USERS, _
from frappe.model.document import Document


class User(Document):
	def autoname(self) -> None:
		if self.get("is_admin") or self.get("is_guest"):
			self.name = self.first_name
		else:
			self.email = self.email.strip().lower()
			self.name = self.email

	def validate(self) -> None:
		if self.name not in STANDARD_USERS:
			self.email = self.name
			frappe.utils.validate_email_address(self.email, throw=True)
		self.user_type = (
			"System User" if self.name == "Administrator" or self._has_desk_access() else "Website User"
		)
		self.full_name = " ".join(filter(None, (self.first_name, self.last_name)))
		if not self.enabled and self.name in STANDARD_USERS:
			frappe.throw(_("User {0} cannot be disabled").format(self.name))
		self._clean_roles()

	def on_update(self) -> None:
		frappe.clear_cache(user=self.name)

	def on_trash(self) -> None:
		frappe.clear_cache(user=self.name)
		if self.name in STANDARD_USERS:
			frappe.throw(_("User {0} cannot be deleted").format(self.name))

	def add_roles(self, *roles: str) -> None:
		"""Add roles to the user, and save."""
		self.append_roles(*roles)
		self.save()

	def append_roles(self, *roles: str) -> None:
		current = {row.role for row in self.get("roles")}
		for role in roles:
			if role not in current:
				self.append("roles", {"role": role})

	def remove_roles(self, *roles: str) -> None:
		for row in [row for row in self.get("roles") if row.role in roles]:
			self.get("roles").remove(row)
		self.save()

	def _has_desk_access(self) -> bool:
		roles = [row.role for row in self.roles]
		return bool(roles and frappe.db.count("Role", {"desk_access": 1, "name": ("in", roles)}))

	def _clean_roles(self) -> None:
		"""Each role once, and none that is disabled. Guests have the one they need."""
		disabled = set(frappe.get_all("Role", filters={"disabled": 1}, pluck="name"))
		seen: set[str] = set()
		for row in list(self.roles):
			if row.role in seen or row.role in disabled or not row.role:
				self.remove(row)
			seen.add(row.role)
		if self.name == "Guest":
			self.set("roles", [row for row in self.roles if row.role == "Guest"])


def has_permission(doc: Any, user: str) -> bool | None:
	"""Nobody but Administrator touches the standard users."""
	return False if user != "Administrator" and doc.name in STANDARD_USERS else None


def get_permission_query_conditions(user: str) -> str:
	if user == "Administrator":
		return ""
	standard = ", ".join(frappe.db.escape(name) for name in STANDARD_USERS)
	return f"(`tabUser`.name not in ({standard}))"

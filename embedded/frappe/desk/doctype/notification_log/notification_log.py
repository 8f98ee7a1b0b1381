"""The entries of the bell. Nobody is mailed, and nobody can turn the bell off."""

from __future__ import annotations

import frappe


def make_notification_logs(doc: frappe._dict, users: list[str]) -> None:
	"""Make an entry for each enabled user but the one it comes from."""
	for user in frappe.get_all("User", filters={"enabled": 1, "email": ["in", users]}, pluck="name"):
		entry = frappe.new_doc("Notification Log")
		entry.update(doc)
		entry.for_user = user
		if entry.for_user != entry.from_user or doc.type in ("Energy Point", "Alert"):
			entry.insert(ignore_permissions=True)

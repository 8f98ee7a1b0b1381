"""The bell of the Desk, as every notice of the app rings it."""

from __future__ import annotations

import frappe
from frappe.desk.doctype.notification_log.notification_log import make_notification_logs


def ring(user: str, entry: frappe._dict) -> str | None:
	"""Leave an entry in the bell of a person and return its name; e-mail follows the person's own settings.

	None when the person has turned the bell off. On a site that sends no mail Frappe tells so to whoever
	saves, who can do nothing about it.
	"""
	messages = len(frappe.local.message_log)
	# Frappe asks for the address, which may have changed since the login got its name.
	make_notification_logs(entry, [frappe.db.get_value("User", user, "email")])
	del frappe.local.message_log[messages:]
	left = {"for_user": user, "subject": entry.subject, "read": 0}
	return frappe.db.get_value("Notification Log", left, "name", order_by="creation desc")

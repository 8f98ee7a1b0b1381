"""The bell of the Desk, as every notice of the app rings it."""

from __future__ import annotations

import frappe
from frappe.desk.doctype.notification_log.notification_log import make_notification_logs


def ring(user: str, entry: frappe._dict) -> None:
	"""Leave an entry in the bell of a person; e-mail follows the person's own settings.

	On a site that sends no mail Frappe tells so to whoever saves, who can do nothing about it.
	"""
	messages = len(frappe.local.message_log)
	make_notification_logs(entry, [user])
	del frappe.local.message_log[messages:]

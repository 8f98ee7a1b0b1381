"""The bell of the Desk, as every notice of the app rings it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import frappe
from frappe.desk.doctype.notification_log.notification_log import make_notification_logs

from lat_corps.domain.text import Message

if TYPE_CHECKING:
	from frappe.model.document import Document


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


def ring_in_words(users: Iterable[str], doc: Document, message: Message) -> None:
	"""Tell each person of a record, in their own language."""
	for user in sorted(users):
		language = frappe.db.get_value("User", user, "language") or frappe.get_system_settings("language")
		entry = frappe._dict(
			# Of the kinds of entry this is the one whose e-mail a person can turn off.
			type="Assignment",
			document_type=doc.doctype,
			document_name=doc.name,
			subject=message.render(partial(frappe._, lang=language)),
			from_user="Administrator",
		)
		ring(user, entry)

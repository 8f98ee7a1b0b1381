"""What a person is told in the bell about a role description; e-mail follows the person's own settings."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, format_date

from lat_corps.corps.bell import ring
from lat_corps.domain.reminders import Reminder


def tell(user: str, description: frappe._dict, due_on: date, reminder: Reminder | None = None) -> None:
	"""Ask or remind a person, in the person's language, to acknowledge a role description.

	`description` holds `name`, `title` and `version_number`.
	"""
	language = frappe.db.get_value("User", user, "language") or frappe.get_system_settings("language")
	words = {
		None: _("Please read and acknowledge {0}, version {1}, by {2}.", lang=language),
		Reminder.BEFORE: _("Reminder: please read and acknowledge {0}, version {1}, by {2}.", lang=language),
		Reminder.AFTER: _(
			"Overdue: {0}, version {1}, was to be read and acknowledged by {2}.", lang=language
		),
	}
	entry = frappe._dict(
		# Of the kinds of entry this is the one whose e-mail a person can turn off.
		type="Assignment",
		document_type="LAT Role Description",
		document_name=description.name,
		subject=words[reminder].format(
			f"<b>{escape_html(description.title)}</b>", description.version_number, format_date(due_on)
		),
		from_user="Administrator",
	)
	ring(user, entry)


def settle(user: str, description: str) -> None:
	"""Mark what a person was told of a role description as read: it asks for nothing any more."""
	frappe.db.set_value(
		"Notification Log",
		{
			"for_user": user,
			"document_type": "LAT Role Description",
			"document_name": description,
			"read": 0,
		},
		"read",
		1,
		update_modified=False,
	)

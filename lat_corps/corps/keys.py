"""What somebody makes that opens another person's login is told to that person, and logged (security 20).

A technical administrator may set a password, make a key for programs, or turn the mails of a login to another
address: that is their work. Whoever holds it reads what the person reads, so it happens in the open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import get_fullname

from lat_corps.corps.bell import ring
from lat_corps.domain.text import _
from lat_corps.permissions import authored

if TYPE_CHECKING:
	from frappe.model.document import Document

MADE = "lat_keys_made"
"""Flag of a login that is saved: what somebody else makes for it, and the address that is told."""

WORDS = {
	"new_password": _("{0} has set a new password for your login."),
	"api_secret": _("{0} has made a key to your login, for programs."),
	"email": _("{0} has changed the e-mail address of your login."),
	"social_logins": _("{0} has connected your login with another service."),
}
"""The fields of a login that open it, and what its person is told."""


def note_made(user: Document, method: str | None = None) -> None:
	"""Note what is made for a login that is there, before Frappe takes passwords and keys out of it.

	Raises frappe.PermissionError when a template or script makes it: that may run as the person.
	"""
	stored = None if user.is_new() else frappe.db.get_value("User", user.name, "email")
	made = [fieldname for fieldname in WORDS if stored and _is_made(user, fieldname, stored)]
	if made and authored.is_authored():
		authored.refuse()
	if made and frappe.session.user not in (user.name, "Guest"):
		user.flags[MADE] = (made, stored)


def _is_made(user: Document, fieldname: str, address: str) -> bool:
	value = user.get(fieldname)
	if fieldname == "email":
		return value != address
	if fieldname == "social_logins":
		# Frappe adds a row for the login of its own to every user; it opens nothing.
		rows = [row for row in value or () if row.provider != "frappe"]
		before = {(row.provider, row.userid) for row in _rows(user.name)} if rows else set()
		return any((row.provider, row.userid) not in before for row in rows)
	return bool(value) and set(value) != {"*"}


def _rows(user: str) -> list[frappe._dict]:
	return frappe.get_all(
		"User Social Login",
		filters={"parent": user, "parenttype": "User"},
		fields=["provider", "userid"],
		order_by="idx asc",
	)


def tell(user: Document, method: str | None = None) -> None:
	"""Tell the person, in the bell and at the address that the login had, and write the activity log."""
	made, address = user.flags.pop(MADE, ((), ""))
	for fieldname in made:
		words = frappe._(WORDS[fieldname], lang=user.language or frappe.get_system_settings("language"))
		subject = words.format(get_fullname(frappe.session.user))
		ring(user.name, frappe._dict(type="Alert", subject=subject, from_user=frappe.session.user))
		_log(user.name, fieldname)
		if frappe.db.exists("Email Account", {"default_outgoing": 1}):
			frappe.sendmail(recipients=[address], subject=subject, message=subject)


def _log(user: str, fieldname: str) -> None:
	log = frappe.get_doc(
		{
			"doctype": "Activity Log",
			"user": user,
			"full_name": get_fullname(user),
			"status": "Success",
			"subject": f"{frappe.session.user}: {WORDS[fieldname].format(get_fullname(frappe.session.user))}",
		}
	)
	log.set_new_name()
	log.db_insert()

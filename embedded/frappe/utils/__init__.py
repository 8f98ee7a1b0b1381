"""`frappe.utils`: the helpers of `frappe.utils.data`, and those that ask the site."""

from __future__ import annotations

import random
import re
import string
from email.utils import parseaddr
from typing import Any

import frappe
from frappe.utils.data import *  # noqa: F403
from frappe.utils.data import cstr, escape_html, strip
from frappe.utils.text import strip_html_tags  # noqa: F401

_LOCAL_PART = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOMAIN_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_EMAIL = re.compile(
	rf"{_LOCAL_PART}(?:\.{_LOCAL_PART})*@(?:{_DOMAIN_LABEL}\.)+{_DOMAIN_LABEL}", re.IGNORECASE
)


def get_fullname(user: str | None = None) -> str:
	"""First and last name of the user, else the user's id."""
	user = user or frappe.session.user
	known = vars(frappe.local).setdefault("fullnames", {})
	if user not in known:
		names = frappe.db.get_value("User", user, ["first_name", "last_name"]) or ()
		known[user] = " ".join(filter(None, names)) or user
	return known[user]


def validate_email_address(email_str: str | None, throw: bool = False) -> str:
	"""The addresses in the text, without names; the ones that are no address left out, or raised."""
	return ", ".join(
		filter(None, (_check_email(e.strip(), throw) for e in (email_str or "").strip().split(",")))
	)


def _check_email(email: str, throw: bool) -> str | None:
	if "undisclosed-recipient" in email:
		return None
	address = "" if " " in email and "<" not in email else parseaddr(email)[1]
	if _EMAIL.match(address):
		return address
	if throw:
		frappe.throw(
			frappe._("{0} is not a valid Email Address").format(escape_html(email)),
			frappe.InvalidEmailAddressError,
		)
	return None


def split_emails(txt: Any) -> list[str]:
	text = re.sub(r"[\t\n\r]", " ", cstr(txt))
	return [email for part in re.split(r',(?=(?:[^"]|"[^"]*")*$)', text) if (email := strip(part))]


def random_string(length: int) -> str:
	return "".join(random.choices(string.ascii_letters + string.digits, k=length))


def get_site_path(*path: str) -> str:
	return frappe.get_site_path(*path)


def get_files_path(*path: str, is_private: int | bool = 0) -> str:
	return frappe.get_site_path("private" if is_private else "public", "files", *path)

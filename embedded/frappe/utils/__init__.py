"""`frappe.utils`: the helpers of `frappe.utils.data`, and those that ask the site."""

from __future__ import annotations

import random
import re
import string
from email.utils import parseaddr
from typing import Any

import frappe
from frappe.utils.data import (
	DATE_FORMAT,
	DATETIME_FORMAT,
	TIME_FORMAT,
	DateTimeLikeObject,
	add_days,
	add_months,
	add_to_date,
	add_years,
	cast,
	cast_fieldtype,
	cint,
	comma_and,
	comma_or,
	comma_sep,
	compare,
	date_diff,
	escape_html,
	flt,
	format_date,
	format_datetime,
	format_time,
	formatdate,
	get_absolute_url,
	get_date_str,
	get_datetime,
	get_datetime_str,
	get_first_day,
	get_last_day,
	get_link_to_form,
	get_system_timezone,
	get_time,
	get_url,
	get_url_to_form,
	get_url_to_list,
	getdate,
	global_date_format,
	is_html,
	month_diff,
	now,
	now_datetime,
	nowdate,
	nowtime,
	quoted,
	rounded,
	sbool,
	strip,
	strip_html,
	time_diff_in_hours,
	time_diff_in_seconds,
	to_timedelta,
	today,
	unique,
)
from frappe.utils.text import cstr, parse_json, slug, strip_html_tags

__all__ = [
	"DATETIME_FORMAT",
	"DATE_FORMAT",
	"TIME_FORMAT",
	"DateTimeLikeObject",
	"add_days",
	"add_months",
	"add_to_date",
	"add_years",
	"cast",
	"cast_fieldtype",
	"cint",
	"comma_and",
	"comma_or",
	"comma_sep",
	"compare",
	"cstr",
	"date_diff",
	"escape_html",
	"flt",
	"format_date",
	"format_datetime",
	"format_time",
	"formatdate",
	"get_absolute_url",
	"get_date_str",
	"get_datetime",
	"get_datetime_str",
	"get_files_path",
	"get_first_day",
	"get_fullname",
	"get_last_day",
	"get_link_to_form",
	"get_site_path",
	"get_system_timezone",
	"get_time",
	"get_traceback",
	"get_url",
	"get_url_to_form",
	"get_url_to_list",
	"getdate",
	"global_date_format",
	"is_html",
	"month_diff",
	"now",
	"now_datetime",
	"nowdate",
	"nowtime",
	"parse_json",
	"quoted",
	"random_string",
	"rounded",
	"sbool",
	"slug",
	"split_emails",
	"strip",
	"strip_html",
	"strip_html_tags",
	"time_diff_in_hours",
	"time_diff_in_seconds",
	"to_timedelta",
	"today",
	"unique",
	"validate_email_address",
]

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


def get_traceback(with_context: bool = False) -> str:
	return frappe.get_traceback(with_context)

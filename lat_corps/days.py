"""Which day it is: the clock of the site, of a login and of the municipalities may stand at different dates.

`frappe.utils.today` is the day of the site's time zone; a form fills in the day of the login's.
Municipalities live in Denmark, whatever a server is set to: when access opens or ends, what is due and what a
job does goes by the day there, which nobody can move by a setting of their own login.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import frappe

if TYPE_CHECKING:
	from frappe.model.document import Document

DENMARK = ZoneInfo("Europe/Copenhagen")
WITHOUT_SECONDS = "HH:mm"
OF_NO_PERSON = ("Administrator", "Guest")
"""Logins of jobs, of installing and of pages without a login: their day is the corps'."""


def danish_today() -> date:
	"""Return the day in Denmark: of periods, of what is due, and of all that opens or closes access."""
	return _now().astimezone(DENMARK).date()


def own_today() -> date:
	"""Return the day where the person who acts is, as their form fills it in."""
	return _now().astimezone(_zone_of(frappe.session.user)).date()


def site_today() -> date:
	"""Return the day of the site's clock, which Frappe fills in."""
	return frappe.utils.getdate(frappe.utils.nowdate())


def latest_today() -> date:
	"""Return the later of both days: of what a person does now; nothing has happened after it."""
	return max(danish_today(), own_today())


def earliest_today() -> date:
	"""Return the earlier of both days: what lies before it is past for everybody."""
	return min(danish_today(), own_today())


def day_of(value: date | datetime | str | None) -> date | None:
	"""Return the day of a field, None for an empty one: Frappe would take that for the day of today."""
	return frappe.utils.getdate(value) if value else None


def lies_ahead(value: date | datetime | str | None) -> bool:
	"""Tell whether a day lies in the future for the person who writes it; an empty one does not."""
	return bool(value) and frappe.utils.getdate(value) > latest_today()


def is_newly_ahead(doc: Document, fieldname: str, stored: Document | None) -> bool:
	"""Tell whether a day that is written now lies in the future.

	What is stored already is not asked again: somebody else may have written it after a midnight that has not
	come yet to whoever saves the record now.
	"""
	value = doc.get(fieldname)
	return lies_ahead(value) and not (stored and str(stored.get(fieldname) or "") == str(value))


def on_clock(moment: datetime) -> datetime:
	"""Return a stored moment with the time zone of the site, whose clock it is written by."""
	return moment.replace(tzinfo=_zone(frappe.utils.get_system_timezone()))


def _now() -> datetime:
	return on_clock(frappe.utils.now_datetime())


def _zone_of(user: str) -> ZoneInfo:
	if user in OF_NO_PERSON:
		return DENMARK
	return _zone(frappe.get_cached_value("User", user, "time_zone"))


def _zone(name: str | None) -> ZoneInfo:
	try:
		return ZoneInfo(name) if name else DENMARK
	except (KeyError, ValueError, OSError):
		return DENMARK

"""A talk or a meeting for somebody's calendar; it names no citizen, and no course."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import frappe
import vobject
from frappe import _
from frappe.utils import get_datetime, now_datetime

from lat_corps.days import on_clock
from lat_corps.domain.naming import without_names
from lat_corps.downloads import send_file

if TYPE_CHECKING:
	from collections.abc import Iterable
	from datetime import datetime

	from frappe.model.document import Document

MINUTES = 45
UTC = vobject.icalendar.utc
"""The one that the library knows to write down."""


@frappe.whitelist(methods=["POST"])
def of_session(name: str) -> None:
	"""Send the planned talk of a coaching session as a file for the calendar."""
	session = frappe.get_doc("LAT Coaching Session", name)
	session.check_permission("read")
	if not session.planned_on:
		frappe.throw(_("Say first when the talk is planned for."))
	guest = [session.guest] if session.guest else []
	invited = [*logins_of(session.participants), *guest]
	_send(session, _("Coaching"), session.planned_on, session.coach, invited)


@frappe.whitelist(methods=["POST"])
def of_meeting(name: str) -> None:
	"""Send a meeting of the corps as a file for the calendar, with who works here as invited."""
	meeting = frappe.get_doc("LAT Corps Meeting", name)
	meeting.check_permission("read")
	_send(meeting, meeting.title, meeting.planned_on, meeting.owner, logins_of(meeting.attendance))


@frappe.whitelist(methods=["POST"])
def of_coordination(name: str) -> None:
	"""Send a meeting with partners as a file for the calendar; it says nothing of whom it is about (R55)."""
	meeting = frappe.get_doc("LAT Coordination Meeting", name)
	meeting.check_permission("write")
	if not meeting.meets_at:
		frappe.throw(_("Say first when the meeting begins."))
	begins = f"{meeting.meets_on} {meeting.meets_at}"
	invited = [row.email or row.user for row in meeting.participants if row.email or row.user]
	citizen = frappe.get_doc("LAT Citizen", frappe.db.get_value("LAT Case", meeting.lat_case, "citizen"))
	meeting.place = without_names(meeting.place or "", citizen.every_name())
	_send(meeting, _("Coordination meeting"), begins, meeting.owner, invited)


def logins_of(rows: Iterable[Document]) -> list[str]:
	"""Return the logins of the mentors that rows name."""
	mentors = {"name": ["in", sorted({"", *(row.mentor for row in rows)})]}
	return frappe.get_all("LAT Mentor", filters=mentors, pluck="user", order_by="name asc")


def _send(
	record: Document, summary: str, begins: datetime | str, organizer: str | None, invited: Iterable[str]
) -> None:
	content = calendar_of(
		record.name,
		summary,
		get_datetime(begins),
		record.minutes or MINUTES,
		record.place,
		organizer,
		invited,
	)
	send_file(content.encode(), f"{record.name}.ics")


def calendar_of(
	number: str,
	summary: str,
	begins: datetime,
	minutes: int,
	place: str | None,
	organizer: str | None,
	invited: Iterable[str],
) -> str:
	"""Return an event of the calendar; `begins` is on the clock of the site."""
	start = on_clock(begins)
	calendar = vobject.iCalendar()
	event = calendar.add("vevent")
	event.add("uid").value = f"{number}@{frappe.local.site}"
	event.add("summary").value = summary
	event.add("dtstart").value = start.astimezone(UTC)
	event.add("dtend").value = (start + timedelta(minutes=minutes)).astimezone(UTC)
	event.add("dtstamp").value = on_clock(now_datetime()).astimezone(UTC)
	if place:
		event.add("location").value = place
	if organizer:
		event.add("organizer").value = f"mailto:{address(organizer)}"
	for login in invited:
		event.add("attendee").value = f"mailto:{address(login)}"
	return calendar.serialize()


def address(login: str) -> str:
	return frappe.db.get_value("User", login, "email") or login

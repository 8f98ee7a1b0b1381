"""Requests to acknowledge a role description, kept up to what holds today (R16).

No role may write a request: they follow from who is bound and who has acknowledged, and are written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import add_days, get_fullname, getdate

from lat_corps.corps.binding import bound_by
from lat_corps.corps.turns import follow_record
from lat_corps.days import danish_today
from lat_corps.domain import asking
from lat_corps.domain.reminders import ReminderRules
from lat_corps.holding import committed, hold
from lat_corps.permissions.authored import for_the_app

if TYPE_CHECKING:
	from frappe.model.document import Document

REQUEST = "LAT Acknowledgement Request"


def bring_up_to_date(municipality: str) -> None:
	"""Ask who is bound and was not asked, and close the requests that are answered or bind no more."""
	hold("LAT Municipality", municipality)
	descriptions = {row.name: row for row in _in_force(municipality)}
	standing = [
		asking.Request(row.name, (row.role_description, row.user), row.standing)
		for row in committed(
			REQUEST,
			{"municipality": municipality},
			("name", "role_description", "user", "standing"),
			order_by="creation asc",
		)
	]
	plan = asking.bring_up_to_date(
		bound={
			(name, user) for name, row in descriptions.items() for user in bound_by(row.role, municipality)
		},
		acknowledged=_acknowledged(municipality),
		requests=standing,
	)
	for request in standing:
		if request.name in plan.standings:
			frappe.db.set_value(REQUEST, request.name, "standing", plan.standings[request.name])
			follow_record(REQUEST, request.name)
	for description, user in plan.ask:
		_ask(descriptions[description], user)


def _in_force(municipality: str) -> list[frappe._dict]:
	return committed(
		"LAT Role Description",
		{"municipality": municipality, "stage": "Published"},
		("name", "title", "role", "municipality", "version_number"),
	)


def _acknowledged(municipality: str) -> set[asking.Asked]:
	return {
		(row.role_description, row.user)
		for row in committed(
			"LAT Role Acknowledgement", {"municipality": municipality}, ("role_description", "user")
		)
	}


def _ask(description: frappe._dict, user: str) -> None:
	request = frappe.get_doc(
		{
			"doctype": REQUEST,
			"role_description": description.name,
			"user": user,
			"standing": asking.AWAITING,
			"role": description.role,
			"municipality": description.municipality,
			"version_number": description.version_number,
			"full_name": get_fullname(user),
			"asked_on": danish_today(),
			"due_on": getdate(add_days(danish_today(), reminder_rules().to_acknowledge)),
		}
	)
	request.db_insert()
	follow_record(REQUEST, request.name)


@for_the_app
def follow_login(user: Document, method: str | None = None) -> None:
	"""Follow a login that was given a role, or taken out of use, in the municipalities that name it."""
	members = frappe.get_all(
		"LAT Municipality Member",
		filters={"user": user.name, "parenttype": "LAT Municipality"},
		pluck="parent",
		order_by="parent asc",
	)
	mentors = frappe.get_all(
		"LAT Mentor", filters={"user": user.name}, pluck="municipality", order_by="municipality asc"
	)
	for municipality in sorted({*members, *mentors}):
		bring_up_to_date(municipality)


def every_day() -> None:
	"""Follow functions that began or ended by date."""
	for municipality in frappe.get_all("LAT Municipality", pluck="name", order_by="name asc"):
		bring_up_to_date(municipality)


def reminder_rules(settings: Document | None = None) -> ReminderRules:
	"""Return the days of the settings, or of settings about to be saved."""
	settings = settings or frappe.get_cached_doc("LAT Settings")
	return ReminderRules(
		to_acknowledge=settings.days_to_acknowledge,
		before=settings.reminder_days_before,
		between=settings.reminder_days_between,
	)

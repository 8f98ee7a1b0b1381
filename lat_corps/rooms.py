"""The rooms of the Desk: who works for the corps alone sees the app's rooms and no others.

Nothing is closed by this: what may be read is judged by `permissions`. Whoever holds another role of the
site, such as a System Manager or a user of ERPNext, keeps every room.
"""

from __future__ import annotations

import json

import frappe
from frappe import _
from frappe.permissions import AUTOMATIC_ROLES

from lat_corps.compat import is_fifteen
from lat_corps.days import WITHOUT_SECONDS
from lat_corps.domain.roles import ADMINISTRATOR, ALL_ROLES, NATIONAL_CENTRE
from lat_corps.permissions.hooks import uses_app
from lat_corps.permissions.people import reach_of

APP = "lat_corps"
MY_DAY = "lat-my-day"


def works_for_the_corps_alone() -> bool:
	held = {*frappe.get_roles()} - {*AUTOMATIC_ROLES}
	return bool(held) and held <= {*ALL_ROLES}


def begins_with_my_day() -> bool:
	"""Tell whether the Desk of the user begins with the first screen of their role."""
	return works_for_the_corps_alone() and bool(reach_of(frappe.session.user).roles - {NATIONAL_CENTRE})


def begins_in_a_room() -> bool:
	return uses_app() and not begins_with_my_day()


def keep_own_rooms(bootinfo: frappe._dict) -> None:
	"""Take other rooms out of what the Desk starts with: workspaces, and on Frappe 16 icons and sidebars."""
	if not works_for_the_corps_alone():
		return
	if not reach_of(frappe.session.user).roles:
		bootinfo.lat_no_function = _whom_to_ask()
	elif is_fifteen() and begins_with_my_day():
		# In 16 the Desk begins with its page of icons, where the screen has one.
		bootinfo.home_page = MY_DAY
	if bootinfo.get("allowed_workspaces"):
		bootinfo.allowed_workspaces = _own(bootinfo.allowed_workspaces)
	if bootinfo.get("workspaces"):
		bootinfo.workspaces["pages"] = _own(bootinfo.workspaces["pages"])
	if bootinfo.get("workspace_sidebar_item"):
		bootinfo.workspace_sidebar_item = {
			title: sidebar
			for title, sidebar in bootinfo.workspace_sidebar_item.items()
			if sidebar.get("app") == APP
		}
	if bootinfo.get("desktop_icons"):
		bootinfo.desktop_icons = [icon for icon in bootinfo.desktop_icons if icon.get("app") == APP]


def leave_seconds_out(bootinfo: frappe._dict) -> None:
	"""Show who works for the corps alone times without seconds: nobody meets on one."""
	if works_for_the_corps_alone():
		bootinfo.sysdefaults = frappe._dict(bootinfo.sysdefaults or {}, time_format=WITHOUT_SECONDS)


def keep_filters(bootinfo: frappe._dict) -> None:
	"""Let a filtered item of the app's sidebars lead to the filtered list.

	The Desk of Frappe 16 writes a filter of an item into its address as mere text ("in,Assessed,Matching"),
	and the list ignores that. It writes what a page is to be given as it stands, so the list is named as one.
	Where sidebars are rearranged, in developer mode, they stay as stored: what is seen is what is saved.
	"""
	own = [bar for bar in (bootinfo.get("workspace_sidebar_item") or {}).values() if bar.get("app") == APP]
	if frappe.conf.developer_mode:
		return
	for item in (item for bar in own for item in bar["items"]):
		if item.get("link_type") == "DocType" and item.get("filters"):
			item.update(_as_page(item["link_to"], json.loads(item["filters"])))


def _as_page(doctype: str, filters: list[list]) -> dict[str, str | None]:
	given: dict[str, list] = {}
	for _doctype, field, *condition in filters:
		given.setdefault(field, []).append(condition[:2])
	return {
		"link_type": "Page",
		"link_to": f"{frappe.scrub(doctype).replace('_', '-')}/view/list",
		"route_options": json.dumps({field: json.dumps(conditions) for field, conditions in given.items()}),
		"filters": None,
	}


@frappe.whitelist()
def get_workspace_sidebar_items() -> dict:
	"""Answer the Desk's question for workspaces, with the app's own for who works for the corps alone."""
	from frappe.desk.desktop import get_workspace_sidebar_items as ask_frappe

	answer = ask_frappe()
	if works_for_the_corps_alone():
		answer["pages"] = _own(answer["pages"])
	return answer


def _whom_to_ask() -> dict[str, list[str]]:
	"""Return the roles that open nothing yet, in the reader's language, and the names of who can help."""
	administrators = frappe.get_all(
		"Has Role", filters={"parenttype": "User", "role": ADMINISTRATOR}, pluck="parent"
	)
	people = frappe.get_all(
		"User",
		filters={"name": ["in", ["", *administrators]], "enabled": 1},
		pluck="full_name",
		order_by="full_name asc",
	)
	return {"roles": sorted(_(role) for role in {*frappe.get_roles()} & {*ALL_ROLES}), "people": people}


def _own(workspaces: list[dict]) -> list[dict]:
	modules = frappe.get_module_list(APP)
	return [
		page
		for page in workspaces
		if page.get("module") in modules or page.get("for_user") == frappe.session.user
	]

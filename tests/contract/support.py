"""Small records of every kind that the contract asks about, with names that no other test has."""

from __future__ import annotations

from contextlib import contextmanager

import frappe


def unique(prefix: str = "Contract") -> str:
	return f"{prefix} {frappe.generate_hash(length=10)}"


def instrument(**values):
	"""An unsaved LAT Instrument: no hook of the app stands between it and Frappe's own permissions."""
	return frappe.get_doc(
		{
			"doctype": "LAT Instrument",
			"instrument_code": frappe.generate_hash(length=10),
			"title": "Contract",
			"items": [
				{"item_code": "A", "item_label": "First", "maximum": 4},
				{"item_code": "B", "item_label": "Second", "maximum": 4},
			],
			**values,
		}
	)


def municipality(**values):
	"""An unsaved LAT Municipality."""
	return frappe.get_doc({"doctype": "LAT Municipality", "municipality_name": unique(), **values})


def citizen(**values):
	"""An unsaved LAT Citizen, with tables and a date."""
	values.setdefault("municipality", None)
	values["municipality"] = values["municipality"] or municipality().insert(ignore_permissions=True).name
	return frappe.get_doc({"doctype": "LAT Citizen", "full_name": "N", **values})


def mentor(**values):
	"""An unsaved LAT Mentor of a user without roles, with fields above the first permission level."""
	values.setdefault("user", user())
	values.setdefault("municipality", municipality().insert(ignore_permissions=True).name)
	return frappe.get_doc({"doctype": "LAT Mentor", "kind": "Mentor", **values})


def role(**values) -> str:
	return frappe.get_doc({"doctype": "Role", "role_name": unique(), **values}).insert().name


def user(*roles: str, **values) -> str:
	doc = frappe.get_doc(
		{
			"doctype": "User",
			"email": f"{frappe.generate_hash(length=10)}@contract.example",
			"first_name": "Contract",
			"send_welcome_email": 0,
			"roles": [{"role": name} for name in roles],
			**values,
		}
	)
	return doc.insert(ignore_permissions=True).name


@contextmanager
def acting(name: str):
	"""Be another user for a while."""
	before = frappe.session.user
	frappe.set_user(name)
	try:
		yield
	finally:
		frappe.set_user(before)


def rule(doctype: str, role_name: str, permlevel: int = 0, if_owner: int = 0, **rights: int) -> None:
	"""A permission of the site, as the Role Permissions Manager sets it."""
	from frappe.permissions import setup_custom_perms

	setup_custom_perms(doctype)
	frappe.get_doc(
		{
			"doctype": "Custom DocPerm",
			"parent": doctype,
			"parenttype": "DocType",
			"parentfield": "permissions",
			"role": role_name,
			"permlevel": permlevel,
			"if_owner": if_owner,
			**{"read": 0, "write": 0, "create": 0, "delete": 0, "print": 0, "export": 0, **rights},
		}
	).insert(ignore_permissions=True)
	frappe.clear_cache(doctype=doctype)


def person_with(doctype: str = "LAT Instrument", **rights: int) -> str:
	"""A user whose only role has these rights to the DocType."""
	name = role()
	rule(doctype, name, **rights)
	return user(name)

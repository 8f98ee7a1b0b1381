"""Default values: of the site under `__default` and `__global`, of a user under its name."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _dict


def get_defaults(user: str | None = None) -> _dict:
	"""The defaults of the site, those of the user over them."""
	user = user or frappe.session.user
	return _dict({**get_defaults_for(), **get_defaults_for(user), "user": user, "owner": user})


def get_defaults_for(parent: str = "__default") -> _dict:
	def read() -> _dict:
		rows = frappe.db.sql(
			"select defkey, defvalue from `tabDefaultValue` where parent = %s order by creation", parent
		)
		return _dict({key: value for key, value in rows if value is not None})

	return frappe.cache.hget("defaults", parent, read)


def set_default(key: str, value: Any, parent: str, parenttype: str | None = None) -> None:
	"""Set, or with None remove, a default value."""
	frappe.db.delete("DefaultValue", {"defkey": key, "parent": parent})
	if value is not None:
		frappe.get_doc(
			doctype="DefaultValue",
			parent=parent,
			parenttype=parenttype or "__default",
			parentfield="system_defaults",
			defkey=key,
			defvalue=value,
		).insert(ignore_permissions=True)
	frappe.cache.hdel("defaults", parent)

"""Which fields of which DocTypes link to a DocType."""

from __future__ import annotations

import frappe
from frappe import _dict


def get_link_fields(doctype: str) -> list[_dict]:
	"""The Link fields to the DocType, with `parent`, `fieldname` and `issingle`."""
	return frappe.db.run(
		"select f.parent, f.fieldname, d.issingle from `tabDocField` f "
		"join `tabDocType` d on d.name = f.parent where f.fieldtype = 'Link' and f.options = ?",
		[doctype],
	)


def get_dynamic_links() -> list[_dict]:
	"""All Dynamic Link fields; `options` is the field that holds the DocType."""
	return frappe.db.run(
		"select f.parent, f.fieldname, f.options, d.issingle, d.istable"
		" from `tabDocField` f join `tabDocType` d on d.name = f.parent where f.fieldtype = 'Dynamic Link'"
	)

"""Fields that every document has, and kinds of fields."""

from __future__ import annotations

import frappe

default_fields = ("doctype", "name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
child_table_fields = ("parent", "parentfield", "parenttype")
OPTIONAL_FIELDS = optional_fields = ("_user_tags", "_comments", "_assign", "_liked_by", "_seen")
table_fields = ("Table", "Table MultiSelect")
display_fieldtypes = (
	"Section Break",
	"Column Break",
	"Tab Break",
	"HTML",
	"Button",
	"Image",
	"Fold",
	"Heading",
)
no_value_fields = (*display_fieldtypes, *table_fields)
float_like_fields = frozenset(("Float", "Currency", "Percent"))
datetime_fields = frozenset(("Datetime", "Date", "Time"))

# Frappe filters no fields of these by permission level
core_doctypes_list = frozenset(
	(
		"DefaultValue",
		"DocType",
		"DocField",
		"DocPerm",
		"User",
		"Role",
		"Has Role",
		"Module Def",
		"Print Format",
	)
)


def get_permitted_fields(
	doctype: str,
	parenttype: str | None = None,
	user: str | None = None,
	permission_type: str | None = None,
	*,
	ignore_virtual: bool = False,
) -> list[str]:
	"""The columns of the DocType that the user may read."""
	meta = frappe.get_meta(doctype)
	columns = meta.get_valid_columns()
	if doctype in core_doctypes_list:
		return columns
	permission_type = permission_type or ("select" if frappe.only_has_select_perm(doctype, user) else "read")
	permitted = meta.get_permitted_fieldnames(
		parenttype=parenttype, user=user, permission_type=permission_type
	)
	if permitted and permission_type == "select":
		return permitted
	standard = list(default_fields[1:])
	if permitted and meta.istable:
		standard.extend(child_table_fields)
	return standard + permitted

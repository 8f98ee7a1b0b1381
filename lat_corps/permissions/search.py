"""Link searches through the permissions of the user, whatever the browser asks for.

Frappe's own link search leaves row rules out when a client says `ignore_user_permissions`; and a person's
name stands in no title or search field. So every document of the app has this search of its own.
"""

import frappe

from lat_corps.compat import anywhere

SHOWN: dict[str, tuple[str, ...]] = {
	"LAT Citizen": ("full_name",),
	"LAT Mentor": ("full_name", "kind"),
	"LAT Role Description": ("title", "municipality"),
	"LAT Case": ("course_type",),
}


@frappe.whitelist()
def records(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, ...]]:
	"""Return (record, what is shown beside it) for the records the user may read, by number or by that."""
	frappe.has_permission(doctype, "read", throw=True)
	fields = ["name", *SHOWN.get(doctype, ())]
	return frappe.get_list(
		doctype,
		fields=fields,
		filters=frappe.parse_json(filters),
		or_filters={field: ["like", anywhere(txt)] for field in fields},
		start=start,
		page_length=page_len,
		order_by="name asc",
		as_list=True,
	)

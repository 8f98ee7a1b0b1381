"""Link searches that show a person's name to those who may read the record, and to nobody else."""

import frappe


@frappe.whitelist()
def people(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
	**_kwargs,
) -> list[tuple[str, str]]:
	"""Return (record, name of the person) for the records the user may read, by number or name."""
	frappe.has_permission(doctype, "read", throw=True)
	return frappe.get_list(
		doctype,
		fields=["name", "full_name"],
		filters=frappe.parse_json(filters),
		or_filters={"name": ["like", f"%{txt}%"], "full_name": ["like", f"%{txt}%"]},
		start=start,
		page_length=page_len,
		order_by="full_name asc",
		as_list=True,
	)

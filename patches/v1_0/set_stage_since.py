import json

import frappe

STAGED = ("LAT Case", "LAT Match", "LAT Handover")


def execute() -> None:
	"""Records from before this field say since when they stand there; a second run changes nothing."""
	for doctype in STAGED:
		reached = _reached(doctype)
		for row in frappe.get_all(
			doctype,
			filters={"stage_since": ["is", "not set"]},
			fields=["name", "creation"],
			order_by="name asc",
		):
			since = frappe.utils.getdate(reached.get(row.name, row.creation))
			frappe.db.set_value(doctype, row.name, "stage_since", since, update_modified=False)


def _reached(doctype: str) -> dict:
	"""Return record -> when its stage last changed, as its versions say."""
	versions = frappe.get_all(
		"Version",
		filters={"ref_doctype": doctype, "data": ["like", '%"stage"%']},
		fields=["docname", "data", "creation"],
		order_by="creation asc",
	)
	return {
		version.docname: version.creation
		for version in versions
		if any(field == "stage" for field, *_values in json.loads(version.data).get("changed") or [])
	}

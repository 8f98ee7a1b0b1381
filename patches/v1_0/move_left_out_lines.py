import frappe
from frappe.query_builder import DocType


def execute() -> None:
	"""Put lines that a handover left out where no receiver reads them; a draft keeps its lines."""
	if not frappe.db.has_column("LAT Handover Line", "left_out"):
		return
	line, handover = DocType("LAT Handover Line"), DocType("LAT Handover")
	rows = (
		frappe.qb.from_(line)
		.inner_join(handover)
		.on(line.parent == handover.name)
		.select(
			line.name,
			line.idx,
			line.parent,
			line.information_type,
			line.origin,
			line.content,
			line.left_out_reason,
			handover.lat_case,
			handover.municipality,
		)
		.where((line.left_out == 1) & (handover.stage != "Draft"))
		.run(as_dict=True)
	)
	for row in rows:
		omission = frappe.get_doc(
			{
				"doctype": "LAT Handover Omission",
				"handover": row.parent,
				"lat_case": row.lat_case,
				"municipality": row.municipality,
				"line_number": row.idx,
				"information_type": row.information_type,
				"origin": row.origin,
				"content": row.content,
				"reason": row.left_out_reason,
			}
		)
		omission.db_insert()
		frappe.qb.from_(line).delete().where(line.name == row.name).run()

import frappe


def execute() -> None:
	"""A setting that is new on a site that has settings gets no default from Frappe."""
	if not frappe.db.get_single_value("LAT Settings", "retention_years"):
		frappe.db.set_single_value("LAT Settings", "retention_years", 5)

import frappe

from lat_corps.measurement.conversion import instrument_of


def execute() -> None:
	"""Questionnaires from before this field are named by title and version; a second run changes nothing."""
	for name in frappe.get_all("LAT Instrument", pluck="name", order_by="name asc"):
		shown = instrument_of(name).shown_title
		frappe.db.set_value("LAT Instrument", name, "shown_title", shown, update_modified=False)

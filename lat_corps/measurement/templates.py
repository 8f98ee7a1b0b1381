"""The workbook that a sender fills in, made from an instrument (R90)."""

import frappe
from frappe import _

from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.downloads import send_file
from lat_corps.measurement.conversion import instrument_of
from lat_corps.spreadsheets.writing.template import template_workbook


@frappe.whitelist()
def download_template(instrument: str, municipality: str) -> None:
	"""Send a workbook with the items of the instrument and the numbers of the courses under way."""
	frappe.has_permission("LAT Survey Import", "create", throw=True)
	cases = frappe.get_list(
		"LAT Case",
		filters={"municipality": municipality, "stage": ["in", WITH_MENTOR]},
		pluck="name",
		order_by="name asc",
		limit=0,
	)
	send_file(template_workbook(instrument_of(instrument), cases, _), f"{instrument}.xlsx")

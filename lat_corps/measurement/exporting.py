"""Measurements for analysts: a workbook with data, codebook and caveats (R6, R87, R91, R92)."""

import frappe
from frappe import _
from frappe.utils import getdate

from lat_corps.measurement.conversion import instrument_of, numbers_of
from lat_corps.measurement.templates import send_workbook
from lat_corps.privacy.reading import EXPORTED, note
from lat_corps.spreadsheets.export import MeasurementRow, measurements_workbook


@frappe.whitelist()
def download_measurements(municipality: str | None = None) -> None:
	"""Send the measurements that the user may see as a workbook."""
	frappe.has_permission("LAT Measurement", "export", throw=True)
	send_workbook(workbook(municipality), _("Measurements") + ".xlsx")


def workbook(municipality: str | None = None) -> bytes:
	"""Return the measurements of the user's courses as an .xlsx file, missing ones included.

	Only rows that the user may read are in it.
	"""
	names = frappe.get_list(
		"LAT Measurement",
		filters={"municipality": municipality} if municipality else None,
		pluck="name",
		order_by="lat_case asc, measured_on asc, name asc",
		limit=0,
	)
	note(EXPORTED, "LAT Measurement", names)
	measurements = [frappe.get_doc("LAT Measurement", name) for name in names]
	cases = frappe.get_list("LAT Case", fields=["name", "course_type"], order_by="name asc", limit=0)
	course_types = {case.name: case.course_type for case in cases}
	instruments = {doc.instrument: instrument_of(doc.instrument) for doc in measurements}
	rows = [
		MeasurementRow(
			case=doc.lat_case,
			municipality=doc.municipality,
			course_type=course_types.get(doc.lat_case, ""),
			point=doc.measured_at,
			date=getdate(doc.measured_on) if doc.measured_on else None,
			instrument_code=instruments[doc.instrument].code,
			instrument_version=instruments[doc.instrument].version,
			answers=numbers_of(doc),
			score=doc.score if doc.standing == "Answered" else None,
			reading=doc.reading or "",
			missing_reason=doc.missing_reason or "",
		)
		for doc in measurements
	]
	return measurements_workbook(rows, list(instruments.values()), _)

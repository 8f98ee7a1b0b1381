import frappe

from lat_corps.domain.charts import danish_number
from lat_corps.measurement.conversion import instrument_of


def execute() -> None:
	"""Measurements from before this field tell their score, or none; a second run changes nothing."""
	for instrument in frappe.get_all("LAT Instrument", pluck="name", order_by="name asc"):
		if instrument_of(instrument).has_total:
			_tell({"instrument": instrument, "standing": "Answered", "score_told": ["is", "not set"]})


def _tell(filters: dict) -> None:
	for score in frappe.get_all("LAT Measurement", filters=filters, pluck="score", distinct=True):
		frappe.db.set_value(
			"LAT Measurement",
			{**filters, "score": score},
			"score_told",
			danish_number(score),
			update_modified=False,
		)

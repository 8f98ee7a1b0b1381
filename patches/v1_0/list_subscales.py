import frappe


def execute() -> None:
	"""A subscale was a word at its questions, scored as the instrument is; now it is a row of its own.

	Past the document, because a version in use is frozen, and this changes none of its scores.
	"""
	for instrument in frappe.get_all(
		"LAT Instrument", fields=["name", "method", "multiplier"], order_by="name asc"
	):
		words = frappe.get_all(
			"LAT Instrument Item", filters={"parent": instrument.name}, pluck="subscale", order_by="idx asc"
		)
		known = frappe.get_all(
			"LAT Instrument Subscale",
			filters={"parent": instrument.name},
			pluck="subscale_code",
			order_by="idx asc",
		)
		for word in dict.fromkeys(word for word in words if word):
			if word not in known:
				_add(instrument, word, idx=len(known) + 1)
				known.append(word)


def _add(instrument: dict, word: str, idx: int) -> None:
	frappe.get_doc(
		{
			"doctype": "LAT Instrument Subscale",
			"parent": instrument.name,
			"parenttype": "LAT Instrument",
			"parentfield": "subscales",
			"idx": idx,
			"subscale_code": word,
			"subscale_label": word,
			"method": instrument.method,
			"multiplier": instrument.multiplier,
		}
	).db_insert()

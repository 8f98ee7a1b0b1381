"""What a site begins with: the defaults of settings that a newer version adds, and Danish."""

from __future__ import annotations

import frappe

from lat_corps.languages import NEEDED

SETTINGS = "LAT Settings"


def fill_in() -> None:
	"""Store the default of each setting that the site has never stored; what stands there stays, also 0.

	Frappe gives a single document its defaults only when it is made: a setting added later would be empty.
	"""
	stored = frappe.db.get_singles_dict(SETTINGS)
	for df in frappe.get_meta(SETTINGS).fields:
		if df.default and df.fieldname not in stored:
			frappe.db.set_single_value(SETTINGS, df.fieldname, df.default)
	frappe.clear_document_cache(SETTINGS, SETTINGS)


def offer_danish() -> None:
	"""Let users choose Danish: Frappe 16 offers only languages that are enabled, and of those it is none."""
	if frappe.db.exists("Language", "da"):
		danish = frappe.get_doc("Language", "da")
		danish.enabled = 1
		danish.save()


def add_languages() -> None:
	"""Add the languages that people of the corps speak and Frappe lacks; no Desk is shown in them."""
	for code, name in NEEDED.items():
		if not frappe.db.exists("Language", code):
			frappe.get_doc(
				{"doctype": "Language", "language_code": code, "language_name": name, "enabled": 0}
			).insert()

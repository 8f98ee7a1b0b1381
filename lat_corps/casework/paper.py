"""Where the heading of a print stands, and what it says of people: names where the reader may know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils.pdf import is_wkhtmltopdf_valid

from lat_corps.casework.names import shown
from lat_corps.corps.facts import called
from lat_corps.days import WITHOUT_SECONDS

if TYPE_CHECKING:
	from frappe.model.document import Document

NAMED = ("LAT Case", "LAT Citizen", "LAT Mentor", "User")


def set_out(doc: Document, method: str | None, print_settings: dict, *_args) -> None:
	"""Frappe calls this before every print, and shows the document as it then is; nothing of it is saved."""
	# Frappe takes what stands on every page out of the text; without patched Qt wkhtmltopdf leaves it out.
	if frappe.form_dict.pdf_generator != "chrome" and not is_wkhtmltopdf_valid():
		print_settings["repeat_header_footer"] = 0
	# Frappe keeps here, for a request, how times are written.
	frappe.local.user_time_format = WITHOUT_SECONDS
	name_people(doc)


def name_people(doc: Document) -> None:
	linked: dict[str, set[str]] = {}
	for row, df in _links(doc):
		linked.setdefault(df.options, set()).add(row.get(df.fieldname))
	names = {doctype: shown(doctype, sorted(numbers)) for doctype, numbers in linked.items()}
	for row, df in _links(doc):
		number = row.get(df.fieldname)
		if name := names[df.options].get(number):
			row.set(df.fieldname, name if df.options == "User" else f"{name}, {number}")
	own = shown(doc.doctype, [doc.name])
	doc.print_heading = called(doc.doctype)
	doc.sub_heading = ", ".join((*own.values(), doc.name))


def _links(doc: Document):
	"""Yield each row of a document, itself among them, with its links to people that are filled in."""
	for row in (doc, *doc.get_all_children()):
		for df in row.meta.get_link_fields():
			if df.options in NAMED and row.get(df.fieldname):
				yield row, df

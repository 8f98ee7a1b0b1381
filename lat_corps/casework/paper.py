"""Where the heading of a print stands, and what it says of people: names where the reader may know them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import frappe

from lat_corps.casework.names import shown
from lat_corps.corps.facts import called
from lat_corps.days import WITHOUT_SECONDS

if TYPE_CHECKING:
	from frappe.model.document import Document

RIGHT_TO_LEFT = re.compile(
	r"<(style|script|svg)\b.*?</\1>|<[^>]*>|([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)", re.DOTALL
)

NAMED = ("LAT Case", "LAT Citizen", "LAT Mentor", "User")


def set_out(doc: Document, method: str | None, print_settings: dict, *_args) -> None:
	"""Frappe calls this before every print, and shows the document as it then is; nothing of it is saved."""
	# Frappe 16 opens a log where this is imported, in a place that only a request or a job stands in.
	from frappe.utils.pdf import is_wkhtmltopdf_valid

	# Frappe takes what stands on every page out of the text; without patched Qt wkhtmltopdf leaves it out.
	if frappe.form_dict.pdf_generator != "chrome" and not is_wkhtmltopdf_valid():
		print_settings["repeat_header_footer"] = 0
		print_settings["lat_shrunk"] = 1
	# Frappe keeps here, for a request, how times are written.
	frappe.local.user_time_format = WITHOUT_SECONDS
	name_people(doc)


def body_html(**asked: object) -> str:
	"""Frappe calls this for the body of every print; `asked` is what its own function takes."""
	hooks = frappe.get_hooks("pdf_body_html")
	before: Callable[..., str] = frappe.get_attr(hooks[hooks.index(f"{__name__}.body_html") - 1])
	html = before(**asked)
	return words_apart(html) if asked["args"]["print_settings"].get("lat_shrunk") else html


def words_apart(html: str) -> str:
	"""Return the page with each word in Arabic or Hebrew letters in an element of its own.

	Without patched Qt wkhtmltopdf measures several of them too short, and their line runs over its end.
	"""
	return RIGHT_TO_LEFT.sub(lambda found: f"<span>{found[2]}</span>" if found[2] else found[0], html)


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

"""Errors in which case data may stand are kept without the values of variables (security 16).

Frappe stores the local variables of a traceback for technical administrators, the error's own words, which
may quote a record, and from 16 on what the request or the job was asked with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

import frappe

from .traces import OWN

if TYPE_CHECKING:
	from frappe.model.document import Document

NAMES_THE_APP = re.compile(r"lat_corps|\bLAT [A-Z]|\btabLAT |\bLAT-|/(?:my-)?lat-[a-z]")
IN_PASSING = re.compile(r'File "[^"]*/lat_corps/permissions/guard\.py"')
"""Where every question to the database passes by, whoever asks it."""
PLACE = re.compile(r'\s*File "[^"]+", line \d+, in ')
KIND = re.compile(r"(?:\w+\.)*(\w+(?:Error|Exception|Warning|Exists|Missing\w*))(?=:|$)")


def names_the_app(text: str) -> bool:
	"""Tell whether a text names the app, its documents or its records, as Frappe's requests spell them."""
	return bool(NAMES_THE_APP.search(IN_PASSING.sub("", text)))


def take_out_values(error: Document, method: str | None = None) -> None:
	"""Keep the places of a traceback that names the app, its documents or its records, and the kind of error.

	Which municipality it is about stays: that says nothing of a person.

	The request is looked at too, where there is one: an error of Frappe's own may name none of them.
	"""
	if error.reference_doctype not in OWN and not names_the_app(
		f"{error.method}\n{error.error}\n{error.get('metadata')}\n{_asked()}"
	):
		return
	lines = (error.error or "").splitlines()
	kinds = [found.group(1) for line in lines if (found := KIND.match(line))]
	kind = kinds[-1] if kinds else "Error"
	error.error = "\n".join([*_places(lines), kind])
	error.method = f"{kind}, {error.reference_doctype}" if error.reference_doctype else kind
	if error.reference_doctype != "LAT Municipality":
		error.reference_doctype = error.reference_name = None
	if error.get("metadata"):
		error.metadata = None


def take_out_page(log: Document) -> None:
	"""Keep of a print or export what was taken and by whom: no page and no value."""
	about = frappe.db.get_value("Report", log.report_name, "ref_doctype") if log.report_name else None
	text = f"{log.report_name} {log.page} {log.filters} {log.columns}"
	if log.export_from in OWN or about in OWN or names_the_app(text):
		log.page = log.filters = log.columns = None


def without_arguments(job: frappe._dict) -> frappe._dict:
	"""Return a job of the app as its list shows it, without what it was given and the words of its error."""
	if names_the_app(f"{job.job_name} {job.arguments} {job.exc_info}"):
		job.arguments = ""
		job.exc_info = "\n".join(_places((job.exc_info or "").splitlines()))
	return job


def _places(lines: list[str]) -> Iterator[str]:
	for line, following in zip_longest(lines, lines[1:], fillvalue=""):
		if PLACE.match(line):
			yield line
			if not PLACE.match(following):
				yield following


def _asked() -> str:
	request = getattr(frappe.local, "request", None)
	return f"{request.path} {frappe.local.form_dict}" if request else ""

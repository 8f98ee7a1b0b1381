"""Material of a section 115 exchange, which stays out of what others come to read (R104)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import strip_html

from lat_corps.casework.facts import section_115_material
from lat_corps.domain.background import goes_no_further
from lat_corps.domain.documents.handover import DOCUMENT as HANDOVER
from lat_corps.messages import refuse
from lat_corps.permissions.traces import records_of

if TYPE_CHECKING:
	from frappe.model.document import Document

WORDS = ("Data", "Small Text", "Text")
REMARKS = {"Comment": ("content",), "Communication": ("subject", "content"), "ToDo": ("description",)}
"""Words of Frappe's own about a record, which its readers read too."""


def keep_out(doc: Document, stored: Document | None, title: str, but: Collection[str] = ()) -> None:
	"""Refuse what is written now and repeats such material; who only adds to a record is told of none of it.

	`but` are fields of who knows of no exchange.
	"""
	before = {text for _label, text in _texts(stored, but)} if stored else set()
	written = [(label, text) for label, text in _texts(doc, but) if text not in before]
	if written:
		refuse(goes_no_further(written, section_115_material(doc.lat_case)), title=title)


def keep_out_of_remarks(remark: Document, method: str | None = None) -> None:
	"""Refuse such material in what is said beside a handover; its receiver is told of none."""
	for doctype, name in records_of(remark.doctype, remark):
		handover = doctype == HANDOVER and frappe.db.get_value(
			HANDOVER, name, ["lat_case", "receiver"], as_dict=True
		)
		if handover and handover.receiver != frappe.session.user:
			written = [
				(remark.meta.get_label(field), strip_html(remark.get(field) or ""))
				for field in REMARKS[remark.doctype]
			]
			refuse(goes_no_further(written, section_115_material(handover.lat_case)), title=_(remark.doctype))


def refuse_files(file: Document, method: str | None = None) -> None:
	"""Refuse a file on a handover: what no consent names and nobody has read would go to its receiver."""
	if file.attached_to_doctype == HANDOVER:
		frappe.throw(_("A handover carries no files: write what is handed over as a line."))


def _texts(doc: Document, but: Collection[str]) -> Iterator[tuple[str, str]]:
	for record in (doc, *doc.get_all_children()):
		for df in record.meta.fields:
			text = record.get(df.fieldname)
			if (
				df.fieldtype in WORDS
				and df.fieldname not in but
				and not df.read_only
				and isinstance(text, str)
			):
				yield df.label, text

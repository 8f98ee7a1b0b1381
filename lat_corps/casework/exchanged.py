"""Material of a section 115 exchange, which stays out of what others come to read (R104)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from lat_corps.casework.facts import section_115_material
from lat_corps.domain.background import goes_no_further
from lat_corps.messages import refuse

if TYPE_CHECKING:
	from frappe.model.document import Document

WORDS = ("Data", "Small Text", "Text")


def keep_out(doc: Document, stored: Document | None, title: str, but: Collection[str] = ()) -> None:
	"""Refuse what is written now and repeats such material; who only adds to a record is told of none of it.

	`but` are fields of who knows of no exchange.
	"""
	before = {text for _label, text in _texts(stored, but)} if stored else set()
	written = [(label, text) for label, text in _texts(doc, but) if text not in before]
	if written:
		refuse(goes_no_further(written, section_115_material(doc.lat_case)), title=title)


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

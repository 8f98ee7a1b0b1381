"""What a record names is within reach of who writes it: other records, and rows of its tables (security 27).

Frappe asks for the right to the record itself alone. It looks a link up by whatever stands in it, copies
fields from what it finds, and moves a row that is sent with its name out of the document that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe
from frappe import _

from .hooks import reaches
from .table import ROWS

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField
	from frappe.model.document import Document

OPEN = frozenset(("LAT Municipality",))
"""What everybody may name: who asks another municipality for a mentor does not read its record."""


def refuse_links(doc: Document) -> None:
	"""Refuse a document that names a record by its values, or one that its writer does not read.

	Whoever reads a course on offer may save it as it stands: a link that is stored already is let be.
	Raises frappe.PermissionError with the same sentence for a record that is not there.
	"""
	trusted = doc.flags.ignore_permissions or frappe.session.user == "Administrator"
	for row, field in _links(doc):
		name = row.get(field.fieldname)
		if not isinstance(name, str | int):
			frappe.throw(
				_("{0} is the name of one record: send it as a text.").format(
					frappe.bold(_(field.label or field.fieldname))
				)
			)
		if trusted or field.options not in ROWS or field.options in OPEN or _is_stored_so(row, field):
			continue
		if not doc.may_name(field, name):
			frappe.throw(
				_("There is no such record, or it is not yours to read."),
				frappe.PermissionError,
				title=_("Not found"),
			)


def reads(field: DocField, name: str | int) -> bool:
	"""Tell whether the user reads the record that a link names."""
	return reaches(field.options, str(name), frappe.session.user)


def _links(doc: Document) -> Iterator[tuple[Document, DocField]]:
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.get_link_fields():
			if row.get(field.fieldname):
				yield row, field


def _is_stored_so(row: Document, field: DocField) -> bool:
	name = row.name
	return isinstance(name, str | int) and row.get(field.fieldname) == frappe.db.get_value(
		row.doctype, name, field.fieldname
	)


def refuse_rows_of_others(doc: Document) -> None:
	"""Refuse rows that are sent with a name which none of the document's own rows has.

	Frappe would take the row out of the document that holds it; of one that is not there it keeps nothing.
	"""
	stored = doc.get_doc_before_save()
	if not stored:
		# A new record gives its rows names of their own.
		return
	for table in doc.meta.get_table_fields():
		own = {row.name for row in stored.get(table.fieldname) or []}
		for row in doc.get(table.fieldname) or []:
			if row.name and not row.is_new() and row.name not in own:
				frappe.throw(
					_("{0}, row {1}: this row is not of this document. Reload and add it anew.").format(
						frappe.bold(_(table.label)), row.idx
					),
					frappe.PermissionError,
				)

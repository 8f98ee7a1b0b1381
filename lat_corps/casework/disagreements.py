"""Notes of disagreement beside the records that they dispute (GDPR article 16).

Who reads the record reads the notes on it, and nobody else: they stand on its form, in the print of an access
request and, with the lines that tell of it, in a handover packet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import formatdate

from lat_corps.domain.disagreements import INFORMATION_TYPES
from lat_corps.permissions.hooks import reaches
from lat_corps.read_log.noting import A_MINUTE, OPENED, note
from lat_corps.read_log.subjects import ABOUT

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCUMENT = "LAT Disagreement"
SHOWN = ("name", "place", "disputed", "said_by", "said_on", "words", "result", "answer", "answered_on")


def show(doc: Document, method: str | None = None) -> None:
	"""Give a form the notes on its record; Frappe calls this before it asks for the right to read."""
	if doc.get("__islocal") or doc.doctype not in _disputable() or not doc.has_permission("read"):
		return
	notes = on_record(doc.doctype, doc.name)
	doc.set_onload("lat_disagreements", notes)
	note(OPENED, DOCUMENT, [row.name for row in notes], fold=A_MINUTE)


def on_record(doctype: str, name: str) -> list[frappe._dict]:
	"""Return the notes on a record, the oldest first; who asks has checked the right to the record."""
	return frappe.get_all(
		DOCUMENT,
		filters={"document_type": doctype, "document_number": name},
		fields=list(SHOWN),
		order_by="said_on asc, name asc",
	)


def in_packet(course: str) -> dict[str, list[str]]:
	"""Return type of information -> the notes on what a handover packet tells of it, each in words."""
	found: dict[str, list[str]] = {}
	for row in frappe.get_all(
		DOCUMENT,
		filters={"lat_case": course, "document_type": ["in", [*INFORMATION_TYPES]]},
		fields=["document_type", *SHOWN],
		order_by="said_on asc, name asc",
	):
		found.setdefault(INFORMATION_TYPES[row.document_type], []).append(in_words(row))
	return found


def in_words(row: frappe._dict) -> str:
	"""Return a note as one line of words, with the answer."""
	said = _("Disputed by the person on {0}: {1} “{2}”").format(
		formatdate(row.said_on), row.disputed, row.words
	)
	return " ".join((said, _("Answer: {0}").format(row.answer))) if row.answer else said


def settle_subject(disagreement: Document) -> None:
	"""Refuse a note on what is no record about the person of its course, or not the writer's to read.

	Raises frappe.PermissionError with the same sentence for a record that is not there.
	"""
	doctype, name = disagreement.document_type, str(disagreement.document_number or "")
	if not (
		doctype in _disputable()
		and reaches(doctype, name, frappe.session.user)
		and _is_of(doctype, name, disagreement.lat_case)
	):
		frappe.throw(
			_("There is no such record on this course, or it is not yours to read."), frappe.PermissionError
		)


def _disputable() -> set[str]:
	options = frappe.get_meta(DOCUMENT).get_field("document_type").options.split("\n")
	return {option for option in options if option in ABOUT}


def _is_of(doctype: str, name: str, course: str) -> bool:
	if doctype == "LAT Citizen":
		return frappe.db.get_value("LAT Case", course, "citizen") == name
	return frappe.db.get_value(doctype, name, ABOUT[doctype]) == course

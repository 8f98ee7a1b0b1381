"""Lines of a handover that must not pass: put aside while it is sent, and taken back with the draft (R104).

The receiver reads the lines of a handover and may filter by them, so nothing left out may stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.casework.packet import unseen_rows
from lat_corps.domain import packet
from lat_corps.domain.text import Message

if TYPE_CHECKING:
	from frappe.model.document import Document

LINE = (*packet.LINE, "left_out_because", "wanted_out", "source")


def put_aside(handover: Document, reasons: Mapping[int, Message]) -> None:
	"""Take the lines with a reason out of the handover; `keep` stores them, each with its reason."""
	unread = unseen_rows(handover)
	handover.flags.omissions = [
		{
			"line_number": row.idx,
			"reason": reasons[row.idx].render(_),
			"was_read": row.idx not in unread,
			**{fieldname: row.get(fieldname) for fieldname in LINE},
		}
		for row in handover.lines
		if row.idx in reasons
	]
	_set_lines(handover, [row for row in handover.lines if row.idx not in reasons])


def take_back(handover: Document) -> list[Document]:
	"""Put every line that was put aside back in its place; return the lines that the person has read."""
	lines, read = list(handover.lines), list(handover.lines)
	for omission in frappe.get_all(
		"LAT Handover Omission",
		filters={"handover": handover.name},
		fields=["line_number", "was_read", *LINE],
		order_by="line_number asc",
	):
		line = {fieldname: omission[fieldname] for fieldname in LINE}
		row = handover.append("lines", line)
		lines.insert(omission.line_number - 1, row)
		if omission.was_read:
			read.append(row)
	_set_lines(handover, lines)
	handover.flags.omissions = []
	return read


def keep(handover: Document) -> None:
	"""Store what the save just done has put aside, in place of what was there before."""
	omissions = handover.flags.pop("omissions", None)
	if omissions is None:
		return
	frappe.db.delete("LAT Handover Omission", {"handover": handover.name})
	for omission in omissions:
		# No role creates an omission: it follows from sending, which was judged as the sender's step.
		frappe.get_doc(
			{
				"doctype": "LAT Handover Omission",
				"handover": handover.name,
				"lat_case": handover.lat_case,
				"municipality": handover.municipality,
				**omission,
			}
		).db_insert()


def _set_lines(handover: Document, lines: list[Document]) -> None:
	handover.lines = lines
	for number, row in enumerate(lines, start=1):
		row.idx = number

"""The read log: who opened, printed, exported, listed or downloaded what about whom, and when (N3).

Readings are gathered while a request runs and written when it ends, in `requests`, whether it succeeds or
not. Outside a request (a background job) they are written at once, into the job's own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import frappe
from frappe.utils import get_datetime, get_fullname, now_datetime

from lat_corps.at_once import Asked, rows_of
from lat_corps.permissions.people import Reach, reach_of

from .subjects import ABOUT, REFERENCES, subjects_of

if TYPE_CHECKING:
	from frappe.model.document import Document

OPENED, PRINTED, EXPORTED, LISTED, DOWNLOADED = "Opened", "Printed", "Exported", "Listed", "Downloaded"

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
"""How long a repeated reading of the same record by the same person counts as the same act. The answer of a
save shows only what the person has open, so it counts as an opening once a day."""

Reading = tuple[str, str, str]
"""Action, document type and number."""

GATHERED = "lat_readings"
TALK = "LAT Coaching Session"
FIELDS = (
	"name",
	"owner",
	"modified_by",
	"creation",
	"modified",
	"read_on",
	"action",
	"document_type",
	"document_number",
	"lat_case",
	"citizen",
	"municipality",
	"user",
	"staff_name",
	"staff_roles",
	"impersonated_by",
	"reason",
)


RECENT: Asked = (
	("action", "document_type", "document_number", "read_on"),
	"""from `tabLAT Read Log`
	where user = %(user)s and document_number in %(numbers)s and read_on > %(since)s""",
)


def note(action: str, doctype: str, names: Iterable[str], fold: timedelta = A_MINUTE) -> None:
	"""Remember that the user reads these records; what is not about a citizen is passed over."""
	readings = {
		(action, about, name): fold
		for about, name in _followed(doctype, [name for name in names if name])
		if about in ABOUT
	}
	if not frappe.request:
		write(readings)
		return
	gathered = frappe.local.flags.setdefault(GATHERED, {})
	for reading, window in readings.items():
		gathered[reading] = min(window, gathered.get(reading, window))


def note_printed(doc: Document, method: str | None = None, *_args) -> None:
	"""Frappe calls this before every print: view, PDF, bundle of PDFs, attachment to an e-mail."""
	note(PRINTED, doc.doctype, [doc.name])


def write(readings: Mapping[Reading, timedelta]) -> None:
	"""Write readings of the user that are not the repetition of a recent one."""
	now = now_datetime()
	repeated = _repeated(readings, now)
	new = [reading for reading in readings if reading not in repeated]
	subjects = [
		(action, subject)
		for action, doctype in dict.fromkeys((action, doctype) for action, doctype, _name in new)
		for subject in subjects_of(doctype, [name for a, d, name in new if (a, d) == (action, doctype)])
	]
	if not subjects:
		return
	user = frappe.session.user
	reach, staff_name = reach_of(user), get_fullname(user)
	impersonated_by = (frappe.session.data or {}).get("impersonated_by") or ""
	reasons = _reasons(subject.name for _action, subject in subjects if subject.doctype == TALK)
	# Nobody may create these rows, so they go past the document and its refusal.
	frappe.db.bulk_insert(
		"LAT Read Log",
		list(FIELDS),
		[
			(
				frappe.generate_hash(length=10),
				user,
				user,
				now,
				now,
				now,
				action,
				subject.doctype,
				subject.name,
				subject.lat_case,
				subject.citizen,
				subject.municipality or None,
				user,
				staff_name,
				roles_in(reach, subject.municipality),
				impersonated_by,
				reasons.get(subject.name) if subject.doctype == TALK else None,
			)
			for action, subject in subjects
		],
	)


def _reasons(talks: Iterable[str]) -> dict[str, str]:
	"""Return talk -> why the user reads it in the place of somebody else, as said last."""
	names = sorted(set(talks))
	rows = names and frappe.get_all(
		"LAT Coaching Reading",
		filters={"parent": ["in", names], "parenttype": TALK, "deputy": frappe.session.user},
		fields=["parent", "reason"],
		order_by="idx asc",
	)
	return {row.parent: row.reason for row in rows}


def roles_in(reach: Reach, municipality: str) -> str:
	"""Return the roles that a person holds in the municipality, or else anywhere, as they are today."""
	here = [role for role, places in reach.municipalities.items() if municipality in places]
	return ", ".join(sorted(here or reach.roles))


def _repeated(readings: Mapping[Reading, timedelta], now: datetime) -> set[Reading]:
	if not readings:
		return set()
	said = {
		"user": frappe.session.user,
		"numbers": sorted({name for _action, _doctype, name in readings}),
		"since": now - max(readings.values()),
	}
	return {
		reading
		for *read, read_on in rows_of({"log": RECENT}, said)["log"]
		if (reading := tuple(read)) in readings and get_datetime(read_on) > now - readings[reading]
	}


def _followed(doctype: str, names: list[str]) -> list[tuple[str, str]]:
	"""Return the records meant: a comment, a task or a file stands for the record it belongs to."""
	if doctype not in REFERENCES:
		return [(doctype, name) for name in names]
	if not names:
		return []
	kind, number = REFERENCES[doctype]
	rows = frappe.get_all(
		doctype, filters={"name": ["in", names]}, fields=[kind, number], order_by="creation asc"
	)
	return [(row[kind], row[number]) for row in rows if row[number]]

"""A handover as the person sees it before it is sent, as it was sent, and as a file (R103, R104)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from lat_corps.casework.facts import left_out_reasons
from lat_corps.casework.packet import add_own, content_of, line_of, marks_of, set_out
from lat_corps.days import latest_today
from lat_corps.domain.documents.handover import DOCUMENT, LIFECYCLE
from lat_corps.domain.handover import NOT_READ, READ, WANTED_OUT, lacks_consent, mark
from lat_corps.domain.packet import OTHER
from lat_corps.domain.roles import COORDINATOR, MENTOR
from lat_corps.downloads import send_file
from lat_corps.permissions.door.called import parsed
from lat_corps.permissions.hooks import acting_roles
from lat_corps.read_log.noting import A_DAY, DOWNLOADED, OPENED, note

if TYPE_CHECKING:
	from frappe.model.document import Document

TEMPLATE = "lat_corps/templates/handover/document.html"


def rows_for_the_person(handover: Document) -> list[Document]:
	"""Return the lines that the person reads before they are sent: a consent to them may still be missing.

	Nothing is told of a section 115 exchange, nor of what the coordinator leaves out.
	"""
	return [row for row, _lacks in _for_the_person(handover)]


def _for_the_person(handover: Document) -> list[tuple[Document, bool]]:
	"""Return each line that the person reads, and whether a consent to it is missing."""
	reasons = left_out_reasons(handover)
	return [
		(row, lacks_consent(reasons.get(row.idx)))
		for row in handover.lines
		if row.idx not in reasons or reasons[row.idx] == WANTED_OUT or lacks_consent(reasons[row.idx])
	]


@frappe.whitelist()
def shown(name: str) -> dict[str, Any]:
	"""Return a handover as HTML: a draft as the person reads it, with its lines; else the packet as sent.

	Each of `lines` has `key`, `wanted_out`, `persons_words`, and whether it `lacks_consent`.
	"""
	handover = frappe.get_doc(DOCUMENT, name)
	handover.check_permission("read")
	note(OPENED, DOCUMENT, [name], fold=A_DAY)
	if handover.stage != LIFECYCLE.initial:
		return {"html": _as_html(set_out(handover.get_packet()), False), "lines": []}
	read = _for_the_person(handover)
	rows = [row for row, _lacks in read]
	return {
		"html": _as_html(preview_of(handover, rows), True),
		"way": handover.preview_way,
		"marks": {row.name: mark(line_of(row)) for row in rows},
		"lines": [
			{
				"key": row.name,
				"wanted_out": row.wanted_out,
				"persons_words": row.persons_words or "",
				"lacks_consent": lacks,
			}
			for row, lacks in read
		],
	}


def preview_of(handover: Document, rows: list[Document]) -> dict[str, Any]:
	return set_out(content_of(handover, rows), [row.name for row in rows])


def _as_html(paper: dict[str, Any], preview: bool) -> str:
	context = {"paper": paper, "on_screen": True, "is_preview": preview}
	return frappe.get_template(TEMPLATE).render(context)


@frappe.whitelist(methods=["POST"])
def read_with_person(name: str, values: dict[str, Any] | str) -> dict[str, Any]:
	"""Write down that the person has seen the draft, or why not, and what the person says of it.

	`values` are the `way`, the `marks` of the lines as they were shown, and for lines by their key
	`wanted_out` and `persons_words`; a line of the person's own as `more_type` and `more`.
	"""
	handover, asked = frappe.get_doc(DOCUMENT, name), parsed(values)
	handover.check_permission("write")
	if not {COORDINATOR, MENTOR} & acting_roles(handover):
		frappe.throw(_("Only who works with the person reads it with them."), frappe.PermissionError)
	if handover.stage != LIFECYCLE.initial:
		frappe.throw(_("It has been sent: take it back to draft first."))
	way = asked.get("way")
	if way not in (*READ, *NOT_READ):
		frappe.throw(_("Say how the person has seen it, or why not."))
	rows = {row.name: row for row in rows_for_the_person(handover)}
	shown_as = asked.get("marks") or {}
	if way in READ and shown_as != {key: mark(line_of(row)) for key, row in rows.items()}:
		frappe.throw(_("Somebody has changed it meanwhile: open it again and read it together."))
	for key, said in (asked.get("lines") or {}).items():
		if key in rows:
			rows[key].update({field: said.get(field) for field in ("wanted_out", "persons_words")})
	read = list(rows.values())
	if (asked.get("more") or "").strip():
		read.append(add_own(handover, asked, OTHER, _("In the person's own words")))
	handover.flags.preview = {
		"preview_way": way,
		"previewed_on": latest_today() if way in READ else None,
		"previewed_with": frappe.utils.get_fullname(frappe.session.user) if way in READ else None,
		"previewed_lines": marks_of(row for row in read if not row.wanted_out) if way in READ else None,
	}
	handover.save()
	return {"stage": handover.stage, "way": handover.preview_way}


@frappe.whitelist()
def as_file(name: str) -> None:
	"""Answer with the packet as it was frozen, for the municipality's case system; the reading is logged.

	Its SHA-256 is that of the handover; its form is `docs/handover-packet.schema.json`.
	"""
	handover = frappe.get_doc(DOCUMENT, name)
	handover.check_permission("read")
	handover.get_packet()
	note(DOWNLOADED, DOCUMENT, [name])
	send_file(handover.packet.encode(), f"{name}.json")

"""A handover in one go: who consents, what passes and what does not, and sent (R98, R103, R104)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from lat_corps.casework.consents import write_down
from lat_corps.casework.courses import coordinated
from lat_corps.casework.facts import (
	age_limits,
	birth_date,
	consents_of,
	givers_for,
	is_handed_over,
	left_out_reasons,
	missing_debrief_consents,
)
from lat_corps.casework.intake import givers
from lat_corps.casework.packet import add_own, fetch, line_of
from lat_corps.days import latest_today
from lat_corps.domain import consent as consent_rules
from lat_corps.domain.documents.handover import DOCUMENT, LIFECYCLE, UNSETTLED
from lat_corps.domain.handover import lacks_consent
from lat_corps.domain.packet import OTHER, told
from lat_corps.permissions.door.called import parsed
from lat_corps.read_log.noting import A_DAY, OPENED, note
from lat_corps.steps import go_to

if TYPE_CHECKING:
	from frappe.model.document import Document

SENT = "Sent"
STANDING = (
	"name",
	"stage",
	"receiver_name",
	"sent_on",
	"question",
	"answer",
	"preview_way",
	"previewed_on",
)


@frappe.whitelist()
def of_course(case: str) -> dict[str, Any]:
	"""Return how far the handover of a course is, and who consents to it, with the names that are known.

	Under "debrief": whose consent to the debrief is not written down yet.
	"""
	course = coordinated(case)
	note(OPENED, course.doctype, [case], fold=A_DAY)
	begun = _begun(course)
	return {
		"handover": begun and {field: begun.get(field) for field in STANDING},
		"received": is_handed_over(course),
		"receiver": begun.receiver if begun else course.caseworker,
		"givers": givers(citizen=course.citizen),
		"debrief": missing_debrief_consents(course, latest_today()),
	}


@frappe.whitelist()
def preview(case: str, values: dict[str, Any] | str) -> dict[str, Any]:
	"""Return the lines that a handover would have, each with why it is left out; nothing is written.

	`values` are those of `hand_over`. Under "givers" and "types": whose consent is not written down yet,
	and to what.
	"""
	course, asked = coordinated(case), parsed(values)
	note(OPENED, course.doctype, [case], fold=A_DAY)
	handover = _draft(course, asked)
	stored = left_out_reasons(handover)
	types = dict.fromkeys(
		row.information_type for row in handover.lines if lacks_consent(stored.get(row.idx))
	)
	reasons = left_out_reasons(handover, _told(course, asked))
	return {
		"lines": [
			{
				**(line := line_of(row)),
				"told": told(line["figures"], _),
				"left_out": reasons[row.idx].render(_) if row.idx in reasons else "",
			}
			for row in handover.lines
		],
		"types": [*types],
		"givers": [
			giver for giver in givers_for(course.citizen) if _lacks(course, handover.receiver, giver, types)
		],
	}


@frappe.whitelist(methods=["POST"])
def hand_over(case: str, values: dict[str, Any] | str, send: bool | int | str = False) -> dict[str, str]:
	"""Write down the consents, keep the handover as a draft, and send it if asked: all of it, or nothing.

	`values` are the `receiver`, the `people` who consent and what they have in common, as `write_down` takes
	them, the `information_types` they let pass, and a line of one's own as `more_type` and `more`. A draft
	that stands is gone on with. Return the number and the stage.
	"""
	course, asked = coordinated(case, "write"), parsed(values)
	if asked.get("people"):
		common = {**asked, "purpose": consent_rules.HANDOVER}
		write_down(case, asked["people"], common, asked.get("information_types") or [])
	handover = _draft(course, asked).save()
	if frappe.utils.sbool(send):
		go_to(handover, SENT)
		# What is left out was shown before it was sent.
		frappe.clear_messages()
	return {"name": handover.name, "stage": handover.stage}


def _begun(course: Document) -> Document | None:
	"""Return the newest handover of a course that somebody still works on."""
	names = frappe.get_list(
		DOCUMENT,
		filters={"lat_case": course.name, "stage": ["in", UNSETTLED]},
		pluck="name",
		order_by="creation desc",
		limit=1,
	)
	return frappe.get_doc(DOCUMENT, names[0]) if names else None


def _draft(course: Document, asked: dict[str, Any]) -> Document:
	"""Return the draft of a course, or a new one, as asked; the course tells of each type that it lacks."""
	draft = _begun(course) or frappe.get_doc({"doctype": DOCUMENT, "lat_case": course.name})
	if draft.name and draft.stage != LIFECYCLE.initial:
		frappe.throw(
			_("Handover {0} waits for an answer: it is finished before another one is begun.").format(
				draft.name
			)
		)
	draft.receiver = asked.get("receiver") or draft.receiver
	fetch(draft)
	if asked.get("more"):
		add_own(draft, asked, asked.get("more_part") or OTHER)
	return draft


def _told(course: Document, asked: dict[str, Any]) -> list[consent_rules.Consent]:
	"""Return the consents as they would be once they are written down today."""
	return [
		consent_rules.Consent(
			purpose=consent_rules.HANDOVER,
			given_by=giver["given_by"],
			given_on=latest_today(),
			receiver=asked.get("receiver") or "",
			information_types=frozenset(asked.get("information_types") or []),
			born=birth_date(course.citizen),
			limits=age_limits(),
		)
		for giver in asked.get("people") or []
	]


def _lacks(course: Document, receiver: str | None, giver: str, types: Iterable[str]) -> bool:
	consents, day = consents_of(course.name), latest_today()
	return any(not consent_rules.covers(consents, kind, receiver or "", (giver,), day) for kind in types)

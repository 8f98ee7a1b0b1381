"""What a coaching session is judged by, gathered from the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe.utils import cint

from lat_corps.domain.coaching import OBSERVES, Note, Participant, Session
from lat_corps.domain.documents.match import ACCEPTED
from lat_corps.domain.documents.mentor import IN_CORPS
from lat_corps.permissions.people import loans_today

if TYPE_CHECKING:
	from frappe.model.document import Document


def session_facts(session: Document) -> Session:
	stored = session.get_doc_before_save()
	return Session(
		form=session.form,
		participants=tuple(
			Participant(
				row.mentor,
				row.mentor_name,
				row.part == OBSERVES,
				works_here(row.mentor, session.municipality),
				courses_of(row.mentor),
			)
			for row in session.participants
			if row.mentor
		),
		courses=tuple(row.lat_case for row in session.courses if row.lat_case),
		notes=tuple(
			Note(row.form or "", row.question or "", cint(row.number), row.anchor or "")
			for row in session.notes
		),
		next_step=session.next_step or "",
		has_day=bool(session.next_step_on),
		new_mentors=_new(session, stored, "participants", "mentor"),
		new_courses=_new(session, stored, "courses", "lat_case"),
	)


def _new(session: Document, stored: Document | None, table: str, fieldname: str) -> frozenset[str]:
	before = {row.get(fieldname) for row in stored.get(table)} if stored else set()
	# Frappe asks for what must be filled in only after this.
	return frozenset(row.get(fieldname) for row in session.get(table) if row.get(fieldname)) - before


def works_here(mentor: str | int, municipality: str) -> bool:
	"""Tell whether a mentor works in a municipality today: of its corps, or on loan to it (R22)."""
	own = {"name": mentor, "municipality": municipality, "stage": ["in", IN_CORPS]}
	return bool(
		frappe.db.exists("LAT Mentor", own) or loans_today(mentor=mentor, borrowing_municipality=municipality)
	)


def mentors_here(municipality: str) -> list[str]:
	"""Return the mentors who work in a municipality today, those on loan to it last."""
	own = frappe.get_all(
		"LAT Mentor",
		filters={"municipality": municipality, "stage": ["in", IN_CORPS]},
		pluck="name",
		order_by="full_name asc, name asc",
	)
	lent = [loan.mentor for loan in loans_today(borrowing_municipality=municipality)]
	return list(dict.fromkeys([*own, *lent]))


def courses_of(mentor: str) -> frozenset[str]:
	"""Return the courses that a mentor has accepted and not handed on (R88)."""
	return frozenset(
		frappe.get_all(
			"LAT Match",
			filters={"mentor": mentor, "stage": ["in", ACCEPTED]},
			pluck="lat_case",
			order_by="lat_case asc",
		)
	)


def card_for(kind: str, municipality: str) -> str | None:
	"""Return the newest card in use of a kind: that of the municipality, else a national one."""
	rows = frappe.get_all(
		"LAT Conversation Card",
		filters={"kind": kind, "enabled": 1},
		fields=["name", "municipality"],
		order_by="creation desc",
	)
	own = [row.name for row in rows if row.municipality == municipality]
	return next(iter(own or [row.name for row in rows if not row.municipality]), None)

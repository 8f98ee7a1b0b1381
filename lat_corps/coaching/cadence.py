"""Stores when each mentor is to be coached next, after whatever may have moved it (R66)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe.utils import getdate

from lat_corps.corps import pauses
from lat_corps.corps.turns import follow_record, store
from lat_corps.days import danish_today
from lat_corps.domain.coaching import GROUP, OBSERVES
from lat_corps.domain.coaching_cadence import A_DAY, Carried, Span, all_paused, coached_by, coaching_due
from lat_corps.domain.documents.loan import HOLDING
from lat_corps.domain.documents.match import ONCE_APPROVED

if TYPE_CHECKING:
	from frappe.model.document import Document

MENTOR, LOAN, SESSION = "LAT Mentor", "LAT Mentor Loan", "LAT Coaching Session"
COURSE = "LAT Case"
SETTINGS = ("coaching_interval", "group_coaching_counts")
SERVED_BY = ("coordinator", "mentor", "stage")
"""Of a course or match, by which it is known who coordinates the courses of a mentor."""


def follow(doc: Document, method: str | None = None) -> None:
	"""Follow a saved session, match, course, mentor or loan (doc_events)."""
	stored = doc.get_doc_before_save()
	if doc.doctype == SESSION:
		refresh({row.mentor for each in (doc, stored) if each for row in each.participants})
	elif doc.doctype == MENTOR:
		if not stored or stored.stage != doc.stage or doc.differs(stored, "pauses"):
			refresh({doc.name})
	else:
		mentors = {each.mentor for each in (doc, stored) if each and each.mentor}
		refresh(mentors)
		if doc.doctype != LOAN and any(not stored or stored.get(name) != doc.get(name) for name in SERVED_BY):
			tell_who_serves(mentors)


def tell_who_serves(mentors: Iterable[str]) -> None:
	"""Tell of coaching whoever coordinates the courses of the mentors by now."""
	for doctype, mentor in ((MENTOR, "name"), (LOAN, "mentor")):
		due = {mentor: ["in", sorted(mentors)], "next_coaching_due": ["is", "set"]}
		for name in frappe.get_all(doctype, filters=due, pluck="name", order_by="name asc"):
			follow_record(doctype, name)


def follow_settings(settings: Document, method: str | None = None) -> None:
	if settings.is_changed(SETTINGS):
		every_day()


def every_day() -> None:
	refresh(frappe.get_all(MENTOR, pluck="name", order_by="name asc"))


def refresh(mentors: Iterable[str]) -> None:
	"""Store anew when the mentors are to be coached, and tell whose turn that makes it."""
	names = sorted(set(mentors))
	if not names:
		return
	loans = _loans(names)
	carried, held, paused = _carried(names, loans), _held(names), pauses.of(MENTOR, names)
	for mentor in frappe.get_all(
		MENTOR,
		filters={"name": ["in", names]},
		fields=["name", "municipality", "last_coaching_on", "next_coaching_due"],
		order_by="name asc",
	):
		theirs, talks, away = carried[mentor.name], held[mentor.name], paused.get(mentor.name, [])
		last = max((day for days in talks.values() for day in days), default=None)
		store(
			MENTOR,
			mentor,
			last_coaching_on=last,
			next_coaching_due=_due(mentor.municipality, theirs, talks, away),
		)
		for loan in loans[mentor.name]:
			store(LOAN, loan, next_coaching_due=_due(loan.borrowing_municipality, theirs, talks, away))


def _due(
	municipality: str | None, carried: Iterable[Carried], talks: dict[str, list[date]], away: list[Span]
) -> date | None:
	"""Return when a municipality is to coach; what it shares with another counts in both."""
	own = [each for each in carried if municipality in each.coached_by]
	sharing = {municipality}.union(*(each.coached_by for each in own))
	held = [day for place, days in talks.items() if place in sharing for day in days]
	months = frappe.get_cached_doc("LAT Settings").coaching_interval or 0
	paused = [*away, *all_paused(own)]
	return coaching_due([each.span for each in own], paused, held, danish_today(), months)


def _loans(mentors: list[str]) -> dict[str, list[frappe._dict]]:
	found: dict[str, list[frappe._dict]] = defaultdict(list)
	for loan in frappe.get_all(
		LOAN,
		filters={"mentor": ["in", mentors], "borrowing_municipality": ["is", "set"]},
		fields=["name", "mentor", "stage", "borrowing_municipality", "coaching", "next_coaching_due"],
		order_by="from_date desc, name asc",
	):
		if loan.stage in HOLDING or loan.next_coaching_due:
			found[loan.mentor].append(loan)
	return found


def _carried(mentors: list[str], loans: dict[str, list[frappe._dict]]) -> dict[str, list[Carried]]:
	employers = dict(
		frappe.get_all(
			MENTOR,
			filters={"name": ["in", mentors]},
			fields=["name", "municipality"],
			order_by="name asc",
			as_list=True,
		)
	)
	found: dict[str, list[Carried]] = defaultdict(list)
	matches = frappe.get_all(
		"LAT Match",
		filters={"mentor": ["in", mentors], "stage": ["in", ONCE_APPROVED]},
		fields=["mentor", "lat_case", "municipality", "stage", "approved_on", "ended_on"],
		order_by="name asc",
	)
	paused = pauses.of(COURSE, {match.lat_case for match in matches})
	for match in matches:
		if not match.approved_on:
			continue
		terms = next(
			(
				loan.coaching
				for loan in loans[match.mentor]
				if loan.borrowing_municipality == match.municipality
			),
			None,
		)
		ended = getdate(match.ended_on) if match.stage != "Approved" else None
		span = Span(getdate(match.approved_on), ended - A_DAY if ended else None)
		if not ended or span.first < ended:
			found[match.mentor].append(
				Carried(
					span,
					coached_by(employers[match.mentor], match.municipality, terms),
					tuple(paused.get(match.lat_case, ())),
				)
			)
	return found


def _held(mentors: list[str]) -> dict[str, dict[str, list[date]]]:
	"""Return mentor -> municipality -> days of real talks in which the mentor was coached."""
	found: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
	rows = frappe.get_all(
		"LAT Coaching Participant",
		filters={"mentor": ["in", mentors], "parenttype": SESSION, "part": ["!=", OBSERVES]},
		fields=["mentor", "parent"],
		order_by="parent asc",
	)
	group_counts = frappe.get_cached_doc("LAT Settings").group_coaching_counts
	sessions = {
		session.name: session
		for session in frappe.get_all(
			SESSION,
			filters={"name": ["in", [row.parent for row in rows] or [""]], "held_on": ["is", "set"]},
			fields=["name", "municipality", "held_on", "form"],
			order_by="name asc",
		)
		if group_counts or session.form != GROUP
	}
	for row in rows:
		if session := sessions.get(row.parent):
			found[row.mentor][session.municipality].append(getdate(session.held_on))
	return found

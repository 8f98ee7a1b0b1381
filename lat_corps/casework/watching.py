"""What is seen of a course between two ratings: last contact, silence, and what it lacks (R63, R65)."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import frappe
from frappe.query_builder.functions import Count, Max
from frappe.utils import cint

from lat_corps.corps import pauses
from lat_corps.days import day_of
from lat_corps.domain.coaching_cadence import Span
from lat_corps.domain.documents.course import UNDER_WAY
from lat_corps.domain.sessions import CONTACT, Contacts, lacking, silent_on

if TYPE_CHECKING:
	from frappe.model.document import Document

FIELDS = ("last_contact_on", "silent_on", "method_gap", "method_gap_on")
SETTINGS = ("silent_after_days", "silence_counts_from")


def watched(case: Document, mentor: str | None) -> dict[str, object]:
	"""Return `FIELDS` of a course; it is watched while it is under way with a mentor."""
	return _fields(case, mentor, _contacts([case.name]).get(case.name, Contacts()), pauses.spans(case.pauses))


def follow(name: str) -> None:
	"""Store what follows for a course from a line of its log or its plan just saved."""
	case = frappe.get_doc("LAT Case", name, for_update=True)
	case.db_set(watched(case, case.mentor), update_modified=False)


def refresh() -> None:
	"""Store anew what is watched on every course under way, after a setting has changed."""
	cases = frappe.get_all(
		"LAT Case",
		filters={"stage": ["in", UNDER_WAY]},
		fields=["name", "stage", "mentor", "opened_on", *FIELDS],
		order_by="name asc",
	)
	contacts, paused = _contacts(None), pauses.of("LAT Case", None)
	for case in cases:
		found = _fields(case, case.mentor, contacts.get(case.name, Contacts()), paused.get(case.name, []))
		if any(str(case[field] or "") != str(found[field] or "") for field in FIELDS):
			frappe.db.set_value("LAT Case", case.name, found, update_modified=False)


def follow_settings(settings: Document, *_arguments: object) -> None:
	if settings.is_changed(SETTINGS):
		refresh()


def _fields(
	case: Document | frappe._dict, mentor: str | None, contacts: Contacts, paused: list[Span]
) -> dict[str, object]:
	settings = frappe.get_cached_doc("LAT Settings")
	started = day_of(case.opened_on)
	days, since = cint(settings.silent_after_days), settings.silence_counts_from
	counted_from = day_of(since)
	watches = case.stage in UNDER_WAY and bool(mentor)
	gap = lacking(contacts) if watches else ""
	return {
		"last_contact_on": contacts.last,
		"silent_on": silent_on(started, contacts, counted_from, days, paused) if watches else None,
		"method_gap": gap or None,
		"method_gap_on": silent_on(started, Contacts(), counted_from, days, paused) if gap else None,
	}


def _contacts(cases: Collection[str] | None) -> dict[str, Contacts]:
	"""Return course -> what it has been told, of those named, or of all."""
	touched = {row.lat_case: row for row in _in_touch(cases)}
	planned = {row.lat_case: row.goals for row in _planned(cases)}
	return {
		case: Contacts(
			last=day_of(touched[case].last) if case in touched else None,
			tools=case in touched and touched[case].tools > 0,
			planned=case in planned,
			goals=planned.get(case, 0) > 0,
		)
		for case in {*touched, *planned}
	}


def _in_touch(cases: Collection[str] | None) -> list[frappe._dict]:
	session, used = frappe.qb.DocType("LAT Session"), frappe.qb.DocType("LAT Session Tool")
	query = (
		frappe.qb.from_(session)
		.left_join(used)
		.on((used.parent == session.name) & (used.parenttype == "LAT Session"))
		.where(session.kind.isin(CONTACT))
		.groupby(session.lat_case)
		.select(session.lat_case, Max(session.held_on).as_("last"), Count(used.name).as_("tools"))
	)
	return (query if cases is None else query.where(session.lat_case.isin([*cases]))).run(as_dict=True)


def _planned(cases: Collection[str] | None) -> list[frappe._dict]:
	plan, goal = frappe.qb.DocType("LAT Plan"), frappe.qb.DocType("LAT Plan Goal")
	query = (
		frappe.qb.from_(plan)
		.left_join(goal)
		.on((goal.parent == plan.name) & (goal.parenttype == "LAT Plan"))
		.groupby(plan.lat_case)
		.select(plan.lat_case, Count(goal.name).as_("goals"))
	)
	return (query if cases is None else query.where(plan.lat_case.isin([*cases]))).run(as_dict=True)

"""A mentor's own profile: what the mentor has changed, and no coordinator has confirmed (R26 to R36).

The answers that were confirmed last are kept beside those that the mentor has changed since, until a
coordinator confirms the profile, or writes the answer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.days import danish_today
from lat_corps.domain import criteria
from lat_corps.domain.roles import COORDINATOR
from lat_corps.languages import language_name
from lat_corps.permissions.hooks import acting_roles

if TYPE_CHECKING:
	from frappe.model.document import Document

FIELDS = tuple(name for names in criteria.PROFILE.values() for name in names)

Answer = str | list[str]


def follow(mentor: Document) -> None:
	"""Keep what was confirmed beside what the mentor changes; what a coordinator writes is confirmed."""
	stored = mentor.get_doc_before_save()
	kept = _confirmed(mentor)
	changed = [name for name in FIELDS if stored and _answer(mentor, name) != _answer(stored, name)]
	if mentor.flags.profile_confirmed:
		kept, mentor.profile_confirmed_on = {}, danish_today()
	elif changed and COORDINATOR in acting_roles(mentor):
		kept = {name: answer for name, answer in kept.items() if name not in changed}
	else:
		kept = {**{name: _answer(stored, name) for name in changed}, **kept}
	kept = {name: answer for name, answer in kept.items() if answer != _answer(mentor, name)}
	mentor.confirmed_answers = json.dumps(kept, ensure_ascii=False) if kept else None
	mentor.profile_unconfirmed = int(bool(kept))


def unconfirmed_criteria(mentor: Document | frappe._dict) -> frozenset[str]:
	"""Return the criteria where the mentor has changed an answer since the last confirmation."""
	return criteria_of(mentor.confirmed_answers) if mentor.profile_unconfirmed else frozenset()


def criteria_of(confirmed_answers: str | None) -> frozenset[str]:
	"""Return the criteria of which confirmed answers are kept beside what the mentor has written since."""
	if not confirmed_answers:
		return frozenset()
	kept = json.loads(confirmed_answers)
	return frozenset(
		criterion for criterion, names in criteria.PROFILE.items() if any(name in kept for name in names)
	)


def changes(mentor: Document) -> list[dict[str, str]]:
	"""Return what the mentor has changed since: the field, what was confirmed, and what stands there now."""
	kept = _confirmed(mentor)
	return [
		{
			"label": _(mentor.meta.get_label(name), context=mentor.doctype),
			"was": _shown(mentor, name, kept[name]),
			"now": _shown(mentor, name, _answer(mentor, name)),
		}
		for name in FIELDS
		if name in kept
	]


def _confirmed(mentor: Document | frappe._dict) -> dict[str, Answer]:
	return json.loads(mentor.confirmed_answers or "{}")


def _answer(mentor: Document, name: str) -> Answer:
	value = mentor.get(name)
	return [row.language for row in value] if isinstance(value, list) else str(value or "")


def _shown(mentor: Document, name: str, answer: Answer) -> str:
	if isinstance(answer, list):
		return ", ".join(language_name(code) for code in answer) or "–"
	field = mentor.meta.get_field(name)
	if field.fieldtype == "Check":
		return _("Yes") if answer else _("No")
	return (_(answer) if field.fieldtype == "Select" else answer) or "–"

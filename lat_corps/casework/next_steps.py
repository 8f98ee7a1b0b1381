"""What a course needs for its next step, met and open, and where each thing is mended (G3, G4, G8 to G11).

The guards of `domain/documents/course.py` themselves are asked: a condition is said once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.workflow import get_workflow

from lat_corps.casework import match_reviews, matches, self_report
from lat_corps.casework.briefing import MATCH_ENDED
from lat_corps.casework.case_reviews import DOCTYPE as CASE_REVIEW
from lat_corps.casework.concerns import DOCTYPE as CONCERN
from lat_corps.casework.facts import case_facts
from lat_corps.domain.asking import AWAITING
from lat_corps.domain.documents import handover, match
from lat_corps.domain.documents.course import (
	DOCUMENT,
	ENDING,
	FINISHED,
	RECORDED,
	WITH_MENTOR,
	CaseFacts,
	guard_case_preparing,
)
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.match_reviews import ASKS, CITIZEN, MENTOR
from lat_corps.domain.purposes import SELF_REPORT
from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.self_report import ASK_FOR_SELF_REPORT, GIVEN
from lat_corps.domain.staging import Condition
from lat_corps.domain.text import Message
from lat_corps.permissions.hooks import acting_roles, reaches, writable_levels
from lat_corps.workflows import stage_of_state, steps_of

if TYPE_CHECKING:
	from frappe.model.document import Document

REVIEW = "LAT Match Review"

OF_THE_MENTOR = ("knowledge_confirmed", "mentor_outcome")
"""Fields that the mentor of the course alone fills in."""

UNDER_WORK = {
	match.DOCUMENT: {"stage": ["in", match.NOT_APPROVED_YET]},
	handover.DOCUMENT: {"stage": ["in", handover.UNSETTLED]},
	"LAT First Meeting": {},
	"LAT Briefing": {"closed_because": ["!=", MATCH_ENDED]},
	CONCERN: {"decided_on": ["is", "not set"]},
	"LAT Debrief": {"earlier_closing": 0},
	CASE_REVIEW: {"decided_on": ["is", "not set"]},
}
"""Documents of a course of which one that is begun is gone on with before another one is made."""

BEHIND = {"LAT Citizen": "citizen", "LAT Mentor": "mentor"}
"""Documents that a field of the course names."""


def of_course(course: Document) -> list[dict]:
	"""Return the steps ahead, each with `stage`, the `action` that takes it, and its `conditions`.

	First come the match reviews that are due and the consent to self-report, which belong to no stage.
	`waits` tells that nobody need take the step as long as all goes well. A condition has `met`, `words`,
	and `mends`: where the reader can meet it. Who coordinates sees all of them, anybody else what they can
	do themselves.
	"""
	if course.stage in FINISHED:
		return []
	facts, coordinates = _facts(course), COORDINATOR in acting_roles(course)
	actions = _actions(course)
	steps = [
		{
			"stage": stage,
			"action": actions.get(stage),
			"waits": course.stage == "Active" and stage in ENDING,
			"conditions": [
				said
				for condition in _conditions(course, stage, facts)
				if (said := _said(course, condition)) and (coordinates or said["mends"])
			],
		}
		for stage in _ahead(course.stage, facts)
	]
	return [*_beside(course, coordinates), *(step for step in steps if coordinates or step["conditions"])]


def _beside(course: Document, coordinates: bool) -> list[dict]:
	"""Return what is due to who asks for it or answers it, and no stage waits for."""
	if not coordinates and not course.is_its_mentor():
		return []
	voice = CITIZEN if coordinates else MENTOR
	lines = _self_report(course) if coordinates else []
	lines += [
		{
			"met": False,
			"words": _(ASKS[voice, occasion]),
			"mends": [{"new": [REVIEW, {"lat_case": course.name, "voice": voice, "occasion": occasion}]}],
		}
		for occasion in match_reviews.due_of(course, voice)
	]
	return [{"stage": None, "action": None, "waits": False, "conditions": lines}] if lines else []


def _self_report(course: Document) -> list[dict]:
	"""Return that the person's own answers are to be consented to, or anew; nothing waits for it."""
	said = self_report.of_course(course.name)
	if course.stage not in RECORDED or said.standing == GIVEN:
		return []
	words = said.refusal().render(_) if said.stopped else _(ASK_FOR_SELF_REPORT)
	values = {"lat_case": course.name, "purpose": SELF_REPORT}
	return [{"met": False, "words": words, "mends": [{"new": ["LAT Consent", values]}]}]


def _facts(course: Document) -> CaseFacts:
	"""Return the facts as they are seen now: nothing is held, so nothing may be decided by them."""
	carrying = matches.carrying(course.name, for_update=False)
	return case_facts(course, carrying, *matches.seen_mentor(carrying))


def _ahead(stage: str, facts: CaseFacts) -> list[str]:
	"""Return the stages that come next: one that has lost its mentor is matched anew, or waits as it is."""
	lost = stage in WITH_MENTOR and not facts.approved_matches
	if lost and stage == "Active":
		return [stage]
	anew = ["Matching"] if lost and (stage, "Matching") in LIFECYCLES[DOCUMENT].steps else []
	ahead = LIFECYCLES[DOCUMENT].following(stage)
	return anew or ([ahead] if ahead else [])


def _conditions(course: Document, stage: str, facts: CaseFacts) -> list[Condition]:
	"""Return the conditions of the step to a stage; of a course that stays there, that it has a mentor."""
	if stage == course.stage:
		return guard_case_preparing(facts)
	return LIFECYCLES[DOCUMENT].conditions(course.stage, stage, facts)


def _actions(course: Document) -> dict[str, str]:
	"""Return stage -> the action by which the user may go there, as the administrator calls it."""
	steps = steps_of(course)
	workflow = get_workflow(course.doctype) if steps else None
	return {stage_of_state(workflow, step.next_state): step.action for step in steps}


def _said(course: Document, condition: Condition) -> dict | None:
	words = _name_of(course, condition) if condition.met else condition.message.render(_)
	mends = (
		[]
		if condition.met
		else [mend for place in _places(condition) if (mend := _mend(course, place, condition))]
	)
	return {"met": condition.met, "words": words, "mends": mends} if words else None


def _name_of(course: Document, condition: Condition) -> str:
	if isinstance(condition.about, Message):
		return condition.about.render(_)
	if condition.about:
		return _(condition.about)
	asks = condition.message.asks
	return _(course.meta.get_label(asks[0]), context=course.doctype) if len(asks) == 1 else ""


def _places(condition: Condition) -> tuple[str, ...]:
	return condition.at or condition.message.asks[:1]


def _mend(course: Document, place: str, condition: Condition) -> dict | None:
	"""Return what the user can do at a place: fill in a `field`, `open` a record, or make a `new` one."""
	if field := course.meta.get_field(place):
		own = place not in OF_THE_MENTOR or course.is_its_mentor()
		return {"field": place} if own and field.permlevel in writable_levels(course) else None
	if place in BEHIND:
		name = course.get(BEHIND[place])
		return _open(place, name) if name and reaches(place, name, frappe.session.user) else None
	if place == "LAT Role Description":
		descriptions = _awaiting(course.municipality)
		return _open(place, descriptions[0]) if descriptions else None
	if begun := _begun(course, place):
		return _open(place, begun)
	if place == CONCERN:
		return None
	values = {"lat_case": course.name, **condition.values}
	return {"new": [place, values]} if frappe.has_permission(place, "create") else None


def _open(doctype: str, name: str) -> dict:
	return {"open": [doctype, name]}


def _awaiting(municipality: str) -> list[str]:
	"""Return the role descriptions that the user is asked to acknowledge there."""
	mine = {"user": frappe.session.user, "standing": AWAITING, "municipality": municipality}
	return frappe.get_list(
		"LAT Acknowledgement Request", filters=mine, pluck="role_description", order_by="creation asc"
	)


def _begun(course: Document, doctype: str) -> str | None:
	"""Return the newest record of the course that somebody works on, of those that the user reads."""
	if doctype not in UNDER_WORK or not frappe.has_permission(doctype, "read"):
		return None
	names = frappe.get_list(
		doctype,
		filters={"lat_case": course.name, **UNDER_WORK[doctype]},
		pluck="name",
		order_by="creation desc",
		limit=1,
	)
	return names[0] if names else None

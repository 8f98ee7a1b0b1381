"""What a course does to its matches: wishes stated late, and what a finished course ends (R31, R88)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.casework import briefing, match_reviews
from lat_corps.corps.facts import open_courses
from lat_corps.days import latest_today
from lat_corps.domain.documents.course import FINISHED, is_taken_up_again
from lat_corps.domain.documents.match import ENDED_WITH_COURSE, NOT_APPROVED_YET
from lat_corps.domain.match_reviews import HEARD_AT_CLOSING
from lat_corps.holding import committed, hold
from lat_corps.workflows import state_of_stage

if TYPE_CHECKING:
	from lat_corps.document import LatDocument


def follow(case: LatDocument, stored: LatDocument) -> None:
	"""Let the matches of a course follow what a save of it has changed, `stored` being what it was."""
	if case.stage == "Active" and stored.stage == "Preparing":
		match_reviews.set_due(case.name)
	if case.stage in FINISHED:
		if case.stage != stored.stage:
			end(case.name, resumable=case.stage == "Closed")
		elif stored.reopen_reason and not case.reopen_reason:
			# Another mentor was being found for a course that is not to be reopened after all.
			end(case.name, resumable=False)
	elif is_taken_up_again(stored.stage, case.stage):
		resume(case.name)
	elif case.differs(stored, "preferences"):
		weigh_open(case.name)


def weigh_open(case: str) -> None:
	"""Put a wish stated late on every match that is not approved yet, to be weighed there."""
	for name in frappe.get_list(
		"LAT Match",
		filters={"lat_case": case, "stage": ["in", NOT_APPROVED_YET]},
		pluck="name",
		order_by="name asc",
		limit=0,
	):
		frappe.get_doc("LAT Match", name).save()


def end(case: str, resumable: bool) -> None:
	"""End the approved match of a finished course, and decline those that are not approved yet.

	The mentor's access and place end with it. `resume` takes a match up again that was ended as resumable.
	"""
	for match in committed(
		"LAT Match", {"lat_case": case, "stage": ["in", list(ENDED_WITH_COURSE)]}, ("name", "stage")
	):
		stage = ENDED_WITH_COURSE[match.stage]
		reason = "end_reason" if stage == "Ended" else "decline_reason"
		kept = int(resumable and stage == "Ended")
		day = {"ended_on": latest_today()} if stage == "Ended" else {}
		_move(match.name, stage, {reason: _("The course was finished."), "ended_with_course": kept, **day})
		briefing.close_with(match.name)


def carrying(case: str | None, *, for_update: bool = True) -> list[frappe._dict]:
	"""Return the matches that carry a course: the approved ones, or else the one that ended with it.

	Each with name, mentor and stage: `for_update` as committed now, for a decision on a course that is held.
	"""
	approved = _matches(case, for_update=for_update, stage="Approved")
	return approved or _matches(case, for_update=for_update, stage="Ended", ended_with_course=1)


def held_mentor(matches: Sequence[frappe._dict]) -> tuple[frappe._dict | None, tuple[str, ...]]:
	"""Hold the mentors of matches; return the first mentor and the other courses of that one.

	The last place of a mentor is not taken twice (R35).
	"""
	hold("LAT Mentor", *(match.mentor for match in matches))
	if not matches:
		return None, ()
	match = matches[0]
	(mentor,) = committed("LAT Mentor", {"name": match.mentor}, ("name", "stage", "capacity"))
	return mentor, open_courses(mentor.name, but_not=match.name, for_update=True)


def seen_mentor(matches: Sequence[frappe._dict]) -> tuple[frappe._dict | None, tuple[str, ...]]:
	"""Return what `held_mentor` does, to show it: nobody has to wait for who only looks."""
	if not matches:
		return None, ()
	match = matches[0]
	mentor = frappe.db.get_value("LAT Mentor", match.mentor, ["name", "stage", "capacity"], as_dict=True)
	return mentor, open_courses(mentor.name, but_not=match.name)


def resume(case: str) -> None:
	"""Take up the match that ended with a course again, as the course is; unless another one is approved."""
	for match in carrying(case):
		if match.stage == "Ended":
			asked_anew = dict.fromkeys(HEARD_AT_CLOSING)
			ended = {"end_reason": None, "ended_on": None, "ended_with_course": 0}
			_move(match.name, "Approved", {**ended, **asked_anew})
	for match in _matches(case, stage="Ended", ended_with_course=1):
		frappe.db.set_value("LAT Match", match.name, "ended_with_course", 0)


def _matches(case: str | None, *, for_update: bool = True, **filters) -> list[frappe._dict]:
	return frappe.db.get_values(
		"LAT Match",
		{"lat_case": case or "", **filters},
		["name", "mentor", "stage"],
		as_dict=True,
		order_by="creation asc",
		for_update=for_update,
	)


def _move(match: str, stage: str, values: dict) -> None:
	state = state_of_stage("LAT Match", stage)
	frappe.db.set_value("LAT Match", match, {"stage": stage, "workflow_state": state, **values})

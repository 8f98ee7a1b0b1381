"""Meetings with partners of a course: who is invited, when the next is due, what they may read (R53, R55)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cint, get_fullname, getdate

from lat_corps.casework import efforts
from lat_corps.casework.courses import coordinated, listed
from lat_corps.casework.facts import consents_of, givers_for, section_115_material
from lat_corps.corps.turns import store
from lat_corps.days import danish_today, day_of, latest_today
from lat_corps.domain import coordination as rules
from lat_corps.domain.background import tells_of
from lat_corps.domain.documents.course import UNDER_WAY, UNFINISHED
from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.turn_parts import COURSE
from lat_corps.messages import refuse
from lat_corps.permissions.hooks import acting_roles
from lat_corps.permissions.people import holders

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE = "LAT Coordination Meeting"
GUEST = ("who", "listed", "organisation", "email", "user", "gets_minutes")
CARRIED_OVER = ("place", "meets_at", "minutes", "shared_goals", "person_takes_part")


def paced(case: Document | frappe._dict) -> dict[str, object]:
	"""Return by when a course is to have its next meeting; it is asked for while it is under way."""
	if case.stage not in UNDER_WAY:
		return {"next_coordination_due": None}
	rows = frappe.get_all(
		DOCTYPE,
		filters={"lat_case": case.name},
		fields=["meets_on", "held_on", "standing"],
		order_by="creation asc",
	)
	meetings = [
		rules.Meeting(getdate(row.meets_on), day_of(row.held_on), row.standing == rules.CANCELLED)
		for row in rows
	]
	return {
		"next_coordination_due": rules.meeting_due(
			day_of(case.opened_on), _partnered(case.name), meetings, cint(case.coordination_interval)
		)
	}


def _partnered(case: str) -> date | None:
	"""Return since when a course has partners to be brought together."""
	rows = frappe.get_all(
		efforts.DOCTYPE,
		filters={"lat_case": case, "status": ["in", efforts.IN_PLACE]},
		fields=["from_date", "creation"],
		order_by="creation asc",
	)
	return min((getdate(row.from_date or row.creation) for row in rows), default=None)


def follow(name: str) -> None:
	"""Store when the next meeting of a course is due, after one of its meetings was saved."""
	case = frappe.get_doc(COURSE, name, for_update=True)
	store(COURSE, case, **paced(case))


def follow_mentor(case: str) -> None:
	"""What a mentor had to do is the coordinator's to see to, once somebody else carries the course."""
	mentor = frappe.db.get_value("LAT Case", case, "mentor")
	for name in frappe.get_all(DOCTYPE, filters={"lat_case": case}, pluck="name", order_by="name asc"):
		meeting = frappe.get_doc(DOCTYPE, name)
		meeting.settle(mentor)
		meeting.db_set(
			{field: meeting.get(field) for field in ("mentor", "agreement_due", "mentor_due")},
			update_modified=False,
		)


def inside(course: Document) -> set[str]:
	"""Return the logins of the corps on a course: whoever else takes part is a partner."""
	login = frappe.db.get_value("LAT Mentor", course.mentor, "user") if course.mentor else None
	return {*holders("Coordinator", course.municipality), *([login] if login else [])}


def invited(course: Document) -> list[dict]:
	"""Return who a next meeting is begun with: the corps, who helps, and the partners of the last one."""
	corps = [{"who": get_fullname(course.coordinator), "user": course.coordinator, "gets_minutes": 1}]
	if course.mentor:
		name, login = frappe.db.get_value("LAT Mentor", course.mentor, ["full_name", "user"])
		corps.append({"who": name, "user": login, "gets_minutes": 1})
	helping = [
		{
			"who": effort.contact_name or effort.department,
			"organisation": effort.department,
			"email": effort.contact_email,
			"gets_minutes": 1,
		}
		for effort in efforts.of_course(course, *efforts.IN_PLACE)
	]
	last = _last(course.name)
	before = [
		{field: row.get(field) for field in GUEST}
		for row in (last.participants if last else ())
		if row.organisation
	]
	return _each_once([*corps, *helping, *before])


def _each_once(people: list[dict]) -> list[dict]:
	"""Return people without a second one of the same name, or from a department that is there by then."""
	found: dict[str, dict] = {}
	departments: set[str] = set()
	for person in people:
		department = rules.called(person.get("organisation") or "")
		if person["who"] in found or (department and department in departments):
			continue
		found[person["who"]] = person
		departments.add(department)
	return [*found.values()]


def _last(case: str) -> Document | None:
	names = frappe.get_list(
		DOCTYPE,
		filters={"lat_case": case, "standing": ["!=", rules.CANCELLED]},
		pluck="name",
		order_by="meets_on desc, creation desc",
		limit=1,
	)
	return frappe.get_doc(DOCTYPE, names[0]) if names else None


@frappe.whitelist()
def begin(case: str) -> dict:
	"""Return what a new meeting of a course begins with: who is invited, and the goals of the last one."""
	course = coordinated(case)
	last = _last(case)
	return {
		"lat_case": case,
		"participants": invited(course),
		**({field: last.get(field) for field in CARRIED_OVER} if last else {}),
	}


@frappe.whitelist(methods=["POST"])
def close_minutes(name: str) -> None:
	"""Close the minutes of a meeting: from then on they stay as they are, and may be sent to partners."""
	meeting = _to_write(name)
	citizen = frappe.db.get_value("LAT Case", meeting.lat_case, "citizen")
	minutes = rules.Minutes(
		held=bool(meeting.held_on),
		goals=meeting.shared_goals or "",
		undated=sum(1 for row in meeting.agreements if not (row.responsible and row.due_on)),
		partners=tuple(row.organisation for row in partners_of(meeting)),
	)
	refuse(
		rules.unmet_for_closing(minutes, consents_of(meeting.lat_case), givers_for(citizen), latest_today()),
		title=_("The minutes cannot be closed yet"),
	)
	meeting.flags.closes = True
	meeting.save()


@frappe.whitelist(methods=["POST"])
def open_again(name: str) -> None:
	"""Open closed minutes to mend them; what was printed before is out of date then."""
	meeting = _to_write(name)
	meeting.flags.opens_again = True
	meeting.save()


def _to_write(name: str) -> Document:
	meeting = frappe.get_doc(DOCTYPE, name)
	meeting.check_permission("write")
	if COORDINATOR not in acting_roles(meeting):
		frappe.throw(_("The minutes are the coordinator's to close."), frappe.PermissionError)
	return meeting


def partners_of(meeting: Document) -> list[Document]:
	"""Return those who get the minutes and are not of the corps: whom each word must be covered for."""
	corps = inside(frappe.get_doc("LAT Case", meeting.lat_case))
	return [row for row in meeting.participants if row.gets_minutes and row.user not in corps]


def for_partners(meeting: Document) -> dict:
	"""Return the `points` that each partner may read today, and how many are `left_out`.

	`covered` tells whether goals and agreements may be read, `held_back` are words of a section 115 exchange,
	whenever it became known.
	"""
	lacking, secrets = _lacking(meeting), section_115_material(meeting.lat_case)
	held_back = {
		text
		for text in (
			meeting.shared_goals,
			meeting.working_together,
			*(row.what for row in meeting.agreements),
		)
		if tells_of(secrets, text or "")
	}
	points = [row for row in meeting.points if not tells_of(secrets, row.content or "")]
	return {
		"held_back": held_back,
		"points": [row for row in points if not lacking[row.information_type]],
		"left_out": sum(1 for row in meeting.points if lacking[row.information_type]),
		"covered": not lacking[rules.GOALS_AND_STEPS],
	}


def standing_of_partners(meeting: Document) -> list[dict]:
	"""Return each type of information that some partners may not be told, with who these are."""
	return [
		{"information_type": kind, "partners": list(partners)}
		for kind, partners in _lacking(meeting).items()
		if partners
	]


def _lacking(meeting: Document) -> dict[str, tuple[str, ...]]:
	"""Return for each type of information in a meeting the partners without a consent that covers it."""
	partners = [row.organisation for row in partners_of(meeting)]
	consents, day = consents_of(meeting.lat_case), latest_today()
	givers = givers_for(frappe.db.get_value("LAT Case", meeting.lat_case, "citizen"))
	kinds = dict.fromkeys((rules.GOALS_AND_STEPS, *(row.information_type for row in meeting.points)))
	return {kind: rules.lacks_consent(partners, kind, consents, givers, day) for kind in kinds if kind}


NO_ANSWER = {"consent_from": None, "consent_asked_on": None, "consent_covers": None}


def consent_answer(meeting: Document) -> dict[str, object]:
	"""Return what closed minutes keep of the consents that they rest on, where partners get them.

	From whom, on which day, and the types of information that every one of the partners may read.
	"""
	if not partners_of(meeting):
		return NO_ANSWER
	givers = givers_for(frappe.db.get_value("LAT Case", meeting.lat_case, "citizen"))
	covered = [kind for kind, partners in _lacking(meeting).items() if not partners]
	return {
		"consent_from": ", ".join(_(giver) for giver in givers),
		"consent_asked_on": latest_today(),
		"consent_covers": ", ".join(_(kind) for kind in covered),
	}


def on_course(course: Document) -> dict:
	"""Return the pace, the `meetings` not done with, and the open `agreements`, of what the user reads."""
	rows = listed(course, DOCTYPE, ("meets_on", "held_on", "standing"), "meets_on desc, creation desc")
	agreements = frappe.get_all(
		"LAT Coordination Agreement",
		filters={
			"parenttype": DOCTYPE,
			"parent": ["in", [row.name for row in rows if row.standing != rules.CANCELLED] or [""]],
			"done": 0,
		},
		fields=["parent as meeting", "what", "responsible", "due_on"],
		order_by="due_on asc, idx asc",
	)
	day = danish_today()
	return {
		"may_plan": course.stage in UNFINISHED and COORDINATOR in acting_roles(course),
		"due": course.next_coordination_due,
		"late": bool(course.next_coordination_due) and getdate(course.next_coordination_due) < day,
		"meetings": [row for row in rows if row.standing in (rules.PLANNED, rules.HELD)],
		"last_held": max((row.held_on for row in rows if row.held_on), default=None),
		"agreements": [{**row, "late": bool(row.due_on) and getdate(row.due_on) < day} for row in agreements],
	}

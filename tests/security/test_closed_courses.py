"""Nothing of a closed course stays open to its mentor by accident (R88): each document is asked again."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework import names
from lat_corps.casework.contact import card
from lat_corps.domain.roles import MENTOR
from lat_corps.permissions.table import READ_ONLY_ROWS, ROWS
from lat_corps.read_log.subjects import ABOUT
from tests import factories
from tests.factories import act, as_user
from tests.site.test_coaching_sessions import plan

OF_A_COURSE = tuple(doctype for doctype, rows in ROWS.items() if MENTOR in rows and doctype in ABOUT)
"""What the mentor of a running course may reach of it."""

OWN_NOTES = {"LAT Plan", "LAT Reflection", "LAT First Meeting"}


@pytest.fixture
def course(world):
	"""A course under way with a record of every kind that its mentor may reach, by document."""
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		own = [
			frappe.get_doc({"doctype": doctype, "lat_case": case.name, **values}).insert()
			for doctype, values in (
				("LAT Plan", {"worries": "Søvn."}),
				("LAT Session", {"kind": "Meeting"}),
				("LAT Concern", {"urgency": "This week", "words": "Han sover ikke."}),
				("LAT Dilemma", {"kind": "Dilemma", "words": "Skal jeg sige det?"}),
				("LAT Progression", {"rating": 4}),
				("LAT Reflection", {"about": "Progression", "movement": "Det går frem."}),
			)
		]
		own.append(factories.missing_measurement(case))
		own.append(factories.review_match(case, "Mentor"))
	with as_user(world["coordinator"]):
		concern = next(doc for doc in own if doc.doctype == "LAT Concern")
		decision = {"decision": "Nothing now", "agreed": "Vi ser tiden an.", "follow_up_on": today()}
		concern.reload().update(decision).save()
		meeting = {"doctype": "LAT Coordination Meeting", "lat_case": case.name, "held_on": today()}
		own.append(frappe.get_doc({**meeting, "meets_on": today(), "shared_goals": "Et job."}).insert())
		background = factories.pass_on(case)
		briefing = factories.write_briefing(case, source=background, passed_on=1)
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(
			case,
			world["caseworker"],
			("Life situation", "The course", "Bor alene."),
			("Network and family", "The course", "Uden samtykke."),
		)
	act(handover, "Send handover", world["coordinator"])
	act(handover, "Confirm receipt", world["caseworker"])
	talk = plan(world, courses=[{"lat_case": case.name}], held_on=today())
	return {
		doc.doctype: doc
		for doc in (
			case,
			talk,
			*own,
			background,
			briefing,
			handover,
			factories.sheet_of(case),
			*(frappe.get_doc(doctype, {"lat_case": case.name}) for doctype in ("LAT Match", "LAT Turn")),
			frappe.get_doc("LAT Handover Omission", {"lat_case": case.name}),
		)
	}


def close(course, world) -> None:
	case = course["LAT Case"].reload()
	factories.choose_outcome(case, world, "Goals reached")
	act(case, "Begin closing", world["coordinator"])
	with as_user(world["coordinator"]):
		case.update(
			{
				"looking_back": "Går i skole.",
				"relapse_agreement": "Ringer.",
				"after_missing_reason": "Rejst.",
				"debrief_waived_reason": "Ingen.",
			}
		)
		case.save()
	act(case, "Close course", world["coordinator"])


def reached(course, user: str) -> set[str]:
	"""Return the documents of the course that a user reads, after asserting that list and form agree."""
	found = set()
	with as_user(user):
		for doctype, doc in course.items():
			there = frappe.db.exists(doctype, doc.name)
			listed = doc.name in frappe.get_list(doctype, pluck="name", limit=0)
			assert listed == bool(there and frappe.has_permission(doctype, "read", doc=doc.name)), doctype
			if listed:
				found.add(doctype)
	return found


def test_the_walk_takes_every_document(course):
	assert {*OF_A_COURSE} == {*course}
	lasting = {doctype for doctype, rows in READ_ONLY_ROWS.items() if MENTOR in rows}
	assert lasting == OWN_NOTES


def test_while_it_runs_the_mentor_reaches_all_of_it(world, course):
	turn = course.pop("LAT Turn")
	assert reached(course, world["mentor"]) == {*course}
	assert turn.user in (world["mentor"], world["coordinator"])


def test_what_closes_with_it_and_what_stays_for_some_days(world, course):
	frappe.db.set_single_value("LAT Settings", "own_notes_days", 30)
	close(course, world)
	assert reached(course, world["mentor"]) == OWN_NOTES
	match = course["LAT Match"].name
	frappe.db.set_value("LAT Match", match, "ended_on", add_days(today(), -29))
	assert reached(course, world["mentor"]) == OWN_NOTES
	frappe.db.set_value("LAT Match", match, "ended_on", add_days(today(), -30))
	assert not reached(course, world["mentor"])


def test_without_days_all_of_it_closes_at_once(world, course):
	frappe.db.set_single_value("LAT Settings", "own_notes_days", 0)
	close(course, world)
	assert not reached(course, world["mentor"])


def test_own_notes_are_read_and_not_written(world, course):
	close(course, world)
	with as_user(world["mentor"]):
		for doctype in OWN_NOTES:
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc(doctype, course[doctype].name).save()


def test_notes_of_others_are_none_of_ones_own(world, course):
	frappe.db.set_value("LAT Plan", course["LAT Plan"].name, "owner", world["coordinator"])
	close(course, world)
	assert reached(course, world["mentor"]) == OWN_NOTES - {"LAT Plan"}


def test_a_mentor_who_was_changed_keeps_nothing(world, course):
	match = course["LAT Match"].reload()
	with as_user(world["coordinator"]):
		match.end_reason = "Flyttet."
		match.save()
		act(match, "End match")
	assert not reached(course, world["mentor"])


def test_the_card_and_the_name_close_at_once(world, course):
	case = course["LAT Case"]
	with as_user(world["mentor"]):
		assert card(case)["fields"] and names.shown("LAT Case", [case.name])
	close(course, world)
	with as_user(world["mentor"]):
		with pytest.raises(frappe.PermissionError):
			card(case)
		for doctype, doc in course.items():
			assert not names.shown(doctype, [doc.name]), doctype


def test_who_had_nothing_to_do_with_it_reads_nothing(world, course):
	close(course, world)
	for person in ("second_mentor", "away_mentor"):
		assert not reached(course, world[person])

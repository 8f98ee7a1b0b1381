"""The plan for a waiting list on records: which courses wait, who is proposed, and who may look (R11)."""

import json

import frappe
import pytest

from lat_corps.casework import waiting_list
from tests import factories
from tests.factories import act, as_user


@pytest.fixture
def case(world):
	return factories.case_at("Matching", world)


def proposal(world, *pins, person: str = "coordinator") -> dict:
	with as_user(world[person]):
		return waiting_list.proposal(json.dumps([list(pin) for pin in pins]) if pins else None)


def pair_of(plan: dict, case) -> dict | None:
	return next((pair for pair in plan["pairs"] if pair["course"] == case.name), None)


def wish(case, world, **values) -> None:
	with as_user(world["coordinator"]):
		case.reload().append("preferences", values)
		case.save()


def told(plan: dict) -> set[str]:
	return {each["course"] for each in (*plan["pairs"], *plan["left_over"])}


def test_a_waiting_course_gets_who_fits_with_the_reasons_and_its_name(world, case):
	wish(case, world, criterion="Temperament", temperament="Caring and familiar")
	for one, other in (("mentor", "second_mentor"), ("second_mentor", "mentor")):
		frappe.db.set_value(
			"LAT Mentor", world.mentors[one], {"temperament": "Caring and familiar", "capacity": 90}
		)
		frappe.db.set_value("LAT Mentor", world.mentors[other], {"temperament": "Authoritative and formal"})
		pair = pair_of(proposal(world), case)
		assert pair["mentor"] == world.mentors[one] and pair["called"] and not pair["pinned"]
		assert ("Temperament", "Met") in {(each["criterion"], each["fit"]) for each in pair["findings"]}


def test_a_course_with_an_open_match_does_not_wait(world, case):
	assert case.name in told(proposal(world))
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["mentor"], decline_reason="Ikke nu.")
	assert case.name not in told(proposal(world))
	act(match, "Decline match", world["coordinator"])
	assert case.name in told(proposal(world))


def test_a_pair_is_kept_and_says_what_it_costs(world, case):
	kept = pair_of(proposal(world, (case.name, world.mentors["second_mentor"])), case)
	assert (kept["mentor"], kept["pinned"]) == (world.mentors["second_mentor"], True)
	assert kept["cost"] == "This pair costs the others nothing."


def test_a_pair_behind_a_limit_is_not_kept(world, case):
	frappe.db.set_value("LAT Mentor", world.mentors["second_mentor"], "stage", "Paused")
	plan = proposal(world, (case.name, world.mentors["second_mentor"]))
	assert [refused["why"] for refused in plan["refused_pins"]] == [["The mentor is not active."]]


def test_what_is_sent_as_a_pair_and_is_none_changes_nothing(world, case):
	plain = proposal(world)
	with as_user(world["coordinator"]):
		for sent in (
			'"x"',
			'{"a": 1}',
			"[[1, 2], [3]]",
			json.dumps([[case.name, world.mentors["away_mentor"]]]),
		):
			assert waiting_list.proposal(sent) == plain


def test_a_course_that_nobody_can_take_says_why_and_what_would_help(world, case):
	frappe.db.set_value("LAT Mentor", {"municipality": factories.HOME}, "stage", "Paused")
	plan = proposal(world)
	(left,) = (each for each in plan["left_over"] if each["course"] == case.name)
	assert "No mentor can be offered" in left["why"] and "Finish training" in left["helps"][0]


def test_the_state_changes_with_what_the_plan_rests_on(world, case):
	with as_user(world["coordinator"]):
		state = waiting_list.state()
		assert waiting_list.proposal()["state"] == state == waiting_list.state()
	wish(case, world, criterion="Gender", gender="Woman")
	with as_user(world["coordinator"]):
		assert waiting_list.state() != state


def test_a_coordinator_plans_the_own_municipality_alone(world, case):
	assert case.name not in told(proposal(world, person="away_coordinator"))


@pytest.mark.parametrize("person", ["manager", "mentor", "caseworker", "centre"])
def test_nobody_else_plans(world, case, person):
	for method in (waiting_list.proposal, waiting_list.state):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			method()

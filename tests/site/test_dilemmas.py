"""Dilemmas and needs of sparring: who notes and sees them, and that they wait until taken up (R13, R79)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.permissions.hooks import reaches
from tests import factories
from tests.factories import as_user

WORDS = "Skal jeg sige det til moren?"


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def write_down(world, case, person="mentor", **values):
	with as_user(world[person]):
		return frappe.get_doc(
			{"doctype": "LAT Dilemma", "lat_case": case.name, "kind": "Dilemma", "words": WORDS, **values}
		).insert()


def take_up(world, dilemma, person="coordinator", **values):
	with as_user(world[person]):
		dilemma.reload().update({"taken_up_in": "A talk", "taken_up_on": today(), **values})
		return dilemma.save()


def waiting_for(dilemma) -> list[str]:
	rows = {"reference_name": dilemma.name, "kind": "Dilemma to take up"}
	return frappe.get_all("LAT Turn", filters=rows, pluck="user")


@pytest.mark.parametrize("person", ["mentor", "coordinator"])
def test_the_mentor_or_the_coordinator_notes_it(world, case, person):
	dilemma = write_down(world, case, person)
	assert (dilemma.mentor, str(dilemma.noted_on)) == (world.mentors["mentor"], today())


@pytest.mark.parametrize("person", ["second_mentor", "caseworker", "manager", "away_coordinator"])
def test_nobody_else_notes_or_reads_it(world, case, person):
	with pytest.raises(frappe.PermissionError):
		write_down(world, case, person)
	dilemma = write_down(world, case)
	with as_user(world[person]):
		assert not frappe.has_permission("LAT Dilemma", doc=dilemma)


def test_it_waits_for_the_coordinator_until_it_is_taken_up(world, case):
	dilemma = write_down(world, case)
	assert waiting_for(dilemma) == [world["coordinator"]]
	take_up(world, dilemma, learned="Vi spørger hende selv først.")
	assert waiting_for(dilemma) == []


@pytest.mark.parametrize(
	"values", [{"taken_up_on": None}, {"taken_up_in": ""}, {"taken_up_on": "in three days"}]
)
def test_it_is_taken_up_somewhere_on_a_day(world, case, values):
	if values.get("taken_up_on"):
		values = {"taken_up_on": add_days(today(), 3)}
	with pytest.raises(frappe.ValidationError, match=r"on which day|in the future"):
		take_up(world, write_down(world, case), **values)


def test_no_course_without_a_mentor(world):
	with pytest.raises(frappe.ValidationError, match="course at Matching"):
		write_down(world, factories.case_at("Matching", world), "coordinator")


def test_the_next_mentor_of_the_course_does_not_see_it(world, case):
	dilemma = write_down(world, case)
	factories.change_mentor(case, world)
	take_up(world, dilemma)
	assert dilemma.reload().mentor == world.mentors["mentor"]
	assert not reaches("LAT Dilemma", dilemma.name, world["second_mentor"])

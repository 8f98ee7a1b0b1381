"""All that the form of a course shows beside its fields comes by one request (R8, R86, N2)."""

import frappe
import pytest

from lat_corps.measurement import course_page
from lat_corps.measurement.course_page import PANELS, of_course
from tests import factories
from tests.factories import as_user

NAME = "Mikkel Prøvesen"


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def page(world, case, person: str = "coordinator") -> dict:
	with as_user(world[person]):
		return of_course(case.name)


@pytest.mark.parametrize("person", ["coordinator", "mentor"])
def test_whoever_reads_the_course_gets_every_panel(world, case, person):
	said = page(world, case, person)
	assert said.keys() == PANELS.keys() and None not in said.values()
	assert said["people"]["LAT Case"] == {case.name: NAME}


def test_who_asks_for_some_panels_gets_no_others(world, case):
	with as_user(world["coordinator"]):
		said = of_course(case.name, only='["review", "head"]')
	assert said.keys() == {"head", "review"} and None not in said.values()


@pytest.mark.parametrize(
	"person",
	[
		"second_mentor",
		"away_coordinator",
		"caseworker",
		"manager",
		"administrator",
		"centre",
		"technician",
		"outsider",
	],
)
def test_nobody_else_gets_any(world, case, person):
	with pytest.raises(frappe.PermissionError):
		page(world, case, person)


def test_a_panel_that_fails_takes_no_other_with_it(world, case, monkeypatch):
	def fails(_course):
		raise ValueError(NAME)

	monkeypatch.setitem(course_page.PANELS, "duties", fails)
	said = page(world, case)
	assert [panel for panel, told in said.items() if told is None] == ["duties"]
	(logged,) = frappe.get_all("Error Log", fields=["method", "error"], order_by="creation desc", limit=1)
	assert "course_page" in logged.error and NAME not in f"{logged.method}{logged.error}"


def test_the_mentors_record_is_said_to_be_in_reach_where_it_is(world, case):
	told = [page(world, case, person)["head"]["mentor"] for person in ("coordinator", "mentor")]
	assert all(mentor["own"] for mentor in told)
	assert [mentor["me"] for mentor in told] == [False, True]


@pytest.mark.parametrize(
	("person", "actions"), [("coordinator", {"Begin closing", "Match anew"}), ("mentor", set())]
)
def test_the_steps_are_those_of_the_reader(world, case, person, actions):
	assert {step["action"] for step in page(world, case, person)["steps"]} == actions


def test_what_is_read_stands_in_the_log(world, case):
	with as_user(world["coordinator"]):
		factories.pass_on(case)
	page(world, case, "mentor")
	read = frappe.get_all(
		"LAT Read Log", {"user": world["mentor"], "lat_case": case.name}, pluck="document_type"
	)
	assert {"LAT Background Information", "LAT Consent"} <= {*read}
	citizen = {"user": world["mentor"], "citizen": case.citizen, "document_type": "LAT Citizen"}
	assert {"Opened", "Listed"} == {*frappe.get_all("LAT Read Log", citizen, pluck="action")}

"""The form of a course tells who is to do what now, from the role descriptions in force."""

import frappe
import pytest

from lat_corps.casework import duties
from tests import factories
from tests.factories import HOME, act, as_user


def publish(world, role, *tasks):
	with as_user(world["coordinator"]):
		draft = factories.draft_description(
			role,
			HOME,
			tasks=[
				{"phase": "Before", "case_stage": stage, "responsibility": "Does", "task": task}
				for stage, task in tasks
			],
		)
	act(draft, "Send to review", world["coordinator"])
	act(draft, "Publish text", world["manager"])


def test_the_tasks_of_the_stage_come_from_the_published_descriptions(world):
	publish(world, "Coordinator", ("Referred", "Tager imod."), ("Matching", "Matcher."))
	publish(world, "Caseworker", ("Referred", "Fortæller."))
	publish(world, "Parent Coach", ("Referred", "Gælder ikke her."))
	case = factories.refer(world)
	with as_user(world["coordinator"]):
		assert [(row["role"], row["task"]) for row in duties.now(case.name)] == [
			("Coordinator", "Tager imod."),
			("Caseworker", "Fortæller."),
		]


def test_only_those_who_read_the_course_are_told(world):
	case = factories.refer(world)
	with as_user(world["away_coordinator"]), pytest.raises(frappe.PermissionError):
		duties.now(case.name)


@pytest.mark.parametrize("course", ["Mentor course", "Parent coach course"])
def test_the_national_templates_tell_each_role_what_to_do_at_every_stage(world, course):
	roles = {
		role: set(frappe.get_all("LAT Role Task", filters={"parent": template}, pluck="case_stage"))
		for role, template in (
			(
				role,
				frappe.db.get_value(
					"LAT Role Description", {"role": role, "municipality": ["is", "not set"]}
				),
			)
			for role in ("Coordinator", duties.DESCRIPTION_OF_COURSE[course], "Caseworker")
		)
	}
	every_stage = {"Referred", "Assessed", "Matching", "Preparing", "Active", "Closing", "Closed"}
	before_the_match = {"Referred", "Assessed"}
	for role, stages in roles.items():
		concerned = every_stage if role in ("Coordinator", "Caseworker") else every_stage - before_the_match
		assert concerned <= stages, role

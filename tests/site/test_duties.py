"""The form of a course tells who is to do what now, from the role descriptions in force."""

import frappe
import pytest

from lat_corps.casework import duties
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.setup.shipped import shipped
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
		assert [(row["role"], row["task"]) for row in duties.now(case)] == [
			("Coordinator", "Tager imod."),
			("Caseworker", "Fortæller."),
		]


def test_only_those_who_read_the_course_are_told(world):
	case = factories.refer(world)
	with as_user(world["away_coordinator"]), pytest.raises(frappe.PermissionError):
		duties.now(case)


@pytest.mark.parametrize("role", ["Coordinator", "Mentor", "Parent Coach", "Caseworker"])
def test_the_templates_tell_each_role_what_to_do_at_every_stage_that_concerns_it(role):
	(template,) = (
		record
		for record in shipped()
		if (record["doctype"], record.get("role")) == ("LAT Role Description", role)
	)
	stages = [stage for stage in LIFECYCLES["LAT Case"].stages if stage != "Declined"]
	before_the_match = stages[:2] if role in ("Mentor", "Parent Coach") else []
	told = {task.get("case_stage") for task in template["tasks"]}
	asked = (told - {None}) ^ ({*stages} - {*before_the_match})
	assert not asked, f"fixtures/role_descriptions.json: what does the {role} do at {sorted(asked)}?"

"""A step is written in five places that must agree, read together as docs/architecture.md names them."""

import json
from pathlib import Path

import pytest

from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.domain.documents.match import guard_match_accepted
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.roles import MENTOR
from lat_corps.domain.staging import SYSTEM
from lat_corps.permissions.rules import All, AtStage
from lat_corps.permissions.table import ROWS

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = {
	workflow["document_type"]: workflow
	for workflow in json.loads((ROOT / "fixtures" / "workflows.json").read_text("utf-8"))
}
STEPS = [
	(document, before, after)
	for document, life in LIFECYCLES.items()
	for (before, after), step in life.steps.items()
	if step.roles != {SYSTEM}
]


def shipped(document: str, before: str, after: str) -> list[dict]:
	"""Return the actions of the shipped workflow that take a step."""
	workflow = WORKFLOWS[document]
	stage = {row["state"]: row["update_value"] for row in workflow["states"]}
	return [
		row
		for row in workflow["transitions"]
		if (stage[row["state"]], stage[row["next_state"]]) == (before, after)
	]


def writers(document: str) -> set[str]:
	"""Return the roles that may write a document at level 0."""
	name = document.lower().replace(" ", "_")
	(path,) = (ROOT / "lat_corps").glob(f"*/doctype/{name}/{name}.json")
	rows = json.loads(path.read_text("utf-8"))["permissions"]
	return {row["role"] for row in rows if row.get("write") and not row.get("permlevel")}


def stages_reached(rule) -> tuple[str, ...] | None:
	"""Return the stages at which a row rule opens a document, None where it does not ask."""
	for part in rule.rules if isinstance(rule, All) else (rule,):
		if isinstance(part, AtStage):
			return part.stages
	return None


@pytest.mark.parametrize(("document", "before", "after"), STEPS)
class TestStep:
	def test_the_shipped_workflow_offers_it_to_the_roles_that_may_take_it(self, document, before, after):
		offered = {row["allowed"] for row in shipped(document, before, after)}
		roles = LIFECYCLES[document].steps[before, after].roles - {SYSTEM}
		assert offered == roles, f"fixtures/workflows.json: who takes {document} from {before} to {after}?"

	def test_each_of_its_roles_may_write_the_document(self, document, before, after):
		lacking = LIFECYCLES[document].steps[before, after].roles - {SYSTEM} - writers(document)
		assert not lacking, f"permissions of {document}'s JSON: {sorted(lacking)} cannot write it"

	def test_each_of_its_roles_reaches_the_row_before_it(self, document, before, after):
		for role in LIFECYCLES[document].steps[before, after].roles - {SYSTEM}:
			assert role in ROWS[document], f"lat_corps/permissions/table.py: {role} has no row of {document}"
			reached = stages_reached(ROWS[document][role])
			assert reached is None or before in reached, f"permissions/table.py: {role} reaches {reached}"


def test_a_mentor_may_write_to_a_course_where_it_is_with_a_mentor():
	open_to_all = {
		row["update_value"] for row in WORKFLOWS["LAT Case"]["states"] if row["allow_edit"] == "All"
	}
	assert open_to_all == {*WITH_MENTOR}, (
		"fixtures/workflows.json: `allow_edit` is All there, and there alone"
	)


@pytest.mark.parametrize("document", LIFECYCLES)
def test_the_states_and_actions_of_a_workflow_are_shipped(document):
	workflow = WORKFLOWS[document]
	for kind, fieldname, used in (
		("workflow_states", "workflow_state_name", {row["state"] for row in workflow["states"]}),
		("workflow_actions", "workflow_action_name", {row["action"] for row in workflow["transitions"]}),
	):
		records = json.loads((ROOT / "fixtures" / f"{kind}.json").read_text("utf-8"))
		lacking = used - {record[fieldname] for record in records}
		assert not lacking, f"fixtures/{kind}.json lacks {sorted(lacking)}"


def test_a_mentor_accepts():
	step = LIFECYCLES["LAT Match"].steps["Offered", "Accepted"]
	(action,) = shipped("LAT Match", "Offered", "Accepted")
	assert (action["action"], action["allowed"]) == ("Accept match", MENTOR)
	assert step.roles == {MENTOR} and step.guard is guard_match_accepted
	assert MENTOR in writers("LAT Match")
	assert {"Offered", "Accepted"} <= {*stages_reached(ROWS["LAT Match"][MENTOR])}

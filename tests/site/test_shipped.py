"""What ships is loaded once, updated while untouched, and left alone when an administrator changed it."""

import copy

import frappe
import pytest

from lat_corps.domain.lifecycle import LIFECYCLES, SYSTEM
from lat_corps.setup import install, shipped
from tests import factories
from tests.factories import act, as_user


@pytest.fixture
def newer(monkeypatch):
	"""Pretend that the app now ships other content for one record."""

	def ships(key: str, **values) -> None:
		records = copy.deepcopy(list(shipped.shipped()))
		for record in records:
			if shipped.shipped_key(record) == key:
				record.update(values)
		monkeypatch.setattr(shipped, "shipped", lambda: iter(records))

	return ships


def migrate() -> list[str]:
	said: list[str] = []
	shipped.load(said.append)
	return said


def test_everything_that_ships_is_on_the_site():
	for record in shipped.shipped():
		trace = frappe.get_doc("LAT Shipped Record", {"shipped_key": shipped.shipped_key(record)})
		assert frappe.db.exists(record["doctype"], trace.document_name)


def test_a_second_migrate_changes_nothing_and_says_nothing():
	assert migrate() == []
	install.after_migrate()
	assert migrate() == []


def test_an_untouched_record_is_updated(newer):
	newer("Workflow State/Course closed", style="Danger")
	assert migrate() == ["Workflow State/Course closed was updated."]
	assert frappe.db.get_value("Workflow State", "Course closed", "style") == "Danger"
	assert migrate() == []


def test_a_changed_record_is_kept_and_the_difference_is_noted(newer):
	frappe.get_doc("Workflow State", "Course closed").update({"style": "Success"}).save()
	newer("Workflow State/Course closed", style="Danger")
	assert migrate() == ["Workflow State/Course closed was changed here and stays so."]
	assert frappe.db.get_value("Workflow State", "Course closed", "style") == "Success"
	trace = frappe.get_doc("LAT Shipped Record", {"shipped_key": "Workflow State/Course closed"})
	assert trace.standing == "Changed here" and "Success" in trace.note and "Danger" in trace.note


def test_a_removed_record_stays_removed():
	frappe.delete_doc("LAT Instrument", "LIVSMESTRING-v1")
	assert migrate() == ["LAT Instrument/LIVSMESTRING/1 was removed here and stays so."]
	assert not frappe.db.exists("LAT Instrument", "LIVSMESTRING-v1")


def test_an_instrument_in_use_is_not_updated(world, newer):
	case = factories.case_at("Active", world)
	with as_user(world["mentor"]):
		factories.missing_measurement(case)
	newer("LAT Instrument/WHO5/1", multiplier=5)
	assert migrate() == ["LAT Instrument/WHO5/1 is in use here and stays as it is."]
	assert frappe.db.get_value("LAT Instrument", "WHO5-v1", "multiplier") == 4


class TestAnAdministratorShapesTheWorkflow:
	"""Rename one state, add another inside a stage, migrate: both stay, and every guard still holds."""

	@pytest.fixture
	def shaped(self):
		frappe.rename_doc("Workflow State", "Course under way", "I fuld gang", force=True)
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Venter på borger"}).insert()
		workflow = frappe.get_doc("Workflow", "LAT Course")
		workflow.append(
			"states",
			{
				"state": "Venter på borger",
				"doc_status": "0",
				"update_field": "stage",
				"update_value": "Active",
				"allow_edit": "LAT Coordinator",
			},
		)
		for state, following in (("I fuld gang", "Venter på borger"), ("Venter på borger", "Course closing")):
			workflow.append(
				"transitions",
				{
					"state": state,
					"action": "Begin closing" if following == "Course closing" else "Pause mentor",
					"next_state": following,
					"allowed": "LAT Coordinator",
					"allow_self_approval": 1,
				},
			)
		workflow.save()
		migrate()

	def test_migrate_keeps_both(self, shaped):
		workflow = frappe.get_doc("Workflow", "LAT Course")
		states = {row.state for row in workflow.states}
		assert {"I fuld gang", "Venter på borger"} <= states and "Course under way" not in states
		assert not frappe.db.exists("Workflow State", "Course under way")

	def test_the_guard_holds_on_the_renamed_state(self, shaped, world):
		case = factories.case_at("Preparing", world)
		with pytest.raises(frappe.ValidationError, match="R44"):
			act(case, "Start course", world["coordinator"])
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
		act(case, "Start course", world["coordinator"])
		assert (case.workflow_state, case.stage) == ("I fuld gang", "Active")

	def test_the_guard_holds_after_the_added_state(self, shaped, world):
		case = factories.case_at("Active", world)
		act(case, "Pause mentor", world["coordinator"])
		assert (case.workflow_state, case.stage) == ("Venter på borger", "Active")
		with pytest.raises(frappe.ValidationError, match="R99"):
			act(case, "Begin closing", world["coordinator"])


def test_switching_a_workflow_on_again_sends_no_running_course_back(world):
	case = factories.case_at("Active", world)
	frappe.db.set_value("LAT Case", case.name, "workflow_state", None)
	frappe.get_doc("Workflow", "LAT Course").save()
	case.reload()
	assert (case.stage, case.workflow_state) == ("Active", "Course under way")


@pytest.mark.parametrize("doctype", LIFECYCLES)
def test_the_shipped_workflow_is_the_lifecycle(doctype):
	"""Every stage has a state, and the transitions are just the allowed steps by the allowed roles."""
	workflow = next(
		record
		for record in shipped.shipped()
		if record["doctype"] == "Workflow" and record["document_type"] == doctype
	)
	life = LIFECYCLES[doctype]
	stage = {row["state"]: row["update_value"] for row in workflow["states"]}
	assert all(row["update_field"] == "stage" for row in workflow["states"])
	assert tuple(stage.values()) == life.stages, "in order, the first where a record begins"
	assert {
		(stage[row["state"]], stage[row["next_state"]], row["allowed"]) for row in workflow["transitions"]
	} == {
		(before, after, role)
		for (before, after), step in life.steps.items()
		for role in step.roles - {SYSTEM}
	}
	options = frappe.get_meta(doctype).get_field("stage").options.split("\n")
	assert tuple(options) == life.stages

"""What ships is loaded once, updated while untouched, and left alone when an administrator changed it."""

import copy
import json

import frappe
import pytest

from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.staging import SYSTEM
from lat_corps.setup import install, shipped, uninstall, updates
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


def migrate() -> str:
	said: list[str] = []
	shipped.load(said.append)
	assert len(said) <= 1, "one block, or nothing"
	return "".join(said)


def trace_of(key: str):
	return frappe.get_doc("LAT Shipped Record", {"shipped_key": key})


CLOSED = "Workflow State/Course closed"


@pytest.fixture
def changed(newer):
	"""A state that was changed here, and a newer version of it that waits."""
	frappe.get_doc("Workflow State", "Course closed").update({"style": "Success"}).save()
	newer(CLOSED, style="Danger")
	migrate()
	return trace_of(CLOSED)


def style() -> str:
	return frappe.db.get_value("Workflow State", "Course closed", "style")


def test_everything_that_ships_is_on_the_site():
	for record in shipped.shipped():
		trace = trace_of(shipped.shipped_key(record))
		assert frappe.db.exists(record["doctype"], trace.document_name)


def test_a_record_is_called_by_the_words_that_people_know_it_by():
	called = {
		key: trace_of(key).title for key in ("LAT Instrument/WHO5/1", CLOSED, "LAT Role Description/Mentor")
	}
	assert list(called.values()) == ["WHO-5 (trivsel)", "Course closed", "Mentor"]
	trace = trace_of(CLOSED)
	trace.db_set("title", "")
	assert migrate() == ""
	assert trace_of(CLOSED).title == "Course closed"


def test_a_second_migrate_changes_nothing_and_says_nothing():
	assert migrate() == ""
	install.after_migrate()
	assert migrate() == ""


def test_an_untouched_record_is_updated(newer):
	newer(CLOSED, style="Danger")
	assert migrate().splitlines()[1:] == ["  Updated to the newer version:", f"    {CLOSED}"]
	assert style() == "Danger"
	assert migrate() == ""


def test_a_change_without_a_newer_version_asks_nothing():
	frappe.get_doc("Workflow State", "Course closed").update({"style": "Success"}).save()
	assert migrate() == ""
	trace = trace_of(CLOSED)
	assert (trace.standing, trace.waiting) == ("Changed here", 0)


def test_a_changed_record_is_kept_and_the_newer_version_waits(changed):
	assert style() == "Success"
	assert (changed.standing, changed.waiting) == ("Changed here", 1)
	said = migrate()
	assert "waits for your decision" in said and CLOSED in said and "the list LAT Shipped Record" in said


def test_what_is_added_to_a_row_is_kept_as_any_change(newer):
	"""Words for a state are no field that ships: a newer version would have written the rows without them."""
	workflow = frappe.get_doc("Workflow", "LAT Course")
	workflow.states[0].message = "Ring til henviseren."
	workflow.save()
	newer("Workflow/LAT Course", override_status=1)
	assert "Workflow/LAT Course" in migrate()
	assert frappe.get_doc("Workflow", "LAT Course").states[0].message == "Ring til henviseren."
	trace = trace_of("Workflow/LAT Course")
	assert (trace.standing, trace.waiting) == ("Changed here", 1)


def test_the_difference_is_told_field_by_field(changed):
	assert updates.difference(changed.name) == [
		{"place": "", "field": "Style", "here": "Success", "shipped": "Danger"}
	]


def test_ours_is_kept_until_the_next_version(changed, newer):
	updates.keep_ours(changed.name)
	assert migrate() == "" and style() == "Success"
	assert trace_of(CLOSED).waiting == 0
	newer(CLOSED, style="Warning")
	assert CLOSED in migrate() and trace_of(CLOSED).waiting == 1


def test_the_shipped_version_is_taken_over(changed):
	updates.take_over(changed.name)
	trace = trace_of(CLOSED)
	assert (style(), trace.standing, trace.waiting) == ("Danger", "As shipped", 0)
	assert updates.difference(trace.name) == [] and migrate() == ""


def test_what_the_administrator_has_made_equal_is_as_shipped(changed):
	frappe.get_doc("Workflow State", "Course closed").update({"style": "Danger"}).save()
	assert migrate() == "" and trace_of(CLOSED).standing == "As shipped"


def test_a_removed_record_stays_removed_and_comes_back_when_taken_over(newer):
	key = "LAT Instrument/LIVSMESTRING/1"
	frappe.delete_doc("LAT Instrument", "LIVSMESTRING-v1")
	assert migrate() == "" and trace_of(key).standing == "Removed here"
	newer(key, title="Livsmestring, ny")
	assert "Removed here" in migrate() and not frappe.db.exists("LAT Instrument", "LIVSMESTRING-v1")
	updates.take_over(trace_of(key).name)
	assert frappe.db.get_value("LAT Instrument", trace_of(key).document_name, "title") == "Livsmestring, ny"


class TestAnInstrumentInUse:
	KEY = "LAT Instrument/WHO5/1"

	@pytest.fixture(autouse=True)
	def used(self, world, newer):
		case = factories.case_brought_to("Active", world)
		with as_user(world["mentor"]):
			factories.missing_measurement(case)
		newer(self.KEY, multiplier=5)

	def test_is_not_updated_and_the_reason_is_kept(self):
		said = migrate()
		assert "In use here" in said and self.KEY in said
		assert frappe.db.get_value("LAT Instrument", "WHO5-v1", "multiplier") == 4
		assert trace_of(self.KEY).waiting and trace_of(self.KEY).note

	def test_is_not_taken_over_either(self):
		migrate()
		with pytest.raises(frappe.ValidationError):
			updates.take_over(trace_of(self.KEY).name)


class TestWhoDecides:
	def test_the_administrator_takes_over_a_workflow_of_the_app(self, world):
		doc = frappe.get_doc("Workflow", "LAT Course")
		doc.override_status = 1
		doc.save()
		migrate()
		with as_user(world["administrator"]):
			updates.take_over(trace_of("Workflow/LAT Course").name)
		assert not frappe.db.get_value("Workflow", "LAT Course", "override_status")

	def test_a_print_format_is_the_technicians(self, world, newer):
		newer("Print Format/LAT Handover Packet", line_breaks=1)
		frappe.db.set_value("Print Format", "LAT Handover Packet", "align_labels_right", 1)
		migrate()
		name = trace_of("Print Format/LAT Handover Packet").name
		with as_user(world["administrator"]), pytest.raises(frappe.PermissionError):
			updates.take_over(name)
		with as_user(world["administrator"]), pytest.raises(frappe.PermissionError):
			updates.keep_ours(name)

	@pytest.mark.parametrize("person", ["coordinator", "manager", "mentor"])
	@pytest.mark.parametrize("step", ["difference", "take_over", "keep_ours"])
	def test_nobody_else_does(self, world, changed, person, step):
		with as_user(world[person]), pytest.raises(frappe.PermissionError):
			getattr(updates, step)(changed.name)


class TestAWorkflowOfAnAdministrator:
	@pytest.fixture
	def renamed(self, newer):
		frappe.rename_doc("Workflow State", "Course under way", "I fuld gang", force=True)
		workflow = frappe.get_doc("Workflow", "LAT Course")
		workflow.transitions = [row for row in workflow.transitions if row.action != "Match anew"]
		workflow.save()
		migrate()
		return trace_of("Workflow/LAT Course")

	def test_differs_row_by_row(self, renamed):
		lines = updates.difference(renamed.name)
		gone = next(line for line in lines if line["place"].startswith("Course under way · Match anew"))
		assert (gone["field"], gone["here"], gone["shipped"]) == ("Transitions", "Is not there", "Is there")
		assert any(line["place"] == "I fuld gang" and line["here"] == "Is there" for line in lines)

	def test_is_replaced_with_its_words_and_records_follow(self, renamed, world):
		case = factories.case_brought_to("Active", world)
		assert case.workflow_state == "I fuld gang"
		updates.take_over(renamed.name)
		case.reload()
		assert (case.stage, case.workflow_state) == ("Active", "Course under way")
		assert not frappe.db.exists("Workflow State", "I fuld gang")
		assert updates.difference(renamed.name) == []

	def test_one_from_before_the_builder_knew_it_is_laid_out(self):
		frappe.db.set_value("Workflow", "LAT Course", "workflow_data", None)
		migrate()
		assert frappe.db.get_value("Workflow", "LAT Course", "workflow_data")
		assert trace_of("Workflow/LAT Course").standing == "As shipped"

	def test_moved_boxes_in_the_builder_are_no_change(self):
		workflow = frappe.get_doc("Workflow", "LAT Course")
		places = json.loads(workflow.workflow_data)
		places[0]["position"]["x"] += 300
		workflow.workflow_data = json.dumps(places)
		for row in (*workflow.states, *workflow.transitions):
			row.workflow_builder_id = f"{row.workflow_builder_id}0"
		workflow.save()
		migrate()
		assert trace_of("Workflow/LAT Course").standing == "As shipped"


def test_uninstalling_takes_an_administrators_own_workflow_and_words_too():
	for name in ("Venter på borger", "Fælles ord"):
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": name}).insert()
	row = {"doc_status": "0", "update_field": "stage", "update_value": "Referred", "allow_edit": "All"}
	for name, doctype, words in (
		("Vores forløb", "LAT Case", ("Venter på borger", "Fælles ord")),
		("Opgaver i huset", "User", ("Fælles ord",)),
	):
		frappe.get_doc(
			{
				"doctype": "Workflow",
				"workflow_name": name,
				"document_type": doctype,
				"workflow_state_field": "workflow_state" if doctype == "LAT Case" else "middle_name",
				"states": [{**row, "state": word} for word in words],
			}
		).insert()
	uninstall._remove_workflows(["LAT Case"])
	assert not frappe.db.exists("Workflow", {"document_type": "LAT Case"})
	assert frappe.db.exists("Workflow", "Opgaver i huset")
	assert not frappe.db.exists("Workflow State", "Venter på borger")
	assert frappe.db.exists("Workflow State", "Fælles ord")


@pytest.mark.real_site
def test_uninstalling_takes_what_hangs_on_a_trace_and_what_the_bin_keeps_of_files():
	waiting = frappe.get_doc(
		{
			"doctype": "Workflow Action",
			"reference_doctype": "LAT Case",
			"reference_name": "LAT-2026-00001",
			"status": "Open",
			"permitted_roles": [{"role": "LAT Mentor"}],
		}
	).insert(ignore_links=True)
	kept = {}
	for about in ("LAT Case", "ToDo"):
		file = frappe.get_doc(
			{
				"doctype": "Deleted Document",
				"deleted_doctype": "File",
				"deleted_name": about,
				"data": frappe.as_json({"attached_to_doctype": about}),
			}
		)
		kept[about] = file.insert().name
	uninstall._remove_traces(["LAT Case"])
	assert not frappe.db.exists("Workflow Action", waiting.name)
	assert not frappe.get_all("Workflow Action Permitted Role", {"parent": waiting.name})
	assert not frappe.db.exists("Deleted Document", kept["LAT Case"])
	assert frappe.db.exists("Deleted Document", kept["ToDo"])


@pytest.mark.parametrize("doctype", LIFECYCLES)
def test_a_shipped_workflow_opens_laid_out(doctype):
	record = next(
		shipped.to_store(record)
		for record in shipped.shipped()
		if record["doctype"] == "Workflow" and record["document_type"] == doctype
	)
	nodes = {node["id"]: node for node in json.loads(record["workflow_data"])}
	boxes = [node for node in nodes.values() if "position" in node]
	assert {row["workflow_builder_id"] for row in (*record["states"], *record["transitions"])} == {
		box["id"] for box in boxes
	}
	assert len({tuple(box["position"].values()) for box in boxes}) == len(boxes), "no box upon another"
	assert len(nodes) == len(record["states"]) + 3 * len(record["transitions"])


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
		case = factories.case_brought_to("Preparing", world)
		with pytest.raises(frappe.ValidationError, match="R44"):
			act(case, "Start course", world["coordinator"])
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
		act(case, "Start course", world["coordinator"])
		assert (case.workflow_state, case.stage) == ("I fuld gang", "Active")

	def test_the_guard_holds_after_the_added_state(self, shaped, world):
		case = factories.case_brought_to("Active", world)
		act(case, "Pause mentor", world["coordinator"])
		assert (case.workflow_state, case.stage) == ("Venter på borger", "Active")
		with pytest.raises(frappe.ValidationError, match="R99"):
			act(case, "Begin closing", world["coordinator"])


def test_switching_a_workflow_on_again_sends_no_running_course_back(world):
	case = factories.case_brought_to("Active", world)
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

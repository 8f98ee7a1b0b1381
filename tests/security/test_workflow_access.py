"""LAT Administrator reaches the app's own workflows and nothing more; open actions follow their record."""

import frappe
import pytest

from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.roles import ADMINISTRATOR, ALL_ROLES
from lat_corps.setup import access
from lat_corps.workflows import states_left_behind
from tests import factories
from tests.factories import as_user

FOREIGN = "Opgaver i huset"


@pytest.fixture(scope="module")
def case(world):
	case = factories.case_at("Assessed", world)
	frappe.db.commit()
	return case


@pytest.fixture
def foreign(world):
	"""A workflow of the site on a document of Frappe, with words of its own."""
	for name in ("Ny opgave", "Løst opgave"):
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": name}).insert()
	frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": "Løs opgave"}).insert()
	return frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": FOREIGN,
			"document_type": "User",
			"workflow_state_field": "middle_name",
			"is_active": 0,
			"states": [
				{"state": name, "doc_status": "0", "allow_edit": "System Manager"}
				for name in ("Ny opgave", "Løst opgave")
			],
			"transitions": [
				{
					"state": "Ny opgave",
					"action": "Løs opgave",
					"next_state": "Løst opgave",
					"allowed": "System Manager",
				}
			],
		}
	).insert()


def test_the_administrator_lists_the_apps_workflows_alone(world, foreign):
	with as_user(world["administrator"]):
		listed = frappe.get_list("Workflow", pluck="document_type", order_by="name asc")
	assert set(listed) == set(LIFECYCLES)
	with as_user(world["technician"]):
		assert FOREIGN in frappe.get_list("Workflow", pluck="name", order_by="name asc")


def test_the_administrator_saves_the_apps_workflow(world):
	with as_user(world["administrator"]):
		workflow = frappe.get_doc("Workflow", "LAT Course")
		workflow.check_permission("read")
		workflow.override_status = 1
		workflow.save()


@pytest.mark.parametrize("ptype", ["read", "write"])
def test_the_administrator_reaches_no_other_workflow(world, foreign, ptype):
	with as_user(world["administrator"]), pytest.raises(frappe.PermissionError):
		frappe.get_doc("Workflow", FOREIGN).check_permission(ptype)


def test_the_administrator_makes_no_workflow_of_another_document(world, foreign):
	with as_user(world["administrator"]):
		stolen = frappe.get_doc("Workflow", FOREIGN)
		stolen.document_type = "LAT Case"
		with pytest.raises(frappe.PermissionError):
			stolen.save()
		turned = frappe.get_doc("Workflow", "LAT Course")
		turned.document_type = "User"
		with pytest.raises(frappe.PermissionError):
			turned.save()
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(
				{
					"doctype": "Workflow",
					"workflow_name": "Ny",
					"document_type": "User",
					"workflow_state_field": "middle_name",
				}
			).insert()


def test_the_administrator_deletes_no_workflow(world):
	with as_user(world["administrator"]), pytest.raises(frappe.PermissionError):
		frappe.delete_doc("Workflow", "LAT Course")


def test_the_words_of_the_apps_workflows_are_the_administrators(world):
	with as_user(world["administrator"]):
		state = frappe.get_doc("Workflow State", "Course assessed")
		state.style = "Info"
		state.save()
		frappe.rename_doc("Workflow Action Master", "Assess course", "Vurdér")
		frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": "Helt ny"}).insert()
		frappe.get_doc("Workflow State", "Helt ny").update({"style": "Info"}).save()


@pytest.mark.parametrize(
	("doctype", "name"), [("Workflow State", "Ny opgave"), ("Workflow Action Master", "Løs opgave")]
)
def test_words_of_other_workflows_are_not(world, foreign, doctype, name):
	with as_user(world["administrator"]), pytest.raises(frappe.PermissionError):
		frappe.get_doc(doctype, name).check_permission("write")


def test_a_word_that_both_use_is_not(world, foreign):
	foreign.append("states", {"state": "Course closed", "doc_status": "0", "allow_edit": "System Manager"})
	foreign.save()
	with as_user(world["administrator"]), pytest.raises(frappe.PermissionError):
		frappe.get_doc("Workflow State", "Course closed").check_permission("write")


def test_a_role_of_the_municipality_that_opens_workflows_stays_as_it_was(world, foreign):
	with as_user(world["technician"]):
		frappe.get_doc("Workflow", FOREIGN).check_permission("write")
		frappe.get_doc("Workflow State", "Ny opgave").check_permission("write")


STEPPING = ["coordinator", "mentor", "caseworker", "manager", "centre"]


@pytest.mark.parametrize("person", STEPPING)
def test_who_takes_a_step_reads_the_apps_workflows_alone(world, foreign, person):
	"""The form of Frappe 16 asks for `enable_action_confirmation` before each step."""
	with as_user(world[person]):
		frappe.get_doc("Workflow", "LAT Course").check_permission("read")
		assert set(frappe.get_list("Workflow", pluck="document_type")) == set(LIFECYCLES)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("Workflow", FOREIGN).check_permission("read")


@pytest.mark.parametrize("person", STEPPING)
@pytest.mark.parametrize("ptype", ["write", "create", "delete", "share"])
def test_who_takes_a_step_changes_no_workflow(world, person, ptype):
	with as_user(world[person]), pytest.raises(frappe.PermissionError):
		frappe.get_doc("Workflow", "LAT Course").check_permission(ptype)


def test_a_login_without_a_role_of_the_app_reads_none(world):
	with as_user(world["outsider"]), pytest.raises(frappe.PermissionError):
		frappe.get_doc("Workflow", "LAT Course").check_permission("read")


class TestWhatTheSiteHadBefore:
	def rows(self, doctype: str) -> set[tuple[str, int]]:
		rows = frappe.get_meta(doctype).permissions
		return {(row.role, right) for row in rows for right in ("select", "read", "write") if row.get(right)}

	def test_stands_beside_what_was_granted(self):
		assert ("System Manager", "write") in self.rows("Workflow")
		assert (ADMINISTRATOR, "write") in self.rows("Workflow")
		assert (ADMINISTRATOR, "select") in self.rows("Role") and ("System Manager", "write") in self.rows(
			"Role"
		)
		assert (ADMINISTRATOR, "read") not in self.rows("Role")

	def test_is_there_again_after_withdrawing(self):
		access.withdraw()
		for doctype in access.SHAPING:
			assert not frappe.db.exists("Custom DocPerm", {"parent": doctype})
			assert not any(role in ALL_ROLES for role, _right in self.rows(doctype))
		access.grant()

	def test_keeps_what_the_site_has_added_itself(self):
		frappe.permissions.add_permission("Workflow", "Report Manager")
		access.withdraw()
		assert self.rows("Workflow") >= {("Report Manager", "read"), ("System Manager", "write")}
		assert not any(role in ALL_ROLES for role, _right in self.rows("Workflow"))
		frappe.clear_cache(doctype="Workflow")


class TestCountedStates:
	"""Frappe's method counts any column over all rows, under the name of a workflow state."""

	@pytest.mark.parametrize(
		("doctype", "column"),
		[("LAT Citizen", "full_name"), ("LAT Plan", "owner"), ("LAT Custody Holder", "parent")],
	)
	def test_no_column_of_other_records_is_counted(self, world, case, doctype, column):
		for person in ("coordinator", "away_coordinator", "technician"):
			with as_user(world[person]):
				assert states_left_behind(doctype, column, "[]") == []

	def test_no_column_of_their_traces_is_counted(self, world, case):
		for person in ("coordinator", "technician"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				states_left_behind("Comment", "content", "[]")


@pytest.mark.real_site
class TestOverHttp:
	def test_the_builder_opens_to_the_administrator(self, client):
		for person, opened in (("administrator", True), ("technician", True), ("coordinator", False)):
			answer = client(person).get("/api/method/frappe.desk.desk_page.getpage", name="workflow-builder")
			assert answer.ok is opened, person

	@pytest.mark.parametrize("person", STEPPING)
	def test_the_form_asks_whether_a_step_is_confirmed(self, client, person):
		answer = client(person).get(
			"/api/method/frappe.client.get_value",
			doctype="Workflow",
			filters="LAT Course",
			fieldname="send_email_alert",
		)
		assert answer.ok and "send_email_alert" in answer.json()["message"]

	def test_the_form_asks_for_no_records(self, client, case):
		answer = client("administrator").post(
			"/api/method/frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
			doctype="LAT Case",
			workflow_state_field="workflow_state",
			states="[]",
		)
		assert answer.ok and answer.json()["message"] == []

	def test_roles_are_found_for_a_step(self, client):
		answer = client("administrator").get(
			"/api/method/frappe.desk.search.search_link", doctype="Role", txt="LAT Coord"
		)
		assert "LAT Coordinator" in answer.text
		assert client("administrator").get("/api/resource/Role/LAT Coordinator").status_code == 403

	def test_an_open_action_is_seen_where_its_record_is(self, client, case):
		filters = f'[["reference_name","=","{case.name}"]]'
		assert client("coordinator").names("Workflow Action", filters=filters)
		for person in ("away_coordinator", "manager", "administrator", "technician", "outsider"):
			assert not client(person).names("Workflow Action", filters=filters), person

	def test_an_open_action_is_read_where_its_record_is(self, client, case):
		action = frappe.get_doc("Workflow Action", {"reference_name": case.name, "status": "Open"})
		assert client("coordinator").read(action).ok
		assert client("away_coordinator").read(action).status_code == 403
		assert client("away_coordinator").delete(action).status_code == 403

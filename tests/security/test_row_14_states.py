"""Row 14: workflow limits live in the browser; stage, role and four eyes are judged at every save."""

import json

import frappe
import pytest

from tests import factories
from tests.factories import HOME, act, as_user

pytestmark = pytest.mark.real_site

WAYS = ("put", "set_value", "bulk_update", "save", "action", "bulk_approval", "bulk_edit")


def set_state(person, doc, state: str, action: str, way: str):
	"""Try to bring a record into a workflow state in one of the ways that Frappe has."""
	method = "/api/method/frappe"
	sent = {**json.loads(frappe.get_doc(doc.doctype, doc.name).as_json()), "workflow_state": state}
	if way == "put":
		return person.put(doc, workflow_state=state)
	if way == "set_value":
		return person.post(
			f"{method}.client.set_value",
			doctype=doc.doctype,
			name=doc.name,
			fieldname="workflow_state",
			value=state,
		)
	if way == "bulk_update":
		return person.post(
			f"{method}.client.bulk_update",
			docs=json.dumps([{"doctype": doc.doctype, "docname": doc.name, "workflow_state": state}]),
		)
	if way == "save":
		return person.post(f"{method}.client.save", doc=sent)
	if way == "action":
		return person.post(f"{method}.model.workflow.apply_workflow", doc=json.dumps(sent), action=action)
	if way == "bulk_approval":
		return person.post(
			f"{method}.model.workflow.bulk_workflow_approval",
			docnames=json.dumps([doc.name]),
			doctype=doc.doctype,
			action=action,
		)
	return person.post(
		f"{method}.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype=doc.doctype,
		docnames=json.dumps([doc.name]),
		action="update",
		data=json.dumps({"workflow_state": state}),
	)


def stage(doc) -> str:
	frappe.db.rollback()
	return frappe.db.get_value(doc.doctype, doc.name, "stage")


@pytest.fixture(scope="module")
def referred(world):
	case = factories.refer(world)
	frappe.db.commit()
	return case


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "technician", "outsider"])
def test_no_way_skips_a_guard(client, referred, person, way):
	"""The coordinator lacks a consent; the others may not even read it."""
	for state, action in (("Course assessed", "Assess course"), ("Course closed", "Close course")):
		set_state(client(person), referred, state, action, way)
		assert stage(referred) == "Referred", (way, state)


@pytest.mark.parametrize("way", ["put", "set_value", "save"])
def test_a_stage_sent_beside_the_workflow_is_refused(client, referred, way):
	person = client("coordinator")
	if way == "put":
		answer = person.put(referred, stage="Active")
	elif way == "set_value":
		answer = person.post(
			"/api/method/frappe.client.set_value",
			doctype="LAT Case",
			name=referred.name,
			fieldname="stage",
			value="Active",
		)
	else:
		sent = {**json.loads(frappe.get_doc("LAT Case", referred.name).as_json()), "stage": "Active"}
		answer = person.post("/api/method/frappe.client.save", doc=sent)
	assert answer.status_code == 417 and "workflow" in answer.text
	assert stage(referred) == "Referred"


def test_a_course_is_not_created_at_a_later_stage(client, world):
	with as_user(world["coordinator"]):
		citizen = factories.make_citizen()
	frappe.db.commit()
	for values in ({"workflow_state": "Course under way"}, {"stage": "Active"}):
		answer = client("coordinator").post(
			"/api/resource/LAT Case",
			municipality=HOME,
			citizen=citizen.name,
			target_group="Vulnerable to extremism",
			referral_source="Skolen",
			**values,
		)
		assert answer.status_code == 417


def test_the_coordinator_takes_the_step_when_it_is_due(client, world):
	case = factories.refer(world)
	with as_user(world["coordinator"]):
		factories.give_consent(case)
	frappe.db.commit()
	assert set_state(client("coordinator"), case, "Course assessed", "Assess course", "action").ok
	assert stage(case) == "Assessed"


@pytest.mark.parametrize("way", WAYS)
def test_nobody_publishes_the_own_text(client, world, way):
	"""Four eyes: the chief is a manager too, and the author."""
	text = factories.description_in_review("Caseworker", HOME, world["chief"])
	frappe.db.commit()
	set_state(client("chief"), text, "Text published", "Publish text", way)
	assert stage(text) == "In Review"
	set_state(client("away_manager"), text, "Text published", "Publish text", way)
	assert stage(text) == "In Review"
	assert set_state(client("manager"), text, "Text published", "Publish text", "action").ok
	assert stage(text) == "Published"


@pytest.mark.parametrize("way", WAYS)
def test_nobody_accepts_for_the_mentor(client, world, way):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["second_mentor"])
	act(match, "Offer match", world["coordinator"])
	frappe.db.commit()
	for person in ("coordinator", "mentor", "away_mentor", "outsider"):
		set_state(client(person), match, "Match accepted", "Accept match", way)
		assert stage(match) == "Offered", person


@pytest.mark.parametrize("person", ["coordinator", "technician", "outsider"])
def test_no_data_import_writes_a_state(client, referred, person, monkeypatch):
	"""Frappe's own import would be a way of its own; nobody may aim it at these documents."""
	# 15.101 refuses first what allows no import; ours is to hold by itself.
	monkeypatch.setattr(frappe.get_meta("LAT Case"), "allow_import", 1)
	answer = client(person).post(
		"/api/resource/Data Import",
		reference_doctype="LAT Case",
		import_type="Update Existing Records",
		google_sheets_url="",
	)
	assert answer.status_code in (403, 417)
	with pytest.raises(frappe.ValidationError, match="survey import"):
		frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": "LAT Case",
				"import_type": "Update Existing Records",
			}
		).insert()


def test_a_workflow_mails_no_record():
	workflow = frappe.get_doc("Workflow", {"document_type": "LAT Case", "is_active": 1})
	workflow.send_email_alert = 1
	with pytest.raises(frappe.ValidationError, match="sends no mails"):
		workflow.save()


@pytest.mark.parametrize("doctype", ["LAT Case", "LAT Citizen", "LAT Settings"])
def test_nothing_is_discarded(client, dossier, doctype):
	"""Frappe 16 closes any draft for good at a word, also where none is submitted; 15 knows no such word."""
	person = "administrator" if doctype == "LAT Settings" else "coordinator"
	name = doctype if doctype == "LAT Settings" else dossier[doctype].name
	for path, values in (
		("/api/method/frappe.desk.form.save.discard", {"doctype": doctype, "name": name}),
		("/api/method/run_doc_method", {"dt": doctype, "dn": name, "method": "discard"}),
		(f"/api/v2/document/{doctype}/{name}/method/discard", {}),
	):
		assert not client(person).post(path, **values).ok
	frappe.db.rollback()
	assert frappe.get_doc(doctype, name).docstatus == 0

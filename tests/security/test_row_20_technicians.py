"""Row 20: a technical administrator keeps the site running and reads no course, in records or in traces."""

import json

import frappe
import pytest

from lat_corps.permissions.core_doctypes import TRACES
from tests import factories
from tests.factories import act, as_user

pytestmark = pytest.mark.real_site

TECHNICIANS = ("technician", "administrator")


@pytest.fixture(scope="module")
def traces(world, dossier, client):
	"""(core DocType, name) of rows that point at the course, made as they are made in use; and by hand."""
	case = dossier["LAT Case"]
	client("coordinator").put(case, referral_reason="Bekymring fra skolen.")
	client("coordinator").post(
		"/api/method/frappe.desk.form.utils.add_comment",
		reference_doctype="LAT Case",
		reference_name=case.name,
		content="Aftalt på mødet.",
		comment_email=world["coordinator"],
		comment_by="Birgit Holm",
	)
	client("coordinator").post(
		"/api/method/frappe.desk.form.assign_to.add",
		doctype="LAT Case",
		name=case.name,
		assign_to=f'["{world["mentor"]}"]',
	)
	factories.upload(client("coordinator"), case, "Mikkel.txt")
	frappe.db.rollback()
	by_hand = {
		"Access Log": {"page": "<p>Mikkel</p>"},
		"Activity Log": {"subject": "x"},
		"Communication": {"subject": "x", "content": "Mikkel", "communication_medium": "Other"},
		"DocShare": {"user": "Guest", "read": 1},
		"Document Share Key": {"key": "x"},
		"Email Queue": {"message": "Mikkel", "sender": "x@example.org"},
		"Energy Point Log": {"user": world["technician"], "type": "Auto"},
		"Error Log": {"method": "x", "error": "Mikkel"},
		"Event": {"subject": "Mikkel", "starts_on": "2030-01-01 10:00:00", "event_type": "Private"},
		"Integration Request": {"data": "Mikkel"},
		"Milestone": {"track_field": "stage", "value": "Active"},
		"Notification Log": {"subject": "Mikkel", "for_user": world["technician"]},
		"Reminder": {"description": "Mikkel", "user": world["technician"]},
		"Tag Link": {"tag": "x"},
		"Transaction Log": {"data": "Mikkel"},
		"View Log": {"viewed_by": world["coordinator"]},
		"Data Import": {"import_type": "Insert New Records", "status": "Pending"},
		"Deleted Document": {"data": "Mikkel", "deleted_name": case.name},
		"Document Follow": {"user": world["technician"]},
	}
	made = []
	there = {trace for trace in TRACES if frappe.db.exists("DocType", trace)}
	for trace, values in by_hand.items():
		if trace not in there:
			continue
		doctype_field, name_field = TRACES[trace][0]
		row = frappe.new_doc(trace)
		row.update({**values, doctype_field: "LAT Case", **({name_field: case.name} if name_field else {})})
		row.name = frappe.generate_hash(length=10)
		row.db_insert()
		made.append((trace, row.name))
	frappe.db.commit()
	pointing = [
		(trace, name)
		for trace, fields in TRACES.items()
		if trace in there
		for name in frappe.get_all(
			trace,
			filters={fields[0][0]: "LAT Case", **({fields[0][1]: case.name} if fields[0][1] else {})},
			pluck="name",
		)
	]
	yield pointing
	for trace, name in made:
		frappe.db.delete(trace, {"name": name})
	frappe.db.delete("ToDo", {"reference_name": case.name})
	frappe.db.commit()


def test_every_kind_of_trace_is_there(traces):
	there = {trace for trace in TRACES if frappe.db.exists("DocType", trace)}
	assert {trace for trace, _name in traces} == there


@pytest.mark.parametrize("person", [*TECHNICIANS, "away_coordinator", "second_mentor", "centre", "outsider"])
def test_no_trace_is_listed_read_changed_or_deleted(client, traces, person):
	for trace, name in traces:
		assert name not in client(person).names(trace), trace
		answer = client(person).get(f"/api/resource/{trace}/{name}")
		assert answer.status_code == 403 and "Mikkel" not in answer.text, trace
		url = f"{client(person).url}/api/resource/{trace}/{name}"
		assert client(person).session.put(url, json={"idx": 7}).status_code == 403, trace
		assert client(person).session.delete(url).status_code == 403, trace


def test_a_client_does_not_say_that_it_points_elsewhere(client, traces, fresh):
	"""The stored row decides, not the one that is sent."""
	for trace, name in traces:
		for doctype_field, name_field in TRACES[trace]:
			elsewhere = {doctype_field: "Role", **({name_field: "Guest"} if name_field else {})}
			url = f"{client('technician').url}/api/resource/{trace}/{name}"
			assert client("technician").session.put(url, json=elsewhere).status_code == 403, trace
	fresh()
	for trace, name in traces:
		assert frappe.db.get_value(trace, name, TRACES[trace][0][0]) == "LAT Case", trace


def test_those_who_read_the_record_and_the_log_read_its_rows(traces, world):
	"""A coordinator who is a technician too, and another municipality's who is not one here."""
	for person, reaches in (("coordinator", True), ("away_coordinator", False)):
		user = frappe.get_doc("User", world[person])
		user.append("roles", {"role": "System Manager"})
		user.save()
		frappe.clear_cache(user=user.name)
		with as_user(user.name):
			for trace, name in traces:
				if trace in ("Version", "Comment", "File", "Access Log", "View Log", "Email Queue"):
					assert (name in frappe.get_list(trace, pluck="name", limit=0)) == reaches, trace
					assert bool(frappe.has_permission(trace, "read", doc=name)) == reaches, trace
				elif not reaches:
					assert not frappe.has_permission(trace, "read", doc=name), trace
	frappe.db.rollback()
	for person in ("coordinator", "away_coordinator"):
		frappe.clear_cache(user=world[person])


def test_rows_of_other_documents_are_seen_as_ever(client, world):
	with as_user(world["technician"]):
		todo = frappe.get_doc(
			{"doctype": "ToDo", "description": "Opdater", "allocated_to": world["technician"]}
		).insert()
		comment = todo.add_comment("Comment", "På torsdag.")
		assert frappe.has_permission("ToDo", doc=todo) and frappe.has_permission("Comment", doc=comment)
		assert todo.name in frappe.get_list("ToDo", pluck="name", limit=0)
		assert comment.name in frappe.get_list("Comment", pluck="name", limit=0)


def test_a_row_about_a_record_that_is_gone_is_nobodys(client, world, committed):
	version = frappe.new_doc("Version")
	version.update({"ref_doctype": "LAT Case", "docname": "LAT-1999-00001", "data": "{}"})
	version.name = frappe.generate_hash(length=10)
	version.db_insert()
	frappe.db.commit()
	committed(("Version", version.name))
	for person in ("technician", "coordinator"):
		assert client(person).get(f"/api/resource/Version/{version.name}").status_code == 403


@pytest.mark.parametrize("person", TECHNICIANS)
def test_a_technician_reads_no_record(client, dossier, person):
	for doc in dossier.values():
		assert client(person).read(doc).status_code == 403
		assert doc.name not in client(person).names(doc.doctype)


def test_a_technician_does_their_own_work(client):
	for doctype in ("User", "Role", "Error Log", "Scheduled Job Type", "LAT Municipality"):
		assert client("technician").get(f"/api/resource/{doctype}").ok


def test_no_console_asks_the_tables(client, dossier):
	console = {
		"doctype": "System Console",
		"name": "System Console",
		"type": "SQL",
		"console": f"select wishes from `tabLAT Case` where name = '{dossier['LAT Case'].name}'",
	}
	for person in ("technician", "coordinator", "outsider"):
		answer = client(person).post(
			"/api/method/frappe.desk.doctype.system_console.system_console.execute_code",
			doc=json.dumps(console),
		)
		assert answer.status_code == 403 and "replads" not in answer.text


WEBHOOK = {
	"doctype": "Webhook",
	"webhook_doctype": "LAT Case",
	"request_structure": "JSON",
	"webhook_json": '{"wishes": "{{ doc.wishes }}"}',
	"condition": "doc.wishes",
}
ALERT = {
	"doctype": "Notification",
	"document_type": "LAT Case",
	"channel": "Email",
	"subject": "{{ doc.wishes }}",
	"message": "{{ doc.wishes }}",
	"condition": "'lære' in doc.wishes",
}


@pytest.mark.parametrize(
	("unsaved", "method"),
	[
		(WEBHOOK, "generate_preview"),
		(WEBHOOK, "preview_request_body"),
		(WEBHOOK, "preview_meets_condition"),
		(ALERT, "preview_message"),
		(ALERT, "preview_subject"),
		(ALERT, "preview_meets_condition"),
	],
	ids=lambda given: given["doctype"] if isinstance(given, dict) else given,
)
def test_what_would_be_sent_of_a_record_is_not_shown(client, dossier, unsaved, method):
	"""Frappe shows it of a webhook or alert never saved; which method does so differs between 15 and 16."""
	doc = {**unsaved, "name": "new", "__islocal": 1, "preview_document": dossier["LAT Case"].name}
	args = json.dumps({"preview_document": dossier["LAT Case"].name})
	for values in ({"docs": json.dumps(doc)}, {"docs": doc}):
		answer = client("technician").post("/api/method/run_doc_method", method=method, args=args, **values)
		assert answer.status_code == 417 and "replads" not in answer.text
		assert "Not for this document" in answer.text
	answer = client("technician").post(
		"/api/v2/method/run_doc_method", method=method, document=doc, kwargs=json.loads(args)
	)
	assert answer.status_code == 417 and "replads" not in answer.text


def test_no_backup_is_taken_home(client):
	for person in ("technician", "outsider"):
		answer = client(person).get("/backups/x-database.sql.gz")
		assert answer.status_code == 403


def test_deleting_leaves_nothing_to_a_technician(client, world, committed):
	with as_user(world["coordinator"]):
		citizen = factories.make_citizen(full_name="Slettet Person")
	frappe.delete_doc("LAT Citizen", citizen.name, force=True)
	frappe.db.commit()
	kept = frappe.db.get_value("Deleted Document", {"deleted_name": citizen.name})
	committed(("Deleted Document", kept))
	assert kept not in client("technician").names("Deleted Document")
	assert client("technician").get(f"/api/resource/Deleted Document/{kept}").status_code == 403
	for method in ("restore", "bulk_restore"):
		client("technician").post(
			f"/api/method/frappe.core.doctype.deleted_document.deleted_document.{method}",
			name=kept,
			docnames=json.dumps([kept]),
		)
	frappe.db.rollback()
	assert not frappe.db.exists("LAT Citizen", {"full_name": "Slettet Person"})


def test_an_action_waits_for_those_who_reach_the_record(client, world):
	case = factories.refer(world)
	with as_user(world["coordinator"]):
		factories.give_consent(case)
	act(case, "Assess course", world["coordinator"])
	frappe.db.commit()
	actions = set(frappe.get_all("Workflow Action", filters={"reference_name": case.name}, pluck="name"))
	assert actions & client("coordinator").names("Workflow Action")
	assert not actions & client("away_coordinator").names("Workflow Action")

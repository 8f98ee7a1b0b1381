"""Row 20: alerts, webhooks, rules, mailed reports and copied fields carry no row about a course."""

import json

import frappe
import pytest

pytestmark = pytest.mark.real_site

SAID, ORDINARY = "hemmelig-aftale", "almindelig-aftale"


@pytest.fixture
def configured(committed):
	"""Make a document as an administrator of the site, and take it away afterwards."""

	def make(doctype: str, **values):
		doc = frappe.get_doc({"doctype": doctype, **values}).insert()
		frappe.db.commit()
		frappe.clear_cache()
		committed((doctype, doc.name))
		return doc

	return make


@pytest.fixture
def said(client, world, dossier, committed):
	"""Comment on the course and on another document as the coordinator, over HTTP; return their names."""

	def comment() -> dict[str, str]:
		todo = frappe.get_doc(
			{"doctype": "ToDo", "description": "x", "allocated_to": world["coordinator"]}
		).insert()
		frappe.db.commit()
		made = {}
		for record, words in ((dossier["LAT Case"], SAID), (todo, ORDINARY)):
			answer = client("coordinator").post(
				"/api/method/frappe.desk.form.utils.add_comment",
				reference_doctype=record.doctype,
				reference_name=record.name,
				content=words,
				comment_email=world["coordinator"],
				comment_by="Birgit Holm",
			)
			assert answer.ok, answer.text
			made[words] = answer.json()["message"]["name"]
			committed(("Comment", made[words]))
		committed(("ToDo", todo.name))
		frappe.db.rollback()
		return made

	return comment


def texts(doctype: str, field: str) -> str:
	return " ".join(frappe.get_all(doctype, filters={field: ["like", "%aftale%"]}, pluck=field))


ALERT = {
	"channel": "System Notification",
	"document_type": "Comment",
	"subject": "{{ doc.content }}",
	"message": "{{ doc.content }}",
	"recipients": [{"receiver_by_role": "System Manager"}],
	"enabled": 1,
}


def test_an_alert_tells_of_no_comment_on_a_course(guarded, configured, dossier, at_once):
	configured("Notification", name="Ny kommentar", event="New", **ALERT)
	todo = frappe.get_doc({"doctype": "ToDo", "description": "x"}).insert()
	dossier["LAT Case"].add_comment("Comment", SAID)
	todo.add_comment("Comment", ORDINARY)
	told = texts("Notification Log", "subject")
	assert ORDINARY in told and SAID not in told


def test_nor_on_a_later_day(guarded, configured, said):
	alert = configured(
		"Notification", name="Gammel kommentar", event="Days After", date_changed="creation", **ALERT
	)
	names = said()
	found = {doc.name for doc in alert.get_documents_for_today()}
	assert names[ORDINARY] in found and names[SAID] not in found


def test_a_preview_shows_no_comment_on_a_course(client, said):
	webhook = {
		"doctype": "Webhook",
		"name": "new-webhook",
		"__islocal": 1,
		"webhook_doctype": "Comment",
		"request_structure": "JSON",
		"webhook_json": '{"x": "{{ doc.content }}"}',
		"condition": "doc.content",
	}
	alert = {"doctype": "Notification", "name": "new", "__islocal": 1, **ALERT}
	names = said()
	shown = ""
	for name in names.values():
		for doc, method in (
			(webhook, "generate_preview"),
			(webhook, "preview_request_body"),
			(alert, "preview_message"),
			(alert, "preview_subject"),
		):
			sent = json.dumps({**doc, "preview_document": name})
			answer = client("technician").post(
				"/api/method/run_doc_method",
				docs=sent,
				method=method,
				args=json.dumps({"preview_document": name}),
			)
			shown += answer.text
	assert ORDINARY in shown and SAID not in shown


def test_no_rule_writes_of_it_to_others(guarded, dossier, monkeypatch):
	"""A rule that assigns what is new copies it, by its template, into a task for others."""
	from frappe.automation.doctype.assignment_rule import assignment_rule

	asked = []
	monkeypatch.setattr(
		assignment_rule, "get_doctype_map", lambda _rule="", kind="", **_values: asked.append(kind) or []
	)
	todo = frappe.get_doc({"doctype": "ToDo", "description": "x"}).insert()
	dossier["LAT Case"].add_comment("Comment", SAID)
	assert "Comment" not in asked
	todo.add_comment("Comment", ORDINARY)
	assert "Comment" in asked


def test_no_webhook_and_no_script_runs_on_it(guarded, configured, dossier, monkeypatch):
	from frappe.core.doctype.server_script import server_script_utils
	from frappe.integrations.doctype import webhook

	seen = []
	script = frappe._dict(execute_doc=lambda doc: seen.append(doc.content))
	monkeypatch.setattr(
		server_script_utils, "get_server_script_map", lambda: {"Comment": {"After Insert": ["x"]}}
	)

	def script_or(get):
		return lambda *args, **values: script if args[:1] == ("Server Script",) else get(*args, **values)

	# Frappe 15 reads a script anew, 16 takes it from its cache.
	for get in ("get_doc", "get_cached_doc"):
		monkeypatch.setattr(frappe, get, script_or(getattr(frappe, get)))
	monkeypatch.setattr(webhook, "_add_webhook_to_queue", lambda hook, doc: seen.append(doc.content))
	configured(
		"Webhook",
		name="Ud",
		webhook_doctype="Comment",
		webhook_docevent="after_insert",
		request_url="https://lat-test.example",
		request_method="POST",
		enabled=1,
	)
	todo = frappe.get_doc({"doctype": "ToDo", "description": "x"}).insert()
	dossier["LAT Case"].add_comment("Comment", SAID)
	todo.add_comment("Comment", ORDINARY)
	assert seen.count(ORDINARY) == 2 and SAID not in seen


def test_no_report_is_mailed_as_somebody_else(client, configured, dossier, world):
	"""Frappe lets whoever sets it up choose in whose name it is written."""
	task = {"allocated_to": world["coordinator"]}
	case = {"reference_type": "LAT Case", "reference_name": dossier["LAT Case"].name}
	configured("ToDo", description=SAID, **task, **case)
	configured("ToDo", description=ORDINARY, **task)
	report = configured(
		"Report",
		report_name="Opgaver",
		ref_doctype="ToDo",
		is_standard="No",
		report_type="Report Builder",
		json=json.dumps({"filters": [], "columns": [["description", "ToDo"], ["name", "ToDo"]]}),
	)
	mail = configured(
		"Auto Email Report",
		report=report.name,
		user=world["coordinator"],
		email_to="nogen@lat-test.example",
		frequency="Daily",
		format="HTML",
		send_if_data=0,
	)
	answer = client("technician").get(
		"/api/method/frappe.email.doctype.auto_email_report.auto_email_report.download", name=mail.name
	)
	assert answer.ok and ORDINARY in answer.text and SAID not in answer.text, answer.text


LINK = {"label": "x", "fieldtype": "Link", "fieldname": "lat_kopi"}
COPY = {"label": "y", "fieldtype": "Data", "fieldname": "lat_kopi_af"}


def test_no_field_copies_from_a_row_about_a_course(client, configured, said):
	configured("Custom Field", dt="ToDo", options="Comment", **LINK)
	configured("Custom Field", dt="ToDo", fetch_from="lat_kopi.content", **COPY)
	names = said()
	answer = client("technician").post("/api/resource/ToDo", description="x", lat_kopi=names[SAID])
	assert not answer.ok and "cannot copy fields" in answer.text and SAID not in answer.text
	answer = client("technician").post("/api/resource/ToDo", description="x", lat_kopi=names[ORDINARY])
	assert answer.ok and answer.json()["data"]["lat_kopi_af"] == ORDINARY
	frappe.db.delete("ToDo", {"name": answer.json()["data"]["name"]})
	frappe.db.commit()


def test_nor_by_a_link_of_any_kind(guarded, configured, dossier):
	"""A dynamic link names its document type in the record, where no configuration can be judged."""
	configured("Custom Field", dt="ToDo", **{**LINK, "fieldname": "lat_kopi_art", "options": "DocType"})
	configured("Custom Field", dt="ToDo", **{**LINK, "fieldtype": "Dynamic Link", "options": "lat_kopi_art"})
	configured("Custom Field", dt="ToDo", fetch_from="lat_kopi.wishes", **COPY)
	todo = {"doctype": "ToDo", "description": "x", "lat_kopi_art": "LAT Case"}
	with pytest.raises(frappe.ValidationError, match="cannot copy fields"):
		frappe.get_doc({**todo, "lat_kopi": dossier["LAT Case"].name}).insert()


def test_nor_a_form_of_the_app_to_which_a_field_is_added(guarded, configured, dossier, world):
	"""A municipality, which technicians read, would copy from any course that it is made to name."""
	configured("Custom Field", dt="LAT Municipality", options="LAT Case", **LINK)
	with pytest.raises(frappe.ValidationError, match="cannot copy fields"):
		configured("Custom Field", dt="LAT Municipality", fetch_from="lat_kopi.wishes", **COPY)
	frappe.db.rollback()
	field = configured("Custom Field", dt="LAT Municipality", **COPY)
	field.db_set("fetch_from", "lat_kopi.wishes")
	frappe.clear_cache()
	municipality = frappe.get_doc("LAT Municipality", dossier["LAT Case"].municipality)
	municipality.lat_kopi = dossier["LAT Case"].name
	with pytest.raises(frappe.ValidationError, match="cannot copy fields"):
		municipality.save()

"""Row 16: Error Log keeps the local variables of a traceback, for every technical administrator to read."""

import json

import frappe
import pytest

from lat_corps.permissions.errors import take_out_values
from tests.factories import as_user

pytestmark = pytest.mark.real_site

SECRET = "Overvejer at rejse til Syrien."


def logs() -> list:
	"""Flush what requests have deferred, and return the newest logs first."""
	from frappe.deferred_insert import save_to_db

	frappe.db.rollback()
	save_to_db()
	frappe.db.commit()
	return frappe.get_all(
		"Error Log", fields=["name", "method", "error", "reference_name"], order_by="creation desc", limit=20
	)


@pytest.fixture
def clean():
	logs()
	frappe.db.delete("Error Log")
	frappe.db.commit()
	yield
	frappe.db.delete("Error Log")
	frappe.db.commit()


def provoke(person, doctype: str):
	"""Send a text where Frappe expects rows: it fails with the whole document among its variables."""
	return person.post(
		"/api/method/frappe.client.insert", doc={"doctype": doctype, "worries": SECRET, "goals": SECRET}
	)


def test_an_error_over_http_is_kept_without_values(client, clean):
	assert provoke(client("coordinator"), "LAT Plan").status_code == 500
	found = logs()
	assert SECRET not in json.dumps(found, default=str, ensure_ascii=False)
	log = next(log for log in found if 'File "apps/frappe/frappe/app.py", line' in log.error)
	assert "Error" in log.method
	assert log.name in client("technician").names("Error Log")
	for person in ("coordinator", "away_coordinator", "outsider"):
		assert log.name not in client(person).names("Error Log")


def test_an_error_waits_without_values(client, clean):
	"""Redis keeps it until the scheduler writes it down, when no request tells any more what was asked."""
	assert provoke(client("coordinator"), "LAT Plan").status_code == 500
	waiting = frappe.cache.lrange("insert_queue_for_Error Log", 0, -1)
	assert waiting and not any(SECRET in json.loads(entry)["error"] for entry in waiting)
	assert not any(json.loads(entry).get("metadata") for entry in waiting)


def test_an_error_of_another_document_keeps_them(client, clean):
	assert client("technician").post(
		"/api/method/frappe.client.insert",
		doc={"doctype": "Note", "title": {"a": "b"}, "content": "Indhold."},
	).status_code in (417, 500)
	found = logs()
	assert not found or "Indhold." in found[0].error


def test_an_error_in_code_of_the_app_is_kept_without_values(clean, world):
	from lat_corps.domain.cadence import age_on

	try:
		age_on(SECRET, SECRET)
	except (AttributeError, TypeError):
		log = frappe.log_error("Uventet: " + SECRET, reference_doctype="LAT Case", reference_name="LAT-1")
	assert SECRET not in log.error and SECRET not in log.method
	assert not log.reference_name and "LAT Case" in log.method


def test_what_the_request_or_the_job_was_asked_with_is_not_kept(world):
	"""Frappe 16 keeps it in a field of its own, also of an error whose words name none of the app."""
	asked = json.dumps({"form_dict": {"doctype": "LAT Citizen", "txt": SECRET}}, ensure_ascii=False)
	ours = frappe.get_doc(doctype="Error Log", method="Uventet", error="ValueError: nej", metadata=asked)
	take_out_values(ours)
	assert not ours.metadata
	page = json.dumps(
		{"referrer": "https://site.example/desk/lat-citizen/new-1", "form_dict": {"text": SECRET}}
	)
	from_a_page = frappe.get_doc(
		doctype="Error Log", method="Uventet", error="ValueError: nej", metadata=page
	)
	take_out_values(from_a_page)
	assert not from_a_page.metadata
	other = frappe.get_doc(doctype="Error Log", method="Uventet", error="ValueError: nej", metadata="{}")
	take_out_values(other)
	assert other.metadata == "{}" and other.error == "ValueError: nej"


def test_a_text_about_a_record_is_not_kept(dossier):
	log = frappe.log_error(title="Import", message=f"{dossier['LAT Case'].name}\n{SECRET}")
	assert SECRET not in log.error


def test_a_log_that_names_a_record_follows_it(client, dossier, committed):
	"""As one that was written before the app was installed."""
	log = frappe.get_doc(
		{
			"doctype": "Error Log",
			"method": "x",
			"error": SECRET,
			"reference_doctype": "LAT Case",
			"reference_name": dossier["LAT Case"].name,
		}
	)
	log.set_new_name()
	log.db_insert()
	frappe.db.commit()
	committed(("Error Log", log.name))
	for person in ("technician", "outsider"):
		assert log.name not in client(person).names("Error Log")
		assert client(person).get(f"/api/resource/Error Log/{log.name}").status_code == 403
	with as_user("Administrator"):
		assert frappe.has_permission("Error Log", doc=log.name)

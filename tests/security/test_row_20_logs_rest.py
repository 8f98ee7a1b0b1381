"""Row 20: logs of exports and jobs keep who did what, and nothing of what a record says."""

import json

import frappe
import pytest

pytestmark = pytest.mark.real_site

SOUGHT = "Mikkel Prøvesen"
LOG = "/api/method/frappe.core.doctype.access_log.access_log.make_access_log"
EXPORTS = {
	"a document": {"doctype": "LAT Case"},
	"a report of the app": {"report_name": "LAT Retention Ended"},
	"a report with a number in it": {"report_name": "x", "columns": json.dumps(["LAT-2026-00001"])},
}


@pytest.mark.parametrize("values", EXPORTS.values(), ids=EXPORTS)
def test_an_export_is_logged_without_what_was_sought(client, committed, fresh, values):
	"""The filters of a report hold names; its print holds the page."""
	from frappe.deferred_insert import save_to_db

	method = frappe.generate_hash()
	answer = client("coordinator").post(
		LOG, **values, method=method, filters=json.dumps({"full_name": SOUGHT}), page=f"<p>{SOUGHT}</p>"
	)
	assert answer.ok, answer.text
	fresh()
	save_to_db()
	frappe.db.commit()
	log = frappe.get_doc("Access Log", {"method": method})
	committed(("Access Log", log.name))
	assert log.user and SOUGHT not in str(log.as_dict())


def test_an_export_of_another_document_is_logged_as_ever(client, committed, fresh):
	from frappe.deferred_insert import save_to_db

	method = frappe.generate_hash()
	client("coordinator").post(LOG, doctype="ToDo", method=method, filters=json.dumps({"status": "Open"}))
	fresh()
	save_to_db()
	frappe.db.commit()
	log = frappe.get_doc("Access Log", {"method": method})
	committed(("Access Log", log.name))
	assert "Open" in log.filters


def test_a_job_is_shown_without_what_it_was_given(client, dossier):
	"""Jobs wait in the queue, and stay there when they have failed, with all they were given."""
	name = dossier["LAT Case"].name
	jobs = [
		frappe.enqueue("frappe.ping", queue="long", note=SOUGHT, lat_case=name),
		frappe.enqueue("frappe.ping", queue="long", note="uden forløb"),
	]
	try:
		opened = client("technician").get(f"/api/resource/RQ Job/{jobs[0].id}")
		other = client("technician").get(f"/api/resource/RQ Job/{jobs[1].id}")
	finally:
		for job in jobs:
			job.delete()
	assert opened.ok and "frappe.ping" in opened.text
	assert "Mikkel" not in opened.text and name not in opened.text
	assert "uden forl" in other.text

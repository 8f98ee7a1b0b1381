"""Row 2: Frappe judges a write after the client's values are applied; here the stored row decides."""

import json

import frappe
import pytest

from tests.factories import AWAY, HOME

pytestmark = pytest.mark.real_site

CONTENT = (
	"LAT Citizen",
	"LAT Case",
	"LAT Match",
	"LAT Plan",
	"LAT Consent",
	"LAT Progression",
	"LAT Handover",
)


@pytest.mark.parametrize("doctype", CONTENT)
@pytest.mark.parametrize("person", ["away_coordinator", "outsider"])
def test_ones_own_municipality_is_not_written_onto_a_foreign_record(client, dossier, fresh, person, doctype):
	doc = dossier[doctype]
	assert client(person).put(doc, municipality=AWAY).status_code == 403
	sent = {**json.loads(doc.as_json()), "municipality": AWAY}
	for method, values in (
		("frappe.client.save", {"doc": sent}),
		("frappe.desk.form.save.savedocs", {"doc": json.dumps(sent), "action": "Save"}),
		(
			"frappe.client.set_value",
			{"doctype": doctype, "name": doc.name, "fieldname": {"municipality": AWAY, "idx": 3}},
		),
	):
		assert client(person).post(f"/api/method/{method}", **values).status_code == 403, method
	fresh()
	assert frappe.db.get_value(doctype, doc.name, "municipality") == HOME


def test_the_coordinator_writes_and_moves_nothing_away(client, dossier, fresh):
	case = dossier["LAT Case"]
	assert client("coordinator").put(case, referral_source="Skolen").ok
	assert client("coordinator").put(case, municipality=AWAY).status_code == 417
	fresh()
	assert frappe.db.get_value("LAT Case", case.name, "municipality") == HOME


@pytest.mark.parametrize("person", ["away_coordinator", "technician", "outsider"])
def test_a_method_of_the_document_sees_the_stored_row(client, dossier, person):
	"""`run_doc_method` builds the document from what the client sends."""
	case = frappe.get_doc("LAT Case", dossier["LAT Case"].name)
	sent = json.dumps({**json.loads(case.as_json()), "municipality": AWAY, "citizen": None})
	for values in ({"docs": sent}, {"dt": "LAT Case", "dn": case.name}):
		answer = client(person).post("/api/method/run_doc_method", method="add_comment", **values)
		assert answer.status_code == 403
		assert "Mikkel" not in answer.text and "referral_source" not in answer.text
	answer = client(person).post(
		"/api/v2/method/run_doc_method", method="add_comment", document=json.loads(sent)
	)
	assert answer.status_code == 403


def test_no_document_of_the_app_offers_a_method_of_its_own_to_clients():
	"""So `run_doc_method` finds nothing to run on values a client has sent."""
	from lat_corps.permissions.table import ROWS

	for doctype in ROWS:
		controller = type(frappe.new_doc(doctype))
		own = [name for name, found in vars(controller).items() if found in frappe.whitelisted]
		assert not own, (doctype, own)

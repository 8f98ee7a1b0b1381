"""Row 8: names of records can be probed; so they are numbers, and no setting makes them tell more."""

import re

import frappe
import pytest

from lat_corps.permissions.table import ROWS
from tests import factories

pytestmark = pytest.mark.real_site


def test_names_are_numbers(dossier):
	for doctype, doc in dossier.items():
		assert re.fullmatch(r"LAT-[A-Z0-9-]*\d+|[0-9a-z]{10}", doc.name), doctype
		assert "Mikkel" not in doc.name


def test_a_file_is_stored_under_no_name(client, dossier):
	answer = factories.upload(client("coordinator"), dossier["LAT Case"], "Mikkel Prøvesen.txt")
	assert re.fullmatch(r"/private/files/[0-9a-f]{32}\.txt", answer.json()["message"]["file_url"])


@pytest.mark.parametrize("doctype", ["LAT Case", "LAT Citizen", "LAT Handover"])
def test_no_naming_rule_puts_a_person_into_a_name(client, doctype):
	rule = {"doctype": "Document Naming Rule", "document_type": doctype, "prefix": ".{full_name}."}
	with pytest.raises(frappe.ValidationError, match="keeps its own numbers"):
		frappe.get_doc(rule).insert()
	assert client("technician").post("/api/resource/Document Naming Rule", **rule).status_code == 417
	assert client("outsider").post("/api/resource/Document Naming Rule", **rule).status_code == 403


def test_nobody_renames_a_record(client, dossier):
	for person in ("coordinator", "mentor", "technician", "away_coordinator", "outsider"):
		answer = client(person).post(
			"/api/method/frappe.client.rename_doc",
			doctype="LAT Citizen",
			old_name=dossier["LAT Citizen"].name,
			new_name="Mikkel",
		)
		assert not answer.ok, person


def test_no_document_may_be_renamed():
	assert [doctype for doctype in ROWS if frappe.get_meta(doctype).allow_rename] == []

"""Row 10: Document Follow mails changes without a check, and global search ignores row rules."""

import frappe
import pytest

from lat_corps.permissions.table import CHILD_TABLES, ROWS

pytestmark = pytest.mark.real_site


@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "outsider"])
def test_nobody_follows_a_course_by_mail(client, dossier, world, fresh, person):
	case = dossier["LAT Case"]
	frappe.db.set_value("User", world[person], "document_follow_notify", 1)
	frappe.db.commit()
	client(person).post(
		"/api/method/frappe.desk.form.document_follow.update_follow",
		doctype="LAT Case",
		doc_name=case.name,
		following=True,
	)
	client(person).post(
		"/api/resource/Document Follow", ref_doctype="LAT Case", ref_docname=case.name, user=world[person]
	)
	fresh()
	assert not frappe.db.exists("Document Follow", {"ref_docname": case.name})


def test_no_field_is_in_the_global_search():
	for doctype in (*ROWS, *CHILD_TABLES):
		assert not any(field.in_global_search for field in frappe.get_meta(doctype).fields), doctype


@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "technician", "outsider"])
def test_the_global_search_finds_no_citizen(client, dossier, person):
	for text in ("Mikkel", dossier["LAT Case"].name):
		answer = client(person).get("/api/method/frappe.utils.global_search.search", text=text)
		assert "LAT Citizen" not in answer.text and "LAT Case" not in answer.text


def test_no_setting_puts_a_field_there(client):
	setter = {
		"doctype": "Property Setter",
		"doctype_or_field": "DocField",
		"doc_type": "LAT Citizen",
		"field_name": "full_name",
		"property": "in_global_search",
		"value": "1",
		"property_type": "Check",
	}
	answer = client("technician").post("/api/resource/Property Setter", **setter)
	assert answer.status_code == 417 and "cannot be customized" in answer.text
	with pytest.raises(frappe.ValidationError, match="cannot be customized"):
		frappe.get_doc(setter).insert()

"""Row 6: titles of linked records are shown without a check; so a title is a number and nothing more."""

import re

import frappe
import pytest

from lat_corps.permissions.table import ROWS
from tests.security.need_to_know import NO_CASE_CONTENT

pytestmark = pytest.mark.real_site

CONTENT = (
	"LAT Citizen",
	"LAT Case",
	"LAT Match",
	"LAT Plan",
	"LAT Consent",
	"LAT Measurement",
	"LAT Handover",
)


@pytest.mark.parametrize("doctype", CONTENT)
@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "outsider"])
def test_a_title_is_the_number(client, dossier, person, doctype):
	name = dossier[doctype].name
	answer = client(person).get(
		"/api/method/frappe.desk.search.get_link_title", doctype=doctype, docname=name
	)
	assert answer.json().get("message") in (name, None)


@pytest.mark.parametrize("person", ["away_coordinator", "outsider"])
def test_a_preview_is_not_given(client, dossier, person):
	for doc in dossier.values():
		answer = client(person).get(
			"/api/method/frappe.desk.link_preview.get_preview_data", doctype=doc.doctype, docname=doc.name
		)
		assert not answer.ok or not answer.json().get("message")


def test_no_title_or_search_field_names_a_person():
	for doctype in ROWS:
		meta = frappe.get_meta(doctype)
		assert not meta.show_title_field_in_link or doctype in NO_CASE_CONTENT, doctype
		for fieldname in {meta.title_field, *(meta.search_fields or "").split(",")} - {None, ""}:
			field = meta.get_field(fieldname.strip())
			assert field.options not in ("User", "LAT Mentor", "LAT Citizen"), doctype
			assert not re.search("full_name|given_by|contact", field.fieldname), doctype

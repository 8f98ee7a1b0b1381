"""An import as the Desk makes it: a file uploaded to a form that is not saved yet."""

import json

import frappe
import pytest

from tests import factories
from tests.factories import HOME
from tests.survey_files import csv_of, line

pytestmark = pytest.mark.real_site

TEMPORARY = "new-lat-survey-import-abcdefghij"


@pytest.fixture
def uploaded(client):
	"""The address of a file that the coordinator has dropped on the unsaved form."""
	answer = client("coordinator").session.post(
		f"{client('coordinator').url}/api/method/upload_file",
		data={
			"doctype": "LAT Survey Import",
			"docname": TEMPORARY,
			"fieldname": "survey_file",
			"is_private": 1,
		},
		files={"file": ("svar.csv", csv_of([line("001")]))},
	)
	assert answer.ok, answer.text
	yield answer.json()["message"]["file_url"]
	frappe.db.rollback()
	for name in frappe.get_all("File", {"file_url": answer.json()["message"]["file_url"]}, pluck="name"):
		frappe.delete_doc("File", name, force=True)
	frappe.db.commit()


def save(client, person, url):
	doc = {
		"doctype": "LAT Survey Import",
		"name": TEMPORARY,
		"__islocal": 1,
		"__unsaved": 1,
		"municipality": HOME,
		"instrument": "WHO5-v1",
		"survey_file": url,
		"rows_with_errors": "Import nothing",
	}
	client(person).get("/app")
	return client(person).post(
		"/api/method/frappe.desk.form.save.savedocs", doc=json.dumps(doc), action="Save"
	)


def test_a_file_dropped_on_the_unsaved_form_becomes_the_records(client, world, uploaded):
	answer = save(client, "coordinator", uploaded)
	assert answer.ok, answer.text
	saved = answer.json()["docs"][0]
	frappe.db.rollback()
	file = frappe.db.get_value(
		"File", {"attached_to_name": saved["name"]}, ["owner", "is_private", "file_url"], as_dict=True
	)
	assert (file.owner, file.is_private, file.file_url) == ("Administrator", 1, saved["survey_file"])
	checked = client("coordinator").post(
		"/api/method/lat_corps.measurement.doctype.lat_survey_import.lat_survey_import.check",
		name=saved["name"],
	)
	assert checked.ok and checked.json()["message"]["Error"] == 1


@pytest.mark.parametrize("person", ["chief", "away_coordinator", "mentor"])
def test_until_then_nobody_else_takes_or_reads_it(client, uploaded, person):
	assert not client(person).get(uploaded).ok
	assert not save(client, person, uploaded).ok

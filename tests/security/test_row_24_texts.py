"""Row 24: where a method of the app takes a text, a list or an object ends in a sentence, not in a search."""

import json

import pytest

from tests.factories import HOME
from tests.rest import said

pytestmark = pytest.mark.real_site

VALUES = ({"name": ["like", "%"]}, ["LAT-2026-00001"], [["name", "like", "%"]], {})
METHODS = {
	"lat_corps.corps.role_text.for_reader": "name",
	"lat_corps.privacy.doctype.lat_erasure.lat_erasure.preview": "name",
	"frappe.client.get_count": "doctype",
	"frappe.client.get": "doctype",
	"frappe.desk.form.utils.get_next": "doctype",
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "outsider"])
def test_a_value_in_place_of_a_text_is_refused(client, world, person, method):
	for value in VALUES:
		for path in ("/api/method/", "/api/v2/method/"):
			answer = client(person).post(f"{path}{method}", **{METHODS[method]: value})
			assert answer.status_code in (403, 417), (method, value, answer.text[:300])
			assert "SELECT `" not in answer.text.upper()


def test_lists_are_taken_where_they_are_meant(client, world):
	answer = client("coordinator").post(
		"/api/method/frappe.client.get_count", doctype="LAT Case", filters=[["stage", "=", "Active"]]
	)
	assert answer.ok, answer.text


class TestByTheDocTypeOfAMethod:
	"""Version 2 finds a method by its DocType, and Frappe's own names reach it in more than one way."""

	@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "outsider"])
	def test_a_value_is_refused_there_too(self, client, world, person):
		for value in VALUES:
			answer = client(person).post("/api/v2/method/LAT Erasure/preview", name=value)
			assert answer.status_code in (403, 417), (value, answer.text[:300])
			assert "SELECT `" not in answer.text.upper() and "Traceback" not in answer.text
		answer = client("coordinator").post(
			"/api/v2/method/LAT Role Description/draft_from", name="x", municipality={"name": ["like", "%"]}
		)
		assert answer.status_code == 417 and "municipality is a text" in answer.text


class TestLinks:
	"""A value in a link of a new record would be sought by, and its fields copied."""

	@pytest.mark.parametrize("value", VALUES)
	def test_a_link_is_a_text(self, client, world, value):
		for doctype, fieldname in (
			("LAT Plan", "lat_case"),
			("LAT Case", "citizen"),
			("LAT Case", "municipality"),
			("LAT Match", "mentor"),
			("LAT Survey Import", "instrument"),
		):
			for person in ("coordinator", "mentor", "away_coordinator"):
				answer = client(person).post(f"/api/resource/{doctype}", **{fieldname: value})
				assert answer.status_code in (403, 417), (doctype, fieldname, answer.text[:300])
				assert "Traceback" not in answer.text

	def test_a_link_to_a_person_is_a_text_too(self, client, world):
		"""Who belongs to a login is nothing to be found out by its fields."""
		answers = []
		for name in ("Karen", "Ingen"):
			course = {
				"municipality": HOME,
				"course_type": "Mentor course",
				"caseworker": {"first_name": name},
			}
			answer = client("coordinator").post("/api/resource/LAT Case", **course)
			assert answer.status_code == 417 and "as a text" in answer.text, answer.text[:300]
			answers.append(said(answer))
		assert answers[0] == answers[1]

	def test_a_row_belongs_to_a_document_by_its_name(self, client, dossier):
		born = dossier["LAT Citizen"].birth_date
		answers = []
		for day in (str(born), "1999-12-31"):
			row = {
				"doctype": "LAT Custody Holder",
				"parenttype": "LAT Citizen",
				"parentfield": "custody_holders",
				"parent": {"birth_date": day},
				"full_name": "x",
			}
			for person in ("away_coordinator", "mentor"):
				for way in ({"doc": row}, {"doc": json.dumps(row)}):
					answer = client(person).post("/api/method/frappe.client.insert", **way)
					assert answer.status_code == 403, answer.text[:300]
					answers.append(str(said(answer)))
		assert len({*answers}) == 1

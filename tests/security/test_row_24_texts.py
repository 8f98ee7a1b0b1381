"""Row 24: where a method of the app takes a text, a list or an object ends in a sentence, not in a search."""

import pytest

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

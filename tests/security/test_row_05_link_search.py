"""Row 5: the link search of Frappe 15 leaves row rules out when the browser asks for it."""

import pytest

from lat_corps.permissions.table import ROWS

pytestmark = pytest.mark.real_site


def search(person, doctype, text):
	return person.get(
		"/api/method/frappe.desk.search.search_link",
		doctype=doctype,
		txt=text,
		page_length=500,
		ignore_user_permissions=1,
	)


@pytest.mark.parametrize(
	"person", ["second_mentor", "caseworker", "away_coordinator", "technician", "outsider"]
)
def test_nobody_else_finds_the_course_or_the_citizen(client, dossier, person):
	case = dossier["LAT Case"]
	for doctype, text in (("LAT Case", case.name), ("LAT Citizen", "Mikkel"), ("LAT Plan", "")):
		answer = search(client(person), doctype, text)
		for doc in dossier.values():
			assert doc.name not in answer.text


def test_the_citizens_name_is_found_by_those_who_may_read_it(client, dossier):
	assert dossier["LAT Citizen"].name in search(client("coordinator"), "LAT Citizen", "Mikkel").text
	for person in ("coordinator", "mentor"):
		assert dossier["LAT Case"].name in search(client(person), "LAT Case", dossier["LAT Case"].name).text


def test_every_document_has_a_search_through_the_rights_of_the_user():
	import frappe

	for doctype in ROWS:
		assert frappe.get_hooks("standard_queries")[doctype] == ["lat_corps.permissions.search.records"]


def test_a_query_that_the_browser_names_is_held_too(client, dossier):
	for query in ("frappe.desk.search.search_widget", "lat_corps.permissions.search.records"):
		answer = client("away_coordinator").get(
			"/api/method/frappe.desk.search.search_link",
			doctype="LAT Case",
			txt=dossier["LAT Case"].name,
			query=query,
			ignore_user_permissions=1,
		)
		assert dossier["LAT Case"].name not in answer.text

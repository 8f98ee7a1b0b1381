"""Row 5: the link search of Frappe 15 leaves row rules out when the browser asks for it."""

import json

import frappe
import pytest

from lat_corps.permissions.table import ROWS
from tests.factories import HOME

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
	of_courses = {"LAT Case": ["lat_corps.casework.names.courses"]}
	for doctype in ROWS:
		own = of_courses.get(doctype, ["lat_corps.permissions.search.records"])
		assert frappe.get_hooks("standard_queries")[doctype] == own


def test_a_query_that_the_browser_names_is_held_too(client, dossier):
	for query in (
		"frappe.desk.search.search_widget",
		"lat_corps.permissions.search.records",
		"lat_corps.casework.names.courses",
	):
		answer = client("away_coordinator").get(
			"/api/method/frappe.desk.search.search_link",
			doctype="LAT Case",
			txt=dossier["LAT Case"].name,
			query=query,
			ignore_user_permissions=1,
		)
		assert dossier["LAT Case"].name not in answer.text


@pytest.mark.parametrize("text", ["Mikkel", "PRØVESEN", "proevesen", "prøvesen mikkel", "LAT-"])
@pytest.mark.parametrize("person", ["coordinator", "mentor"])
def test_a_course_is_found_by_the_name_of_its_person(client, dossier, person, text):
	found = {
		row["value"]: row["description"] for row in search(client(person), "LAT Case", text).json()["message"]
	}
	assert found[dossier["LAT Case"].name] == "Mikkel Prøvesen, Mentor course, last rating 4"


def test_who_may_know_initials_alone_finds_nobody_by_the_name(client, dossier, initials):
	case = dossier["LAT Case"].name
	assert case not in search(client("mentor"), "LAT Case", "Mikkel").text
	found = search(client("mentor"), "LAT Case", case).text
	assert "M.P." in found and "Mikkel" not in found


def test_a_name_that_was_found_is_a_reading(client, world, dossier, fresh):
	citizen = dossier["LAT Citizen"].name
	fresh()
	frappe.db.delete("LAT Read Log", {"citizen": citizen})
	frappe.db.commit()
	search(client("mentor"), "LAT Case", "Mikkel")
	fresh()
	logged = {"citizen": citizen, "document_type": "LAT Citizen", "user": world["mentor"]}
	assert frappe.get_all("LAT Read Log", filters=logged, pluck="action") == ["Listed"]


def members(person, text: str = "", **where: str):
	"""Ask as a form does that offers who holds a function in a municipality."""
	answer = person.get(
		"/api/method/frappe.desk.search.search_link",
		doctype="User",
		txt=text,
		reference_doctype="LAT Handover",
		query="lat_corps.permissions.search.members",
		filters=json.dumps(where),
	)
	return [row["value"] for row in answer.json()["message"]] if answer.ok else answer.status_code


def test_a_form_offers_who_holds_the_function_by_municipality_and_by_course(client, world, dossier):
	coordinator = client("coordinator")
	assert members(coordinator, "birgit", municipality=HOME, member_function="Coordinator") == [
		world["coordinator"]
	]
	of_course = members(coordinator, lat_case=dossier["LAT Case"].name, member_function="Caseworker")
	assert sorted(of_course) == sorted((world["caseworker"], world["other_caseworker"]))


@pytest.mark.parametrize("where", ["municipality", "lat_case"])
def test_a_form_offers_nobody_of_what_its_reader_does_not_read(client, dossier, where):
	value = {"municipality": HOME, "lat_case": dossier["LAT Case"].name}[where]
	assert members(client("away_coordinator"), member_function="Caseworker", **{where: value}) == []
	assert members(client("coordinator"), member_function="Caseworker") == []


def test_a_form_offers_nobody_whose_login_is_off(client, world):
	frappe.db.set_value("User", world["other_caseworker"], "enabled", 0)
	frappe.db.commit()
	try:
		offered = members(client("coordinator"), municipality=HOME, member_function="Caseworker")
	finally:
		frappe.db.set_value("User", world["other_caseworker"], "enabled", 1)
		frappe.db.commit()
	assert offered == [world["caseworker"]]


def test_nobody_without_function_asks_for_people(client):
	assert members(client("outsider"), municipality=HOME, member_function="Coordinator") == 403

"""Names beside numbers, over HTTP: for who may know them, as the municipality has chosen, and logged (N2)."""

from __future__ import annotations

import json

import frappe
import pytest

pytestmark = pytest.mark.real_site

OF_PAGE = "/api/method/lat_corps.casework.names.of_page"
MY_DAY = "/api/method/lat_corps.insight.my_day.of_user"
NAMES = ("Mikkel", "Prøvesen", "M.P.")
OTHERS = (
	"second_mentor",
	"away_coordinator",
	"away_mentor",
	"manager",
	"administrator",
	"centre",
	"technician",
)


def asked(client, dossier, *doctypes):
	records = {doctype: [dossier[doctype].name] for doctype in doctypes or dossier}
	return client.post(OF_PAGE, records=json.dumps(records))


@pytest.mark.parametrize("person", [*OTHERS, "outsider"])
def test_nobody_else_gets_a_name_for_any_record(client, dossier, person):
	answer = asked(client(person), dossier)
	assert not any(name in answer.text for name in NAMES)
	assert not answer.ok or answer.json()["message"] == {}


@pytest.mark.parametrize("person", [*OTHERS, "caseworker"])
def test_what_is_out_of_reach_and_what_is_not_there_are_told_alike(client, dossier, person):
	there = client(person).post(OF_PAGE, records={"LAT Case": [dossier["LAT Case"].name]})
	not_there = client(person).post(OF_PAGE, records={"LAT Case": ["LAT-2026-99999"]})
	assert (there.status_code, there.text) == (not_there.status_code, not_there.text)


def test_who_works_with_the_person_gets_it(client, dossier):
	for person, doctypes in (("coordinator", [*dossier]), ("mentor", ["LAT Case", "LAT Plan"])):
		shown = asked(client(person), dossier, *doctypes).json()["message"]
		assert {name for found in shown.values() for name in found.values()} == {"Mikkel Prøvesen"}
		assert set(shown) == set(doctypes)


def test_the_receiver_gets_it_of_the_handover_alone(client, dossier):
	handover = dossier["LAT Handover"]
	assert asked(client("caseworker"), dossier).json()["message"] == {
		"LAT Handover": {handover.name: "Mikkel Prøvesen"}
	}
	assert asked(client("other_caseworker"), dossier).json()["message"] == {}


def test_a_mentor_gets_no_more_than_the_municipality_has_chosen(client, dossier, initials):
	shown = asked(client("mentor"), dossier).json()["message"]
	assert {name for found in shown.values() for name in found.values()} == {"M.P."}
	assert "LAT Citizen" not in shown


@pytest.mark.parametrize("person", [*OTHERS, "outsider"])
def test_the_first_screen_of_others_tells_neither_name_nor_number(client, dossier, person):
	answer = client(person).get(MY_DAY)
	assert not any(name in answer.text for name in (*NAMES, dossier["LAT Case"].name))
	assert answer.ok == (person != "outsider")


@pytest.mark.parametrize("person", ["coordinator", "mentor"])
def test_nor_does_it_tell_anything_of_what_is_asked_beyond_reach(client, dossier, world, person):
	asked = {"municipality": "Naboby", "mentor": world.mentors["away_mentor"], "length": "1000"}
	answer = client(person).get(MY_DAY, **asked)
	assert answer.ok and answer.json()["message"]["waiting"]["rows"] == []


def test_an_offer_tells_no_name(client, offer):
	records = {"LAT Match": [offer.name], "LAT Case": [offer.lat_case]}
	assert client("second_mentor").post(OF_PAGE, records=records).json()["message"] == {}


@pytest.mark.parametrize("person", ["coordinator", "mentor", "caseworker"])
def test_a_name_on_a_page_is_a_reading(client, world, dossier, person, fresh):
	citizen = dossier["LAT Citizen"].name
	fresh()
	frappe.db.delete("LAT Read Log", {"citizen": citizen})
	frappe.db.commit()
	asked(client(person), dossier, "LAT Handover")
	fresh()
	lines = frappe.get_all(
		"LAT Read Log", filters={"citizen": citizen}, fields=["user", "action", "document_type"]
	)
	assert [(row.user, row.action, row.document_type) for row in lines] == [
		(world[person], "Listed", "LAT Citizen")
	]

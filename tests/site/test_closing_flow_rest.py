"""The end of a course by the requests of its dialog: taken whole, or nothing of it is kept."""

import frappe
import pytest
from frappe.utils import today

from tests import factories

pytestmark = pytest.mark.real_site

HANDING = "/api/method/lat_corps.casework.handing_over"
GO_ON = "/api/method/lat_corps.casework.ending.go_on"


@pytest.fixture
def case(world):
	case = factories.case_at("Active", world)
	frappe.db.commit()
	return case


def agreed(world) -> dict:
	return {
		"receiver": world["caseworker"],
		"people": [{"given_by": "Citizen", "given_by_name": "Mikkel Prøvesen"}],
		"information_types": ["Network and family"],
		"informed": 1,
		"given_on": today(),
		"more_type": "Life situation",
		"more": "Bor alene.",
	}


def written(case) -> set[str]:
	frappe.db.rollback()
	to_caseworker = {"lat_case": case.name, "purpose": "Handover to the caseworker"}
	return {
		*frappe.get_all("LAT Handover", {"lat_case": case.name}, pluck="name"),
		*frappe.get_all("LAT Consent", to_caseworker, pluck="name"),
	}


def test_a_handover_that_may_not_be_sent_leaves_no_consent_and_no_draft(client, world, case):
	answer = client("coordinator").post(f"{HANDING}.hand_over", case=case.name, values=agreed(world), send=1)
	assert answer.status_code == 417 and "No line may pass" in answer.text, answer.text[:300]
	assert not written(case)


def test_a_consent_that_is_refused_leaves_no_outcome(client, world):
	case = factories.case_at("Closing", world)
	frappe.db.commit()
	values = {
		"looking_back": "Meget er nået.",
		"people": [{"given_by": "Citizen", "given_by_name": "Mikkel"}],
	}
	answer = client("coordinator").post(GO_ON, case=case.name, values=values, step=1)
	assert answer.status_code == 417 and "voluntary" in answer.text, answer.text[:300]
	frappe.db.rollback()
	assert not frappe.db.get_value("LAT Case", case.name, "looking_back")


@pytest.mark.parametrize("person", ["mentor", "second_mentor", "caseworker", "manager", "away_coordinator"])
def test_nobody_else_sees_or_sends_it(client, world, case, person):
	stranger = client(person)
	for method in ("of_course", "preview", "hand_over"):
		answer = stranger.post(f"{HANDING}.{method}", case=case.name, values=agreed(world), send=1)
		assert answer.status_code == 403, (method, answer.status_code)
		assert "Mikkel" not in answer.text
	assert stranger.post(GO_ON, case=case.name, values={"outcome": "Broken off"}).status_code == 403
	assert not written(case)
	assert not frappe.db.get_value("LAT Case", case.name, "outcome")

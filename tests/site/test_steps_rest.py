"""A step with its reason by one request: taken whole, or nothing of it is kept."""

import frappe
import pytest

from tests import factories
from tests.factories import act, as_user
from tests.rest import said

pytestmark = pytest.mark.real_site

TAKE = "/api/method/lat_corps.steps.take"
SEND_AGAIN = "/api/method/lat_corps.casework.doctype.lat_handover.lat_handover.send_again"


@pytest.fixture
def handover(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		consent = factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(case, world["caseworker"])
	act(handover, "Send handover", world["coordinator"])
	frappe.db.commit()
	handover.consent = consent
	return handover


def take(client, doc, action: str, **values):
	sent = {"values": values} if values else {}
	return client.post(TAKE, doctype=doc.doctype, name=doc.name, action=action, **sent)


def test_a_reason_and_its_step_by_one_request(client, handover):
	caseworker = client("caseworker")
	answer = take(caseworker, handover, "Return with a question")
	assert [asked["fields"] for asked in answer.json()["message"]["asked"]] == [["question"]]
	answer = take(caseworker, handover, "Return with a question", question="Hvem?")
	assert answer.json()["message"] == {"readable": True}
	stored = caseworker.read(handover).json()["data"]
	assert (stored["stage"], stored["question"]) == ("Returned", "Hvem?")


def test_a_refused_step_leaves_nothing_written(client, world):
	"""What is given is saved before the step is judged: the refusal takes it back."""
	case = factories.case_at("Preparing", world)
	with as_user(world["coordinator"]):
		factories.prepare_meeting(case)
		case.update({"before_deferred_reason": "", "before_deferred_until": None})
		case.save()
	frappe.db.commit()
	coordinator = client("coordinator")
	answer = take(coordinator, case, "Start course", before_deferred_reason="Svarer ved andet møde.")
	assert answer.status_code == 417 and "until which date" in answer.text, answer.text[:300]
	stored = coordinator.read(case).json()["data"]
	assert stored["stage"] == "Preparing" and not stored.get("before_deferred_reason")


def test_blanks_are_no_reason(client, handover):
	match = frappe.get_doc("LAT Match", {"lat_case": handover.lat_case})
	assert take(client("coordinator"), match, "End match", end_reason=" \n ").status_code == 417


def test_a_handover_that_may_not_pass_any_more_stays_returned_and_unanswered(client, handover, world):
	assert take(client("caseworker"), handover, "Return with a question", question="Hvem?").ok
	with as_user(world["coordinator"]):
		handover.consent.reload()
		handover.consent.withdrawn_on = frappe.utils.today()
		handover.consent.save()
	frappe.db.commit()
	coordinator = client("coordinator")
	answer = coordinator.post(SEND_AGAIN, name=handover.name, answer="Moderen.")
	assert answer.status_code == 417 and answer.text
	stored = coordinator.read(handover).json()["data"]
	assert not stored.get("answer") and stored["stage"] == "Returned"


def test_a_step_of_another_municipality_is_refused_as_one_that_is_not_there(client, handover):
	stranger = client("away_coordinator")
	there = take(stranger, handover, "Cancel handover")
	handover.name = "LAT-H-99999"
	gone = take(stranger, handover, "Cancel handover")
	assert there.status_code == 403 and said(there) == said(gone)

"""Over HTTP no new answer of a person comes in once its consent holds no more, whichever way it is sent."""

import frappe
import pytest
from frappe.utils import today

from tests import factories
from tests.factories import as_user

pytestmark = pytest.mark.real_site

NO_MORE = "The consent to self-report holds no more"


@pytest.fixture
def case(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.give_consent(case, purpose="Self-report")
	frappe.db.commit()
	return case


def rating(case) -> dict:
	return {"doctype": "LAT Progression", "lat_case": case.name, "rating": 6, "rated_on": today()}


def measurement(case) -> dict:
	answers = [{"item_code": f"WHO{number}", "answer": "3"} for number in range(1, 6)]
	return {
		"doctype": "LAT Measurement",
		"lat_case": case.name,
		"instrument": "WHO5-v1",
		"measured_at": "Before",
		"measured_on": today(),
		"answers": answers,
	}


def withdraw(client, case) -> None:
	(name,) = frappe.get_all("LAT Consent", {"lat_case": case.name, "purpose": "Self-report"}, pluck="name")
	answer = client("coordinator").put(frappe.get_doc("LAT Consent", name), withdrawn_on=today())
	assert answer.ok, answer.text[:300]


@pytest.mark.parametrize("made", [rating, measurement])
@pytest.mark.parametrize(
	"send",
	[
		lambda client, doc: client.post(f"/api/resource/{doc['doctype']}", **doc),
		lambda client, doc: client.post(f"/api/v2/document/{doc['doctype']}", **doc),
		lambda client, doc: client.post("/api/method/frappe.client.insert", doc=doc),
		lambda client, doc: client.post("/api/method/frappe.client.insert_many", docs=[doc]),
		lambda client, doc: client.post("/api/method/frappe.client.save", doc=doc),
	],
)
def test_a_new_answer(client, world, case, made, send):
	mentor = client("mentor")
	withdraw(client, case)
	answer = send(mentor, made(case))
	frappe.db.rollback()
	assert not answer.ok and not frappe.db.exists(made(case)["doctype"], {"lat_case": case.name})


def test_says_what_to_do_and_comes_in_with_a_new_consent(client, world, case):
	mentor = client("mentor")
	withdraw(client, case)
	refused = mentor.post("/api/resource/LAT Progression", **rating(case))
	assert refused.status_code == 417 and NO_MORE in refused.text
	with as_user(world["coordinator"]):
		frappe.db.rollback()
		factories.give_consent(case, purpose="Self-report", given_on=today())
	frappe.db.commit()
	assert mentor.post("/api/resource/LAT Progression", **rating(case)).ok

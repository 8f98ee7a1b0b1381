"""Acknowledgements and their requests over HTTP: given once, by those bound, in their own name (R16)."""

from __future__ import annotations

import threading

import frappe
import pytest

from lat_corps.corps import acknowledgement_requests, turn_mail
from tests import factories
from tests.conftest import SITE
from tests.factories import HOME, as_user

pytestmark = pytest.mark.real_site

REQUEST = "LAT Acknowledgement Request"
METHOD = "/api/method/lat_corps.corps.doctype.lat_role_description.lat_role_description.acknowledge"
EVERYBODY = (
	"coordinator",
	"manager",
	"mentor",
	"caseworker",
	"other_caseworker",
	"away_mentor",
	"technician",
)


@pytest.fixture(scope="module")
def records(world):
	"""A text for a role that no other test leans on: one caseworker has acknowledged it, the other not."""
	name = factories.published_description("Caseworker", HOME, world["coordinator"], world["manager"])
	given = factories.acknowledge(name, world["other_caseworker"])
	frappe.db.commit()
	yield {
		"description": name,
		"acknowledgement": frappe.get_doc("LAT Role Acknowledgement", given),
		"request": frappe.get_doc(REQUEST, {"role_description": name, "user": world["caseworker"]}),
	}
	factories.acknowledge(name, world["caseworker"])
	frappe.db.commit()


def stored(doc) -> dict:
	frappe.db.rollback()
	return frappe.get_doc(doc.doctype, doc.name).as_dict(convert_dates_to_str=True)


@pytest.mark.parametrize("kind", ["acknowledgement", "request"])
def test_nobody_changes_or_deletes_one(records, client, administrator, kind):
	doc = records[kind]
	before = stored(doc)
	for caller in (*map(client, EVERYBODY), administrator):
		for answer in (
			caller.put(doc, user="Administrator", standing="Acknowledged", signed_name="En anden"),
			caller.delete(doc),
			caller.post(
				"/api/method/frappe.client.set_value",
				doctype=doc.doctype,
				name=doc.name,
				fieldname="full_name" if kind == "request" else "signed_name",
				value="En anden",
			),
			caller.post(
				"/api/method/frappe.client.rename_doc",
				doctype=doc.doctype,
				old_name=doc.name,
				new_name="noget-andet",
			),
		):
			assert answer.status_code in (403, 404, 417), answer.text[:300]
	assert stored(doc) == before


@pytest.mark.parametrize("kind", ["acknowledgement", "request"])
def test_no_bulk_edit_reaches_one(records, client, administrator, kind):
	doc = records[kind]
	before = stored(doc)
	for caller in (*map(client, EVERYBODY), administrator):
		caller.post(
			"/api/method/frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
			doctype=doc.doctype,
			docnames=[doc.name],
			action="update",
			data={"signed_name": "En anden", "standing": "Lapsed"},
		)
		caller.post(
			"/api/method/frappe.desk.reportview.delete_items", items=f'["{doc.name}"]', doctype=doc.doctype
		)
	assert stored(doc) == before


@pytest.mark.parametrize("kind", ["acknowledgement", "request"])
def test_no_import_reaches_one(records, client, administrator, kind):
	for caller in (*map(client, EVERYBODY), administrator):
		answer = caller.post(
			"/api/resource/Data Import",
			reference_doctype=records[kind].doctype,
			import_type="Update Existing Records",
		)
		assert answer.status_code in (403, 417), answer.text[:300]


def test_nobody_creates_a_request(records, client, administrator, world):
	for caller in (*map(client, EVERYBODY), administrator):
		answer = caller.post(
			"/api/resource/LAT Acknowledgement Request",
			role_description=records["description"],
			user=world["caseworker"],
			municipality=HOME,
			standing="Acknowledged",
		)
		assert answer.status_code in (403, 417), answer.text[:300]


@pytest.mark.parametrize(
	"person", ["coordinator", "manager", "mentor", "away_mentor", "away_coordinator", "technician"]
)
def test_who_is_not_bound_cannot_acknowledge(records, client, world, person):
	caller = client(person)
	name = frappe.db.get_value("User", world[person], "full_name")
	for answer in (
		caller.post(METHOD, name=records["description"], signed_name=name),
		caller.post(
			"/api/resource/LAT Role Acknowledgement",
			role_description=records["description"],
			signed_name=name,
			user=world[person],
		),
	):
		assert answer.status_code in (403, 417), answer.text[:300]
	given = {"role_description": records["description"], "user": world[person]}
	frappe.db.rollback()
	assert not frappe.db.exists("LAT Role Acknowledgement", given)


def test_nobody_acknowledges_for_somebody_else(records, client, administrator, world):
	for caller in (*map(client, ("other_caseworker", "coordinator", "manager")), administrator):
		answer = caller.post(
			"/api/resource/LAT Role Acknowledgement",
			role_description=records["description"],
			signed_name="Peter Lund",
			user=world["caseworker"],
			owner=world["caseworker"],
		)
		assert answer.status_code in (403, 417), answer.text[:300]
	frappe.db.rollback()
	given = {"role_description": records["description"], "user": world["caseworker"]}
	assert not frappe.db.exists("LAT Role Acknowledgement", given)


def test_the_inbox_counts_ones_own(records, client, world):
	def waiting(person, **more):
		answer = client(person).get(
			"/api/method/frappe.desk.reportview.get_count",
			doctype="LAT Acknowledgement Request",
			filters=frappe.as_json(
				{"role_description": records["description"], "standing": "Awaiting", **more}
			),
		)
		return answer.json()["message"]

	assert waiting("caseworker", user=world["caseworker"]) == 1
	assert waiting("coordinator", user=world["coordinator"]) == 0
	assert waiting("coordinator") == waiting("manager") == 1
	assert waiting("other_caseworker") == waiting("away_coordinator") == 0


def test_the_bell_shows_it_to_the_person_alone(records, client):
	def shown(person):
		answer = client(person).get(
			"/api/method/frappe.desk.doctype.notification_log.notification_log.get_notification_logs",
			limit=50,
		)
		return {log["document_name"] for log in answer.json()["message"]["notification_logs"]}

	assert records["description"] in shown("caseworker")
	assert records["description"] not in shown("coordinator")


def test_mail_follows_the_persons_own_choice(world, monkeypatch):
	"""Nothing is mailed at once, whatever Frappe's own settings for mails say."""
	mailed = []
	monkeypatch.setattr(frappe, "sendmail", lambda recipients, **_kwargs: mailed.extend(recipients))
	with as_user(world["second_mentor"]):
		frappe.get_doc({"doctype": "LAT Turn Mail"}).insert()
	frappe.db.set_value("Notification Settings", world["mentor"], "enable_email_assignment", 1)
	factories.published_description("Mentor", HOME, world["coordinator"], world["manager"])
	assert not mailed
	turn_mail.every_day()
	assert world["second_mentor"] in mailed and world["mentor"] not in mailed


def test_two_saves_at_a_time_ask_nobody_twice(records, world):
	"""The second one began to read before the first had committed what it asked."""
	has_read, has_committed = threading.Event(), threading.Event()

	def second_save():
		frappe.init(site=SITE, sites_path=".")
		frappe.connect()
		frappe.get_all(REQUEST, limit=1)
		has_read.set()
		has_committed.wait(20)
		acknowledgement_requests.bring_up_to_date(HOME)
		frappe.db.commit()
		frappe.destroy()

	asked = {"role_description": records["description"], "user": world["caseworker"]}
	frappe.db.delete(REQUEST, asked)
	frappe.db.commit()
	other = threading.Thread(target=second_save)
	other.start()
	has_read.wait(20)
	acknowledgement_requests.bring_up_to_date(HOME)
	frappe.db.commit()
	has_committed.set()
	other.join()
	frappe.db.rollback()
	assert frappe.db.count(REQUEST, asked) == 1

"""Deputies over HTTP: out of the period, out of the municipality, out of one's own hand (N1, R9)."""

import json

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories import AWAY, HOME, appoint
from tests.site.test_coaching_sessions import plan

pytestmark = pytest.mark.real_site


@pytest.fixture
def deputy(world):
	"""The deputy of the home coordinator from today, committed, and taken away after the test."""
	made = appoint(world)
	frappe.db.commit()
	yield made
	_remove(made.name)


def _remove(name: str) -> None:
	frappe.set_user("Administrator")
	frappe.db.delete("LAT Deputy", {"name": name})
	frappe.db.commit()


def move(deputy, first: int, last: int) -> None:
	deputy.db_set({"from_date": add_days(today(), first), "to_date": add_days(today(), last)})
	frappe.db.commit()


def reached(client, dossier) -> set[str]:
	"""Return the kinds of record that a person reads or lists, asked both ways."""
	found = set()
	for doctype, doc in dossier.items():
		read, listed = client.read(doc).ok, doc.name in client.names(doctype)
		assert read is listed, doctype
		if read:
			found.add(doctype)
	return found


def test_within_the_period_the_deputy_reaches_what_the_coordinator_does(client, dossier, deputy):
	assert reached(client("deputy"), dossier) == set(dossier)


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (1, 9)])
def test_on_no_other_day_a_thing(client, dossier, deputy, first, last):
	move(deputy, first, last)
	assert reached(client("deputy"), dossier) == set()
	assert client("deputy").put(dossier["LAT Case"], interpreter="Ingen").status_code == 403
	for method in ("frappe.desk.reportview.get_count", "frappe.client.get_count"):
		answer = client("deputy").get(f"/api/method/{method}", doctype="LAT Case", filters="[]", fields="[]")
		assert not answer.ok or answer.json()["message"] == 0


def test_a_deputy_of_another_municipality_reaches_nothing_here(world, client, dossier):
	made = appoint(world, "away_coordinator", municipality=AWAY, coordinator=world["away_coordinator"])
	frappe.db.commit()
	try:
		assert reached(client("deputy"), dossier) == set()
	finally:
		_remove(made.name)


def test_the_deputy_does_not_prolong_the_period(client, deputy):
	later = add_days(today(), 99)
	attempts = (
		client("deputy").put(deputy, to_date=later),
		client("deputy").post(
			"/api/method/frappe.client.set_value",
			doctype="LAT Deputy",
			name=deputy.name,
			fieldname="to_date",
			value=later,
		),
		client("deputy").post(
			"/api/method/frappe.desk.form.save.savedocs",
			doc=frappe.as_json({**deputy.as_dict(convert_dates_to_str=True), "to_date": later}),
			action="Save",
		),
	)
	assert [answer.status_code for answer in attempts] == [403] * len(attempts)
	assert str(frappe.db.get_value("LAT Deputy", deputy.name, "to_date")) == deputy.to_date


@pytest.mark.parametrize("coordinator", ["coordinator", "chief", "deputy"])
def test_the_deputy_appoints_nobody(world, client, deputy, coordinator):
	for person in ("deputy", "away_coordinator"):
		answer = client("deputy").post(
			"/api/resource/LAT Deputy",
			municipality=HOME,
			coordinator=world[coordinator],
			deputy=world[person],
			from_date=add_days(today(), 20),
			to_date=add_days(today(), 30),
		)
		assert answer.status_code == 403


def test_a_coordinator_appoints_nobody_without_the_role(world, client):
	answer = client("coordinator").post(
		"/api/resource/LAT Deputy",
		municipality=HOME,
		coordinator=world["coordinator"],
		deputy=world["outsider"],
		from_date=today(),
		to_date=today(),
	)
	assert answer.status_code == 417 and "user administrator" in answer.text
	assert not frappe.db.exists("LAT Deputy", {"deputy": world["outsider"]})


def test_a_record_is_not_turned_to_another_person_or_municipality(world, client, deputy):
	for change in (
		{"deputy": world["away_coordinator"]},
		{"coordinator": world["chief"]},
		{"municipality": AWAY},
	):
		assert not client("manager").put(deputy, **change).ok


def test_who_may_be_appointed_is_told_to_those_who_appoint(client):
	for person, allowed in (("coordinator", True), ("manager", True), ("mentor", False), ("outsider", False)):
		answer = client(person).get(
			"/api/method/lat_corps.corps.deputies.candidates",
			doctype="User",
			txt="",
			searchfield="name",
			start=0,
			page_len=10,
		)
		assert answer.ok is allowed


def test_who_has_the_role_and_no_function_yet_counts_nothing_and_meets_no_refusal(client, dossier):
	"""The numbers in the workspace of a deputy whose period is to come."""
	for doctype, doc in dossier.items():
		question = {"doctype": doctype, "filters": f'[["{doctype}","modified","is","set"]]', "fields": "[]"}
		answer = client("deputy").get("/api/method/frappe.desk.reportview.get_count", **question)
		assert (answer.status_code, answer.json()["message"]) == (200, 0), doctype
		assert doc.name not in client("deputy").names(doctype)


class TestTalk:
	"""The notes of a talk that the coordinator has led: closed by every way in, until a reason is given."""

	SAID = "At finde ro i aftenvagten."
	METHOD = "/api/method/lat_corps.coaching.reading"

	@pytest.fixture
	def talk(self, world):
		doc = plan(world, best_hope=self.SAID, planned_on=f"{today()} 09:00:00")
		frappe.db.set_value("LAT Coaching Note", doc.notes[0].name, "answer", self.SAID)
		frappe.db.commit()
		yield doc
		frappe.set_user("Administrator")
		frappe.delete_doc(doc.doctype, doc.name, force=True)
		frappe.db.commit()

	def ways_in(self, client, talk) -> dict[str, str]:
		"""Return what each way to read the talk, or its rows, answers."""
		record = {"doctype": talk.doctype, "name": talk.name}
		named = json.dumps([["name", "=", talk.name]])
		rows = {
			"doctype": "LAT Coaching Note",
			"parent": talk.doctype,
			"fields": '["answer","parent"]',
			"limit_page_length": 0,
		}
		wide = json.dumps(["name", "best_hope", "`tabLAT Coaching Note`.answer"])
		asked = {
			"resource": (f"/api/resource/{talk.doctype}/{talk.name}", {}),
			"resources": (f"/api/resource/{talk.doctype}", {"fields": '["*"]', "filters": named}),
			"get": ("/api/method/frappe.client.get", record),
			"get_list": (
				"/api/method/frappe.client.get_list",
				{"doctype": talk.doctype, "fields": wide, "filters": named},
			),
			"rows": (
				"/api/method/frappe.client.get_list",
				{**rows, "filters": json.dumps({"parent": talk.name})},
			),
			"get_value": (
				"/api/method/frappe.client.get_value",
				{"doctype": talk.doctype, "filters": named, "fieldname": '["best_hope"]'},
			),
			"form": ("/api/method/frappe.desk.form.load.getdoc", record),
			"list page": (
				"/api/method/frappe.desk.reportview.get",
				{
					"doctype": talk.doctype,
					"fields": '["name","best_hope"]',
					"filters": named,
					"page_length": 20,
				},
			),
			"print": ("/printview", {**record, "format": "LAT Coaching Agreement"}),
		}
		return {way: client.get(path, **sent).text for way, (path, sent) in asked.items()}

	def test_the_notes_open_by_a_reason_alone(self, world, client, deputy, talk):
		person = client("deputy")
		closed = self.ways_in(person, talk)
		assert not [way for way, answer in closed.items() if self.SAID in answer]
		assert self.SAID not in person.get(f"{self.METHOD}.talks").text
		assert talk.name in person.get(f"{self.METHOD}.talks").text
		assert not person.post(f"{self.METHOD}.give_reason", talk=talk.name, reason=" ").ok
		assert person.post(f"{self.METHOD}.give_reason", talk=talk.name, reason="Samir er syg.").ok
		opened = self.ways_in(person, talk)
		assert {"resource", "resources", "get", "rows", "form", "print"} <= {
			way for way, answer in opened.items() if self.SAID in answer
		}
		assert person.put(talk, best_hope="Noget andet.").status_code == 403
		log = {"document_number": talk.name, "user": world["deputy"], "reason": "Samir er syg."}
		frappe.db.rollback()
		assert {*frappe.get_all("LAT Read Log", log, pluck="action")} >= {"Opened", "Printed"}
		move(deputy, -9, -1)
		assert not [way for way, answer in self.ways_in(person, talk).items() if self.SAID in answer]

	def test_no_row_of_a_reason_is_made_by_hand(self, client, deputy, talk):
		row = {"deputy": deputy.deputy, "stands_in": deputy.name, "reason": "Fordi."}
		made = {
			**row,
			"doctype": "LAT Coaching Reading",
			"parent": talk.name,
			"parenttype": talk.doctype,
			"parentfield": "readings",
		}
		person = client("deputy")
		assert not person.post("/api/resource/LAT Coaching Reading", **made).ok
		assert not person.post("/api/method/frappe.client.insert", doc=made).ok
		assert not person.put(talk, readings=[row]).ok
		assert not person.read(talk).ok

	@pytest.mark.parametrize("who", ["chief", "manager", "second_mentor", "away_coordinator", "caseworker"])
	def test_nobody_else_comes_in_by_a_reason(self, client, deputy, talk, who):
		person = client(who)
		assert not person.post(f"{self.METHOD}.give_reason", talk=talk.name, reason="Fordi.").ok
		assert not [way for way, answer in self.ways_in(person, talk).items() if self.SAID in answer]

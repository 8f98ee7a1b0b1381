"""What is written for partners over HTTP, attacked by whoever has no place in it or may only read it.

Partners themselves have no login: they see what they are sent.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import frappe
import pytest

from tests import factories
from tests.security.beside import READERS, WORDS, write_beside

pytestmark = pytest.mark.real_site

FOR_PARTNERS = (
	"LAT Partner Effort",
	"LAT Coordination Meeting",
	"LAT Partner",
	"LAT Outreach",
	"LAT Guidance",
)
PEOPLE = (
	"second_mentor",
	"away_coordinator",
	"away_mentor",
	"caseworker",
	"other_caseworker",
	"manager",
	"administrator",
	"centre",
	"technician",
	"outsider",
)
WRITERS = {"LAT Partner": ("administrator",), "LAT Guidance": ("administrator",)}


@pytest.fixture(scope="module")
def written(world) -> dict:
	course = factories.case_at("Active", world)
	docs = {doctype: write_beside(course, doctype, world) for doctype in FOR_PARTNERS}
	frappe.db.commit()
	return docs


@pytest.fixture(params=FOR_PARTNERS)
def victim(written, request):
	return written[request.param]


def those_without(doctype: str, *lists: dict) -> list[str]:
	return [person for person in PEOPLE if not any(person in each.get(doctype, ()) for each in lists)]


def test_the_coordinator_reads_it(client, victim):
	assert WORDS in client("coordinator").read(victim).text


def test_nobody_else_reads_lists_prints_or_finds_it(client, victim):
	asked = {"doctype": victim.doctype, "name": victim.name}
	everything = json.dumps(["*"])
	for person in those_without(victim.doctype, READERS):
		attacker = client(person)
		assert attacker.read(victim).status_code == 403, person
		assert victim.name not in attacker.names(victim.doctype), person
		for method, sent in (
			("frappe.client.get", asked),
			("frappe.client.get_list", {"doctype": victim.doctype, "fields": everything}),
			("frappe.client.get_value", {**asked, "filters": victim.name, "fieldname": everything}),
			("frappe.desk.form.load.getdoc", asked),
			("frappe.desk.reportview.get", {"doctype": victim.doctype, "fields": everything}),
			("frappe.desk.search.search_link", {"doctype": victim.doctype, "txt": ""}),
			("frappe.utils.print_format.download_pdf", asked),
		):
			answer = attacker.get(f"/api/method/{method}", **sent)
			assert WORDS not in answer.text and victim.name not in answer.text.replace(
				quote(victim.name), ""
			), (person, method)


def test_nobody_else_changes_or_deletes_it(client, victim):
	field = next(name for name, value in victim.as_dict().items() if value == WORDS)
	for person in those_without(victim.doctype, WRITERS):
		attacker = client(person)
		assert attacker.put(victim, **{field: "x"}).status_code == 403, person
		named = {"doctype": victim.doctype, "name": victim.name}
		changed = attacker.post("/api/method/frappe.client.set_value", **named, fieldname=field, value="x")
		assert changed.status_code == 403, person
	for person in (*PEOPLE, "coordinator", "mentor"):
		assert client(person).delete(victim).status_code == 403, person
	frappe.db.rollback()
	assert frappe.db.get_value(victim.doctype, victim.name, field) == WORDS


def test_nobody_else_makes_one(client, victim):
	values = {name: value for name, value in victim.as_dict().items() if isinstance(value, str)}
	values = {name: value for name, value in values.items() if name not in ("name", "owner", "modified_by")}
	for person in those_without(victim.doctype, WRITERS):
		answer = client(person).post(f"/api/resource/{victim.doctype}", **values)
		assert answer.status_code == 403, (person, answer.text[:200])


@pytest.mark.parametrize(
	("method", "people"),
	[
		("casework.coordination.begin", (*PEOPLE, "mentor")),
		("casework.coordination.close_minutes", (*PEOPLE, "mentor")),
		("casework.coordination.open_again", (*PEOPLE, "mentor")),
		("coaching.invitations.of_coordination", PEOPLE),
	],
)
def test_nobody_else_calls_what_is_done_with_a_meeting(client, written, method, people):
	meeting = written["LAT Coordination Meeting"]
	sent = {"case": meeting.lat_case} if method.endswith("begin") else {"name": meeting.name}
	for person in people:
		answer = client(person).post(f"/api/method/lat_corps.{method}", **sent)
		assert answer.status_code == 403 and WORDS not in answer.text, person

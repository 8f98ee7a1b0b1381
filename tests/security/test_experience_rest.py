"""What a corps tells without names over HTTP, asked for by whoever would like to know who has told it."""

from __future__ import annotations

import json

import frappe
import pytest
from frappe.utils import getdate, today

from lat_corps.domain.quarters import quarters_of
from lat_corps.insight import experience
from tests.factories import HOME

pytestmark = pytest.mark.real_site

GIVE, WORDS = "/api/method/lat_corps.insight.experience.give", "Det hjælper at mødes ude."
EVERYTHING = json.dumps(["*"])
READS_NONE = (
	"mentor",
	"second_mentor",
	"away_coordinator",
	"manager",
	"administrator",
	"centre",
	"technician",
)


@pytest.fixture(scope="module")
def told(world, client):
	"""A note that the mentor has given over HTTP, and the request that it answers."""
	day = getdate(today())
	(quarter,) = (each for each in quarters_of(day.year) if each.covers(day))
	experience.ask(HOME, quarter)
	frappe.db.commit()
	request = frappe.get_doc(experience.REQUEST, {"user": world["mentor"]})
	answer = client("mentor").post(GIVE, name=request.name, told={"matches": WORDS}, looked=1)
	assert answer.ok, answer.text
	frappe.db.rollback()
	note = frappe.get_doc(experience.DOCTYPE, {"words": WORDS})
	yield note, request
	frappe.db.rollback()
	frappe.set_user("Administrator")
	experience.ask(HOME, None)
	frappe.db.delete(experience.DOCTYPE)
	frappe.db.commit()


@pytest.fixture
def opened(told):
	note, request = told
	note.db_set("open_from", "2020-01-01", update_modified=False)
	frappe.db.commit()
	yield note, request
	note.db_set("open_from", frappe.utils.add_days(today(), 40), update_modified=False)
	frappe.db.commit()


def ways(note) -> list[tuple[str, dict]]:
	asked = {"doctype": note.doctype, "name": note.name}
	listed = {"doctype": note.doctype, "fields": EVERYTHING}
	return [
		(f"/api/resource/{note.doctype}/{note.name}", {}),
		(f"/api/resource/{note.doctype}", {"fields": EVERYTHING}),
		("/api/method/frappe.client.get", asked),
		("/api/method/frappe.client.get_list", listed),
		("/api/method/frappe.desk.form.load.getdoc", asked),
		("/api/method/frappe.desk.reportview.get", listed),
		("/api/method/frappe.desk.reportview.export_query", {**listed, "file_format_type": "CSV"}),
		("/api/method/frappe.utils.print_format.download_pdf", asked),
		("/printview", asked),
	]


def test_before_the_quarter_has_ended_nobody_reads_it(told, client):
	note, _request = told
	for person in ("coordinator", *READS_NONE):
		for path, sent in ways(note):
			answer = client(person).get(path, **sent)
			assert WORDS not in answer.text, (person, path)
		assert note.name not in client(person).names(note.doctype), person


def test_the_coordinator_reads_it_and_nothing_of_who_wrote_it(opened, client, world):
	note, request = opened
	name = frappe.utils.get_fullname(world["mentor"])
	reader = client("coordinator")
	seen = [reader.get(path, **sent) for path, sent in ways(note)]
	assert WORDS in seen[0].text and WORDS in seen[1].text
	for (path, _sent), answer in zip(ways(note), seen, strict=True):
		for trace in (world["mentor"], name, request.name, str(getdate(today()))):
			assert trace not in answer.text, (path, trace)


def test_others_read_it_no_more_than_before(opened, client):
	note, _request = opened
	for person in READS_NONE:
		for path, sent in ways(note):
			assert WORDS not in client(person).get(path, **sent).text, (person, path)


def test_who_has_answered_is_told_to_nobody_else(told, client):
	_note, request = told
	done = json.dumps({"standing": "Done"})
	for person in ("coordinator", *READS_NONE[1:]):
		asking = client(person)
		assert asking.read(request).status_code == 403, person
		assert request.name not in asking.names(request.doctype), person
		listed = {"doctype": request.doctype, "fields": EVERYTHING}
		answer = asking.get("/api/method/frappe.desk.reportview.get", **listed)
		assert request.name not in answer.text, person
		counted = asking.get("/api/method/frappe.client.get_count", doctype=request.doctype, filters=done)
		assert not counted.ok or not counted.json().get("message"), person


@pytest.mark.parametrize(
	("method", "sent"),
	[("prompts", {}), ("give", {"told": {"matches": "x"}, "looked": 1}), ("decline", {})],
)
def test_nobody_answers_for_somebody_else(told, client, method, sent):
	_note, request = told
	for person in ("coordinator", *READS_NONE[1:]):
		path = f"/api/method/lat_corps.insight.experience.{method}"
		assert client(person).post(path, name=request.name, **sent).status_code == 403, person


def test_nobody_writes_changes_or_deletes_one(opened, client):
	note, _request = opened
	for person in ("coordinator", *READS_NONE):
		asking = client(person)
		assert asking.put(note, words="x").status_code in (403, 417), person
		assert asking.delete(note).status_code in (403, 417), person
		values = {"municipality": HOME, "words": "x", "topic": note.topic}
		assert asking.post(f"/api/resource/{note.doctype}", **values).status_code in (403, 417), person
	frappe.db.rollback()
	assert frappe.get_all(note.doctype, pluck="words") == [WORDS]

"""Frappe filters on fields above the reader's level: what a person may not see must not be guessed either.

Every way of asking is tried with a right and a wrong guess; an attacker who cannot tell the answers apart
has learned nothing (security 9, N2).
"""

from __future__ import annotations

import json

import frappe
import pytest

from tests import factories
from tests.factories import act, as_user

pytestmark = pytest.mark.real_site

BORN, NOT_BORN = "2006-02-03", "2005-11-30"
SECRET, WRONG = "Indlagt på afdeling 9", "Indlagt på afdeling 7"


def listed(client, doctype, filters, **more):
	return client.get(f"/api/resource/{doctype}", filters=json.dumps(filters), limit_page_length=0, **more)


def method(client, name, **arguments):
	return client.get(f"/api/method/{name}", **arguments)


WAYS = {
	"rest list": listed,
	"rest list by or_filters": lambda client, doctype, filters: client.get(
		f"/api/resource/{doctype}", or_filters=json.dumps(filters), limit_page_length=0
	),
	"client list": lambda client, doctype, filters: method(
		client, "frappe.client.get_list", doctype=doctype, filters=json.dumps(filters)
	),
	"client value": lambda client, doctype, filters: method(
		client, "frappe.client.get_value", doctype=doctype, fieldname="name", filters=json.dumps(filters)
	),
	"client document": lambda client, doctype, filters: method(
		client, "frappe.client.get", doctype=doctype, filters=json.dumps(filters)
	),
	"client count": lambda client, doctype, filters: method(
		client, "frappe.client.get_count", doctype=doctype, filters=json.dumps(filters)
	),
	"report": lambda client, doctype, filters: method(
		client,
		"frappe.desk.reportview.get",
		doctype=doctype,
		fields=json.dumps([f"`tab{doctype}`.`name`"]),
		filters=json.dumps(filters),
		start=0,
		page_length=500,
	),
	"report count": lambda client, doctype, filters: method(
		client, "frappe.desk.reportview.get_count", doctype=doctype, filters=json.dumps(filters)
	),
	"count of version 2": lambda client, doctype, filters: client.get(
		f"/api/v2/doctype/{doctype}/count", filters=json.dumps(filters)
	),
	"statistics": lambda client, doctype, filters: method(
		client,
		"frappe.desk.reportview.get_sidebar_stats",
		doctype=doctype,
		stats='["_user_tags"]',
		filters=json.dumps(filters),
	),
	"groups": lambda client, doctype, filters: method(
		client,
		"frappe.desk.listview.get_group_by_count",
		doctype=doctype,
		current_filters=json.dumps(filters),
		field="municipality",
	),
	"export": lambda client, doctype, filters: method(
		client,
		"frappe.desk.reportview.export_query",
		doctype=doctype,
		file_format_type="CSV",
		title=doctype,
		fields=json.dumps([f"`tab{doctype}`.`name`"]),
		filters=json.dumps(filters),
	),
	"link search": lambda client, doctype, filters: method(
		client,
		"frappe.desk.search.search_link",
		doctype=doctype,
		txt="",
		filters=json.dumps(filters),
		page_length=500,
	),
	"link search past user permissions": lambda client, doctype, filters: method(
		client,
		"frappe.desk.search.search_link",
		doctype=doctype,
		txt="",
		filters=json.dumps(filters),
		page_length=500,
		ignore_user_permissions=1,
		reference_doctype="LAT Case",
	),
	"number card": lambda client, doctype, filters: method(
		client,
		"frappe.desk.doctype.number_card.number_card.get_result",
		doc=json.dumps({"document_type": doctype, "function": "Count"}),
		filters=json.dumps(filters),
	),
}


def answer(reply) -> object:
	"""What a reply tells: its status, and its content without the traces of a refusal."""
	if not reply.ok:
		return reply.status_code
	try:
		content = reply.json()
	except ValueError:
		return reply.text
	return content.get("message", content.get("data", content))


def tells_apart(way: str, client, doctype: str, right: list, wrong: list) -> bool:
	ask = WAYS[way]
	return answer(ask(client, doctype, right)) != answer(ask(client, doctype, wrong))


@pytest.fixture(scope="module")
def course(world):
	"""A course whose handover was sent with one line left out; the citizen's date of birth is known."""
	case = factories.case_at("Active", world, citizen={"birth_date": BORN})
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(
			case,
			world["caseworker"],
			("Life situation", "The course", "Bor alene."),
			("Psychiatric assessments and treatment", "Another authority", SECRET),
		)
	act(handover, "Send handover", world["coordinator"])
	frappe.db.commit()
	return {"case": case, "handover": handover}


@pytest.fixture(scope="module")
def offer(world):
	"""A course that was offered to a mentor who has not answered."""
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["second_mentor"])
	act(match, "Offer match", world["coordinator"])
	frappe.db.commit()
	return {"case": case, "match": match}


NEEDS_MORE = ("statistics", "export")
"""Ways that tell the coordinator nothing of a citizen either: no tags, no right to export."""


@pytest.mark.parametrize("way", [way for way in WAYS if way not in NEEDS_MORE])
def test_the_coordinator_finds_by_date_of_birth(client, course, way):
	"""The way of asking works: where it may, it tells right from wrong."""
	right, wrong = ([["birth_date", "=", day]] for day in (BORN, NOT_BORN))
	assert tells_apart(way, client("coordinator"), "LAT Citizen", right, wrong)


@pytest.mark.parametrize("way", WAYS)
class TestGuesses:
	@pytest.mark.parametrize(
		"person", ["mentor", "second_mentor", "caseworker", "away_coordinator", "outsider"]
	)
	def test_nobody_else_guesses_a_date_of_birth(self, client, course, way, person):
		right, wrong = ([["birth_date", "=", day]] for day in (BORN, NOT_BORN))
		assert not tells_apart(way, client(person), "LAT Citizen", right, wrong)

	@pytest.mark.parametrize("child", ["LAT Handover Line", "LAT Handover Omission"])
	def test_the_caseworker_guesses_no_line_that_was_left_out(self, client, course, way, child):
		right, wrong = ([[child, "content", "like", f"{text}%"]] for text in (SECRET, WRONG))
		assert not tells_apart(way, client("caseworker"), "LAT Handover", right, wrong)

	def test_nor_asks_for_what_was_left_out_by_itself(self, client, course, way):
		right, wrong = ([["content", "like", f"{text}%"]] for text in (SECRET, WRONG))
		for doctype in ("LAT Handover Line", "LAT Handover Omission"):
			assert not tells_apart(way, client("caseworker"), doctype, right, wrong)


HIDDEN_COLUMNS = ("challenges", "citizen", "age_at_referral", "target_group", "referral_reason")


class TestThroughALink:
	"""Frappe joins a linked document by `link.field` and asks for the right to its DocType alone."""

	def asked(self, client, doctype, field, **filters):
		return [
			client.get(
				f"/api/resource/{doctype}", fields=json.dumps(["name", field]), limit_page_length=0, **filters
			),
			method(
				client,
				"frappe.client.get_value",
				doctype=doctype,
				fieldname=json.dumps(["name", field]),
				filters=json.dumps(filters) or None,
			),
			method(
				client,
				"frappe.desk.reportview.get",
				doctype=doctype,
				fields=json.dumps(["name", field]),
				start=0,
				page_length=500,
			),
		]

	@pytest.mark.parametrize("field", HIDDEN_COLUMNS)
	def test_an_offer_tells_the_mentor_nothing_of_the_course(self, client, offer, field):
		value = str(offer["case"].get(field) or "Står uden for fællesskaber.")
		for reply in self.asked(client("second_mentor"), "LAT Match", f"lat_case.{field}"):
			assert not reply.ok or value not in reply.text


class TestByValuesInsteadOfAName:
	"""Frappe takes a set of values for the name of a record, and answers "not permitted" or "not found"."""

	METHODS = (
		("frappe.client.get", {"doctype": "LAT Citizen"}, "name"),
		("frappe.client.set_value", {"doctype": "LAT Citizen", "fieldname": "reach", "value": "x"}, "name"),
		("frappe.client.delete", {"doctype": "LAT Citizen"}, "name"),
		("frappe.desk.form.load.getdoc", {"doctype": "LAT Citizen"}, "name"),
		("frappe.desk.form.load.get_docinfo", {"doctype": "LAT Citizen"}, "name"),
		("run_doc_method", {"dt": "LAT Citizen", "method": "get_title"}, "dn"),
		("frappe.desk.form.linked_with.get", {"doctype": "LAT Citizen"}, "docname"),
		("frappe.client.has_permission", {"doctype": "LAT Citizen", "perm_type": "read"}, "docname"),
	)

	@pytest.mark.parametrize(("method_name", "arguments", "name"), METHODS)
	@pytest.mark.parametrize("person", ["mentor", "outsider"])
	def test_values_are_no_name(self, client, course, method_name, arguments, name, person):
		right, wrong = (
			answer(
				client(person).post(f"/api/method/{method_name}", **arguments, **{name: {"birth_date": day}})
			)
			for day in (BORN, NOT_BORN)
		)
		assert right == wrong

	@pytest.mark.parametrize(
		("method_name", "argument", "key", "more"),
		[
			("frappe.client.save", "doc", "name", {}),
			("frappe.client.submit", "doc", "name", {}),
			("frappe.client.bulk_update", "docs", "docname", {}),
			("frappe.desk.form.save.savedocs", "doc", "name", {"action": "Save"}),
			("frappe.model.workflow.apply_workflow", "doc", "name", {"action": "x"}),
			("frappe.model.workflow.get_transitions", "doc", "name", {}),
			("run_doc_method", "docs", "name", {"method": "get_title"}),
		],
	)
	@pytest.mark.parametrize("person", ["mentor", "outsider"])
	def test_nor_are_they_inside_a_document(self, client, course, method_name, argument, key, more, person):
		def asked(day: str) -> str:
			doc = {"doctype": "LAT Citizen", key: {"birth_date": day}, "full_name": "x"}
			content = json.dumps([doc] if argument == "docs" and key == "docname" else doc)
			reply = client(person).post(f"/api/method/{method_name}", **{argument: content}, **more)
			return f"{reply.status_code} {answer(reply)}".replace(day, "")

		assert asked(BORN) == asked(NOT_BORN)


class TestConnections:
	"""Frappe counts what hangs on a record, whoever may see it."""

	def count(self, client, doc, linked: str) -> int:
		reply = client.get(
			"/api/method/frappe.desk.notifications.get_open_count",
			doctype=doc.doctype,
			name=doc.name,
			items=json.dumps([linked]),
		)
		return reply.json()["message"]["count"]["external_links_found"][0]["count"] if reply.ok else 0

	def test_the_mentor_counts_only_what_is_passed_on(self, client, world, course):
		with as_user(world["coordinator"]):
			factories.pass_on(course["case"])
			factories.write_background(course["case"])
		frappe.db.commit()
		for person, expected in (("coordinator", 2), ("mentor", 1), ("caseworker", 0)):
			assert self.count(client(person), course["case"], "LAT Background Information") == expected

	def test_the_caseworker_counts_no_line_that_was_left_out(self, client, course):
		assert self.count(client("caseworker"), course["handover"], "LAT Handover Omission") == 0
		reply = client("caseworker").get(
			"/api/method/frappe.desk.form.linked_with.get",
			doctype="LAT Handover",
			docname=course["handover"].name,
		)
		assert "LAT-HO-" not in reply.text and SECRET not in reply.text

"""Row 3: rows of child tables and columns of linked records, without the rules of their own record."""

import json

import frappe
import pytest

from tests.security.conftest import SECRET

pytestmark = pytest.mark.real_site

LISTS = (
	"/api/resource/{doctype}",
	"/api/v2/document/{doctype}",
	"/api/method/frappe.client.get_list",
	"/api/method/frappe.desk.reportview.get",
	"/api/method/frappe.desk.reportview.get_list",
)


def ask(person, doctype: str, **question) -> list:
	"""Ask every way to list records and return the answers."""
	named = {"/api/method": {"doctype": doctype}}
	return [
		person.get(address.format(doctype=doctype), **named.get(address[:11], {}), **question)
		for address in LISTS
	]


CHILD_ROWS = [
	("LAT Plan Goal", "LAT Plan", "goal"),
	("LAT Consent Information", "LAT Consent", "information_type"),
	("LAT Match Criterion", "LAT Match", "criterion"),
	("LAT Preparation Topic", "LAT First Meeting", "topic"),
	("LAT Handover Line", "LAT Handover", "content"),
	("LAT Spoken Language", "LAT Citizen", "language"),
]


@pytest.mark.parametrize(("child", "parent", "field"), CHILD_ROWS)
@pytest.mark.parametrize("person", ["away_coordinator", "second_mentor", "outsider"])
def test_child_rows_follow_their_record(client, dossier, person, child, parent, field):
	name = dossier[parent].name
	for answer in ask(
		client(person), child, parent=parent, fields=f'["parent","{field}"]', limit_page_length=0
	):
		assert name not in answer.text


@pytest.mark.parametrize(("child", "parent", "field"), CHILD_ROWS)
def test_the_coordinator_lists_child_rows(client, dossier, child, parent, field):
	answer = client("coordinator").get(
		"/api/method/frappe.client.get_list",
		doctype=child,
		parent=parent,
		fields=f'["parent","{field}"]',
		limit_page_length=0,
	)
	assert dossier[parent].name in answer.text


@pytest.mark.parametrize("column", ["lines.content", "`tabLAT Handover Line`.`content`"])
def test_lines_left_out_do_not_reach_the_caseworker_through_a_joined_table(client, dossier, column):
	for person, word in (("caseworker", "Bor alene."), ("coordinator", "Bor alene.")):
		for answer in ask(client(person), "LAT Handover", fields=f'["name","{column}"]'):
			assert word in str(answer.json()) and SECRET not in str(answer.json())
	for answer in ask(client("outsider"), "LAT Handover", fields=f'["name","{column}"]'):
		assert not answer.ok


@pytest.mark.parametrize("column", ["custody_holders.full_name", "`tabLAT Custody Holder`.`full_name`"])
def test_custody_does_not_reach_the_mentor_through_a_joined_table(client, dossier, column):
	for answer in ask(client("mentor"), "LAT Citizen", fields=f'["name","{column}"]'):
		assert "Ulla Forælder" not in str(answer.json())
	for answer in ask(client("coordinator"), "LAT Citizen", fields=f'["name","{column}"]'):
		assert "Ulla Forælder" in str(answer.json())


@pytest.fixture
def raised(committed):
	"""A table that an administrator has added to the plan, above the level of the mentor."""
	field = frappe.get_doc(
		{
			"doctype": "Custom Field",
			"dt": "LAT Plan",
			"fieldname": "lat_raised",
			"label": "x",
			"fieldtype": "Table",
			"options": "LAT Preference",
			"permlevel": 7,
		}
	).insert()
	frappe.db.commit()
	committed(("Custom Field", field.name))


@pytest.mark.parametrize("column", ["lat_raised.wish", "`tabLAT Preference`.`wish`"])
def test_a_table_above_the_level_is_not_joined(client, dossier, raised, column):
	for answer in ask(client("mentor"), "LAT Plan", fields=f'["name","{column}"]'):
		assert answer.status_code == 403
	for answer in ask(client("mentor"), "LAT Plan", fields='["name","goals.goal"]'):
		assert "En læreplads." in str(answer.json())


@pytest.mark.parametrize("column", ["lat_case.challenges", "lat_case.wishes as w", "lat_case.citizen"])
def test_an_offered_match_shows_no_column_of_its_course(client, offer, dossier, column):
	for answer in ask(client("second_mentor"), "LAT Match", fields=f'["name","{column}"]'):
		assert answer.status_code == 403
	assert offer.name in client("second_mentor").names("LAT Match")


@pytest.mark.parametrize(
	"question", [{"order_by": "lat_case.challenges"}, {"group_by": "lat_case.challenges"}]
)
def test_nor_is_it_ordered_by_one(client, offer, question):
	for answer in ask(client("second_mentor"), "LAT Match", fields='["name"]', **question):
		assert not answer.ok


def test_a_document_of_another_app_shows_no_column_of_a_course(client, dossier, world, committed, fresh):
	field = frappe.get_doc(
		{
			"doctype": "Custom Field",
			"dt": "Note",
			"fieldname": "lat_test_match",
			"label": "Match",
			"fieldtype": "Link",
			"options": "LAT Match",
		}
	).insert()
	committed(("Custom Field", field.name))
	frappe.db.commit()
	for answer in ask(client("second_mentor"), "Note", fields='["name","lat_test_match.rationale"]'):
		assert answer.status_code == 403


def test_a_list_of_another_app_is_none_of_ours(client):
	for answer in ask(client("technician"), "User", fields='["name","roles.role"]', order_by="name"):
		assert answer.ok


@pytest.mark.parametrize(
	("column", "answers"), [("instrument.shown_title as t", True), ("instrument.example", False)]
)
def test_a_list_shows_of_a_questionnaire_its_title_alone(client, dossier, column, answers):
	"""Frappe's own list asks so for the title of every link that shows one."""
	found = client("coordinator").get(
		"/api/method/frappe.desk.reportview.get",
		doctype="LAT Measurement",
		fields=json.dumps(["name", column]),
		filters=json.dumps([["LAT Measurement", "name", "=", dossier["LAT Measurement"].name]]),
	)
	assert found.ok is answers
	assert ("WHO-5 (trivsel), version 1" in found.text) is answers

"""Row 7: counting answers without a check, and so tells any field of any record by guessing."""

import json

import frappe
import pytest

from lat_corps.compat import is_fifteen
from lat_corps.permissions.table import OWN

pytestmark = pytest.mark.real_site

COUNT = "/api/method/frappe.client.get_count"


def counted(person, doctype: str, filters) -> int:
	"""Return what a person counts; nothing where the question is refused."""
	answer = person.get(COUNT, doctype=doctype, filters=json.dumps(filters))
	return answer.json()["message"] if answer.ok else 0


@pytest.mark.parametrize("person", ["away_coordinator", "second_mentor", "manager", "technician", "outsider"])
def test_no_record_of_others_is_counted(client, dossier, person):
	for doctype, doc in dossier.items():
		assert not counted(client(person), doctype, {"name": doc.name}), doctype
		assert not counted(client(person), doctype, [[doctype, "name", "=", doc.name]]), doctype
	for child in ("LAT Handover Line", "LAT Custody Holder", "LAT Plan Goal"):
		assert not counted(client(person), child, {"parent": ["in", [doc.name for doc in dossier.values()]]})


def test_the_coordinator_counts(client, dossier):
	for doctype, doc in dossier.items():
		assert counted(client("coordinator"), doctype, {"name": doc.name}) == 1
		assert counted(client("coordinator"), doctype, [[doctype, "name", "=", doc.name]]) == 1
	assert counted(client("coordinator"), "LAT Handover Line", {"parent": dossier["LAT Handover"].name}) == 1
	assert client("coordinator").get(COUNT, doctype="LAT Case", filters=dossier["LAT Case"].name).json()


@pytest.mark.parametrize("person", ["away_coordinator", "technician", "outsider"])
@pytest.mark.parametrize(
	("trace", "kind", "field"),
	[
		("Version", "ref_doctype", "docname"),
		("Comment", "reference_doctype", "reference_name"),
		("File", "attached_to_doctype", "attached_to_name"),
	],
)
def test_what_is_kept_about_a_record_is_not_counted(client, dossier, person, trace, kind, field):
	case = dossier["LAT Case"]
	assert not counted(client(person), trace, {field: case.name, kind: case.doctype})
	# What somebody has named by the same number, such as a report of one's own, is nothing of the record's.
	assert counted(client(person), trace, {field: case.name}) <= frappe.db.count(
		trace, {field: case.name, kind: ["not in", sorted(OWN)]}
	)


def test_a_report_named_by_the_number_tells_nothing_of_the_record(client, dossier, fresh, committed):
	number = dossier["LAT Case"].name
	assert frappe.db.count("Version", {"docname": number})
	committed(("Report", number))
	for settings in ("{}", '{"fields": []}'):
		asked = {"name": number, "doctype": "ToDo", "report_settings": settings}
		assert client("technician").post("/api/method/frappe.desk.reportview.save_report", **asked).ok
	fresh()
	of_the_report = frappe.db.count("Version", {"docname": number, "ref_doctype": "Report"})
	assert of_the_report
	assert counted(client("technician"), "Version", {"docname": number}) == of_the_report


def test_other_documents_are_counted_as_ever(client):
	assert counted(client("technician"), "Role", {}) == frappe.db.count("Role")
	assert counted(client("outsider"), "Country", {"name": ["like", "Den%"]}) > 0


@pytest.fixture
def assigned(client, dossier, world, fresh, committed):
	case = dossier["LAT Case"].name
	client("coordinator").post(
		"/api/method/frappe.desk.form.assign_to.add",
		doctype="LAT Case",
		name=case,
		assign_to=f'["{world["mentor"]}"]',
	)
	fresh()
	committed(("ToDo", frappe.db.get_value("ToDo", {"reference_name": case})))
	return case


def by_assignment(person, case: str):
	return person.get(
		"/api/method/frappe.desk.listview.get_group_by_count",
		doctype="LAT Case",
		current_filters=json.dumps([["LAT Case", "name", "=", case]]),
		field="assigned_to",
	)


def test_assignments_are_counted_on_the_rows_one_sees(client, assigned, world):
	assert by_assignment(client("coordinator"), assigned).json()["message"] == [
		{"name": world["mentor"], "count": 1}
	]
	for person in ("away_coordinator", "technician", "outsider"):
		answer = by_assignment(client(person), assigned)
		assert not answer.ok or not answer.json()["message"]


def asked_elsewhere(person, case):
	"""Every other way of Frappe to count or peek, with its answer."""
	stages = '["stage","target_group"]'
	card = json.dumps({"function": "Count", "document_type": "LAT Case", "name": "x"})
	only = json.dumps([["LAT Case", "name", "=", case.name]])
	questions = {
		"frappe.desk.reportview.get_count": {"doctype": "LAT Case", "filters": only},
		"frappe.desk.reportview.get_sidebar_stats": {"stats": stages, "doctype": "LAT Case", "filters": only},
		"frappe.desk.reportview.get_stats": {"stats": stages, "doctype": "LAT Case", "filters": only},
		"frappe.desk.listview.get_group_by_count": {
			"doctype": "LAT Case",
			"current_filters": only,
			"field": "stage",
		},
		"frappe.desk.notifications.get_open_count": {
			"doctype": "LAT Case",
			"name": case.name,
			"items": '["LAT Match"]',
		},
		"frappe.desk.doctype.number_card.number_card.get_result": {"doc": card, "filters": only},
		"frappe.desk.form.linked_with.get": {"doctype": "LAT Case", "docname": case.name},
		"frappe.desk.form.utils.get_next": {
			"doctype": "LAT Case",
			"value": "LAT-0",
			"prev": 0,
			"filters": only,
			"sort_field": "name",
			"sort_order": "asc",
		},
		"frappe.client.get_value": {"doctype": "LAT Case", "fieldname": "stage", "filters": only},
		"frappe.client.get": {"doctype": "LAT Case", "filters": json.dumps({"name": case.name})},
		"frappe.desk.calendar.get_events": {
			"doctype": "LAT Case",
			"start": "2020-01-01",
			"end": "2040-01-01",
			"field_map": json.dumps(
				{"start": "referred_on", "end": "referred_on", "id": "name", "title": "name"}
			),
			"filters": only,
		},
		"frappe.desk.treeview.get_children": {"doctype": "LAT Case", "parent": ""},
		"frappe.desk.doctype.tag.tag.get_documents_for_tag": {"tag": "x"},
		"frappe.utils.global_search.search": {"text": case.name},
		"frappe.desk.form.load.get_docinfo": {"doctype": "LAT Case", "name": case.name},
		"frappe.desk.form.load.get_communications": {"doctype": "LAT Case", "name": case.name},
		"frappe.desk.query_report.get_script": {"report_name": "LAT Case"},
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": {
			"chart": json.dumps(
				{
					"chart_type": "Group By",
					"document_type": "LAT Case",
					"group_by_type": "Count",
					"group_by_based_on": "name",
					"filters_json": "[]",
				}
			),
			"no_cache": 1,
		},
	}
	for method, question in questions.items():
		yield method, person.get(f"/api/method/{method}", **question)


@pytest.mark.parametrize("person", ["away_coordinator", "second_mentor", "technician", "outsider"])
def test_no_other_way_counts_or_shows_the_course(client, dossier, person):
	case = dossier["LAT Case"]
	for method, answer in asked_elsewhere(client(person), case):
		told = answer.json().get("message") if answer.ok else None
		if isinstance(told, dict):
			told = {key: value for key, value in told.items() if key != "name" or value == case.name}
		assert case.name not in str(told), method
		assert "Vulnerable" not in str(told) and "Active" not in str(told), method
		if method.endswith(("get_count", "get_result")):
			assert not told, method


def test_the_coordinator_is_answered(client, dossier):
	answered = {
		method: answer
		for method, answer in asked_elsewhere(client("coordinator"), dossier["LAT Case"])
		if answer.ok
	}
	assert answered["frappe.desk.reportview.get_count"].json()["message"] == 1
	assert answered["frappe.desk.doctype.number_card.number_card.get_result"].json()["message"] == 1
	assert answered["frappe.desk.listview.get_group_by_count"].json()["message"] == [
		{"count": 1, "name": "Active"}
	]
	assert dossier["LAT Case"].name in str(answered["frappe.desk.calendar.get_events"].json())


HALVES = {"sort_field": "full_name", "sort_order": "asc", "prev": 0}


def test_a_record_out_of_reach_is_not_compared_with(client, dossier):
	"""The next record after a foreign one would tell where its name stands among one's own."""
	ask = "/api/method/frappe.desk.form.utils.get_next"
	citizen = dossier["LAT Citizen"].name
	for person in ("away_coordinator", "second_mentor", "technician", "outsider"):
		assert client(person).get(ask, doctype="LAT Citizen", value=citizen, **HALVES).status_code == 403
	assert client("coordinator").get(ask, doctype="LAT Citizen", value=citizen, **HALVES).ok


@pytest.mark.parametrize("name", ["Mikkel Kunher", "Ingen Sådan"])
def test_asking_by_field_answers_the_same_whether_there_is_such_a_person(client, dossier, name):
	"""Frappe says "not found" or "not permitted"."""
	frappe.db.set_value("LAT Citizen", dossier["LAT Citizen"].name, "full_name", "Mikkel Kunher")
	frappe.db.commit()
	sought = {"full_name": name}
	for person in ("away_mentor", "away_coordinator", "outsider"):
		for method in ("frappe.client.get", "frappe.client.get_value"):
			answer = client(person).get(
				f"/api/method/{method}",
				doctype="LAT Citizen",
				filters=json.dumps(sought),
				fieldname="name",
			)
			assert (answer.status_code == 403) or answer.json() == {"message": {}}, (person, method)
		for method, values in (
			("frappe.client.get", {"name": sought}),
			("frappe.client.set_value", {"name": sought, "fieldname": "idx", "value": 1}),
			("frappe.desk.form.load.getdoc", {"name": sought}),
			("frappe.client.delete", {"name": sought}),
			("frappe.client.has_permission", {"docname": sought}),
			("run_doc_method", {"dt": "LAT Citizen", "dn": sought, "method": "x"}),
		):
			answer = client(person).post(f"/api/method/{method}", doctype="LAT Citizen", **values)
			assert answer.status_code == 403, (person, method)


def test_the_coordinator_finds_by_field(client, dossier):
	name = frappe.db.get_value("LAT Citizen", dossier["LAT Citizen"].name, "full_name")
	answer = client("coordinator").get(
		"/api/method/frappe.client.get", doctype="LAT Citizen", filters=json.dumps({"full_name": name})
	)
	assert answer.ok, answer.text
	assert answer.json()["message"]["full_name"] == name


@pytest.mark.parametrize("way", ["/api/method/", "/api/v2/method/", "/"])
def test_every_way_to_a_method_meets_the_one_in_its_place(client, dossier, way):
	for method, values in (
		("frappe.client.get_count", {"filters": json.dumps({"name": dossier["LAT Case"].name})}),
		("frappe.tests.test_listview.get_group_by_count", {"current_filters": "[]", "field": "assigned_to"}),
	):
		address = way if way == "/" else f"{way}{method}"
		answer = client("outsider").post(address, cmd=method, doctype="LAT Case", **values)
		assert answer.status_code == 403, method


def link_checked(person, docname: str):
	"""Return what a form is answered that checks a link to a course, as that of each version asks."""
	wanted = '["challenges","stage"]'
	if is_fifteen():
		method, asked = "validate_link", {"fields": wanted}
	else:
		method = "validate_link_and_fetch"
		form = {"reference_doctype": "LAT Measurement", "link_fieldname": "lat_case"}
		search = {"txt": docname, "page_length": 10, "ignore_user_permissions": 0}
		asked = {"fields_to_fetch": wanted, **form, **search}
	return person.get(f"/api/method/frappe.client.{method}", doctype="LAT Case", docname=docname, **asked)


def test_a_link_check_tells_a_number_and_no_field(client, dossier):
	there, absent = dossier["LAT Case"].name, "LAT-2026-99999"
	assert link_checked(client("coordinator"), there).json()["message"]["stage"]
	answer = link_checked(client("away_coordinator"), there)
	assert answer.ok and answer.json().get("message", {}).keys() <= {"name"}
	assert answer.text == link_checked(client("away_coordinator"), absent).text
	for docname in (there, absent):
		assert link_checked(client("outsider"), docname).status_code == 403


def test_no_kanban_board_tells_which_record_stands_where(client):
	"""A board keeps the numbers in each of its columns, and is shown to every reader of the DocType."""
	board = {"kanban_board_name": "Prøvetavle", "reference_doctype": "LAT Case", "field_name": "stage"}
	for person, status in (("coordinator", 417), ("away_coordinator", 417), ("outsider", 403)):
		assert client(person).post("/api/resource/Kanban Board", **board).status_code == status

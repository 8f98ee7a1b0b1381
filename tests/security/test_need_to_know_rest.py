"""What each role gets over HTTP, field by field; administrators and technicians get nothing (security 20)."""

from __future__ import annotations

import json

import frappe
import pytest

from lat_corps.permissions.table import CHILD_TABLES

from . import need_to_know
from .need_to_know import NEED_TO_KNOW
from .test_matrix import records  # noqa: F401

pytestmark = pytest.mark.real_site

PAGE = "/api/method/lat_corps.measurement.course_page.of_course"
NO_CASE_CONTENT_FOR = ("technician", "administrator", "centre", "manager", "outsider")
DOCUMENTS = tuple(sorted(need_to_know.case_content()))
TABLES = tuple(sorted(child for child, parents in CHILD_TABLES.items() if set(parents) & set(DOCUMENTS)))


@pytest.fixture
def own(records) -> dict:  # noqa: F811
	return records["own"]


def columns(client, doctype: str, above: str, **filters: str) -> set[str]:
	"""Return the fields of every row that a person lists, whatever is in them; none for who lists nothing."""
	reply = client.get(
		"/api/method/frappe.client.get_list",
		doctype=doctype,
		parent=above,
		filters=json.dumps(filters),
		fields='["*"]',
	)
	return set().union(*(set(row) for row in reply.json()["message"])) if reply.ok else set()


@pytest.mark.parametrize("document", NEED_TO_KNOW)
@pytest.mark.parametrize("person", [*need_to_know.PEOPLE, *NO_CASE_CONTENT_FOR])
def test_a_person_gets_the_fields_of_the_table(client, own, document, person):
	name, _colon, table = document.partition(": ")
	if name == "LAT Survey Import":
		return
	expected = need_to_know.sees(document, person)
	doc, content = own[name], {}
	if client(person).read(doc).ok:
		content = client(person).read(doc).json()["data"]
	if table:
		child = doc.meta.get_field(table).options
		got = columns(client(person), child, name, parent=doc.name, parentfield=table)
		shown = {fieldname for row in content.get(table, []) for fieldname in row}
		possible = {df.fieldname for df in frappe.get_meta(child).fields}
		expected = expected if doc.get(table) else set()
	else:
		got = columns(client(person), name, "", name=doc.name)
		shown = set(content)
		possible = {df.fieldname for df in doc.meta.fields}
		expected -= {df.fieldname for df in doc.meta.get_table_fields()}
	assert got & possible == expected
	assert shown & possible <= need_to_know.sees(document, person)


@pytest.mark.parametrize("person", need_to_know.CONTACT_CARD)
def test_the_contact_card_is_the_table(client, own, person):
	reply = client(person).get(PAGE, case=own["LAT Case"].name)
	got = {field["fieldname"] for field in reply.json()["message"]["contact"]["fields"]}
	assert got == set(need_to_know.CONTACT_CARD[person].split())


@pytest.mark.parametrize("person", ["second_mentor", "caseworker", "away_coordinator", *NO_CASE_CONTENT_FOR])
def test_nobody_else_gets_a_contact_card(client, own, person):
	reply = client(person).get(PAGE, case=own["LAT Case"].name)
	assert reply.status_code == 403 and "Mikkel" not in reply.text


def asks_for_many(client, doctype: str, parent: str) -> dict[str, object]:
	"""Every way of asking for the records of a DocType, by its name."""

	def method(name: str, **arguments):
		return client.get(f"/api/method/{name}", doctype=doctype, **arguments)

	column = json.dumps([f"`tab{doctype}`.`name`"])
	return {
		"rest": client.get(f"/api/resource/{doctype}", limit_page_length=0, parent=parent),
		"list": method("frappe.client.get_list", parent=parent),
		"value": method("frappe.client.get_value", fieldname="name", parent=parent),
		"by filters": method("frappe.client.get", filters='{"name": ["is", "set"]}', parent=parent),
		"count": method("frappe.client.get_count"),
		"report": method("frappe.desk.reportview.get", fields=column, start=0, page_length=500),
		"report list": method("frappe.desk.reportview.get_list", fields=column, start=0, page_length=500),
		"report count": method("frappe.desk.reportview.get_count"),
		"export": method(
			"frappe.desk.reportview.export_query", fields=column, file_format_type="CSV", title="x"
		),
		"groups": method("frappe.desk.listview.get_group_by_count", current_filters="[]", field="owner"),
		"link search": method("frappe.desk.search.search_link", txt="", page_length=500),
		"link search past permissions": method(
			"frappe.desk.search.search_link", txt="", page_length=500, ignore_user_permissions=1
		),
		"export of data": client.get(
			"/api/method/frappe.core.doctype.data_export.exporter.export_data",
			doctype=doctype,
			with_data=1,
			file_type="CSV",
			select_columns=json.dumps({doctype: ["name"]}),
		),
	}


EMPTY = (None, "", [], {}, 0)


@pytest.mark.parametrize("person", NO_CASE_CONTENT_FOR)
@pytest.mark.parametrize("doctype", [*DOCUMENTS, *TABLES])
def test_no_case_content_is_listed_counted_or_exported(client, own, doctype, person):
	parent = CHILD_TABLES.get(doctype, ("",))[0]
	told = {}
	for way, reply in asks_for_many(client(person), doctype, parent).items():
		if reply.ok:
			content = reply.json() if "json" in reply.headers["Content-Type"] else {"message": reply.text}
			answer = content.get("message", content.get("data"))
			if answer not in EMPTY and answer != [[]]:
				told[way] = answer
	frappe.db.rollback()
	# Rows of a table that stand in documents without case content are counted by who reads those.
	elsewhere = frappe.db.count(doctype, {"parenttype": ["not in", DOCUMENTS]}) if doctype in TABLES else 0
	if told.get("count", elsewhere + 1) <= elsewhere:
		del told["count"]
	assert not told


@pytest.mark.parametrize("person", NO_CASE_CONTENT_FOR)
def test_no_case_content_is_opened_or_printed(client, own, person):
	opened = {}
	rows = [
		row
		for doc in own.values()
		if doc.doctype in DOCUMENTS
		for df in doc.meta.get_table_fields()
		for row in doc.get(df.fieldname)[:1]
	]
	for doc in [*(doc for doc in own.values() if doc.doctype in DOCUMENTS), *rows]:
		for way, reply in {
			"rest": client(person).read(doc),
			"client": client(person).get("/api/method/frappe.client.get", doctype=doc.doctype, name=doc.name),
			"form": client(person).get(
				"/api/method/frappe.desk.form.load.getdoc", doctype=doc.doctype, name=doc.name
			),
			"trail": client(person).get(
				"/api/method/frappe.desk.form.load.get_docinfo", doctype=doc.doctype, name=doc.name
			),
			"print": client(person).get(
				"/api/method/frappe.www.printview.get_html_and_style", doc=doc.doctype, name=doc.name
			),
			"page": client(person).get("/printview", doctype=doc.doctype, name=doc.name),
			"pdf": client(person).get(
				"/api/method/frappe.utils.print_format.download_pdf", doctype=doc.doctype, name=doc.name
			),
			"write": client(person).put(doc, idx=0),
			"delete": client(person).delete(doc),
		}.items():
			if reply.ok:
				opened[f"{way} {doc.doctype}"] = reply.text[:200]
	assert not opened

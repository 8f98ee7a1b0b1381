"""The read log over HTTP: every way content leaves, and every way to get round it or at it."""

import json

import frappe
import pytest

from lat_corps.compat import is_fifteen
from lat_corps.read_log.gathering import log_readings
from tests import factories
from tests.factories import act, as_user

pytestmark = pytest.mark.real_site

LIST, GET = "/api/method/frappe.client.get_list", "/api/method/frappe.client.get"
VALUE = "/api/method/frappe.client.get_value"
DESK_LIST = "/api/method/frappe.desk.reportview.get"
PRINT = "/api/method/frappe.www.printview.get_html_and_style"
OTHERS = ("mentor", "caseworker", "manager", "technician", "administrator", "centre", "away_coordinator")


@pytest.fixture(scope="module")
def case(world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		case.append("preferences", {"criterion": "Other wish", "wish": "Kan lide skak."})
		case.save()
		frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, "worries": "Søvn."}).insert()
		frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(case, world["caseworker"])
	act(handover, "Send handover", world["coordinator"])
	case.add_comment("Comment", "Ringede i dag.")
	frappe.db.commit()
	return case


@pytest.fixture(autouse=True)
def nothing_logged_yet(case):
	forget(case)


def forget(case):
	frappe.db.rollback()
	frappe.db.delete("LAT Read Log", {"citizen": case.citizen})
	frappe.db.commit()


def logged(case, **filters) -> list[tuple[str, str, str]]:
	"""Return (login, action, number) of the lines that the server has committed, oldest first."""
	frappe.db.rollback()
	rows = frappe.get_all(
		"LAT Read Log",
		filters={"citizen": case.citizen, **filters},
		fields=["user", "action", "document_number"],
		order_by="creation asc, document_type asc",
	)
	return [(row.user, row.action, row.document_number) for row in rows]


WHOLE = {
	"form": lambda client, doc: client.get(
		"/api/method/frappe.desk.form.load.getdoc", doctype=doc.doctype, name=doc.name
	),
	"rest": lambda client, doc: client.read(doc),
	"rest v1": lambda client, doc: client.get(f"/api/v1/resource/{doc.doctype}/{doc.name}"),
	"rest v2": lambda client, doc: client.get(f"/api/v2/document/{doc.doctype}/{doc.name}"),
	"client.get": lambda client, doc: client.get(GET, doctype=doc.doctype, name=doc.name),
	"client.get by post": lambda client, doc: client.post(GET, doctype=doc.doctype, name=doc.name),
	"client.get by filter": lambda client, doc: client.get(
		GET, doctype=doc.doctype, filters=json.dumps({"name": doc.name})
	),
	"rest of the form": lambda client, doc: client.get(
		"/api/method/frappe.desk.form.load.get_docinfo", doctype=doc.doctype, name=doc.name
	),
	"answer of a write": lambda client, doc: client.put(doc, idx=0),
}


@pytest.mark.parametrize("way", WHOLE)
def test_every_way_to_a_whole_record_is_an_opening(client, world, case, way):
	answer = WHOLE[way](client("mentor"), case)
	assert answer.ok, answer.text
	assert logged(case) == [(world["mentor"], "Opened", case.name)]


def test_a_refused_reading_is_no_opening(client, case):
	for person in ("second_mentor", "manager", "technician"):
		for way in WHOLE.values():
			assert way(client(person), case).status_code in (403, 417)
	assert not logged(case)


def test_a_save_of_the_open_form_is_no_second_opening(client, world, case):
	doc = (
		client("coordinator")
		.get("/api/method/frappe.desk.form.load.getdoc", doctype="LAT Case", name=case.name)
		.json()["docs"][0]
	)
	answer = client("coordinator").post(
		"/api/method/frappe.desk.form.save.savedocs",
		doc=json.dumps({**doc, "wishes": "En plads."}),
		action="Save",
	)
	assert answer.ok, answer.text
	assert logged(case) == [(world["coordinator"], "Opened", case.name)]


def test_the_answer_of_a_step_taken_without_the_form_is_an_opening(client, world):
	case = factories.case_at("Referred", world)
	with as_user(world["coordinator"]):
		factories.give_consent(case)
	frappe.db.commit()
	answer = client("coordinator").post(
		"/api/method/frappe.model.workflow.apply_workflow",
		doc={"doctype": "LAT Case", "name": case.name},
		action="Assess course",
	)
	assert answer.ok, answer.text
	assert logged(case) == [(world["coordinator"], "Opened", case.name)]


def test_a_line_stays_when_the_request_fails_after_the_reading(world, case):
	"""And of what else the failed request had begun to write, nothing does."""
	from werkzeug.test import EnvironBuilder
	from werkzeug.wrappers import Request, Response

	frappe.local.request = Request(EnvironBuilder("/api/method/something").get_environ())
	try:
		with as_user(world["mentor"]):
			factories.open_record(case)
			frappe.db.set_value("LAT Case", case.name, "wishes", "Halvt skrevet.")
			assert not logged_so_far(case)
			log_readings(response=Response(status=500), request=frappe.local.request)
	finally:
		del frappe.local.request
	assert logged(case) == [(world["mentor"], "Opened", case.name)]
	assert frappe.db.get_value("LAT Case", case.name, "wishes") != "Halvt skrevet."


def logged_so_far(case) -> bool:
	return bool(frappe.db.exists("LAT Read Log", {"citizen": case.citizen}))


@pytest.mark.parametrize(
	("way", "params"),
	[
		("/printview", {"doctype": "LAT Case"}),
		(PRINT, {"doc": "LAT Case"}),
		("/api/method/frappe.utils.print_format.download_pdf", {"doctype": "LAT Case"}),
	],
)
def test_every_print_is_logged(client, world, case, way, params):
	client("coordinator").get(way, name=case.name, **params)
	assert_printed(world, case)


def assert_printed(world, case):
	"""A print names the person beside the number, which is a reading too."""
	printed, named = (
		(world["coordinator"], "Printed", case.name),
		(world["coordinator"], "Listed", case.citizen),
	)
	assert sorted(logged(case)) == sorted((printed, named))


def test_a_bundle_of_prints_names_each_record(client, world, case):
	client("coordinator").get(
		"/api/method/frappe.utils.print_format.download_multi_pdf",
		doctype="LAT Case",
		name=json.dumps([case.name]),
	)
	assert_printed(world, case)


def desk_list(client, *fields: str, **params):
	return client.get(
		DESK_LIST,
		doctype="LAT Case",
		fields=json.dumps([f"`tabLAT Case`.`{field}`" for field in fields]),
		filters=json.dumps(params.pop("filters", [])),
		start=0,
		page_length=500,
		**params,
	)


def test_a_list_of_numbers_stages_and_dates_is_not_logged(client, case):
	columns = ("name", "owner", "stage", "workflow_state", "course_type", "next_progression_due", "_assign")
	assert (
		case.name in desk_list(client("coordinator"), *columns, order_by="`tabLAT Case`.`modified` desc").text
	)
	assert case.name in client("coordinator").names("LAT Case", fields='["name", "stage", "mentor_name"]')
	assert not logged(case)


def test_the_column_of_comments_is_content_where_there_are_any(client, world, case):
	assert "Ringede i dag." in desk_list(client("coordinator"), "name", "stage", "_comments").text
	assert logged(case) == [(world["coordinator"], "Listed", case.name)]


ASKED = {
	"rest": lambda client, case: client.get(
		"/api/resource/LAT Case", fields='["challenges"]', limit_page_length=0
	),
	"rest v2": lambda client, case: client.get(
		"/api/v2/document/LAT Case", fields='["challenges"]', limit=500
	),
	"all columns": lambda client, case: client.get(
		LIST, doctype="LAT Case", fields='["*"]', limit_page_length=0
	),
	"one value": lambda client, case: client.get(
		VALUE, doctype="LAT Case", fieldname="challenges", filters=case.name
	),
	"one value, filter": lambda client, case: client.get(
		VALUE, doctype="LAT Case", fieldname='["challenges"]', filters=json.dumps({"name": case.name})
	),
	"under another name": lambda client, case: client.get(
		LIST, doctype="LAT Case", fields='["challenges as stage"]', limit_page_length=0
	),
	"desk": lambda client, case: desk_list(client, "name", "challenges"),
	"desk, without the number": lambda client, case: desk_list(client, "challenges"),
	"desk, another column in the number's name": lambda client, case: client.get(
		DESK_LIST,
		doctype="LAT Case",
		fields='["`tabLAT Case`.`challenges`", "`tabLAT Case`.`stage` as `name`"]',
	),
	"by filter": lambda client, case: desk_list(
		client, "name", filters=[["LAT Case", "challenges", "like", "%fællesskaber%"]]
	),
	"by filter of REST": lambda client, case: client.get(
		"/api/resource/LAT Case", filters='{"challenges": ["like", "%fællesskaber%"]}', limit_page_length=0
	),
	"by order": lambda client, case: client.get(
		LIST, doctype="LAT Case", order_by="challenges asc", limit_page_length=0
	),
	"by group": lambda client, case: client.get(
		LIST, doctype="LAT Case", fields='["challenges"]', group_by="challenges", limit_page_length=0
	),
	"child rows": lambda client, case: client.get(
		LIST, doctype="LAT Preference", parent="LAT Case", fields='["wish"]', limit_page_length=0
	),
	"through a filter on child rows": lambda client, case: client.get(
		LIST,
		doctype="LAT Case",
		filters='[["LAT Preference", "wish", "like", "%skak%"]]',
		limit_page_length=0,
	),
	"a link with fields": lambda client, case: client.get(
		"/api/method/frappe.client.validate_link"
		if is_fifteen()
		else "/api/method/frappe.client.validate_link_and_fetch",
		doctype="LAT Case",
		docname=case.name,
		**{"fields" if is_fifteen() else "fields_to_fetch": '["challenges"]'},
	),
	"a count by content": lambda client, case: client.get(
		"/api/method/frappe.desk.reportview.get_count",
		doctype="LAT Case",
		filters='[["LAT Case", "challenges", "like", "%fællesskaber%"]]',
		fields="[]",
		distinct="false",
	),
}


@pytest.mark.parametrize("way", ASKED)
def test_a_list_that_asks_for_content_names_each_record(client, world, case, way):
	answer = ASKED[way](client("coordinator"), case)
	assert answer.ok, answer.text
	# Frappe 16 checks a link by searching for it, and who searches reads the name of the person.
	named = [case.citizen] if way == "a link with fields" and not is_fifteen() else []
	assert {*logged(case)} == {(world["coordinator"], "Listed", name) for name in (case.name, *named)}
	assert len(logged(case)) == 1 + len(named)


BESIDE = {
	"ToDo": lambda case: {
		"reference_type": case.doctype,
		"reference_name": case.name,
		"allocated_to": case.coordinator,
	},
	"Reminder": lambda case: {
		"reminder_doctype": case.doctype,
		"reminder_docname": case.name,
		"remind_at": frappe.utils.add_days(frappe.utils.now(), 3),
	},
}


@pytest.fixture
def note_beside(client, world, case, request):
	"""What somebody has written beside the course, and taken back afterwards."""
	values = {
		**BESIDE[request.param](case),
		"description": "Ring til søsteren.",
		"user": world["coordinator"],
	}
	made = client("coordinator").post(f"/api/resource/{request.param}", **values)
	assert made.ok, made.text
	yield frappe._dict(made.json()["data"])
	frappe.db.rollback()
	frappe.db.delete(request.param, {"name": made.json()["data"]["name"]})
	frappe.db.commit()


@pytest.mark.parametrize("note_beside", BESIDE, indirect=True)
def test_what_is_written_beside_a_course_is_read_as_the_course(client, world, case, note_beside):
	forget(case)
	asked = {"fields": '["description"]', "filters": json.dumps({"name": note_beside.name})}
	assert client("coordinator").get(f"/api/resource/{note_beside.doctype}", **asked).json()["data"]
	assert logged(case) == [(world["coordinator"], "Listed", case.name)]
	assert client("coordinator").get(f"/api/resource/{note_beside.doctype}/{note_beside.name}").ok
	assert (world["coordinator"], "Opened", case.name) in logged(case)


def test_a_page_of_a_list_logs_what_stands_on_it(client, world, case):
	other = factories.refer(world)
	frappe.db.commit()
	client("coordinator").get(
		LIST, doctype="LAT Case", fields='["challenges"]', order_by="name desc", limit_page_length=1
	)
	assert not logged(case) and logged(other) == [(world["coordinator"], "Listed", other.name)]


def test_a_name_found_in_a_link_search_is_listed(client, world, case):
	client("coordinator").get(
		"/api/method/frappe.desk.search.search_link", doctype="LAT Citizen", txt=case.citizen, page_length=10
	)
	assert logged(case) == [(world["coordinator"], "Listed", case.citizen)]


EXPORTS = {
	"report builder": lambda client, case: client.post(
		"/api/method/frappe.desk.reportview.export_query",
		doctype="LAT Case",
		file_format_type="CSV",
		fields='["`tabLAT Case`.`challenges`"]',
		filters="[]",
		view="Report",
	),
	"chosen rows": lambda client, case: client.post(
		"/api/method/frappe.desk.reportview.export_query",
		doctype="LAT Case",
		file_format_type="Excel",
		fields='["`tabLAT Case`.`challenges`"]',
		selected_items=json.dumps([case.name]),
		view="Report",
	),
	"data import": lambda client, case: client.post(
		"/api/method/frappe.core.doctype.data_import.data_import.download_template",
		doctype="LAT Case",
		export_fields=json.dumps({"LAT Case": ["name", "challenges"]}),
		export_records="all",
		file_type="CSV",
	),
}


def test_an_export_that_nobody_examined_is_refused(client, case):
	"""Frappe's older way of exporting, of which no form of the Desk makes use but its own."""
	answer = client("coordinator").get(
		"/api/method/frappe.core.doctype.data_export.exporter.export_data",
		doctype="LAT Case",
		select_columns=json.dumps({"LAT Case": ["name", "challenges"]}),
		with_data=1,
		file_type="CSV",
		export_without_column_meta=1,
	)
	assert answer.status_code == 403 and case.name not in answer.text


@pytest.mark.parametrize("way", EXPORTS)
def test_every_export_names_each_record(client, world, case, way):
	answer = EXPORTS[way](client("coordinator"), case)
	assert answer.ok, answer.text
	assert "fællesskaber".encode() in answer.content or answer.content.startswith(b"PK")
	assert logged(case) == [(world["coordinator"], "Exported", case.name)]


def test_a_call_that_the_log_does_not_know_is_read_by_what_it_answers(client, world, case):
	# Frappe's own call fails for whoever may not list comments, as soon as a citizen has one.
	frappe.db.delete("Comment", {"reference_doctype": "LAT Citizen"})
	frappe.db.commit()
	answer = client("coordinator").post(
		"/api/method/frappe.desk.form.linked_with.get", doctype="LAT Citizen", docname=case.citizen
	)
	assert case.name in answer.text
	assert logged(case) == [(world["coordinator"], "Listed", case.name)]


def test_the_workbook_of_measurements_is_an_export(client, world, case):
	with as_user(world["mentor"]):
		measurement = factories.missing_measurement(case)
	frappe.db.commit()
	assert client("coordinator").get("/api/method/lat_corps.measurement.exporting.download_measurements").ok
	assert (world["coordinator"], "Exported", measurement.name) in logged(case)


@pytest.fixture
def attachment(case, world):
	with as_user(world["coordinator"]):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{frappe.generate_hash(length=8)}.txt",
				"content": b"Udtalelse.",
				"is_private": 1,
				"attached_to_doctype": "LAT Case",
				"attached_to_name": case.name,
			}
		).insert()
	frappe.db.commit()
	return file


@pytest.mark.parametrize("way", ["address", "call"])
def test_a_download_of_an_attachment_is_logged(client, world, case, attachment, way):
	answer = (
		client("mentor").get(attachment.file_url)
		if way == "address"
		else client("mentor").get("/api/method/download_file", file_url=attachment.file_url)
	)
	assert answer.content == b"Udtalelse."
	assert logged(case) == [(world["mentor"], "Downloaded", case.name)]


def test_files_in_a_zip_are_downloads(client, world, case, attachment):
	client("coordinator").post(
		"/api/method/frappe.core.api.file.zip_files", files=json.dumps([attachment.name])
	)
	assert logged(case) == [(world["coordinator"], "Downloaded", case.name)]


def test_a_download_that_is_refused_is_none(client, case, attachment):
	assert client("second_mentor").get(attachment.file_url).status_code == 403
	assert not logged(case)


def test_no_content_leaves_when_the_log_cannot_be_written(client, case):
	frappe.db.sql_ddl("alter table `tabLAT Read Log` rename to `tabLAT Read Log away`")
	try:
		answer = client("mentor").read(case)
	finally:
		frappe.db.sql_ddl("alter table `tabLAT Read Log away` rename to `tabLAT Read Log`")
	assert answer.status_code == 500 and "could not be logged" in answer.text
	assert "llesskaber" not in answer.text
	assert client("mentor").read(case).ok


@pytest.fixture
def line(client, case):
	client("mentor").read(case)
	frappe.db.rollback()
	return frappe.get_doc("LAT Read Log", {"citizen": case.citizen})


@pytest.mark.parametrize("person", OTHERS)
def test_others_read_and_list_no_line(client, line, person):
	assert client(person).read(line).status_code == 403
	assert line.name not in client(person).names("LAT Read Log")
	assert client(person).get(
		"/api/method/lat_corps.privacy.exporting.download_read_log", citizen=line.citizen
	).status_code in (403, 404)


def test_the_coordinator_reads_lists_and_downloads(client, line):
	assert client("coordinator").read(line).ok
	assert line.name in client("coordinator").names(
		"LAT Read Log", filters=json.dumps({"citizen": line.citizen})
	)
	assert (
		client("coordinator")
		.get("/api/method/lat_corps.privacy.exporting.download_read_log", citizen=line.citizen)
		.content.startswith(b"PK")
	)


def attempts(client, line):
	yield client.put(line, user="x@example.org")
	yield client.delete(line)
	yield client.post("/api/resource/LAT Read Log", action="Opened", citizen=line.citizen)
	yield client.post(
		"/api/method/frappe.client.set_value",
		doctype=line.doctype,
		name=line.name,
		fieldname="user",
		value="x@example.org",
	)
	yield client.post("/api/method/frappe.client.delete", doctype=line.doctype, name=line.name)
	yield client.post("/api/method/frappe.client.insert", doc={"doctype": "LAT Read Log", "action": "Opened"})
	yield client.post(
		"/api/method/frappe.client.rename_doc", doctype=line.doctype, old_name=line.name, new_name="x"
	)
	yield client.post(
		"/api/method/frappe.desk.form.save.savedocs",
		doc=json.dumps(line.as_dict(convert_dates_to_str=True)),
		action="Save",
	)


@pytest.mark.parametrize("person", ["coordinator", *OTHERS])
def test_nobody_writes_a_line(client, line, person):
	assert not [answer.text for answer in attempts(client(person), line) if answer.ok]
	unchanged(line)


def test_administrator_does_not_write_a_line_either(administrator, line):
	assert not [answer.text for answer in attempts(administrator, line) if answer.ok]
	unchanged(line)


@pytest.mark.parametrize("person", ["coordinator", "technician", "Administrator"])
def test_bulk_acts_leave_the_log_alone(client, administrator, line, person):
	who = administrator if person == "Administrator" else client(person)
	who.post(
		"/api/method/frappe.desk.reportview.delete_items", doctype=line.doctype, items=json.dumps([line.name])
	)
	who.post(
		"/api/method/frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype=line.doctype,
		docnames=json.dumps([line.name]),
		action="update",
		data=json.dumps({"user": "x@example.org"}),
	)
	who.post(
		"/api/method/frappe.client.bulk_update",
		docs=json.dumps([{"doctype": line.doctype, "docname": line.name, "user": "x@example.org"}]),
	)
	unchanged(line)


def unchanged(line):
	frappe.db.rollback()
	stored = frappe.get_doc("LAT Read Log", line.name)
	assert (stored.user, stored.modified) == (line.user, line.modified)

"""The read log: who opened, printed or exported what about whom (N3)."""

import frappe
import pytest

from lat_corps.measurement import exporting as measurements
from lat_corps.permissions.table import ROWS
from lat_corps.privacy import exporting
from lat_corps.read_log.noting import LISTED, note
from lat_corps.read_log.subjects import ABOUT, NOT_ABOUT
from lat_corps.spreadsheets.reading.uploads import read_table
from lat_corps.spreadsheets.writing.read_log import pseudonyms
from tests import factories
from tests.factories import as_user, open_record


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def log_of(citizen: str, **filters) -> list:
	return frappe.get_all(
		"LAT Read Log", filters={"citizen": citizen, **filters}, fields=["*"], order_by="creation asc"
	)


def later(seconds: int, **filters) -> None:
	"""Let time pass over what is logged."""
	for row in frappe.get_all("LAT Read Log", filters=filters, fields=["name", "read_on"]):
		moment = frappe.utils.add_to_date(row.read_on, seconds=-seconds, as_datetime=True)
		frappe.db.set_value("LAT Read Log", row.name, "read_on", moment)


def test_every_document_says_whether_it_is_about_a_citizen():
	"""A new document belongs into privacy/subjects.py: ABOUT, or NOT_ABOUT with what it holds instead."""
	assert set(ROWS) == set(ABOUT) | set(NOT_ABOUT)
	assert not set(ABOUT) & set(NOT_ABOUT)


@pytest.mark.parametrize("doctype", sorted(ABOUT))
def test_the_way_to_the_course_is_a_link_field(doctype):
	table, _dot, fieldname = ABOUT[doctype].rpartition(".")
	meta = frappe.get_meta(frappe.get_meta(doctype).get_field(table).options if table else doctype)
	if fieldname not in ("", "name"):
		assert meta.get_field(fieldname).options == "LAT Case"


def test_no_document_with_a_course_is_taken_for_something_else():
	for doctype in NOT_ABOUT:
		links = {df.options for df in frappe.get_meta(doctype).get_link_fields()}
		assert not links & {"LAT Case", "LAT Citizen"}


def test_an_opening_is_logged_with_who_and_about_whom(world, case):
	with as_user(world["mentor"]):
		open_record(case)
	(row,) = log_of(case.citizen)
	assert (row.action, row.document_type, row.document_number) == ("Opened", "LAT Case", case.name)
	assert (row.user, row.staff_name, row.staff_roles) == (world["mentor"], "Samir Haddad", "LAT Mentor")
	assert (row.lat_case, row.municipality) == (case.name, case.municipality)


def test_every_kind_of_record_leads_to_the_citizen(world, case):
	with as_user(world["coordinator"]):
		plan = frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name}).insert()
		for doc in (plan, frappe.get_doc("LAT Citizen", case.citizen)):
			open_record(doc)
	assert {row.document_type for row in log_of(case.citizen)} == {"LAT Plan", "LAT Citizen"}


def test_the_role_is_the_one_held_where_the_record_belongs(world, case):
	with as_user(world["chief"]):
		open_record(case)
	assert log_of(case.citizen)[0].staff_roles == "LAT Coordinator, LAT Manager"


def test_guards_saves_and_links_are_no_openings(world, case):
	with as_user(world["coordinator"]):
		case.reload()
		case.wishes = "En læreplads som tømrer."
		case.save()
		frappe.get_list("LAT Case", fields=["*"])
	assert not log_of(case.citizen)


def test_what_is_read_again_within_a_minute_is_one_act(world, case):
	with as_user(world["mentor"]):
		open_record(case)
		open_record(case)
		assert len(log_of(case.citizen)) == 1
		later(61, citizen=case.citizen)
		open_record(case)
	assert len(log_of(case.citizen)) == 2


def test_a_long_list_costs_as_many_queries_as_a_short_one(world, case, monkeypatch):
	others = [factories.refer(world).name for _ in range(4)]
	asked, get_all = [], frappe.get_all
	monkeypatch.setattr(
		frappe, "get_all", lambda *args, **kwargs: asked.append(1) or get_all(*args, **kwargs)
	)

	def cost(names) -> int:
		asked.clear()
		note(LISTED, "LAT Case", names)
		return len(asked)

	with as_user(world["coordinator"]):
		assert cost([case.name]) == cost(others)


def test_two_people_are_two_readers(world, case):
	for person in ("mentor", "coordinator"):
		with as_user(world[person]):
			open_record(case)
	assert {row.user for row in log_of(case.citizen)} == {world["mentor"], world["coordinator"]}


def test_a_print_is_logged(world, case):
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(case, world["caseworker"])
	factories.act(handover, "Send handover", world["coordinator"])
	with as_user(world["caseworker"]):
		frappe.get_print("LAT Handover", handover.name, "LAT Handover Packet")
	assert {
		(row.action, row.document_number) for row in log_of(case.citizen) if row.user == world["caseworker"]
	} == {("Printed", handover.name), ("Listed", case.citizen)}


def test_the_export_of_measurements_names_each_of_them(world, case):
	with as_user(world["mentor"]):
		measurement = factories.missing_measurement(case)
	with as_user(world["coordinator"]):
		measurements.workbook()
	assert {(row.action, row.document_number) for row in log_of(case.citizen)} == {
		("Exported", measurement.name),
		("Exported", case.citizen),
	}


def test_a_comment_stands_for_the_record_it_belongs_to(world, case):
	comment = case.add_comment("Comment", "Ringede i dag.")
	with as_user(world["coordinator"]):
		note(LISTED, "Comment", [comment.name])
	assert [row.document_number for row in log_of(case.citizen)] == [case.name]


def test_an_import_is_about_everybody_it_names(world, case):
	other = factories.case_at("Active", world)
	name = frappe.generate_hash(length=10)
	frappe.get_doc(
		{"doctype": "LAT Survey Import", "name": name, "municipality": case.municipality}
	).db_insert()
	for i, course in enumerate((case.name, other.name)):
		frappe.get_doc(
			{
				"doctype": "LAT Import Row",
				"name": f"{name}-{i}",
				"parent": name,
				"parenttype": "LAT Survey Import",
				"parentfield": "log",
				"lat_case": course,
			}
		).db_insert()
	with as_user(world["coordinator"]):
		note(LISTED, "LAT Survey Import", [name])
	assert [row.lat_case for row in log_of(case.citizen) + log_of(other.citizen)] == [case.name, other.name]


def test_what_is_not_about_a_citizen_is_not_logged(world):
	before = frappe.db.count("LAT Read Log")
	with as_user(world["coordinator"]):
		open_record(frappe.get_doc("LAT Mentor", world.mentors["mentor"]))
	assert frappe.db.count("LAT Read Log") == before


@pytest.mark.parametrize("person", ["coordinator", "technician", "administrator", "Administrator"])
def test_nobody_writes_changes_or_deletes_a_line(world, case, person):
	open_record(case)
	line = frappe.get_doc("LAT Read Log", {"citizen": case.citizen})
	with as_user(world.people.get(person, person)):
		for act in (
			lambda: frappe.get_doc({"doctype": "LAT Read Log", "action": "Opened"}).insert(),
			lambda: frappe.get_doc("LAT Read Log", line.name).save(),
			lambda: frappe.delete_doc("LAT Read Log", line.name),
		):
			with pytest.raises(frappe.PermissionError):
				act()
	assert frappe.db.exists("LAT Read Log", line.name)


def test_the_log_is_for_the_coordinator_of_the_municipality_alone(world, case):
	open_record(case)
	line = log_of(case.citizen)[0].name
	for person in world.people:
		with as_user(world[person]):
			may = bool(frappe.has_permission("LAT Read Log", "read", doc=line))
		assert may == (person in ("coordinator", "chief")), person


def exported(call, *args, **kwargs):
	call(*args, **kwargs)
	return [row.cells for row in read_table(frappe.response.filecontent, "log.xlsx").rows]


def test_the_log_of_a_citizen_covers_all_courses_and_is_itself_logged(world, case):
	with as_user(world["coordinator"]):
		second = factories.refer(world)
		frappe.db.set_value("LAT Case", second.name, "citizen", case.citizen)
		for course in (case, second):
			open_record(course)
		rows = exported(exporting.download_read_log, case.citizen, with_names=1)
	assert [row[6] for row in rows] == [case.name, second.name]
	assert {row[1] for row in rows} == {"Birgit Holm"}
	assert [row.action for row in log_of(case.citizen, document_type="LAT Citizen")] == ["Exported"]


def test_staff_are_pseudonyms_unless_names_are_asked_for_and_the_key_is_apart(world, case):
	for person in ("mentor", "coordinator"):
		with as_user(world[person]):
			open_record(case)
		later(120, citizen=case.citizen)
	with as_user(world["coordinator"]):
		rows = exported(exporting.download_read_log, case.citizen)
		key = exported(exporting.download_key, case.citizen)
	assert [row[1:3] for row in rows] == [
		["Staff member 1", "LAT Mentor"],
		["Staff member 2", "LAT Coordinator"],
	]
	assert not {"Samir Haddad", world["mentor"]} & {str(cell) for row in rows for cell in row}
	assert key[0] == ["Staff member 1", "Samir Haddad", world["mentor"]]


def test_a_pseudonym_stays_the_same_when_the_log_has_grown(world, case):
	def numbers() -> dict[str, str]:
		return pseudonyms(exporting.lines_about(case.citizen))

	for person in ("mentor", "coordinator"):
		with as_user(world[person]):
			open_record(case)
		later(120, citizen=case.citizen)
	with as_user(world["coordinator"]):
		before = numbers()
		with as_user(world["chief"]):
			open_record(case)
		assert {login: numbers()[login] for login in before} == before
		assert len(numbers()) == 3


@pytest.mark.parametrize("person", ["mentor", "manager", "technician", "away_coordinator", "administrator"])
def test_nobody_else_downloads_the_log(world, case, person):
	open_record(case)
	with as_user(world[person]):
		for call in (exporting.download_read_log, exporting.download_key):
			with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
				call(case.citizen)

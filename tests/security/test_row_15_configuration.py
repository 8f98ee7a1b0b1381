"""Row 15 and its kin: what an administrator might configure, and would open a wall with."""

import frappe
import pytest

from lat_corps.permissions.core_doctypes import REFUSED
from tests.factories import as_user

pytestmark = pytest.mark.real_site

CONFIGURED = [
	{
		"doctype": "Web Form",
		"title": "Henvisning",
		"route": "henvisning",
		"doc_type": "LAT Case",
		"module": "Casework",
		"web_form_fields": [{"fieldname": "referral_source", "fieldtype": "Data", "label": "x"}],
	},
	{
		"doctype": "Dashboard Chart",
		"chart_name": "Forløb",
		"chart_type": "Count",
		"document_type": "LAT Case",
		"based_on": "creation",
		"filters_json": "[]",
		"timespan": "Last Year",
		"time_interval": "Monthly",
	},
	{
		"doctype": "Notification",
		"name": "Nyt forløb",
		"subject": "{{ doc.challenges }}",
		"document_type": "LAT Case",
		"event": "Save",
		"message": "x",
		"recipients": [{"receiver_by_role": "LAT Coordinator"}],
	},
	{
		"doctype": "Webhook",
		"name": "Ud",
		"webhook_doctype": "LAT Case",
		"webhook_docevent": "on_update",
		"request_url": "https://example.org",
		"request_method": "POST",
	},
	{"doctype": "Tag Link", "document_type": "LAT Citizen", "document_name": "x", "tag": "radikaliseret"},
	{"doctype": "Milestone Tracker", "document_type": "LAT Case", "track_field": "stage"},
	{"doctype": "Document Naming Rule", "document_type": "LAT Case", "prefix": "x"},
	{"doctype": "Data Import", "reference_doctype": "LAT Case", "import_type": "Insert New Records"},
	{
		"doctype": "Kanban Board",
		"kanban_board_name": "Tavle",
		"reference_doctype": "LAT Case",
		"field_name": "stage",
	},
	{
		"doctype": "Assignment Rule",
		"name": "Fordel",
		"document_type": "LAT Case",
		"assign_condition": "'x' in challenges",
		"description": "{{ challenges }}",
		"rule": "Round Robin",
		"users": [{"user": "Administrator"}],
		"assignment_days": [{"day": "Monday"}],
	},
	{"doctype": "Client Script", "name": "Skript", "dt": "LAT Case", "script": "1"},
	{
		"doctype": "Energy Point Rule",
		"name": "Point",
		"reference_doctype": "LAT Case",
		"for_doc_event": "New",
		"condition": "'x' in doc.challenges",
		"user_field": "owner",
		"points": 1,
		"rule_name": "Point",
	},
	{
		"doctype": "Server Script",
		"name": "Skript",
		"script_type": "DocType Event",
		"reference_doctype": "LAT Case",
		"doctype_event": "After Save",
		"script": "pass",
	},
	{
		"doctype": "Event",
		"subject": "x",
		"starts_on": "2030-01-01 10:00:00",
		"event_type": "Public",
		"reference_doctype": "LAT Case",
	},
	{"doctype": "Auto Email Report", "report": "Forløb", "email_to": "x@example.org"},
	{"doctype": "Prepared Report", "report_name": "Forløb"},
]


@pytest.fixture(scope="module", autouse=True)
def report(connected):
	frappe.delete_doc_if_exists("Report", "Forløb")
	made = frappe.get_doc(
		{
			"doctype": "Report",
			"report_name": "Forløb",
			"ref_doctype": "LAT Case",
			"is_standard": "No",
			"report_type": "Report Builder",
		}
	).insert()
	frappe.db.commit()
	yield
	made.delete()
	frappe.db.commit()


@pytest.mark.parametrize("values", CONFIGURED, ids=lambda values: values["doctype"])
def test_it_is_refused_whoever_configures_it(values, world, monkeypatch):
	# 15.101 refuses first what allows no import; ours is to hold by itself.
	monkeypatch.setattr(frappe.get_meta("LAT Case"), "allow_import", 1)
	if not frappe.db.table_exists(values["doctype"]):
		return
	message = REFUSED[values["doctype"]][1].split("{0}")[1].split(",")[0].split(":")[0].strip(" .")
	with pytest.raises(frappe.ValidationError, match=message[:30]):
		frappe.get_doc(values).insert(ignore_links=True, ignore_mandatory=True)
	with as_user(world["technician"]), pytest.raises((frappe.ValidationError, frappe.PermissionError)):
		frappe.get_doc(values).insert(ignore_links=True, ignore_mandatory=True)


def test_every_row_of_the_table_has_its_attack():
	assert {values["doctype"] for values in CONFIGURED} == set(REFUSED)


@pytest.mark.parametrize("values", CONFIGURED[:4], ids=lambda values: values["doctype"])
def test_over_http_too(client, values, fresh):
	for person in ("technician", "coordinator", "outsider"):
		answer = client(person).post(f"/api/resource/{values['doctype']}", **values)
		assert answer.status_code in (403, 417), (person, answer.text)


def test_other_documents_are_configured_as_ever():
	for values in (
		{"doctype": "Tag Link", "document_type": "ToDo", "document_name": "x", "tag": "vigtig"},
		{
			"doctype": "Kanban Board",
			"kanban_board_name": "T",
			"reference_doctype": "ToDo",
			"field_name": "status",
		},
	):
		frappe.get_doc(values).insert(ignore_links=True, ignore_mandatory=True)


@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "technician", "outsider"])
def test_nobody_labels_a_person(client, dossier, person, fresh):
	citizen = dossier["LAT Citizen"]
	answer = client(person).post(
		"/api/method/frappe.desk.doctype.tag.tag.add_tag",
		tag="radikaliseret",
		dt="LAT Citizen",
		dn=citizen.name,
	)
	assert not answer.ok
	assert person != "coordinator" or "takes no labels" in answer.text
	fresh()
	assert not frappe.db.exists("Tag Link", {"document_name": citizen.name})
	if frappe.db.has_column("LAT Citizen", "_user_tags"):
		assert not frappe.db.get_value("LAT Citizen", citizen.name, "_user_tags")


def setter(doctype: str, name: str, value: str, field: str = ""):
	return frappe.get_doc(
		{
			"doctype": "Property Setter",
			"doctype_or_field": "DocField" if field else "DocType",
			"doc_type": doctype,
			"field_name": field,
			"property": name,
			"value": value,
			"property_type": "Data",
		}
	)


@pytest.mark.parametrize(
	("doctype", "name", "value", "field"),
	[
		("LAT Citizen", "permlevel", "0", "birth_date"),
		("LAT Case", "read_only", "0", "closed_on"),
		("LAT Case", "set_only_once", "0", "municipality"),
		("LAT Citizen", "title_field", "full_name", ""),
		("LAT Citizen", "show_title_field_in_link", "1", ""),
		("LAT Citizen", "search_fields", "full_name", ""),
		("LAT Handover", "track_changes", "1", ""),
		("LAT Case", "make_attachments_public", "1", ""),
		("LAT Case", "autoname", "field:referral_source", ""),
		("LAT Custody Holder", "permlevel", "0", "full_name"),
	],
)
def test_no_customization_takes_a_wall_down(doctype, name, value, field):
	with pytest.raises(frappe.ValidationError, match="cannot be customized"):
		setter(doctype, name, value, field).insert()


def test_a_label_may_be_customized():
	setter("LAT Case", "label", "Ønsker og håb", "wishes").insert()


@pytest.fixture
def link(committed):
	"""What a field of Frappe's notes needs; a new column commits by itself."""
	for made in (
		("Custom Field", "Note-lat_kopi"),
		("Custom Field", "Note-lat_kopi_af"),
		("DocType", "LAT Test Copy"),
	):
		committed(made)
	return {
		"doctype": "Custom Field",
		"dt": "Note",
		"fieldname": "lat_kopi",
		"label": "x",
		"fieldtype": "Link",
	}


def test_nothing_elsewhere_copies_from_a_course(link):
	"""Frappe fills `fetch_from` without asking whether the user may read the record."""
	frappe.get_doc({**link, "options": "LAT Case"}).insert()
	copy = {**link, "fieldname": "lat_kopi_af", "fieldtype": "Data", "fetch_from": "lat_kopi.challenges"}
	with pytest.raises(frappe.ValidationError, match="cannot copy"):
		frappe.get_doc(copy).insert()
	with pytest.raises(frappe.ValidationError, match="cannot copy"):
		setter("Note", "fetch_from", "lat_kopi.challenges", "title").insert()
	with pytest.raises(frappe.ValidationError, match="cannot copy"):
		frappe.get_doc(
			{
				"doctype": "DocType",
				"name": "LAT Test Copy",
				"module": "Custom",
				"custom": 1,
				"fields": [
					{"fieldname": "forloeb", "fieldtype": "Link", "options": "LAT Case", "label": "x"},
					{
						"fieldname": "kopi",
						"fieldtype": "Data",
						"fetch_from": "forloeb.challenges",
						"label": "y",
					},
				],
			}
		).insert()


def test_nor_does_a_link_that_is_aimed_at_one_later():
	link = {
		"doctype": "Custom Field",
		"dt": "Note",
		"fieldname": "lat_kopi",
		"label": "x",
		"fieldtype": "Link",
	}
	frappe.get_doc({**link, "options": "User"}).insert()
	with pytest.raises(frappe.ValidationError, match="cannot copy"):
		setter("Note", "options", "LAT Case", "lat_kopi").insert()


class TestCharts:
	"""A heatmap asks its table past the row rules, and whoever knows a chart by name gets it."""

	def chart(self, name: str, kind: str, committed, **values) -> str:
		chart = frappe.get_doc(
			{
				"doctype": "Dashboard Chart",
				"chart_name": name,
				"chart_type": "Count",
				"document_type": "Comment",
				"type": kind,
				"based_on": "creation",
				"filters_json": "[]",
				"timespan": "Last Year",
				"time_interval": "Yearly",
				"heatmap_year": "2026",
				**values,
			}
		).insert()
		frappe.db.commit()
		committed(("Dashboard Chart", chart.name))
		return chart.name

	@pytest.mark.parametrize("person", ["technician", "away_coordinator", "outsider"])
	def test_none_counts_what_is_kept_about_records(self, client, world, committed, person):
		chart = self.chart("Kommentarer på kort", "Heatmap", committed)
		method = "/api/method/frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
		for sent in ({}, {"filters": '{"reference_name": ["like", "LAT%"]}'}):
			answer = client(person).post(method, chart_name=chart, **sent)
			assert answer.status_code == 403 and "another type of chart" in answer.text, answer.text[:300]
		unsaved = (
			'{"document_type": "Comment", "type": "Heatmap", "chart_type": "Count", "based_on": "creation"}'
		)
		assert client(person).post(method, chart=unsaved).status_code == 403

	def test_another_chart_asks_by_the_row_rules(self, client, world, committed):
		chart = self.chart("Kommentarer over tid", "Line", committed)
		method = "/api/method/frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
		answer = client("technician").post(method, chart_name=chart)
		assert answer.ok and "datasets" in answer.text, answer.text[:300]

	def test_none_shows_what_it_has_shown_to_another_reader(self, client, world, dossier, committed):
		"""Frappe looks for a kept answer by the chart's name alone; 15.101 and 16.10 keep none there."""
		task = {"reference_type": "LAT Case", "reference_name": dossier["LAT Case"].name, "description": "x"}
		with as_user(world["coordinator"]):
			todo = frappe.get_doc({"doctype": "ToDo", "allocated_to": world["coordinator"], **task}).insert()
		committed(("ToDo", todo.name))
		chart = self.chart(
			"Opgaver om hvad",
			"Bar",
			committed,
			document_type="ToDo",
			chart_type="Group By",
			group_by_type="Count",
			group_by_based_on="reference_type",
		)
		method = "/api/method/frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
		shown = client("coordinator").post(method, chart_name=chart)
		assert "LAT Case" in shown.text, shown.text[:300]
		for person in ("technician", "away_coordinator", "outsider"):
			answer = client(person).post(method, chart_name=chart)
			assert "LAT Case" not in answer.text, (person, answer.text[:300])
		assert client("coordinator").post(method, chart_name=chart).text == shown.text

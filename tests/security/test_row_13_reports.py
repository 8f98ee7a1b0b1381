"""Row 13: script reports ignore the row rules; prepared reports are read by all who may run the report."""

import json

import frappe
import pytest

from tests.factories import as_user

pytestmark = pytest.mark.real_site


def report(**values):
	return {
		"doctype": "Report",
		"report_name": "Prøverapport",
		"ref_doctype": "ToDo",
		"is_standard": "No",
		"report_type": "Report Builder",
		**values,
	}


FREE = [
	{"report_type": "Query Report", "query": "select name, challenges from `tabLAT Case`"},
	{"report_type": "Query Report", "query": "SELECT * FROM `tablat case`"},
	{"report_type": "Query Report", "query": "select 1", "ref_doctype": "LAT Case"},
	{
		"report_type": "Script Report",
		"report_script": "result = frappe.get_all('LAT Citizen', ['full_name'])",
	},
	{"report_type": "Script Report", "report_script": "result = []", "ref_doctype": "LAT Citizen"},
	{"ref_doctype": "LAT Case", "prepared_report": 1},
]


@pytest.mark.parametrize("values", FREE)
def test_a_report_past_the_row_rules_is_refused_whoever_saves_it(client, values):
	with pytest.raises(frappe.ValidationError, match="rights of its reader"):
		frappe.get_doc(report(**values)).insert()
	for person in ("technician", "coordinator", "outsider"):
		assert not client(person).post("/api/resource/Report", **report(**values)).ok


def test_a_report_of_other_tables_is_none_of_ours(committed):
	for values in (
		{"report_type": "Query Report", "query": "select name from `tabToDo`"},
		{"report_type": "Report Builder", "prepared_report": 1},
	):
		frappe.get_doc(report(report_name=frappe.generate_hash(length=8), **values)).insert()


@pytest.fixture
def builder(world, committed):
	"""A report of the report builder on courses, as a coordinator saves one."""
	made = frappe.get_doc(
		report(
			ref_doctype="LAT Case",
			json=json.dumps({"fields": [["name", "LAT Case"], ["wishes", "LAT Case"]], "filters": []}),
		)
	).insert()
	frappe.db.commit()
	committed(("Report", made.name))
	yield made.name
	frappe.db.rollback()
	frappe.db.delete("Prepared Report", {"report_name": made.name})
	frappe.db.commit()


def rows_of(user: str, name: str) -> str:
	"""Run a report as a person and return its rows as text; nothing where it is refused."""
	with as_user(user):
		try:
			return str(frappe.get_doc("Report", name).get_data())
		except frappe.PermissionError:
			return ""


def test_a_built_report_shows_each_their_own_rows(client, world, dossier, builder):
	assert dossier["LAT Case"].name in rows_of(world["coordinator"], builder)
	for person in ("away_coordinator", "technician", "outsider"):
		assert dossier["LAT Case"].name not in rows_of(world[person], builder)
		answer = client(person).get("/api/method/frappe.desk.query_report.run", report_name=builder)
		assert dossier["LAT Case"].name not in answer.text


@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "outsider"])
def test_none_is_prepared(client, builder, person, fresh):
	for method in (
		"frappe.desk.query_report.background_enqueue_run",
		"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report",
	):
		answer = client(person).post(f"/api/method/{method}", report_name=builder, filters="{}")
		assert not answer.ok
	fresh()
	assert not frappe.db.exists("Prepared Report", {"report_name": builder})


def test_the_refusal_says_what_to_do(world, builder):
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="run the report itself"):
		frappe.get_doc({"doctype": "Prepared Report", "report_name": builder}).insert(ignore_permissions=True)


def test_nothing_is_exported_by_who_does_not_reach_it(client, dossier):
	wish = "Kun i dette forløb."
	frappe.db.set_value("LAT Case", dossier["LAT Case"].name, "wishes", wish)
	frappe.db.commit()
	for person in ("away_coordinator", "second_mentor", "technician", "outsider"):
		answer = client(person).get(
			"/api/method/frappe.desk.reportview.export_query",
			doctype="LAT Case",
			fields='["`tabLAT Case`.`name`","`tabLAT Case`.`wishes`"]',
			file_format_type="CSV",
			title="x",
		)
		assert dossier["LAT Case"].name not in answer.text
		for method, values in (
			(
				"frappe.core.doctype.data_import.data_import.download_template",
				{
					"export_fields": json.dumps({"LAT Case": ["name", "wishes"]}),
					"export_records": "all",
					"file_type": "CSV",
				},
			),
			(
				"frappe.core.doctype.data_export.exporter.export_data",
				{"with_data": 1, "select_columns": json.dumps({"LAT Case": ["name", "wishes"]})},
			),
		):
			answer = client(person).get(f"/api/method/{method}", doctype="LAT Case", **values)
			assert dossier["LAT Case"].name not in answer.text and wish not in answer.text, method


class TestReportsOfFramework:
	"""A script report asks what its code asks for, in the name of whom its filters say."""

	REPORTS = ("Permitted Documents For User", "Addresses And Contacts")

	def run(self, client, doctype: str, user: str, name: str, how: str):
		filters = json.dumps(
			{"user": user, "doctype": doctype, "reference_doctype": doctype, "reference_name": "%"}
		)
		sent = {"report_name": name, "filters": filters}
		if how == "export":
			sent.update(file_format_type="CSV", visible_idx="[]")
			return client.post("/api/method/frappe.desk.query_report.export_query", **sent)
		return client.post("/api/method/frappe.desk.query_report.run", **sent)

	@pytest.mark.parametrize("how", ["run", "export"])
	@pytest.mark.parametrize("name", REPORTS)
	def test_none_lists_the_courses_of_somebody_else(self, client, world, dossier, name, how):
		for person in ("technician", "administrator", "away_coordinator", "outsider"):
			for doctype in ("LAT Case", "LAT Citizen", "LAT Municipality"):
				answer = self.run(client(person), doctype, world["coordinator"], name, how)
				assert answer.status_code == 403, (person, doctype, answer.text[:300])
				assert dossier[doctype].name not in answer.text if doctype in dossier else True

	def test_it_goes_on_with_other_documents(self, client, world):
		answer = self.run(client("technician"), "Contact", world["technician"], self.REPORTS[0], "run")
		assert answer.ok, answer.text[:300]

"""Every document x every role x every right x own, same and other municipality, asked over HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import frappe
import pytest

from tests.factories import set_settings
from tests.rest import Client

from .matrix import EXPECTED, HIDDEN_TABLES, PEOPLE
from .records import RECORDS, make_records, unsaveable_copy

APP = Path(__file__).resolve().parents[2] / "lat_corps"
DEFINITIONS = [json.loads(path.read_text("utf-8")) for path in sorted(APP.glob("*/doctype/*/*.json"))]
DOCUMENTS = {definition["name"] for definition in DEFINITIONS if not definition.get("istable")}
TABLES = {definition["name"] for definition in DEFINITIONS if definition.get("istable")}
REFUSED = (401, 403)


def test_every_document_of_the_app_has_its_row_and_its_record():
	assert set(EXPECTED) == DOCUMENTS
	assert set(RECORDS) == DOCUMENTS


@pytest.fixture(scope="module")
def records(world):
	scopes = {name: scope.records for name, scope in make_records(world).items()}
	frappe.db.commit()
	yield scopes
	# A plan has a line for each heading of TPM.
	set_settings(silent_turns=[], tpm_headings=[])
	frappe.db.commit()


@pytest.fixture(scope="module")
def person(client, server):
	"""Return the one session of a person; the guest has none."""
	return lambda name: Client(server) if name == "guest" else client(name)


def allowed(person: str, doc, scope: str) -> set[str]:
	return set(EXPECTED[doc.doctype].get(person, {}).get(scope, ""))


def granted(answer) -> bool:
	"""Tell whether a permission was granted; 417 is a rule of the record, met after that."""
	assert answer.status_code in (200, 417, *REFUSED), (answer.status_code, answer.text[:500])
	return answer.status_code not in REFUSED


def rights_over_http(client: Client, doc, may_delete: bool) -> set[str]:
	"""Try each right on one record with a real request and return the letters of those granted."""
	field = next((df.fieldname for df in doc.meta.fields if is_written(df)), "idx")
	share = {"doctype": doc.doctype, "name": doc.name, "user": "Administrator", "read": 1}
	rights = set()
	if client.read(doc).ok:
		# A mail and a report of a record need to read it.
		rights |= {"r"} | {
			letter
			for letter, right in (("e", "email"), ("o", "report"))
			if has_permission(client, doc, right)
		}
	if granted(client.put(doc, **{field: doc.get(field)})):
		rights |= {"w"} | ({"n"} if is_submitted(client.put(doc, docstatus=1)) else set())
	if client.get("/api/method/frappe.www.printview.get_html_and_style", doc=doc.doctype, name=doc.name).ok:
		rights.add("p")
	if granted(client.post("/api/method/frappe.share.add", **share)):
		rights.add("s")
	if not doc.meta.issingle and creates(client, doc):
		rights.add("c")
	if not may_delete and granted(client.delete(doc)):
		rights.add("d")
	return rights


def has_permission(client: Client, doc, ptype: str) -> bool:
	answer = client.get(
		"/api/method/frappe.client.has_permission", doctype=doc.doctype, docname=doc.name, perm_type=ptype
	)
	return bool(answer.ok and answer.json()["message"]["has_permission"])


def is_submitted(answer) -> bool:
	return answer.ok and answer.json()["data"]["docstatus"] == 1


def is_written(df) -> bool:
	return df.fieldtype in ("Data", "Select", "Small Text", "Int") and not df.read_only


def creates(client: Client, doc) -> bool:
	answer = client.post(f"/api/resource/{doc.doctype}", **unsaveable_copy(doc))
	assert not answer.ok, f"{doc.doctype}: a copy was saved, see `unsaveable`"
	return granted(answer)


def listed(client: Client, doctype: str) -> set[str]:
	answer = client.get(
		"/api/method/frappe.desk.reportview.get",
		doctype=doctype,
		fields=json.dumps([f"`tab{doctype}`.`name`"]),
		start=0,
		page_length=10000,
	)
	found = answer.json().get("message") if answer.ok else None
	return {name for (name,) in found["values"]} if found else set()


def exported(client: Client, doctype: str) -> str:
	answer = client.get(
		"/api/method/frappe.desk.reportview.export_query",
		doctype=doctype,
		fields=json.dumps([f"`tab{doctype}`.`name`"]),
		file_format_type="CSV",
		title=doctype,
		view="Report",
	)
	return answer.content.decode("utf-8-sig") if answer.ok else ""


@pytest.mark.real_site
class TestOverHttp:
	@pytest.mark.parametrize("who", PEOPLE)
	def test_the_matrix_holds(self, records, person, who):
		client, wrong = person(who), {}
		for doctype in DOCUMENTS:
			docs = {scope: found[doctype] for scope, found in records.items() if doctype in found}
			single = frappe.get_meta(doctype).issingle
			lines = set() if single else listed(client, doctype)
			cells = "" if single else exported(client, doctype)
			for scope, doc in docs.items():
				expected = allowed(who, doc, scope)
				actual = rights_over_http(client, doc, may_delete="d" in expected)
				actual |= {"x"} if doc.name in cells else set()
				if expected - {"d"} != actual or (not single and (doc.name in lines) != ("r" in expected)):
					wrong[f"{doctype} {scope}"] = f"expected {shown(expected)}, got {shown(actual)}"
		assert not wrong, "\n".join(f"{place}: {words}" for place, words in sorted(wrong.items()))

	def test_who_may_delete_does(self, person):
		for doctype, people in EXPECTED.items():
			for who, scopes in people.items():
				if not any("d" in rights for rights in scopes.values()):
					continue
				doc = RECORDS[doctype].throw_away()
				frappe.db.commit()
				assert person(who).delete(doc).status_code == 202
				frappe.db.rollback()
				assert not frappe.db.exists(doctype, doc.name)

	@pytest.mark.parametrize("who", PEOPLE)
	def test_child_rows_are_read_with_their_document_and_never_changed_alone(self, records, person, who):
		client, wrong = person(who), []
		frappe.db.rollback()
		for doctype in DOCUMENTS:
			for table in frappe.get_meta(doctype).get_table_fields():
				names = child_rows(client, table.options, doctype)
				hidden = who in HIDDEN_TABLES.get((doctype, table.fieldname), ())
				for scope, row in first_rows(records, doctype, table.fieldname):
					reads = not hidden and "r" in allowed(who, row.parent_doc, scope)
					answers = {
						"read": client.read(row).ok is reads,
						"list": (row.name in names) is reads,
						"write": scope == "same" or client.put(row, idx=row.idx).status_code in REFUSED,
						"delete": scope == "same" or client.delete(row).status_code in REFUSED,
					}
					wrong += [
						f"{row.doctype} of {doctype} {scope}: {way}"
						for way, right in answers.items()
						if not right
					]
		assert not wrong, "\n".join(wrong)

	@pytest.mark.parametrize("who", ["coordinator", "administrator", "technician"])
	def test_no_child_row_is_added_by_itself(self, records, person, who):
		frappe.db.rollback()
		for doctype in DOCUMENTS:
			for table in frappe.get_meta(doctype).get_table_fields():
				for _scope, row in first_rows(records, doctype, table.fieldname)[:1]:
					values = row.as_dict(convert_dates_to_str=True, no_default_fields=True)
					values |= {key: row.get(key) for key in ("parent", "parenttype", "parentfield")}
					answer = person(who).post(f"/api/resource/{row.doctype}", **values)
					assert answer.status_code in REFUSED, (row.doctype, doctype, answer.text)

	def test_every_child_table_was_asked(self, records):
		asked = {
			row.doctype
			for found in records.values()
			for doc in found.values()
			for table in doc.meta.get_table_fields()
			for row in doc.get(table.fieldname) or []
		}
		assert asked == TABLES


def shown(letters: set[str]) -> str:
	return "".join(sorted(letters)) or "-"


def first_rows(records, doctype: str, fieldname: str) -> list[tuple]:
	"""Return (scope, the first row of a table) as it is stored now; some documents renew theirs at a save."""
	found = []
	for scope, documents in records.items():
		rows = doctype in documents and documents[doctype].reload().get(fieldname)
		found += [(scope, rows[0])] if rows else []
	return found


def child_rows(client: Client, doctype: str, parent: str) -> set[str]:
	answer = client.get(
		"/api/method/frappe.client.get_list",
		doctype=doctype,
		parent=parent,
		fields='["name"]',
		limit_page_length=0,
	)
	return {row["name"] for row in answer.json()["message"]} if answer.ok else set()

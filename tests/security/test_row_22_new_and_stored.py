"""Row 22: new is what the database does not hold; what a client calls new is judged by the stored row."""

import json

import frappe
import pytest

from lat_corps.permissions.hooks import may
from tests import factories
from tests.factories import AWAY, HOME, as_user


def called_new(doc, **values):
	"""Return a stored record as a client would send it that calls it new."""
	return frappe.get_doc({**json.loads(doc.as_json()), "__islocal": 1, **values})


def test_a_stored_record_that_is_called_new_is_no_more_open(world):
	case = factories.refer(world)
	forged = called_new(case, municipality=AWAY)
	assert forged.is_new()
	assert not may(forged, "read", world["away_coordinator"])
	assert not may(forged, "write", world["away_coordinator"])
	assert may(forged, "read", world["coordinator"])


def test_a_copy_into_ones_own_municipality_is_judged_by_its_values(world):
	case = factories.refer(world)
	assert may(called_new(case), "create", world["coordinator"])
	assert not may(called_new(case, municipality=AWAY), "create", world["coordinator"])


class TestRenaming:
	"""Frappe's method of every document renames by force, whatever the document type allows."""

	@pytest.mark.parametrize("merge", [False, True])
	def test_a_record_keeps_its_number(self, world, merge):
		case, other = factories.refer(world), factories.refer(world)
		new = other.name if merge else "Mikkel Hansen"
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError, match="keeps its number"):
			frappe.rename_doc("LAT Case", case.name, new, force=True, merge=merge)
		assert frappe.db.exists("LAT Case", case.name) and frappe.db.exists("LAT Case", other.name)

	@pytest.mark.real_site
	@pytest.mark.parametrize("person", ["coordinator", "mentor", "away_coordinator", "technician"])
	def test_no_method_of_the_document_renames_it(self, client, dossier, person):
		for doc in dossier.values():
			new = f"{doc.name}-omdøbt"
			answer = client(person).post(
				"/api/method/run_doc_method",
				dt=doc.doctype,
				dn=doc.name,
				method="rename",
				args={"name": new, "force": True},
			)
			assert answer.status_code in (403, 404), (doc.doctype, answer.text[:200])
			frappe.db.rollback()
			assert not frappe.db.exists(doc.doctype, new)


class TestFetchedFields:
	"""Frappe asks for the right to create before it fetches what a rule asks for."""

	@pytest.fixture
	def loan(self, world):
		factories.lendable_mentor(world)
		return factories.request_loan(world)

	def test_the_lender_offers_by_the_loan(self, world, loan):
		offer = frappe.get_doc({"doctype": "LAT Loan Offer", "loan": loan.name})
		assert offer.lending_municipality is None
		assert may(offer, "create", world["away_coordinator"])
		assert not may(offer, "create", world["coordinator"])

	def test_the_word_of_a_client_counts_for_nothing(self, world, loan):
		forged = frappe.get_doc(
			{"doctype": "LAT Loan Offer", "loan": loan.name, "lending_municipality": HOME}
		)
		assert not may(forged, "create", world["coordinator"])

	@pytest.mark.parametrize("loan_name", [None, "LAT-L-99999", {"name": ["like", "%"]}])
	def test_a_link_that_leads_nowhere_opens_nothing(self, world, loan_name):
		offer = frappe.get_doc({"doctype": "LAT Loan Offer", "loan": loan_name, "lending_municipality": AWAY})
		assert not may(offer, "create", world["away_coordinator"])

	@pytest.mark.parametrize("doctype", ["LAT Match", "LAT Consent", "LAT Background Information"])
	def test_a_record_of_a_course_belongs_where_the_course_does(self, world, doctype):
		case = factories.refer(world)
		made = frappe.get_doc({"doctype": doctype, "lat_case": case.name, "municipality": AWAY})
		assert may(made, "create", world["coordinator"])
		assert not may(made, "create", world["away_coordinator"])


class TestUploadsToUnsavedForms:
	"""Frappe asks for "write" of an empty document before it takes a file for a form not saved yet."""

	@pytest.mark.parametrize(("person", "may_attach"), [("coordinator", True), ("mentor", False)])
	def test_whoever_may_make_the_record_may_attach_a_file(self, world, person, may_attach):
		with as_user(world[person]):
			empty = frappe.new_doc("LAT Survey Import")
			assert empty.has_permission("write") is may_attach

	def test_nobody_without_a_function_may(self, world):
		for doctype in ("LAT Survey Import", "LAT Case"):
			assert not may(frappe.new_doc(doctype), "write", world["outsider"])

	@pytest.mark.real_site
	def test_a_survey_file_is_uploaded_to_a_new_import(self, client, world, committed):
		def upload(person: str):
			who = client(person)
			who.get("/app")
			return who.session.post(
				f"{who.url}/api/method/upload_file",
				data={
					"doctype": "LAT Survey Import",
					"docname": "new-lat-survey-import-abcdefghij",
					"fieldname": "file",
					"is_private": 1,
				},
				files={"file": ("svar.csv", b"id;svar\n1;2\n", "text/csv")},
			)

		taken = upload("coordinator")
		assert taken.ok, taken.text
		committed(("File", taken.json()["message"]["name"]))
		assert upload("mentor").status_code == 403
		assert upload("outsider").status_code == 403

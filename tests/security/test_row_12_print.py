"""Row 12: print needs only read, and share keys open documents to guests."""

import frappe
import pytest
import requests

pytestmark = pytest.mark.real_site


def printed(person, doc):
	return person.get("/api/method/frappe.www.printview.get_html_and_style", doc=doc.doctype, name=doc.name)


@pytest.mark.parametrize(
	"person", ["second_mentor", "caseworker", "away_coordinator", "technician", "outsider"]
)
def test_nobody_else_prints_the_course(client, dossier, person):
	case = dossier["LAT Case"]
	assert printed(client(person), case).status_code == 403
	for address in ("/printview", "/api/method/frappe.utils.print_format.download_pdf"):
		answer = client(person).get(address, doctype="LAT Case", name=case.name, format="Standard")
		assert not answer.ok and "Familieafdelingen" not in answer.text


def test_the_coordinator_prints(client, dossier):
	assert "Vulnerable to extremism" in printed(client("coordinator"), dossier["LAT Case"]).text


@pytest.mark.parametrize("person", ["coordinator", "away_coordinator", "technician", "outsider"])
def test_no_link_opens_a_print_without_login(client, dossier, fresh, person):
	case = dossier["LAT Case"]
	answer = client(person).post(
		"/api/method/run_doc_method", dt="LAT Case", dn=case.name, method="get_document_share_key"
	)
	assert not answer.ok
	fresh()
	assert not frappe.db.exists("Document Share Key", {"reference_docname": case.name})


def test_not_even_administrator_makes_one(dossier):
	with pytest.raises(frappe.PermissionError, match="without login"):
		dossier["LAT Case"].get_document_share_key()


def test_a_guest_prints_nothing(server, dossier):
	answer = requests.get(
		f"{server}/printview", params={"doctype": "LAT Case", "name": dossier["LAT Case"].name}, timeout=30
	)
	assert not answer.ok and "Vulnerable" not in answer.text


def test_the_page_kept_of_a_print_follows_the_record(client, dossier, fresh, committed):
	"""Access Log stores the whole page of a print."""
	from frappe.deferred_insert import save_to_db

	case = dossier["LAT Case"]
	client("coordinator").post(
		"/api/method/frappe.core.doctype.access_log.access_log.make_access_log",
		doctype="LAT Case",
		document=case.name,
		page="<p>Mikkel Prøvesen</p>",
	)
	fresh()
	# Frappe 16 lets it wait in Redis
	save_to_db()
	frappe.db.commit()
	log = frappe.db.get_value("Access Log", {"reference_document": case.name})
	committed(("Access Log", log))
	for person in ("technician", "outsider"):
		assert log not in client(person).names("Access Log")
		assert client(person).get(f"/api/resource/Access Log/{log}").status_code == 403

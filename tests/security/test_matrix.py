"""Every document x every person x every right x own, same and other municipality, asked over HTTP."""

import frappe
import pytest
from frappe.utils import today

from lat_corps.corps import loans
from tests import factories
from tests.factories import AWAY, HOME, act, as_user

from .matrix import EXPECTED, PEOPLE

pytestmark = pytest.mark.real_site

ASKED = {"x": "export", "o": "report", "s": "share"}


def a_course(world, municipality, coordinator, mentor, caseworker):
	"""A course of a municipality, with a record of every kind around it."""
	with as_user(world[coordinator]):
		citizen = factories.make_citizen(municipality)
		case = frappe.get_doc(
			{
				"doctype": "LAT Case",
				"municipality": municipality,
				"citizen": citizen.name,
				"target_group": "Vulnerable to extremism",
				"referral_source": "Skolen",
			}
		).insert()
		consent = factories.give_consent(case)
		act(case, "Assess course")
		factories.describe_person(case)
		act(case, "Start matching")
		match = factories.propose(case, world.mentors[mentor])
		act(match, "Offer match")
		act(match, "Accept match", world[mentor])
		act(match, "Approve match")
		case.reload()
		act(case, "Prepare course")
		factories.prepare_meeting(case)
		act(case, "Start course")
		factories.consent_to_handover(case, caseworker, "Life situation")
		records = [
			frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, "worries": "Søvn."}),
			frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}),
		]
		for record in records:
			record.insert()
		handover = factories.draft_handover(
			case,
			caseworker,
			("Life situation", "The course", "Bor alene."),
			("Network and family", "The course", "Uden samtykke."),
		)
		records += [factories.missing_measurement(case), factories.pass_on(case), handover]
		if municipality == HOME:
			act(handover, "Send handover")
			records.append(frappe.get_doc("LAT Handover Omission", {"handover": handover.name}))
		erasure = factories.request_erasure(citizen)
	return [case, citizen, match, consent, *records, erasure, factories.read_log_line(citizen)]


def a_loan(world, lender, coordinator, mentor):
	"""An agreed loan to outside the corps, registered and signed by the lender, with its offer."""
	frappe.db.set_value("LAT Mentor", world.mentors[mentor], "may_be_lent", 1)
	with as_user(world[coordinator]):
		loan = factories.request_loan(
			world,
			coordinator,
			lending_municipality=lender,
			borrowing_municipality=None,
			borrower_outside="Øby Kommune",
		)
		factories.choose_mentor(loan, world, mentor, coordinator)
		act(loan, "Offer mentor")
		loans.sign_on_paper(loan.name, "Mette Øby", "Ungechef", today())
		factories.sign_loan(loan, world, coordinator)
		act(loan, "Agree on loan")
	return [loan, frappe.get_doc("LAT Loan Offer", {"loan": loan.name})]


@pytest.fixture(scope="module")
def records(world):
	"""Three records of every kind: the mentor's and caseworker's own, another's, another municipality's."""
	home = {"municipality": HOME, "coordinator": "coordinator"}
	scopes = {
		"own": a_course(world, **home, mentor="mentor", caseworker=world["caseworker"]),
		"same": a_course(world, **home, mentor="second_mentor", caseworker=world["other_caseworker"]),
		"other": a_course(world, AWAY, "away_coordinator", "away_mentor", world["away_manager"]),
	}
	for scope, role, municipality, mentor, person in (
		("own", "Mentor", HOME, "mentor", "mentor"),
		("same", "Parent Coach", HOME, "second_mentor", "second_mentor"),
		("other", "Mentor", AWAY, "away_mentor", "away_mentor"),
	):
		published = frappe.db.get_value(
			"LAT Role Description", {"role": role, "municipality": municipality, "stage": "Published"}
		)
		acknowledged = frappe.db.get_value(
			"LAT Role Acknowledgement", {"user": world[person], "municipality": municipality}
		)
		request = frappe.db.get_value(
			"LAT Acknowledgement Request", {"user": world[person], "municipality": municipality}
		)
		scopes[scope] += [
			frappe.get_doc("LAT Acknowledgement Request", request),
			frappe.get_doc("LAT Mentor", world.mentors[mentor]),
			frappe.get_doc("LAT Role Description", published),
			frappe.get_doc("LAT Role Acknowledgement", acknowledged),
		]
		if scope != "same":
			scopes[scope].append(frappe.get_doc("LAT Municipality", municipality))
		coordinator = "coordinator" if municipality == HOME else "away_coordinator"
		scopes[scope] += a_loan(world, municipality, coordinator, mentor)
	away = world["away_coordinator"]
	for scope, person, values in (
		("own", "coordinator", {}),
		("same", "chief", {"coordinator": world["chief"]}),
		("other", "away_coordinator", {"coordinator": away, "municipality": AWAY}),
	):
		scopes[scope].append(factories.appoint(world, person, **values))
	frappe.db.commit()
	return {scope: {doc.doctype: doc for doc in docs} for scope, docs in scopes.items()}


def rights_over_http(client, doc) -> str:
	"""Try each right on a record and return the letters of those that were granted."""
	rights = ""
	if client.read(doc).ok:
		rights += "r"
	# 417 is a rule of the record, met after the permission was granted.
	if client.put(doc, idx=0).status_code != 403:
		rights += "w"
	printed = client.get(
		"/api/method/frappe.www.printview.get_html_and_style", doc=doc.doctype, name=doc.name
	)
	rights += "p" if printed.ok else ""
	for letter, ptype in ASKED.items():
		answer = client.get(
			"/api/method/frappe.client.has_permission", doctype=doc.doctype, docname=doc.name, perm_type=ptype
		)
		if answer.ok and answer.json()["message"]["has_permission"]:
			rights += letter
	return rights


@pytest.mark.parametrize("person", PEOPLE)
def test_the_matrix_holds(records, client, person):
	wrong = {}
	for scope, documents in records.items():
		for doctype, doc in documents.items():
			expected = EXPECTED.get(doctype, {}).get(person, {}).get(scope, "")
			actual = rights_over_http(client(person), doc)
			if set(actual) != set(expected) - {"d"}:
				wrong[f"{doctype} {scope}"] = f"expected {expected or '-'}, got {actual or '-'}"
	assert not wrong


def test_every_document_with_row_rules_is_in_the_matrix():
	from lat_corps.permissions.table import ROWS

	assert set(ROWS) - {"LAT Instrument", "LAT Survey Import"} == set(EXPECTED)


def test_only_a_technician_deletes_and_only_what_is_no_case_content(records, client):
	for person in PEOPLE:
		for doctype, doc in records["own"].items():
			granted = client(person).get(
				"/api/method/frappe.client.has_permission",
				doctype=doctype,
				docname=doc.name,
				perm_type="delete",
			)
			expected = "d" in EXPECTED[doctype].get(person, {}).get("own", "")
			assert bool(granted.ok and granted.json()["message"]["has_permission"]) is expected

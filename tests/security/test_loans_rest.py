"""Loans over HTTP: the borrower's coordinator tries to learn the mentor before the agreement (R22)."""

import json
import re

import frappe
import pytest
from frappe.utils import add_days, today

from tests import factories
from tests.factories import AWAY, HOME, act, as_user
from tests.rest import Client

pytestmark = pytest.mark.real_site

LOANS = "/api/method/lat_corps.corps.loans"
THIRD = "Trediby"


@pytest.fixture(scope="module")
def third(server, world):
	"""A coordinator of a municipality that has nothing to do with the loans."""
	user = factories.make_user("third_coordinator", "Grethe Lind", "LAT Coordinator")
	municipality = factories.make_municipality(THIRD, "903", [(user, "Coordinator")])
	frappe.db.commit()
	yield Client(server).login(user)
	frappe.set_user("Administrator")
	frappe.delete_doc("LAT Municipality", municipality.name, force=True)
	frappe.delete_doc("User", user, force=True)
	frappe.db.commit()


@pytest.fixture(scope="module", autouse=True)
def lent(world):
	mentor = factories.lendable_mentor(world, "lent_rest")
	mentor.db_set("professional_experience", "Zeynep har arbejdet på gadeplan.")
	world.people["lent"], world.mentors["lent"] = world.people["lent_rest"], mentor.name
	frappe.db.commit()


@pytest.fixture(scope="module")
def offered(world, lent):
	loan = factories.loan_at("Offered", world)
	factories.sign_loan(loan, world)
	frappe.db.commit()
	return loan


@pytest.fixture(scope="module")
def offer(offered):
	return frappe.get_doc("LAT Loan Offer", {"loan": offered.name})


@pytest.fixture(scope="module")
def secrets(world):
	return ("Zeynep", "Ozgan", world["lent_rest"], world.mentors["lent_rest"])


@pytest.fixture(params=["coordinator", "third"])
def attacker(request, client):
	"""The borrower's coordinator, who may read the loan, and a coordinator who has no part in it."""
	return client("coordinator") if request.param == "coordinator" else request.getfixturevalue("third")


def reads_of_the_offer(loan, offer) -> dict[str, dict]:
	"""Every way to read a record that Frappe has, pointed at the offer or at the loan."""
	of_loan, of_offer = {"loan": loan.name}, {"doctype": offer.doctype, "name": offer.name}
	listed = {
		"doctype": offer.doctype,
		"fields": json.dumps(["name", "mentor", "mentor_name", "profile"]),
		"filters": json.dumps(of_loan),
	}
	return {
		f"/api/resource/{offer.doctype}/{offer.name}": {},
		f"/api/resource/{offer.doctype}": {"fields": '["name","mentor","mentor_name"]'},
		f"/api/resource/{loan.doctype}/{loan.name}": {},
		f"/api/resource/{loan.doctype}": {"fields": '["*"]', "limit_page_length": 0},
		"/api/method/frappe.client.get": of_offer,
		"/api/method/frappe.client.get_list": listed,
		"/api/method/frappe.client.get_value": {
			"doctype": offer.doctype,
			"fieldname": "mentor_name",
			"filters": json.dumps(of_loan),
		},
		"/api/method/frappe.desk.form.load.getdoc": of_offer,
		"/api/method/frappe.desk.form.load.getdoc?": {"doctype": loan.doctype, "name": loan.name},
		"/api/method/frappe.desk.form.load.get_docinfo": {"doctype": loan.doctype, "name": loan.name},
		"/api/method/frappe.desk.form.linked_with.get": {"doctype": loan.doctype, "docname": loan.name},
		"/api/method/frappe.desk.notifications.get_open_count": {"doctype": loan.doctype, "name": loan.name},
		"/api/method/frappe.desk.reportview.get": {
			**listed,
			"fields": '["`tabLAT Loan Offer`.`mentor_name`"]',
		},
		"/api/method/frappe.desk.reportview.export_query": {
			"doctype": offer.doctype,
			"file_format_type": "CSV",
			"title": "x",
			"fields": '["`tabLAT Loan Offer`.`mentor_name`"]',
		},
		"/api/method/frappe.desk.search.search_link": {
			"doctype": offer.doctype,
			"txt": "",
			"page_length": 500,
		},
		"/api/method/frappe.desk.search.search_link?": {
			"doctype": "LAT Mentor",
			"txt": "Zey",
			"page_length": 500,
			"ignore_user_permissions": 1,
		},
		"/api/method/frappe.www.printview.get_html_and_style": {"doc": loan.doctype, "name": loan.name},
		"/api/method/frappe.www.printview.get_html_and_style?": {
			"doc": loan.doctype,
			"name": loan.name,
			"print_format": "LAT Loan Agreement",
		},
		"/api/resource/Version": {"fields": '["data"]', "limit_page_length": 0},
		"/api/resource/Comment": {"fields": '["content"]', "limit_page_length": 0},
		"/api/resource/Notification Log": {"fields": '["*"]', "limit_page_length": 0},
		f"{LOANS}.search": {},
		f"{LOANS}.borrowed_mentor": {"name": loan.name},
		f"{LOANS}.mentors_for_match": {
			"doctype": "LAT Mentor",
			"txt": "",
			"searchfield": "name",
			"start": 0,
			"page_len": 500,
		},
	}


def test_no_answer_tells_the_mentor_before_both_agree(offered, offer, secrets, attacker):
	told = []
	for path, params in reads_of_the_offer(offered, offer).items():
		answer = attacker.get(path.rstrip("?"), **params)
		told += [(path, secret) for secret in secrets if secret in answer.text]
	assert not told


def test_the_attacks_find_the_name_where_it_may_be_read(offered, offer, client):
	"""The same questions, asked by the lender: they would show the name if nothing held it back."""
	found = {
		path
		for path, params in reads_of_the_offer(offered, offer).items()
		if factories.LENT in client("away_coordinator").get(path.rstrip("?"), **params).text
	}
	assert {
		f"/api/resource/{offer.doctype}/{offer.name}",
		"/api/method/frappe.client.get",
		"/api/method/frappe.client.get_list",
		"/api/method/frappe.client.get_value",
		"/api/method/frappe.desk.form.load.getdoc",
		"/api/method/frappe.desk.reportview.get",
		"/api/method/frappe.desk.search.search_link?",
	} <= found


def guesses(world, offered) -> list[tuple[str, dict, dict]]:
	"""Questions whose answer would differ for the right mentor and a wrong one."""
	right, wrong = world.mentors["lent_rest"], "LAT-M-99999"
	asked = []
	for doctype, filters in (
		("LAT Mentor Loan", {"name": offered.name, "mentor": "?"}),
		("LAT Loan Offer", {"loan": offered.name, "mentor": "?"}),
		("LAT Mentor", {"name": "?"}),
		("LAT Spoken Language", {"parent": "?", "parenttype": "LAT Mentor"}),
	):
		for method, extra in (
			("frappe.client.get_count", {}),
			("frappe.desk.reportview.get_count", {"fields": "[]", "distinct": "false"}),
			("frappe.client.get_list", {"fields": '["name"]', "parent": "LAT Mentor"}),
		):
			params = [
				{
					"doctype": doctype,
					"filters": json.dumps({k: name if v == "?" else v for k, v in filters.items()}),
					**extra,
				}
				for name in (right, wrong)
			]
			asked.append((method, *params))
	for filters in ([["LAT Loan Offer", "mentor", "=", "?"]], [["mentor.full_name", "=", "?"]]):
		params = [
			{"doctype": "LAT Mentor Loan", "filters": json.dumps(filters).replace("?", name)}
			for name in (right, wrong)
		]
		asked.append(("frappe.client.get_list", *params))
	return asked


def without_trace(text: str) -> str:
	"""Keep what an answer says, and leave out its traceback and the random id of its error."""
	try:
		answer = json.loads(text)
	except ValueError:
		return text
	said = json.dumps({key: value for key, value in answer.items() if key not in ("exc", "_debug_messages")})
	return re.sub(r"__frappe_exc_id\W+[0-9a-f]+", "", said)


def test_no_guess_is_confirmed(world, offered, attacker):
	"""Filters and counts answer the same for the right mentor as for one that does not exist."""
	confirmed = []
	for method, right, wrong in guesses(world, offered):
		answers = [attacker.get(f"/api/method/{method}", **params) for params in (right, wrong)]
		says = [
			without_trace(answer.text).replace(world.mentors["lent_rest"], "LAT-M-99999")
			for answer in answers
		]
		if answers[0].status_code != answers[1].status_code or says[0] != says[1]:
			confirmed.append((method, right, says))
	assert not confirmed


def test_the_borrower_writes_nothing_of_the_offer(world, offered, offer, client):
	coordinator = client("coordinator")
	assert coordinator.put(offer, profile="x").status_code == 403
	answer = coordinator.post(
		"/api/resource/LAT Loan Offer", loan=offered.name, mentor=world.mentors["mentor"], profile="x"
	)
	assert answer.status_code in (403, 409)
	assert coordinator.post(
		f"{LOANS}.choose_mentor", loan=offered.name, mentor=world.mentors["lent_rest"]
	).status_code in (403, 417)
	assert (
		coordinator.get(
			f"{LOANS}.profile_to_offer", loan=offered.name, mentor=world.mentors["lent_rest"]
		).status_code
		== 403
	)


def test_signatures_are_not_written_by_a_client(world, client):
	loan = factories.loan_at("Offered", world)
	frappe.db.commit()
	signed = client("coordinator").put(
		loan,
		lender_signed_name="Jonas Bech",
		lender_signed_on=today(),
		lender_signed_by=world["away_coordinator"],
	)
	assert signed.ok, signed.text
	client("coordinator").put(loan, mentor=world.mentors["lent_rest"])
	data = client("coordinator").read(loan).json()["data"]
	assert not data.get("lender_signed_on") and not data.get("mentor")
	for answer in (
		client("coordinator").put(loan, stage="Agreed"),
		client("coordinator").put(loan, workflow_state="Loan agreed"),
		client("coordinator").act(loan, "Agree on loan"),
	):
		assert answer.status_code == 417
	assert client("coordinator").get(f"{LOANS}.sign", name=loan.name, signed_name="x").status_code == 403


def test_who_has_no_part_in_a_loan_neither_reads_nor_steps(offered, third, client):
	for person in (third, client("caseworker"), client("lent_rest"), client("centre")):
		assert person.read(offered).status_code == 403
		assert person.put(offered, purpose="x").status_code == 403
		assert person.post(f"{LOANS}.sign", name=offered.name, signed_name="x").status_code == 403
		assert offered.name not in person.names("LAT Mentor Loan")


def test_the_centre_searches_and_reads_no_loan(client, offered, secrets):
	answer = client("centre").get(f"{LOANS}.search", kind="Mentor")
	assert answer.ok and AWAY in answer.text
	assert not any(secret in answer.text for secret in secrets)
	assert client("centre").names("LAT Mentor Loan") == set()


@pytest.fixture(scope="module")
def lent_course(world):
	"""A course of the home municipality that the borrowed mentor has, and its loan."""
	loan = factories.loan_at("Active", world)
	factories.acknowledge(world.descriptions[("Mentor", HOME)], world["lent_rest"])
	case = factories.case_at("Matching", world)
	factories.approve_match(case, world, "lent_rest")
	act(case, "Prepare course", world["coordinator"])
	with as_user(world["coordinator"]):
		plan = frappe.get_doc({"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "Ro."}]})
		plan.insert()
	frappe.db.commit()
	yield loan, case, plan
	frappe.set_user("Administrator")
	loan.db_set("stage", "Returned")
	frappe.db.commit()


class TestDaysOfAccess:
	@pytest.mark.parametrize(
		("first", "last", "inside"), [(1, 30, False), (-1, 30, True), (-30, 0, True), (-30, -1, False)]
	)
	def test_the_mentor_reaches_the_course_within_the_period_alone(
		self, lent_course, client, world, first, last, inside
	):
		loan, case, plan = lent_course
		loan.db_set({"from_date": add_days(today(), first), "to_date": add_days(today(), last)})
		frappe.db.commit()
		mentor = client("lent_rest")
		form = mentor.get(
			"/api/method/frappe.desk.form.load.getdoc", doctype="LAT Case", name=case.name
		).status_code
		rows = mentor.get(
			"/api/method/frappe.client.get_list",
			doctype="LAT Plan Goal",
			parent="LAT Plan",
			fields='["parent"]',
			limit_page_length=0,
		)
		written = mentor.put(plan, worries="Søvn.").status_code
		seen = {
			"read": mentor.read(case).ok,
			"form": form == 200,
			"listed": case.name in mentor.names("LAT Case"),
			"contact": mentor.get(
				"/api/method/lat_corps.measurement.course_page.of_course", case=case.name
			).ok,
			"child": plan.name in rows.text,
			"written": written == 200,
			"description": world.descriptions[("Mentor", HOME)] in mentor.names("LAT Role Description"),
		}
		assert set(seen.values()) == {inside}, seen

	def test_the_borrower_reads_the_criteria_and_never_the_record(self, lent_course, client, world):
		loan, _case, _plan = lent_course
		mentor = frappe.get_doc("LAT Mentor", world.mentors["lent_rest"])
		loan.db_set({"from_date": today(), "to_date": today()})
		frappe.db.commit()
		coordinator = client("coordinator")
		assert coordinator.get(f"{LOANS}.borrowed_mentor", name=loan.name).ok
		assert coordinator.read(mentor).status_code == 403
		assert mentor.name not in coordinator.names("LAT Mentor")
		loan.db_set({"from_date": add_days(today(), -2), "to_date": add_days(today(), -1)})
		frappe.db.commit()
		assert coordinator.get(f"{LOANS}.borrowed_mentor", name=loan.name).status_code == 403

"""The walls over HTTP: coordinator, mentor of another course, and caseworker."""

import frappe
import pytest

from tests import factories
from tests.factories import act, as_user

pytestmark = pytest.mark.real_site


@pytest.fixture(scope="module")
def case(world):
	case = factories.case_at("Active", world)
	frappe.db.commit()
	return case


def test_the_coordinator_reads_and_lists_the_course(client, case):
	assert client("coordinator").read(case).ok
	assert case.name in client("coordinator").names("LAT Case")


@pytest.mark.parametrize(
	"person",
	["second_mentor", "caseworker", "away_coordinator", "manager", "administrator", "centre", "technician"],
)
class TestOthers:
	def test_cannot_read(self, client, case, person):
		assert client(person).read(case).status_code == 403
		assert (
			client(person)
			.get("/api/method/frappe.client.get", doctype="LAT Case", name=case.name)
			.status_code
			== 403
		)

	def test_do_not_list(self, client, case, person):
		assert case.name not in client(person).names("LAT Case")
		answer = client(person).get(
			"/api/method/frappe.desk.reportview.get",
			doctype="LAT Case",
			fields='["`tabLAT Case`.`name`"]',
			start=0,
			page_length=500,
		)
		assert case.name not in answer.text

	def test_do_not_find_by_link_search(self, client, case, person):
		for doctype, text in (("LAT Case", case.name), ("LAT Citizen", "Mikkel")):
			answer = client(person).get(
				"/api/method/frappe.desk.search.search_link",
				doctype=doctype,
				txt=text,
				page_length=500,
				ignore_user_permissions=1,
			)
			assert case.name not in answer.text and case.citizen not in answer.text

	def test_cannot_write(self, client, case, person):
		assert client(person).put(case, wishes="x").status_code == 403
		assert (
			client(person)
			.post(
				"/api/method/frappe.client.set_value",
				doctype="LAT Case",
				name=case.name,
				fieldname="wishes",
				value="x",
			)
			.status_code
			== 403
		)

	def test_cannot_print(self, client, case, person):
		answer = client(person).get(
			"/api/method/frappe.www.printview.get_html_and_style", doc="LAT Case", name=case.name
		)
		assert answer.status_code == 403

	def test_cannot_read_child_rows(self, client, case, person):
		answer = client(person).get(
			"/api/method/frappe.client.get_list",
			doctype="LAT Preparation Topic",
			parent="LAT Case",
			fields='["parent","topic"]',
			limit_page_length=0,
		)
		assert case.name not in answer.text


def test_nobody_deletes_a_course(client, case):
	for person in ("coordinator", "mentor", "technician"):
		assert client(person).delete(case).status_code == 403


def test_a_foreign_file_is_not_read_by_an_import(client, world):
	with as_user(world["coordinator"]):
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "hemmelig.csv", "content": b"a;b\n1;2\n", "is_private": 1}
		).insert()
	frappe.db.commit()
	answer = client("away_coordinator").post(
		"/api/resource/LAT Survey Import",
		municipality=factories.AWAY,
		instrument="WHO5-v1",
		survey_file=file.file_url,
	)
	assert answer.status_code == 417 and "private" in answer.text


def test_the_form_shows_the_caseworker_no_line_that_was_left_out(client, world):
	case = factories.case_at("Active", world)
	with as_user(world["coordinator"]):
		factories.consent_to_handover(case, world["caseworker"], "Life situation")
		handover = factories.draft_handover(case, world["caseworker"])
		handover.append(
			"lines",
			{
				"information_type": "Life situation",
				"origin": "Section 115 exchange",
				"content": "Fra politiet.",
			},
		)
		handover.save(ignore_version=False)
	act(handover, "Send handover", world["coordinator"])
	frappe.db.commit()
	answer = client("caseworker").get(
		"/api/method/frappe.desk.form.load.getdoc", doctype="LAT Handover", name=handover.name
	)
	assert answer.ok and "Bor alene." in answer.text
	assert "Fra politiet." not in answer.text and "section 115" not in answer.text.lower()


def test_the_citizens_name_is_found_by_those_who_may_read_it(client, case):
	answer = client("coordinator").get(
		"/api/method/frappe.desk.search.search_link", doctype="LAT Citizen", txt="Mikkel", page_length=500
	)
	assert case.citizen in answer.text


def test_an_offer_shows_the_mentor_no_case_content(client, world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["second_mentor"])
	act(match, "Offer match", world["coordinator"])
	frappe.db.commit()
	assert client("second_mentor").read(match).ok
	assert client("second_mentor").read(case).status_code == 403


class TestPastTheRowRules:
	"""Frappe's own ways of handing a record on: security 4, 10 and 12."""

	def test_a_course_is_not_shared(self, client, case, world):
		answer = client("coordinator").post(
			"/api/method/frappe.share.add",
			doctype="LAT Case",
			name=case.name,
			user=world["outsider"],
			read=1,
		)
		assert answer.status_code == 403
		assert not frappe.db.exists("DocShare", {"share_name": case.name})

	def test_an_assignment_opens_nothing(self, client, case, world):
		client("coordinator").post(
			"/api/method/frappe.desk.form.assign_to.add",
			doctype="LAT Case",
			name=case.name,
			assign_to=f'["{world["away_mentor"]}"]',
		)
		assert client("away_mentor").read(case).status_code == 403

	def test_administrator_cannot_share_by_mistake(self, case, world):
		with pytest.raises(frappe.PermissionError):
			frappe.share.add_docshare(
				"LAT Case", case.name, world["outsider"], flags={"ignore_share_permission": True}
			)

	def test_no_link_opens_a_print_without_login(self, client, case):
		answer = client("coordinator").post(
			"/api/method/run_doc_method", dt="LAT Case", dn=case.name, method="get_document_share_key"
		)
		assert not answer.ok
		with pytest.raises(frappe.PermissionError):
			case.get_document_share_key()

	def test_nobody_follows_a_course_by_mail(self, client, case, world):
		frappe.db.set_value("User", world["coordinator"], "document_follow_notify", 1)
		frappe.db.commit()
		client("coordinator").post(
			"/api/method/frappe.desk.form.document_follow.update_follow",
			doctype="LAT Case",
			doc_name=case.name,
			following=True,
		)
		frappe.db.rollback()
		assert not frappe.db.exists("Document Follow", {"ref_docname": case.name})

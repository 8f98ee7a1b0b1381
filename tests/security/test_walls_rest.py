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


def test_an_offer_shows_the_mentor_no_case_content(client, world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["second_mentor"])
	act(match, "Offer match", world["coordinator"])
	frappe.db.commit()
	assert client("second_mentor").read(match).ok
	assert client("second_mentor").read(case).status_code == 403

"""Row 4: a share overrides a hook's refusal, and assigning shares by itself."""

import frappe
import pytest

from tests.factories import as_user

pytestmark = pytest.mark.real_site


def test_a_course_is_not_shared(client, dossier, world, fresh):
	case = dossier["LAT Case"]
	for person in ("coordinator", "away_coordinator", "outsider"):
		answer = client(person).post(
			"/api/method/frappe.share.add", doctype="LAT Case", name=case.name, user=world["outsider"], read=1
		)
		assert answer.status_code == 403, person
	fresh()
	assert not frappe.db.exists("DocShare", {"share_name": case.name})
	assert client("outsider").read(case).status_code == 403


def test_a_technician_makes_no_share_either(client, dossier, world, fresh):
	for target in dossier.values():
		answer = client("technician").post(
			"/api/resource/DocShare",
			user=world["technician"],
			share_doctype=target.doctype,
			share_name=target.name,
			read=1,
		)
		assert answer.status_code == 403
	fresh()
	assert client("technician").read(dossier["LAT Case"]).status_code == 403


def test_administrator_cannot_share_by_mistake(dossier, world):
	with pytest.raises(frappe.PermissionError, match="cannot be shared"):
		frappe.share.add_docshare(
			"LAT Case",
			dossier["LAT Case"].name,
			world["outsider"],
			flags={"ignore_share_permission": True},
		)


def test_nor_is_a_trace_of_it_shared(dossier, world):
	with as_user(world["coordinator"]):
		comment = dossier["LAT Case"].add_comment("Comment", "Aftalt på mødet.")
	with pytest.raises(frappe.PermissionError, match="cannot be shared"):
		frappe.share.add_docshare(
			"Comment", comment.name, world["outsider"], flags={"ignore_share_permission": True}
		)


def assign(person, case, user):
	return person.post(
		"/api/method/frappe.desk.form.assign_to.add",
		doctype="LAT Case",
		name=case.name,
		assign_to=f'["{user}"]',
	)


def test_an_assignment_opens_nothing_and_says_to_whom(client, dossier, world, fresh):
	case = dossier["LAT Case"]
	answer = assign(client("coordinator"), case, world["away_mentor"])
	assert answer.status_code == 403 and "Amina Yusuf" in answer.text
	fresh()
	assert not frappe.db.exists("ToDo", {"reference_name": case.name, "allocated_to": world["away_mentor"]})
	assert client("away_mentor").read(case).status_code == 403


def test_those_who_work_on_it_are_assigned(client, dossier, world, fresh):
	case = dossier["LAT Case"]
	assert assign(client("coordinator"), case, world["mentor"]).ok
	fresh()
	todo = frappe.db.get_value("ToDo", {"reference_name": case.name, "allocated_to": world["mentor"]})
	assert todo in client("mentor").names("ToDo")
	for person in ("away_coordinator", "technician", "outsider"):
		assert todo not in client(person).names("ToDo")
		assert assign(client(person), case, world["mentor"]).status_code == 403

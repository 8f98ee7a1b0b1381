"""Comments, mentions, notices and mails about a record reach only those who read it, and carry a number."""

import frappe
import pytest

pytestmark = pytest.mark.real_site

WORDS = "Truet på livet af broderen."


def comment(person, case, *mentioned: str):
	mentions = "".join(
		f'<span class="mention" data-id="{user}" data-value="x">@x</span>' for user in mentioned
	)
	return person.post(
		"/api/method/frappe.desk.form.utils.add_comment",
		reference_doctype="LAT Case",
		reference_name=case.name,
		content=f"<div>{WORDS} {mentions}</div>",
		comment_email="x@example.org",
		comment_by="x",
	)


@pytest.fixture(autouse=True)
def swept(dossier):
	yield
	frappe.db.rollback()
	frappe.db.delete("Notification Log", {"document_type": "LAT Case"})
	frappe.db.delete("Comment", {"reference_name": dossier["LAT Case"].name, "comment_type": "Comment"})
	frappe.db.commit()


@pytest.mark.parametrize(
	("stranger", "name"),
	[("away_coordinator", "Jonas Bech"), ("second_mentor", "Karen Friis"), ("outsider", "Bo Ek")],
)
def test_a_mention_of_a_stranger_is_refused_by_name(client, dossier, world, fresh, stranger, name):
	case = dossier["LAT Case"]
	answer = comment(client("coordinator"), case, world["mentor"], world[stranger])
	assert answer.status_code == 403 and name in answer.text and "Samir" not in answer.text
	fresh()
	assert not frappe.db.exists("Comment", {"reference_name": case.name, "content": ["like", f"%{WORDS}%"]})
	assert not frappe.db.exists("Notification Log", {"for_user": world[stranger], "document_name": case.name})


def test_a_group_is_looked_into(client, dossier, world, committed):
	group = frappe.get_doc(
		{"doctype": "User Group", "name": "Alle", "user_group_members": [{"user": world["outsider"]}]}
	).insert()
	frappe.db.commit()
	committed(("User Group", group.name))
	mention = '<span class="mention" data-id="Alle" data-is-group="true" data-value="x">@Alle</span>'
	answer = client("coordinator").post(
		"/api/method/frappe.desk.form.utils.add_comment",
		reference_doctype="LAT Case",
		reference_name=dossier["LAT Case"].name,
		content=mention,
		comment_email="x",
		comment_by="x",
	)
	assert answer.status_code == 403 and "Bo Ek" in answer.text


def test_a_stranger_is_not_mentioned_afterwards(client, dossier, world, fresh):
	stored = comment(client("coordinator"), dossier["LAT Case"]).json()["message"]
	answer = client("coordinator").post(
		"/api/method/frappe.desk.form.utils.update_comment",
		name=stored["name"],
		content=f'<span class="mention" data-id="{world["outsider"]}" data-value="x">@x</span>',
	)
	assert answer.status_code == 403


def test_strangers_write_no_comment(client, dossier):
	for person in ("away_coordinator", "technician", "outsider"):
		assert comment(client(person), dossier["LAT Case"]).status_code == 403


def test_a_colleague_gets_a_notice_with_the_number_alone(client, dossier, world, fresh):
	from frappe.desk.doctype.notification_log.notification_log import make_notification_logs

	case = dossier["LAT Case"]
	assert comment(client("coordinator"), case, world["mentor"]).ok
	make_notification_logs(
		{
			"type": "Mention",
			"document_type": "LAT Case",
			"document_name": case.name,
			"subject": WORDS,
			"email_content": WORDS,
			"from_user": world["coordinator"],
		},
		[world["mentor"]],
	)
	notice = frappe.get_last_doc("Notification Log", {"for_user": world["mentor"], "type": "Mention"})
	assert case.name in notice.subject and WORDS not in notice.as_json() and not notice.email_content
	for queued in frappe.get_all("Email Queue", filters={"reference_name": case.name}, fields=["message"]):
		assert WORDS not in queued.message


def test_a_notice_is_gone_with_the_access(client, dossier, world, fresh):
	notice = frappe.new_doc("Notification Log")
	notice.update(
		{
			"for_user": world["outsider"],
			"document_type": "LAT Case",
			"document_name": dossier["LAT Case"].name,
		}
	)
	notice.insert(ignore_permissions=True)
	frappe.db.commit()
	assert notice.name not in client("outsider").names("Notification Log")
	answer = client("outsider").get(
		"/api/method/frappe.desk.doctype.notification_log.notification_log.get_notification_logs"
	)
	assert dossier["LAT Case"].name not in answer.text


@pytest.mark.parametrize("person", ["coordinator", "mentor", "away_coordinator", "technician", "outsider"])
def test_nobody_mails_a_record(client, dossier, fresh, person):
	for doc in dossier.values():
		answer = client(person).post(
			"/api/method/frappe.core.doctype.communication.email.make",
			doctype=doc.doctype,
			name=doc.name,
			content="x",
			subject="x",
			recipients="presse@example.org",
			send_email=1,
			print_format="Standard",
		)
		assert answer.status_code == 403, doc.doctype
		granted = client(person).get(
			"/api/method/frappe.client.has_permission",
			doctype=doc.doctype,
			docname=doc.name,
			perm_type="email",
		)
		assert not granted.ok or not granted.json()["message"]["has_permission"]
	fresh()
	assert not frappe.db.exists("Communication", {"reference_doctype": ["like", "LAT %"]})


def test_no_button_offers_a_mail(client):
	boot = client("coordinator").get("/app/lat-case").text
	assert boot
	from lat_corps.permissions.table import ROWS

	for doctype in ROWS:
		assert not any(row.email for row in frappe.get_meta(doctype).permissions), doctype

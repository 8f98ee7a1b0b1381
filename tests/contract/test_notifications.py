"""The entries of the bell, as the app makes them."""

from __future__ import annotations

import frappe
import pytest
from frappe.desk.doctype.notification_log.notification_log import make_notification_logs

from tests.contract.support import unique, user


def entry(**values) -> frappe._dict:
	return frappe._dict(
		{
			"type": "Assignment",
			"document_type": "Role",
			"document_name": unique(),
			"subject": "Please <b>read</b>",
			"from_user": "Administrator",
			**values,
		}
	)


def entries(made: frappe._dict) -> list[frappe._dict]:
	return frappe.get_all(
		"Notification Log",
		filters={"document_name": made.document_name},
		fields=["for_user", "subject", "read", "type"],
		order_by="for_user asc",
	)


def test_each_user_gets_an_unread_entry():
	people = sorted([user("LAT Mentor"), user("LAT Manager")])
	made = entry()
	make_notification_logs(made, people)
	assert entries(made) == [
		{"for_user": person, "subject": "Please <b>read</b>", "read": 0, "type": "Assignment"}
		for person in people
	]


def test_nobody_gets_an_entry_from_oneself_or_without_a_login():
	sender, disabled = user("LAT Mentor"), user("LAT Mentor", enabled=0)
	made = entry(from_user=sender)
	make_notification_logs(made, [sender, disabled, "nobody@contract.example"])
	assert entries(made) == []


def test_a_site_without_an_outgoing_account_says_so():
	with pytest.raises(frappe.OutgoingEmailError):
		frappe.sendmail(recipients=[user("LAT Mentor")], subject="Waiting for you: 1", message="<ul></ul>")

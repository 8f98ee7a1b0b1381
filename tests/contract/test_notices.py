"""Notices of the Desk, written as the system's own: no role may create them."""

import frappe
import pytest

from tests.contract.support import acting, user


def test_no_role_creates_a_notice():
	with acting(user("LAT Coordinator")):
		notice = frappe.new_doc("Notification Log", subject="Nyt", for_user=frappe.session.user)
		with pytest.raises(frappe.PermissionError):
			notice.insert()


def test_a_notice_is_stored_for_its_reader_with_its_writer():
	reader = user("LAT Mentor")
	with acting(user("LAT Coordinator")):
		writer = frappe.session.user
		notice = frappe.new_doc("Notification Log", subject="Nyt", for_user=reader, type="Alert")
		notice.set_user_and_timestamp()
		notice.set_new_name()
		notice.db_insert()
		notice.run_method("after_insert")
	stored = frappe.get_all(
		"Notification Log", filters={"for_user": reader}, fields=["name", "subject", "owner", "read"]
	)
	assert [(row.subject, row.owner, row.read) for row in stored] == [("Nyt", writer, 0)]
	assert stored[0].name == notice.name

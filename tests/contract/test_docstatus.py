"""Draft, submitted, cancelled: also of DocTypes that are not meant for it, when a request says so."""

import frappe
import pytest

from tests.contract.support import acting, citizen, municipality, person_with


def test_a_document_starts_as_a_draft():
	place = municipality().insert()
	assert place.docstatus.is_draft() and place.docstatus == 0


def test_submission_needs_a_right_that_only_submittable_doctypes_give():
	doc = citizen().insert()
	with acting(person_with("LAT Citizen", read=1, write=1, submit=1)):
		mine = frappe.get_doc("LAT Citizen", doc.name)
		mine.docstatus = 1
		with pytest.raises(frappe.PermissionError):
			mine.save()


def test_administrator_may_submit_anything():
	place = municipality(referral_agreements=[{"department": "School"}]).insert().submit()
	assert place.reload().docstatus.is_submitted() and place.referral_agreements[0].docstatus == 1


def test_events_of_a_submission(monkeypatch):
	seen = []
	controller = type(frappe.new_doc("LAT Municipality"))
	for event in (
		"before_validate validate before_save before_submit on_update on_submit before_update_after_submit "
		"on_update_after_submit before_cancel on_cancel on_change"
	).split():
		monkeypatch.setattr(controller, event, lambda self, event=event: seen.append(event), raising=False)
	place = municipality().insert()
	seen.clear()
	place.submit()
	assert seen == ["before_validate", "validate", "before_submit", "on_update", "on_submit", "on_change"]
	seen.clear()
	place.save()
	assert seen == ["before_update_after_submit", "on_update_after_submit", "on_change"]
	seen.clear()
	place.cancel()
	assert seen == ["before_cancel", "on_cancel", "on_change"]


def test_a_submitted_document_stays_as_it_is():
	place = municipality(department="One").insert().submit()
	place.department = "Two"
	with pytest.raises(frappe.UpdateAfterSubmitError):
		place.save()


def test_rows_of_a_submitted_document_stay_as_they_are():
	place = municipality(referral_agreements=[{"department": "School"}]).insert().submit()
	place.referral_agreements[0].department = "Street"
	with pytest.raises(frappe.UpdateAfterSubmitError):
		place.save()
	place.reload().append("referral_agreements", {"department": "Street"})
	with pytest.raises(frappe.UpdateAfterSubmitError):
		place.save()


def test_there_is_no_way_back_and_no_shortcut():
	place = municipality().insert()
	place.docstatus = 2
	with pytest.raises(frappe.DocstatusTransitionError):
		place.save()
	place = municipality().insert().submit()
	place.docstatus = 0
	with pytest.raises(frappe.DocstatusTransitionError):
		place.save()


def test_a_cancelled_document_is_not_edited():
	place = municipality().insert().submit().cancel()
	with pytest.raises(frappe.ValidationError):
		place.save()


def test_what_a_submitted_document_links_to_is_not_cancelled():
	place = municipality().insert().submit()
	citizen(municipality=place.name).insert().submit()
	with pytest.raises(frappe.LinkExistsError):
		place.cancel()

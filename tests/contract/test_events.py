"""The order of events, and what a save does on the way."""

import json

import frappe
import pytest

from tests.contract.support import acting, citizen, instrument, municipality, person_with, unique, user

EVENTS = (
	"before_insert before_naming autoname before_validate validate before_save after_insert on_update "
	"on_change on_trash after_delete before_change before_rename after_rename"
).split()


@pytest.fixture
def events(monkeypatch):
	"""The events of LAT Municipality, as they come."""
	seen = []
	controller = type(frappe.new_doc("LAT Municipality"))
	for event in EVENTS:
		original = getattr(controller, event, None)

		def listen(self, *args, event=event, original=original):
			seen.append(event)
			return original(self, *args) if original else None

		monkeypatch.setattr(controller, event, listen, raising=False)
	return seen


def test_events_of_an_insert(events):
	municipality().insert()
	assert events == [
		"before_insert",
		"before_naming",
		"autoname",
		"before_validate",
		"validate",
		"before_save",
		"after_insert",
		"on_update",
		"on_change",
	]


def test_events_of_a_save(events):
	place = municipality().insert()
	events.clear()
	place.save()
	assert events == ["before_validate", "validate", "before_save", "on_update", "on_change"]


def test_events_of_a_deletion(events):
	place = municipality().insert()
	events.clear()
	place.delete()
	assert events == ["on_trash", "on_change", "after_delete"]


def test_events_of_db_set(events):
	place = municipality().insert()
	events.clear()
	place.db_set("department", "School")
	assert events == ["before_change", "on_change"]


def test_no_event_for_frappe_db_set_value(events):
	place = municipality().insert()
	events.clear()
	frappe.db.set_value("LAT Municipality", place.name, "department", "School")
	assert events == []


def test_ignore_validate_leaves_out_validate_but_not_before_validate(events):
	place = municipality()
	place.flags.ignore_validate = True
	place.insert()
	assert "before_validate" in events and "validate" not in events and "before_save" not in events


def test_what_before_validate_sets_is_stored(monkeypatch):
	controller = type(frappe.new_doc("LAT Municipality"))
	monkeypatch.setattr(controller, "before_save", lambda self: self.set("department", "Set"), raising=False)
	assert municipality().insert().reload().department == "Set"


def test_mandatory_is_checked_after_validate(monkeypatch):
	controller = type(frappe.new_doc("LAT Instrument"))
	monkeypatch.setattr(controller, "validate", lambda self: self.set("title", "Set"))
	assert instrument(title="").insert().title == "Set"


def test_links_are_checked_before_validate(monkeypatch):
	controller = type(frappe.new_doc("LAT Shipped Record"))
	monkeypatch.setattr(controller, "validate", lambda self: pytest.fail("validated"), raising=False)
	with pytest.raises(frappe.LinkValidationError):
		frappe.get_doc(
			{"doctype": "LAT Shipped Record", "shipped_key": unique(), "document_type": unique()}
		).insert()


def test_a_document_is_new_until_it_is_inserted(monkeypatch):
	seen = []
	controller = type(frappe.new_doc("LAT Municipality"))
	for event in ("before_insert", "validate", "after_insert"):
		monkeypatch.setattr(
			controller,
			event,
			lambda self, event=event: seen.append((event, bool(self.is_new()))),
			raising=False,
		)
	place = municipality().insert()
	assert seen == [("before_insert", True), ("validate", True), ("after_insert", False)]
	assert not place.is_new()


def test_has_value_changed_compares_with_what_is_stored(monkeypatch):
	seen = []
	controller = type(frappe.new_doc("LAT Municipality"))
	monkeypatch.setattr(
		controller,
		"on_update",
		lambda self: seen.append((self.has_value_changed("department"), self.has_value_changed("phone"))),
		raising=False,
	)
	place = municipality(department="One").insert()
	place.department = "Two"
	place.save()
	assert seen == [(True, True), (True, False)]


def test_the_document_before_the_save_is_at_hand(monkeypatch):
	seen = []
	controller = type(frappe.new_doc("LAT Municipality"))
	monkeypatch.setattr(
		controller,
		"validate",
		lambda self: seen.append(getattr(self.get_doc_before_save(), "department", None)),
	)
	place = municipality(department="One").insert()
	place.department = "Two"
	place.save()
	assert seen == [None, "One"]


def test_an_exception_in_an_event_goes_to_the_caller(monkeypatch):
	controller = type(frappe.new_doc("LAT Municipality"))
	monkeypatch.setattr(controller, "validate", lambda self: frappe.throw("No", frappe.PermissionError))
	with pytest.raises(frappe.PermissionError, match="No"):
		municipality().insert()


def test_run_method_returns_what_the_method_returns(monkeypatch):
	monkeypatch.setattr(type(municipality()), "answer", lambda self, x: x + 1, raising=False)
	assert municipality().run_method("answer", 41) == 42


def test_run_method_of_a_method_that_is_not_there_does_nothing():
	assert municipality().run_method("no_such_method") is None


def test_a_save_over_a_newer_version_is_refused():
	place = municipality().insert()
	other = frappe.get_doc("LAT Municipality", place.name)
	other.department = "Other"
	other.save()
	place.department = "Mine"
	with pytest.raises(frappe.TimestampMismatchError):
		place.save()


def test_a_save_of_what_is_deleted_is_refused():
	place = municipality().insert()
	frappe.db.delete("LAT Municipality", {"name": place.name})
	with pytest.raises(frappe.DoesNotExistError):
		place.save()


def test_a_save_stamps_the_document():
	place = municipality().insert()
	before = place.modified
	place.save()
	assert place.modified > before and place.modified_by == "Administrator"


def test_owner_and_creation_come_from_the_session_whatever_was_given():
	name = person_with(create=1, read=1)
	with acting(name):
		doc = instrument(owner="Administrator", creation="2001-01-01 00:00:00").insert()
	assert doc.owner == name and str(doc.creation) > "2020"


def test_tracked_changes_leave_a_version():
	place = municipality(department="One").insert()
	place.department = "Two"
	place.save()
	data = frappe.get_all(
		"Version", filters={"ref_doctype": "LAT Municipality", "docname": place.name}, pluck="data"
	)
	assert [json.loads(each)["changed"] for each in data] == [[["department", "One", "Two"]]]


def test_a_version_tells_of_rows():
	doc = instrument().insert()
	doc.items[0].item_label = "Changed"
	doc.append("items", {"item_code": "C", "item_label": "Third", "maximum": 4})
	doc.save()
	data = json.loads(frappe.db.get_value("Version", {"docname": doc.name}, "data"))
	assert data["added"][0][1]["item_code"] == "C"
	assert data["row_changed"][0][3] == [["item_label", "First", "Changed"]]


def test_an_insert_leaves_no_version():
	place = municipality().insert()
	assert not frappe.db.exists("Version", {"docname": place.name})


def test_what_is_not_tracked_leaves_no_version():
	person = citizen().insert()
	person.full_name = "M"
	person.save()
	assert not frappe.db.exists("Version", {"docname": person.name})


def test_save_may_leave_out_the_version():
	place = municipality().insert()
	place.department = "Two"
	place.save(ignore_version=True)
	assert not frappe.db.exists("Version", {"docname": place.name})


def test_a_comment_names_its_author_and_its_document():
	place = municipality().insert()
	comment = place.add_comment("Comment", "Seen")
	assert (comment.comment_email, comment.reference_name, comment.content) == (
		"Administrator",
		place.name,
		"Seen",
	)


def test_a_deleted_document_is_kept_aside():
	place = municipality(department="One").insert()
	place.delete()
	data = frappe.db.get_value("Deleted Document", {"deleted_name": place.name}, "data")
	assert json.loads(data)["department"] == "One"


def test_a_permanent_deletion_keeps_nothing_aside():
	place = municipality().insert()
	frappe.delete_doc("LAT Municipality", place.name, delete_permanently=True)
	assert not frappe.db.exists("Deleted Document", {"deleted_name": place.name})


def test_a_deletion_takes_the_rows_along():
	doc = instrument().insert()
	frappe.delete_doc("LAT Instrument", doc.name)
	assert not frappe.db.count("LAT Instrument Item", {"parent": doc.name})


def test_what_is_linked_is_not_deleted():
	role = frappe.get_doc({"doctype": "Role", "role_name": unique()}).insert().name
	user(role)
	with pytest.raises(frappe.LinkExistsError):
		frappe.delete_doc("Role", role)
	frappe.delete_doc("Role", role, force=True)
	assert not frappe.db.exists("Role", role)


def test_what_is_linked_dynamically_is_not_deleted(monkeypatch):
	place = municipality().insert()
	frappe.get_doc(
		{
			"doctype": "LAT Shipped Record",
			"shipped_key": unique(),
			"document_type": "LAT Municipality",
			"document_name": place.name,
		}
	).insert()
	real = frappe.get_hooks
	monkeypatch.setattr(
		frappe,
		"get_hooks",
		lambda hook=None, *args, **kwargs: (
			[] if hook == "ignore_links_on_delete" else real(hook, *args, **kwargs)
		),
	)
	frappe.local.dynamic_link_map = None
	with pytest.raises(frappe.LinkExistsError):
		place.delete()


def test_comments_do_not_keep_a_document_from_being_deleted():
	place = municipality().insert()
	place.add_comment("Comment", "Seen")
	place.delete()
	assert not frappe.db.exists("LAT Municipality", place.name)


def test_deletion_of_what_is_not_there_is_silent_unless_told():
	frappe.delete_doc("LAT Municipality", unique())
	frappe.delete_doc_if_exists("LAT Municipality", unique())
	with pytest.raises(frappe.DoesNotExistError):
		frappe.delete_doc("LAT Municipality", unique(), ignore_missing=False)

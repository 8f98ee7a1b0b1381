"""Who may do what: roles, ownership, levels, hooks."""

import frappe
import pytest
from frappe.permissions import (
	add_permission,
	get_doc_permissions,
	get_role_permissions,
	update_permission_property,
)

from lat_corps.compat import is_fifteen, no_opinion
from lat_corps.permissions import hooks
from lat_corps.permissions.table import ROWS
from tests.contract.support import (
	acting,
	citizen,
	instrument,
	mentor,
	municipality,
	person_with,
	role,
	rule,
	user,
)


def test_everybody_has_the_roles_of_its_kind():
	person = user(role())
	assert {"All", "Guest", "Desk User"} < set(frappe.get_roles(person))
	assert frappe.get_roles("Guest") == ["Guest"]


def test_administrator_has_every_role():
	assert set(frappe.get_roles("Administrator")) == set(frappe.get_all("Role", pluck="name"))


def test_a_user_without_a_desk_role_is_a_website_user():
	person = user(role(desk_access=0))
	assert frappe.db.get_value("User", person, "user_type") == "Website User"
	assert "Desk User" not in frappe.get_roles(person)


def test_a_role_that_is_taken_away_is_gone_at_once():
	name = role()
	person = user(name)
	assert name in frappe.get_roles(person)
	frappe.get_doc("User", person).remove_roles(name)
	assert name not in frappe.get_roles(person)


def test_a_role_is_held_once():
	name = role()
	person = frappe.get_doc("User", user(name))
	person.add_roles(name)
	assert [row.role for row in person.reload().roles] == [name]


def test_a_right_that_a_standard_row_does_not_name_is_stored_as_none():
	row = frappe.db.get_value(
		"DocPerm",
		{"parent": "Workflow State", "role": "Desk User"},
		["select", "read", "write", "export"],
		as_dict=True,
	)
	assert row == {"select": 1, "read": 0, "write": 0, "export": 0}


def test_set_user_forgets_what_was_known_of_the_former():
	person = person_with(read=1)
	with acting(person):
		assert frappe.has_permission("LAT Instrument") and not frappe.has_permission(
			"LAT Instrument", "write"
		)
	assert frappe.has_permission("LAT Instrument", "write")


@pytest.mark.parametrize("right", ["read", "write", "create", "delete", "print", "export", "report", "email"])
def test_a_right_is_given_by_a_role_and_is_no_other_right(right):
	person = person_with(**{right: 1})
	with acting(person):
		assert frappe.has_permission("LAT Instrument", right)
		assert not frappe.has_permission("LAT Instrument", "cancel")
	assert get_role_permissions("LAT Instrument", user=person)[right] == 1


def test_has_permission_may_throw():
	with acting(person_with(read=1)):
		with pytest.raises(frappe.PermissionError):
			frappe.has_permission("LAT Instrument", "write", throw=True)


def test_has_permission_of_another_user():
	person = person_with(read=1)
	assert frappe.has_permission("LAT Instrument", "read", user=person)
	assert not frappe.has_permission("LAT Instrument", "write", user=person)


def test_insert_needs_create_save_needs_write_delete_needs_delete():
	doc = instrument().insert()
	with acting(person_with(read=1)):
		mine = frappe.get_doc("LAT Instrument", doc.name)
		for step in (mine.save, mine.delete, instrument().insert):
			with pytest.raises(frappe.PermissionError):
				step()
		with pytest.raises(frappe.PermissionError):
			mine.check_permission("write")
		mine.check_permission("read")


def test_get_doc_asks_nothing():
	doc = instrument().insert()
	with acting(person_with("LAT Citizen", read=1)):
		mine = frappe.get_doc("LAT Instrument", doc.name)
		assert not mine.has_permission("read")


def test_permissions_may_be_ignored():
	doc = instrument().insert()
	with acting(person_with(read=1)):
		mine = frappe.get_doc("LAT Instrument", doc.name)
		mine.title = "Changed"
		mine.save(ignore_permissions=True)
		mine.flags.ignore_permissions = True
		assert mine.has_permission("delete")
		assert instrument().insert(ignore_permissions=True).owner == frappe.session.user


def test_get_list_needs_read_and_get_all_does_not():
	name = instrument().insert().name
	with acting(person_with("LAT Citizen", read=1)):
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("LAT Instrument")
		assert frappe.get_all("LAT Instrument", {"name": name}, pluck="name") == [name]
		assert frappe.get_list("LAT Instrument", {"name": name}, pluck="name", ignore_permissions=True) == [
			name
		]


def test_own_documents_only():
	person = person_with(read=1, write=1, create=1, if_owner=1)
	other = instrument().insert().name
	with acting(person):
		own = instrument().insert().name
		assert frappe.get_list("LAT Instrument", {"name": ["in", [own, other]]}, pluck="name") == [own]
		assert frappe.has_permission("LAT Instrument", "write", doc=own)
		assert not frappe.has_permission("LAT Instrument", "read", doc=other)
		assert frappe.has_permission("LAT Instrument", "read")
		assert not frappe.has_permission("LAT Instrument", "write")


def test_a_role_without_the_owner_rule_widens_one_with_it():
	name = role()
	rule("LAT Instrument", name, read=1, write=1, if_owner=1)
	rule("LAT Instrument", name, read=1)
	other = instrument().insert().name
	with acting(user(name)):
		assert frappe.get_list("LAT Instrument", {"name": other}, pluck="name") == [other]
		assert frappe.has_permission("LAT Instrument", "read", doc=other)
		assert not frappe.has_permission("LAT Instrument", "write", doc=other)


def test_a_condition_of_the_app_narrows_a_list(monkeypatch):
	first, second = sorted(municipality().insert().name for _ in range(2))
	condition = f"`tabLAT Municipality`.`name` = {frappe.db.escape(first)}"
	monkeypatch.setattr(hooks, "rows_in_reach", lambda user=None, doctype="": condition)
	query = {"filters": {"name": ["in", [first, second]]}, "pluck": "name", "order_by": "name asc"}
	with acting(person_with("LAT Municipality", read=1)):
		assert frappe.get_list("LAT Municipality", **query) == [first]
		assert frappe.get_all("LAT Municipality", **query) == [first, second]


def test_a_condition_is_asked_of_administrator_too(monkeypatch):
	asked = []
	monkeypatch.setattr(hooks, "rows_in_reach", lambda user=None, doctype="": asked.append((user, doctype)))
	frappe.get_list("LAT Municipality", limit=1)
	assert asked == [("Administrator", "LAT Municipality")]


def test_a_condition_with_or_is_held_together_with_the_filters(monkeypatch):
	place, _other = (municipality().insert().name for _ in range(2))
	monkeypatch.setattr(hooks, "rows_in_reach", lambda user=None, doctype="": "1 = 0 or 1 = 1")
	with acting(person_with("LAT Municipality", read=1)):
		assert frappe.get_list("LAT Municipality", {"name": place}, pluck="name") == [place]


@pytest.mark.parametrize(
	("answer", "expected"), [(no_opinion(), True), (True, True), (False, False), (0, False)]
)
def test_a_hook_can_deny(monkeypatch, answer, expected):
	doc = citizen().insert()
	monkeypatch.setattr(hooks, "may", lambda doc, ptype, user=None, **kwargs: answer)
	person = person_with("LAT Citizen", read=1)
	assert frappe.has_permission("LAT Citizen", "read", doc=doc, user=person) is expected
	assert frappe.has_permission("LAT Citizen", "read", user=person), "the hook is asked about documents"


def test_a_hook_cannot_grant(monkeypatch):
	doc = citizen().insert()
	monkeypatch.setattr(hooks, "may", lambda doc, ptype, user=None, **kwargs: True)
	assert not frappe.has_permission("LAT Citizen", "write", doc=doc, user=person_with("LAT Citizen", read=1))


def test_a_hook_sees_the_document_the_right_and_the_user(monkeypatch):
	seen = []
	doc = citizen().insert()
	monkeypatch.setattr(
		hooks, "may", lambda doc, ptype, user=None, **kwargs: seen.append((doc.name, ptype, user))
	)
	person = person_with("LAT Citizen", read=1)
	frappe.has_permission("LAT Citizen", "write", doc=doc.name, user=person)
	assert seen == [(doc.name, "write", person)]


def test_administrator_is_asked_of_no_hook(monkeypatch):
	doc = citizen().insert()
	monkeypatch.setattr(hooks, "may", lambda doc, ptype, user=None, **kwargs: False)
	assert frappe.has_permission("LAT Citizen", "read", doc=doc)


def test_a_save_is_permitted_by_the_document_in_hand(monkeypatch):
	doc = citizen().insert()
	monkeypatch.setattr(hooks, "may", lambda doc, ptype, user=None, **kwargs: doc.full_name == "Mine")
	with acting(person_with("LAT Citizen", read=1, write=1)):
		mine = frappe.get_doc("LAT Citizen", doc.name)
		with pytest.raises(frappe.PermissionError):
			mine.save()
		mine.full_name = "Mine"
		mine.save()


def test_a_row_is_permitted_as_its_document():
	doc = instrument().insert()
	reader, stranger = person_with(read=1), person_with("LAT Citizen", read=1)
	row = doc.items[0]
	assert frappe.has_permission("LAT Instrument Item", "read", doc=row, user=reader)
	assert not frappe.has_permission("LAT Instrument Item", "read", doc=row, user=stranger)
	assert not frappe.has_permission("LAT Instrument Item", "read", user=reader), "of no parent known"
	assert frappe.has_permission("LAT Instrument Item", "read", user=reader, parent_doctype="LAT Instrument")


def test_rows_are_listed_with_their_parent_named():
	doc = instrument().insert()
	with acting(person_with(read=1)):
		rows = frappe.get_list(
			"LAT Instrument Item",
			filters={"parent": doc.name},
			fields=["item_code"],
			order_by="idx asc",
			parent_doctype="LAT Instrument",
		)
		assert [row.item_code for row in rows] == ["A", "B"]
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("LAT Instrument Item", filters={"parent": doc.name})


def test_get_doc_permissions_names_every_right():
	doc = instrument().insert()
	person = person_with(read=1, write=1)
	rights = get_doc_permissions(doc, user=person, ptype="read")
	assert (rights["read"], rights["write"], rights["create"], rights["submit"]) == (1, 1, 0, 0)


# Levels


@pytest.fixture
def levels():
	"""A mentor, and two people: one with level 0 only, one with level 1 too."""
	low, high = role(), role()
	for name in (low, high):
		rule("LAT Mentor", name, read=1, write=1, create=1)
	rule("LAT Mentor", high, permlevel=1, read=1, write=1)
	doc = mentor(
		availability="N",
		job_title="Teacher",
		training_modules=[{"module": "Module 1", "passed_on": "2025-05-05"}],
	).insert()
	return doc, user(low), user(high)


def test_a_value_above_the_level_is_set_back_silently(levels):
	doc, low, _high = levels
	with acting(low):
		mine = frappe.get_doc("LAT Mentor", doc.name)
		mine.update({"availability": "Changed", "job_title": "Nurse", "training_modules": []})
		mine.save()
	doc.reload()
	assert (doc.availability, doc.job_title, len(doc.training_modules)) == ("Changed", "Teacher", 1)


def test_a_value_at_the_level_is_written(levels):
	doc, _low, high = levels
	with acting(high):
		mine = frappe.get_doc("LAT Mentor", doc.name)
		mine.job_title = "Nurse"
		mine.save()
	assert doc.reload().job_title == "Nurse"


def test_a_new_document_has_the_default_above_the_level(levels):
	_doc, low, _high = levels
	made = mentor(job_title="Nurse")
	made.flags.ignore_mandatory = True
	with acting(low):
		made.insert()
	assert made.reload().job_title is None


def test_ignoring_permissions_ignores_levels(levels):
	doc, low, _high = levels
	with acting(low):
		mine = frappe.get_doc("LAT Mentor", doc.name)
		mine.job_title = "Nurse"
		mine.save(ignore_permissions=True)
	assert doc.reload().job_title == "Nurse"


def test_values_above_the_level_are_taken_away_for_reading(levels):
	doc, low, high = levels
	with acting(low):
		mine = frappe.get_doc("LAT Mentor", doc.name)
		assert mine.job_title == "Teacher"
		mine.apply_fieldlevel_read_permissions()
		assert mine.get("job_title") is None and mine.availability
		assert not hasattr(mine, "job_title") and not mine.get("training_modules")
	with acting(high):
		mine = frappe.get_doc("LAT Mentor", doc.name)
		mine.apply_fieldlevel_read_permissions()
		assert mine.job_title and mine.training_modules


def test_a_list_leaves_out_fields_above_the_level(levels):
	doc, low, high = levels
	query = {"filters": {"name": doc.name}, "fields": ["availability", "job_title"]}
	with acting(low):
		assert frappe.get_list("LAT Mentor", **query) == [{"availability": "N"}]
		row = frappe.get_list("LAT Mentor", filters={"name": doc.name}, fields="*")[0]
		assert "job_title" not in row and row.availability == "N" and row.owner
	with acting(high):
		assert frappe.get_list("LAT Mentor", **query)[0].job_title == "Teacher"


# Whoever reads a record of the app reads it on every level: the app relies on none of these three, see
# `test_who_reads_a_record_reads_its_levels`.


def test_a_tuple_never_holds_a_field_above_the_level(levels):
	doc, low, _high = levels
	with acting(low):
		rows = frappe.get_list(
			"LAT Mentor", filters={"name": doc.name}, fields=["job_title", "availability"], as_list=True
		)
	assert [tuple(row) for row in rows] == [(None, "N") if is_fifteen() else ("N",)]


def test_a_filter_above_the_level_still_filters_or_is_refused(levels):
	doc, low, _high = levels
	query = {"doctype": "LAT Mentor", "filters": {"name": doc.name, "job_title": "Teacher"}, "pluck": "name"}
	with acting(low):
		if is_fifteen():
			assert frappe.get_list(**query) == [doc.name]
			return
		with pytest.raises(frappe.PermissionError):
			frappe.get_list(**query)


def test_at_most_the_name_is_left_when_all_fields_are_above_the_level(levels):
	doc, low, _high = levels
	with acting(low):
		left = frappe.get_list("LAT Mentor", {"name": doc.name}, ["job_title"])
	assert left == ([] if is_fifteen() else [{"name": doc.name}])


@pytest.mark.parametrize("doctype", ROWS)
def test_who_reads_a_record_reads_its_levels(doctype):
	meta = frappe.get_meta(doctype)
	levels = {0, *(field.permlevel for field in meta.fields)}
	readers = {
		level: {row.role for row in meta.permissions if row.permlevel == level and row.read}
		for level in levels
	}
	assert all(readers[level] == readers[0] for level in levels)


def test_the_levels_of_a_user(levels):
	doc, low, high = levels
	meta = frappe.get_meta("LAT Mentor")
	assert sorted(meta.get_permlevel_access("write", user=high)) == [0, 1]
	assert meta.get_permlevel_access("write", user=low) == [0]
	with acting(low):
		assert doc.get_permlevel_access() == [0]


# Rules of a site


def test_rules_of_the_site_replace_those_of_the_doctype():
	person = user("LAT Manager")
	assert frappe.has_permission("LAT Instrument", "read", user=person)
	rule("LAT Instrument", role(), read=1)
	frappe.db.delete("Custom DocPerm", {"parent": "LAT Instrument", "role": "LAT Manager"})
	frappe.clear_cache(doctype="LAT Instrument")
	assert not frappe.has_permission("LAT Instrument", "read", user=person)


def test_select_alone_lists_but_does_not_read():
	doc = citizen().insert()
	person = person_with("LAT Citizen", select=1)
	with acting(person):
		assert frappe.get_list("LAT Citizen", {"name": doc.name}, pluck="name") == [doc.name]
		assert not frappe.has_permission("LAT Citizen", "read", doc=doc)


def test_only_for():
	with acting(person_with(read=1)):
		with pytest.raises(frappe.PermissionError):
			frappe.only_for("System Manager")
		frappe.only_for(["System Manager", "Desk User"])
	frappe.only_for("System Manager")


def test_standard_users_are_for_administrator_only():
	manager = user("System Manager")
	with acting(manager):
		assert "Administrator" not in frappe.get_list("User", pluck="name")
		assert not frappe.has_permission("User", "read", doc="Administrator")
		assert frappe.has_permission("User", "read", doc=manager)


def test_a_permission_is_added_and_changed_on_the_site():
	name = role()
	person = user(name)
	add_permission("LAT Instrument", name)
	frappe.clear_cache(doctype="LAT Instrument")
	assert frappe.has_permission("LAT Instrument", "read", user=person)
	assert not frappe.has_permission("LAT Instrument", "write", user=person)
	update_permission_property("LAT Instrument", name, 0, "write", 1)
	frappe.clear_cache(doctype="LAT Instrument")
	assert frappe.has_permission("LAT Instrument", "write", user=person)
	assert frappe.has_permission("LAT Instrument", "read", user=user("LAT Manager")), "the others stay"

"""Row 1: Frappe joins the conditions of hooks unwrapped; one `A or B` would widen access."""

import frappe
import pytest

from lat_corps.permissions.core_doctypes import TRACES
from lat_corps.permissions.table import CHILD_TABLES, ROWS
from tests import factories
from tests.factories import AWAY, as_user

pytestmark = pytest.mark.real_site


def is_one_group(condition: str) -> bool:
	"""Tell whether the first parenthesis closes with the last."""
	depth = 0
	for place, letter in enumerate(condition):
		depth += {"(": 1, ")": -1}.get(letter, 0)
		if not depth:
			return place == len(condition) - 1
	return False


@pytest.mark.parametrize("doctype", [*ROWS, *CHILD_TABLES, *TRACES])
def test_every_condition_is_one_group(world, doctype):
	hook = frappe.get_hooks("permission_query_conditions")[doctype][-1]
	for person in (*world.people.values(), "Guest"):
		assert is_one_group(frappe.get_attr(hook)(person, doctype=doctype)), person


def test_who_has_no_place_gets_a_constant(world):
	for doctype in (*ROWS, *TRACES):
		hook = frappe.get_hooks("permission_query_conditions")[doctype][-1]
		assert "select" not in frappe.get_attr(hook)(world["outsider"], doctype=doctype), doctype


@pytest.fixture
def narrowed(world, committed):
	"""The chief holds two roles that reach the home municipality; a user permission takes it from both."""
	permission = frappe.get_doc(
		{"doctype": "User Permission", "user": world["chief"], "allow": "LAT Municipality", "for_value": AWAY}
	).insert()
	frappe.db.commit()
	committed(("User Permission", permission.name))
	frappe.clear_cache(user=world["chief"])
	return permission


def test_two_roles_do_not_widen_what_a_user_permission_narrows(client, world, narrowed):
	assert world.descriptions[("Mentor", factories.HOME)] not in client("chief").names("LAT Role Description")
	assert world.descriptions[("Mentor", factories.HOME)] in client("coordinator").names(
		"LAT Role Description"
	)
	assert not client("outsider").names("LAT Role Description")


@pytest.fixture
def quoted(world, committed):
	"""A municipality whose name would end the quoting and add a condition that always holds."""
	name = "Nord') or ('1'='1"
	factories.make_municipality(name, "903", [(world["away_coordinator"], "Coordinator")])
	frappe.db.commit()
	committed(("LAT Municipality", name))
	return name


def test_a_name_with_quotes_opens_nothing(client, dossier, quoted):
	assert quoted in client("away_coordinator").names("LAT Municipality")
	assert dossier["LAT Case"].name not in client("away_coordinator").names("LAT Case")
	assert dossier["LAT Case"].name in client("coordinator").names("LAT Case")
	assert dossier["LAT Case"].name not in client("outsider").names("LAT Case")


def test_files_of_frappe_itself_stay_joined_with_ours(world, dossier):
	"""Frappe's own condition for files is `A or B or C`, unwrapped on 15: ours binds to the last.

	16 wraps it, so that ours binds to every file.
	"""
	with as_user(world["technician"]):
		query = str(frappe.get_list("File", run=False, order_by="name asc"))
	assert query.index("`tabFile`.`attached_to_doctype` IN") < query.index("coalesce(`tabFile`")

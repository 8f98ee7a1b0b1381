"""The people of a municipality, changed by an administrator: no course is left without a coordinator (R9)."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests import factories
from tests.factories import HOME, as_user


@pytest.fixture
def case(world):
	"""The one open course of the home municipality: a refusal names only the first few."""
	case = factories.refer(world)
	others = {"municipality": HOME, "name": ["!=", case.name]}
	frappe.db.set_value("LAT Case", others, {"stage": "Closed", "coordinator": None})
	return case


def change(world, *rows: dict, keep=lambda row: True, **of_coordinator) -> None:
	"""Keep the members that pass, change the coordinator's own rows, add new ones, and save."""
	with as_user(world["administrator"]):
		municipality = frappe.get_doc("LAT Municipality", HOME)
		municipality.members = [row for row in municipality.members if keep(row)]
		for row in municipality.members:
			if row.user == world["coordinator"]:
				row.update(of_coordinator)
		for row in rows:
			municipality.append("members", row)
		municipality.save()


def no_coordinator(row) -> bool:
	return row.member_function != "Coordinator"


def test_the_same_function_is_given_once_at_a_time(world):
	with pytest.raises(frappe.ValidationError, match="same function twice"):
		change(world, {"user": world["coordinator"], "member_function": "Coordinator"})


@pytest.mark.parametrize("way", ["removed", "ended"])
def test_a_coordinator_named_on_a_course_stays(world, case, way):
	with pytest.raises(frappe.ValidationError, match=f"Birgit Holm.*{case.name}"):
		if way == "removed":
			change(world, keep=lambda row: row.user != world["coordinator"])
		else:
			change(world, to_date=add_days(today(), -1))


def test_once_another_is_named_the_function_may_end(world, case):
	with as_user(world["coordinator"]):
		case.coordinator = world["chief"]
		case.save()
	change(world, to_date=add_days(today(), -1))


def test_the_last_coordinator_stays_while_courses_are_open(world, case):
	frappe.db.set_value("LAT Case", {"municipality": HOME}, "coordinator", None)
	with pytest.raises(frappe.ValidationError, match=f"last coordinator.*{case.name}"):
		change(world, keep=no_coordinator)


def test_without_open_courses_nobody_is_kept(world, case):
	frappe.db.set_value("LAT Case", {"municipality": HOME}, "stage", "Closed")
	change(world, keep=no_coordinator)


def test_an_end_to_come_is_allowed_and_says_what_to_do(world, case):
	frappe.clear_messages()
	change(world, to_date=add_days(today(), 30))
	assert any(case.name in str(message) for message in frappe.get_message_log())

"""The consents of a course, as its form shows them to the coordinator and to the mentor (N2, R104, R107)."""

import frappe
import pytest
from frappe.utils import get_fullname, getdate

from lat_corps.casework.consents import on_course
from lat_corps.domain.consent import HANDOVER
from tests import factories
from tests.factories import as_user


@pytest.fixture
def case(world):
	return factories.case_at("Preparing", world)


def shown(world, case, person: str) -> list[dict]:
	with as_user(world[person]):
		return on_course(case.name)


def test_the_mentor_sees_for_what_from_whom_and_until_when(world, case):
	with as_user(world["coordinator"]):
		consent = factories.give_consent(
			case,
			purpose=HANDOVER,
			receiver=world["caseworker"],
			information_types=[{"information_type": "Goals and steps"}],
		)
	(row,) = [row for row in shown(world, case, "mentor") if row["purpose"] == HANDOVER]
	assert row == {
		"name": None,
		"purpose": HANDOVER,
		"given_by": consent.given_by,
		"given_on": getdate(consent.given_on),
		"valid_until": None,
		"withdrawn_on": None,
		"outgrown": False,
		"receiver": get_fullname(world["caseworker"]),
		"information_types": ["Goals and steps"],
	}


def test_the_record_with_names_is_the_coordinators_alone(world, case):
	(given,) = shown(world, case, "coordinator")
	consent = frappe.get_doc("LAT Consent", given["name"])
	assert consent.given_by_name
	with as_user(world["mentor"]):
		assert not frappe.has_permission("LAT Consent", "read", doc=consent)


def test_only_those_who_read_the_course_are_told(world, case):
	with as_user(world["away_coordinator"]), pytest.raises(frappe.PermissionError):
		on_course(case.name)

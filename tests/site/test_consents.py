"""The consents of a course, as its form shows them to the coordinator and to the mentor (N2, R104, R107)."""

import frappe
import pytest
from frappe.utils import add_months, get_fullname, getdate, today

from lat_corps.casework.consents import every_day, on_course, write_down
from lat_corps.domain.consent import CITIZEN, COURSE, CUSTODY_HOLDER, HANDOVER
from tests import factories
from tests.factories import as_user


@pytest.fixture
def case(world):
	return factories.case_at("Preparing", world)


def shown(world, case, person: str) -> list[dict]:
	with as_user(world[person]):
		return on_course(case)


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
		"ended": False,
		"receiver": get_fullname(world["caseworker"]),
		"information_types": ["Goals and steps"],
		"partners": [],
	}


def test_the_partners_of_a_consent_are_told_to_who_opens_it(world, case):
	with as_user(world["coordinator"]):
		factories.give_consent(
			case,
			purpose="Coordination with partners",
			information_types=[{"information_type": "Goals and steps"}],
			partners=[{"partner": "Psykiatrisk ambulatorium"}],
		)
	for person, expected in (("coordinator", ["Psykiatrisk ambulatorium"]), ("mentor", [])):
		(row,) = [row for row in shown(world, case, person) if row["purpose"] == "Coordination with partners"]
		assert row["partners"] == expected


def test_the_record_with_names_is_the_coordinators_alone(world, case):
	(given,) = shown(world, case, "coordinator")
	consent = frappe.get_doc("LAT Consent", given["name"])
	assert consent.given_by_name
	with as_user(world["mentor"]):
		assert not frappe.has_permission("LAT Consent", "read", doc=consent)


def test_only_those_who_read_the_course_are_told(world, case):
	with as_user(world["away_coordinator"]), pytest.raises(frappe.PermissionError):
		on_course(case)


COMMON = {"purpose": COURSE, "consent_form": "Oral", "informed": 1}
CITIZENS = {"given_by": CITIZEN, "given_by_name": "Mikkel Prøvesen"}
PARENTS = [
	{"given_by": CUSTODY_HOLDER, "given_by_name": name} for name in ("Hanne Prøvesen", "Omar Prøvesen")
]


def test_consents_given_together_are_written_once_each_a_record(world):
	case = factories.refer(world, {"age": 16})
	with as_user(world["coordinator"]):
		names = write_down(case.name, [CITIZENS, *PARENTS], COMMON)
		consents = [frappe.get_doc("LAT Consent", name) for name in names]
	assert [row.given_by_name for row in consents] == ["Mikkel Prøvesen", "Hanne Prøvesen", "Omar Prøvesen"]
	assert {(row.lat_case, row.purpose, row.consent_form) for row in consents} == {
		(case.name, COURSE, "Oral")
	}


def test_those_to_a_handover_name_what_may_be_told(world, case):
	values = {**COMMON, "purpose": HANDOVER, "receiver": world["caseworker"], "withdrawn_on": "2026-01-01"}
	with as_user(world["coordinator"]):
		(name,) = write_down(case.name, [CITIZENS], values, ["Goals and steps", "Life situation"])
	consent = frappe.get_doc("LAT Consent", name)
	assert [row.information_type for row in consent.information_types] == [
		"Goals and steps",
		"Life situation",
	]
	assert not consent.withdrawn_on


@pytest.mark.parametrize("people", [[], [{**CITIZENS, "given_by_name": " "}]])
def test_nobody_and_no_name_consent_to_nothing(world, case, people):
	with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError):
		write_down(case.name, people, COMMON)


@pytest.mark.parametrize("person", ["mentor", "away_coordinator", "caseworker", "manager"])
def test_nobody_else_writes_one(world, case, person):
	with as_user(world[person]), pytest.raises(frappe.PermissionError):
		write_down(case.name, [CITIZENS], COMMON)


def test_the_day_on_which_it_is_outgrown_follows_the_birth_date_and_the_settings(world, case):
	born = add_months(today(), -12 * 16)
	frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", born)
	with as_user(world["coordinator"]):
		given = factories.give_consent(case, given_by=CUSTODY_HOLDER, given_on=today(), outgrown_on=today())
	assert given.outgrown_on == getdate(add_months(born, 12 * 18))
	for changed in (add_months(born, 1), born):
		frappe.db.set_value("LAT Citizen", case.citizen, "birth_date", changed)
		every_day()
		assert given.reload().outgrown_on == getdate(add_months(changed, 12 * 18))

"""The letter to the citizen: who helps with what, from the efforts, as far as its reader may know (R57)."""

import frappe
import pytest
from frappe.utils import today

from tests import factories
from tests.factories import as_user

FORMAT = "LAT Letter to the Citizen"
BOTH = "Coordinator and mentor"


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


def letter(world, case, person="coordinator") -> str:
	with as_user(world[person]):
		frappe.local.form_dict = frappe._dict(pdf_generator="wkhtmltopdf")
		return frappe.get_print("LAT Case", case.name, FORMAT)


def speaks(case, *languages: str) -> None:
	rows = [{"language": code, "fluency": "Fluent"} for code in languages]
	frappe.get_doc("LAT Citizen", case.citizen).update({"languages": rows}).save()


def test_it_tells_who_helps_with_what_and_whom_to_call(world, case, coordinator):
	factories.add_effort(
		case,
		agreed="Møde hver tirsdag.",
		contact_name="Alma",
		contact_function="Vejleder",
		contact_phone="11 22 33 44",
		status="Under way",
		from_date=today(),
	)
	said = letter(world, case)
	for words in (
		"Mikkel Prøvesen",
		"Samir Haddad",
		"Jobcenter Prøveby",
		"Finder en praktik.",
		"Møde hver tirsdag.",
		"Alma, Vejleder, 11 22 33 44",
		"Birgit Holm",
	):
		assert words in said


def test_what_has_ended_or_helps_nobody_stands_not_in_it(world, case, coordinator):
	ended = {"status": "Ended", "to_date": today(), "afterwards": "Intet."}
	factories.add_effort(case, department="Afsluttet", **ended)
	factories.add_effort(case, kind="Infohus", department="Infohus Øst")
	factories.add_effort(case, kind="Housing", status="Not relevant", because="Bor godt.", department="")
	said = letter(world, case)
	assert not [words for words in ("Afsluttet", "Infohus Øst", "Bor godt.") if words in said]


def test_material_of_a_section_115_exchange_stands_not_in_it_whenever_it_became_known(
	world, case, coordinator
):
	factories.add_effort(case, agreed="Set ved stationen med to andre.")
	factories.write_background(case, origin="Section 115 exchange", content="Set ved stationen med to andre.")
	assert "stationen" not in letter(world, case)


def test_a_mentor_prints_what_was_passed_on(world, case, coordinator):
	factories.consent_to_pass_on(case, "Job, education and housing")
	factories.add_effort(case, audience=BOTH)
	factories.add_effort(case, kind="Treatment psychiatry", department="Klinikken")
	said = letter(world, case, "mentor")
	assert "Jobcenter Prøveby" in said and "Klinikken" not in said


@pytest.mark.parametrize("person", ["second_mentor", "away_coordinator", "caseworker", "manager"])
def test_nobody_else_prints_it(world, case, person):
	with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
		letter(world, case, person)


@pytest.mark.parametrize(
	("languages", "code", "direction"),
	[
		(("ar", "da"), "ar", "rtl"),
		(("fa-AF",), "fa-AF", "rtl"),
		(("so",), "so", "ltr"),
		(("pl",), "pl", "ltr"),
	],
)
def test_its_headings_are_in_the_persons_language_too(world, case, coordinator, languages, code, direction):
	speaks(case, *languages)
	assert f'lang="{code}" dir="{direction}"' in letter(world, case)


@pytest.mark.parametrize("languages", [("da", "ar"), ("om",)])
def test_and_danish_alone_for_who_needs_no_other_or_has_none(world, case, coordinator, languages):
	speaks(case, *languages)
	assert "dir=" not in letter(world, case).split('class="lat-paper lat-letter"')[1]


def test_printing_it_is_logged(world, case, coordinator):
	effort = factories.add_effort(case)
	letter(world, case)
	for name, action in ((case.name, "Printed"), (effort.name, "Listed")):
		assert frappe.db.exists("LAT Read Log", {"document_number": name, "action": action})

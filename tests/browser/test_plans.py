"""A plan at the table: the wheel is rated by both, goals are taken over, and each tool has its name."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import add_days, formatdate, today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, Size, stored
from tests.factories import as_user

TABLET = Size(820, 1180, touch=True)


def set_settings(**values) -> None:
	factories.set_settings(**values)
	frappe.db.commit()


@pytest.fixture
def called_otherwise():
	set_settings(
		upp_label="Udviklingsplan",
		tpm_label="Samtaleark",
		tpm_headings=[
			{"heading": "Netværk", "explanation": "Hvem er der omkring personen?"},
			{"heading": "Talt om den", "kind": "Date"},
			{"heading": "Håb", "kind": "1 to 10"},
		],
	)
	yield
	set_settings(upp_label="UPP", tpm_label="TPM", tpm_headings=[])


@pytest.fixture
def plan(world, active):
	with as_user(world["mentor"]):
		return factories.write_plan(
			active,
			ratings=[],
			steps=[{"step": "Ringer til skolen.", "due_on": add_days(today(), -3)}],
			notes=[{"heading": "Andet", "content": "En note."}],
		)


@pytest.mark.parametrize("size", [PHONE, TABLET, DESK], ids=["390", "820", "1280"])
def test_both_rate_the_wheel_and_what_differs_is_told(desk, plan, size):
	mentor = desk("mentor", size).open("LAT Plan", plan.name)
	expect(mentor.field("wheel")).to_contain_text("Hjulet er ikke vurderet endnu")
	mentor.press("Vurdér hjulet").await_dialog()
	for voice, value in (("Person", "4"), ("Mentor", "6")):
		mentor.dialog.get_by_label(f"Kompetence 1: {voice}").select_option(value)
		mentor.dialog.get_by_label(f"Kompetence 2: {voice}").select_option("5")
	expect(mentor.dialog.locator(".lat-words:visible")).to_have_count(1)
	mentor.dialog.locator(".lat-words:visible").fill("Samir: du holder fast i klubben.")
	assert mentor.too_wide <= 0
	mentor.dialog.get_by_role("button", name="Gem vurderingerne").click()
	expect(mentor.field("wheel")).to_contain_text("Kompetence 1: personen siger 4, mentoren 6.")
	rows = stored("LAT Plan", name=plan.name).ratings
	assert [(row.competence, row.person, row.mentor) for row in rows] == [
		("LAT-WH-1", 4, 6),
		("LAT-WH-2", 5, 5),
	]
	coordinator = desk("coordinator", size).open("LAT Plan", plan.name)
	expect(coordinator.find(".lat-wheel svg")).to_have_count(1)
	expect(coordinator.field("goals_check")).to_contain_text(
		"Mål 1: I mangler at tale om: Sådan viser det sig"
	)
	late = f"Skridt 1 skulle være gjort senest {formatdate(add_days(today(), -3), 'dd-mm-yyyy')}."
	expect(coordinator.field("steps_check")).to_contain_text(f"{late} Skridt 1: aftal, hvem der gør det")
	assert coordinator.too_wide <= 0


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_the_names_and_headings_of_the_settings_stand_on_the_form(desk, plan, called_otherwise, size):
	mentor = desk("mentor", size).open("LAT Plan", plan.name)
	for section, words in (
		("assessment_section", "Udviklingsplan: personens syn"),
		("notes_section", "Samtaleark"),
	):
		expect(mentor.find(f'[data-fieldname="{section}"] > .section-head')).to_contain_text(words)
	expect(mentor.field("notes").get_by_label("Andet")).to_have_value("En note.")
	mentor.field("notes").get_by_label("Netværk").fill("Morfar og klubben.")
	mentor.field("notes").get_by_label("Talt om den").fill(today())
	mentor.field("notes").get_by_label("Håb").select_option("7")
	mentor.press("Tilføj et notat").await_dialog()
	mentor.write("heading", "Mormor").write("content", "Ringer søndag.")
	mentor.dialog.get_by_role("button", name="Tilføj", exact=True).click()
	mentor.save()
	notes = stored("LAT Plan", name=plan.name).notes
	assert {row.heading: row.content for row in notes} == {
		"Andet": "En note.",
		"Netværk": "Morfar og klubben.",
		"Talt om den": formatdate(today(), "dd-mm-yyyy"),
		"Håb": "7",
		"Mormor": "Ringer søndag.",
	}
	mentor.open("LAT Plan", plan.name)
	expect(mentor.field("notes").get_by_label("Talt om den")).to_have_value(today())
	expect(mentor.field("notes").get_by_label("Håb")).to_have_value("7")
	course = desk("coordinator", size).open("LAT Case", plan.lat_case)
	expect(course.find(".lat-plan-line")).to_contain_text("Udviklingsplan: 1 åbent mål")


def test_goals_of_an_extension_are_taken_over(world, desk, plan):
	course = frappe.get_doc("LAT Case", plan.lat_case)
	with as_user(world["coordinator"]):
		factories.review_course(course, "Extend", new_goals="En læreplads.\nEn ven at tale med.")
	mentor = desk("mentor").open("LAT Plan", plan.name)
	mentor.press("Overtag målene fra opfølgningen")
	mentor.save()
	assert [row.goal for row in stored("LAT Plan", name=plan.name).goals] == [
		"En læreplads.",
		"En ven at tale med.",
	]

"""What was disputed stands on the form; a second person sees what goes, and erases it."""

from __future__ import annotations

import os

import frappe
import pytest
from frappe.utils import today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, stored
from tests.factories import HOME, as_user, request_of

WORDS = "Jeg var syg, og jeg ringede til Birgit."
SHOTS = os.environ.get("LAT_SHOTS")


def shoot(desk, name: str) -> None:
	if SHOTS:
		desk.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.fixture
def plan(world, active):
	with as_user(world["mentor"]):
		goals = [{"goal": "Kommer til møderne."}]
		doc = frappe.get_doc({"doctype": "LAT Plan", "lat_case": active.name, "goals": goals}).insert()
	frappe.db.commit()
	return doc


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_a_disagreement_is_noted_from_the_record_and_stands_on_it(world, desk, plan, size):
	coordinator = desk("coordinator", size).open("LAT Plan", plan.name)
	coordinator.page.evaluate(
		"""(words) => [...document.querySelectorAll(".menu-btn-group .dropdown-item")]
			.find((item) => item.textContent.includes(words)).click()""",
		"Notér en uenighed",
	)
	coordinator.page.wait_for_url("**/lat-disagreement/**")
	coordinator.settle()
	coordinator.input("disputed").fill("At han ikke ville komme.")
	coordinator.input("words").fill(WORDS)
	coordinator.save()
	shoot(coordinator, f"note-{size.width}")
	assert coordinator.too_wide <= 0
	written = stored("LAT Disagreement", document_number=plan.name)
	assert (written.document_type, written.lat_case) == ("LAT Plan", plan.lat_case)
	with as_user(world["coordinator"]):
		written.update({"result": "Stands, with this note", "answer": "Begge dele står her nu."})
		written.save()
	frappe.db.commit()
	for person in ("coordinator", "mentor"):
		reader = desk(person, size).open("LAT Plan", plan.name)
		note = reader.find(f'[data-disagreement="{written.name}"]')
		expect(note).to_contain_text(WORDS)
		expect(note).to_contain_text("Står, med denne bemærkning")
		expect(note.locator("a")).to_have_count(1 if person == "coordinator" else 0)
		assert reader.too_wide <= 0
		shoot(reader, f"plan-{person}-{size.width}")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1280"])
def test_a_second_person_sees_what_goes_and_erases_a_course(world, desk, active, size):
	case = active.name
	frappe.db.set_value("LAT Case", case, {"stage": "Closed", "closed_on": today()})
	other = factories.refer(world)
	frappe.db.set_value("LAT Case", other.name, "citizen", active.citizen)
	frappe.db.commit()
	coordinator = desk("coordinator", size).open(
		"LAT Erasure", scope="One course", course_number=case, municipality=HOME
	)
	shoot(coordinator, f"request-{size.width}")
	assert coordinator.too_wide <= 0
	with as_user(world["coordinator"]):
		asked = request_of(HOME, scope="One course", course_number=case)
	frappe.db.commit()
	manager = desk("manager", size).open("LAT Erasure", asked.name)
	expect(manager.field("preview")).to_contain_text("Forløb")
	shoot(manager, f"erasure-{size.width}")
	assert manager.too_wide <= 0
	if size is DESK:
		manager.press("Slet").await_dialog()
		manager.write("confirmation", case)
		manager.confirm("lat_erasure.carry_out")
		expect(manager.field("counts")).to_contain_text("Forløb")
		shoot(manager, "erased")
		assert not frappe.db.exists("LAT Case", case) or stored("LAT Erasure", name=asked.name)
		manager.page.goto(
			manager.page.url.split("/app/")[0]
			+ f"/printview?doctype=LAT%20Erasure&name={asked.name}&format=LAT%20Erasure%20Certificate"
		)
		expect(manager.page.locator(".lat-paper").last).to_contain_text("Bevis for sletning")
		shoot(manager, "certificate")
		manager.errors = [error for error in manager.errors if "favicon" not in error]


def test_what_the_rule_takes_is_shown_beforehand(world, desk, active):
	with as_user(world["coordinator"]):
		background = factories.write_background(active)
	frappe.db.set_value("LAT Background Information", background.name, "expires_on", "2020-01-01")
	frappe.db.commit()
	with as_user(world["coordinator"]):
		request_of(HOME, citizen=active.citizen)
	frappe.db.commit()
	manager = desk("manager").go("lat-erasure")
	expect(manager.find(".list-row").first).to_contain_text("Borgerens anmodning")
	manager.press("Hvad der slettes i dag").await_dialog()
	expect(manager.dialog).to_contain_text("Baggrundsviden")
	shoot(manager, "runs-out")

"""The course as a page: its head, what the next step needs, and how little it asks for (R8, R86)."""

from __future__ import annotations

import re

import frappe
import pytest
from frappe.utils import add_months, today
from playwright.sync_api import expect

from lat_corps.compat import is_fifteen
from tests import factories
from tests.browser.desk import DESK, PHONE, SOCKETS, stored
from tests.factories import PASSWORD, act, as_user

REQUESTS = 28 if is_fifteen() else 32
"""What a browser that has never seen the site asks for; the Desk of Frappe 16 asks for four more itself."""

PAGE = re.compile(r"course_page\.of_course")
HEAD, AHEAD = ".lat-head", ".lat-ahead"


@pytest.fixture
def years(world):
	"""A course of two years with a rating every second month, and comments on it."""
	case = factories.case_at("Active", world)
	case.db_set(dict.fromkeys(("referred_on", "opened_on"), add_months(today(), -24)))
	with as_user(world["mentor"]):
		for months in range(23, 0, -2):
			frappe.get_doc(
				{
					"doctype": "LAT Progression",
					"lat_case": case.name,
					"rating": 8 - months // 4,
					"rated_on": add_months(today(), -months),
					"rated_by": "Mentee",
				}
			).insert()
		factories.measure(case, "Before", measured_on=add_months(today(), -24))
	with as_user(world["coordinator"]):
		case.reload()
		case.add_comment("Comment", "Aftalt på mødet.")
	return case


def test_a_cold_course_of_two_years_asks_for_little(chromium, server, world, years):
	frappe.db.commit()
	context = chromium.new_context(base_url=server, viewport={"width": 1280, "height": 860}, locale="da-DK")
	context.request.post("/api/method/login", form={"usr": world["coordinator"], "pwd": PASSWORD})
	page, asked = context.new_page(), []
	page.on("request", lambda request: SOCKETS in request.url or asked.append(request.url))
	page.goto(f"/app/lat-case/{years.name}")
	expect(page.locator(HEAD)).to_be_visible()
	page.wait_for_load_state("networkidle")
	context.close()
	assert len(asked) <= REQUESTS, "\n".join(asked)
	assert len([url for url in asked if PAGE.search(url)]) == 1


@pytest.mark.parametrize(("person", "size"), [("coordinator", DESK), ("mentor", PHONE)])
def test_the_head_says_who_it_is_about_and_how_it_goes(desk, years, person, size):
	form = desk(person, size).open("LAT Case", years.name)
	expect(form.find(HEAD)).to_contain_text("Mikkel Prøvesen")
	expect(form.find(HEAD)).to_contain_text("20 år" if person == "coordinator" else "år ved henvisningen")
	expect(form.find(f"{HEAD} svg")).to_be_visible()
	expect(form.find(".lat-stages [aria-current='step']")).to_have_text("Aktiv")
	assert form.too_wide <= 0


def test_the_mentor_is_called_from_the_course(desk, world, years):
	frappe.db.set_value("LAT Mentor", world.mentors["mentor"], "phone", "20 30 40 50")
	form = desk("coordinator", PHONE).open("LAT Case", years.name)
	expect(form.find(f"{HEAD} a[href='tel:20304050']")).to_have_text("20 30 40 50")
	frappe.db.set_value("LAT Mentor", world.mentors["mentor"], "phone", None)


def line(form, words: str):
	return form.find(f"{AHEAD} li").filter(has_text=words)


def test_what_the_next_step_needs_leads_to_where_it_is_mended(desk, world):
	case = factories.case_brought_to("Referred", world, target_group="")
	form = desk("coordinator").open("LAT Case", case.name)
	expect(line(form, "Vælg målgruppe")).to_have_attribute("data-met", "false")
	expect(line(form, "Fødselsdato")).to_have_attribute("data-met", "true")
	line(form, "Vælg målgruppe").get_by_role("button").click()
	form.input("target_group").select_option("Vulnerable to extremism")
	form.save()
	expect(form.find(f'{AHEAD} li[data-met="true"]').filter(has_text="Målgruppe")).to_be_visible()
	line(form, "Samtykke").get_by_role("button", name="Opret: Samtykke").click()
	form.settle()
	assert form.page.evaluate("[cur_frm.doc.lat_case, cur_frm.doc.purpose, cur_frm.doc.given_by]") == [
		case.name,
		"Taking part in the course",
		"Citizen",
	]


def test_it_follows_the_facts_and_not_the_stage(desk, world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["mentor"])
	form = desk("coordinator").open("LAT Case", case.name)
	expect(form.find(f"{AHEAD} a[href$='{match.name}']")).to_be_visible()
	act(match, "Offer match", world["coordinator"])
	act(match, "Accept match", world["mentor"])
	act(match, "Approve match", world["coordinator"])
	frappe.db.commit()
	form.open("LAT Case", case.name)
	expect(line(form, "Et godkendt match")).to_have_attribute("data-met", "true")
	with form.page.expect_response(lambda answer: "steps.take" in answer.url):
		form.button("Forbered forløb").click()
	assert stored("LAT Case", name=case.name).stage == "Preparing"


def test_a_mentor_is_shown_what_the_mentor_can_do(desk, world):
	case = factories.case_at("Preparing", world)
	with as_user(world["coordinator"]):
		factories.pass_on(case)
	form = desk("mentor", PHONE).open("LAT Case", case.name)
	expect(line(form, "have læst")).to_be_visible()
	expect(line(form, "Samtykke")).to_have_count(0)


def test_a_course_without_its_mentor_keeps_its_measurements_in_sight(desk, world, years):
	match = frappe.get_doc("LAT Match", {"lat_case": years.name, "stage": "Approved"})
	match.db_set("end_reason", "Mentoren flytter.")
	act(match, "End match", world["coordinator"])
	form = desk("coordinator").open("LAT Case", years.name)
	expect(form.find(HEAD)).to_contain_text("Ingen siden")
	with form.page.expect_response(lambda answer: "steps.take" in answer.url):
		form.choose_step("Match på ny")
	form.open("LAT Case", years.name)
	expect(form.find(HEAD)).to_contain_text("Ingen siden")
	expect(form.find(".lat-questionnaires")).to_be_visible()
	form.tab("development_tab")
	expect(form.find(".lat-chart svg").first).to_be_visible()


def test_connections_and_history_are_asked_for_once_they_are_unfolded(desk, years):
	form = desk("coordinator").open("LAT Case", years.name)
	expect(form.find(".comment-box, .form-links")).to_have_count(0)
	form.find("summary").filter(has_text="Kommentarer og historik").press("Enter")
	expect(form.find(".form-footer")).to_contain_text("Aftalt på mødet.")
	expect(form.find(".comment-box")).to_be_visible()
	with form.page.expect_response(lambda answer: "get_open_count" in answer.url):
		form.find("summary").filter(has_text="hører til forløbet").press("Enter")
	expect(form.find('[data-doctype="LAT Progression"] .count')).to_have_text("12")


def test_a_panel_that_fails_says_so_and_the_form_stays_of_use(desk, active):
	form = desk("coordinator")

	def without_duties(route) -> None:
		answer = route.fetch()
		said = answer.json()
		said["message"]["duties"] = None
		route.fulfill(response=answer, json=said)

	form.page.route(PAGE, without_duties)
	form.open("LAT Case", active.name)
	expect(form.field("duties").get_by_role("alert")).to_contain_text("Det kunne ikke vises.")
	expect(form.find(HEAD)).to_contain_text("Mikkel Prøvesen")
	form.page.unroute(PAGE)
	form.field("duties").get_by_role("button").click()
	expect(form.field("duties").get_by_role("alert")).to_have_count(0)


def test_a_page_that_does_not_come_leaves_the_form(desk, active):
	form = desk("coordinator")
	form.page.route(PAGE, lambda route: route.abort())
	form.open("LAT Case", active.name)
	expect(form.find('.lat-top [role="alert"]').first).to_be_visible()
	form.tab("referral_tab").input("challenges").fill("Står uden for fællesskaber, og vil ind.")
	form.save()
	assert stored("LAT Case", name=active.name).challenges.endswith("vil ind.")
	form.expect_refusal("ERR_FAILED", "Failed")

"""Who acts around the person: a map beside its list, who is missing and the answer, an effort, the letter."""

from __future__ import annotations

from urllib.parse import urlencode

import frappe
import pytest
from frappe.utils import today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import DESK, PHONE, Size, stored
from tests.factories import as_user

EFFORT = "LAT Partner Effort"
TABLET = Size(820, 1180, touch=True)
SIZES = (PHONE, TABLET, DESK)


@pytest.fixture
def helped(world, active):
	"""A course with two who help and one who is not relevant."""
	with as_user(world["coordinator"]):
		partner = factories.list_partner(
			contacts=[{"person_name": "Alma Lund", "job_function": "Vejleder", "phone": "11 22 33 44"}]
		)
		factories.add_effort(
			active,
			partner=partner.name,
			contact_name="Alma Lund",
			agreed="Møde hver tirsdag.",
			status="Under way",
			from_date=today(),
		)
		factories.add_effort(
			active, kind="Housing", department="Boligkontoret", helps_with="Finder en bolig."
		)
		factories.add_effort(
			active,
			kind="Social psychiatry",
			status="Not relevant",
			because="Afsluttet dér.",
			department="",
			helps_with="",
		)
	frappe.db.commit()
	yield active
	frappe.db.rollback()
	for doctype in (EFFORT, "LAT Partner"):
		for name in frappe.get_all(doctype, pluck="name"):
			frappe.delete_doc(doctype, name, force=True)
	frappe.db.commit()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_the_map_says_what_the_list_says(desk, helped, size):
	page = desk("coordinator", size).open("LAT Case", helped.name)
	expect(page.find(".lat-actors li")).to_have_count(5)
	expect(page.find(".lat-map")).to_have_count(1)
	listed = page.page.locator(".lat-actors li").evaluate_all(
		"rows => rows.map((row) => row.children[1].innerText)"
	)
	told = page.find(".lat-map").locator("desc").text_content()
	assert listed and all(name in told for name in listed)
	drawn = page.find(".lat-map").locator("text")
	boxes = drawn.evaluate_all("texts => texts.map((text) => text.getBoundingClientRect().toJSON())")
	assert boxes
	for box in boxes:
		assert box["left"] >= 0 and box["right"] <= size.width and box["height"] >= 11
	expect(page.find(".lat-actors")).to_contain_text("Møde hver tirsdag.")
	expect(page.find(".lat-missing").last).to_contain_text("Afsluttet dér.")
	assert page.too_wide <= 0


def test_it_is_read_aloud_and_walked_through_by_keyboard(desk, helped):
	page = desk("coordinator").open("LAT Case", helped.name)
	around = page.find(".lat-around")
	said = around.aria_snapshot()
	for words in ('img "Hvem hjælper ', 'list "Hvem hjælper"', 'link "Boligkontoret"', "Bolig, planlagt"):
		assert words in said
	around.get_by_role("link", name="Jobcenter Prøveby").focus()
	reached = []
	while page.page.evaluate("!!document.activeElement.closest('.lat-around')"):
		reached.append(
			page.page.evaluate(
				"(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
			)
		)
		page.page.keyboard.press("Tab")
	assert reached[:3] == ["Jobcenter Prøveby", "11 22 33 44", "Boligkontoret"]
	for words in ("Infohus: Ikke relevant, fordi", "Socialpsykiatrien: Ret", "Tilføj en indsats"):
		assert words in reached
	assert reached[-2:] == ["Brev til borgeren", "Hvem hjælper med hvad"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_who_is_missing_is_answered_on_the_course(desk, helped, size):
	page = desk("coordinator", size).open("LAT Case", helped.name)
	began = page.clicks
	page.button("Infohus: Ikke relevant, fordi").click()
	page.await_dialog()
	page.dialog.locator("textarea").fill("Drøftet og afsluttet.")
	page.press("Gem svaret")
	expect(page.find(".modal.show")).to_have_count(0)
	assert page.clicks - began <= 3
	expect(page.find(".lat-missing").last).to_contain_text("Drøftet og afsluttet.")
	assert stored(EFFORT, kind="Infohus").because == "Drøftet og afsluttet."


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_who_helps_is_taken_from_the_directory(desk, helped, size):
	page = desk("coordinator", size).open(EFFORT, lat_case=helped.name)
	partner = stored("LAT Partner", title="Jobcenter Prøveby")
	page.page.evaluate(f"cur_frm.set_value('partner', '{partner.name}')")
	page.settle()
	expect(page.input("department")).to_have_value("Jobcenter Prøveby")
	page.input("contact_name").fill("Alma Lund")
	page.input("contact_name").blur()
	expect(page.input("contact_phone")).to_have_value("11 22 33 44")
	page.input("helps_with").fill("Praktik i et køkken.")
	page.input("helps_with").blur()
	assert page.too_wide <= 0
	page.save()
	assert stored(EFFORT, helps_with="Praktik i et køkken.").kind == "Job centre"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
def test_the_directory_is_read_at_any_width(desk, helped, size):
	partner = stored("LAT Partner", title="Jobcenter Prøveby")
	page = desk("mentor", size).open("LAT Partner", partner.name)
	expect(page.field("contacts")).to_contain_text("Alma Lund")
	telephone = page.field("contacts").get_by_role("link", name="11 22 33 44")
	expect(telephone).to_have_attribute("href", "tel:11223344")
	expect(telephone).to_be_visible()
	assert telephone.bounding_box()["x"] + telephone.bounding_box()["width"] <= size.width
	assert page.too_wide <= 0


def test_a_mentor_goes_from_the_course_to_the_directory(desk, helped):
	page = desk("mentor").open("LAT Case", helped.name)
	page.press("Hvem hjælper med hvad")
	expect(page.find(".frappe-list, .list-cards, .result").first).to_contain_text("Jobcenter Prøveby")


def test_the_letter_is_read_in_the_persons_language_too(desk, world, helped):
	with as_user(world["coordinator"]):
		frappe.get_doc("LAT Citizen", helped.citizen).update(
			{"languages": [{"language": "ar", "fluency": "Mother tongue"}]}
		).save()
	frappe.db.commit()
	page = desk("coordinator")
	asked = {"doctype": "LAT Case", "name": helped.name, "format": "LAT Letter to the Citizen", "_lang": "da"}
	page.page.goto(f"/printview?{urlencode(asked)}")
	expect(page.page.locator(".lat-letter h1 [lang=ar]")).to_have_attribute("dir", "rtl")
	expect(page.page.locator(".lat-letter")).to_contain_text("Alma Lund, Vejleder, 11 22 33 44")

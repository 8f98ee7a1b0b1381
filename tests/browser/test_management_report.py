"""A report to management at a desk and on a phone: drafted, sent and approved in a few clicks (R109)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from random import Random

import frappe
import pytest
from frappe.utils import get_fullname
from playwright.sync_api import expect
from pypdf import PdfReader

from lat_corps.days import danish_today
from lat_corps.domain.management_report import WORDS
from lat_corps.domain.report_parts import MOST_LETTERS
from lat_corps.insight.counted_rows import COUNTED
from tests.browser.desk import DESK, PHONE, stored
from tests.factories import HOME, as_user
from tests.site.test_management_report import REPORT, closed, courses, drafted
from tests.site.test_recorded import year_of_courses

EXPERIENCE = ("De unge kommer hurtigere i gang, når de møder deres mentor ude. " * 40).strip()
PAGES = 4
PAPER = (
	"/api/method/frappe.utils.print_format.download_pdf"
	"?doctype=LAT%20Management%20Report&format=LAT%20Management%20Report&_lang=da&name={}"
)


@pytest.fixture
def referred(world) -> Iterator:
	made = [
		*courses(world, 6, "2019-02-01", "2019-03-12", gender="Woman"),
		*courses(world, 8, "2019-02-10", gender="Man"),
	]
	frappe.db.commit()
	yield made
	frappe.db.rollback()
	for name in frappe.get_all(REPORT, pluck="name", order_by="name asc"):
		frappe.db.delete(REPORT, {"name": name})
	for case in made:
		frappe.delete_doc("LAT Case", case.name, force=True)
	frappe.db.commit()


OF_A_COURSE = ("LAT Progression", "LAT Match", "LAT Match Review", "LAT Handover", "LAT Measurement")


@pytest.fixture
def year(world) -> Iterator[str]:
	"""A year of many courses, with words as long as they may be."""
	closed(world, 30)
	for seed in range(3):
		year_of_courses(world, Random(seed))
	report = drafted(world, "The whole year")
	with as_user(world["coordinator"]):
		letters = MOST_LETTERS // len(WORDS)
		report.update({name: (EXPERIENCE * 2)[:letters] for name in WORDS}).save()
	frappe.db.commit()
	yield report.name
	frappe.db.rollback()
	cases = frappe.get_all("LAT Case", filters={"municipality": HOME}, pluck="name", order_by="name asc")
	for doctype in OF_A_COURSE:
		frappe.db.delete(doctype, {"lat_case": ["in", cases]})
	for doctype in (REPORT, COUNTED):
		frappe.db.delete(doctype, {"municipality": HOME})
	for name in cases:
		frappe.delete_doc("LAT Case", name, force=True)
	frappe.db.commit()


def test_a_year_of_figures_is_read_on_four_pages_and_by_keyboard(desk, year):
	for size in (DESK, PHONE):
		form = desk("coordinator", size).open(REPORT, year)
		expect(form.find(".lat-report .lat-picture").first).to_contain_text("Hver person tæller én gang")
		table = form.page.locator(".lat-report summary").first
		table.focus()
		form.page.keyboard.press("Enter")
		expect(form.find(".lat-report table").nth(1)).to_contain_text("Kvinde")
		assert form.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
	paper = form.page.request.get(PAPER.format(year)).body()
	assert len(PdfReader(BytesIO(paper)).pages) <= PAGES


def test_a_report_is_drafted_sent_and_approved(desk, world, referred):
	form = desk("coordinator").open(REPORT, municipality=HOME, year="2019", period="First quarter")
	form.save()
	expect(form.find(".lat-report")).to_contain_text("Kvinde")
	form.input("experience").fill(EXPERIENCE)
	form.save()
	form.press("Send til ledelsen")
	form.press("Ja").settle()
	report = stored(REPORT, municipality=HOME)
	assert (report.standing, report.experience) == ("Sent", EXPERIENCE)

	page = desk("manager", PHONE).open(REPORT, report.name)
	expect(page.find(".lat-report")).to_contain_text("14")
	expect(page.find(".lat-acts").get_by_role("button", name="Giv tilbage", exact=True)).to_be_visible()
	page.find(".lat-acts").get_by_role("button", name="Godkend", exact=True).click()
	page.await_dialog().confirm("management_report.approve")
	assert stored(REPORT, municipality=HOME).standing == "Approved"
	expect(page.field("approved_by")).to_contain_text(get_fullname(world["manager"]))
	expect(page.field("approved_by")).not_to_contain_text("@")
	paper = page.page.request.get(PAPER.format(report.name)).body()
	assert len(PdfReader(BytesIO(paper)).pages) <= PAGES


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_new_report_is_of_a_period_that_has_ended(desk, world, size):
	form = desk("coordinator", size).open(REPORT, municipality=HOME, year="2019", period="The whole year")
	expect(form.input("period")).to_have_value("The whole year")
	expect(form.field("figures_section")).to_have_count(0)
	form.input("year").fill(str(danish_today().year + 1))
	form.input("year").blur()
	expect(form.field("period")).to_contain_text("Ingen periode i dette år er slut endnu")
	expect(form.input("period")).to_have_value("")
	form.input("year").fill("2019")
	form.input("year").blur()
	expect(form.input("period").locator("option")).to_have_count(8)


def test_what_can_still_come_in_stands_on_the_draft(desk, world, referred):
	"""No answer of 2019 can come in any more: the form is told otherwise."""
	report = drafted(world, "The whole year")
	form = desk("coordinator", PHONE).open(REPORT, report.name)
	form.page.evaluate("cur_frm.doc.__onload.incomplete = 'Der kan komme svar'; cur_frm.refresh()")
	expect(form.find(".form-message")).to_contain_text("Der kan komme svar")
	form.press("Send til ledelsen")
	expect(form.dialog).to_contain_text("Der kan komme svar")

"""A report to management at a desk and on a phone: drafted, sent and approved in a few clicks (R109)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import frappe
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.desk import PHONE, stored
from tests.factories import HOME
from tests.site.test_management_report import REPORT, courses

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
	page.act("Godkend")
	assert stored(REPORT, municipality=HOME).standing == "Approved"
	paper = page.page.request.get(PAPER.format(report.name)).body()
	assert len(PdfReader(BytesIO(paper)).pages) <= PAGES

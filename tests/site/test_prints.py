"""What stands on every page of a print, and fits on it, whichever generator makes the PDF."""

from __future__ import annotations

import frappe
import pytest

from tests import factories

GENERATORS = ["wkhtmltopdf", "chrome"]


@pytest.fixture
def papers(world) -> dict[str, tuple[str, str]]:
	case = factories.case_at("Active", world)
	lent = frappe.generate_hash(length=8)  # a print is committed on a site, by the line of who has read it
	factories.lendable_mentor(world, lent)
	return {
		"LAT Course Development": ("LAT Case", case.name),
		"LAT Handover Packet": ("LAT Handover", factories.draft_handover(case, world["caseworker"]).name),
		"LAT Loan Agreement": ("LAT Mentor Loan", factories.loan_at("Offered", world, lent).name),
		"LAT Role Agreement": ("LAT Role Description", next(iter(world.descriptions.values()))),
	}


def printed(doctype: str, name: str, print_format: str, generator: str) -> str:
	frappe.local.form_dict = frappe._dict(pdf_generator=generator)
	return frappe.get_print(doctype, name, print_format)


@pytest.mark.parametrize("generator", GENERATORS)
def test_every_page_carries_its_record_and_its_number(papers, generator):
	for print_format, (doctype, name) in papers.items():
		html = printed(doctype, name, print_format, generator)
		head, foot = html.index('id="header-html"'), html.index('id="footer-html"')
		assert name in html[head:foot], print_format
		assert html.index('class="page"', foot) < html.index('class="topage"', foot), print_format


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_margin_below_is_left_to_the_generator_that_can_keep_it(papers, generator):
	html = printed(*papers["LAT Course Development"], "LAT Course Development", generator)
	assert ("margin-bottom: 18mm" in html) == (generator == "wkhtmltopdf")
	assert ("function clone_and_update" in html) == (generator == "chrome")


def test_a_chart_on_paper_keeps_its_fixed_size(papers):
	assert "height: auto" not in printed(
		*papers["LAT Course Development"], "LAT Course Development", "wkhtmltopdf"
	)

"""What stands on every page of a print, and fits on it, whichever generator makes the PDF."""

from __future__ import annotations

import re

import frappe
import pytest
from frappe.utils import today

from lat_corps.casework.paper import words_apart
from lat_corps.domain.consent import NAMES_INFORMATION
from lat_corps.domain.purposes import EXPLAINED
from tests import factories
from tests.factories import as_user
from tests.site.test_coaching_sessions import plan
from tests.site.test_coordination import agreed, held
from tests.site.test_corps_meetings import meet
from tests.site.test_management_report import sent

GENERATORS = ["wkhtmltopdf", "chrome"]


@pytest.fixture
def papers(world) -> dict[str, tuple[str, str]]:
	case = factories.case_at("Active", world)
	lent = frappe.generate_hash(length=8)  # a print is committed on a site, by the line of who has read it
	factories.lendable_mentor(world, lent)
	with as_user(world["coordinator"]):
		briefing = factories.write_briefing(case, passed_on=1)
		debrief = factories.write_debrief(case)
	talk = plan(world, held_on=today(), courses=[{"lat_case": case.name}])
	return {
		"LAT Plan": ("LAT Plan", factories.write_plan(case).name),
		"LAT Briefing Sheet": ("LAT Briefing", briefing.name),
		"LAT Debrief": ("LAT Debrief", debrief.name),
		"LAT First Meeting Sheet": ("LAT First Meeting", factories.sheet_of(case).name),
		"LAT Access Request": ("LAT Citizen", case.citizen),
		"LAT Consent Declaration": ("LAT Case", case.name),
		"LAT Consent Paper": (
			"LAT Consent",
			frappe.db.get_value("LAT Consent", {"lat_case": case.name}),
		),
		"LAT Coaching Agreement": ("LAT Coaching Session", talk.name),
		"LAT Coordination Minutes": (
			"LAT Coordination Meeting",
			held(world, case, agreements=[agreed("Ringer.", "Kontakt i Jobcentret")]).name,
		),
		"LAT Corps Meeting": ("LAT Corps Meeting", meet(world).name),
		"LAT Conversation Card": (
			"LAT Conversation Card",
			frappe.db.get_value("LAT Conversation Card", {"kind": "Individual coaching"}),
		),
		"LAT Course Development": ("LAT Case", case.name),
		"LAT Letter to the Citizen": ("LAT Case", case.name),
		"LAT Relapse Agreement": ("LAT Case", case.name),
		"LAT Handover Preview": ("LAT Handover", factories.draft_handover(case, world["caseworker"]).name),
		"LAT Handover Packet": ("LAT Handover", factories.draft_handover(case, world["caseworker"]).name),
		"LAT Loan Agreement": ("LAT Mentor Loan", factories.loan_at("Offered", world, lent).name),
		"LAT Management Report": ("LAT Management Report", sent(world, "First quarter").name),
		"LAT Role Agreement": ("LAT Role Description", next(iter(world.descriptions.values()))),
	}


def printed(doctype: str, name: str, print_format: str, generator: str) -> str:
	frappe.local.form_dict = frappe._dict(pdf_generator=generator)
	return frappe.get_print(doctype, name, print_format)


@pytest.fixture(params=[True, False], ids=["patched", "unpatched"])
def patched(request, monkeypatch) -> bool:
	"""Whether the Qt of wkhtmltopdf is the patched one, which alone knows of lines on every page."""
	monkeypatch.setattr("frappe.utils.pdf.is_wkhtmltopdf_valid", lambda: request.param)
	return request.param


@pytest.fixture
def able(monkeypatch) -> None:
	monkeypatch.setattr("frappe.utils.pdf.is_wkhtmltopdf_valid", lambda: True)


@pytest.mark.real_site
@pytest.mark.parametrize("generator", GENERATORS)
def test_the_first_page_carries_what_it_is_and_its_number_once(papers, patched, generator):
	from bs4 import BeautifulSoup
	from frappe.utils.pdf import toggle_visible_pdf

	for print_format, (doctype, name) in {**papers, "Standard": papers["LAT First Meeting Sheet"]}.items():
		page = BeautifulSoup(printed(doctype, name, print_format, generator), "html5lib")
		head = page.find(id="header-html")
		assert bool(head) == (patched or generator == "chrome"), print_format
		toggle_visible_pdf(page)
		headed = head and head.extract()
		number = page.find(class_="lat-number") or page.find(class_="sub-heading")
		assert page.find("h1") or print_format == "Standard"
		assert bool(number) != bool(headed), print_format
		assert name in (number or headed).text, print_format


@pytest.mark.parametrize("generator", GENERATORS)
def test_every_page_carries_its_record_and_its_number(papers, able, generator):
	for print_format, (doctype, name) in papers.items():
		html = printed(doctype, name, print_format, generator)
		head, foot = html.index('id="header-html"'), html.index('id="footer-html"')
		assert name in html[head:foot], print_format
		assert html.index('class="page"', foot) < html.index('class="topage"', foot), print_format


@pytest.mark.parametrize("generator", GENERATORS)
def test_the_margin_below_is_left_to_the_generator_that_can_keep_it(papers, able, generator):
	html = printed(*papers["LAT Course Development"], "LAT Course Development", generator)
	assert ("margin-bottom: 16mm" in html) == (generator == "wkhtmltopdf")
	assert ("function clone_and_update" in html) == (generator == "chrome")


@pytest.mark.real_site
@pytest.mark.parametrize("kind", ["Individual coaching", "Group reflection", "Goals", "Safety"])
def test_a_card_that_ships_is_one_page(world, kind):
	from io import BytesIO

	import pdfkit
	from pypdf import PdfReader

	card = frappe.db.get_value("LAT Conversation Card", {"kind": kind, "municipality": ["is", "not set"]})
	frappe.local.form_dict = frappe._dict()
	frappe.local.lang = "da"
	try:
		with as_user(world["coordinator"]):
			html = frappe.get_print("LAT Conversation Card", card, "LAT Conversation Card")
	finally:
		frappe.local.lang = "en"
	# No server runs that the generator could ask for the Desk's own style.
	margins = {"margin-top": "20mm", "margin-bottom": "16mm", "page-size": "A4", "quiet": ""}
	pdf = pdfkit.from_string(re.sub(r"<(link|script|img)\b[^>]*>", "", html), options=margins)
	assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_no_time_on_paper_has_seconds(papers):
	for print_format, (doctype, name) in papers.items():
		html = printed(doctype, name, print_format, "wkhtmltopdf")
		assert not re.search(r"\b\d\d:\d\d:\d\d\b", html), print_format
	assert re.search(
		r"\b\d\d:\d\d\b", printed(*papers["LAT Briefing Sheet"], "LAT Briefing Sheet", "wkhtmltopdf")
	)


def test_a_chart_on_paper_keeps_its_fixed_size(papers):
	assert "height: auto" not in printed(
		*papers["LAT Course Development"], "LAT Course Development", "wkhtmltopdf"
	)


@pytest.fixture
def printed_as(world):
	"""Return a record as a print shows it to a person, whatever the format."""

	def shown(doc, person: str):
		with as_user(world[person]):
			found = frappe.get_doc(doc.doctype, doc.name)
			found.run_method("before_print", frappe._dict())
		return found

	return shown


def test_a_plain_print_says_who_it_is_about_and_names_for_logins(world, printed_as):
	case = factories.case_at("Active", world)
	paper = printed_as(case, "coordinator")
	assert (paper.print_heading, paper.sub_heading) == ("LAT Case", f"Mikkel Prøvesen, {case.name}")
	assert (paper.coordinator, paper.caseworker) == ("Birgit Holm", "Peter Lund")
	assert paper.citizen == f"Mikkel Prøvesen, {case.citizen}"
	assert paper.mentor == f"Samir Haddad, {case.mentor}"


def test_and_nothing_of_it_is_stored(world, printed_as):
	case = factories.case_at("Active", world)
	printed_as(case, "coordinator")
	assert frappe.db.get_value("LAT Case", case.name, "coordinator") == world["coordinator"]


def test_a_print_names_a_citizen_as_the_municipality_lets_its_mentors(world, printed_as):
	case = factories.case_at("Active", world)
	frappe.db.set_value("LAT Municipality", case.municipality, "citizen_name_for_mentors", "Initials")
	paper = printed_as(case, "mentor")
	assert paper.sub_heading == f"M.P., {case.name}" and "Prøvesen" not in str(paper.as_dict())


def test_the_development_says_whose_it_is_and_who_coordinates(world, papers):
	html = printed(*papers["LAT Course Development"], "LAT Course Development", "wkhtmltopdf")
	assert "Birgit Holm" in html and world["coordinator"] not in html


def test_a_table_that_runs_on_has_its_headings_on_each_page(papers):
	html = printed(*papers["LAT Role Agreement"], "LAT Role Agreement", "wkhtmltopdf")
	assert html.count("<thead>") >= 1 and "table-header-group" in html


def test_the_declaration_names_who_signs_at_this_age_and_asks_for_each_purpose(world):
	case = factories.refer(world, {"age": 16})
	with as_user(world["coordinator"]):
		html = printed("LAT Case", case.name, "LAT Consent Declaration", "wkhtmltopdf")
	assert html.count('class="lat-purpose"') == len(EXPLAINED)
	assert html.count("Life situation") == len(NAMES_INFORMATION) and "Peter Lund" in html
	person = frappe.get_doc("LAT Citizen", case.citizen)
	signatures = html[html.index('class="lat-signatures"') :]
	assert person.full_name in signatures
	assert all(row.full_name in signatures for row in person.custody_holders)


def test_and_leaves_names_open_for_who_may_not_open_the_persons_record(world, papers):
	with as_user(world["mentor"]):
		html = printed(*papers["LAT Course Development"], "LAT Consent Declaration", "wkhtmltopdf")
	assert "Mikkel" not in html[html.index('class="lat-signatures"') :]


def test_the_paper_of_a_consent_taken_back_says_what_that_stops(world, papers):
	consent = frappe.get_doc(*papers["LAT Consent Paper"])
	with as_user(world["coordinator"]):
		assert "What this stops" not in printed(*papers["LAT Consent Paper"], "LAT Consent Paper", "chrome")
		consent.withdrawn_on = today()
		consent.save()
		html = printed(*papers["LAT Consent Paper"], "LAT Consent Paper", "chrome")
	assert "A consent taken back" in html and EXPLAINED[consent.purpose].stops in html


def test_each_who_needs_to_know_stays_on_one_page(papers):
	"""wkhtmltopdf breaks a row of a table in two, but no block that asks to stay whole."""
	page = printed(*papers["LAT Debrief"], "LAT Debrief", "wkhtmltopdf")
	assert page.count('class="lat-task lat-together"') == 1
	assert re.search(r"\.lat-together \{ page-break-inside: avoid", page)


@pytest.mark.real_site
def test_words_from_right_to_left_stand_apart_where_their_line_would_run_over_its_end(papers, patched):
	case = papers["LAT Relapse Agreement"][1]
	frappe.db.set_value("LAT Case", case, "support", "Ring til أمينة الحسيني <b>straks</b>.")
	page = printed("LAT Case", case, "LAT Relapse Agreement", "wkhtmltopdf")
	apart = "<span>أمينة</span> <span>الحسيني</span> &lt;b&gt;"
	assert (apart in page) == (not patched)
	assert ("zoom: 1.3" in page) == (not patched)


def test_what_is_no_text_of_the_page_stays_as_it_is():
	drawn = '<svg><text>ابن</text></svg><p title="ابن">'
	assert words_apart(f"{drawn}ابن og</p>") == f"{drawn}<span>ابن</span> og</p>"

"""What is handed over, signed or kept, as pages of a PDF, by each generator that is there (R103, N4)."""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

import frappe
import pytest

from tests import papers
from tests.site.test_erasing_in_parts import ask_for
from tests.site.test_erasure import close, erase

if TYPE_CHECKING:
	from pypdf import PageObject, PdfReader

pytestmark = pytest.mark.real_site

GENERATORS = [
	*(["wkhtmltopdf"] if shutil.which("wkhtmltopdf") else []),
	*(["chrome"] if find_spec("frappe.utils.pdf_generator") else []),
]
HEAD, FOOT = 790, 46
"""Where the text of a page begins and ends, in points from below; what stands on every page lies outside."""


class Line(NamedTuple):
	words: str
	is_heading: bool


@pytest.fixture(scope="module")
def records(world) -> dict[str, tuple[str, str, str, str]]:
	"""Paper -> document, number, format, who prints it: of a long course and of one with nearly nothing."""
	frappe.local.lang = "da"
	try:
		return {
			**_of_a_course("long", papers.long_course(world), papers.long_debrief, world),
			**_of_a_course("bare", papers.bare_course(world), papers.bare_debrief, world),
			"erasure": ("LAT Erasure", _erased(world), "LAT Erasure Certificate", "chief"),
		}
	finally:
		frappe.local.lang = "en"
		frappe.db.commit()


def _of_a_course(kind: str, case, debrief, world) -> dict[str, tuple[str, str, str, str]]:
	sent, draft = papers.sent_handover(case, world), papers.handover_of(case, world)
	plan = frappe.db.get_value("LAT Plan", {"lat_case": case.name})
	back = papers.taken_back(case, world)
	found = {
		"packet": ("LAT Handover", sent.name, "LAT Handover Packet", "caseworker"),
		"preview": ("LAT Handover", draft.name, "LAT Handover Preview", "coordinator"),
		"plan": ("LAT Plan", plan, "LAT Plan", "mentor"),
		"declaration": ("LAT Case", case.name, "LAT Consent Declaration", "coordinator"),
		"withdrawal": ("LAT Consent", back.name, "LAT Consent Paper", "coordinator"),
		"relapse": ("LAT Case", case.name, "LAT Relapse Agreement", "mentor"),
		"debrief": ("LAT Debrief", debrief(case, world).name, "LAT Debrief", "coordinator"),
		"access": ("LAT Citizen", case.citizen, "LAT Access Request", "coordinator"),
	}
	return {f"{kind} {paper}": asked for paper, asked in found.items()}


def _erased(world) -> str:
	case = papers.bare_course(world)
	close(case)
	citizen = frappe.get_doc("LAT Citizen", case.citizen)
	return erase(ask_for(world, citizen), world["chief"], citizen.name).name


@pytest.fixture(scope="module", params=GENERATORS)
def pdfs(request, records, client) -> dict[str, PdfReader]:
	from pypdf import PdfReader

	return {
		paper: PdfReader(BytesIO(_downloaded(client(person), request.param, doctype, name, print_format)))
		for paper, (doctype, name, print_format, person) in records.items()
	}


def _downloaded(person, generator: str, doctype: str, name: str, print_format: str) -> bytes:
	answer = person.get(
		"/api/method/frappe.utils.print_format.download_pdf",
		doctype=doctype,
		name=name,
		format=print_format,
		no_letterhead=1,
		language="da",
		_lang="da",
		pdf_generator=generator,
	)
	assert answer.content.startswith(b"%PDF"), answer.text
	return answer.content


def lines(page: PageObject) -> list[Line]:
	"""Return the text of a page from above; a heading is set in bold letters alone."""
	found: dict[int, list[tuple[str, bool]]] = {}

	def seen(text, matrix, text_matrix, font, _size):
		height = text_matrix[5] * matrix[3] + matrix[5]
		if text.strip() and FOOT < height < HEAD:
			is_bold = "Bold" in str((font or {}).get("/BaseFont"))
			found.setdefault(round(height / 3), []).append((text.strip(), is_bold))

	page.extract_text(visitor_text=seen)
	return [
		Line(" ".join(words for words, _bold in parts), all(bold for _words, bold in parts))
		for _height, parts in sorted(found.items(), reverse=True)
	]


def text(page: PageObject) -> str:
	return normalize("NFKC", " ".join(page.extract_text().split()))


def page_of(pdf: PdfReader, words: str) -> int:
	found = [number for number, page in enumerate(pdf.pages) if words in text(page)]
	assert found, words
	return found[-1]


def test_a_packet_of_a_long_course_has_two_to_four_pages_and_of_a_short_one_one(pdfs):
	assert 2 <= len(pdfs["long packet"].pages) <= 4
	assert len(pdfs["bare packet"].pages) == 1


@pytest.mark.parametrize(
	("paper", "most"), [("relapse", 1), ("withdrawal", 1), ("declaration", 2), ("debrief", 3), ("plan", 6)]
)
def test_papers_to_hand_out_are_short(pdfs, paper, most):
	assert len(pdfs[f"long {paper}"].pages) <= most
	assert len(pdfs[f"bare {paper}"].pages) <= most


def test_no_page_ends_with_a_heading_or_has_a_line_or_two(pdfs):
	for paper, pdf in pdfs.items():
		for number, page in enumerate(pdf.pages, 1):
			found = lines(page)
			assert len(found) >= 3, (paper, number, found)
			assert number == len(pdf.pages) or not found[-1].is_heading, (paper, number, found[-1])


def test_who_signs_does_it_under_what_is_signed(pdfs):
	for kind in ("long", "bare"):
		for paper, above, below in (
			("packet", "Kvittering.", "Underskrift"),
			("packet", "Underskrift", "SHA-256 af pakken"),
			("preview", "Andet, som jeg gerne vil have", "Jeg har læst det"),
			("relapse", "Et tilbagefald er ikke et nederlag", "Dato og dig selv"),
			("declaration", "Samtykkerne gælder til og med", "Underskrift"),
		):
			pdf = pdfs[f"{kind} {paper}"]
			assert page_of(pdf, above) == page_of(pdf, below), (kind, paper)


def test_curve_and_wheel_are_lines_and_no_picture(pdfs):
	for paper in ("long packet", "long preview", "long plan"):
		drawn = [len(re.findall(rb"\bl\b", page.get_contents().get_data())) for page in pdfs[paper].pages]
		assert max(drawn) > 50, paper
	assert not any(len(page.images) for pdf in pdfs.values() for page in pdf.pages)


def test_names_stand_as_they_are_written(pdfs):
	for paper in ("packet", "preview", "plan", "debrief", "declaration", "relapse", "access"):
		whole = " ".join(text(page) for page in pdfs[f"long {paper}"].pages)
		without_breaks = whole.replace(" ", "")
		for name in (papers.POLISH, papers.SOMALI):
			assert name.replace(" ", "") in without_breaks, (paper, name)
		for word in papers.ARABIC.split():
			word = normalize("NFKC", word)
			assert word in whole or word[::-1] in whole, (paper, word)


def test_a_name_in_arabic_letters_reads_from_the_right(pdfs):
	first = text(pdfs["long packet"].pages[0])
	words = [normalize("NFKC", word) for word in papers.ARABIC.split()]
	places = [max(first.find(word), first.find(word[::-1])) for word in words]
	assert places == sorted(places, reverse=True) and min(places) > 0


def test_the_letters_are_as_large_as_they_are_meant(pdfs):
	"""Without patched Qt wkhtmltopdf makes everything smaller."""
	heights = set()

	def seen(words, matrix, text_matrix, _font, size):
		if "Mentorforløb" in words.replace("\t", " "):
			heights.add(abs(text_matrix[3] * matrix[3]) * size)

	pdfs["long packet"].pages[0].extract_text(visitor_text=seen)
	assert heights and all(9.5 < height < 11 for height in heights), heights

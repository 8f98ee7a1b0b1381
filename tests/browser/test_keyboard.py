"""Who uses no mouse comes as far: pages and dialogs by Tab and Enter alone, in sight and by name (14)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import Desk

AT_MOST = 90

AT = """() => {
	const here = document.activeElement;
	const style = getComputedStyle(here);
	const named = here.getAttribute("aria-label") || here.getAttribute("aria-labelledby") || here.title
		|| here.innerText?.trim() || here.placeholder || here.labels?.length || here.value;
	const box = here.getBoundingClientRect();
	const marked = ["outlineStyle", "boxShadow"].some((part) => style[part] !== "none");
	const seen = marked || here.matches("input, select, textarea");
	return {
		words: here.innerText?.trim(),
		label: here.getAttribute("aria-label"),
		named: Boolean(named),
		seen,
		shown: box.width > 0 && box.height > 0,
		html: here.outerHTML.slice(0, 160),
		ours: Boolean(here.closest(OURS)),
	};
}"""


def tab_to(desk: Desk, words: str, within: str = ".layout-main, .modal.show") -> list[dict]:
	"""Press Tab until what says `words` has the focus; return what was passed of the part of the page."""
	passed: list[dict] = []
	for _press in range(AT_MOST):
		desk.page.keyboard.press("Tab")
		here = desk.page.evaluate(AT.replace("OURS", repr(within)))
		if here["ours"]:
			passed.append(here)
		if words in (here["label"] or here["words"] or "") and here["ours"]:
			return passed
	raise AssertionError(f"{words} is not reached: {[here['words'] for here in passed]}")


def nameless(passed: list[dict]) -> list[str]:
	return [here["html"] for here in passed if here["shown"] and not here["named"]]


def unseen(passed: list[dict]) -> list[str]:
	return [here["html"] for here in passed if here["shown"] and not here["seen"]]


def test_a_course_is_worked_on(desk, active):
	form = desk("coordinator").open("LAT Case", active.name)
	expect(form.find(".lat-head").first).to_be_visible()
	passed = tab_to(form, "Skift mentor", ".page-head, .layout-main")
	form.page.keyboard.press("Enter")
	form.await_dialog()
	form.page.keyboard.press("Escape")
	expect(form.page.locator(".modal.show")).to_have_count(0)
	assert nameless(passed) == [] and unseen(passed) == []


def test_a_mentor_is_offered_a_course_from_the_board(desk, world):
	case = factories.case_at("Matching", world)
	board = desk("coordinator").go(f"lat-match-board/{case.name}")
	expect(board.page.get_by_role("region", name="Kandidater side om side")).to_be_visible()
	passed = tab_to(board, "Tilbyd: Samir Haddad")
	board.page.keyboard.press("Enter")
	board.await_dialog()
	expect(board.dialog).to_be_visible()
	board.page.keyboard.press("Escape")
	expect(board.page.locator(".modal.show")).to_have_count(0)
	assert nameless(passed) == [] and unseen(passed) == []


@pytest.mark.parametrize("person", ["coordinator", "mentor", "caseworker", "manager", "administrator"])
def test_each_first_screen_is_walked_through(desk, world, active, sent, person):
	day = desk(person).go("lat-my-day")
	expect(day.find(".lat-day")).to_be_visible()
	passed: list[dict] = []
	reached = day.page.evaluate("document.querySelectorAll('.lat-day :is(a, button, select, input)').length")
	for _press in range(AT_MOST + reached):
		day.page.keyboard.press("Tab")
		here = day.page.evaluate(AT.replace("OURS", "'.lat-day'"))
		if passed and not here["ours"]:
			break
		if here["ours"]:
			passed.append(here)
	assert passed and nameless(passed) == [] and unseen(passed) == []

"""Who uses no mouse comes as far: pages and dialogs by Tab and Enter alone, in sight and by name (14)."""

from __future__ import annotations

import frappe
import pytest
from frappe.utils import formatdate, today
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import Desk, stored
from tests.browser.test_ending import read_with_person
from tests.factories import as_user

AT_MOST = 90
TO_THE_CONTENT = "Til sidens indhold"
GIVERS = "**/lat_corps.casework.intake.givers"

AT = """() => {
	const here = document.activeElement;
	const style = getComputedStyle(here);
	const named = here.getAttribute("aria-label") || here.getAttribute("aria-labelledby") || here.title
		|| here.innerText?.trim() || here.placeholder || here.labels?.length || here.value;
	const box = here.getBoundingClientRect();
	const marked = ["outlineStyle", "boxShadow"].some((part) => style[part] !== "none");
	const seen = marked || here.matches("input, select, textarea, .modal");
	return {
		words: here.innerText?.trim(),
		label: here.getAttribute("aria-label"),
		field: here.closest(".modal [data-fieldname]")?.dataset.fieldname,
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


class ByKeys:
	"""A dialog that is filled in without a mouse, and what the keys have passed in it."""

	def __init__(self, desk: Desk):
		self.desk, self.keys = desk, desk.page.keyboard
		self.passed: list[dict] = []

	def press_until(self, reached) -> ByKeys:
		for _press in range(AT_MOST):
			here = self.desk.page.evaluate(AT.replace("OURS", "'.modal.show'"))
			if here["ours"]:
				self.passed.append(here)
				if reached(here):
					return self
			self.keys.press("Tab")
		raise AssertionError(f"not reached: {[(here['field'], here['words']) for here in self.passed]}")

	def to(self, fieldname: str) -> ByKeys:
		expect(self.desk.dialog.locator(f'[data-fieldname="{fieldname}"]').first).to_be_visible()
		return self.press_until(lambda here: here["field"] == fieldname)

	def write(self, fieldname: str, words: str) -> ByKeys:
		self.to(fieldname).keys.type(words)
		self.desk.settle()
		return self

	def choose(self, fieldname: str, words: str) -> ByKeys:
		"""Type part of what is chosen from a list that is asked for, and take the first that is found."""
		self.write(fieldname, words)
		listed = self.desk.dialog.locator(f'[data-fieldname="{fieldname}"] .awesomplete ul')
		expect(listed.locator("[role=option][aria-selected=true]")).to_contain_text(words)
		self.keys.press("Enter")
		expect(listed).to_be_hidden()
		self.desk.settle()
		return self

	def pick(self, fieldname: str, words: str) -> ByKeys:
		"""Pick from a list of the browser's own by its first letters."""
		return self.write(fieldname, words)

	def tick(self, fieldname: str) -> ByKeys:
		self.to(fieldname).keys.press("Space")
		return self

	def enter(self, words: str, method: str) -> ByKeys:
		self.press_until(lambda here: here["words"] == words)
		with self.desk.page.expect_response(lambda answer: method in answer.url):
			self.keys.press("Enter")
		self.desk.settle()
		return self


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
	expect(form.find(".page-head").get_by_role("button", name="Skift mentor", exact=True)).to_be_focused()
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
	day.page.keyboard.press("Tab")
	expect(day.button(TO_THE_CONTENT)).to_be_focused()
	day.page.keyboard.press("Enter")
	for _press in range(AT_MOST + reached):
		day.page.keyboard.press("Tab")
		here = day.page.evaluate(AT.replace("OURS", "'.lat-day'"))
		if passed and not here["ours"]:
			break
		if here["ours"]:
			passed.append(here)
	assert passed and nameless(passed) == [] and unseen(passed) == []


def test_a_course_is_begun_by_keys_alone(desk, world):
	page = desk("coordinator").go("lat-case")
	page.find(".page-head .primary-action").last.press("Enter")
	page.await_dialog()
	keys = ByKeys(page).write("full_name", "Hodan Prøvesen").write("birth_date", "01-02-2000")
	keys.pick("gender", "Kvinde").choose("language", "Somali")
	keys.pick("target_group", "Sårbar").write("referral_source", "Jobcenteret")
	keys.write("referral_reason", "Hun hjælper en bror, der er dømt.").tick("citizen_consents").tick(
		"informed"
	)
	keys.enter("Opret forløb", "intake.begin")
	page.page.wait_for_function("cur_frm?.doctype === 'LAT Case' && cur_frm.doc.stage === 'Assessed'")
	assert nameless(keys.passed) == [] and unseen(keys.passed) == []


def test_a_mentor_is_changed_by_keys_alone(desk, world, active):
	form = desk("coordinator").open("LAT Case", active.name)
	form.press("Skift mentor").await_dialog()
	keys = ByKeys(form).write("end_reason", "Mentoren flytter.")
	keys.choose("mentor", world.mentors["second_mentor"]).pick("conflict_of_interest", "Ingen")
	keys.enter("Skift mentor", "change_of_mentor")
	match = stored("LAT Match", lat_case=active.name, stage="Offered")
	assert match.mentor == world.mentors["second_mentor"]
	assert nameless(keys.passed) == [] and unseen(keys.passed) == []


def test_a_handover_is_sent_and_the_course_closed_by_keys_alone(desk, world, active):
	with as_user(world["coordinator"]):
		goals = [{"goal": "En læreplads."}]
		frappe.get_doc({"doctype": "LAT Plan", "lat_case": active.name, "goals": goals}).insert()
		factories.consent_to_handover(active, world["caseworker"], "Goals and steps")
	factories.choose_outcome(active, world, "Broken off")
	factories.act(active, "Begin closing", world["coordinator"])
	form = desk("coordinator").open("LAT Case", active.name)
	form.press("Afslutning og overlevering").await_dialog()
	expect(form.dialog.locator(".lat-preview")).to_contain_text("En læreplads.")
	read_with_person(form)
	sending = ByKeys(form).enter("Send overlevering", "hand_over")
	handover = stored("LAT Handover", lat_case=active.name)
	factories.act(handover, "Confirm receipt", world["caseworker"])
	frappe.db.commit()
	form.open("LAT Case", active.name).press("Afslutning og overlevering").await_dialog()
	closing = ByKeys(form).write("after_missing_reason", "Ville ikke svare.")
	closing.write("debrief_held_on", formatdate(today())).tick("debrief_informed")
	closing.enter("Afslut forløb", "ending.go_on")
	passed = sending.passed + closing.passed
	assert nameless(passed) == [] and unseen(passed) == []


def test_what_is_typed_while_the_server_answers_stays(desk, world):
	"""Frappe draws a field that may become compulsory anew, and what has been typed into it so far goes."""
	page = desk("coordinator").go("lat-case")
	page.find(".page-head .primary-action").last.press("Enter")
	page.await_dialog()
	held = []
	page.page.route(GIVERS, lambda route: held.append(route))
	birth, name = (
		page.dialog.locator(f'[data-fieldname="{field}"] input') for field in ("birth_date", "full_name")
	)
	with page.page.expect_request(GIVERS):
		birth.fill("01-02-2000")
		birth.blur()
	name.press_sequentially("Hodan ")
	with page.page.expect_response(GIVERS):
		page.page.unroute(GIVERS)
	page.settle()
	page.page.keyboard.type("Prøvesen")
	expect(name).to_have_value("Hodan Prøvesen")
	expect(birth).to_have_value("01-02-2000")
	page.close_dialog()


def test_a_date_that_is_typed_right_after_another_field_stays_whole(desk, world):
	"""Frappe draws it anew shortly after the other one was left, and its calendar empties it as it opens."""
	page = desk("coordinator").go("lat-case")
	page.find(".page-head .primary-action").last.press("Enter")
	page.await_dialog()
	keys = ByKeys(page).to("full_name").keys
	keys.type("Hodan Prøvesen")
	ByKeys(page).to("birth_date").keys.type("01-02-2000", delay=40)
	keys.press("Tab")
	expect(page.dialog.locator('[data-fieldname="birth_date"] input')).to_have_value("01-02-2000")
	expect(page.dialog.get_by_role("checkbox", name="Personen samtykker")).to_be_visible()
	page.close_dialog()

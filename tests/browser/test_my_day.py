"""The first screen of each role: found after login, worked from with few clicks, by keyboard, on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
import pytest
from frappe.utils import add_days, today
from playwright.sync_api import Locator, expect

from lat_corps import compat
from lat_corps.corps.turns import follow_all
from tests import factories
from tests.browser.desk import DESK, PHONE, Desk, Size, stored
from tests.factories import PASSWORD, as_user

MY_DAY = "lat-my-day"
MOST_URGENT = 12
RATING = 3
BACK = 1
"""A click on the browser's own button, which no page can count."""

SIZES = (DESK, Size(820, 1100), PHONE)

NAMED = """elements => elements.filter((element) =>
	element.checkVisibility() && !(element.ariaLabel || element.innerText || "").trim()
).map((element) => element.outerHTML)"""

CONTRAST = """elements => {
	const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
	const light = ([red, green, blue]) => [red, green, blue]
		.map((value) => value / 255)
		.map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
		.reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
	const behind = (element) => {
		for (let at = element; at; at = at.parentElement) {
			const colour = channels(getComputedStyle(at).backgroundColor);
			if (colour.length === 3 || colour[3] > 0.99) return colour;
		}
		return [255, 255, 255];
	};
	return elements
		.filter((element) => element.checkVisibility() && [...element.childNodes].some(
			(node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()
		))
		.map((element) => {
			const [one, other] = [channels(getComputedStyle(element).color), behind(element)].map(light);
			return [(Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), element.innerText];
		})
		.filter(([ratio]) => ratio < 4.5);
}"""


@pytest.fixture
def busy(world, active) -> Iterator[None]:
	"""Something that waits for each: referrals, an overdue rating, an offer."""
	for _number in range(3):
		factories.case_at("Referred", world).db_set("coordinator", world["coordinator"])
	active.db_set({"next_due": add_days(today(), -3), "next_due_what": "Progression rating"})
	active.db_set("next_progression_due", add_days(today(), -3))
	with as_user(world["coordinator"]):
		match = factories.propose(factories.case_at("Matching", world), world.mentors["mentor"])
	factories.act(match, "Offer match", world["coordinator"])
	waiting = {"municipality": factories.HOME, "stage": "In Review"}
	if not frappe.db.exists("LAT Role Description", waiting):
		factories.description_in_review("Caseworker", factories.HOME, world["coordinator"])
	follow_all()
	frappe.db.commit()
	yield


def opened(desk, person: str, size: Size = DESK) -> Desk:
	day = desk(person, size).go(MY_DAY)
	expect(day.find(".lat-day")).to_be_visible()
	return day


def lines(day: Desk) -> Locator:
	return day.find(".lat-day-row[data-standing]")


def shown(day: Desk, line: Locator) -> Locator:
	"""Ask for more of what waits until the line is there; a site under test keeps what waited before."""
	while not line.count():
		with day.page.expect_response(lambda answer: "my_day.of_user" in answer.url):
			day.press("Vis flere")
		day.settle()
	return line


def test_the_three_most_urgent_things_are_reached_from_login(chromium, server, world, busy):
	context = chromium.new_context(base_url=server, locale="da-DK")
	day = Desk(context.new_page())
	day.page.goto("/login")
	day.page.locator("#login_email").fill(world["coordinator"])
	day.page.locator("#login_password").fill(PASSWORD)
	day.page.locator(".btn-login:visible").first.click()
	if not compat.is_fifteen():
		day.page.wait_for_url("**/desk**")
		day.go(MY_DAY)
	clicks = 0
	for number in range(3):
		expect(lines(day).nth(2)).to_be_visible()
		lines(day).nth(number).locator(".lat-day-do > *").click()
		expect(day.find(".lat-day")).to_have_count(0)
		day.settle()
		clicks += BACK
		day.page.go_back()
		day.settle()
	assert 3 < day.clicks + clicks <= MOST_URGENT
	context.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size.width))
@pytest.mark.parametrize("person", ["coordinator", "mentor", "caseworker", "manager", "administrator"])
def test_it_fits_and_is_named_and_can_be_read(desk, busy, person, size):
	day = opened(desk, person, size)
	assert day.too_wide <= 0
	assert (
		day.find(".lat-day section").count() == day.find(".lat-day section[aria-labelledby] > h2[id]").count()
	)
	assert day.find(".lat-day :is(a, button, select)").evaluate_all(NAMED) == []
	assert day.find(".lat-day *").evaluate_all(CONTRAST) == []


def test_a_line_is_taken_by_keyboard_alone(desk, busy):
	day = opened(desk, "coordinator")
	first = lines(day).first.locator(".lat-day-do > *")
	for _press in range(60):
		day.page.keyboard.press("Tab")
		if first.evaluate("element => element === document.activeElement"):
			break
	day.page.keyboard.press("Enter")
	expect(day.find(".lat-day")).to_have_count(0)


def test_who_waits_for_a_mentor_is_led_to_the_match_board(desk, world):
	case = factories.case_at("Matching", world)
	case.db_set("coordinator", world["coordinator"])
	follow_all()
	day = opened(desk, "coordinator")
	about = day.page.locator(f'a[href$="{case.name}"]')
	row = shown(day, day.find(".lat-day-row").filter(has=about).filter(has_text="Foreslå en mentor"))
	row.locator(".lat-day-do > *").first.click()
	expect(day.find(".lat-board, [data-page-route='lat-match-board']").first).to_be_visible()
	assert day.page.url.endswith(f"lat-match-board/{case.name}")


def test_a_number_of_courses_is_that_of_the_list_it_leads_to(desk, world, active):
	day = opened(desk, "coordinator")
	stages = day.find(".lat-day-stages li")
	for stage in range(stages.count()):
		told = int(stages.nth(stage).locator("b").inner_text())
		stages.nth(stage).locator("a").click()
		expect(day.settle().find(".list-row-container .list-row")).to_have_count(min(told, 20))
		day.page.go_back()
		expect(day.settle().find(".lat-day")).to_be_visible()


def test_a_mentor_rates_in_three_clicks(desk, world, busy, active):
	day = opened(desk, "mentor", PHONE)
	card = day.find(".lat-day-card").filter(has=day.page.locator(f'a[href$="{active.name}"]'))
	expect(card).to_contain_text("Mikkel Prøvesen")
	before = day.clicks
	card.get_by_role("button", name="Mål nu").click()
	card.locator("[data-rating='6']").click()
	day.dialog.locator(".modal-footer .btn-primary").locator("visible=true").click()
	expect(day.page.locator(".modal.show")).to_have_count(0)
	assert stored("LAT Progression", lat_case=active.name).rating == 6
	assert day.clicks - before <= RATING


def test_a_note_goes_into_the_plan(desk, world, active):
	day = opened(desk, "mentor")
	card = day.find(".lat-day-card").filter(has=day.page.locator(f'a[href$="{active.name}"]'))
	for words in ("Mødte op.", "Ringede selv."):
		card.get_by_role("button", name="Notat").click()
		day.dialog.locator("textarea").fill(words)
		day.dialog.locator(".modal-footer .btn-primary").locator("visible=true").click()
		expect(day.page.locator(".modal.show")).to_have_count(0)
		day.settle()
	plan = stored("LAT Plan", lat_case=active.name)
	assert [row.content for row in plan.notes] == ["Mødte op.", "Ringede selv."]


def test_where_nothing_waits_it_says_what_comes_first(desk, world):
	day = opened(desk, "away_coordinator")
	expect(day.find(".lat-day [role=status]")).to_contain_text("Skriv personen og henvisningen ned")
	day.press("Nyt forløb").await_dialog()
	expect(day.dialog).to_contain_text("Kendt borger")


def test_the_list_is_narrowed_by_mentor(desk, world, busy):
	day = opened(desk, "coordinator")
	before = lines(day).count()
	with day.page.expect_response(lambda answer: "my_day.of_user" in answer.url):
		day.find('select[name="mentor"]').select_option(world.mentors["second_mentor"])
	expect(day.find(".lat-day [role=status]")).to_contain_text("det, du har valgt")
	assert before and not lines(day).count()
	day.page.reload()
	expect(day.find(".lat-day [role=status]")).to_contain_text("det, du har valgt")
	expect(day.find('select[name="mentor"]')).to_have_value(world.mentors["second_mentor"])
